#include "text/charset_guess.h"

#include "text/charset_kit.h"
#include "text/likely.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

enum { SAMPLE_MAX_BYTES = 256 * 1024, PART_BYTES = 8 * 1024 };

/* A code unit that text of any language has many of: ASCII, kana, CJK punctuation. Not N, which 一
 * (U+4E00) is in the other byte order. */
static bool is_common(unsigned unit)
{
    return (unit >= 0x20 && unit < 0x7F && unit != 'N') || unit == '\t' || unit == '\n' ||
           unit == '\r' || (unit >= 0x3000 && unit < 0x3100) || (unit >= 0xFF00 && unit < 0xFF20);
}

const char *charset_guess_utf16(struct str bytes)
{
    struct str head = str_sub(bytes, 0, 4096);
    size_t le = 0, be = 0;
    if (bytes.n % 2 || !head.n || !memchr(head.p, 0, head.n))
        return NULL;
    for (size_t i = 0; i < head.n; i += 2) {
        unsigned first = (unsigned char)head.p[i], second = (unsigned char)head.p[i + 1];
        le += is_common(second << 8 | first);
        be += is_common(first << 8 | second);
    }
    /* One unit in 20 at least; else it is binary data. */
    if (le > 2 * be && le >= head.n / 40)
        return "UTF-16LE";
    return be > 2 * le && be >= head.n / 40 ? "UTF-16BE" : NULL;
}

bool charset_guess_iso2022jp(struct str bytes)
{
    if (str_chr(bytes, '\x1B', 0) == STR_NPOS) /* many times as quick as the search of a word */
        return false;
    if (str_find(bytes, STR("\x1B$B"), 0) == STR_NPOS &&
        str_find(bytes, STR("\x1B$@"), 0) == STR_NPOS)
        return false;
    for (size_t i = 0; i < bytes.n; i++)
        if ((unsigned char)bytes.p[i] >= 0x80)
            return false;
    return true;
}

static void ask_uchardet(struct str bytes, struct charset_kit *kit, char label[CHARSET_LABEL_BYTES])
{
    struct charset_detector own = {0};
    const struct charset_detector *d = charset_kit_detector(kit, &own);
    label[0] = '\0';
    if (!d)
        return;
    void *u = d->create();
    if (u && d->feed(u, bytes.p, bytes.n) == 0) {
        d->finish(u);
        snprintf(label, CHARSET_LABEL_BYTES, "%s", d->answer(u));
    }
    if (u)
        d->destroy(u);
    charset_detector_unload(&own);
}

/* Scoring: the sample read in each encoding of Chinese, Japanese and Korean, and how likely what comes
 * out is as prose (text/likely.h). Cost is counted by the byte, for the same bytes give different
 * numbers of characters. */

enum {
    BIT = 256,
    CLEAN_PROSE = 13 * BIT, /* a character, at most: prose has 8 to 11 bits, misreadings 16 to 22 */
    INVALID_COST = 24 * BIT,  /* a place */
    UCHARDET_VOICE = BIT / 4, /* a byte: how far its opinion weighs */
};

static const struct candidate {
    const char *label, *iconv;
    size_t unit;
} CANDIDATES[] = {
    {"gb18030", "GB18030", 1},   {"big5", "BIG5-HKSCS", 1}, {"shift_jis", "CP932", 1},
    {"euc-jp", "EUC-JP-MS", 1},  {"euc-kr", "CP949", 1},    {"utf-16le", "UTF-16LE", 2},
    {"utf-16be", "UTF-16BE", 2},
};

struct score {
    uint64_t cost;
    size_t chars;
    bool possible;
};

