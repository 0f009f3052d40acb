#include "store/word.h"

#include "base/uuid.h"
#include "store/sql.h"

static const struct {
    enum sql_id find, add;
} WORDS[] = {
    [WORD_SITE] = {SQL_SITE_FIND, SQL_SITE_ADD},
    [WORD_FEED] = {SQL_FEED_FIND, SQL_FEED_ADD},
    [WORD_TAG] = {SQL_TAG_FIND, SQL_TAG_ADD},
    [WORD_KEYWORD] = {SQL_KEYWORD_FIND, SQL_KEYWORD_ADD},
};

bool word_find(struct db *db, enum word_table t, struct str name, int64_t *id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, WORDS[t].find, e);
    *id = 0;
    if (!st)
        return false;
    bind_text(st, ":name", sql_text(name));
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        *id = sqlite3_column_int64(st, 0);
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

bool word_id(struct db *db, enum word_table t, struct str name, int64_t now_ms, int64_t *id,
             struct err *e)
{
    char uuid[UUID_CHARS + 1];
    if (!word_find(db, t, name, id, e) || *id)
        return *id != 0;
    sqlite3_stmt *st = db_stmt(db, WORDS[t].add, e);
    if (!st)
        return false;
    bind_text(st, ":name", sql_text(name));
    if (t == WORD_FEED || t == WORD_TAG) {
        uuid_make(uuid);
        bind_text(st, ":uuid", str_of(uuid));
        bind_int(st, ":now", now_ms);
    }
    if (!db_run(db, st, e))
        return false;
    *id = sqlite3_last_insert_rowid(db_conn(db));
    return true;
}

bool word_tag(struct db *db, enum sql_id how, const int64_t *ids, size_t n, struct str tag,
              bool has, int64_t now_ms, struct err *e)
{
    int64_t id = 0;
    if (!(has ? word_id(db, WORD_TAG, tag, now_ms, &id, e) : word_find(db, WORD_TAG, tag, &id, e)))
        return false;
    return !id || db_run_each(db, how, ":tag", id, ids, n, now_ms, e);
}
