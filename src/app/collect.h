/* Putting documents into the library. */
#ifndef JD_APP_COLLECT_H
#define JD_APP_COLLECT_H

#include "app/importer.h"
#include "app/library.h"
#include "store/article.h"

struct collect {
    const char *source;     /* absolute path or URL; "-": a stream, known by its content */
    const struct str *tags; /* the user's, besides those of the document */
    size_t ntags;
    const char *feed; /* NULL: none, or the document's own */
    bool anew;        /* these bytes are stored even where they are there already: read otherwise */
};

/* Stores a document, with what it was made of (kept.stored empty: the document's own bytes; original
 * empty: it is not kept). Between db_begin and db_end of library_db. */
bool collect_doc(struct library *lib, const struct collect *c, const struct doc *d,
                 const struct import_kept *kept, int64_t *id, enum article_stored *how,
                 struct err *e);

/* The same for one, in a transaction of its own. */
bool collect_one(struct library *lib, const struct collect *c, const struct doc *d,
                 const struct import_kept *kept, int64_t *id, enum article_stored *how,
                 struct err *e);

/* Many: files, folders with what is below them, or lines of JSON. Documents are committed in batches;
 * one that fails is told and the others go on. */
struct bulk_opts {
    const struct str *tags;
    size_t ntags;
    const char *feed;
    const char *charset, *format, *repair; /* of the sources; NULL: as they are found */
    bool
        jsonl; /* the sources are files of records, a line of JSON each, "-" among them (jsonl.h) */
    void *ctx;
    /* A source was done: how it was stored, or why not (id 0). May be NULL. False: stop. */
    bool (*done)(void *ctx, const char *name, int64_t id, enum article_stored how,
                 const struct err *e);
};

struct bulk_count {
    size_t stored[3]; /* by enum article_stored */
    size_t failed;
};

/* False when it could not go on (the library, no importer); what was committed stays. */
bool bulk_import(struct library *lib, const char *const *sources, size_t n,
                 const struct bulk_opts *o, struct bulk_count *count, struct err *e);

#endif
