/* What may be related: by terms, in the order of what they weigh together; by the title of a series; by
 * links; by the same source at the same time. */
#include "store/related_priv.h"

#include "doc/series.h"
#include "store/article.h"

#include <stdlib.h>

enum {
    BY_TERMS = 140,
    PARTS = 24, /* of a series */
    LINKED = 12,
    LINKS_TRIED = 64,
    NEAR = 4, /* of the same source, before and behind */
};

void related_facts_free(struct related_facts *f)
{
    free(f->title);
    free(f->author);
    free(f->url);
    f->title = f->author = f->url = NULL;
}

enum facts_col {
    FACTS_PLACE,
    FACTS_TITLE,
    FACTS_AUTHOR,
    FACTS_SITE,
    FACTS_FEED,
    FACTS_PUBLISHED,
    FACTS_URL,
    FACTS_SIMHASH,
    FACTS_TOKENS,
    FACTS_TERMS
};

bool related_read_facts(struct db *db, struct related_facts *f, bool *found, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_RELATED_FACTS, e);
    *found = false;
    if (!st)
        return false;
    bind_int(st, ":id", f->id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW) {
        f->place = sqlite3_column_int(st, FACTS_PLACE);
        f->title = str_dup(column_text(st, FACTS_TITLE));
        f->author = str_dup(column_text(st, FACTS_AUTHOR));
        f->url = str_dup(column_text(st, FACTS_URL));
        f->site = sqlite3_column_int64(st, FACTS_SITE);
        f->feed = sqlite3_column_int64(st, FACTS_FEED);
        f->published_ms = sqlite3_column_int64(st, FACTS_PUBLISHED);
        f->sig.simhash = (uint64_t)sqlite3_column_int64(st, FACTS_SIMHASH);
        f->sig.tokens = (uint32_t)sqlite3_column_int64(st, FACTS_TOKENS);
        signature_unpack(column_blob(st, FACTS_TERMS), &f->sig);
        *found = true;
    }
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

/* Adds an article to those found, unless it is the subject or in the trash. */
static bool add(struct related_search *s, int64_t id, unsigned reasons, struct err *e)
{
    struct related_candidate c = {.f.id = id, .reasons = reasons};
    bool found;
    if (id == s->subject.id)
        return true;
    for (size_t i = 0; i < s->found.n; i++)
        if (s->found.v[i].f.id == id) {
            s->found.v[i].reasons |= reasons;
            return true;
        }
    if (s->found.n == RANK_MAX)
        return true;
    if (!related_read_facts(s->db, &c.f, &found, e))
        return false;
    if (found && c.f.place < PLACE_TRASH)
        vec_push(&s->found, c);
    else
        related_facts_free(&c.f);
    return true;
}

typedef VEC(int64_t) ids;

/* The ids that a statement gives, which goes. */
static bool read_ids(struct db *db, sqlite3_stmt *st, ids *out, struct err *e)
{
    int rc;
    out->n = 0;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW)
        vec_push(out, sqlite3_column_int64(st, 0));
    stmt_done(st);
    return rc == SQLITE_DONE;
}

static bool add_ids(struct related_search *s, const ids *v, unsigned reasons, struct err *e)
{
    for (size_t i = 0; i < v->n; i++)
        if (!add(s, v->v[i], reasons, e))
            return false;
    return true;
}

/* What each article's terms weigh together: a table by id, 0 is free. */
struct tally {
    struct {
        int64_t id;
        double weight;
    } * v;
    size_t cap;
};

static void tally_add(struct tally *t, int64_t id, double weight)
{
    size_t i = ((uint64_t)id * 0x9E3779B97F4A7C15u >> 32) & (t->cap - 1);
    while (t->v[i].id && t->v[i].id != id)
        i = (i + 1) & (t->cap - 1);
    t->v[i].id = id;
    t->v[i].weight += weight;
}

struct id_span {
    int64_t first, last;
};

