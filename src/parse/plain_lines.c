#include "parse/plain_priv.h"

#include "text/utf8.h"

enum {
    SAMPLE_LINES = 400,
    SAMPLE_BYTES = 400, /* a longer line is not wrapped */
    WRAP_MIN_COLS = 36,
    WRAP_MIN_LATIN_COLS = 52, /* verse is narrower */
    USUAL_PERCENT = 85,
    RAGGED_PERCENT = 60, /* of the usual width: a line without an end goes on */
    WRAP_MAX_COLS = 110,
    CJK_SLACK = 4, /* a line may be that much shorter to keep 。 off the next one's start */
};

/* Bytes of the white space that s begins with, and its columns (a tab goes to the next of 8). */
static size_t leading(struct str s, unsigned *cols)
{
    size_t i = 0;
    unsigned n = 0;
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == ' ' || c == '\r' || c == '\f' || c == '\v') {
            n += c == ' ';
        } else if (c == '\t') {
            n = (n / 8 + 1) * 8;
        } else if (c == 0xE3 && i + 2 < s.n && memcmp(s.p + i, "\u3000", 3) == 0) {
            n += 2;
            i += 2;
        } else if (c == 0xC2 && i + 1 < s.n && memcmp(s.p + i, "\u00A0", 2) == 0) {
            n++;
            i++;
        } else {
            break;
        }
    }
    *cols = n;
    return i;
}

static size_t without_trailing(struct str s)
{
    size_t n = s.n;
    for (;;) {
        if (n && (s.p[n - 1] == ' ' || (s.p[n - 1] >= '\t' && s.p[n - 1] <= '\r')))
            n--;
        else if (n >= 3 && memcmp(s.p + n - 3, "\u3000", 3) == 0)
            n -= 3;
        else if (n >= 2 && memcmp(s.p + n - 2, "\u00A0", 2) == 0)
            n -= 2;
        else
            return n;
    }
}

struct str plain_trim(struct str s)
{
    unsigned cols;
    size_t from = leading(s, &cols);
    s = str_n(s.p + from, s.n - from);
    s.n = without_trailing(s);
    return s;
}

uint32_t plain_last(struct str s)
{
    size_t beg;
    return s.n ? utf8_before(s, s.n, &beg) : 0;
}

bool plain_in(uint32_t c, const char *set)
{
    for (struct str s = str_of(set); s.n;)
        if (utf8_take(&s) == c)
            return true;
    return false;
}

static bool is_closing(uint32_t c)
{
    switch (c) {
    case ')':
    case ']':
    case '"':
    case '\'':
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x300B: /* 》 */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0x3011: /* 】 */
    case 0xFF09: /* ） */
        return true;
    default:
        return false;
    }
}

enum line_end plain_ending(struct str s)
{
    uint32_t c = 0;
    do {
        if (s.n == 0)
            return END_BARE;
        c = utf8_before(s, s.n, &s.n);
    } while (is_closing(c));
    if (c == 0x3002) /* 。 */
        return END_SENTENCE;
    if (c >= 0x3400 && c < 0xFF00)
        return END_BARE;
    if (plain_in(c, "。！？；….!?;~～．｡"))
        return END_SENTENCE;
    return plain_in(c, "，：、,:—-–─（(") ? END_OPEN : END_BARE;
}

unsigned plain_cols(struct str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += c < 0x80 || c >= 0xC0; /* one for each character */
        n += c >= 0xE3 || (c == 0xE2 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0xBA);
    }
    return n;
}

void plain_split(struct plain *p)
{
    struct str rest = p->text, raw;
    char sep = str_chr(rest, '\n', 0) != STR_NPOS ? '\n' : '\r';
    unsigned gap = 0;
    vec_reserve(&p->lines, p->text.n / 128 + 16);
    while (str_split(&rest, sep, &raw)) {
        unsigned cols;
        size_t from = leading(raw, &cols);
        struct str s = str_n(raw.p + from, raw.n - from);
        s.n = without_trailing(s);
        if (s.n == 0) {
            gap++;
            continue;
        }
        vec_push(&p->lines, (struct line){
                                .beg = (uint32_t)(s.p - p->text.p),
                                .len = (uint32_t)s.n,
                                .gap = (uint8_t)(gap < 255 ? gap : 255),
                                .indent = (uint8_t)(cols < 255 ? cols : 255),
                                .end = (uint8_t)plain_ending(s),
                            });
        gap = 0;
    }
}

