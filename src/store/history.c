#include "store/history.h"

#include "base/i18n.h"
#include "base/uuid.h"
#include "store/sql.h"

enum position_col {
    POS_CONTENT_HASH,
    POS_TEXT_HASH,
    POS_BEG,
    POS_EXACT,
    POS_PREFIX,
    POS_SUFFIX,
    POS_READ_MS
};

static doc_pos pos_of(int64_t v)
{
    return v < 0 || v > DOC_MAX_TEXT ? 0 : (doc_pos)v;
}

static void read_position(sqlite3_stmt *st, struct history_position *out)
{
    size_t end[3];
    for (int i = 0; i < 3; i++) {
        buf_add(&out->text, column_text(st, POS_EXACT + i));
        end[i] = out->text.n;
    }
    struct str all = buf_str(&out->text);
    doc_pos beg = pos_of(sqlite3_column_int64(st, POS_BEG));
    out->content_hash = column_hash(st, POS_CONTENT_HASH);
    out->read_ms = sqlite3_column_int64(st, POS_READ_MS);
    out->anchor = (struct anchor){
        .hint = {beg, beg},
        .exact = str_sub(all, 0, end[0]),
        .prefix = str_sub(all, end[0], end[1]),
        .suffix = str_sub(all, end[1], end[2]),
        .text_hash = (uint64_t)sqlite3_column_int64(st, POS_TEXT_HASH),
    };
}

/* Parameters that a statement has not are left alone by SQLite. */
static bool find_by(struct db *db, enum sql_id id, struct str source, struct str content,
                    struct history_position *out, bool *found, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, id, e);
    if (!st)
        return false;
    bind_text(st, ":source", source);
    bind_blob(st, ":content_hash", content);
    int rc = db_step(db, st, e);
    *found = rc == SQLITE_ROW;
    if (*found)
        read_position(st, out);
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

bool history_find(struct db *db, struct str source, struct hash128 content, bool is_stream,
                  struct history_position *out, bool *found, struct err *e)
{
    static const enum sql_id of_file[] = {SQL_READING_BY_CONTENT, SQL_READING_BY_SOURCE,
                                          SQL_READING_ELSEWHERE};
    static const enum sql_id of_stream[] = {SQL_READING_BY_CONTENT, SQL_READING_ELSEWHERE};
    const enum sql_id *ids = is_stream ? of_stream : of_file;
    size_t n = is_stream ? 2 : 3;
    char hash[SQL_HASH_BYTES];
    struct str blob = sql_hash(content, hash);
    *out = (struct history_position){0};
    *found = false;
    for (size_t i = 0; i < n && !*found; i++)
        if (!find_by(db, ids[i], source, blob, out, found, e))
            return false;
    return true;
}

void history_position_free(struct history_position *p)
{
    buf_free(&p->text);
    *p = (struct history_position){0};
}

static bool supersede(struct db *db, const struct history_reading *r, struct str hash,
                      struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_READING_SUPERSEDE, e);
    if (!st)
        return false;
    bind_text(st, ":source", r->source);
    bind_blob(st, ":content_hash", hash);
    return db_run(db, st, e);
}

static bool keep_row(struct db *db, const struct history_reading *r, struct str hash, struct err *e)
{
    char uuid[UUID_CHARS + 1];
    sqlite3_stmt *st = db_stmt(db, SQL_READING_KEEP, e);
    if (!st)
        return false;
    uuid_make(uuid);
    bind_text(st, ":uuid", str_of(uuid));
    bind_text(st, ":source", r->source);
    bind_blob(st, ":content_hash", hash);
    bind_text(st, ":title", sql_text(r->title));
    bind_text(st, ":lang", sql_text(r->lang));
    bind_text(st, ":format", sql_text(r->format));
    bind_int(st, ":units", r->units);
    bind_int(st, ":canon_version", r->canon_version);
    bind_int(st, ":text_hash", (int64_t)r->anchor.text_hash);
    bind_int(st, ":pos_beg", r->anchor.hint.beg);
    bind_text(st, ":pos_exact", sql_text(r->anchor.exact));
    bind_text(st, ":pos_prefix", sql_text(r->anchor.prefix));
    bind_text(st, ":pos_suffix", sql_text(r->anchor.suffix));
    bind_int(st, ":progress_permille", r->progress_permille);
    bind_int(st, ":latest", !r->is_stream);
    bind_int(st, ":now", r->now_ms);
    return db_run(db, st, e);
}