static bool read_span(struct db *db, struct id_span *out, double *articles, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_RELATED_SPAN, e);
    if (!st)
        return false;
    bool ok = db_step(db, st, e) == SQLITE_ROW;
    if (ok) {
        out->first = sqlite3_column_int64(st, 0);
        out->last = sqlite3_column_int64(st, 1);
        *articles = sqlite3_column_double(st, 2);
    }
    stmt_done(st);
    return ok;
}

/* In how many articles a term is, when the newest of them are these. */
static double met_of(const ids *newest, const struct id_span *all)
{
    double n = (double)newest->n;
    if (newest->n < RELATED_POSTINGS)
        return n;
    return n * (double)(all->last - all->first + 1) /
           (double)(all->last - newest->v[newest->n - 1] + 1);
}

static bool find_term(struct db *db, uint32_t id, ids *out, struct err *e)
{
    char word[SIGNATURE_WORD];
    sqlite3_stmt *st = db_stmt(db, SQL_TERMS_FIND, e);
    if (!st)
        return false;
    signature_word(id, word);
    bind_text(st, ":term", str_of(word));
    bind_int(st, ":limit", RELATED_POSTINGS);
    return read_ids(db, st, out, e);
}

static bool weigh_articles(struct related_search *s, struct tally *t, struct err *e)
{
    ids newest = {0};
    struct id_span all = {0};
    bool ok = read_span(s->db, &all, &s->lore.articles, e);
    for (uint32_t i = 0; ok && i < s->subject.sig.n; i++) {
        ok = find_term(s->db, s->subject.sig.id[i], &newest, e);
        s->lore.met[i] = met_of(&newest, &all);
        double w = rank_weight(&s->lore, &s->subject.sig, i);
        for (size_t k = 0; ok && k < newest.n; k++)
            tally_add(t, newest.v[k], w);
    }
    vec_free(&newest);
    return ok;
}

struct heap {
    size_t n;
    struct {
        int64_t id;
        double weight;
    } v[BY_TERMS];
};

/* Keeps the heaviest: the lightest of them is on top. */
static void heap_add(struct heap *h, int64_t id, double weight)
{
    size_t i;
    if (h->n < BY_TERMS) {
        for (i = h->n++; i && h->v[(i - 1) / 2].weight > weight; i = (i - 1) / 2)
            h->v[i] = h->v[(i - 1) / 2];
    } else {
        if (weight <= h->v[0].weight)
            return;
        size_t k;
        for (i = 0; (k = 2 * i + 1) < BY_TERMS; i = k) {
            k += k + 1 < BY_TERMS && h->v[k + 1].weight < h->v[k].weight;
            if (h->v[k].weight >= weight)
                break;
            h->v[i] = h->v[k];
        }
    }
    h->v[i].id = id;
    h->v[i].weight = weight;
}

static bool gather_by_terms(struct related_search *s, struct err *e)
{
    struct tally t = {.cap = 1 << 10};
    struct heap best = {0};
    while (t.cap < 2 * (size_t)RELATED_POSTINGS * s->subject.sig.n)
        t.cap *= 2;
    t.v = mem_zero(t.cap, sizeof *t.v);
    bool ok = weigh_articles(s, &t, e);
    for (size_t i = 0; ok && i < t.cap; i++)
        if (t.v[i].id && t.v[i].id != s->subject.id)
            heap_add(&best, t.v[i].id, t.v[i].weight);
    for (size_t i = 0; ok && i < best.n; i++)
        ok = add(s, best.v[i].id, 0, e);
    free(t.v);
    return ok;
}

static bool gather_series(struct related_search *s, struct err *e)
{
    struct series own, other;
    ids found = {0};
    bool ok = true;
    if (!series_of(str_of(s->subject.title), &own))
        return true;
    for (int place = PLACE_KEPT; ok && place <= PLACE_ARCHIVE; place++) {
        sqlite3_stmt *st = db_stmt(s->db, SQL_RELATED_SERIES, e);
        if (!st)
            return false;
        bind_int(st, ":place", place);
        bind_text(st, ":stem", own.stem);
        bind_int(st, ":limit", PARTS);
        ok = read_ids(s->db, st, &found, e);
        ok = ok && add_ids(s, &found, 0, e);
    }
    for (size_t i = 0; i < s->found.n; i++)
        if (series_of(str_of(s->found.v[i].f.title), &other) && str_eq(own.stem, other.stem))
            s->found.v[i].reasons |= RELATED_SERIES;
    vec_free(&found);
    return ok;
}

