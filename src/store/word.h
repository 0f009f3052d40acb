/* For the modules of src/store: the tables of names that articles point to. */
#ifndef JD_STORE_WORD_H
#define JD_STORE_WORD_H

#include "base/err.h"
#include "base/str.h"
#include "store/sql.h"

#include <stdint.h>

enum word_table { WORD_SITE, WORD_FEED, WORD_TAG, WORD_KEYWORD };

/* The id of a name, which is added where it is not there yet. */
bool word_id(struct db *db, enum word_table t, struct str name, int64_t now_ms, int64_t *id,
             struct err *e);

/* The id of a name; 0: it is not there. */
bool word_find(struct db *db, enum word_table t, struct str name, int64_t *id, struct err *e);

/* Runs `how`, which gives :tag to each :id or takes it, with the tag of that name: it is made where it is
 * to be given; where it is to be taken and is not there, nothing is done. */
bool word_tag(struct db *db, enum sql_id how, const int64_t *ids, size_t n, struct str tag,
              bool has, int64_t now_ms, struct err *e);

#endif
