#include "app/exchange_priv.h"
#include "app/link.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "base/mem.h"
#include "text/json.h"

#include <stdlib.h>

struct placed {
    const struct quote_record *q;
    char key[EXCHANGE_KEY_BYTES]; /* of its article */
    size_t article, index;
};

static int by_article(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : (x->index > y->index) - (x->index < y->index);
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    uint64_t sx = (uint64_t)x->q->start, sy = (uint64_t)y->q->start; /* -1 comes last */
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    if (sx != sy)
        return sx < sy ? -1 : 1;
    int c = by_number(x->q->created_ms, y->q->created_ms);
    return c ? c : (x->index > y->index) - (x->index < y->index);
}

static void place(struct placed *p, const struct quote_record *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        p[i] = (struct placed){.q = &v[i], .index = i};
        exchange_article_key(&v[i], p[i].key);
    }
    qsort(p, n, sizeof *p, by_article);
    for (size_t i = 0; i < n; i++) { /* an article's rank is that of its first quote */
        bool same = i && strcmp(p[i - 1].key, p[i].key) == 0;
        p[i].article = same ? p[i - 1].article : p[i].index;
    }
    qsort(p, n, sizeof *p, by_place);
}

struct exchange exchange_sorted(const struct quote_record *v, size_t n,
                                const struct exchange_opts *o)
{
    struct exchange x = {.n = n, .o = o};
    struct placed *p = mem_alloc(n * sizeof *p);
    x.v = mem_alloc(n * sizeof *x.v);
    x.article = mem_alloc(n * sizeof *x.article);
    if (n)
        place(p, v, n);
    for (size_t i = 0; i < n; i++) {
        x.v[i] = p[i].q;
        x.article[i] = p[i].article;
    }
    free(p);
    return x;
}

void exchange_sorted_free(struct exchange *x)
{
    free(x->v);
    free(x->article);
}

void exchange_article_key(const struct quote_record *q, char out[EXCHANGE_KEY_BYTES])
{
    const struct quote_article *a = &q->article;
    struct buf b = {0};
    if (quote_uuid_ok(a->uuid)) {
        memcpy(out, a->uuid.p, a->uuid.n);
        out[a->uuid.n] = '\0';
        return;
    }
    if (a->url.n)
        buf_add(&b, a->url);
    else
        buf_addf(&b, "%.*s\n%.*s\n%.*s", STR_ARG(a->title), STR_ARG(a->author), STR_ARG(a->source));
    hash128_hex(hash128(buf_str(&b)), out);
    buf_free(&b);
}

bool exchange_begins_article(const struct exchange *x, size_t i)
{
    return i == 0 || x->article[i - 1] != x->article[i];
}

bool exchange_begins_section(const struct exchange *x, size_t i)
{
    return exchange_begins_article(x, i) || !str_eq(x->v[i - 1]->section, x->v[i]->section);
}

struct str exchange_title(const struct quote_record *q)
{
    const struct quote_article *a = &q->article;
    if (a->title.n)
        return a->title;
    return a->source.n ? a->source : a->url.n ? a->url : STR("—");
}

struct str exchange_extra(const struct quote_record *q, const char *const *path)
{
    struct str v = q->extra;
    for (; *path && v.n; path++)
        v = json_member(v, *path);
    return v;
}

void exchange_add_page_link(struct buf *out, const struct quote_record *q)
{
    struct link_text t = link_text_of(q->exact, q->prefix, q->suffix);
    if (q->article.url.n)
        link_add_page(out, q->article.url, &t);
}

void exchange_add_source(struct buf *out, const struct quote_record *q,
                         void (*escape)(struct buf *out, struct str s),
                         void (*link)(struct buf *out, struct str label, struct str url))
{
    struct buf url = {0};
    exchange_add_page_link(&url, q);
    if (url.n)
        link(out, exchange_title(q), buf_str(&url));
    else
        escape(out, exchange_title(q));
    buf_adds(out, q->created_ms ? " · " : "");
    exchange_add_date(out, q);
    buf_adds(out, " · ");
    buf_clear(&url);
    link_add_quote(&url, q->uuid);
    link(out, str_of(_("open in jiandu")), buf_str(&url));
    buf_addc(out, '\n');
    buf_free(&url);
}

void exchange_add_date(struct buf *out, const struct quote_record *q)
{
    if (q->created_ms)
        iso_add_local_date(out, q->created_ms);
}

void exchange_add_text(struct buf *out, const char *key, struct str value)
{
    if (!value.n)
        return;
    json_add_key(out, key);
    json_string_exact(out, value);
}

void exchange_add_members(struct buf *out, struct str object)
{
    if (object.n <= 2)
        return;
    json_add_comma(out);
    buf_add(out, str_sub(object, 1, object.n - 1));
}

void exchange_each_line(struct str s, void (*add)(struct buf *out, struct str line),
                        struct buf *out)
{
    struct str line;
    while (str_split(&s, '\n', &line))
        add(out, line);
}
