/* UTF-8 and the encodings of two bytes, each read as another: 浣犲ソ for 你好, ÄãºÃ for 你好, and GBK,
 * Big5, Korean and Japanese bytes as one another.
 *
 * A line is a suspect when its characters make no prose of any language (text/likely.h). Its stretches
 * without ASCII are encoded again in what they were read as, and read as each thing that they may
 * have been. What becomes prose was that, if it goes through there and back. A long text is looked at
 * in samples first: a line in one that reads well is looked at only where a sample falls on it. */
#include "base/arena.h"
#include "text/legacy.h"
#include "text/likely.h"
#include "text/repair_recode.h"
#include "text/utf8.h"

enum {
    BIT = 256,
    BAD = 14 * BIT,  /* a character: no prose */
    GOOD = 12 * BIT, /* prose */
    GAIN = 4 * BIT,  /* a character, at least */
    CLEARLY = 3 * BIT / 2,
    LONG_LINE = 4, /* characters that prove a line by itself */
    PROVEN = 16,   /* characters that let short ones follow */
    SAMPLE_BYTES = 96,
    SAMPLES = 48,
    SMALL_TEXT = 192 * 1024, /* all lines of it are looked at */
};

/* What bytes were read as, or are read as now. */
enum code { CODE_GBK, CODE_BIG5, CODE_CP949, CODE_CP932, CODE_LATIN, CODE_UTF8, CODES };

struct pair {
    uint8_t was, is; /* enum code: read as, really */
};

static const struct pair PAIRS[] = {
    {CODE_GBK, CODE_UTF8},    {CODE_BIG5, CODE_UTF8},   {CODE_CP949, CODE_UTF8},
    {CODE_CP932, CODE_UTF8},  {CODE_LATIN, CODE_GBK},   {CODE_LATIN, CODE_BIG5},
    {CODE_LATIN, CODE_CP949}, {CODE_LATIN, CODE_CP932}, {CODE_BIG5, CODE_GBK},
    {CODE_GBK, CODE_BIG5},    {CODE_CP949, CODE_GBK},   {CODE_CP949, CODE_BIG5},
    {CODE_GBK, CODE_CP949},   {CODE_BIG5, CODE_CP949},  {CODE_CP932, CODE_GBK},
    {CODE_CP932, CODE_BIG5},  {CODE_GBK, CODE_CP932},   {CODE_BIG5, CODE_CP932},
};

#define LOST_BYTE '\xFF' /* which begins nothing in any of them */

/* The bytes of the text in that code, ASCII as it is; false when it has a character that the code
 * has not. signs: a '?' stands for a byte that was lost. */
static bool encode(struct str text, enum code code, bool signs, struct buf *out)
{
    buf_clear(out);
    while (text.n) {
        uint32_t c = utf8_take(&text);
        unsigned pair = 0;
        if (c < 0x80)
            buf_addc(out, c == '?' && signs ? LOST_BYTE : (char)c);
        else if (code == CODE_LATIN && recode_byte_of(c))
            buf_addc(out, (char)recode_byte_of(c));
        else if (code < CODE_LATIN && (pair = legacy_encode((enum legacy)code, c)))
            buf_addf(out, "%c%c", (int)(pair >> 8), (int)(pair & 0xFF));
        else if (code == CODE_CP932 && c >= 0xFF61 && c <= 0xFF9F)
            buf_addc(out, (char)(c - 0xFF61 + 0xA1));
        else if (c == 0x80 || (c == 0x20AC && code == CODE_GBK))
            buf_addc(out, '\x80'); /* a lead byte of nothing */
        else
            return false;
    }
    return true;
}

/* Of the 64 characters base + step × i the one that stands between `before` and `behind`, when it is
 * clear which; else U+FFFD. */
static uint32_t complete(uint32_t base, uint32_t step, uint32_t before, uint32_t behind,
                         enum likely_lang lang)
{
    uint32_t best = UTF8_REPLACEMENT, cost = UINT32_MAX, second = UINT32_MAX;
    for (uint32_t c = base, i = 0; i < 64; i++, c += step) {
        uint32_t own = likely_pair_cost(before, c, lang);
        uint32_t now = own ? own + likely_pair_cost(c, behind, lang) : UINT32_MAX;
        if (now < cost) {
            second = cost;
            cost = now;
            best = c;
        } else if (now < second) {
            second = now;
        }
    }
    return cost < UINT32_MAX && second - cost >= CLEARLY ? best : UTF8_REPLACEMENT;
}

