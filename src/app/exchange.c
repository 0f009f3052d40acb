#include "app/exchange.h"

#include "app/exchange_priv.h"
#include "app/importer.h"
#include "base/file.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <unistd.h>

static const struct entry {
    struct exchange_format format;
    exchange_writer *write;                 /* or */
    const struct exchange_dialect *dialect; /* of a text that is updated in place */
} formats[] = {
    {{"markdown", "md", "text/markdown", N_("notes to go on with, updated in place"), false, true},
     NULL,
     &EXCHANGE_MARKDOWN},
    {{"org", "org", "text/x-org", N_("the same for Emacs' Org mode"), false, true},
     NULL,
     &EXCHANGE_ORG},
    {{"w3c", "jsonld", "application/ld+json", N_("W3C Web Annotations: everything, loss-free"),
      true, false},
     exchange_w3c,
     NULL},
    {{"readwise", "csv", "text/csv", N_("CSV for Readwise and spreadsheets"), true, false},
     exchange_readwise,
     NULL},
    {{"koreader", "json", "application/json", N_("KOReader's exporter"), true, false},
     exchange_koreader,
     NULL},
    {{"kindle", "txt", "text/plain", N_("Kindle's My Clippings"), true, false},
     exchange_kindle,
     NULL},
    {{"foliate", "json", "application/json", N_("Foliate's annotations of one book"), true, false},
     exchange_foliate,
     NULL},
    {{"text", "txt", "text/plain", N_("plain text to read"), false, false}, exchange_plain, NULL},
    {{"template", "", "text/plain", N_("a template of your own: template:FILE"), false, false},
     exchange_template,
     NULL},
};
enum { FORMATS = sizeof formats / sizeof *formats };

const struct exchange_format *exchange_format_at(size_t i)
{
    return i < FORMATS ? &formats[i].format : NULL;
}

const struct exchange_format *exchange_format_find(const char *name, const char **file,
                                                   struct err *e)
{
    static const char word[] = "template:";
    struct buf names = {0};
    bool template = str_starts(str_of(name), str_of(word));
    for (size_t i = 0; i < FORMATS; i++) {
        buf_addf(&names, "%s%s", i ? ", " : "", formats[i].format.name);
        bool is_template = formats[i].write == exchange_template;
        if (template ? !is_template : strcmp(name, formats[i].format.name) != 0 || is_template)
            continue;
        if (file)
            *file = template ? name + strlen(word) : NULL;
        buf_free(&names);
        return &formats[i].format;
    }
    err_set(e, ERR_USAGE, _("unknown format “%s”; there is: %s:FILE"), name, buf_cstr(&names));
    buf_free(&names);
    return NULL;
}

const struct exchange_format *exchange_format_of_path(const char *path)
{
    static const struct {
        const char *ext, *name;
    } others[] = {{"markdown", "markdown"}, {"json", "w3c"}, {"jsonl", "w3c"}, {"txt", "text"}};
    struct str ext = file_ext(str_of(path));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_eq_nocase(ext, str_of(others[i].ext)))
            return exchange_format_find(others[i].name, NULL, NULL);
    for (size_t i = 0; ext.n && i < FORMATS; i++)
        if (str_eq_nocase(ext, str_of(formats[i].format.extension)))
            return &formats[i].format;
    return NULL;
}

/* Records as writers want them: each with an id. */
static void give_uuids(struct quote_record *v, size_t n, struct arena *a)
{
    char uuid[QUOTE_UUID_CHARS + 1];
    for (size_t i = 0; i < n; i++) {
        if (v[i].uuid.n)
            continue;
        quote_record_derive_uuid(&v[i], uuid);
        v[i].uuid = arena_str(a, str_of(uuid));
    }
}

/* Those given, and behind them what else is to be written. */
struct batch {
    VEC(struct quote_record) v;
    struct arena arena;
};

static void batch_add(struct batch *b, const struct quote_record *v, size_t n)
{
    vec_reserve(&b->v, n);
    for (size_t i = 0; i < n; i++)
        vec_push(&b->v, v[i]);
    give_uuids(b->v.v, b->v.n, &b->arena);
}

static void batch_free(struct batch *b)
{
    vec_free(&b->v);
    arena_free(&b->arena);
}

static const struct entry *entry_of(const struct exchange_format *f)
{
    return (const struct entry *)f; /* its first member */
}

static bool write_batch(const struct exchange_format *f, const struct batch *b,
                        const struct exchange_opts *o, struct buf *out, struct err *e)
{
    struct exchange x = exchange_sorted(b->v.v, b->v.n, o);
    bool ok = true;
    if (entry_of(f)->write)
        ok = entry_of(f)->write(&x, out, e);
    else
        exchange_write_regions(entry_of(f)->dialect, &x, out);
    exchange_sorted_free(&x);
    return ok;
}

bool exchange_write(const struct exchange_format *f, const struct quote_record *v, size_t n,
                    const struct exchange_opts *o, struct buf *out, struct err *e)
{
    struct batch b = {0};
    batch_add(&b, v, n);
    bool ok = write_batch(f, &b, o, out, e);
    batch_free(&b);
    return ok;
}

static bool merge(const struct exchange_format *f, const struct quotes *read, struct batch *b,
                  const struct exchange_opts *o, struct buf *out, struct exchange_report *r,
                  struct err *e)
{
    struct batch all = {0};
    exchange_merge(f, read, b->v.v, b->v.n, o, r);
    batch_add(&all, b->v.v, b->v.n);
    batch_add(&all, r->gone.v.v, r->gone.v.n);
    bool ok = write_batch(f, &all, o, out, e);
    batch_free(&all);
    return ok;
}

bool exchange_update(const struct exchange_format *f, struct str old, const struct quotes *read,
                     const struct quote_record *v, size_t n, const struct exchange_opts *o,
                     struct buf *out, struct exchange_report *r, struct err *e)
{
    static const struct quotes none;
    struct batch b = {0};
    bool ok = true;
    *r = (struct exchange_report){0};
    batch_add(&b, v, n);
    if (f->updates) {
        struct exchange x = exchange_sorted(b.v.v, b.v.n, o);
        exchange_update_regions(entry_of(f)->dialect, old, &x, out, r);
        exchange_sorted_free(&x);
    } else if (f->can_import) {
        ok = merge(f, read ? read : &none, &b, o, out, r, e);
    } else {
        r->added = n;
        ok = write_batch(f, &b, o, out, e);
    }
    batch_free(&b);
    return ok;
}

void exchange_report_free(struct exchange_report *r)
{
    quotes_free(&r->gone);
    quotes_free(&r->edited);
}

bool exchange_read_fd(int fd, const char *name, const char *format, struct quotes *out,
                      struct err *e)
{
    struct import_request rq = {.name = name, .fd = fd, .format = format, .quotes = true};
    struct import_job job;
    if (!importer_start(&rq, &job, e) || !importer_finish_quotes(&job, out, e))
        return false;
    give_uuids(out->v.v, out->v.n, &out->arena);
    return true;
}

bool exchange_read(const char *path, const char *format, struct quotes *out, struct err *e)
{
    int fd = importer_open_file(path, e);
    if (fd < 0)
        return false;
    bool ok = exchange_read_fd(fd, path, format, out, e);
    close(fd);
    return ok;
}
