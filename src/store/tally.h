/* How many articles there are of each kind, without counting: the table `tally`, which triggers keep. */
#ifndef JD_STORE_TALLY_H
#define JD_STORE_TALLY_H

#include "base/str.h"
#include "store/db.h"

#include <stdint.h>

enum tally_kind {                    /* the numbers are stored: schema/3.sql */
                  TALLY_PLACE = 0,   /* key: enum article_place */
                  TALLY_STATE = 1,   /* key: enum article_state; of those kept */
                  TALLY_STARRED = 2, /* key: 1 */
                  TALLY_SITE = 3,    /* key: id; of those kept */
                  TALLY_FEED = 4,
                  TALLY_LANG = 5, /* by name */
                  TALLY_TAG = 6,  /* the archive too */
                  TALLY_KEYWORD = 7,
                  TALLY_FEED_UNREAD = 8,
                  TALLY_KINDS
};

bool tally_get(struct db *db, enum tally_kind kind, int64_t key, int64_t *n, struct err *e);

/* Visits at most limit names of a kind (site, feed, lang, tag, keyword), the most frequent first. id is 0
 * for a language. */
typedef void tally_visit(void *ctx, int64_t id, struct str name, int64_t n);
bool tally_list(struct db *db, enum tally_kind kind, size_t limit, tally_visit *visit, void *ctx,
                struct err *e);

/* Counts everything again and compares: how many counts are wrong. */
bool tally_check(struct db *db, int64_t *wrong, struct err *e);
bool tally_rebuild(struct db *db, struct err *e);

#endif
