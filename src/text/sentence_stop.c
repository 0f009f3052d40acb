#include "text/sentence_stop.h"

#include "text/uniprop.h"
#include "text/utf8.h"

enum { CLAUSE_CHARS = 12, ABBREVIATION_BYTES = 8 };

static const struct {
    uint32_t open, close;
    uint8_t kind; /* enum pair_kind */
} PAIRS[] = {
    {0x300C, 0x300D, PAIR_QUOTE},   {0x300E, 0x300F, PAIR_QUOTE},   {0x201C, 0x201D, PAIR_QUOTE},
    {0x2018, 0x2019, PAIR_QUOTE},   {0xFF62, 0xFF63, PAIR_QUOTE},   {0xFE41, 0xFE42, PAIR_QUOTE},
    {0xFE43, 0xFE44, PAIR_QUOTE},   {0x301D, 0x301E, PAIR_QUOTE},   {'"', '"', PAIR_QUOTE},
    {0xAB, 0xBB, PAIR_QUOTE},       {'(', ')', PAIR_BRACKET},       {'[', ']', PAIR_BRACKET},
    {0xFF08, 0xFF09, PAIR_BRACKET}, {0xFF3B, 0xFF3D, PAIR_BRACKET}, {0x3014, 0x3015, PAIR_BRACKET},
    {0x300A, 0x300B, PAIR_TITLE},   {0x3008, 0x3009, PAIR_TITLE},   {0x3010, 0x3011, PAIR_TITLE},
};

enum { PAIR_COUNT = sizeof PAIRS / sizeof *PAIRS };

uint32_t stop_closer_of(uint32_t opener)
{
    for (size_t i = 0; i < PAIR_COUNT; i++)
        if (PAIRS[i].open == opener)
            return PAIRS[i].close;
    return 0;
}

bool stop_is_closer(uint32_t c)
{
    for (size_t i = 0; i < PAIR_COUNT; i++)
        if (PAIRS[i].close == c)
            return true;
    return false;
}

enum pair_kind stop_pair_kind(uint32_t closer)
{
    size_t i = 0;
    while (i + 1 < PAIR_COUNT && PAIRS[i].close != closer)
        i++;
    return (enum pair_kind)PAIRS[i].kind;
}

static enum stop_kind kind_of(uint32_t c)
{
    switch (c) {
    case 0x3002: /* 。 */
    case 0xFF61: /* ｡ */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0xFF0E: /* ． */
    case 0x203C: /* ‼ */
    case 0x2047: /* ⁇ */
    case 0x2048: /* ⁈ */
    case 0x2049: /* ⁉ */
        return STOP_FULL;
    case '!':
    case '?':
        return STOP_ASCII;
    case '.':
        return STOP_DOT;
    case 0x2026: /* … */
    case 0x2025: /* ‥ */
    case 0x22EF: /* ⋯ */
        return STOP_TRAILS;
    default:
        return STOP_NONE;
    }
}

/* Of 。 and … together the 。 counts; dots in a row are …. */
static enum stop_kind stronger(enum stop_kind a, enum stop_kind b)
{
    if (a == STOP_DOT && b == STOP_DOT)
        return STOP_TRAILS;
    if (a == STOP_TRAILS && b == STOP_DOT)
        return a;
    return b == STOP_NONE || (a != STOP_NONE && a < b) ? a : b;
}

enum stop_kind stop_run(struct str s, size_t at, size_t *end)
{
    enum stop_kind kind = STOP_NONE, k;
    unsigned len;
    while (at < s.n && (k = kind_of(utf8_get(s.p + at, &len))) != STOP_NONE) {
        kind = stronger(kind, k);
        at += len;
    }
    *end = at;
    return kind;
}

static uint32_t char_at(struct str s, size_t at)
{
    unsigned len;
    return at < s.n ? utf8_get(s.p + at, &len) : 0;
}

static uint32_t char_before(struct str s, size_t at)
{
    size_t beg;
    return at > 0 && at <= s.n ? utf8_before(s, at, &beg) : 0;
}

static bool is_cjk(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_KANA | UF_HANGUL);
}

