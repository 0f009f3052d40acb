/* Articles in the library: stored and known again, listed, counted, changed and put back. */
#include "scratch.h"

#include "store/article_list.h"
#include "store/sql.h"
#include "store/tally.h"
#include "store/undo.h"
#include "store/visit.h"

#include <stdio.h>

enum { NOW = 1700000000 };

static struct db *db;

static int open_library(void **state)
{
    struct err e = {0};
    scratch_fresh(state);
    db = db_open(scratch_library, DB_WRITE, &e);
    return db ? 0 : -1;
}

static int close_library(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

/* The first column of the first row, as text. */
static const char *query(const char *sql)
{
    static char got[1 << 18];
    struct err e = {0};
    got[0] = '\0';
    sqlite3_stmt *st = db_prepare(db, sql, &e);
    assert_string_equal(e.msg, "");
    if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
        snprintf(got, sizeof got, "%s", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    return got;
}

static struct article_new article(const char *source, const char *url, uint64_t content)
{
    return (struct article_new){
        .source = str_of(source),
        .url = str_of(url),
        .title = str_of(source),
        .content_hash = {1, content},
        .doc = STR("document"),
        .canon_version = 1,
        .parser = 1,
    };
}

static int64_t store(const struct article_new *a, int64_t now_ms, enum article_stored expected)
{
    struct err e = {0};
    int64_t id = 0;
    enum article_stored how;
    assert_true(db_begin(db, &e));
    bool ok = article_store(db, a, now_ms, &id, &how, &e);
    assert_string_equal(e.msg, "");
    assert_true(db_end(db, ok, &e));
    assert_int_equal(how, expected);
    assert_true(id > 0);
    return id;
}

static void test_stored_and_given_back(void **state)
{
    struct article_word keywords[] = {{STR("紙"), 900}, {STR("竹簡"), 950}}, tag = {STR("書"), 0};
    struct article_new a = article("/tmp/紙.html", "https://example.org/paper", 1);
    struct article got;
    struct buf original = {0};
    struct err e = {0};
    (void)state;
    a.title = STR("紙的兩千年");
    a.author = STR("沈溪");
    a.site = STR("博物");
    a.feed = STR("週報");
    a.lang = STR("zh-Hant");
    a.units = 3200;
    a.published_ms = 42;
    a.original = STR("compressed");
    a.keywords = keywords, a.nkeywords = 2;
    a.tags = &tag, a.ntags = 1;
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    assert_true(article_get(db, id, &got, &e));
    assert_string_equal(got.title, "紙的兩千年");
    assert_string_equal(got.author, "沈溪");
    assert_string_equal(got.site, "博物");
    assert_string_equal(got.feed, "週報");
    assert_string_equal(got.lang, "zh-Hant");
    assert_int_equal(got.units, 3200);
    assert_int_equal(got.published_ms, 42);
    assert_true(got.dated);
    assert_int_equal(got.added_ms, NOW);
    assert_int_equal(got.state, STATE_UNREAD);
    assert_int_equal(got.content_hash.lo, 1);
    assert_int_equal(strlen(got.uuid), 36);
    assert_true(article_original(db, id, &original, &e));
    assert_true(str_eq(buf_str(&original), STR("compressed")));
    assert_string_equal(query("SELECT group_concat(name) FROM (SELECT name FROM article_keyword"
                              " JOIN keyword ON id = keyword ORDER BY weight DESC)"),
                        "竹簡,紙");
    assert_string_equal(query("SELECT name FROM article_tag JOIN tag ON id = tag"), "書");
    buf_free(&original);
    article_free(&got);
    assert_false(article_get(db, id + 1, &got, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
}

static void test_known_again(void **state)
{
    struct article_new a = article("/tmp/a.html", "https://example.org/a", 1);
    struct article_new moved = article("/home/a.html", "https://example.org/a", 1);
    struct article_new elsewhere = article("/tmp/copy.html", "https://example.net/copy", 1);
    struct article_new plain = article("/tmp/b.txt", "", 2), edited = article("/tmp/b.txt", "", 3);
    (void)state;
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    assert_int_equal(store(&a, NOW + 1, ARTICLE_SAME), id);
    assert_int_equal(store(&moved, NOW + 1, ARTICLE_SAME), id);
    assert_int_equal(store(&elsewhere, NOW + 1, ARTICLE_SAME), id);
    int64_t text = store(&plain, NOW, ARTICLE_ADDED);
    assert_int_not_equal(text, id);
    assert_int_equal(store(&edited, NOW + 1, ARTICLE_REPLACED), text);
    assert_string_equal(query("SELECT count(*) FROM article"), "2");
    a.parser = 2; /* a better parser: the same bytes are stored anew */
    assert_int_equal(store(&a, NOW + 2, ARTICLE_REPLACED), id);
    assert_int_equal(store(&a, NOW + 3, ARTICLE_SAME), id);
}

/* What the user did to an article stays when its text becomes another. */
static void test_replaced(void **state)
{
    struct article_word tag = {STR("新"), 0};
    struct article_new a = article("/tmp/a.html", "https://example.org/a", 1);
    struct article got;
    struct err e = {0};
    (void)state;
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    assert_true(article_set_starred(db, &id, 1, true, NOW, &e));
    assert_true(article_set_place(db, &id, 1, PLACE_ARCHIVE, NOW, &e));
    assert_true(article_tag(db, &id, 1, STR("舊"), true, NOW, &e));
    assert_true(article_set_note(db, id, STR("想想"), NOW, &e));
    assert_true(article_rename(db, id, STR("我的題目"), STR(""), NOW, &e));
    a.title = STR("新的題目");
    a.author = STR("新的作者");
    a.content_hash.lo = 2;
    a.tags = &tag, a.ntags = 1;
    store(&a, NOW + 1, ARTICLE_REPLACED);
    assert_true(article_get(db, id, &got, &e));
    assert_string_equal(got.title, "我的題目");
    assert_string_equal(got.author, "新的作者");
    assert_true(got.starred);
    assert_int_equal(got.place, PLACE_ARCHIVE);
    assert_int_equal(got.added_ms, NOW);
    assert_string_equal(query("SELECT count(*) FROM article_tag"), "2");
    assert_string_equal(query("SELECT text FROM note"), "想想");
    article_free(&got);
}

static void test_reading_it(void **state)
{
    struct article_new a = article("/tmp/a.html", "", 1);
    struct err e = {0};
    (void)state;
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    assert_true(article_was_read(db, id, 370, NOW + 5, &e));
    assert_string_equal(query("SELECT state || ' ' || progress_permille FROM article"), "1 370");
    assert_true(article_was_read(db, id, 1000, NOW + 6, &e));
    assert_true(article_was_read(db, id, 20, NOW + 7, &e)); /* read again: it stays finished */
    assert_string_equal(query("SELECT state || ' ' || progress_permille FROM article"), "2 20");
    assert_true(article_set_state(db, &id, 1, STATE_UNREAD, NOW, &e));
    assert_string_equal(query("SELECT state || ' ' || progress_permille FROM article"), "0 0");
}

static uint32_t seed;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

enum { MANY = 300 };

/* Articles of all kinds; many share the value that they are ordered by. */
static void fill(void)
{
    static const char *const langs[] = {"zh-Hant", "ja", ""};
    static const char *const words[] = {"甲", "乙", "丙"};
    struct err e = {0};
    for (uint32_t i = 0; i < MANY; i++) {
        char source[32], title[32];
        struct article_word tag = {str_of(words[below(3)]), 0};
        struct article_word keyword = {str_of(words[below(3)]), 500};
        snprintf(source, sizeof source, "/tmp/%u", i);
        snprintf(title, sizeof title, "題%u", below(40));
        struct article_new a = article(source, "", i);
        a.title = str_of(title);
        a.site = str_of(words[below(3)]);
        a.feed = below(2) ? str_of(words[below(3)]) : STR_NONE;
        a.lang = str_of(langs[below(3)]);
        a.units = below(20);
        a.published_ms = below(3) ? 1 + below(50) : 0;
        a.tags = &tag, a.ntags = below(2);
        a.keywords = &keyword, a.nkeywords = 1;
        int64_t id = store(&a, NOW + below(30), ARTICLE_ADDED);
        if (below(2))
            assert_true(article_was_read(db, id, (int32_t)below(4) * 333 + 1, NOW + below(30), &e));
        assert_true(article_set_starred(db, &id, 1, below(4) == 0, NOW, &e));
        assert_true(article_set_place(db, &id, 1, (enum article_place)(below(7) / 3), NOW, &e));
    }
}

struct ids {
    int64_t v[MANY + 1];
    size_t n;
    struct list_key last;
    char title[64];
    enum list_order order;
};

static void take(void *ctx, const struct article_row *row)
{
    struct ids *ids = ctx;
    const int64_t values[LIST_ORDERS] = {row->added_ms, row->published_ms, row->read_ms, row->units,
                                         0};
    assert_true(ids->n < MANY);
    ids->v[ids->n++] = row->id;
    snprintf(ids->title, sizeof ids->title, STR_FMT, STR_ARG(row->title));
    ids->last = (struct list_key){row->id, values[ids->order], str_of(ids->title)};
}

/* All of a list, read by pages. */
static void read_pages(struct article_query q, struct ids *out)
{
    struct err e = {0};
    size_t before;
    out->n = 0;
    out->order = q.order;
    do {
        before = out->n;
        assert_true(article_list(db, &q, take, out, &e));
        assert_true(out->n - before <= q.limit);
        q.from = out->last;
    } while (out->n > before);
}

/* What is to be in the list, counted without its index. */
static size_t expected(const struct article_query *q)
{
    static const char *const where[LIST_FILTERS] = {
        "place = 0",
        "place = 0 AND state = 0",
        "place = 0 AND state = 1",
        "place = 0 AND state = 2",
        "starred = 1 AND place < 2",
        "place = 1",
        "place = 2",
        "place = 0 AND site = 2",
        "place = 0 AND feed = 2",
        "place < 2 AND id IN (SELECT article FROM article_tag WHERE tag = 2)",
        "place < 2 AND id IN (SELECT article FROM article_keyword WHERE keyword = 2)",
        "place = 0 AND lang = 'ja'",
    };
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM article NOT INDEXED WHERE %s%s%s",
             where[q->filter], q->order == ORDER_READ ? " AND read_ms > 0" : "",
             q->below ? " AND units >= 5 AND units < 9" : "");
    return (size_t)strtoull(query(sql), NULL, 10);
}

static void assert_order(const struct ids *ids, enum list_order order)
{
    static const char *const column[LIST_ORDERS] = {"added_ms", "published_ms", "read_ms", "units",
                                                    "title"};
    for (size_t i = 1; i < ids->n; i++) {
        char sql[256];
        snprintf(sql, sizeof sql,
                 "SELECT (a.%s, a.id) > (b.%s, b.id) FROM article AS a, article AS b"
                 " WHERE a.id = %lld AND b.id = %lld",
                 column[order], column[order], (long long)ids->v[i - 1], (long long)ids->v[i]);
        assert_string_equal(query(sql), "1");
    }
}

static void plan_of(const struct article_query *q, struct buf *out)
{
    struct buf sql = {0};
    struct err e = {0};
    buf_adds(&sql, "EXPLAIN QUERY PLAN ");
    article_list_sql(q, &sql);
    sqlite3_stmt *st = db_prepare(db, buf_cstr(&sql), &e);
    assert_string_equal(e.msg, "");
    while (sqlite3_step(st) == SQLITE_ROW) {
        buf_adds(out, (const char *)sqlite3_column_text(st, 3));
        buf_addc(out, '\n');
    }
    sqlite3_finalize(st);
    buf_free(&sql);
}

static void assert_covered(const struct article_query *q)
{
    struct buf plan = {0}, name = {0};
    char want[128];
    snprintf(want, sizeof want, "USING COVERING INDEX %s (", article_list_sql(q, &name));
    plan_of(q, &plan);
    assert_true(says(buf_cstr(&plan), want));
    assert_null(strstr(buf_cstr(&plan), "SCAN article"));
    /* The page's own rows may be sorted again, the list never. */
    assert_null(strstr(strstr(buf_cstr(&plan), want), "TEMP B-TREE FOR RIGHT"));
    buf_free(&plan);
    buf_free(&name);
}

/* Each pair: of its own index, complete, in order, the same from both ends and by any page. */
static void test_lists(void **state)
{
    static struct ids down, up, back;
    size_t pairs = 0;
    (void)state;
    seed = 6;
    fill();
    for (int f = 0; f < LIST_FILTERS; f++) {
        for (int o = 0; o < LIST_ORDERS; o++) {
            struct article_query q = {.filter = (enum list_filter)f,
                                      .order = (enum list_order)o,
                                      .key = 2,
                                      .lang = STR("ja"),
                                      .limit = 1 + below(3)};
            if (!article_list_has(q.filter, q.order))
                continue;
            pairs++;
            assert_covered(&q);
            q.from = (struct list_key){1, 1, STR("題")};
            assert_covered(&q);
            q.from = (struct list_key){0};
            read_pages(q, &down);
            assert_int_equal(down.n, expected(&q));
            assert_true(down.n > 3);
            assert_order(&down, q.order);
            q.ascending = true;
            read_pages(q, &up);
            q.ascending = false;
            q.backwards = true;
            read_pages(q, &back);
            assert_int_equal(up.n, down.n);
            assert_int_equal(back.n, down.n);
            for (size_t i = 0; i < down.n; i++) {
                assert_int_equal(up.v[i], down.v[down.n - 1 - i]);
                assert_int_equal(back.v[i], up.v[i]);
            }
        }
    }
    assert_true(pairs >= 30);
}

static void test_range(void **state)
{
    static struct ids ids;
    struct article_query q = {
        .filter = LIST_KEPT, .order = ORDER_UNITS, .least = 5, .below = 9, .limit = 4};
    (void)state;
    seed = 7;
    fill();
    assert_covered(&q);
    read_pages(q, &ids);
    assert_int_equal(ids.n, expected(&q));
    assert_true(ids.n > 3);
}

static void test_not_offered(void **state)
{
    struct article_query q = {.filter = LIST_TAG, .order = ORDER_TITLE, .limit = 4};
    static struct ids ids;
    struct err e = {0};
    (void)state;
    assert_false(article_list_has(LIST_TAG, ORDER_TITLE));
    assert_false(article_list(db, &q, take, &ids, &e));
    assert_int_equal(e.code, ERR_USAGE);
}

/* All that the user can change, as text. */
static const char *dump(void)
{
    return query("SELECT (SELECT group_concat(id || title || author || place || state || starred ||"
                 " progress_permille || edited || coalesce(deleted_ms, '')) FROM article) || '/' ||"
                 " coalesce((SELECT group_concat(article || '.' || tag || '.' || added_ms)"
                 " FROM (SELECT * FROM article_tag ORDER BY article, tag)), '') || '/' ||"
                 " coalesce((SELECT group_concat(article || uuid || text)"
                 " FROM (SELECT * FROM note ORDER BY article)), '')");
}

static bool change(uint32_t what, const int64_t *ids, size_t n, struct err *e)
{
    static const char *const words[] = {"甲", "it's", "丙"};
    struct str word = str_of(words[below(3)]);
    switch (what) {
    case 0:
        return article_set_place(db, ids, n, (enum article_place)below(4), NOW, e);
    case 1:
        return article_set_state(db, ids, n, (enum article_state)below(3), NOW, e);
    case 2:
        return article_set_starred(db, ids, n, below(2), NOW, e);
    case 3:
        return article_tag(db, ids, n, word, below(2), NOW, e);
    case 4:
        return article_set_note(db, ids[0], below(3) ? word : STR(""), NOW, e);
    default:
        return article_rename(db, ids[0], word, STR("'; DROP TABLE article; --"), NOW, e);
    }
}

static void act(void)
{
    struct err e = {0};
    int64_t ids[5];
    size_t n = 1 + below(5);
    for (size_t i = 0; i < n; i++)
        ids[i] = 1 + below(MANY);
    assert_true(undo_begin(db, &e));
    bool ok = true;
    for (uint32_t parts = 1 + below(3); ok && parts; parts--)
        ok = change(below(6), ids, n, &e);
    assert_string_equal(e.msg, "");
    assert_true(undo_end(db, ok, "an act", &e));
}

static void assert_counted(void)
{
    struct err e = {0};
    int64_t wrong;
    assert_true(tally_check(db, &wrong, &e));
    assert_int_equal(wrong, 0);
}

/* However much was done, undo goes back through the very same states, and the counts with it. */
static void test_undo(void **state)
{
    enum { ACTS = 60 };
    char *was[ACTS];
    struct buf label = {0};
    struct err e = {0};
    size_t n = 0;
    (void)state;
    seed = 8;
    fill();
    assert_false(undo_last(db, &label, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    while (n < ACTS) {
        was[n] = str_dup(str_of(dump()));
        size_t before = undo_count(db);
        act();
        n += undo_count(db) > before;
        assert_counted();
        if (undo_count(db) == before)
            free(was[n]);
    }
    while (n--) {
        assert_true(undo_last(db, &label, &e));
        assert_string_equal(dump(), was[n]);
        assert_counted();
        free(was[n]);
    }
    assert_string_equal(query("SELECT count(*) FROM undo_log"), "0");
    buf_free(&label);
}

/* What fails leaves nothing, neither done nor to be undone. */
static void test_failed_act(void **state)
{
    struct article_new a = article("/tmp/a", "", 1);
    struct err e = {0};
    (void)state;
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    assert_true(undo_begin(db, &e));
    assert_true(article_set_starred(db, &id, 1, true, NOW, &e));
    assert_false(undo_end(db, false, "", &e));
    assert_string_equal(query("SELECT starred FROM article"), "0");
    assert_int_equal(undo_count(db), 0);
}

static void test_counts_survive_a_check(void **state)
{
    struct err e = {0};
    int64_t wrong, n;
    (void)state;
    seed = 9;
    fill();
    assert_counted();
    assert_true(db_exec(db, "UPDATE tally SET n = n + 1 WHERE kind = 6 AND key = 1", &e));
    assert_true(tally_check(db, &wrong, &e));
    assert_true(wrong > 0);
    assert_true(tally_rebuild(db, &e));
    assert_counted();
    assert_true(tally_get(db, TALLY_PLACE, PLACE_ARCHIVE, &n, &e));
    assert_int_equal(n, strtoull(query("SELECT count(*) FROM article WHERE place = 1"), NULL, 10));
}

static void add_word(void *ctx, int64_t id, struct str name, int64_t n)
{
    (void)id;
    buf_addf(ctx, STR_FMT ":%lld ", STR_ARG(name), (long long)n);
}

static void test_names_by_frequency(void **state)
{
    struct buf b = {0};
    struct err e = {0};
    (void)state;
    for (int i = 0; i < 5; i++) {
        char source[32];
        snprintf(source, sizeof source, "/tmp/%d", i);
        struct article_new a = article(source, "", (uint64_t)i);
        a.site = i < 3 ? STR("工程誌") : STR("博物");
        store(&a, NOW, ARTICLE_ADDED);
    }
    assert_true(tally_list(db, TALLY_SITE, 10, add_word, &b, &e));
    assert_string_equal(buf_cstr(&b), "工程誌:3 博物:2 ");
    buf_free(&b);
}

static void add_sum(void *ctx, const struct visit_sum *s)
{
    buf_addf(ctx, "%d" STR_FMT " %lld %lld %lld;", s->day, STR_ARG(s->site),
             (long long)s->active_ms, (long long)s->units, (long long)s->sources);
}

static void add_visit(void *ctx, const struct visit *v)
{
    buf_addf(ctx, STR_FMT " %lld;", STR_ARG(v->title), (long long)v->active_ms);
}

static void test_visits(void **state)
{
    enum { HOUR = 3600 * 1000, DAY = 24 * HOUR };
    struct article_new a = article("/tmp/a", "", 1);
    struct buf b = {0};
    struct err e = {0};
    (void)state;
    setenv("TZ", "UTC", 1);
    a.site = STR("博物");
    int64_t id = store(&a, NOW, ARTICLE_ADDED);
    struct visit one = {.article = id,
                        .source = STR("/tmp/a"),
                        .title = STR("甲"),
                        .begun_ms = DAY,
                        .ended_ms = DAY + 10,
                        .active_ms = 10,
                        .units = 3};
    struct visit two = {.source = STR("/tmp/b"),
                        .title = STR("乙"),
                        .begun_ms = 2LL * DAY,
                        .ended_ms = 2LL * DAY + 5,
                        .active_ms = 5,
                        .units = 2};
    assert_true(visit_keep(db, &one, &e));
    assert_true(visit_keep(db, &two, &e));
    one.active_ms = 20; /* read on */
    assert_true(visit_keep(db, &one, &e));
    assert_true(visit_list(db, INT64_MAX, INT64_MAX, 10, add_visit, &b, &e));
    assert_string_equal(buf_cstr(&b), "乙 5;甲 20;");
    buf_clear(&b);
    assert_true(visit_sums(db, false, 0, 10, add_sum, &b, &e));
    assert_string_equal(buf_cstr(&b), "19700103 5 2 1;19700102 20 3 1;");
    buf_clear(&b);
    assert_true(visit_sums(db, true, 0, 10, add_sum, &b, &e));
    assert_string_equal(buf_cstr(&b), "0博物 20 3 1;0 5 2 1;");
    buf_free(&b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_library, close_library)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_stored_and_given_back),
        T(test_known_again),
        T(test_replaced),
        T(test_reading_it),
        T(test_lists),
        T(test_range),
        T(test_not_offered),
        T(test_undo),
        T(test_failed_act),
        T(test_counts_survive_a_check),
        T(test_names_by_frequency),
        T(test_visits),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
