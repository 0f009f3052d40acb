#include "store/undo.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/sql.h"

#include <stdlib.h>

struct act {
    int64_t number;
    char *label;
};

struct undo {
    VEC(struct act) acts;
    int64_t open; /* the act that is being written down; 0: none */
    int64_t last_number;
};

/* The tables that the user changes: their columns, those of the key first. */
struct logged {
    const char *table;
    const char *const *columns; /* NULL at the end */
    unsigned nkeys;
    bool inserted; /* rows are made and removed; else they are only updated */
};

static const struct logged LOGGED[] = {
    {"article",
     (const char *const[]){"id", "title", "author", "place", "state", "starred",
                           "progress_permille", "edited", "deleted_ms", NULL},
     1, false},
    {"reading", (const char *const[]){"id", "deleted_ms", NULL}, 1, false},
    {"article_tag", (const char *const[]){"article", "tag", "added_ms", NULL}, 2, true},
    {"quote",
     (const char *const[]){"id",          "uuid",     "article",       "text_hash", "pos_beg",
                           "pos_end",     "char_beg", "char_end",      "permille",  "exact",
                           "prefix",      "suffix",   "lost",          "color",     "note",
                           "section",     "source",   "url",           "title",     "author",
                           "extra",       "due_ms",   "interval_days", "reviews",   "created_ms",
                           "modified_ms", "device",   "deleted_ms",    NULL},
     1, true},
    {"quote_tag", (const char *const[]){"quote", "tag", NULL}, 2, true},
    {"note", (const char *const[]){"article", "uuid", "text", "modified_ms", "device", NULL}, 1,
     true},
};

/* " WHERE id = ' || quote(new.id) || '", inside a literal. */
static void add_where(struct buf *b, const struct logged *t, const char *row)
{
    for (unsigned i = 0; i < t->nkeys; i++)
        buf_addf(b, "%s%s = ' || quote(%s.%s) || '", i ? " AND " : " WHERE ", t->columns[i], row,
                 t->columns[i]);
}

static void add_trigger(struct buf *b, const struct logged *t, const char *event)
{
    buf_addf(b,
             "CREATE TEMP TRIGGER undo_%s_%s AFTER %s ON main.%s WHEN undo_act() > 0 BEGIN"
             " INSERT INTO undo_log (act, sql) VALUES (undo_act(), '",
             t->table, event, event, t->table);
}

static void add_update(struct buf *b, const struct logged *t)
{
    add_trigger(b, t, "UPDATE");
    buf_addf(b, "UPDATE %s SET ", t->table);
    for (size_t i = t->nkeys; t->columns[i]; i++)
        buf_addf(b, "%s%s = ' || quote(old.%s) || '", i > t->nkeys ? ", " : "", t->columns[i],
                 t->columns[i]);
    add_where(b, t, "new");
    buf_adds(b, "'); END;");
}

static void add_insert_and_delete(struct buf *b, const struct logged *t)
{
    add_trigger(b, t, "INSERT");
    buf_addf(b, "DELETE FROM %s", t->table);
    add_where(b, t, "new");
    buf_adds(b, "'); END;");
    add_trigger(b, t, "DELETE");
    buf_addf(b, "INSERT OR REPLACE INTO %s (", t->table);
    for (size_t i = 0; t->columns[i]; i++)
        buf_addf(b, "%s%s", i ? ", " : "", t->columns[i]);
    buf_adds(b, ") VALUES (");
    for (size_t i = 0; t->columns[i]; i++)
        buf_addf(b, "%s' || quote(old.%s) || '", i ? ", " : "", t->columns[i]);
    buf_adds(b, ")'); END;");
}

static void act_function(sqlite3_context *c, int n, sqlite3_value **v)
{
    const struct undo *u = sqlite3_user_data(c);
    (void)n, (void)v;
    sqlite3_result_int64(c, u->open);
}

