/* What a line begins with: rules, bullets, numbers, chapter headings. */
#include "parse/plain_priv.h"
#include "text/utf8.h"

enum { NUMERAL_MAX = 8, HEADING_MAX_BYTES = 150 };

static uint32_t peek(struct str s)
{
    unsigned len;
    return s.n ? utf8_get(s.p, &len) : 0;
}

static bool is_gap(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

static struct str skip_gap(struct str s)
{
    while (s.n && is_gap(peek(s)))
        utf8_take(&s);
    return s;
}

static bool all_of(struct str s, const char *set)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(set, s.p[i]) || s.p[i] == '\0')
            return false;
    return true;
}

/* Skips what *s begins with, if it begins with word. */
static bool take_word(struct str *s, const char *word)
{
    struct str w = str_of(word);
    if (!str_starts(*s, w))
        return false;
    *s = str_sub(*s, w.n, s->n);
    return true;
}

bool plain_is_rule(struct str s)
{
    unsigned marks = 0;
    uint32_t first = peek(s);
    bool same = true, strong = plain_in(first, "◇◆※＊☆★§⁂❖");
    while (s.n) {
        uint32_t c = utf8_take(&s);
        if (is_gap(c))
            continue;
        if (!plain_in(c, "*-_=~+#＊－—─━＝＿～◇◆☆★※·•・○●§⁂❖"))
            return false;
        marks++;
        same = same && c == first;
    }
    return marks >= 3 || (strong && same && marks);
}

size_t plain_bullet(struct str s)
{
    struct str rest = s;
    if (s.n < 2)
        return 0;
    uint32_t c = utf8_take(&rest);
    bool spaced = is_gap(peek(rest));
    bool bullet = spaced ? plain_in(c, "-*+–•·・●○■□▪▫◆◇◦‣▶►➢✓✔") : plain_in(c, "•・●■▪◆‣►➢✓✔");
    if (!bullet || peek(rest) == c)
        return 0;
    rest = skip_gap(rest);
    return rest.n ? s.n - rest.n : 0;
}

static bool take_digits(struct str *s, unsigned max_digits, unsigned *num)
{
    unsigned n = 0;
    *num = 0;
    while (s->n) {
        uint32_t c = peek(*s);
        uint32_t d = c >= 0xFF10 ? c - 0xFF10 : c - '0';
        if (d > 9)
            break;
        *num = *num * 10 + d;
        utf8_take(s);
        if (++n > max_digits)
            return false;
    }
    return n > 0;
}

size_t plain_number(struct str s, unsigned *num)
{
    struct str rest = s;
    uint32_t c = peek(rest);
    if (c >= 0x2460 && c <= 0x2473) {
        utf8_take(&rest);
        *num = c - 0x2460 + 1;
    } else {
        bool open = c == '(' || c == 0xFF08;
        if (open)
            utf8_take(&rest);
        if (!take_digits(&rest, 3, num) || rest.n == 0)
            return 0;
        c = utf8_take(&rest);
        if (!plain_in(c, open ? ")）" : ".、．)）"))
            return 0;
        if (c == '.' && rest.n && (unsigned char)rest.p[0] < 0x80 && !is_gap(peek(rest)))
            return 0;
    }
    rest = skip_gap(rest);
    return rest.n ? s.n - rest.n : 0;
}

unsigned plain_number_style(struct str s)
{
    uint32_t c = peek(s);
    if (c == '(' || c == 0xFF08)
        return 1;
    return c >= 0x2460 && c <= 0x2473 ? 2 : 0;
}

static bool take_numeral(struct str *s)
{
    unsigned n = 0;
    while (s->n && n < NUMERAL_MAX &&
           plain_in(peek(*s), "一二三四五六七八九十百千〇零兩两壹貳叁0123456789"
                              "０１２３４５６７８９")) {
        utf8_take(s);
        n++;
    }
    return n > 0;
}

