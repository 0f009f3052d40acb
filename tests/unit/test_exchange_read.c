/* Quotes through the importer, and what an importer that lies is answered. */
#include "scratch.h"

#include "quote_make.h"
#include "real_importer.h"

#include "app/exchange.h"
#include "base/file.h"

static char *put_file(const char *name, struct str text)
{
    char *path = file_join(scratch_dir, name);
    struct err e = {0};
    if (!file_replace(path, text, &e))
        fail_msg("%s", e.msg);
    return path;
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    static const char *const formats[] = {"w3c", "readwise", "koreader", "kindle", "foliate"};
    use_real_importer();
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct exchange_opts o = {.now_ms = 1};
        struct quote_record q = quote_make_full();
        struct buf out = {0};
        struct quotes got, again;
        struct err e = {0};
        assert_true(
            exchange_write(exchange_format_find(formats[i], NULL, NULL), &q, 1, &o, &out, &e));
        char *path = put_file("quotes", buf_str(&out));
        if (!exchange_read(path, NULL, &got, &e) || !exchange_read(path, formats[i], &again, &e))
            fail_msg("%s: %s", formats[i], e.msg);
        assert_int_equal(got.v.n, 1);
        quote_expect_str("exact", got.v.v[0].exact, q.exact);
        assert_true(quote_uuid_ok(got.v.v[0].uuid));
        quote_expect_str("uuid", again.v.v[0].uuid, got.v.v[0].uuid);
        if (i == 0)
            quote_expect(&got.v.v[0], &q);
        quotes_free(&got);
        quotes_free(&again);
        buf_free(&out);
        free(path);
    }
}

/* Bytes that are no UTF-8 need a converter, which is opened before the confinement. */
static void reads_other_encodings(void **state)
{
    (void)state;
    use_real_importer();
    struct quotes got;
    struct err e = {0};
    char *path =
        put_file("gbk.csv", STR("Highlight,Title\r\n\xB8\xF8\xCB\xEA\xD4\xC2\xD2\xD4\xCE\xC4"
                                "\xC3\xF7\xA3\xAC\xB2\xBB\xB8\xF8\xCE\xC4\xC3\xF7\xD2\xD4"
                                "\xCB\xEA\xD4\xC2\xA1\xA3,\xC8\xFD\xCC\xE5\r\n"));
    if (!exchange_read(path, NULL, &got, &e))
        fail_msg("%s", e.msg);
    quote_expect_str("exact", got.v.v[0].exact, STR("给岁月以文明，不给文明以岁月。"));
    quotes_free(&got);
    free(path);
}

static void errors_name_the_file(void **state)
{
    (void)state;
    use_real_importer();
    struct quotes got;
    struct err e = {0};
    char *path = put_file("a.json", STR("{\"entries\":[{\"text\":\n}]}"));
    assert_false(exchange_read(path, "koreader", &got, &e));
    assert_true(says(e.msg, "a.json"));
    assert_true(says(e.msg, "line 2"));
    assert_false(exchange_read(path, "epub", &got, &e));
    assert_true(says(e.msg, "there is: w3c"));
    free(path);
    path = put_file("b.txt", STR("just text\n"));
    assert_false(exchange_read(path, NULL, &got, &e));
    assert_true(says(e.msg, "b.txt"));
    assert_false(exchange_read("/nonexistent/c.csv", NULL, &got, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    free(path);
}

/* Whatever an importer does, the reader says one thing and goes on. */
static void an_importer_may_lie(void **state)
{
    (void)state;
    static const char *const parts[] = {"garbage", "truncated", "crash", "keep-mapping", "nothing"};
    char *path = put_file("a.csv", STR("Highlight\nx\n"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct quotes got;
        struct err e = {0};
        use_double(parts[i]);
        assert_false(exchange_read(path, NULL, &got, &e));
        assert_int_equal(e.code, ERR_IMPORTER);
        assert_true(says(e.msg, "a.csv"));
    }
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(reads_what_it_wrote, scratch_fresh),
        cmocka_unit_test_setup(reads_other_encodings, scratch_fresh),
        cmocka_unit_test_setup(errors_name_the_file, scratch_fresh),
        cmocka_unit_test_setup(an_importer_may_lie, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
