#include "store/quote.h"

#include "base/i18n.h"
#include "base/uuid.h"
#include "store/sql.h"
#include "store/word.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static const int32_t INTERVALS[] = {1, 3, 7, 16, 35, 90};

enum { INTERVAL_COUNT = sizeof INTERVALS / sizeof *INTERVALS };

int32_t quote_next_interval(int32_t days, bool remembered)
{
    for (size_t i = 0; remembered && i < INTERVAL_COUNT; i++)
        if (INTERVALS[i] > days)
            return INTERVALS[i];
    return remembered ? INTERVALS[INTERVAL_COUNT - 1] : INTERVALS[0];
}

static void bind_place(sqlite3_stmt *st, const struct quote *q)
{
    if (q->article)
        bind_int(st, ":article", q->article);
    bind_int(st, ":text_hash", (int64_t)q->anchor.text_hash);
    bind_int(st, ":pos_beg", q->anchor.hint.beg);
    bind_int(st, ":pos_end", q->anchor.hint.end);
    bind_int(st, ":char_beg", q->char_beg);
    bind_int(st, ":char_end", q->char_end);
    bind_int(st, ":permille", q->permille);
    bind_text(st, ":exact", sql_text(q->anchor.exact));
    bind_text(st, ":prefix", sql_text(q->anchor.prefix));
    bind_text(st, ":suffix", sql_text(q->anchor.suffix));
    bind_text(st, ":section", sql_text(q->section));
    bind_text(st, ":source", sql_text(q->source));
    bind_text(st, ":url", sql_text(q->url));
    bind_text(st, ":title", sql_text(q->title));
    bind_text(st, ":author", sql_text(q->author));
}

static bool put_row(struct db *db, const struct quote *q, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_PUT, e);
    if (!st)
        return false;
    bind_place(st, q);
    bind_text(st, ":uuid", q->uuid);
    bind_int(st, ":lost", q->lost);
    bind_int(st, ":color", q->color);
    bind_text(st, ":note", sql_text(q->note));
    bind_text(st, ":extra", sql_text(q->extra));
    bind_int(st, ":due", q->due_ms);
    bind_int(st, ":interval", q->interval_days);
    bind_int(st, ":reviews", q->reviews);
    bind_int(st, ":created", q->created_ms);
    bind_int(st, ":modified", q->modified_ms);
    return db_run(db, st, e);
}

static bool id_of_uuid(struct db *db, struct str uuid, int64_t *id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_BY_UUID, e);
    *id = 0;
    if (!st)
        return false;
    bind_text(st, ":uuid", uuid);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        *id = sqlite3_column_int64(st, 0);
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

static bool run_id(struct db *db, enum sql_id how, int64_t id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, how, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    return db_run(db, st, e);
}

bool quote_put(struct db *db, struct quote *q, char uuid[static 37], int64_t now_ms, struct err *e)
{
    if (!q->uuid.n) {
        uuid_make(uuid);
        q->uuid = str_of(uuid);
    }
    q->created_ms = q->created_ms ? q->created_ms : now_ms;
    q->modified_ms = q->modified_ms ? q->modified_ms : now_ms;
    q->due_ms = q->due_ms ? q->due_ms : q->created_ms + INTERVALS[0] * (int64_t)DAY_MS;
    if (!put_row(db, q, e) || !id_of_uuid(db, q->uuid, &q->id, e) ||
        !run_id(db, SQL_QUOTE_TAGS_CLEAR, q->id, e))
        return false;
    for (size_t i = 0; i < q->ntags; i++)
        if (!quote_tag(db, &q->id, 1, q->tags[i], true, now_ms, e))
            return false;
    return true;
}

bool quote_set_color(struct db *db, const int64_t *ids, size_t n, unsigned color, int64_t now_ms,
                     struct err *e)
{
    return db_run_each(db, SQL_QUOTE_COLOR, ":color", color, ids, n, now_ms, e);
}

bool quote_delete(struct db *db, const int64_t *ids, size_t n, int64_t now_ms, struct err *e)
{
    return db_run_each(db, SQL_QUOTE_DELETE, ":now", now_ms, ids, n, now_ms, e);
}

bool quote_set_note(struct db *db, int64_t id, struct str note, int64_t now_ms, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_NOTE, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    bind_int(st, ":now", now_ms);
    bind_text(st, ":note", sql_text(note));
    return db_run(db, st, e);
}

bool quote_tag(struct db *db, const int64_t *ids, size_t n, struct str tag, bool has,
               int64_t now_ms, struct err *e)
{
    return word_tag(db, has ? SQL_QUOTE_TAG_ADD : SQL_QUOTE_TAG_REMOVE, ids, n, tag, has, now_ms,
                    e);
}

bool quote_move(struct db *db, const struct quote *q, int64_t now_ms, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_MOVE, e);
    if (!st)
        return false;
    bind_place(st, q);
    bind_int(st, ":id", q->id);
    bind_int(st, ":now", now_ms);
    return db_run(db, st, e);
}

bool quote_found(struct db *db, const struct quote *q, const struct anchor *now, bool lost,
                 struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_FOUND, e);
    if (!st)
        return false;
    bind_int(st, ":id", q->id);
    bind_int(st, ":text_hash", (int64_t)now->text_hash);
    bind_int(st, ":pos_beg", now->hint.beg);
    bind_int(st, ":pos_end", now->hint.end);
    bind_int(st, ":char_beg", q->char_beg);
    bind_int(st, ":char_end", q->char_end);
    bind_int(st, ":permille", q->permille);
    bind_text(st, ":prefix", sql_text(now->prefix));
    bind_text(st, ":suffix", sql_text(now->suffix));
    bind_int(st, ":lost", lost);
    return db_run(db, st, e);
}

bool quote_review(struct db *db, const struct quote *q, bool remembered, int64_t now_ms,
                  struct err *e)
{
    int32_t days = quote_next_interval(q->interval_days, remembered);
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_REVIEW, e);
    if (!st)
        return false;
    bind_int(st, ":id", q->id);
    bind_int(st, ":days", days);
    bind_int(st, ":due", now_ms + days * (int64_t)DAY_MS);
    bind_int(st, ":now", now_ms);
    return db_run(db, st, e);
}
