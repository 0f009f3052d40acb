/* Quotes in the library: made, found again, lost and attached, changed, put back, listed, reviewed. */
#include "scratch.h"

#include "app/quotes.h"
#include "base/i18n.h"
#include "doc_finish.h"
#include "store/article.h"
#include "store/undo.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct library *lib;

static int open_library(void **state)
{
    struct err e = {0};
    scratch_fresh(state);
    lib = library_open(scratch_library, &e);
    return lib ? 0 : -1;
}

static int close_library(void **state)
{
    (void)state;
    library_close(lib);
    return 0;
}

/* A document of paragraphs separated by '|', the first of which is its title. */
static struct doc *doc_of(const char *text)
{
    struct doc_builder *b = doc_builder_new(NULL);
    struct str rest = str_of(text), part;
    enum block_kind kind = BLOCK_TITLE;
    doc_build_attr(b, ATTR_AUTHOR, STR("沈溪"));
    while (str_split(&rest, '|', &part)) {
        doc_build_open(b, kind);
        doc_build_text(b, part);
        doc_build_close(b, kind);
        kind = BLOCK_PARA;
    }
    return finish(b);
}

static struct doc_range range_of(const struct doc *d, const char *text)
{
    size_t at = str_find(d->text, str_of(text), 0);
    assert_int_not_equal(at, STR_NPOS);
    return (struct doc_range){(doc_pos)at, (doc_pos)(at + strlen(text))};
}

static struct quoted_doc at(const struct doc *d)
{
    return (struct quoted_doc){.source = "/tmp/ferry.txt", .doc = d};
}

static int64_t keep(const struct doc *d, const char *text, unsigned color, const char *note)
{
    struct err e = {0};
    int64_t id = 0;
    struct quoted_doc qd = at(d);
    struct quote_make m = {.r = range_of(d, text), .color = color, .note = str_of(note)};
    if (!quotes_add(lib, &qd, &m, &id, &e))
        fail_msg("%s", e.msg);
    return id;
}

static struct doc_quotes find(const struct doc *d)
{
    struct err e = {0};
    struct doc_quotes q;
    struct quoted_doc qd = at(d);
    if (!quotes_of(lib, &qd, &q, &e))
        fail_msg("%s", e.msg);
    return q;
}

/* "text/note/tags" of what a query gives, one behind the other. */
static void assert_found(const struct quote_query *q, const char *want)
{
    struct err e = {0};
    struct quote_list l = {0};
    struct buf b = {0};
    if (!quote_find(library_db(lib), q, &l, &e))
        fail_msg("%s", e.msg);
    for (size_t i = 0; i < l.v.n; i++) {
        buf_addf(&b, "%s%.*s/%.*s/", i ? " " : "", STR_ARG(l.v.v[i].anchor.exact),
                 STR_ARG(l.v.v[i].note));
        for (size_t t = 0; t < l.v.v[i].ntags; t++)
            buf_addf(&b, "%s%.*s", t ? "," : "", STR_ARG(l.v.v[i].tags[t]));
    }
    assert_string_equal(buf_cstr(&b), want);
    buf_free(&b);
    quote_list_free(&l);
}

static void undo(const char *label)
{
    struct err e = {0};
    struct buf b = {0};
    if (!undo_last(library_db(lib), &b, &e))
        fail_msg("%s", e.msg);
    assert_string_equal(buf_cstr(&b), label);
    buf_free(&b);
}

#define TEXT                                                                                           \
    "渡口|河面寬的時候，兩岸的人說話要用喊的。|水落下去，喊聲就近了。|" \
    "船家把纜繩繞在木樁上，繞三圈。"

