/* A connection to the library: one SQLite file, opened, migrated, and with its statements kept
 * prepared. The tables' own modules (history, …) are built on it; store/sql.h is for them alone.
 *
 * One connection belongs to one thread; only db_interrupt may be called from another. Several
 * programs may use one library at once (WAL; a busy one is waited for, briefly). */
#ifndef JD_STORE_DB_H
#define JD_STORE_DB_H

#include "base/err.h"

#include <stdint.h>

struct db;

enum db_access {
    DB_WRITE, /* made when it is not there, migrated when it is old */
    DB_READ,  /* as it is; ERR_NOT_FOUND when it is not there */
};

/* Messages name the file. Refused, and left as they are: a file that is no database, a database of
 * another program, a library of a newer version of this one. */
struct db *db_open(const char *path, enum db_access access, struct err *e);
void db_close(struct db *db);

/* A transaction of several changes: begun, waiting for other writers; ended: committed when ok and the
 * commit succeeds, else rolled back. db_end is false unless committed. */
bool db_begin(struct db *db, struct err *e);
bool db_end(struct db *db, bool ok, struct err *e);

/* Makes ready for very many changes, or back: more of the library is kept in memory, and the log may
 * grow longer before it is copied into the file. */
bool db_bulk(struct db *db, bool on, struct err *e);

/* Whether another connection, of this program or another, has changed the library since *version was
 * given (0 at first, which is a change). */
bool db_changed(struct db *db, int64_t *version, struct err *e);

/* Ends what the connection's thread is asking for; it gets ERR_DB. Harmless when it asks nothing.
 * db must not be closed meanwhile. */
void db_interrupt(struct db *db);

#endif
