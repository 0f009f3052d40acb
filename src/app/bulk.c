/* Many documents into the library: what is named is walked, parsed by several importers at once, and
 * stored in the order of the names by this thread meanwhile. */
#include "app/collect.h"
#include "app/import_pool.h"
#include "app/jsonl.h"
#include "app/walk.h"
#include "app/wanted.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BATCH_DOCS = 1000, BATCH_MS = 1000 };

struct item {
    struct source s;
    char *name;
};

struct records {
    struct jsonl *lines;
    int fd;
};

struct bulk {
    struct library *lib;
    const struct bulk_opts *o;
    struct bulk_count *count;
    struct walk *walk;
    const char *const *names;    /* of files of records: */
    size_t n, at;                /* the next one; */
    VEC(struct records) records; /* those opened; the last is at hand */
    struct source_opts so;
    bool open; /* a transaction is */
    size_t batch;
    int64_t batch_ms;
    struct err failed; /* of the library: nothing more can be stored */
};

static struct pool_source new_source(const struct bulk *b, struct item **it)
{
    *it = mem_zero(1, sizeof **it);
    return (struct pool_source){
        .charset = b->so.charset,
        .format = b->so.format,
        .repair = b->so.repair,
        .keep = true,
        .fd = -1,
        .tag = *it,
    };
}

static bool open_records(struct bulk *b, const char *name, struct err *e)
{
    int fd = strcmp(name, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                    : importer_open_file(name, e);
    if (fd < 0)
        return e->code ? false : err_set(e, ERR_IO, "%s: %s", name, i18n_strerror(errno));
    vec_push(&b->records, (struct records){jsonl_open(fd, name, 0), fd});
    return true;
}

/* The next record of the files named; one that does not open is told in its turn. The files stay open
 * to the end: the pool may still hold their last lines. */
static bool next_record(struct bulk *b, struct pool_source *out)
{
    struct item *it;
    *out = new_source(b, &it);
    while (!b->records.n || !jsonl_next(vec_last(&b->records).lines, out)) {
        if (b->at == b->n) {
            free(it);
            return false;
        }
        out->name = b->names[b->at++];
        if (!open_records(b, out->name, &out->err))
            break;
    }
    it->name = str_dup(str_of(out->name));
    it->s.id = str_dup(STR("-"));
    out->name = it->name;
    return true;
}

static void close_records(struct bulk *b)
{
    for (size_t i = 0; i < b->records.n; i++) {
        jsonl_close(b->records.v[i].lines);
        close(b->records.v[i].fd);
    }
    vec_free(&b->records);
}

static bool next(void *ctx, struct pool_source *out)
{
    struct bulk *b = ctx;
    struct item *it;
    if (b->o->jsonl)
        return next_record(b, out);
    const char *path = walk_next(b->walk);
    if (!path)
        return false;
    *out = new_source(b, &it);
    out->fd = source_open(path, b->lib, &it->s, &it->name, &out->err);
    if (out->fd < 0)
        it->name = str_dup(str_of(path));
    out->name = it->name;
    return true;
}

static bool begin(struct bulk *b)
{
    if (b->open)
        return true;
    b->batch = 0;
    b->batch_ms = clock_mono_ms();
    b->open = db_begin(library_db(b->lib), &b->failed);
    return b->open;
}

static bool commit(struct bulk *b)
{
    if (!b->open)
        return true;
    b->open = false;
    return db_end(library_db(b->lib), true, &b->failed);
}

static bool store(struct bulk *b, const struct pool_source *ps, struct doc *d, int64_t *id,
                  enum article_stored *how)
{
    struct item *it = ps->tag;
    struct import_kept kept = ps->kept;
    struct collect c = {
        .source = it->s.id, .tags = b->o->tags, .ntags = b->o->ntags, .feed = b->o->feed};
    d = wanted_join_kept(&it->s, &b->so, d, &kept); /* with the pages that it goes on with */
    bool ok = begin(b) && collect_doc(b->lib, &c, d, &kept, id, how, &b->failed);
    doc_free(d);
    if (!ok)
        return false;
    b->count->stored[*how]++;
    bool full = ++b->batch >= BATCH_DOCS || clock_mono_ms() - b->batch_ms > BATCH_MS;
    return !full || commit(b);
}

static bool done(void *ctx, const struct pool_source *ps, struct doc *d, const struct err *e)
{
    struct bulk *b = ctx;
    struct item *it = ps->tag;
    int64_t id = 0;
    enum article_stored how = ARTICLE_SAME;
    bool go_on = true;
    if (d)
        go_on = store(b, ps, d, &id, &how);
    else
        b->count->failed++;
    if (go_on && b->o->done)
        go_on = b->o->done(b->o->ctx, it->name, id, how, e);
    source_free(&it->s);
    free(it->name);
    free(it);
    return go_on;
}

bool bulk_import(struct library *lib, const char *const *sources, size_t n,
                 const struct bulk_opts *o, struct bulk_count *count, struct err *e)
{
    static const struct pool_ops ops = {next, done};
    struct bulk b = {.lib = lib, .o = o, .count = count, .names = sources, .n = n};
    struct err pool = {0};
    b.so = (struct source_opts){
        .charset = o->charset, .format = o->format, .repair = o->repair, .keep = true};
    *count = (struct bulk_count){0};
    b.walk = walk_new(sources, n);
    bool ok = db_bulk(library_db(lib), true, e) &&
              import_pool_run(&(struct pool_opts){0}, &ops, &b, &pool);
    walk_free(b.walk);
    close_records(&b);
    if (b.open && b.failed.code)
        db_end(library_db(lib), false, NULL);
    else if (!commit(&b))
        ok = false;
    if (b.failed.code && e)
        *e = b.failed;
    else if (pool.code && e)
        *e = pool;
    return db_bulk(library_db(lib), false, NULL) && ok && !b.failed.code && !pool.code;
}