static void test_kept(void **state)
{
    (void)state;
    struct doc *d = doc_of(TEXT);
    int64_t id = keep(d, "喊聲就近了。", 2, "近");
    keep(d, "兩岸的人", 0, "");
    struct doc_quotes q = find(d);
    assert_int_equal(q.placed.n, 2);
    assert_int_equal(q.lost, 0);
    const struct quote *first = &q.list.v.v[q.placed.v[0].index];
    const struct quote *second = &q.list.v.v[q.placed.v[1].index];
    assert_true(str_eq(first->anchor.exact, STR("兩岸的人")));
    assert_int_equal(second->id, id);
    assert_int_equal(second->color, 2);
    assert_true(str_eq(second->title, STR("渡口")));
    assert_true(str_eq(second->author, STR("沈溪")));
    assert_int_equal(second->article, q.article);
    assert_int_equal(second->uuid.n, 36);
    assert_int_equal(second->char_end - second->char_beg, 6);
    assert_int_equal(second->due_ms - second->created_ms, DAY_MS);
    struct doc_range r = range_of(d, "岸的");
    assert_int_equal(doc_quotes_at(&q, r.beg), 0);
    assert_int_equal(doc_quotes_at(&q, 0), SIZE_MAX);
    struct article a;
    struct err e = {0};
    assert_true(article_get(library_db(lib), q.article, &a, &e));
    assert_string_equal(a.title, "渡口");
    article_free(&a);
    doc_quotes_free(&q);
    undo("the quote");
    assert_found(&(struct quote_query){0}, "喊聲就近了。/近/");
    doc_free(d);
}

static void test_found_again(void **state)
{
    (void)state;
    struct doc *d = doc_of(TEXT);
    keep(d, "水落下去，喊聲就近了。", 0, "");
    keep(d, "船家把纜繩繞在木樁上", 0, "");
    struct doc *edited =
        doc_of("渡口|前面多了一段。|河面寬的時候，兩岸的人說話要用喊的。|水落下去，喊聲就"
               "近了。|後面少了一段。");
    struct doc_quotes q = find(edited);
    assert_int_equal(q.placed.n, 1);
    assert_int_equal(q.lost, 1);
    assert_int_equal(q.placed.v[0].r.beg, range_of(edited, "水落下去").beg);
    doc_quotes_free(&q);
    assert_found(&(struct quote_query){.orphans = true}, "船家把纜繩繞在木樁上//");
    /* where it is now was kept */
    struct quote_list l = {0};
    struct err e = {0};
    assert_true(quote_find(library_db(lib), &(struct quote_query){.words = STR("水落")}, &l, &e));
    assert_int_equal(l.v.v[0].anchor.text_hash, edited->text_hash);
    assert_int_equal(l.v.v[0].anchor.hint.beg, range_of(edited, "水落下去").beg);
    quote_list_free(&l);
    /* the old text again: nothing is lost any more */
    q = find(d);
    assert_int_equal(q.placed.n, 2);
    assert_int_equal(q.lost, 0);
    doc_quotes_free(&q);
    assert_found(&(struct quote_query){.orphans = true}, "");
    doc_free(d);
    doc_free(edited);
}

static void test_attached(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc *d = doc_of(TEXT), *other = doc_of("渡口|全不一樣的一段文字。");
    int64_t id = keep(d, "船家把纜繩繞在木樁上", 3, "繩");
    struct doc_quotes q = find(other);
    assert_int_equal(q.lost, 1);
    doc_quotes_free(&q);
    struct quoted_doc qd = at(other);
    assert_true(quotes_place(lib, &qd, id, range_of(other, "不一樣的一段"), &e));
    q = find(other);
    assert_int_equal(q.placed.n, 1);
    assert_int_equal(q.lost, 0);
    doc_quotes_free(&q);
    assert_found(&(struct quote_query){0}, "不一樣的一段/繩/");
    undo("the quote's place");
    assert_found(&(struct quote_query){.orphans = true}, "船家把纜繩繞在木樁上/繩/");
    doc_free(d);
    doc_free(other);
}

static void test_changed(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc *d = doc_of(TEXT);
    int64_t id = keep(d, "兩岸的人說話", 0, "一"), other = keep(d, "說話要用喊的", 1, "二");
    int64_t third = keep(d, "木樁", 1, "三"), both[] = {id, other};
    assert_true(quotes_set_tags(lib, both, 2, STR("#書 河，人"), &e));
    assert_true(quotes_set_tags(lib, &other, 1, STR("河 水"), &e));
    assert_true(quotes_set_note(lib, third, STR("  多行\n的筆記\n"), &e));
    const char *all = "兩岸的人說話/一/人,書,河 說話要用喊的/二/水,河 木樁/多行\n的筆記/";
    assert_found(&(struct quote_query){0}, all);
    struct doc_quotes q = find(d);
    size_t n = 0;
    struct quoted_doc qd = at(d);
    assert_true(quotes_merge(lib, &qd, &q, 2, &n, &e));
    assert_int_equal(n, 1);
    assert_true(quotes_merge(lib, &qd, &q, 1, &n, &e));
    assert_int_equal(n, 2);
    assert_found(&(struct quote_query){0},
                 "兩岸的人說話要用喊的/一\n\n二/人,書,水,河 木樁/多行\n的筆記/");
    doc_quotes_free(&q);
    undo("merging quotes");
    assert_found(&(struct quote_query){0}, all);
    assert_true(quotes_delete(lib, both, 2, &e));
    assert_found(&(struct quote_query){0}, "木樁/多行\n的筆記/");
    undo("deleting quotes");
    undo("the note");
    undo("the tags");
    assert_found(&(struct quote_query){.color = 2}, "說話要用喊的/二/人,書,河 木樁/三/");
    undo("the tags");
    assert_true(quotes_set_color(lib, &third, 1, 4, &e));
    assert_found(&(struct quote_query){.color = 5}, "木樁/三/");
    undo("the colour");
    assert_found(&(struct quote_query){.color = 5}, "");
    doc_free(d);
}

