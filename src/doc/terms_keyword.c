/* Keywords: the document's own, then terms that a reader would take for one. */
#include "doc/terms_priv.h"

#include "text/uniprop.h"
#include "text/utf8.h"

enum {
    RIVALS = 4 * TERMS_KEYWORDS, /* ranked; those that overlap better ones fall out */
    SHORT_TOKENS = 120,          /* a text of fewer has no need to repeat itself */
    LEAST_BITS = 3,
    OWN_WEIGHT = 1000,
    OFTEN = 4 * COUNT_BODY,
};

static bool overlaps(struct str a, struct str b)
{
    return str_find(a, b, 0) != STR_NPOS || str_find(b, a, 0) != STR_NPOS;
}

static void add(struct terms *out, struct str s, unsigned weight)
{
    if (!s.n || out->nkeywords == TERMS_KEYWORDS)
        return;
    for (size_t i = 0; i < out->nkeywords; i++)
        if (overlaps(out->keywords[i].name, s))
            return;
    out->keywords[out->nkeywords++] = (struct term_keyword){s, weight};
}

static void add_own(const struct doc *d, struct terms *out)
{
    uint32_t beg, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    for (uint32_t i = beg; i < end; i++) {
        const struct attr *a = &d->attrs[i];
        if (a->key == ATTR_KEYWORD)
            add(out, str_sub(d->strings, a->beg, a->beg + a->len), OWN_WEIGHT);
    }
}

/* Words of letters among Chinese or Japanese are names where they are written as names are; else they are
 * what a translator left in brackets. */
static bool is_written_as_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9'))
            return true;
    return false;
}

struct choice {
    const struct doc *d;
    const struct term_count *c;
    bool is_cjk;
};

static bool can_be_keyword(const struct choice *x, const struct term_slot *s)
{
    bool is_stressed = s->flags & TERM_STRESSED, is_short = x->c->tokens < SHORT_TOKENS;
    unsigned free = TERM_LEFT_FREE | TERM_RIGHT_FREE;
    if (s->kind == TOKEN_PAIR || !(s->flags & TERM_PROSE) || term_bits(s) < LEAST_BITS)
        return false;
    if (s->kind == TOKEN_PHRASE)
        return s->n > (is_stressed ? COUNT_TITLE : COUNT_BODY) && (s->flags & free) == free;
    if (s->kind == TOKEN_LETTERS && s->chars < 3)
        return false;
    if (s->kind == TOKEN_LETTERS && x->is_cjk && !is_stressed && s->n < OFTEN)
        return is_written_as_name(doc_slice(x->d, s->at)) && (is_short || s->n > COUNT_BODY);
    return is_short || s->n > COUNT_BODY;
}

/* What is longer is more of a name: 木版印刷 before 印刷. */
static unsigned weigh(const struct choice *x, const struct term_slot *s)
{
    if (!can_be_keyword(x, s))
        return 0;
    unsigned w = term_weight(s);
    if (s->flags & TERM_STRESSED)
        w += w / 4;
    if (s->kind == TOKEN_PHRASE)
        w += w / 4;
    else if (s->kind == TOKEN_WORD && s->chars > 2)
        w += w / 8;
    return w;
}

struct rival {
    unsigned weight;
    const struct term_slot *slot;
};

/* Puts it where it belongs among the best; of equals the one that stands first. */
static size_t insert(struct rival *v, size_t n, struct rival r)
{
    size_t i = n < RIVALS ? n : RIVALS;
    while (i && (v[i - 1].weight < r.weight ||
                 (v[i - 1].weight == r.weight && v[i - 1].slot->at.beg > r.slot->at.beg)))
        i--;
    if (i == RIVALS)
        return n;
    n = n < RIVALS ? n + 1 : RIVALS;
    memmove(v + i + 1, v + i, (n - 1 - i) * sizeof *v);
    v[i] = r;
    return n;
}

static bool is_cjk(const struct term_count *c)
{
    size_t letters = 0, others = 0;
    for (size_t i = 0; i < c->cap; i++) {
        letters += c->v[i].kind == TOKEN_LETTERS ? c->v[i].n : 0;
        others += c->v[i].kind != TOKEN_LETTERS ? c->v[i].n : 0;
    }
    return others > letters / 4;
}

void terms_choose_keywords(const struct doc *d, const struct term_count *c, struct terms *out)
{
    struct choice x = {d, c, is_cjk(c)};
    struct rival best[RIVALS];
    size_t n = 0;
    out->nkeywords = 0;
    add_own(d, out);
    for (size_t i = 0; i < c->cap; i++) {
        unsigned w = c->v[i].n ? weigh(&x, &c->v[i]) : 0;
        if (w)
            n = insert(best, n, (struct rival){w, &c->v[i]});
    }
    for (size_t i = 0; i < n; i++)
        add(out, doc_slice(d, best[i].slot->at), OWN_WEIGHT * best[i].weight / best[0].weight);
}
