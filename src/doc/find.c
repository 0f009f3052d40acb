#include "doc/find.h"

#include "text/fold.h"
#include "text/grapheme.h"
#include "text/utf8.h"

struct finder {
    struct str text, needle;
    bool leads[256];
};

static struct finder finder_make(struct str text, struct str needle)
{
    struct finder f = {.text = text, .needle = needle};
    fold_leads(needle, f.leads);
    return f;
}

/* The next place at or after from; false: none. */
static bool finder_next(const struct finder *f, size_t from, size_t *beg, size_t *end)
{
    for (size_t i = from; i < f->text.n; i++) {
        if (!f->leads[(unsigned char)f->text.p[i]])
            continue;
        size_t n = fold_match(str_sub(f->text, i, f->text.n), f->needle);
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
        uint32_t c[FOLD_MAX];
        fold_char(utf8_take(rest), c);
        if (c[0] != ' ')
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
