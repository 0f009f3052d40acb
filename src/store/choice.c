#include "store/choice.h"

#include "store/sql.h"

bool choice_find(struct db *db, struct str source, struct choice *out, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_CHOICE_FIND, e);
    *out = (struct choice){0};
    if (!st)
        return false;
    bind_text(st, ":source", source);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW) {
        buf_add(&out->charset, column_text(st, 0));
        buf_add(&out->repair, column_text(st, 1));
    }
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

void choice_free(struct choice *c)
{
    buf_free(&c->charset);
    buf_free(&c->repair);
}

bool choice_keep(struct db *db, struct str source, struct str charset, struct str repair,
                 int64_t now_ms, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_CHOICE_KEEP, e);
    if (!st)
        return false;
    bind_text(st, ":source", source);
    bind_text(st, ":charset", sql_text(charset));
    bind_text(st, ":repair", sql_text(repair));
    bind_int(st, ":now", now_ms);
    return db_run(db, st, e);
}
