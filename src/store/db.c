#include "store/db.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_MS = 3000, BUSY_PAUSE_US = 2000 };

struct db {
    sqlite3 *conn;
    char *path;
    sqlite3_stmt *stmt[SQL_COUNT];
    struct undo *undo;
};

sqlite3 *db_conn(struct db *db)
{
    return db->conn;
}

struct undo **db_undo(struct db *db)
{
    return &db->undo;
}

bool db_fail(const struct db *db, struct err *e)
{
    int code = db->conn ? sqlite3_extended_errcode(db->conn) : SQLITE_NOMEM;
    const char *what = db->conn ? sqlite3_errmsg(db->conn) : sqlite3_errstr(code);
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
        return err_set(e, ERR_DB,
                       _("%s: is not a library; move it away, or name another with "
                         "--library"),
                       db->path);
    case SQLITE_CORRUPT:
        return err_set(e, ERR_DB, _("%s: the library is damaged (%s); keep a copy of it"), db->path,
                       what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(e, ERR_DB, _("%s: the library is in use by another program"), db->path);
    case SQLITE_CANTOPEN:
        return err_set(e, ERR_DB, _("%s: the library cannot be opened; is its folder there?"),
                       db->path);
    case SQLITE_READONLY:
        return err_set(e, ERR_DB, _("%s: the library cannot be written"), db->path);
    case SQLITE_FULL:
        return err_set(e, ERR_DB, _("%s: the disk is full"), db->path);
    default:
        return err_set(e, ERR_DB, "%s: %s", db->path, what);
    }
}

/* Changing the journal mode does not call the busy handler when another program is doing the same. */
static bool exec_patiently(struct db *db, const char *sql, struct err *e)
{
    int64_t give_up = clock_mono_ms() + BUSY_MS;
    for (;;) {
        int rc = sqlite3_exec(db->conn, sql, NULL, NULL, NULL);
        if (rc == SQLITE_OK)
            return true;
        if (rc != SQLITE_BUSY || clock_mono_ms() > give_up)
            return db_fail(db, e);
        usleep(BUSY_PAUSE_US);
    }
}

static bool read_int(struct db *db, const char *sql, int64_t *out, struct err *e)
{
    sqlite3_stmt *st = db_prepare(db, sql, e);
    bool ok = st && db_step(db, st, e) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return ok;
}

bool db_read_version(struct db *db, struct db_version *out, struct err *e)
{
    int64_t tables = 0;
    bool ok = read_int(db, "PRAGMA user_version", &out->schema, e) &&
              read_int(db, "PRAGMA application_id", &out->application, e) &&
              read_int(db, "SELECT EXISTS (SELECT 1 FROM sqlite_schema)", &tables, e);
    out->has_tables = tables;
    return ok;
}

bool db_check_version(const struct db *db, const struct db_version *v, struct err *e)
{
    if (v->schema < 0 || (v->has_tables && v->application != DB_APPLICATION))
        return err_set(e, ERR_DB,
                       _("%s: is a database of another program; name another file with "
                         "--library"),
                       db->path);
    if (v->schema > DB_SCHEMA)
        return err_set(e, ERR_DB,
                       _("%s: the library has version %lld and this program knows up to %d; "
                         "update jiandu"),
                       db->path, (long long)v->schema, DB_SCHEMA);
    return true;
}

/* One look at the file, before anything of it is changed. In one transaction: another program may
 * be making the tables. */
static bool look(struct db *db, struct db_version *v, struct err *e)
{
    if (!exec_patiently(db, "BEGIN", e))
        return false;
    bool ok = db_read_version(db, v, e);
    sqlite3_exec(db->conn, "ROLLBACK", NULL, NULL, NULL);
    return ok && db_check_version(db, v, e);
}

static bool set_up_writer(struct db *db, const struct db_version *v, struct err *e)
{
    static const char settings[] = "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = NORMAL;"
                                   "PRAGMA foreign_keys = ON";
    if (sqlite3_db_readonly(db->conn, "main"))
        return true;
    return exec_patiently(db, settings, e) && (v->schema == DB_SCHEMA || migrate(db, e));
}

static bool set_up(struct db *db, enum db_access access, struct err *e)
{
    struct db_version v = {0};
    sqlite3_busy_timeout(db->conn, BUSY_MS);
    if (!look(db, &v, e))
        return false;
    if (access == DB_WRITE)
        return set_up_writer(db, &v, e);
    if (v.schema == DB_SCHEMA)
        return true;
    return err_set(e, ERR_NOT_FOUND, _("%s: the library is not ready yet"), db->path);
}

