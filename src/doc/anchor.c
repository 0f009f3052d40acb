#include "doc/anchor.h"

#include "text/grapheme.h"
#include "text/utf8.h"

enum {
    ENOUGH_CHARS = 8,    /* of text and context together, to be sure of a place */
    OVERLAP_BYTES = 256, /* longer texts are not looked for inside themselves */
};

/* Up to n code points behind `at`, or before it. */
static struct str chars_behind(struct str s, size_t at, unsigned n)
{
    size_t end = at;
    for (; n && end < s.n; n--) {
        unsigned len;
        utf8_get(s.p + end, &len);
        end += len;
    }
    return str_sub(s, at, end);
}

static struct str chars_before(struct str s, size_t at, unsigned n)
{
    size_t beg = at;
    for (; n && beg > 0; n--)
        utf8_before(s, beg, &beg);
    return str_sub(s, beg, at);
}

struct anchor anchor_make(const struct doc *d, struct doc_range r)
{
    size_t n = d->text.n;
    r.beg = r.beg < n ? r.beg : (doc_pos)n;
    r.end = r.end < r.beg ? r.beg : r.end < n ? r.end : (doc_pos)n;
    struct str exact =
        r.beg == r.end ? chars_behind(d->text, r.beg, ANCHOR_CONTEXT_CHARS) : doc_slice(d, r);
    return (struct anchor){
        .hint = r,
        .exact = exact,
        .prefix = chars_before(d->text, r.beg, ANCHOR_CONTEXT_CHARS),
        .suffix = chars_behind(d->text, r.beg + exact.n, ANCHOR_CONTEXT_CHARS),
        .text_hash = d->text_hash,
    };
}

/* Code points that s and t have in common, from their beginnings. */
static unsigned common_start(struct str s, struct str t)
{
    unsigned n = 0;
    size_t i = 0;
    for (; i < s.n && i < t.n && s.p[i] == t.p[i]; i++)
        n += utf8_is_boundary(s, i + 1) && utf8_is_boundary(t, i + 1);
    return n;
}

static unsigned common_end(struct str s, struct str t)
{
    unsigned n = 0;
    for (size_t i = 1; i <= s.n && i <= t.n && s.p[s.n - i] == t.p[t.n - i]; i++)
        n += ((unsigned char)s.p[s.n - i] & 0xC0) != 0x80;
    return n;
}

struct search {
    const struct doc *d;
    const struct anchor *a;
    struct str needle;
    size_t lead; /* from the needle's beginning to the place */
    size_t best;
    unsigned score; /* of the best, in characters of context that fit */
    bool found;
};

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_edge(struct str text, size_t at)
{
    return at == text.n || grapheme_floor(text, at) == at;
}

static void try_place(struct search *s, size_t at)
{
    struct str text = s->d->text;
    size_t end = at + s->a->exact.n, hint = s->a->hint.beg;
    unsigned score = common_end(str_sub(text, 0, at), s->a->prefix) +
                     common_start(str_sub(text, end, text.n), s->a->suffix);
    if (s->found && score < s->score)
        return;
    if (s->found && score == s->score && distance(at, hint) >= distance(s->best, hint))
        return;
    if (!is_edge(text, at) || !is_edge(text, end))
        return;
    s->best = at;
    s->score = score;
    s->found = true;
}

static bool has_exact_at(const struct doc *d, const struct anchor *a, size_t at)
{
    return at <= d->text.n && utf8_is_boundary(d->text, at) &&
           str_starts(str_sub(d->text, at, d->text.n), a->exact);
}

static void try_all(struct search *s)
{
    struct str text = s->d->text;
    size_t step = s->needle.n <= OVERLAP_BYTES ? 1 : s->needle.n;
    for (size_t at = 0; (at = str_find(text, s->needle, at)) != STR_NPOS; at += step)
        try_place(s, at + s->lead);
}

/* The range of a when its text begins at `at`; a reading position stays one. */
static struct doc_range range_at(const struct anchor *a, size_t at)
{
    bool point = a->hint.beg == a->hint.end;
    return (struct doc_range){(doc_pos)at, (doc_pos)(point ? at : at + a->exact.n)};
}

enum anchor_match anchor_find(const struct doc *d, const struct anchor *a, struct doc_range *out)
{
    bool at_hint = has_exact_at(d, a, a->hint.beg);
    if (at_hint && a->text_hash == d->text_hash) {
        *out = range_at(a, a->hint.beg);
        return ANCHOR_EXACT;
    }
    /* The end of a document has no text of its own: it is where its prefix ends. */
    struct search s = {.d = d, .a = a, .needle = a->exact};
    if (!a->exact.n) {
        s.needle = a->prefix;
        s.lead = a->prefix.n;
    }
    if (!s.needle.n)
        return ANCHOR_LOST;
    if (at_hint)
        try_place(&s, a->hint.beg);
    try_all(&s);
    if (!s.found || utf8_count(a->exact) + s.score < ENOUGH_CHARS)
        return ANCHOR_LOST;
    *out = range_at(a, s.best);
    return ANCHOR_MOVED;
}
