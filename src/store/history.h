/* What was read, and where it was left: the table `reading` (see migrate.c). */
#ifndef JD_STORE_HISTORY_H
#define JD_STORE_HISTORY_H

#include "base/hash.h"
#include "doc/anchor.h"
#include "store/db.h"

/* Where a source was left. */
struct history_position {
    struct hash128 content_hash;
    int64_t read_ms;
    struct anchor anchor; /* its strings are in text */
    struct buf text;
};

/* The row of this source and content; else of the source with the content read last; else of this
 * content under another name (a file that was moved). A stream's row counts for its own content
 * only. *found tells whether there is one; free with history_position_free. */
bool history_find(struct db *db, struct str source, struct hash128 content, bool is_stream,
                  struct history_position *out, bool *found, struct err *e);
void history_position_free(struct history_position *p);

/* What is kept of a reading; strings are borrowed. */
struct history_reading {
    struct str source, title, lang, format;
    struct hash128 content_hash;
    uint32_t units, canon_version;
    int32_t progress_permille;
    struct anchor anchor;
    bool is_stream;
    int64_t now_ms;
};

/* Adds the row, or brings it up to date; one transaction. What was forgotten is known again. */
bool history_keep(struct db *db, const struct history_reading *r, struct err *e);

/* One row of the list; strings are valid during the call. */
struct history_row {
    int64_t id, read_ms;
    struct str uuid, source, title, lang;
    int32_t progress_permille, units;
};
typedef void history_visit(void *ctx, const struct history_row *row);

/* Visits at most limit sources, the last read first, from (before_ms, before_id) on, exclusive. */
bool history_list(struct db *db, int64_t before_ms, int64_t before_id, size_t limit,
                  history_visit *visit, void *ctx, struct err *e);

/* How many sources the list has, and how many of them were not read to the end. */
bool history_count(struct db *db, size_t *all, size_t *unfinished, struct err *e);

/* Visits the row of a source if there is one. */
bool history_state(struct db *db, struct str source, history_visit *visit, void *ctx,
                   struct err *e);

/* The source of #id; malloc'd; NULL with ERR_NOT_FOUND. */
char *history_source(struct db *db, int64_t id, struct err *e);

/* Puts a tombstone on every row of #id's source; takes it off those that got it together. */
bool history_forget(struct db *db, int64_t id, int64_t now_ms, struct err *e);
bool history_unforget(struct db *db, int64_t id, int64_t now_ms, struct err *e);

#endif