static bool is_continuation(struct str s, size_t at)
{
    return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

/* A character of three bytes of which one is lost: the last, or, a sign standing for it, the second.
 * Gives how many bytes it takes of *rest, and what it can be: base + step × i. 0: it is no such. */
static size_t torn_at(struct str rest, uint32_t *base, uint32_t *step)
{
    unsigned lead = (unsigned char)rest.p[0];
    if (lead < 0xE3 || lead > 0xEF)
        return 0;
    *base = (lead & 0xF) << 12;
    if (is_continuation(rest, 1)) {
        *base |= ((uint32_t)rest.p[1] & 0x3F) << 6;
        *step = 1;
        return 2 + (rest.n > 2 && rest.p[2] == '?');
    }
    *base |= is_continuation(rest, 2) ? (uint32_t)rest.p[2] & 0x3F : 0;
    *step = 64;
    return rest.n > 1 && rest.p[1] == '?' && is_continuation(rest, 2) ? 3 : 0;
}

/* The next character of UTF-8. */
static uint32_t take_utf8(struct str *rest, uint32_t before, enum likely_lang lang)
{
    unsigned len, next_len;
    uint32_t base, step, c = utf8_get_unsafe(*rest, &len);
    size_t torn = c == UTF8_REPLACEMENT ? torn_at(*rest, &base, &step) : 0;
    *rest = str_sub(*rest, torn ? torn : len, rest->n);
    if (!torn)
        return c;
    uint32_t behind = rest->n ? utf8_get_unsafe(*rest, &next_len) : 0;
    return complete(base, step, before, behind == UTF8_REPLACEMENT ? 0 : behind, lang);
}

static uint32_t take_legacy(struct str *rest, enum legacy code)
{
    unsigned lead = (unsigned char)rest->p[0], len = 2;
    uint32_t c = rest->n > 1 ? legacy_decode(code, lead, (unsigned char)rest->p[1]) : 0;
    if (code == LEGACY_CP932 && lead >= 0xA1 && lead <= 0xDF) {
        c = lead - 0xA1 + 0xFF61;
        len = 1;
    }
    *rest = str_sub(*rest, len, rest->n);
    return c ? c : UTF8_REPLACEMENT;
}

/* A character that lost a byte is put together again or becomes U+FFFD; with more than one of these
 * in six characters it is not this code. */
static bool decode_in(struct str bytes, enum code code, enum likely_lang lang, struct buf *out)
{
    size_t chars = 0, lost = 0;
    uint32_t before = 0;
    buf_clear(out);
    for (; bytes.n; chars++) {
        uint32_t c = (unsigned char)bytes.p[0];
        if (c < 0x80)
            bytes = str_sub(bytes, 1, bytes.n);
        else if (code == CODE_UTF8)
            c = take_utf8(&bytes, before, lang);
        else
            c = take_legacy(&bytes, (enum legacy)code);
        lost += c == UTF8_REPLACEMENT;
        buf_add_utf8(out, c);
        before = c;
    }
    return lost * 6 <= chars;
}

static enum likely_lang language_of(struct str text)
{
    enum likely_lang best = LIKELY_ZH_HANS;
    uint64_t cost = UINT64_MAX;
    for (int lang = 0; lang < LIKELY_LANGS; lang++) {
        uint64_t now = likely_cost(text, (enum likely_lang)lang, NULL);
        if (now < cost) {
            cost = now;
            best = (enum likely_lang)lang;
        }
    }
    return best;
}

/* Lost bytes are found again by the language of the rest. */
static bool decode(struct str bytes, enum code code, struct buf *out)
{
    if (!decode_in(bytes, code, LIKELY_ZH_HANS, out))
        return false;
    enum likely_lang lang = language_of(buf_str(out));
    return lang == LIKELY_ZH_HANS || decode_in(bytes, code, lang, out);
}

struct reading {
    uint64_t cost; /* a character, in 1/256 bit */
    size_t chars;
};

static struct reading read(struct str text)
{
    struct reading r;
    uint64_t cost = likely_cost(text, LIKELY_ANY, &r.chars);
    r.cost = r.chars ? cost / r.chars : 0;
    return r;
}

/* What the line was, in out; false when it is what it is. */
static bool find_reading(struct str line, const struct pair *only, struct buf *bytes,
                         struct buf *out, const struct pair **found, size_t *chars)
{
    struct reading now = read(line), best = {.cost = UINT64_MAX};
    struct buf text = {0};
    *found = NULL;
    bool has_signs = str_chr(line, '?', 0) != STR_NPOS;
    for (size_t i = 0; i < 2 * (sizeof PAIRS / sizeof *PAIRS); i++) {
        const struct pair *p = &PAIRS[i / 2];
        bool signs = i % 2;
        if ((only && p != only) || (signs && (!has_signs || p->is == CODE_UTF8)) ||
            !encode(line, (enum code)p->was, signs, bytes) ||
            !decode(buf_str(bytes), (enum code)p->is, &text))
            continue;
        struct reading r = read(buf_str(&text));
        if (!r.chars || r.cost >= best.cost || r.cost > GOOD || r.cost + GAIN > now.cost)
            continue;
        best = r;
        *found = p;
        buf_clear(out);
        buf_add(out, buf_str(&text));
    }
    *chars = best.chars;
    buf_free(&text);
    return *found != NULL;
}

/* Wide characters, or signs of Latin-1 side by side: an accented letter stands alone. */
static bool may_be_misread(struct str s)
{
    size_t wide = 0, row = 0, last = 0;
    while (s.n) {
        uint32_t c = utf8_take(&s);
        bool latin = c >= 0x80 && recode_byte_of(c);
        wide += c >= 0x2E80;
        row += latin && last;
        last = latin;
    }
    return wide || row > 1;
}

static bool is_suspect(struct str s)
{
    s.n = utf8_valid_prefix(str_sub(s, 0, SAMPLE_BYTES));
    if (!may_be_misread(s))
        return false;
    struct reading r = read(s);
    return r.chars && r.cost > BAD;
}

/* The line that holds byte at. */
static struct str line_at(struct str text, size_t at)
{
    size_t beg = at, end = str_chr(text, '\n', at);
    while (beg > 0 && text.p[beg - 1] != '\n')
        beg--;
    return str_sub(text, beg, end);
}

static bool has_suspects(struct str text)
{
    if (text.n <= SMALL_TEXT)
        return true;
    for (size_t i = 0; i < SAMPLES; i++)
        if (is_suspect(line_at(text, text.n / SAMPLES * i)))
            return true;
    return false;
}

struct search {
    struct str text;
    struct repair_pass *p;
    struct buf bytes, out;
    const struct pair *proven_by; /* the pair that long lines proved */
    size_t proven;                /* characters */
};

/* Whether short lines count too: only where the same pair has been proven. */
static void look_at_line(struct search *s, struct str line, bool with_short, bool collect)
{
    const struct pair *found;
    size_t chars;
    if (!is_suspect(line) ||
        !find_reading(line, with_short ? s->proven_by : NULL, &s->bytes, &s->out, &found, &chars))
        return;
    if (chars >= LONG_LINE && !collect) {
        s->proven_by = found;
        s->proven += chars;
    }
    if (!collect)
        return;
    size_t beg = (size_t)(line.p - s->text.p);
    if (chars >= LONG_LINE || with_short)
        vec_push(&s->p->changes, (struct repair_change){beg, beg + line.n,
                                                        arena_str(s->p->arena, buf_str(&s->out))});
    else
        s->p->offered++;
}

static void look_at_lines(struct search *s, bool with_short, bool collect)
{
    struct str rest = s->text, line;
    while (str_split(&rest, '\n', &line))
        if (line.n)
            look_at_line(s, line, with_short, collect);
}

void recode_legacy(struct str text, struct repair_pass *p)
{
    struct search s = {.text = text, .p = p};
    if (!has_suspects(text))
        return;
    look_at_lines(&s, false, false);
    if (s.proven)
        look_at_lines(&s, s.proven >= PROVEN, true);
    p->strong |= s.proven >= PROVEN;
    buf_free(&s.bytes);
    buf_free(&s.out);
}
