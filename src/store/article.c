#include "store/article.h"

#include "base/i18n.h"
#include "doc/serial.h"
#include "store/sql.h"

#include <stdlib.h>

enum article_col {
    COL_ID,
    COL_UUID,
    COL_SOURCE,
    COL_URL,
    COL_TITLE,
    COL_AUTHOR,
    COL_SUMMARY,
    COL_LANG,
    COL_FORMAT,
    COL_SITE,
    COL_FEED,
    COL_CONTENT_HASH,
    COL_PUBLISHED,
    COL_ADDED,
    COL_READ,
    COL_DATED,
    COL_PLACE,
    COL_STATE,
    COL_STARRED,
    COL_PROGRESS,
    COL_UNITS,
    COL_CANON_VERSION,
    COL_PARSER
};

static void read_article(sqlite3_stmt *st, struct article *a)
{
    *a = (struct article){
        .id = sqlite3_column_int64(st, COL_ID),
        .uuid = str_dup(column_text(st, COL_UUID)),
        .source = str_dup(column_text(st, COL_SOURCE)),
        .url = str_dup(column_text(st, COL_URL)),
        .title = str_dup(column_text(st, COL_TITLE)),
        .author = str_dup(column_text(st, COL_AUTHOR)),
        .summary = str_dup(column_text(st, COL_SUMMARY)),
        .lang = str_dup(column_text(st, COL_LANG)),
        .format = str_dup(column_text(st, COL_FORMAT)),
        .site = str_dup(column_text(st, COL_SITE)),
        .feed = str_dup(column_text(st, COL_FEED)),
        .content_hash = column_hash(st, COL_CONTENT_HASH),
        .published_ms = sqlite3_column_int64(st, COL_PUBLISHED),
        .added_ms = sqlite3_column_int64(st, COL_ADDED),
        .read_ms = sqlite3_column_int64(st, COL_READ),
        .dated = sqlite3_column_int(st, COL_DATED),
        .place = (enum article_place)sqlite3_column_int(st, COL_PLACE),
        .state = (enum article_state)sqlite3_column_int(st, COL_STATE),
        .starred = sqlite3_column_int(st, COL_STARRED),
        .progress_permille = sqlite3_column_int(st, COL_PROGRESS),
        .units = (uint32_t)sqlite3_column_int64(st, COL_UNITS),
        .canon_version = (uint32_t)sqlite3_column_int64(st, COL_CANON_VERSION),
        .parser = (uint32_t)sqlite3_column_int64(st, COL_PARSER),
    };
}

static bool no_such(int64_t id, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, _("#%lld: nothing in the library has this number"),
                   (long long)id);
}

bool article_get(struct db *db, int64_t id, struct article *out, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_ARTICLE_GET, e);
    *out = (struct article){0};
    if (!st)
        return false;
    bind_int(st, ":id", id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        read_article(st, out);
    stmt_done(st);
    return rc == SQLITE_ROW || (rc == SQLITE_DONE && no_such(id, e));
}

void article_free(struct article *a)
{
    free(a->uuid);
    free(a->source);
    free(a->url);
    free(a->title);
    free(a->author);
    free(a->summary);
    free(a->lang);
    free(a->format);
    free(a->site);
    free(a->feed);
    *a = (struct article){0};
}

/* The id that a statement of one parameter gives, 0 without a row. */
static bool find_id(struct db *db, enum sql_id how, const char *name, struct str value, bool blob,
                    int64_t *id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, how, e);
    *id = 0;
    if (!st)
        return false;
    if (blob)
        bind_blob(st, name, value);
    else
        bind_text(st, name, sql_text(value));
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        *id = sqlite3_column_int64(st, 0);
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

bool article_by_uuid(struct db *db, struct str uuid, int64_t *id, struct err *e)
{
    return find_id(db, SQL_ARTICLE_BY_UUID, ":uuid", uuid, false, id, e);
}

bool article_by_source(struct db *db, struct str source_or_url, int64_t *id, struct err *e)
{
    if (!find_id(db, SQL_ARTICLE_BY_URL, ":url", source_or_url, false, id, e))
        return false;
    return *id || find_id(db, SQL_ARTICLE_BY_SOURCE, ":source", source_or_url, false, id, e);
}

bool article_by_title(struct db *db, struct str title, int64_t *id, struct err *e)
{
    return find_id(db, SQL_ARTICLE_BY_TITLE, ":title", title, false, id, e);
}

bool article_by_content(struct db *db, struct hash128 content, int64_t *id, struct err *e)
{
    char hash[SQL_HASH_BYTES];
    struct str blob = sql_hash(content, hash);
    return find_id(db, SQL_ARTICLE_BY_CONTENT, ":content_hash", blob, true, id, e);
}

/* Appends a blob of the body; false with ERR_NOT_FOUND where there is no such article. */
static bool read_body(struct db *db, enum sql_id what, int64_t id, struct buf *out, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, what, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        buf_add(out, column_blob(st, 0));
    stmt_done(st);
    return rc == SQLITE_ROW || (rc == SQLITE_DONE && no_such(id, e));
}

struct doc *article_doc(struct db *db, int64_t id, struct err *e)
{
    struct buf b = {0};
    if (!read_body(db, SQL_BODY_DOC, id, &b, e)) {
        buf_free(&b);
        return NULL;
    }
    struct doc *d = doc_load_owned(b.p, b.n, false, e);
    if (d)
        return d;
    buf_free(&b);
    err_prefix(e, "#%lld", (long long)id);
    return NULL;
}

bool article_original(struct db *db, int64_t id, struct buf *out, struct err *e)
{
    return read_body(db, SQL_BODY_ORIGINAL, id, out, e);
}

static bool visit_words(struct db *db, enum sql_id how, int64_t id, article_word_visit *visit,
                        void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, how, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW)
        visit(ctx, sqlite3_column_int64(st, 0), column_text(st, 1), sqlite3_column_int(st, 2));
    stmt_done(st);
    return rc == SQLITE_DONE;
}

bool article_tags(struct db *db, int64_t id, article_word_visit *visit, void *ctx, struct err *e)
{
    return visit_words(db, SQL_ARTICLE_TAGS, id, visit, ctx, e);
}

bool article_keywords(struct db *db, int64_t id, article_word_visit *visit, void *ctx,
                      struct err *e)
{
    return visit_words(db, SQL_ARTICLE_KEYWORDS, id, visit, ctx, e);
}

bool article_note(struct db *db, int64_t id, struct buf *out, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_NOTE_GET, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW)
        buf_add(out, column_text(st, 0));
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

uint64_t article_url_hash(struct str url)
{
    return hash64(str_sub(url, 0, str_chr(url, '#', 0)));
}