/* 第三章, 제1장, 卷二 */
static enum heading_rank east_rank(struct str s)
{
    static const struct {
        const char *units;
        enum heading_rank rank;
    } units[] = {
        {"部卷篇集編编부권", RANK_PART},
        {"章回話话幕장화", RANK_CHAPTER},
        {"節节절", RANK_SECTION},
    };
    bool volume = take_word(&s, "卷");
    if (!volume && !take_word(&s, "第") && !take_word(&s, "제"))
        return RANK_NONE;
    s = skip_gap(s);
    if (!take_numeral(&s))
        return RANK_NONE;
    if (volume)
        return s.n == 0 || is_gap(peek(s)) ? RANK_PART : RANK_NONE;
    s = skip_gap(s);
    if (s.n == 0)
        return RANK_NONE;
    uint32_t c = utf8_take(&s);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (plain_in(c, units[i].units))
            return units[i].rank;
    return RANK_NONE;
}

static bool is_west_number(struct str s)
{
    static const char *const words[] = {"one", "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine", "ten"};
    if (s.n == 0)
        return false;
    if (all_of(s, "0123456789") || all_of(s, "IVXLC"))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_of(words[i])))
            return true;
    return false;
}

/* "Chapter 3", "PART ONE. Title" */
static enum heading_rank west_rank(struct str s)
{
    static const struct {
        const char *word;
        enum heading_rank rank;
    } words[] = {
        {"Part", RANK_PART},       {"Book", RANK_PART},       {"Volume", RANK_PART},
        {"Chapter", RANK_CHAPTER}, {"Section", RANK_SECTION},
    };
    size_t n = str_chr(s, ' ', 0);
    if (n == STR_NPOS)
        return RANK_NONE;
    struct str num = str_sub(s, n + 1, s.n);
    size_t end = 0;
    while (end < num.n &&
           ((num.p[end] | 0x20) >= 'a' || (num.p[end] >= '0' && num.p[end] <= '9')) &&
           (unsigned char)num.p[end] < 0x80)
        end++;
    if (!is_west_number(str_sub(num, 0, end)))
        return RANK_NONE;
    if (end < num.n && !plain_in(peek(str_sub(num, end, num.n)), ".:-—– ："))
        return RANK_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(str_sub(s, 0, n), str_of(words[i].word)))
            return words[i].rank;
    return RANK_NONE;
}

/* 一、 （二） and a numeral alone */
static enum heading_rank list_rank(struct str s)
{
    bool paren = take_word(&s, "（") || take_word(&s, "(");
    bool roman = !paren && s.n && s.n <= 4 && all_of(s, "IVX");
    unsigned char lead = s.n ? (unsigned char)s.p[0] : 0;
    if (roman)
        return RANK_PLAIN;
    if (!take_numeral(&s))
        return RANK_NONE;
    if (paren)
        return lead >= 0x80 && (take_word(&s, "）") || take_word(&s, ")")) && s.n ? RANK_PAREN
                                                                                  : RANK_NONE;
    if (s.n == 0)
        return RANK_PLAIN;
    return lead >= 0x80 && (take_word(&s, "、") || take_word(&s, "．")) && s.n ? RANK_PLAIN
                                                                               : RANK_NONE;
}

bool plain_is_chapter_word(struct str s)
{
    static const char *const words[] = {
        "序",       "序章",     "序言",      "序幕",         "楔子",       "引子",       "前言",
        "後記",     "后记",     "尾聲",      "尾声",         "終章",       "终章",       "番外",
        "はじめに", "おわりに", "あとがき",  "まえがき",     "プロローグ", "エピローグ", "프롤로그",
        "에필로그", "머리말",   "맺음말",    "들어가며",     "나가며",     "Prologue",   "Epilogue",
        "Preface",  "Foreword", "Afterword", "Introduction",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_of(words[i])))
            return true;
    return false;
}

enum heading_rank plain_numbered_rank(struct str s)
{
    if (s.n == 0 || s.n > HEADING_MAX_BYTES)
        return RANK_NONE;
    uint32_t last = plain_last(s);
    if (plain_in(last, "。，；、,;…"))
        return RANK_NONE;
    enum heading_rank r = east_rank(s);
    if (r == RANK_NONE && (unsigned char)s.p[0] < 0x80)
        r = west_rank(s);
    if (r == RANK_NONE)
        r = list_rank(s);
    if (r == RANK_NONE && plain_is_chapter_word(s))
        r = RANK_CHAPTER;
    return r;
}
