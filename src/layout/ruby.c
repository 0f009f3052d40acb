#include "layout/ruby.h"

#include "text/punct.h"
#include "text/uniprop.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
    LOOKED_AT_BYTES = 1 << 16, /* of a paragraph, for rare characters */
};

static const uint16_t COMMON[PINYIN_MODES] = {
    [PINYIN_500] = 500,
    [PINYIN_1500] = 1500,
    [PINYIN_3500] = 3500,
};

void ruby_free(struct ruby *r)
{
    vec_free(&r->v);
    pinyin_free(&r->pinyin);
    arena_free(&r->texts);
}

static bool wants_pinyin(uint8_t mode, uint32_t c)
{
    if (mode == PINYIN_ALL)
        return uniprop(c)->flags & UF_HAN;
    return (uniprop(c)->flags & UF_HAN) && pinyin_rank(c) > COMMON[mode];
}

static bool has_pinyin(struct str s, uint8_t mode)
{
    if (mode == PINYIN_OFF)
        return false;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        if (i >= LOOKED_AT_BYTES || wants_pinyin(mode, utf8_get(s.p + i, &len)))
            return true;
        i += len;
    }
    return false;
}

bool ruby_is_above(const struct doc *d, struct doc_range range, struct ruby_want want)
{
    for (uint32_t i = doc_span_from(d, range.beg);
         want.ruby == RUBY_ABOVE && i < d->nspans && d->spans[i].r.beg < range.end; i++)
        if (d->spans[i].kinds & SPAN_RUBY)
            return true;
    return has_pinyin(doc_slice(d, range), want.pinyin);
}

static struct str cut(struct ruby *r, struct str s)
{
    if (width_str(s) <= r->want.cols)
        return s;
    size_t n = width_fit(s, r->want.cols - 1u, NULL);
    return str_of(arena_printf(&r->texts, STR_FMT "…", (int)n, s.p));
}

static struct str in_brackets(struct ruby *r, struct str s)
{
    unsigned len;
    bool wide = s.n && width_of(utf8_get(s.p, &len)) == 2;
    return str_of(arena_printf(&r->texts, wide ? "（" STR_FMT "）" : "(" STR_FMT ")", STR_ARG(s)));
}

static void add_group(struct ruby *r, uint32_t beg, uint32_t end, struct str reading, bool above)
{
    if (beg < end && width_str(reading))
        vec_push(&r->v, (struct ruby_group){beg, end, .text = reading, .above = above});
}

/* A base goes no further than its line, and not into the white space at its end. */
static uint32_t base_bytes(struct str base)
{
    size_t line = str_chr(base, '\n', 0);
    base.n = line < base.n ? line : base.n;
    for (;;) {
        if (str_ends(base, STR(" ")) || str_ends(base, STR("\t")))
            base.n--;
        else if (str_ends(base, STR("\u3000")))
            base.n -= 3;
        else
            return (uint32_t)base.n;
    }
}

/* The rubies of the document that begin in the chunk. */
static void add_source(struct ruby *r, struct str text)
{
    const struct doc *d = r->doc;
    doc_pos from = r->base + r->chunk.beg, to = r->base + r->chunk.end;
    doc_pos last = r->base + (doc_pos)text.n;
    for (uint32_t i = doc_span_from(d, from); i < d->nspans && d->spans[i].r.beg < to;) {
        struct doc_range span = d->spans[i].r;
        struct str reading = STR_NONE;
        if (d->spans[i].kinds & SPAN_RUBY)
            reading = doc_span_attr(d, i, ATTR_RUBY);
        for (i++; reading.p && i < d->nspans && d->spans[i].r.beg == span.end; i++) {
            if (!(d->spans[i].kinds & SPAN_RUBY) || doc_span_attr(d, i, ATTR_RUBY).p != reading.p)
                break;
            span.end = d->spans[i].r.end;
        }
        if (!reading.n || span.beg < from || span.end > last)
            continue;
        uint32_t n = base_bytes(doc_slice(d, span));
        add_group(r, span.beg - r->base, span.beg - r->base + n, reading,
                  r->want.ruby == RUBY_ABOVE);
    }
}

/* Syllables of one word, parted by an apostrophe where two could be read as one (xī'ān). Source: GB/T
 * 16159, 6.1.1. */
static struct str word_reading(struct ruby *r, const struct pinyin_char *c, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++) {
        static const char *const vowels[] = {"a", "ā", "á", "ǎ", "à", "o", "ō", "ó",
                                             "ǒ", "ò", "e", "ē", "é", "ě", "è"};
        struct str s = str_of(c[i].syllable);
        for (size_t k = 0; i && k < sizeof vowels / sizeof *vowels; k++)
            if (str_starts(s, str_of(vowels[k]))) {
                buf_addc(&b, '\'');
                break;
            }
        buf_add(&b, s);
    }
    struct str out = str_of(arena_printf(&r->texts, STR_FMT, STR_ARG(buf_str(&b))));
    buf_free(&b);
    return out;
}

static uint32_t char_of(struct str text, uint32_t at)
{
    unsigned len;
    return utf8_get(text.p + at, &len);
}

