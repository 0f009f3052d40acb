#include "app/quote_exchange.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "base/uuid.h"
#include "doc/outline.h"
#include "store/article.h"
#include "store/undo.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_FILE_BYTES = 256 << 20 };

/* What goes out. */

struct records {
    VEC(struct quote_record) v;
    struct arena arena;
};

static void add_article(struct library *lib, const struct quote *q, struct records *r,
                        struct quote_record *out)
{
    struct article a;
    struct buf date = {0};
    out->article.title = q->title;
    out->article.author = q->author;
    out->article.url = q->url;
    out->article.source = q->source;
    if (!q->article || !article_get(library_db(lib), q->article, &a, NULL))
        return;
    out->article.uuid = arena_str(&r->arena, str_of(a.uuid));
    if (a.dated)
        iso_add(&date, a.published_ms);
    struct str day = buf_str(&date); /* as precise as it was known, as far as that is told */
    if (str_ends(day, STR("T00:00:00Z")))
        day = str_sub(day, 0, sizeof "2026-03-01" - 1);
    out->article.published = arena_str(&r->arena, day);
    buf_free(&date);
    article_free(&a);
}

static struct quote_record record_of(struct library *lib, const struct quote *q, struct records *r)
{
    struct quote_record out = {
        .uuid = q->uuid,
        .exact = q->anchor.exact,
        .prefix = q->anchor.prefix,
        .suffix = q->anchor.suffix,
        .start = q->char_beg,
        .end = q->char_end,
        .color = (enum quote_color)q->color,
        .note = q->note,
        .tags = q->tags,
        .ntags = q->ntags,
        .created_ms = q->created_ms,
        .modified_ms = q->modified_ms,
        .section = q->section,
        .permille = q->permille,
        .extra = q->extra,
    };
    add_article(lib, q, r, &out);
    return out;
}

static void records_make(struct library *lib, const struct quote_list *l, struct records *r)
{
    for (size_t i = 0; i < l->v.n; i++)
        vec_push(&r->v, record_of(lib, &l->v.v[i], r));
}

static void records_free(struct records *r)
{
    vec_free(&r->v);
    arena_free(&r->arena);
}

/* The options of a format; the text of a template goes to *own. */
static bool options_of(const char *template, struct buf *own, struct exchange_opts *o,
                       struct err *e)
{
    *o = (struct exchange_opts){.now_ms = clock_wall_ms(), .template_name = template};
    if (template && !file_read(template, MAX_FILE_BYTES, own, e))
        return false;
    o->template_text = buf_str(own);
    return true;
}

bool quotes_export(struct library *lib, const struct quote_list *l, const char *format,
                   struct buf *out, struct err *e)
{
    const char *template = NULL;
    struct buf own = {0};
    struct exchange_opts o;
    struct records r = {0};
    const struct exchange_format *f = exchange_format_find(format, &template, e);
    bool ok = f && options_of(template, &own, &o, e);
    if (ok) {
        records_make(lib, l, &r);
        ok = exchange_write(f, r.v.v, r.v.n, &o, out, e);
    }
    records_free(&r);
    buf_free(&own);
    return ok;
}

static const struct exchange_format *format_of(const char *format, const char *path,
                                               const char **template, struct err *e)
{
    const struct exchange_format *f =
        format ? exchange_format_find(format, template, e) : exchange_format_of_path(path);
    if (!f && !format)
        err_set(e, ERR_USAGE, _("%s: its name tells no format; name one with --format"), path);
    return f;
}

bool quotes_export_file(struct library *lib, const struct quote_list *l, const char *format,
                        const char *path, struct exchange_report *report, struct err *e)
{
    const char *template = NULL;
    struct buf own = {0}, old = {0}, out = {0};
    struct quotes read = {0};
    struct records r = {0};
    struct exchange_opts o;
    *report = (struct exchange_report){0};
    const struct exchange_format *f = format_of(format, path, &template, e);
    bool there = access(path, F_OK) == 0;
    bool ok = f && options_of(template, &own, &o, e) &&
              (!there || file_read(path, MAX_FILE_BYTES, &old, e)) &&
              (!old.n || !f->can_import || exchange_read(path, f->name, &read, e));
    if (ok) {
        records_make(lib, l, &r);
        ok = exchange_update(f, buf_str(&old), old.n && f->can_import ? &read : NULL, r.v.v, r.v.n,
                             &o, &out, report, e) &&
             file_replace(path, buf_str(&out), e);
    }
    quotes_free(&read);
    records_free(&r);
    buf_free(&own);
    buf_free(&old);
    buf_free(&out);
    return ok;
}

/* What comes in. */

/* The article that records name one after the other: its document is loaded once. */
struct home {
    int64_t id;
    struct doc *doc;
    struct outline outline;
};

