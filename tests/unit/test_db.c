/* The library file: made, migrated, shared, refused. */
#include "scratch.h"

#include "base/file.h"
#include "store/db.h"
#include "store/sql.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void raw_exec(const char *sql)
{
    sqlite3 *c;
    assert_int_equal(sqlite3_open(scratch_library, &c), SQLITE_OK);
    assert_int_equal(sqlite3_exec(c, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(c);
}

/* The first column of the first row, as text; "" without a row. */
static void raw_query_into(const char *sql, char *out, size_t size)
{
    sqlite3 *c;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(scratch_library, &c), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(c, sql, -1, &st, NULL), SQLITE_OK);
    out[0] = '\0';
    if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
        snprintf(out, size, "%s", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(c);
}

static void raw_query(const char *sql, char out[static 256])
{
    raw_query_into(sql, out, 256);
}

static void assert_query(const char *sql, const char *expected)
{
    char got[256];
    raw_query(sql, got);
    assert_string_equal(got, expected);
}

static void make_library(void)
{
    struct err e = {0};
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    assert_string_equal(e.msg, "");
    assert_non_null(db);
    db_close(db);
}

static void test_made(void **state)
{
    char uuid[256], again[256];
    (void)state;
    make_library();
    assert_query("PRAGMA user_version", "3");
    assert_query("PRAGMA journal_mode", "wal");
    assert_query("PRAGMA integrity_check", "ok");
    assert_query("SELECT count(*) FROM device", "1");
    raw_query("SELECT uuid FROM device WHERE id = 1", uuid);
    assert_int_equal(strlen(uuid), 36);
    make_library(); /* a second time: opened, not made */
    raw_query("SELECT uuid FROM device", again);
    assert_string_equal(uuid, again);
}

static void test_connection_settings(void **state)
{
    struct err e = {0};
    (void)state;
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    assert_non_null(db);
    assert_int_equal(sqlite3_exec(db_conn(db),
                                  "INSERT INTO reading (uuid, source, content_hash, title,"
                                  " canon_version, text_hash, pos_beg, pos_exact, pos_prefix,"
                                  " pos_suffix, progress_permille, latest, created_ms, read_ms,"
                                  " modified_ms, device) VALUES ('u', 's', zeroblob(16), 't', 1, 1,"
                                  " 0, '', '', '', 0, 1, 1, 1, 1, 77)",
                                  NULL, NULL, NULL),
                     SQLITE_CONSTRAINT_FOREIGNKEY); /* no device 77 */
    db_close(db);
}

static struct buf contents(void)
{
    struct buf b = {0};
    assert_true(file_read(scratch_library, 1 << 20, &b, NULL));
    return b;
}

/* Refused in both ways, with the words, and not a byte is changed. */
static void assert_refused(const char *word, const char *word_too)
{
    struct buf before = contents();
    for (int access = DB_WRITE; access <= DB_READ; access++) {
        struct err e = {0};
        assert_null(db_open(scratch_library, (enum db_access)access, &e));
        assert_int_equal(e.code, ERR_DB);
        assert_true(says(e.msg, scratch_library) && says(e.msg, word) && says(e.msg, word_too));
        struct buf after = contents();
        assert_int_equal(after.n, before.n);
        assert_memory_equal(after.p, before.p, before.n);
        buf_free(&after);
    }
    buf_free(&before);
}

static void test_newer_is_refused(void **state)
{
    (void)state;
    make_library();
    raw_exec("PRAGMA user_version = 99");
    assert_refused("99", "3");
}

/* A library as the program made it that knew `version` steps, with a reading in it. */
static void make_old_library(int64_t version)
{
    struct buf sql = {0};
    for (int64_t i = 0; i < version; i++)
        buf_adds(&sql, SCHEMA_STEPS[i]);
    buf_addf(&sql,
             "INSERT INTO device VALUES (1, '0b9b4b5e-0000-4000-8000-000000000000');"
             "INSERT INTO reading (id, uuid, source, content_hash, title, canon_version, text_hash,"
             " pos_beg, pos_exact, pos_prefix, pos_suffix, progress_permille, latest, created_ms,"
             " read_ms, modified_ms, device) VALUES (7, 'u', '/a', zeroblob(16), 't', 1, 1, 0, '',"
             " '', '', 370, 1, 1, 1, 1, 1);"
             "PRAGMA application_id = %d; PRAGMA user_version = %lld",
             DB_APPLICATION, (long long)version);
    raw_exec(buf_cstr(&sql));
    buf_free(&sql);
}

/* Any earlier library gets what came later, keeps what it has, and is then like one made now. */
static void test_older_is_brought_up_to_date(void **state)
{
    static const char shape[] = "SELECT group_concat(sql, ';') FROM"
                                " (SELECT sql FROM sqlite_schema ORDER BY type, name)";
    char now[1 << 16];
    (void)state;
    make_library();
    raw_query_into(shape, now, sizeof now);
    for (int64_t version = 1; version < DB_SCHEMA; version++) {
        char got[1 << 16];
        scratch_fresh(NULL);
        make_old_library(version);
        make_library();
        assert_query("PRAGMA user_version", "3");
        assert_query("SELECT title || progress_permille FROM reading", "t370");
        assert_query("PRAGMA integrity_check", "ok");
        assert_query("PRAGMA foreign_key_check", "");
        raw_query_into(shape, got, sizeof got);
        assert_string_equal(got, now);
    }
}

/* An alias of what was only read is never given to an article. */
static void test_aliases_stay(void **state)
{
    (void)state;
    make_old_library(2);
    make_library();
    assert_query("SELECT value FROM meta WHERE key = 'last_reading_alias'", "7");
    assert_query("SELECT seq FROM sqlite_sequence WHERE name = 'article'", "7");
}

static void test_other_file_is_refused(void **state)
{
    struct buf text = {0};
    (void)state;
    for (int i = 0; i < 500; i++)
        buf_adds(&text, "This is a letter and no database.\n");
    assert_true(file_replace(scratch_library, buf_str(&text), NULL));
    buf_free(&text);
    assert_refused("is not a library", "--library");
}

static void test_other_database_is_refused(void **state)
{
    (void)state;
    raw_exec("CREATE TABLE bookmarks (url TEXT)");
    assert_refused("another program", "--library");
    raw_exec("PRAGMA user_version = 1");
    assert_refused("another program", "--library");
    raw_exec("PRAGMA user_version = -3");
    assert_refused("another program", "--library");
    assert_query("PRAGMA journal_mode", "delete");
}

static void test_empty_file_is_filled(void **state)
{
    (void)state;
    assert_true(file_replace(scratch_library, STR(""), NULL));
    make_library();
    assert_query("PRAGMA user_version", "3");
}

static void test_read_access(void **state)
{
    struct err e = {0};
    (void)state;
    assert_null(db_open(scratch_library, DB_READ, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(access(scratch_library, F_OK), -1); /* and it was not made */

    make_library();
    struct db *db = db_open(scratch_library, DB_READ, &e);
    assert_non_null(db);
    assert_int_equal(sqlite3_exec(db_conn(db), "DELETE FROM device", NULL, NULL, NULL),
                     SQLITE_READONLY);
    assert_false(db_fail(db, &e));
    assert_true(says(e.msg, "cannot be written"));
    db_interrupt(db);
    db_close(db);
}

static void test_no_such_folder(void **state)
{
    struct err e = {0};
    (void)state;
    assert_null(db_open("/nowhere/library.db", DB_WRITE, &e));
    assert_int_equal(e.code, ERR_DB);
    assert_true(says(e.msg, "/nowhere/library.db"));
}

static void test_damaged(void **state)
{
    struct err e = {0};
    (void)state;
    make_library();
    int fd = open(scratch_library, O_WRONLY | O_CLOEXEC);
    static char zeros[4096];
    for (off_t at = 100; at < 4096 * 3; at += (off_t)sizeof zeros)
        assert_true(pwrite(fd, zeros, sizeof zeros, at) > 0);
    close(fd);
    struct buf before = contents();
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    assert_null(db);
    assert_true(says(e.msg, scratch_library));
    struct buf after = contents();
    assert_int_equal(after.n, before.n);
    assert_memory_equal(after.p, before.p, before.n);
    buf_free(&before);
    buf_free(&after);
}

/* Each child waits for the gate to close, so that they start together. */
static _Noreturn void open_at_once(int gate)
{
    char c;
    struct err e = {0};
    while (read(gate, &c, 1) > 0)
        ;
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    bool ok = db && db_begin(db, &e) && db_end(db, true, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.msg);
    db_close(db);
    _exit(!ok);
}

static void test_opened_at_once(void **state)
{
    enum { ROUNDS = 10, CHILDREN = 6 };
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        int gate[2], status, failed = 0;
        scratch_fresh(NULL);
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < CHILDREN; i++)
            if (fork() == 0) {
                close(gate[1]);
                open_at_once(gate[0]);
            }
        close(gate[0]);
        close(gate[1]);
        for (int i = 0; i < CHILDREN; i++) {
            assert_true(wait(&status) > 0);
            failed += status != 0;
        }
        assert_int_equal(failed, 0);
        assert_query("SELECT count(*) FROM device", "1");
        assert_query("PRAGMA integrity_check", "ok");
    }
}

static void test_rolled_back(void **state)
{
    struct err e = {0};
    (void)state;
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    assert_non_null(db);
    assert_true(db_begin(db, &e));
    assert_int_equal(
        sqlite3_exec(db_conn(db), "INSERT INTO device (uuid) VALUES ('x')", NULL, NULL, NULL),
        SQLITE_OK);
    assert_false(db_end(db, false, &e));
    assert_true(db_begin(db, &e)); /* and the connection is free again */
    assert_true(db_end(db, true, &e));
    db_close(db);
    assert_query("SELECT count(*) FROM device", "1");
}

static void plan_of(struct db *db, const char *sql, struct buf *out)
{
    sqlite3_stmt *st;
    struct buf explain = {0};
    buf_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(db_conn(db), buf_cstr(&explain), -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        buf_addf(out, "%s\n", (const char *)sqlite3_column_text(st, 3));
    sqlite3_finalize(st);
    buf_free(&explain);
}

/* Every statement finds its rows by an index, and none sorts. */
/* Those that look at all quotes: as many as somebody kept by hand. */
static bool looks_at_quotes(int i)
{
    return i == SQL_QUOTE_COUNT || i == SQL_QUOTE_TAG_NAMES;
}

/* Those that sort: an article's own words, names by their counts, days and sites of the visits. */
static bool sorts_few(int i)
{
    return looks_at_quotes(i) || i == SQL_ARTICLE_TAGS || i == SQL_ARTICLE_KEYWORDS ||
           (i >= SQL_TALLY_SITES && i <= SQL_TALLY_KEYWORDS) || i == SQL_VISIT_DAYS ||
           i == SQL_VISIT_SITES;
}

/* An index of terms is searched though its plan says SCAN; a row of constants is no table. */
static bool scans_a_table(const char *plan)
{
    const char *at = plan;
    while ((at = strstr(at, "SCAN"))) {
        size_t line = strcspn(at, "\n");
        struct str s = str_n(at, line);
        if (str_find(s, STR("VIRTUAL TABLE INDEX"), 0) == STR_NPOS &&
            str_find(s, STR("CONSTANT ROW"), 0) == STR_NPOS)
            return true;
        at += line;
    }
    return false;
}

static void test_query_plans(void **state)
{
    struct err e = {0};
    (void)state;
    struct db *db = db_open(scratch_library, DB_WRITE, &e);
    assert_non_null(db);
    for (int i = 0; i < SQL_COUNT; i++) {
        struct buf plan = {0};
        assert_non_null(SQL_TEXT[i]);
        plan_of(db, SQL_TEXT[i], &plan);
        const char *p = buf_cstr(&plan);
        if (i == SQL_READING_COUNT) /* looks at all, but at the current rows only */
            assert_non_null(strstr(p, "USING INDEX reading_list"));
        else if (!looks_at_quotes(i) && scans_a_table(p) && !says(p, "no SCAN"))
            fail_msg("%s", SQL_TEXT[i]);
        if (!sorts_few(i) && strstr(p, "TEMP B-TREE") && !says(p, "no TEMP B-TREE"))
            fail_msg("%s", SQL_TEXT[i]);
        if (i == SQL_READING_LIST)
            assert_true(says(p, "SEARCH reading USING INDEX reading_list ("));
        buf_free(&plan);
    }
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_made, scratch_fresh),
        cmocka_unit_test_setup(test_connection_settings, scratch_fresh),
        cmocka_unit_test_setup(test_newer_is_refused, scratch_fresh),
        cmocka_unit_test_setup(test_older_is_brought_up_to_date, scratch_fresh),
        cmocka_unit_test_setup(test_aliases_stay, scratch_fresh),
        cmocka_unit_test_setup(test_other_file_is_refused, scratch_fresh),
        cmocka_unit_test_setup(test_other_database_is_refused, scratch_fresh),
        cmocka_unit_test_setup(test_empty_file_is_filled, scratch_fresh),
        cmocka_unit_test_setup(test_read_access, scratch_fresh),
        cmocka_unit_test_setup(test_no_such_folder, scratch_fresh),
        cmocka_unit_test_setup(test_damaged, scratch_fresh),
        cmocka_unit_test_setup(test_opened_at_once, scratch_fresh),
        cmocka_unit_test_setup(test_rolled_back, scratch_fresh),
        cmocka_unit_test_setup(test_query_plans, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
