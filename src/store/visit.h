/* Stretches of reading: the history by day, and the statistics of it. */
#ifndef JD_STORE_VISIT_H
#define JD_STORE_VISIT_H

#include "base/str.h"
#include "store/db.h"

#include <stdint.h>

struct visit {
    int64_t id;      /* 0: not kept yet */
    int64_t article; /* 0: what was read is not in the library */
    struct str source, title;
    int64_t begun_ms, ended_ms;
    int64_t active_ms; /* of it, with a key pressed now and then */
    int32_t units;     /* that were read on */
    int32_t progress_permille;
    int32_t day; /* yyyymmdd, local time, of its beginning: given when it is read */
};

/* Adds it, giving it an id, or brings it up to date. */
bool visit_keep(struct db *db, struct visit *v, struct err *e);

/* Visits at most limit of them, the last first, from (before_ms, before_id) on, exclusive. */
typedef void visit_visit(void *ctx, const struct visit *v);
bool visit_list(struct db *db, int64_t before_ms, int64_t before_id, size_t limit,
                visit_visit *visit, void *ctx, struct err *e);

/* Sums since a time, by day (the last first) or by site (the longest first; the name "" is what is not in
 * the library). */
struct visit_sum {
    int32_t day;
    struct str site;
    int64_t active_ms, units, sources;
};
typedef void visit_sum_visit(void *ctx, const struct visit_sum *s);
bool visit_sums(struct db *db, bool by_site, int64_t since_ms, size_t limit, visit_sum_visit *visit,
                void *ctx, struct err *e);

#endif
