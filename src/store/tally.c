#include "store/tally.h"

#include "store/sql.h"

bool tally_get(struct db *db, enum tally_kind kind, int64_t key, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_TALLY_GET, e);
    *n = 0;
    if (!st)
        return false;
    bind_int(st, ":kind", kind);
    bind_int(st, ":key", key);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        *n = sqlite3_column_int64(st, 0);
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

bool tally_list(struct db *db, enum tally_kind kind, size_t limit, tally_visit *visit, void *ctx,
                struct err *e)
{
    static const enum sql_id lists[TALLY_KINDS] = {
        [TALLY_SITE] = SQL_TALLY_SITES,       [TALLY_FEED] = SQL_TALLY_FEEDS,
        [TALLY_LANG] = SQL_TALLY_LANGS,       [TALLY_TAG] = SQL_TALLY_TAGS,
        [TALLY_KEYWORD] = SQL_TALLY_KEYWORDS,
    };
    sqlite3_stmt *st = db_stmt(db, lists[kind], e);
    if (!st)
        return false;
    bind_int(st, ":limit", limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW)
        visit(ctx, sqlite3_column_int64(st, 0), column_text(st, 1), sqlite3_column_int64(st, 2));
    stmt_done(st);
    return rc == SQLITE_DONE;
}

#define COUNTED "SELECT kind, key, count(*) AS n FROM article_counts_as GROUP BY kind, key"

bool tally_check(struct db *db, int64_t *wrong, struct err *e)
{
    *wrong = 0;
    sqlite3_stmt *st = db_prepare(
        db,
        "SELECT (SELECT count(*) FROM (" COUNTED " EXCEPT SELECT kind, key, n FROM tally)) +"
        " (SELECT count(*) FROM (SELECT kind, key, n FROM tally WHERE n <> 0 EXCEPT " COUNTED "))",
        e);
    bool ok = st && db_step(db, st, e) == SQLITE_ROW;
    if (ok)
        *wrong = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return ok;
}

bool tally_rebuild(struct db *db, struct err *e)
{
    return db_exec(db, "DELETE FROM tally; INSERT INTO tally " COUNTED, e);
}
