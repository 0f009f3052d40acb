/* The library's schema: an ordered array of steps, each from one user_version to the next. A step
 * that was released is never changed; what comes later is a further step. */
#include "base/i18n.h"
#include "base/uuid.h"
#include "store/sql.h"

/* device   Who wrote a row last, for synchronising libraries; row 1 is this one.
 *
 * reading  A source that was read, with one content, and where it was left. The position is an
 *          anchor (doc/anchor.h); pos_beg alone means nothing. A source whose content changed has
 *          several rows; `latest` marks the one that was read last, which the list shows. A stream
 *          has none: it cannot be opened again. deleted_ms is the tombstone. */
static const char SCHEMA_1[] =
    "CREATE TABLE device (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    uuid TEXT NOT NULL UNIQUE\n"
    ") STRICT;\n"
    "CREATE TABLE reading (\n"
    "    id INTEGER PRIMARY KEY AUTOINCREMENT,\n" /* an alias #12 is never given twice */
    "    uuid TEXT NOT NULL UNIQUE,\n"
    "    source TEXT NOT NULL,\n"
    "    content_hash BLOB NOT NULL CHECK (length(content_hash) = 16),\n"
    "    title TEXT NOT NULL,\n"
    "    lang TEXT NOT NULL DEFAULT '',\n"
    "    format TEXT NOT NULL DEFAULT '',\n"
    "    units INTEGER NOT NULL DEFAULT 0,\n"
    "    canon_version INTEGER NOT NULL,\n"
    "    text_hash INTEGER NOT NULL,\n"
    "    pos_beg INTEGER NOT NULL,\n"
    "    pos_exact TEXT NOT NULL,\n"
    "    pos_prefix TEXT NOT NULL,\n"
    "    pos_suffix TEXT NOT NULL,\n"
    "    progress_permille INTEGER NOT NULL CHECK (progress_permille BETWEEN 0 AND 1000),\n"
    "    latest INTEGER NOT NULL,\n"
    "    created_ms INTEGER NOT NULL,\n"
    "    read_ms INTEGER NOT NULL,\n"
    "    modified_ms INTEGER NOT NULL,\n"
    "    device INTEGER NOT NULL REFERENCES device (id),\n"
    "    deleted_ms INTEGER,\n"
    "    UNIQUE (source, content_hash)\n"
    ") STRICT;\n"
    "CREATE UNIQUE INDEX reading_latest ON reading (source) WHERE latest = 1;\n"
    "CREATE INDEX reading_content ON reading (content_hash, read_ms DESC);\n"
    "CREATE INDEX reading_list ON reading (read_ms DESC, id DESC)\n"
    "    WHERE latest = 1 AND deleted_ms IS NULL;\n";

/* choice   How a source is to be read: the encoding and the repairs that the user chose for it. */
static const char SCHEMA_2[] =
    "CREATE TABLE choice (\n"
    "    source TEXT NOT NULL PRIMARY KEY,\n"
    "    charset TEXT NOT NULL,\n"
    "    repair TEXT NOT NULL,\n"
    "    modified_ms INTEGER NOT NULL,\n"
    "    device INTEGER NOT NULL REFERENCES device (id)\n"
    ") STRICT, WITHOUT ROWID;\n";

static const char *const STEPS[DB_SCHEMA] = {SCHEMA_1, SCHEMA_2};

static bool exec(struct db *db, const char *sql, struct err *e)
{
    return sqlite3_exec(db_conn(db), sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, e);
}

static bool name_device(struct db *db, struct err *e)
{
    char uuid[UUID_CHARS + 1];
    struct buf sql = {0};
    uuid_make(uuid);
    buf_addf(&sql, "INSERT INTO device (id, uuid) VALUES (1, '%s')", uuid);
    bool ok = exec(db, buf_cstr(&sql), e);
    buf_free(&sql);
    return ok;
}

static bool take_step(struct db *db, int64_t from, struct err *e)
{
    struct buf sql = {0};
    buf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %lld", DB_APPLICATION,
             (long long)from + 1);
    bool ok =
        exec(db, STEPS[from], e) && (from > 0 || name_device(db, e)) && exec(db, buf_cstr(&sql), e);
    buf_free(&sql);
    return ok;
}

/* The version is read again under the lock: of two programs that start at once, one takes the step
 * and the other finds it taken. */
bool migrate(struct db *db, struct err *e)
{
    bool ok, more;
    do {
        struct db_version v = {0};
        if (!db_begin(db, e))
            return false;
        ok = db_read_version(db, &v, e) && db_check_version(db, &v, e);
        more = ok && v.schema < DB_SCHEMA;
        if (more)
            ok = take_step(db, v.schema, e);
        ok = db_end(db, ok, e);
    } while (ok && more);
    return ok;
}