static bool is_lower(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

static bool is_upper(uint32_t c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(uint32_t c)
{
    return uniprop(c)->flags & UF_DIGIT;
}

static bool is_one_of(uint32_t c, const char *set)
{
    struct str s = str_of(set);
    while (s.n)
        if (utf8_take(&s) == c)
            return true;
    return false;
}

/* The clause from byte at on ends with a verb of speech: 他說。 我低聲問他， */
static bool is_attribution(struct str s, size_t at)
{
    uint32_t verb = 0, before = 0;
    for (unsigned n = 0; n <= CLAUSE_CHARS && at < s.n; n++) {
        unsigned len;
        uint32_t c = utf8_get(s.p + at, &len);
        if (is_one_of(c, "。！？，：；,:.!?"))
            return is_one_of(verb, "說说道問问喊叫答嚷罵骂") && before != 0x77E5; /* 知道 */
        if (!is_cjk(c) || is_one_of(c, "沒没不未")) /* 我沒有回答。 */
            return false;
        if (!is_one_of(c, "著着了他她我你們们")) {
            before = verb;
            verb = c;
        }
        at += len;
    }
    return false;
}

/* Behind a quotation: と言った, って, 的聲音, 他說。 */
static bool goes_on(struct str s, size_t at)
{
    uint32_t c = char_at(s, at);
    return c == 0x3068 || c == 0x3063 || is_one_of(c, "的地得之時时") || is_attribution(s, at);
}

/* Letters and dots that end at byte at. */
static struct str token_before(struct str s, size_t at)
{
    size_t beg = at;
    while (beg > 0 && at - beg < 2 * ABBREVIATION_BYTES) {
        char c = s.p[beg - 1];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '.'))
            break;
        beg--;
    }
    return str_sub(s, beg, at);
}

static bool is_abbreviation(struct str token)
{
    static const char *const words[] = {
        "Mr", "Mrs", "Ms",  "Dr", "Prof", "St",  "Mt",  "vs", "cf", "No",  "no",  "vol", "Vol",
        "pp", "Fig", "fig", "Eq", "eds",  "e.g", "i.e", "eg", "ie", "Gen", "Col", "Sgt", "Rev"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(token, str_of(words[i])))
            return true;
    return false;
}

static bool is_number(struct str token)
{
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] < '0' || token.p[i] > '9')
            return false;
    return token.n > 0;
}

/* The full stop of a token that a sentence goes on behind. */
static bool dot_goes_on(struct str s, const struct stop_place *p)
{
    struct str token = token_before(s, p->mark);
    size_t beg = p->mark - token.n;
    if (token.n == 1 && is_upper((unsigned char)token.p[0])) /* an initial */
        return true;
    return is_abbreviation(token) || (is_number(token) && beg == p->sentence);
}

/* ASCII marks: next is what stands behind white space, if any. */
static bool ascii_ends(struct str s, const struct stop_place *p, bool spaced, uint32_t next)
{
    if (is_lower(next))
        return false;
    if (!spaced && !p->closed && !is_cjk(next) && !stop_closer_of(next))
        return false;
    if (p->kind != STOP_DOT || p->closed)
        return true;
    if (is_digit(next) && is_digit(char_before(s, p->mark)) && !spaced)
        return false;
    return !dot_goes_on(s, p);
}

static bool trails_end(const struct stop_place *p, bool spaced, uint32_t next)
{
    if (stop_closer_of(next) && stop_pair_kind(stop_closer_of(next)) == PAIR_QUOTE)
        return true;
    if (p->closed)
        return !p->within;
    return spaced && (is_upper(next) || is_cjk(next));
}

bool stop_ends(struct str s, const struct stop_place *p)
{
    size_t at = p->at;
    while (at < s.n && stop_is_space(char_at(s, at)))
        at += char_at(s, at) == 0x3000 ? 3 : 1;
    uint32_t next = char_at(s, at);
    if (at >= s.n || next == '\n')
        return true;
    if (is_one_of(next, "，、；：,;:"))
        return false;
    if (p->closed && ((p->within && !stop_closer_of(next)) || goes_on(s, at)))
        return false;
    if (p->kind == STOP_TRAILS)
        return trails_end(p, at > p->at, next);
    if (p->kind == STOP_FULL) /* ． in numbers */
        return !(is_digit(next) && is_digit(char_before(s, p->mark)) &&
                 char_at(s, p->mark) == 0xFF0E);
    return ascii_ends(s, p, at > p->at, next);
}
