/* Many documents through several importers at once, one a core: the bulk road (jiandu-import serve,
 * base/importer_protocol.h).
 *
 * Sources are handed in by the caller's callback when an importer is free, results come back by
 * another, in the order of the sources; at most POOL_AHEAD sources are under way or waiting for one
 * before them. The time of each document is limited; an importer is replaced after
 * POOL_DOCS_PER_IMPORTER documents and after any failure, which costs its one document an
 * ERR_IMPORTER and the others nothing. Everything returned is copied, then validated: the memory
 * file it came in is used again.
 *
 * One thread; import_pool_run polls. A source's descriptor is read at once, to its end. */
#ifndef JD_APP_IMPORT_POOL_H
#define JD_APP_IMPORT_POOL_H

#include "app/importer.h"
#include "base/str.h"

/* Starting one, all its parsers and converters opened, takes as long as a hundred small documents. */
enum { POOL_DOCS_PER_IMPORTER = 1000, POOL_AHEAD = 16, POOL_MAX_IMPORTERS = POOL_AHEAD };

struct pool_source {
    const char *name;
    const char *mime, *charset, *format, *repair; /* NULL: not known */
    struct str bytes; /* must stay until the result was taken, where fd < 0 */
    int fd;           /* else read from here; closed by the pool; -1: bytes */
    bool keep;        /* the original is wanted beside the document, in `kept` */
    bool packed;      /* the source is one (app/importer.h) */
    struct err err;   /* code set: there is nothing to read, `done` gets this when its turn comes */
    void *tag;        /* the caller's own */
    struct import_kept kept; /* for `done`, where a document came of it; lives in that */
};

struct pool_ops {
    /* The next source; false: there is no more. */
    bool (*next)(void *ctx, struct pool_source *out);

    /* Its document, which is the caller's; NULL with the error. False: stop, the rest is dropped. */
    bool (*done)(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e);
};

struct pool_opts {
    unsigned importers; /* 0: one a core that this process may use */
    int timeout_ms;     /* a document; 0: the default, 20 s */
    unsigned *started;  /* NULL, or counts the importers that were started */
};

/* Until there are no more sources. False when `done` ended it (no error then), when no importer
 * starts, or when the kernel refuses to confine it: no document could be had. */
bool import_pool_run(const struct pool_opts *o, const struct pool_ops *ops, void *ctx,
                     struct err *e);

#endif
