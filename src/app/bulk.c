/* Many documents into the library: what is named is walked, parsed by several importers at once, and
 * stored in the order of the names by this thread meanwhile. */
#include "app/collect.h"
#include "app/import_pool.h"
#include "app/walk.h"
#include "app/wanted.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/db.h"

#include <stdlib.h>
#include <unistd.h>

enum { BATCH_DOCS = 1000, BATCH_MS = 1000 };

struct item {
    struct source s;
    char *name;
};

struct bulk {
    struct library *lib;
    const struct bulk_opts *o;
    struct bulk_count *count;
    struct walk *walk;
    struct source_opts so;
    bool open; /* a transaction is */
    size_t batch;
    int64_t batch_ms;
    struct err failed; /* of the library: nothing more can be stored */
};

static bool next(void *ctx, struct pool_source *out)
{
    struct bulk *b = ctx;
    const char *path = walk_next(b->walk);
    if (!path)
        return false;
    struct item *it = mem_zero(1, sizeof *it);
    *out = (struct pool_source){
        .charset = b->so.charset,
        .format = b->so.format,
        .repair = b->so.repair,
        .keep = true,
        .tag = it,
    };
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

/* The document as it is to be stored; pages that it goes on with are joined. */
static struct doc *join(struct bulk *b, const struct pool_source *ps, struct doc *d,
                        struct import_kept *kept)
{
    struct item *it = ps->tag;
    *kept = ps->kept;
    return wanted_join_kept(&it->s, &b->so, d, kept);
}

static bool store(struct bulk *b, const struct pool_source *ps, struct doc *d, int64_t *id,
                  enum article_stored *how)
{
    struct item *it = ps->tag;
    struct import_kept kept;
    struct collect c = {.source = it->s.id,
                        .tags = b->o->tags,
                        .ntags = b->o->ntags,
                        .feed = b->o->feed};
    d = join(b, ps, d, &kept);
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
    struct bulk b = {.lib = lib, .o = o, .count = count};
    struct err pool = {0};
    b.so = (struct source_opts){
        .charset = o->charset, .format = o->format, .repair = o->repair, .keep = true};
    *count = (struct bulk_count){0};
    b.walk = walk_new(sources, n);
    bool ok = import_pool_run(&(struct pool_opts){0}, &ops, &b, &pool);
    walk_free(b.walk);
    if (b.open && b.failed.code)
        db_end(library_db(lib), false, NULL);
    else if (!commit(&b))
        ok = false;
    if (b.failed.code && e)
        *e = b.failed;
    else if (pool.code && e)
        *e = pool;
    return ok && !b.failed.code && !pool.code;
}
