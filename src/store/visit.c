#include "store/visit.h"

#include "store/sql.h"

#include <time.h>

static int32_t local_day(int64_t wall_ms)
{
    time_t t = (time_t)(wall_ms / 1000);
    struct tm tm;
    localtime_r(&t, &tm);
    return (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
}

bool visit_keep(struct db *db, struct visit *v, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, v->id ? SQL_VISIT_GO_ON : SQL_VISIT_ADD, e);
    if (!st)
        return false;
    bind_int(st, ":id", v->id);
    bind_text(st, ":source", sql_text(v->source));
    bind_text(st, ":title", sql_text(v->title));
    bind_int(st, ":article", v->article);
    bind_int(st, ":day", local_day(v->begun_ms));
    bind_int(st, ":begun", v->begun_ms);
    bind_int(st, ":ended", v->ended_ms);
    bind_int(st, ":active", v->active_ms);
    bind_int(st, ":units", v->units);
    bind_int(st, ":progress", v->progress_permille);
    if (!db_run(db, st, e))
        return false;
    if (!v->id)
        v->id = sqlite3_last_insert_rowid(db_conn(db));
    return true;
}

static struct visit read_visit(sqlite3_stmt *st)
{
    return (struct visit){
        .id = sqlite3_column_int64(st, 0),
        .source = column_text(st, 1),
        .title = column_text(st, 2),
        .article = sqlite3_column_int64(st, 3),
        .day = sqlite3_column_int(st, 4),
        .begun_ms = sqlite3_column_int64(st, 5),
        .ended_ms = sqlite3_column_int64(st, 6),
        .active_ms = sqlite3_column_int64(st, 7),
        .units = sqlite3_column_int(st, 8),
        .progress_permille = sqlite3_column_int(st, 9),
    };
}

static int64_t clamp_limit(size_t limit)
{
    return limit > INT32_MAX ? INT32_MAX : (int64_t)limit;
}

bool visit_list(struct db *db, int64_t before_ms, int64_t before_id, size_t limit,
                visit_visit *visit, void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_VISIT_LIST, e);
    if (!st)
        return false;
    bind_int(st, ":before_ms", before_ms);
    bind_int(st, ":before_id", before_id);
    bind_int(st, ":limit", clamp_limit(limit));
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW) {
        struct visit v = read_visit(st);
        visit(ctx, &v);
    }
    stmt_done(st);
    return rc == SQLITE_DONE;
}

bool visit_sums(struct db *db, bool by_site, int64_t since_ms, size_t limit, visit_sum_visit *visit,
                void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, by_site ? SQL_VISIT_SITES : SQL_VISIT_DAYS, e);
    if (!st)
        return false;
    bind_int(st, ":since", since_ms);
    bind_int(st, ":limit", clamp_limit(limit));
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW) {
        struct visit_sum s = {
            .active_ms = sqlite3_column_int64(st, 1),
            .units = sqlite3_column_int64(st, 2),
            .sources = sqlite3_column_int64(st, 3),
        };
        if (by_site)
            s.site = column_text(st, 0);
        else
            s.day = sqlite3_column_int(st, 0);
        visit(ctx, &s);
    }
    stmt_done(st);
    return rc == SQLITE_DONE;
}