/* Columns of what cannot be broken at the start of s, and what a wrapper may keep free for it. */
static unsigned first_word(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] > ' ' && (unsigned char)s.p[n] < 0x80)
        n++;
    if (n == s.n || (unsigned char)s.p[n] < 0x80)
        return (unsigned)n;
    return (unsigned)n + 2 + CJK_SLACK;
}

static unsigned line_cols(const struct plain *p, size_t i)
{
    return p->lines.v[i].indent + plain_cols(line_str(p, i));
}

/* True when line i is so full that the beginning of the next one had no room in it. */
static bool is_full(const struct plain *p, size_t i, unsigned wrap_cols)
{
    return line_cols(p, i) + 1 + first_word(line_str(p, i + 1)) > wrap_cols;
}

bool plain_joins(const struct plain *p, size_t i)
{
    if (!p->profile.wrapped || i + 1 >= p->lines.n)
        return false;
    const struct line *a = &p->lines.v[i], *b = a + 1;
    bool item = a->kind == LINE_BULLET || a->kind == LINE_NUMBER;
    if (b->gap || b->kind != LINE_TEXT || (b->indent > a->indent && !item))
        return false;
    if (a->len > SAMPLE_BYTES || is_full(p, i, p->profile.wrap_cols))
        return true;
    return a->end != END_SENTENCE && line_cols(p, i) * 100 >= p->profile.wrap_cols * RAGGED_PERCENT;
}

/* A line that begins with a bullet, a number or '>' goes on with nothing. */
static bool begins_anew(struct str s)
{
    unsigned len;
    return plain_in(utf8_get(s.p, &len), "-*+>#0123456789•●・");
}

/* True when line i, which is in the sample, may be wrapped before the next one. */
static bool may_be_wrapped(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    return l[1].gap == 0 && l->len <= SAMPLE_BYTES && !begins_anew(line_str(p, i + 1));
}

/* The column that all but the longest of the sampled lines keep. */
static unsigned usual_width(const struct plain *p, size_t n)
{
    size_t counts[SAMPLE_BYTES] = {0}, all = 0, seen = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        unsigned cols = may_be_wrapped(p, i) ? line_cols(p, i) : 0;
        if (cols == 0 || cols >= SAMPLE_BYTES)
            continue;
        counts[cols]++;
        all++;
    }
    for (unsigned cols = 0; cols < SAMPLE_BYTES; cols++) {
        seen += counts[cols];
        if (seen * 100 > all * USUAL_PERCENT)
            return cols;
    }
    return 0;
}

/* Wrapped lines are full, and seldom end where a sentence does. */
static bool is_wrapped(const struct plain *p, size_t n, unsigned cols)
{
    bool latin = p->lang.n == 0 || str_eq(p->lang, STR("en"));
    size_t pairs = 0, full = 0, ended = 0;
    if (cols < (latin ? WRAP_MIN_LATIN_COLS : WRAP_MIN_COLS) || cols > WRAP_MAX_COLS)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        const struct line *l = &p->lines.v[i];
        if (l[1].gap || begins_anew(line_str(p, i + 1)))
            continue;
        pairs++;
        full += is_full(p, i, cols);
        ended += l->end == END_SENTENCE && l[1].indent <= l->indent;
    }
    return pairs >= 2 && full * 10 >= pairs * 6 && ended * 10 <= pairs * 4;
}

static unsigned common_indent(const struct plain *p, size_t n)
{
    size_t counts[256] = {0};
    unsigned best = 0;
    for (size_t i = 0; i < n; i++)
        counts[p->lines.v[i].indent]++;
    for (unsigned i = 1; i < 256; i++)
        if (counts[i] > counts[best])
            best = i;
    return best;
}

void plain_profile(struct plain *p)
{
    struct profile *f = &p->profile;
    size_t n = p->lines.n < SAMPLE_LINES ? p->lines.n : SAMPLE_LINES;
    size_t apart = 0, speech = 0;
    f->base_indent = n ? 255 : 0;
    for (size_t i = 0; i < n; i++) {
        const struct line *l = &p->lines.v[i];
        struct str s = line_str(p, i);
        unsigned len;
        apart += i && l->gap;
        speech += l->end == END_SENTENCE && plain_in(utf8_get(s.p, &len), "“「『\"") &&
                  plain_in(plain_last(s), "”」』\"");
        if (l->indent < f->base_indent)
            f->base_indent = l->indent;
    }
    f->spaced = n > 1 && apart * 10 >= (n - 1) * 8;
    f->quoted_speech = speech >= 3 || str_eq(p->lang, STR("ja"));
    f->para_indent = common_indent(p, n);
    f->wrap_cols = usual_width(p, n);
    f->wrapped = is_wrapped(p, n, f->wrap_cols);
}
