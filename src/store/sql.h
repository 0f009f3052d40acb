/* For the modules of src/store only: statements and transactions of a connection. */
#ifndef JD_STORE_SQL_H
#define JD_STORE_SQL_H

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "store/db.h"

#include <sqlite3.h>
#include <stdint.h>

enum sql_id {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_READING_BY_CONTENT,
    SQL_READING_BY_SOURCE,
    SQL_READING_ELSEWHERE,
    SQL_READING_SUPERSEDE,
    SQL_READING_KEEP,
    SQL_READING_LIST,
    SQL_READING_COUNT,
    SQL_READING_STATE,
    SQL_READING_SOURCE,
    SQL_READING_FORGET,
    SQL_READING_UNFORGET,
    SQL_CHOICE_FIND,
    SQL_CHOICE_KEEP,
    SQL_ARTICLE_GET,
    SQL_ARTICLE_BY_UUID,
    SQL_ARTICLE_BY_URL,
    SQL_ARTICLE_BY_SOURCE,
    SQL_ARTICLE_BY_CONTENT,
    SQL_ARTICLE_BY_TITLE,
    SQL_ARTICLE_KNOWN,
    SQL_ARTICLE_ROW,
    SQL_ARTICLE_ADD,
    SQL_ARTICLE_REPLACE,
    SQL_ARTICLE_PLACE,
    SQL_ARTICLE_STATE,
    SQL_ARTICLE_STAR,
    SQL_ARTICLE_RENAME,
    SQL_ARTICLE_READ,
    SQL_BODY_PUT,
    SQL_BODY_DOC,
    SQL_BODY_ORIGINAL,
    SQL_SITE_FIND,
    SQL_SITE_ADD,
    SQL_FEED_FIND,
    SQL_FEED_ADD,
    SQL_TAG_FIND,
    SQL_TAG_ADD,
    SQL_KEYWORD_FIND,
    SQL_KEYWORD_ADD,
    SQL_ARTICLE_TAG_ADD,
    SQL_ARTICLE_TAG_REMOVE,
    SQL_ARTICLE_TAGS,
    SQL_ARTICLE_KEYWORD_ADD,
    SQL_ARTICLE_KEYWORDS_CLEAR,
    SQL_ARTICLE_KEYWORDS,
    SQL_LINK_ADD,
    SQL_LINKS_CLEAR,
    SQL_NOTE_SET,
    SQL_NOTE_REMOVE,
    SQL_NOTE_GET,
    SQL_TALLY_GET,
    SQL_TALLY_SITES,
    SQL_TALLY_FEEDS,
    SQL_TALLY_LANGS,
    SQL_TALLY_TAGS,
    SQL_TALLY_KEYWORDS,
    SQL_VISIT_ADD,
    SQL_VISIT_GO_ON,
    SQL_VISIT_LIST,
    SQL_VISIT_DAYS,
    SQL_VISIT_SITES,
    SQL_DATA_VERSION,
    SQL_SIGNATURE_GET,
    SQL_SIGNATURE_PUT,
    SQL_SIGNATURE_REMOVE,
    SQL_SIGNATURE_FROM,
    SQL_TERMS_ADD,
    SQL_TERMS_REMOVE,
    SQL_TERMS_FIND,
    SQL_RELATED_SPAN,
    SQL_RELATED_FACTS,
    SQL_RELATED_SERIES,
    SQL_RELATED_LINKED,
    SQL_RELATED_BEFORE,
    SQL_RELATED_BEHIND,
    SQL_QUOTE_BY_UUID,
    SQL_QUOTE_PUT,
    SQL_QUOTE_MOVE,
    SQL_QUOTE_FOUND,
    SQL_QUOTE_COLOR,
    SQL_QUOTE_NOTE,
    SQL_QUOTE_DELETE,
    SQL_QUOTE_REVIEW,
    SQL_QUOTE_COUNT,
    SQL_QUOTE_TAG_ADD,
    SQL_QUOTE_TAG_REMOVE,
    SQL_QUOTE_TAGS_CLEAR,
    SQL_QUOTE_TAG_NAMES,
    SQL_COUNT
};

extern const char *const SQL_TEXT[SQL_COUNT];

sqlite3 *db_conn(struct db *db);

/* Where store/undo.c keeps what belongs to the connection; its contents are freed with undo_free. */
struct undo;
struct undo **db_undo(struct db *db);
void undo_free(struct undo *u);

/* The columns of struct article_row, of article a and site s. */
#define SQL_ROW_COLUMNS                                                                            \
    "a.id, a.uuid, a.source, a.title, a.author, coalesce(s.name, ''), a.lang, a.summary,"          \
    " a.published_ms, a.added_ms, a.read_ms, a.place, a.state, a.starred, a.dated,"                \
    " a.progress_permille, a.units, EXISTS (SELECT 1 FROM note WHERE article = a.id)"

/* The statement, reset and without bindings; prepared at its first use and kept. NULL with the
 * error. Every use ends with stmt_done, so that no read transaction is left open. */
sqlite3_stmt *db_stmt(struct db *db, enum sql_id id, struct err *e);
void stmt_done(sqlite3_stmt *st);

/* Binds by name (":source"). Text and blobs are borrowed until stmt_done; STR_NONE is NULL. */
void bind_int(sqlite3_stmt *st, const char *name, int64_t v);
void bind_text(sqlite3_stmt *st, const char *name, struct str v);
void bind_blob(sqlite3_stmt *st, const char *name, struct str v);

/* The column as a slice, valid until the next step. */
struct str column_text(sqlite3_stmt *st, int col);
struct str column_blob(sqlite3_stmt *st, int col);

/* store/value.c. A content hash as a blob in `out`, big-endian, so that it reads as hash128_hex does;
 * and back. An absent string is an empty one: the columns are NOT NULL. */
enum { SQL_HASH_BYTES = 16 };
struct str sql_hash(struct hash128 h, char out[static SQL_HASH_BYTES]);
struct hash128 column_hash(sqlite3_stmt *st, int col);
struct str sql_text(struct str s);

/* Steps: SQLITE_ROW or SQLITE_DONE; else SQLITE_ERROR with the error set. */
int db_step(struct db *db, sqlite3_stmt *st, struct err *e);

/* A statement that is prepared for one use; NULL with the error. sqlite3_finalize it. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e);

/* Steps a statement that gives no row, and is done with it. */
bool db_run(struct db *db, sqlite3_stmt *st, struct err *e);

/* Runs a statement of :id, :now and one more value for each id. */
bool db_run_each(struct db *db, enum sql_id how, const char *name, int64_t value,
                 const int64_t *ids, size_t n, int64_t now_ms, struct err *e);

/* Runs statements without parameters. */
bool db_exec(struct db *db, const char *sql, struct err *e);

/* ERR_DB with the file, SQLite's message, and what to do where that is known. Always false. */
bool db_fail(const struct db *db, struct err *e);

/* store/migrate.c: makes the tables, or brings an older library up to date, each step in a
 * transaction of its own. */
bool migrate(struct db *db, struct err *e);

/* store/schema.c: the step from version i to i + 1. */
extern const char *const SCHEMA_STEPS[];

/* What the file says it is. */
struct db_version {
    int64_t application, schema;
    bool has_tables;
};

enum {
    DB_APPLICATION = 0x4A444C42, /* "JDLB" */
    DB_SCHEMA = 3,
};

bool db_read_version(struct db *db, struct db_version *out, struct err *e);

/* ERR_DB for what is no library, or a newer one. */
bool db_check_version(const struct db *db, const struct db_version *v, struct err *e);

#endif