/* Pinyin of the characters that are to have it, those of a word together. */
static void add_pinyin(struct ruby *r, struct str text)
{
    uint32_t from = r->chunk.beg;
    struct str piece = str_sub(text, from, r->chunk.end);
    pinyin_read(piece, &r->pinyin);
    const struct pinyin_char *v = r->pinyin.v.v;
    for (size_t i = 0, n; i < r->pinyin.v.n; i += n) {
        n = 1;
        if (!wants_pinyin(r->want.pinyin, char_of(piece, v[i].beg)))
            continue;
        while (i + n < r->pinyin.v.n && !v[i + n].word_start && v[i + n].beg == v[i + n - 1].end &&
               wants_pinyin(r->want.pinyin, char_of(piece, v[i + n].beg)))
            n++;
        add_group(r, from + v[i].beg, from + v[i + n - 1].end, word_reading(r, v + i, n), true);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct ruby_group *x = a, *y = b;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

static bool is_one_character(struct str s)
{
    unsigned len;
    utf8_get(s.p, &len);
    return len == s.n;
}

/* Readings given character by character stand in one pair of brackets: 東京（とうきょう）. */
static void join_characters(struct ruby *r, struct str text)
{
    size_t kept = 0;
    for (size_t i = 0, n; i < r->v.n; i += n) {
        struct buf reading = {0};
        struct ruby_group g = r->v.v[i];
        for (n = 1; i + n < r->v.n && r->v.v[i + n].beg == g.end; n++) {
            const struct ruby_group *next = &r->v.v[i + n];
            if (!is_one_character(str_sub(text, r->v.v[i + n - 1].beg, g.end)) ||
                !is_one_character(str_sub(text, next->beg, next->end)))
                break;
            buf_add(&reading, n == 1 ? g.text : STR_NONE);
            buf_add(&reading, next->text);
            g.end = next->end;
        }
        if (n > 1)
            g.text = arena_str(&r->texts, buf_str(&reading));
        r->v.v[kept++] = g;
        buf_free(&reading);
    }
    r->v.n = kept;
}

/* Drops pinyin where the source has a reading: the first nsource groups. */
static void merge(struct ruby *r, size_t nsource)
{
    size_t kept = nsource, s = 0;
    if (!nsource)
        return;
    for (size_t i = nsource; i < r->v.n; i++) {
        while (s < nsource && r->v.v[s].end <= r->v.v[i].beg)
            s++;
        if (s == nsource || r->v.v[i].end <= r->v.v[s].beg)
            r->v.v[kept++] = r->v.v[i];
    }
    r->v.n = kept;
    qsort(r->v.v, r->v.n, sizeof *r->v.v, by_place);
}

/* Cells that a base takes at least: its marks may give their blank half. */
static uint32_t base_cols(struct str base)
{
    size_t cols = width_str(base);
    for (size_t i = 0; i < base.n;) {
        unsigned len;
        uint32_t c = utf8_get(base.p + i, &len);
        cols -= width_of(c) == 2 && punct_class(c, LINEBREAK_OTHER) != PUNCT_NONE;
        i += len;
    }
    return (uint32_t)cols;
}

static void give_room(struct ruby *r, struct str text)
{
    for (size_t i = 0; i < r->v.n; i++) {
        struct ruby_group *g = &r->v.v[i];
        g->text = cut(r, g->text);
        g->text = g->above ? g->text : in_brackets(r, g->text);
        g->w = (uint16_t)width_str(g->text);
        uint32_t base = base_cols(str_sub(text, g->beg, g->end));
        bool touches = i + 1 < r->v.n && g[1].above && g[1].beg == g->end;
        if (!g->above)
            continue;
        uint32_t more = g->w > base ? g->w - base : 0;
        g->lead = (uint8_t)(more / 2);
        g->trail = (uint8_t)(more - more / 2 + (touches && g->w >= base));
    }
}

static void read_chunk(struct ruby *r, struct str text)
{
    r->v.n = r->cursor = 0;
    arena_reset(&r->texts);
    if (r->want.ruby != RUBY_OFF)
        add_source(r, text);
    if (r->want.ruby == RUBY_BRACKETS)
        join_characters(r, text);
    size_t nsource = r->v.n;
    if (r->want.pinyin != PINYIN_OFF)
        add_pinyin(r, text);
    merge(r, nsource);
    give_room(r, text);
}

/* The first group that ends behind at. The walks go forward, most of them by a step. */
static size_t first_behind(const struct ruby *r, uint32_t at)
{
    size_t i = r->cursor;
    if (i && r->v.v[i - 1].end > at)
        i = 0;
    while (i < r->v.n && r->v.v[i].end <= at)
        i++;
    return i;
}

struct ruby_group ruby_from(struct ruby *r, doc_pos base, struct str text, struct ruby_want want,
                            uint32_t at)
{
    bool known = r->base == base && r->want.ruby == want.ruby && r->want.pinyin == want.pinyin &&
                 r->want.cols == want.cols;
    if (!known || at < r->chunk.beg || at >= r->chunk.end) {
        r->base = base;
        r->want = want;
        r->chunk = chunk_at(text, at);
        read_chunk(r, text);
    }
    r->cursor = first_behind(r, at);
    if (r->cursor < r->v.n)
        return r->v.v[r->cursor];
    return (struct ruby_group){.beg = r->chunk.end, .end = r->chunk.end};
}