bool history_keep(struct db *db, const struct history_reading *r, struct err *e)
{
    char bytes[SQL_HASH_BYTES];
    struct str hash = sql_hash(r->content_hash, bytes);
    if (!db_begin(db, e))
        return false;
    bool ok = (r->is_stream || supersede(db, r, hash, e)) && keep_row(db, r, hash, e);
    return db_end(db, ok, e);
}

enum row_col {
    ROW_ID,
    ROW_UUID,
    ROW_SOURCE,
    ROW_TITLE,
    ROW_LANG,
    ROW_PROGRESS,
    ROW_UNITS,
    ROW_READ_MS
};

static bool visit_rows(struct db *db, sqlite3_stmt *st, history_visit *visit, void *ctx,
                       struct err *e)
{
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW) {
        struct history_row row = {
            .id = sqlite3_column_int64(st, ROW_ID),
            .uuid = column_text(st, ROW_UUID),
            .source = column_text(st, ROW_SOURCE),
            .title = column_text(st, ROW_TITLE),
            .lang = column_text(st, ROW_LANG),
            .progress_permille = sqlite3_column_int(st, ROW_PROGRESS),
            .units = sqlite3_column_int(st, ROW_UNITS),
            .read_ms = sqlite3_column_int64(st, ROW_READ_MS),
        };
        visit(ctx, &row);
    }
    stmt_done(st);
    return rc == SQLITE_DONE;
}

bool history_list(struct db *db, int64_t before_ms, int64_t before_id, size_t limit,
                  history_visit *visit, void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_READING_LIST, e);
    if (!st)
        return false;
    bind_int(st, ":before_ms", before_ms);
    bind_int(st, ":before_id", before_id);
    bind_int(st, ":limit", limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
    return visit_rows(db, st, visit, ctx, e);
}

bool history_count(struct db *db, size_t *all, size_t *unfinished, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_READING_COUNT, e);
    *all = *unfinished = 0;
    if (!st)
        return false;
    bool ok = db_step(db, st, e) == SQLITE_ROW;
    if (ok) {
        *all = (size_t)sqlite3_column_int64(st, 0);
        *unfinished = (size_t)sqlite3_column_int64(st, 1);
    }
    stmt_done(st);
    return ok;
}

bool history_state(struct db *db, struct str source, history_visit *visit, void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_READING_STATE, e);
    if (!st)
        return false;
    bind_text(st, ":source", source);
    return visit_rows(db, st, visit, ctx, e);
}

char *history_source(struct db *db, int64_t id, struct err *e)
{
    char *source = NULL;
    sqlite3_stmt *st = db_stmt(db, SQL_READING_SOURCE, e);
    if (!st)
        return NULL;
    bind_int(st, ":id", id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        source = str_dup(column_text(st, 0));
    else if (rc == SQLITE_DONE)
        err_set(e, ERR_NOT_FOUND, _("#%lld: nothing in the library has this number"),
                (long long)id);
    stmt_done(st);
    return source;
}

static bool mark(struct db *db, enum sql_id how, int64_t id, int64_t now_ms, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, how, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    bind_int(st, ":now", now_ms);
    if (!db_run(db, st, e))
        return false;
    if (sqlite3_changes(db_conn(db)) > 0)
        return true;
    return err_set(e, ERR_NOT_FOUND, _("#%lld: nothing in the library has this number"),
                   (long long)id);
}

bool history_forget(struct db *db, int64_t id, int64_t now_ms, struct err *e)
{
    return mark(db, SQL_READING_FORGET, id, now_ms, e);
}

bool history_unforget(struct db *db, int64_t id, int64_t now_ms, struct err *e)
{
    return mark(db, SQL_READING_UNFORGET, id, now_ms, e);
}