static void home_leave(struct home *h)
{
    outline_free(&h->outline);
    doc_free(h->doc);
    *h = (struct home){0};
}

static bool find_article(struct db *db, const struct quote_article *a, int64_t *id, struct err *e)
{
    return (!a->uuid.n || article_by_uuid(db, a->uuid, id, e)) &&
           (*id || !a->url.n || article_by_source(db, a->url, id, e)) &&
           (*id || !a->source.n || article_by_source(db, a->source, id, e)) &&
           (*id || !a->title.n || article_by_title(db, a->title, id, e));
}

static bool home_enter(struct db *db, struct home *h, const struct quote_article *a, struct err *e)
{
    int64_t id = 0;
    if (!find_article(db, a, &id, e))
        return false;
    if (id == h->id)
        return true;
    home_leave(h);
    h->id = id;
    h->doc = id ? article_doc(db, id, NULL) : NULL;
    if (h->doc)
        h->outline = outline_build(h->doc);
    return true;
}

/* Where the record stands in its article's text, if it does. */
static bool place(const struct home *h, const struct quote_record *in, struct quote *q)
{
    struct doc_range r = {0}, found;
    if (!h->doc)
        return false;
    quote_record_place(in, h->doc->text, &r);
    q->anchor.hint = r;
    if (anchor_find(h->doc, &q->anchor, &found) == ANCHOR_LOST)
        return false;
    struct anchor now = anchor_make(h->doc, found);
    q->anchor.hint = found;
    q->anchor.text_hash = now.text_hash;
    q->char_beg = (int64_t)utf8_count(str_sub(h->doc->text, 0, found.beg));
    q->char_end = q->char_beg + (int64_t)utf8_count(doc_slice(h->doc, found));
    q->permille = (int32_t)((uint64_t)found.beg * 1000 / (h->doc->text.n + 1));
    if (!q->section.n)
        q->section = outline_title(h->doc, &h->outline, found.beg);
    return true;
}

static struct quote quote_of(const struct quote_record *in)
{
    return (struct quote){
        .uuid = in->uuid,
        .anchor = {.exact = in->exact, .prefix = in->prefix, .suffix = in->suffix},
        .char_beg = in->start,
        .char_end = in->end,
        .permille = in->permille,
        .color = in->color,
        .note = in->note,
        .section = in->section,
        .source = in->article.source.n ? in->article.source : in->article.url,
        .url = in->article.url,
        .title = in->article.title,
        .author = in->article.author,
        .extra = in->extra,
        .tags = in->tags,
        .ntags = in->ntags,
        .created_ms = in->created_ms,
        .modified_ms = in->modified_ms,
    };
}

/* Whether the library has it already, and not older. */
static bool is_known(struct db *db, const struct quote_record *in, bool *known, bool *same,
                     struct err *e)
{
    struct quote_list l = {0};
    bool ok = quote_find(db, &(struct quote_query){.uuid = in->uuid}, &l, e);
    *known = ok && l.v.n;
    *same = *known && l.v.v[0].modified_ms >= in->modified_ms;
    quote_list_free(&l);
    return ok;
}

static bool take(struct db *db, struct home *h, const struct quote_record *in,
                 struct quote_import_count *count, struct err *e)
{
    char uuid[UUID_CHARS + 1];
    bool known, same;
    struct quote q = quote_of(in);
    if (!is_known(db, in, &known, &same, e))
        return false;
    if (same) {
        count->same++;
        return true;
    }
    if (!home_enter(db, h, &in->article, e))
        return false;
    q.article = h->id;
    q.lost = !place(h, in, &q);
    if (!quote_put(db, &q, uuid, clock_wall_ms(), e))
        return false;
    count->added += !known;
    count->changed += known;
    count->orphans += quote_is_orphan(&q);
    return true;
}

bool quotes_import(struct library *lib, const char *path, const char *format,
                   struct quote_import_count *count, struct buf *warnings, struct err *e)
{
    struct quotes in = {0};
    struct home h = {0};
    struct db *db = library_db(lib);
    *count = (struct quote_import_count){0};
    bool ok = exchange_read(path, format, &in, e) && undo_begin(db, e);
    if (!ok)
        goto out;
    for (size_t i = 0; ok && i < in.v.n; i++)
        ok = take(db, &h, &in.v.v[i], count, e);
    ok = undo_end(db, ok, _("the imported quotes"), e);
    for (size_t i = 0; i < in.warnings.n; i++)
        buf_addf(warnings, "%s: " STR_FMT "\n", path, STR_ARG(in.warnings.v[i]));
out:
    home_leave(&h);
    quotes_free(&in);
    return ok;
}
