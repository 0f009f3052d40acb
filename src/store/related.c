#include "store/related.h"

#include "base/i18n.h"
#include "store/article.h"
#include "store/related_priv.h"
#include "store/word.h"
#include "text/sanitize.h"

#include <stdlib.h>

enum { SHARED = 12, LEAST_TOLD = 3 };

static void search_free(struct related_search *s)
{
    for (size_t i = 0; i < s->found.n; i++)
        related_facts_free(&s->found.v[i].f);
    vec_free(&s->found);
    related_facts_free(&s->subject);
    rank_lore_free(&s->lore);
}

static void add_also(int64_t *also, size_t *n, int64_t id)
{
    if (*n < RELATED_ALSO)
        also[(*n)++] = id;
}

/* The article of the list that c is nearly the same as; NULL without. */
static size_t find_same(const struct related_search *s, const size_t *shown, size_t n, size_t c)
{
    for (size_t i = 0; i < n; i++)
        if (signature_is_same(&s->found.v[shown[i]].f.sig, &s->found.v[c].f.sig))
            return i;
    return n;
}

/* Fills the list; shown gets the candidate of each. */
static void list(const struct related_search *s, size_t limit, size_t *shown,
                 struct related_list *out)
{
    out->v = mem_zero(limit, sizeof *out->v);
    for (size_t i = 0; i < s->found.n; i++) {
        const struct related_candidate *c = &s->found.v[i];
        if (signature_is_same(&s->subject.sig, &c->f.sig)) {
            add_also(out->also, &out->nalso, c->f.id);
            continue;
        }
        size_t same = find_same(s, shown, out->n, i);
        if (same < out->n) {
            add_also(out->v[same].also, &out->v[same].nalso, c->f.id);
        } else if (out->n < limit) {
            shown[out->n] = i;
            out->v[out->n++] = (struct related_article){.id = c->f.id,
                                                        .title = str_dup(str_of(c->f.title)),
                                                        .score = c->score,
                                                        .reasons = c->reasons};
        }
    }
}

static bool overlaps(struct str a, struct str b)
{
    return str_find(a, b, 0) != STR_NPOS || str_find(b, a, 0) != STR_NPOS;
}

/* Adds a word; of two that are in each other the longer one is told. */
static void add_word(struct related_article *a, struct str word)
{
    for (size_t i = 0; i < a->nwords; i++) {
        if (!overlaps(str_of(a->words[i]), word))
            continue;
        if (word.n > strlen(a->words[i])) {
            free(a->words[i]);
            a->words[i] = str_dup(word);
        }
        return;
    }
    if (a->nwords < RELATED_WORDS)
        a->words[a->nwords++] = str_dup(word);
}

static void name_words(const struct related_search *s, const struct doc_range *where,
                       const struct related_candidate *c, struct related_article *a)
{
    uint32_t shared[SHARED];
    size_t n = rank_shared(&s->lore, &s->subject.sig, &c->f.sig, shared, SHARED);
    for (size_t i = 0; i < n && (c->reasons & RELATED_TERMS); i++) {
        struct str word = doc_slice(s->doc, where[shared[i]]);
        if (word.n && (s->subject.sig.code[shared[i]] & 15) >= LEAST_TOLD)
            add_word(a, word);
    }
}

static void tell(struct related_search *s, size_t limit, struct related_list *out)
{
    size_t shown[RELATED_MAX];
    struct doc_range where[TERMS_MAX];
    list(s, limit, shown, out);
    terms_where(s->doc, s->subject.sig.id, s->subject.sig.n, where);
    for (size_t i = 0; i < out->n; i++)
        name_words(s, where, &s->found.v[shown[i]], &out->v[i]);
}

static bool search(struct related_search *s, size_t limit, struct related_list *out, struct err *e)
{
    rank_lore_init(&s->lore);
    bool ok = related_gather(s, e);
    if (ok) {
        related_judge(s);
        tell(s, limit < RELATED_MAX ? limit : RELATED_MAX, out);
    }
    search_free(s);
    return ok;
}

bool related_find(struct db *db, int64_t id, size_t limit, struct related_list *out, struct err *e)
{
    struct related_search s = {.db = db, .subject.id = id};
    struct doc *d = article_doc(db, id, e);
    bool found = false;
    *out = (struct related_list){0};
    bool ok = d && related_read_facts(db, &s.subject, &found, e);
    if (ok && (!found || s.subject.place == PLACE_GONE))
        ok = err_set(e, ERR_NOT_FOUND, _("#%lld: nothing in the library has this number"),
                     (long long)id);
    s.doc = d;
    if (ok)
        ok = search(&s, limit, out, e);
    else
        related_facts_free(&s.subject);
    doc_free(d);
    return ok;
}

static char *line_of(struct str s)
{
    struct buf clean = {0};
    sanitize(s, SANITIZE_LINE, &clean);
    return buf_take(&clean);
}

bool related_find_doc(struct db *db, const struct doc *d, size_t limit, struct related_list *out,
                      struct err *e)
{
    struct related_search s = {.db = db, .doc = d};
    struct terms t;
    struct str site = doc_attr(d, ATTR_SOURCE);
    *out = (struct related_list){0};
    if (site.n && !word_find(db, WORD_SITE, site, &s.subject.site, e))
        return false;
    terms_of(d, &t);
    signature_of(&t, &s.subject.sig);
    s.subject.title = line_of(doc_title(d));
    s.subject.author = line_of(doc_attr(d, ATTR_AUTHOR));
    s.subject.url = line_of(doc_attr(d, ATTR_URL));
    return search(&s, limit, out, e);
}

void related_free(struct related_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->v[i].title);
        for (size_t k = 0; k < l->v[i].nwords; k++)
            free(l->v[i].words[k]);
    }
    free(l->v);
    *l = (struct related_list){0};
}
