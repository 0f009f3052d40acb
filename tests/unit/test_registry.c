#include "parse/registry.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *choose(const char *name, const char *mime, const char *bytes, struct err *e)
{
    struct parse_input in = {.bytes = str_of(bytes), .name = str_of(name), .mime = str_of(mime)};
    return parser_choose(&in, e);
}

static void test_labels(void **state)
{
    (void)state;
    static const struct {
        const char *name, *mime, *bytes, *parser;
    } cases[] = {
        {"a.html", "", "x", "html"},
        {"a.HTM", "", "x", "html"},
        {"a.md", "", "x", "markdown"},
        {"README.markdown", "", "x", "markdown"},
        {"a.txt", "", "x", "plain"},
        {"a", "", "x", "plain"},
        {"-", "", "", "plain"},
        {"dir.md/file", "", "x", "plain"},
        {"https://example.org/a.md?x=1.html#y", "", "x", "markdown"},
        {"https://example.md", "", "x", "plain"},
        {"https://example.org/", "text/html; charset=gbk", "x", "html"},
        {"https://example.org/a.html", "text/markdown", "x", "markdown"},
        {"https://example.org/a.md", "text/plain", "x", "markdown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        const char *got = choose(cases[i].name, cases[i].mime, cases[i].bytes, &e);
        assert_non_null(got);
        assert_string_equal(got, cases[i].parser);
    }
}

static void test_content(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes, *parser;
    } cases[] = {
        {"a.txt", "\xEF\xBB\xBF\n<!-- x --><!DOCTYPE html><p>x", "html"},
        {"-", "<?xml version='1.0'?>\n<html xmlns='x'>", "html"},
        {"-", "<div><p>一</p></div>", "html"},
        {"-", "<p> alone", "plain"},
        {"a.txt", "<div><p>一</p></div>", "html"},
        {"-", "---\ntitle: 一\n---\n文", "markdown"},
        {"a.txt", "# 一\n\n文\n\n## 二\n\n見[三](c.md)。\n", "markdown"},
        {"-", "# 一\n\n- a\n- b\n\n**粗**\n", "markdown"},
        {"-", "---\n分隔線\n---\n", "plain"},
        {"-", "- 清單\n- 不是\n- Markdown\n", "plain"},
        {"-", "# 只有一個標題\n文\n", "plain"},
        {"a.txt", "a < b\n", "plain"},
        {"-", "ID3 是音樂檔案裡的標籤。\n", "plain"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        const char *got = choose(cases[i].name, "", cases[i].bytes, &e);
        assert_non_null(got);
        if (strcmp(got, cases[i].parser) != 0)
            fail_msg("%s: %s, not %s", cases[i].bytes, got, cases[i].parser);
    }
}

static void test_format(void **state)
{
    (void)state;
    struct err e = {0};
    struct parse_input in = {
        .bytes = STR("%PDF-1.4"), .name = STR("a.html"), .format = STR("plain")};
    assert_string_equal(parser_choose(&in, &e), "plain");
    in.format = STR("docx");
    assert_null(parser_choose(&in, &e));
    assert_int_equal(e.code, ERR_UNSUPPORTED);
    assert_non_null(strstr(e.msg, "docx"));
    assert_non_null(strstr(e.msg, "plain, html, markdown"));
}

static void test_unreadable(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *kind;
    } cases[] = {
        {STR("%PDF-1.7\n"), "PDF"},
        {STR("PK\3\4aaaaaaaaaaaaaaaaaaaaaaaaaaa"), "ZIP"},
        {STR("PK\3\4aaaaaaaaaaaaaaaaaaaaaaaaaamimetypeapplication/epub+zip"), "EPUB"},
        {STR("\x89PNG\r\n\x1A\n"), "image"},
        {STR("\xFF\xD8\xFF\xE0"), "image"},
        {STR("RIFF0000WEBPVP8 "), "image"},
        {STR("\x1F\x8B\x08"), "gzip"},
        {STR("\x7F"
             "ELF\2"),
         "program"},
        {STR("<?xml version=\"1.0\"?><rss version=\"2.0\">"), "feed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        struct parse_input in = {.bytes = cases[i].bytes, .name = STR("some.txt")};
        assert_null(parser_choose(&in, &e));
        assert_int_equal(e.code, ERR_UNSUPPORTED);
        assert_non_null(strstr(e.msg, "some.txt"));
        assert_non_null(strstr(e.msg, cases[i].kind));
    }
}

static void test_load(void **state)
{
    (void)state;
    struct err e = {0};
    const struct parser *plain = parser_load("plain", "/nonexistent", &e);
    assert_non_null(plain);
    assert_string_equal(plain->name, "plain");
    assert_null(parser_load("html", "/nonexistent", &e));
    assert_int_equal(e.code, ERR_UNSUPPORTED);
    assert_non_null(strstr(e.msg, "/nonexistent/html.so"));
    assert_non_null(strstr(e.msg, "libgumbo"));
    assert_null(parser_load("pdf", "/nonexistent", &e));
    assert_int_equal(e.code, ERR_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels), cmocka_unit_test(test_content),
        cmocka_unit_test(test_format), cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