static bool gather_linked_from(struct related_search *s, struct err *e)
{
    ids found = {0};
    sqlite3_stmt *st = s->subject.url[0] ? db_stmt(s->db, SQL_RELATED_LINKED, e) : NULL;
    if (!st)
        return !s->subject.url[0];
    bind_int(st, ":target", (int64_t)article_url_hash(str_of(s->subject.url)));
    bind_int(st, ":limit", LINKED);
    bool ok = read_ids(s->db, st, &found, e) && add_ids(s, &found, RELATED_LINKED_FROM, e);
    vec_free(&found);
    return ok;
}

/* The articles that the document leads to, of its first links. */
static bool gather_links_to(struct related_search *s, struct err *e)
{
    struct str last = STR_NONE;
    size_t tried = 0, found = 0;
    for (uint32_t i = 0; i < s->doc->nattrs && tried < LINKS_TRIED && found < LINKED; i++) {
        const struct attr *a = &s->doc->attrs[i];
        struct str url = str_sub(s->doc->strings, a->beg, a->beg + a->len);
        int64_t id;
        if ((a->key != ATTR_HREF && a->key != ATTR_RELATED_URL) || str_eq(url, last) ||
            str_find(url, STR("://"), 0) == STR_NPOS)
            continue;
        last = url;
        tried++;
        if (!article_by_source(s->db, str_sub(url, 0, str_chr(url, '#', 0)), &id, e) ||
            (id && !add(s, id, RELATED_LINKS_TO, e)))
            return false;
        found += id != 0;
    }
    return true;
}

static bool gather_near(struct related_search *s, struct err *e)
{
    static const enum sql_id ways[] = {SQL_RELATED_BEFORE, SQL_RELATED_BEHIND};
    ids found = {0};
    bool ok = true;
    if (!s->subject.site || !s->subject.published_ms)
        return true;
    for (size_t i = 0; ok && i < 2; i++) {
        sqlite3_stmt *st = db_stmt(s->db, ways[i], e);
        if (!st)
            return false;
        bind_int(st, ":site", s->subject.site);
        bind_int(st, ":at", s->subject.published_ms);
        bind_int(st, ":limit", NEAR);
        ok = read_ids(s->db, st, &found, e) && add_ids(s, &found, 0, e);
    }
    vec_free(&found);
    return ok;
}

/* Signatures from all over the library, evenly. */
static bool sample(struct related_search *s, struct err *e)
{
    struct id_span all = {0};
    struct signature sig;
    double articles;
    if (!read_span(s->db, &all, &articles, e))
        return false;
    int64_t step = (all.last - all.first) / RANK_SAMPLE + 1;
    for (int64_t at = all.first; at <= all.last;) {
        sqlite3_stmt *st = db_stmt(s->db, SQL_SIGNATURE_FROM, e);
        if (!st)
            return false;
        bind_int(st, ":id", at);
        int rc = db_step(s->db, st, e);
        int64_t id = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : all.last;
        if (rc == SQLITE_ROW) {
            signature_unpack(column_blob(st, 1), &sig);
            rank_lore_sample(&s->lore, &sig);
        }
        stmt_done(st);
        if (rc == SQLITE_ERROR)
            return false;
        at = (id > at ? id : at) + step;
    }
    return true;
}

bool related_gather(struct related_search *s, struct err *e)
{
    return gather_by_terms(s, e) && gather_series(s, e) && gather_linked_from(s, e) &&
           gather_links_to(s, e) && gather_near(s, e) && sample(s, e);
}
