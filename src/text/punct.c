#include "text/punct.h"

#include <stdlib.h>

static const struct mark {
    uint16_t c;
    uint8_t class;    /* enum punct_class, where the language says nothing else */
    uint8_t centred;  /* in these languages (bits of enum linebreak_lang) it is in the middle */
    const char *half; /* one cell; NULL: none */
} MARKS[] = {
#define HANT (1 << LINEBREAK_ZH_HANT)
#define JA   (1 << LINEBREAK_JA)
    {0x2018, PUNCT_OPEN, 0, NULL},         {0x2019, PUNCT_CLOSE, 0, NULL},
    {0x201C, PUNCT_OPEN, 0, NULL},         {0x201D, PUNCT_CLOSE, 0, NULL},
    {0x3000, PUNCT_SPACE, 0, NULL},        {0x3001, PUNCT_PAUSE, HANT, "､"},
    {0x3002, PUNCT_STOP, HANT, "｡"},       {0x3008, PUNCT_OPEN, 0, NULL},
    {0x3009, PUNCT_CLOSE, 0, NULL},        {0x300A, PUNCT_OPEN, 0, NULL},
    {0x300B, PUNCT_CLOSE, 0, NULL},        {0x300C, PUNCT_OPEN, 0, "｢"},
    {0x300D, PUNCT_CLOSE, 0, "｣"},         {0x300E, PUNCT_OPEN, 0, NULL},
    {0x300F, PUNCT_CLOSE, 0, NULL},        {0x3010, PUNCT_OPEN, 0, NULL},
    {0x3011, PUNCT_CLOSE, 0, NULL},        {0x3014, PUNCT_OPEN, 0, NULL},
    {0x3015, PUNCT_CLOSE, 0, NULL},        {0x3016, PUNCT_OPEN, 0, NULL},
    {0x3017, PUNCT_CLOSE, 0, NULL},        {0x301D, PUNCT_OPEN, 0, NULL},
    {0x301F, PUNCT_CLOSE, 0, NULL},        {0x30FB, PUNCT_MIDDLE, 0, "･"},
    {0xFF01, PUNCT_STOP, 0, "!"},          {0xFF08, PUNCT_OPEN, 0, "("},
    {0xFF09, PUNCT_CLOSE, 0, ")"},         {0xFF0C, PUNCT_PAUSE, HANT, ","},
    {0xFF0E, PUNCT_STOP, HANT, "."},       {0xFF1A, PUNCT_PAUSE, HANT | JA, ":"},
    {0xFF1B, PUNCT_PAUSE, HANT | JA, ";"}, {0xFF1F, PUNCT_STOP, 0, "?"},
    {0xFF3B, PUNCT_OPEN, 0, "["},          {0xFF3D, PUNCT_CLOSE, 0, "]"},
    {0xFF5B, PUNCT_OPEN, 0, "{"},          {0xFF5D, PUNCT_CLOSE, 0, "}"},
#undef HANT
#undef JA
};

static int by_code_point(const void *key, const void *mark)
{
    return (int)*(const uint32_t *)key - ((const struct mark *)mark)->c;
}

static const struct mark *mark_of(uint32_t c)
{
    if (c < MARKS[0].c || c > 0xFF5D || (c > 0x30FB && c < 0xFF01))
        return NULL;
    return bsearch(&c, MARKS, sizeof MARKS / sizeof *MARKS, sizeof *MARKS, by_code_point);
}

enum punct_class punct_class(uint32_t c, enum linebreak_lang lang)
{
    const struct mark *m = mark_of(c);
    if (!m)
        return PUNCT_NONE;
    return m->centred >> lang & 1 ? PUNCT_MIDDLE : (enum punct_class)m->class;
}

static bool is_closer(enum punct_class c)
{
    return c == PUNCT_CLOSE || c == PUNCT_PAUSE || c == PUNCT_STOP;
}

bool punct_trims_after(enum punct_class before, enum punct_class c)
{
    return c == PUNCT_OPEN && before != PUNCT_NONE;
}

bool punct_trims_before(enum punct_class c, enum punct_class after)
{
    return is_closer(c) && (is_closer(after) || after == PUNCT_MIDDLE || after == PUNCT_SPACE);
}

struct str punct_half(uint32_t c)
{
    const struct mark *m = mark_of(c);
    return m && m->half ? str_of(m->half) : STR_NONE;
}

struct str punct_full(uint32_t c)
{
    static const char MARKED[] = "!(),:;?";
    static const char *const FULL[] = {"！", "（", "）", "，", "：", "；", "？"};
    const char *at = c && c < 0x80 ? strchr(MARKED, (int)c) : NULL;
    return at ? str_of(FULL[at - MARKED]) : STR_NONE;
}

struct str punct_corner(uint32_t c)
{
    switch (c) {
    case 0x2018:
        return STR("『");
    case 0x2019:
        return STR("』");
    case 0x201C:
        return STR("「");
    case 0x201D:
        return STR("」");
    default:
        return STR_NONE;
    }
}

bool punct_quote_opens(uint32_t c)
{
    return c == 0x2018 || c == 0x201C;
}

bool punct_quote_closes(uint32_t c)
{
    return c == 0x2019 || c == 0x201D;
}