static void test_queries(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc *d = doc_of(TEXT);
    int64_t id = keep(d, "木樁", 0, "Rope");
    keep(d, "河面寬的時候", 0, "");
    assert_true(quotes_set_tags(lib, &id, 1, STR("書"), &e));
    assert_found(&(struct quote_query){.tag = STR("書")}, "木樁/Rope/書");
    assert_found(&(struct quote_query){.words = STR("rope 木桩")}, "木樁/Rope/書");
    assert_found(&(struct quote_query){.words = STR("沈溪 #書")}, "木樁/Rope/書");
    assert_found(&(struct quote_query){.words = STR("沒有")}, "");
    assert_found(&(struct quote_query){.order = QUOTE_BY_DATE, .limit = 1}, "河面寬的時候//");
    assert_found(&(struct quote_query){.since_ms = INT64_MAX}, "");
    assert_found(&(struct quote_query){.article = 999}, "");
    struct quote_count n;
    assert_true(quote_count(library_db(lib), 1, INT64_MAX, &n, &e));
    assert_int_equal(n.all, 2);
    assert_int_equal(n.due, 2);
    assert_int_equal(n.orphans, 0);
    struct quote_list l = {0};
    assert_false(quote_get(library_db(lib), 99, &l, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    quote_list_free(&l);
    doc_free(d);
}

static void test_reviewed(void **state)
{
    (void)state;
    static const int32_t want[] = {1, 3, 7, 16, 35, 90, 90};
    struct err e = {0};
    struct doc *d = doc_of(TEXT);
    int64_t id = keep(d, "木樁", 0, "");
    int32_t days = 0;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        days = quote_next_interval(days, true);
        assert_int_equal(days, want[i]);
    }
    assert_int_equal(quote_next_interval(35, false), 1);
    for (int32_t round = 1; round <= 3; round++) {
        struct quote_list l = {0};
        assert_true(quote_get(library_db(lib), id, &l, &e));
        assert_int_equal(l.v.v[0].reviews, round - 1);
        assert_true(quotes_review(lib, &l.v.v[0], round < 3, &e));
        quote_list_free(&l);
        assert_true(quote_get(library_db(lib), id, &l, &e));
        assert_int_equal(l.v.v[0].interval_days, round == 2 ? 3 : 1);
        int64_t due = l.v.v[0].due_ms - l.v.v[0].created_ms;
        assert_in_range(due, l.v.v[0].interval_days * (int64_t)DAY_MS,
                        l.v.v[0].interval_days * (int64_t)DAY_MS + 60000);
        quote_list_free(&l);
    }
    doc_free(d);
}

/* A reader without a library says so. */
static void test_no_library(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc *d = doc_of(TEXT);
    struct quoted_doc qd = at(d);
    struct doc_quotes q;
    struct quote_make m = {.r = range_of(d, "木樁")};
    int64_t id;
    assert_true(quotes_of(NULL, &qd, &q, &e));
    assert_int_equal(q.placed.n, 0);
    assert_false(quotes_add(NULL, &qd, &m, &id, &e));
    assert_string_equal(e.msg, "no library is open");
    doc_quotes_free(&q);
    doc_free(d);
}

#define LIBRARY_TEST(t) cmocka_unit_test_setup_teardown(t, open_library, close_library)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIBRARY_TEST(test_kept),           LIBRARY_TEST(test_found_again),
        LIBRARY_TEST(test_attached),       LIBRARY_TEST(test_changed),
        LIBRARY_TEST(test_queries),        LIBRARY_TEST(test_reviewed),
        cmocka_unit_test(test_no_library),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
