/* Which quotes of a file are among others. */
#include "app/exchange_priv.h"
#include "base/mem.h"

#include <stdlib.h>

struct key {
    uint64_t hash;
    size_t i;
};

struct index {
    const struct quote_record *v;
    size_t n;
    struct key *uuid, *text;
};

static uint64_t hash_text(const struct quote_record *q)
{
    return hash64(q->exact) ^ hash64(q->article.title) * 3;
}

static int by_hash(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->i > y->i) - (x->i < y->i);
}

static struct index index_of(const struct quotes *q)
{
    struct index x = {.v = q->v.v, .n = q->v.n};
    x.uuid = mem_alloc(x.n * sizeof *x.uuid);
    x.text = mem_alloc(x.n * sizeof *x.text);
    for (size_t i = 0; i < x.n; i++) {
        x.uuid[i] = (struct key){hash64(x.v[i].uuid), i};
        x.text[i] = (struct key){hash_text(&x.v[i]), i};
    }
    if (x.n) {
        qsort(x.uuid, x.n, sizeof *x.uuid, by_hash);
        qsort(x.text, x.n, sizeof *x.text, by_hash);
    }
    return x;
}

static size_t first_key(const struct key *k, size_t n, uint64_t hash)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (k[mid].hash < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool same_uuid(const struct quote_record *a, const struct quote_record *b)
{
    return str_eq(a->uuid, b->uuid);
}

static bool same_text(const struct quote_record *a, const struct quote_record *b)
{
    return str_eq(a->exact, b->exact) && str_eq(a->article.title, b->article.title);
}

/* The first of the file that is q and has not been taken; SIZE_MAX without. */
static size_t find(const struct index *x, const struct key *k, uint64_t hash, const bool *taken,
                   const struct quote_record *q,
                   bool (*same)(const struct quote_record *a, const struct quote_record *b))
{
    for (size_t at = first_key(k, x->n, hash); at < x->n && k[at].hash == hash; at++)
        if (!taken[k[at].i] && same(&x->v[k[at].i], q))
            return k[at].i;
    return SIZE_MAX;
}

/* Whether two records of one quote are written alike. */
static bool same_when_written(const struct exchange_format *f, const struct quote_record *a,
                              const struct quote_record *b, const struct exchange_opts *o)
{
    struct buf x = {0}, y = {0};
    struct quote_record other = *b;
    other.uuid = a->uuid;
    if (other.start < 0) { /* a format that has no places of ours */
        other.start = a->start;
        other.end = a->end;
    }
    bool same = exchange_write(f, a, 1, o, &x, NULL) && exchange_write(f, &other, 1, o, &y, NULL) &&
                str_eq(buf_str(&x), buf_str(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

static void take(struct quote_record *q, const struct quote_record *old,
                 const struct exchange_format *f, const struct exchange_opts *o,
                 struct exchange_report *r)
{
    if (!q->extra.n)
        q->extra = old->extra;
    if (same_when_written(f, q, old, o))
        r->same++;
    else
        r->changed++;
}

static struct quote_record copy(const struct quote_record *q, struct arena *a)
{
    struct quote_record c = *q;
    struct str *all[] = {
        &c.uuid,        &c.exact,          &c.prefix,           &c.suffix,        &c.note,
        &c.section,     &c.extra,          &c.article.uuid,     &c.article.title, &c.article.author,
        &c.article.url, &c.article.source, &c.article.published};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = arena_str(a, *all[i]);
    struct str *tags = arena_alloc(a, c.ntags * sizeof *tags);
    for (size_t i = 0; i < c.ntags; i++)
        tags[i] = arena_str(a, q->tags[i]);
    c.tags = tags;
    return c;
}

void exchange_merge(const struct exchange_format *f, const struct quotes *read,
                    struct quote_record *v, size_t n, const struct exchange_opts *o,
                    struct exchange_report *r)
{
    struct index x = index_of(read);
    bool *taken = mem_zero(x.n + 1, sizeof *taken);
    for (size_t i = 0; i < n; i++) {
        size_t at = find(&x, x.uuid, hash64(v[i].uuid), taken, &v[i], same_uuid);
        if (at == SIZE_MAX)
            at = find(&x, x.text, hash_text(&v[i]), taken, &v[i], same_text);
        if (at == SIZE_MAX) {
            r->added++;
            continue;
        }
        taken[at] = true;
        take(&v[i], &x.v[at], f, o, r);
    }
    for (size_t i = 0; i < x.n; i++)
        if (!taken[i])
            vec_push(&r->gone.v, copy(&x.v[i], &r->gone.arena));
    free(taken);
    free(x.uuid);
    free(x.text);
}