/* The log and its triggers are made when the first act begins: a start pays nothing for them. */
static struct undo *undo_of(struct db *db, struct err *e)
{
    struct undo **u = db_undo(db);
    struct buf sql = {0};
    if (*u)
        return *u;
    struct undo *made = mem_zero(1, sizeof *made);
    buf_adds(&sql, "CREATE TEMP TABLE undo_log (seq INTEGER PRIMARY KEY, act INTEGER, sql TEXT);"
                   "CREATE INDEX temp.undo_act ON undo_log (act);");
    for (size_t i = 0; i < sizeof LOGGED / sizeof LOGGED[0]; i++) {
        if (LOGGED[i].columns[LOGGED[i].nkeys])
            add_update(&sql, &LOGGED[i]);
        if (LOGGED[i].inserted)
            add_insert_and_delete(&sql, &LOGGED[i]);
    }
    if (sqlite3_create_function_v2(db_conn(db), "undo_act", 0, SQLITE_UTF8, made, act_function,
                                   NULL, NULL, free) != SQLITE_OK)
        db_fail(db, e);
    else if (db_exec(db, buf_cstr(&sql), e))
        *u = made;
    buf_free(&sql);
    return *u;
}

void undo_free(struct undo *u)
{
    for (size_t i = 0; u && i < u->acts.n; i++)
        free(u->acts.v[i].label);
    if (u)
        vec_free(&u->acts);
}

bool undo_begin(struct db *db, struct err *e)
{
    struct undo *u = undo_of(db, e);
    if (!u || !db_begin(db, e))
        return false;
    u->open = ++u->last_number;
    return true;
}

static bool wrote_something(struct db *db, int64_t act)
{
    sqlite3_stmt *st =
        db_prepare(db, "SELECT EXISTS (SELECT 1 FROM undo_log WHERE act = :act)", NULL);
    if (!st)
        return false;
    bind_int(st, ":act", act);
    bool any = db_step(db, st, NULL) == SQLITE_ROW && sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    return any;
}

bool undo_end(struct db *db, bool ok, const char *label, struct err *e)
{
    struct undo *u = *db_undo(db);
    int64_t act = u->open;
    u->open = 0;
    if (!db_end(db, ok, e))
        return false;
    if (wrote_something(db, act))
        vec_push(&u->acts, (struct act){act, str_dup(str_of(label))});
    return true;
}

/* The statements of an act, the last first. They are run behind the reading of them: they change rows
 * of the tables they are read beside. */
static bool read_act(struct db *db, int64_t act, struct buf *out, struct err *e)
{
    sqlite3_stmt *st =
        db_prepare(db, "SELECT sql FROM undo_log WHERE act = :act ORDER BY seq DESC", e);
    int rc = SQLITE_ERROR;
    if (!st)
        return false;
    bind_int(st, ":act", act);
    while ((rc = db_step(db, st, e)) == SQLITE_ROW) {
        buf_add(out, column_text(st, 0));
        buf_addc(out, ';');
    }
    sqlite3_finalize(st);
    return rc == SQLITE_DONE;
}

bool undo_last(struct db *db, struct buf *label, struct err *e)
{
    struct undo *u = *db_undo(db);
    struct buf sql = {0};
    if (!u || !u->acts.n)
        return err_set(e, ERR_NOT_FOUND, _("nothing to undo"));
    struct act *a = &vec_last(&u->acts);
    bool ok = db_begin(db, e);
    if (ok) {
        buf_addf(&sql, "DELETE FROM undo_log WHERE act = %lld;", (long long)a->number);
        ok = read_act(db, a->number, &sql, e) && db_exec(db, buf_cstr(&sql), e);
        ok = db_end(db, ok, e);
    }
    buf_free(&sql);
    if (!ok)
        return false;
    buf_adds(label, a->label);
    free(a->label);
    u->acts.n--;
    return true;
}

size_t undo_count(struct db *db)
{
    struct undo *const *u = db_undo(db);
    return *u ? (*u)->acts.n : 0;
}