/* The sample as UTF-8; what is invalid is left out and counted. */
static bool read_as(struct charset_kit *kit, const struct candidate *c, struct str sample,
                    struct buf *out, size_t *invalid)
{
    iconv_t cd = charset_kit_take(kit, c->iconv);
    if (cd == (iconv_t)-1)
        return false;
    char *in = (char *)(uintptr_t)sample.p; /* which iconv does not write to */
    size_t left = sample.n;
    buf_clear(out);
    *invalid = 0;
    while (left >= c->unit) {
        buf_reserve(out, left * 2 + 16);
        char *to = out->p + out->n;
        size_t room = out->cap - out->n;
        size_t r = iconv(cd, &in, &left, &to, &room);
        out->n = (size_t)(to - out->p);
        if (r != (size_t)-1 || errno == EINVAL) /* cut at the end of the sample */
            break;
        if (errno == E2BIG)
            continue;
        in += c->unit;
        left -= c->unit;
        ++*invalid;
    }
    charset_kit_give(kit, cd);
    return true;
}

static struct score score_of(struct charset_kit *kit, const struct candidate *c, struct str sample,
                             struct buf *text)
{
    struct score s = {0};
    size_t invalid;
    if ((c->unit == 2 && sample.n % 2) || !read_as(kit, c, sample, text, &invalid))
        return s;
    s.cost = likely_cost(buf_str(text), LIKELY_ANY, &s.chars);
    s.possible = s.chars && s.cost + invalid * INVALID_COST <= (uint64_t)s.chars * CLEAN_PROSE;
    s.cost += invalid * INVALID_COST;
    return s;
}

static bool is_label(const char *label, const char *of)
{
    return str_eq_nocase(str_of(label), str_of(of)) ||
           (strcmp(of, "euc-kr") == 0 && str_eq_nocase(str_of(label), STR("UHC")));
}

/* Accented letters stand alone between ASCII ones; the bytes of wide characters side by side, though
 * the second of a pair may be an ASCII one. */
static bool looks_western(struct str sample)
{
    size_t high = 0, alone = 0;
    for (size_t i = 0; i < sample.n; i++) {
        bool before = i > 0 && (unsigned char)sample.p[i - 1] >= 0x80;
        bool behind = i + 1 < sample.n && (unsigned char)sample.p[i + 1] >= 0x80;
        bool is_high = (unsigned char)sample.p[i] >= 0x80;
        high += is_high;
        alone += is_high && !before && !behind;
    }
    return alone * 4 > high * 3;
}

/* The best candidate that reads as prose; NULL when none does. */
static const char *best_reading(struct charset_kit *kit, struct str sample, const char *uchardet)
{
    bool western = looks_western(sample);
    const char *best = NULL;
    uint64_t best_cost = UINT64_MAX;
    struct buf text = {0};
    for (size_t i = 0; i < sizeof CANDIDATES / sizeof *CANDIDATES; i++) {
        const struct candidate *c = &CANDIDATES[i];
        if (western && c->unit == 1)
            continue;
        struct score s = score_of(kit, c, sample, &text);
        uint64_t voice = is_label(uchardet, c->label) ? sample.n * (uint64_t)UCHARDET_VOICE : 0;
        uint64_t cost = s.cost > voice ? s.cost - voice : 0;
        if (s.possible && cost < best_cost) {
            best_cost = cost;
            best = c->label;
        }
    }
    buf_free(&text);
    return best;
}

/* Whole lines from the beginning, the middle and the end. */
static void take_samples(struct str bytes, struct buf *out)
{
    if (bytes.n <= 3 * (size_t)PART_BYTES) {
        buf_add(out, bytes);
        return;
    }
    for (int i = 0; i < 3; i++) {
        size_t from = (bytes.n - PART_BYTES) / 2 * (size_t)i;
        size_t line = i ? str_chr(bytes, '\n', from) : 0;
        if (line != STR_NPOS && line < from + PART_BYTES / 2)
            buf_add(out, str_sub(bytes, line, from + PART_BYTES));
    }
}

void charset_guess(struct str bytes, struct charset_kit *kit, char label[CHARSET_LABEL_BYTES])
{
    struct buf sample = {0};
    ask_uchardet(str_sub(bytes, 0, SAMPLE_MAX_BYTES), kit, label);
    take_samples(bytes, &sample);
    const char *best = best_reading(kit, buf_str(&sample), label);
    if (best)
        snprintf(label, CHARSET_LABEL_BYTES, "%s", best);
    buf_free(&sample);
}