struct db *db_open(const char *path, enum db_access access, struct err *e)
{
    if (access == DB_READ && faccessat(AT_FDCWD, path, F_OK, 0) < 0) {
        err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_DB, "%s: %s", path, i18n_strerror(errno));
        return NULL;
    }
    struct db *db = mem_zero(1, sizeof *db);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= access == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    db->path = str_dup(str_of(path));
    if (sqlite3_open_v2(path, &db->conn, flags, NULL) != SQLITE_OK)
        db_fail(db, e);
    else if (set_up(db, access, e))
        return db;
    db_close(db);
    return NULL;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(db->stmt[i]);
    undo_free(db->undo);
    sqlite3_close(db->conn);
    free(db->path);
    free(db);
}

bool db_bulk(struct db *db, bool on, struct err *e)
{
    return db_exec(db,
                   on ? "PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 32768"
                      : "PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000",
                   e);
}

bool db_changed(struct db *db, int64_t *version, struct err *e)
{
    int64_t now = *version;
    sqlite3_stmt *st = db_stmt(db, SQL_DATA_VERSION, e);
    if (st && db_step(db, st, e) == SQLITE_ROW)
        now = sqlite3_column_int64(st, 0);
    if (st)
        stmt_done(st);
    bool changed = now != *version;
    *version = now;
    return changed;
}

void db_interrupt(struct db *db)
{
    sqlite3_interrupt(db->conn);
}

sqlite3_stmt *db_stmt(struct db *db, enum sql_id id, struct err *e)
{
    if (!db->stmt[id] && sqlite3_prepare_v3(db->conn, SQL_TEXT[id], -1, SQLITE_PREPARE_PERSISTENT,
                                            &db->stmt[id], NULL) != SQLITE_OK) {
        db_fail(db, e);
        return NULL;
    }
    return db->stmt[id];
}

void stmt_done(sqlite3_stmt *st)
{
    sqlite3_reset(st);
    sqlite3_clear_bindings(st);
}

void bind_int(sqlite3_stmt *st, const char *name, int64_t v)
{
    sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, name), v);
}

void bind_text(sqlite3_stmt *st, const char *name, struct str v)
{
    sqlite3_bind_text64(st, sqlite3_bind_parameter_index(st, name), v.p, v.n, SQLITE_STATIC,
                        SQLITE_UTF8);
}

void bind_blob(sqlite3_stmt *st, const char *name, struct str v)
{
    sqlite3_bind_blob64(st, sqlite3_bind_parameter_index(st, name), v.p, v.n, SQLITE_STATIC);
}

struct str column_text(sqlite3_stmt *st, int col)
{
    const char *p = (const char *)sqlite3_column_text(st, col);
    return str_n(p, (size_t)sqlite3_column_bytes(st, col));
}

struct str column_blob(sqlite3_stmt *st, int col)
{
    const char *p = sqlite3_column_blob(st, col);
    return str_n(p, (size_t)sqlite3_column_bytes(st, col));
}

int db_step(struct db *db, sqlite3_stmt *st, struct err *e)
{
    int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        return rc;
    db_fail(db, e);
    return SQLITE_ERROR;
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *e)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db->conn, sql, -1, &st, NULL) != SQLITE_OK)
        db_fail(db, e);
    return st;
}

bool db_exec(struct db *db, const char *sql, struct err *e)
{
    return sqlite3_exec(db->conn, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, e);
}

bool db_run_each(struct db *db, enum sql_id how, const char *name, int64_t value,
                 const int64_t *ids, size_t n, int64_t now_ms, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *st = db_stmt(db, how, e);
        if (!st)
            return false;
        bind_int(st, ":id", ids[i]);
        bind_int(st, ":now", now_ms);
        bind_int(st, name, value);
        if (!db_run(db, st, e))
            return false;
    }
    return true;
}

bool db_run(struct db *db, sqlite3_stmt *st, struct err *e)
{
    bool ok = st && db_step(db, st, e) == SQLITE_DONE;
    if (st)
        stmt_done(st);
    return ok;
}

bool db_begin(struct db *db, struct err *e)
{
    return db_run(db, db_stmt(db, SQL_BEGIN, e), e);
}

bool db_end(struct db *db, bool ok, struct err *e)
{
    if (ok && db_run(db, db_stmt(db, SQL_COMMIT, e), e))
        return true;
    if (!sqlite3_get_autocommit(db->conn)) /* some errors have rolled back already */
        db_run(db, db_stmt(db, SQL_ROLLBACK, NULL), NULL);
    return false;
}
