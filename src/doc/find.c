#include "doc/find.h"

#include "text/grapheme.h"
#include "text/utf8.h"

enum {
    FULLWIDTH_FIRST = 0xFF01,
    FULLWIDTH_LAST = 0xFF5E,
    FULLWIDTH_SHIFT = 0xFEE0,
    IDEOGRAPHIC_SPACE = 0x3000
};

static uint32_t fold(uint32_t c)
{
    if (c >= FULLWIDTH_FIRST && c <= FULLWIDTH_LAST)
        c -= FULLWIDTH_SHIFT;
    if (c >= 'A' && c <= 'Z')
        return c + ('a' - 'A');
    return c == IDEOGRAPHIC_SPACE || c == '\n' || c == '\t' ? ' ' : c;
}

/* Bytes of s that the folded needle covers from its start; 0: it does not begin there. */
static size_t match_here(struct str s, struct str needle)
{
    struct str rest = s;
    while (needle.n) {
        if (!rest.n || fold(utf8_take(&rest)) != fold(utf8_take(&needle)))
            return 0;
    }
    return s.n - rest.n;
}

/* The bytes that a character which folds to c may begin with. */
static void mark_leads(uint32_t c, bool leads[256])
{
    char bytes[UTF8_MAX_BYTES];
    utf8_put(c, bytes);
    leads[(unsigned char)bytes[0]] = true;
    if (c >= 'a' && c <= 'z')
        leads[c - ('a' - 'A')] = true;
    if (c > ' ' && c < 0x7F)
        leads[0xEF] = true; /* full-width forms */
    if (c == ' ') {
        leads[0xE3] = true; /* U+3000 */
        leads['\n'] = leads['\t'] = true;
    }
}

struct finder {
    struct str text, needle;
    bool leads[256];
};

static struct finder finder_make(struct str text, struct str needle)
{
    struct finder f = {.text = text, .needle = needle};
    struct str rest = needle;
    mark_leads(fold(utf8_take(&rest)), f.leads);
    return f;
}

/* The next place at or after from; false: none. */
static bool finder_next(const struct finder *f, size_t from, size_t *beg, size_t *end)
{
    for (size_t i = from; i < f->text.n; i++) {
        if (!f->leads[(unsigned char)f->text.p[i]])
            continue;
        size_t n = match_here(str_sub(f->text, i, f->text.n), f->needle);
        if (!n)
            continue;
        *beg = i;
        *end = i + n;
        return true;
    }
    return false;
}

static bool is_boundary(struct str s, size_t at)
{
    return at >= s.n || grapheme_floor(s, at) == at;
}

void doc_find(const struct doc *d, struct str needle, size_t max, struct find_hits *out)
{
    if (!needle.n)
        return;
    struct finder f = finder_make(d->text, needle);
    size_t from = 0, beg, end;
    while (out->r.n < max && finder_next(&f, from, &beg, &end)) {
        from = beg + 1;
        if (!is_boundary(d->text, beg) || !is_boundary(d->text, end))
            continue;
        vec_push(&out->r, (struct doc_range){(doc_pos)beg, (doc_pos)end});
        from = end;
    }
}

/* The next word of *rest; empty when there is none. */
static struct str take_word(struct str *rest)
{
    struct str word = *rest;
    while (rest->n) {
        struct str before = *rest;
        if (fold(utf8_take(rest)) != ' ')
            continue;
        word.n = (size_t)(before.p - word.p);
        if (word.n)
            return word;
        word = *rest;
    }
    return word;
}

bool find_has_words(struct str s, struct str needle)
{
    struct str word;
    while ((word = take_word(&needle)).n) {
        struct finder f = finder_make(s, word);
        size_t beg, end;
        if (!finder_next(&f, 0, &beg, &end))
            return false;
    }
    return true;
}
