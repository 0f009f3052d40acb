/* Undo of what the user did to the library, in this session: whatever tables it touched.
 *
 * Temporary triggers write down, for each row that a change touches, the statement that puts it back;
 * a group is one act of the user, of one article or of ten thousand. What another program changed
 * meanwhile in other rows stays as it is. */
#ifndef JD_STORE_UNDO_H
#define JD_STORE_UNDO_H

#include "base/str.h"
#include "store/db.h"

/* Begins an act: a transaction, in which changes are written down. undo_end commits it (or rolls it back:
 * then there is nothing to undo) under a label for the user, "3 articles to the archive". */
bool undo_begin(struct db *db, struct err *e);
bool undo_end(struct db *db, bool ok, const char *label, struct err *e);

/* Takes back the last act. Appends its label. ERR_NOT_FOUND: there is none. */
bool undo_last(struct db *db, struct buf *label, struct err *e);

/* How many acts can be taken back. */
size_t undo_count(struct db *db);

#endif
