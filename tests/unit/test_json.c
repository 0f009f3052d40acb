#include "text/json.h"

#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void well_formed_is_taken(void **state)
{
    (void)state;
    static const char *const good[] = {
        "null",
        " true ",
        "false",
        "0",
        "-0",
        "-1.5e+10",
        "1E5",
        "\"\"",
        "\"a\\u00e9\\n\\/\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[1,[2,{\"a\":[]}]]",
        "{\"a\":1,\"a\":2}",
        "\"𠮷\"",
        "\t[\r\n1 ]\n",
    };
    static const char *const bad[] = {
        "",     " ",     "nul",       "True",    "01",        "-",      "+1",          "1.",
        ".5",   "1e",    "\"",        "\"\\x\"", "\"\\u12\"", "\"\n\"", "[",           "[1,]",
        "[,1]", "[1 2]", "{",         "{\"a\"}", "{\"a\":}",  "{a:1}",  "{\"a\":1,}",  "{1:2}",
        "[1]]", "1 2",   "{\"a\":1]", "[1}",     "\"\xff\"",  "'a'",    "[1,\"a\":2]", "NaN",
    };
    struct str v;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct json_fault f = {0};
        if (!json_parse(str_of(good[i]), &v, &f))
            fail_msg("%s: %s at %zu", good[i], f.why, f.at);
        assert_true(str_eq(v, str_trim(str_of(good[i]))));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct json_fault f = {0};
        if (json_parse(str_of(bad[i]), &v, &f))
            fail_msg("taken: %s", bad[i]);
        assert_non_null(f.why);
        assert_true(f.at <= strlen(bad[i]));
    }
}

static void faults_have_lines(void **state)
{
    (void)state;
    struct str v;
    struct json_fault f;
    assert_false(json_parse(STR("{\n\"a\": 1,\n\"b\" 2}"), &v, &f));
    assert_int_equal(f.line, 3);
}

static void depth_is_limited(void **state)
{
    (void)state;
    struct buf b = {0};
    struct str v;
    buf_fill(&b, '[', JSON_MAX_DEPTH);
    buf_fill(&b, ']', JSON_MAX_DEPTH);
    assert_true(json_parse(buf_str(&b), &v, NULL));
    buf_clear(&b);
    buf_fill(&b, '[', JSON_MAX_DEPTH + 1);
    buf_fill(&b, ']', JSON_MAX_DEPTH + 1);
    assert_false(json_parse(buf_str(&b), &v, NULL));
    buf_free(&b);
}

static void members_are_found(void **state)
{
    (void)state;
    struct str v, key, item;
    assert_true(json_parse(
        STR("{ \"a\" : [1, \"]\" ,{}] ,\"b\\u0063\":\"x\\\"y\" , \"n\":-12.75,\"a\":{\"b\":null}}"),
        &v, NULL));
    assert_true(str_eq(json_member(v, "a"), STR("{\"b\":null}")));
    assert_true(str_eq(json_member(v, "bc"), STR("\"x\\\"y\"")));
    assert_int_equal(json_member(v, "none").n, 0);
    assert_int_equal(json_type(json_member(json_member(v, "a"), "b")), JSON_NULL);
    int64_t n;
    assert_true(json_int(json_member(v, "n"), &n));
    assert_int_equal(n, -12);
    size_t at = 0, count = 0;
    while (json_next(v, &at, &key, &item))
        count++;
    assert_int_equal(count, 4);
    at = 0;
    assert_true(json_next(v, &at, &key, &item));
    v = item;
    static const char *const items[] = {"1", "\"]\"", "{}"};
    for (count = 0, at = 0; json_next(v, &at, &key, &item); count++) {
        assert_true(str_eq(item, str_of(items[count])));
        assert_int_equal(key.n, 0);
    }
    assert_int_equal(count, 3);
}

static void numbers_have_limits(void **state)
{
    (void)state;
    int64_t n;
    assert_true(json_int(STR("9223372036854775807"), &n));
    assert_false(json_int(STR("9223372036854775808"), &n));
    assert_false(json_int(STR("1e3"), &n));
    assert_false(json_int(STR("\"1\""), &n));
    assert_false(json_int(STR_NONE, &n));
}

/* What is written as a string says the same when it is read, and is clean. */
static void strings_are_the_same_again(void **state)
{
    (void)state;
    struct random r = {5};
    for (int i = 0; i < 2000; i++) {
        struct buf text = {0}, json = {0}, again = {0}, compact = {0};
        struct str v;
        random_text(&r, STR("a\"\\/\n\t\r\x01\x1b𠮷字\u202E\uFEFF\u2028\U000E0041"),
                    random_below(&r, 30), &text);
        json_string_exact(&json, buf_str(&text));
        assert_true(json_parse(buf_str(&json), &v, NULL));
        assert_true(json_text(v, &again));
        assert_true(str_eq(buf_str(&again), buf_str(&text)));
        json_compact(&compact, v);
        assert_true(str_eq(buf_str(&compact), v));
        buf_free(&text);
        buf_free(&json);
        buf_free(&again);
        buf_free(&compact);
    }
}

static void compact_is_the_same_value(void **state)
{
    (void)state;
    struct buf b = {0};
    json_compact(&b, STR("{ \"a b\" : [ 1.50 ,\n\ttrue ] , \"x\":\"\u202E y\" }"));
    assert_string_equal(buf_cstr(&b), "{\"a b\":[1.50,true],\"x\":\"\\u202e y\"}");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_is_taken),      cmocka_unit_test(faults_have_lines),
        cmocka_unit_test(depth_is_limited),          cmocka_unit_test(members_are_found),
        cmocka_unit_test(numbers_have_limits),       cmocka_unit_test(strings_are_the_same_again),
        cmocka_unit_test(compact_is_the_same_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
