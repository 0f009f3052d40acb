/* JSON records: what becomes of their members, and what is said of those that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse_make.h"
#include "record_parsers.h"

static struct doc *parse(const char *source)
{
    struct err e = {0};
    struct doc *d = record_parse_in_process(str_of(source), &e);
    if (!d)
        fail_msg("%s: %s", source, e.msg);
    return d;
}

static void expect(const char *source, const char *tree)
{
    struct doc *d = parse(source);
    char *have = parse_tree(d);
    assert_string_equal(have, tree);
    free(have);
    doc_free(d);
}

/* All values of the key, joined by a bar. */
static void expect_values(const struct doc *d, enum attr_key key, const char *want)
{
    struct buf have = {0};
    uint32_t i, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    for (; i < end; i++)
        if (d->attrs[i].key == key) {
            buf_adds(&have, have.n ? "|" : "");
            buf_add(&have, str_sub(d->strings, d->attrs[i].beg,
                                   (size_t)d->attrs[i].beg + d->attrs[i].len));
        }
    if (strcmp(buf_cstr(&have), want) != 0)
        fail_msg("%s: “%s”, not “%s”", attr_key_name(key), buf_cstr(&have), want);
    buf_free(&have);
}

/* A page that says something of everything that a record can say, too. */
#define PAGE                                                                                       \
    "<html lang='ja'><head><title>別的題目</title><meta name='author' content='別人'>"       \
    "<meta name='keywords' content='別的'><meta name='description' content='別的話'>"         \
    "<meta property='og:site_name' content='別站'>"                                              \
    "<link rel='canonical' href='https://other.example/x'>"                                        \
    "<meta name='date' content='2001-01-01'></head><body><article><h1>渡口</h1>"                 \
    "<p>船要等到<a href='/d'>天亮</a>才開，河上的霧很大。</p></article></body></html>"

static void test_all_members(void **state)
{
    static const struct {
        enum attr_key key;
        const char *value;
    } want[] = {
        {ATTR_URL, "https://example.org/a/b"},
        {ATTR_DATE, "2024-05-06T07:08:09Z"},
        {ATTR_LANG, "zh-TW"},
        {ATTR_AUTHOR, "沈溪|老周"},
        {ATTR_SOURCE, "簡牘附文"},
        {ATTR_FEED, "https://example.org/feed"},
        {ATTR_SUMMARY, "一句話"},
        {ATTR_KEYWORD, "河|霧"},
        {ATTR_TAG, "長文|雜記"},
        {ATTR_FORMAT, "html"},
        {ATTR_TITLE, ""},
    };
    (void)state;
    struct doc *d = parse("{\"url\": \"https://example.org/a/b\", \"title\": \"渡口\", "
                          "\"html\": \"" PAGE "\", \"published\": \"2024-05-06T07:08:09Z\", "
                          "\"tags\": [\"長文\", \" 雜記 \", \"\"], \"lang\": \"zh_TW\", "
                          "\"author\": [\"沈溪\", \"老周\"], \"source\": \"簡牘附文\", "
                          "\"feed\": \"https://example.org/feed\", \"summary\": \"一句話\", "
                          "\"keywords\": [\"河\", \"霧\"], \"unknown\": {\"a\": [1, null]}}");
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        expect_values(d, want[i].key, want[i].value);
    char *tree = parse_tree(d);
    assert_string_equal(tree, "title 0..6 \"渡口\"\n"
                              "para 7..55 \"船要等到天亮才開，河上的霧很大。\"\n"
                              "  link 19..25 \"天亮\" href=https://example.org/d\n");
    free(tree);
    struct hash128 h = hash128(STR(PAGE));
    assert_true(h.hi == d->content_hash.hi && h.lo == d->content_hash.lo);
    doc_free(d);
}

/* What the object does not say, the page does. */
static void test_page_fills_in(void **state)
{
    (void)state;
    struct doc *d = parse("{\"html\": \"" PAGE "\", \"title\": null, \"tags\": \"一個\", "
                          "\"author\": \" \", \"site\": \"某站\"}");
    expect_values(d, ATTR_AUTHOR, "別人");
    expect_values(d, ATTR_DATE, "2001-01-01");
    expect_values(d, ATTR_URL, "https://other.example/x");
    expect_values(d, ATTR_SOURCE, "某站");
    expect_values(d, ATTR_TAG, "一個");
    assert_true(d->blocks[0].kind == BLOCK_TITLE);
    doc_free(d);
}

static void test_titles(void **state)
{
    (void)state;
    /* said again: dropped, as a title, as a heading, and as a paragraph */
    expect("{\"title\": \"渡口\", \"html\": \"<h1>渡口</h1><p>船要等到天亮才開。\"}",
           "title 0..6 \"渡口\"\npara 7..34 \"船要等到天亮才開。\"\n");
    expect("{\"title\": \"渡口\", \"markdown\": \"## 渡口\\n\\n船要等到天亮才開。\"}",
           "title 0..6 \"渡口\"\npara 7..34 \"船要等到天亮才開。\"\n");
    expect(
        "{\"title\": \"渡口\", \"text\": \"渡口\\n\\n船要等到天亮才開。\\n\\n河上的霧很大。\"}",
        "title 0..6 \"渡口\"\npara 7..34 \"船要等到天亮才開。\"\npara 35..56 \"河上的霧很大。\"\n");
    expect("{\"title\": \"渡口 - 某站\", \"html\": \"<h1>渡口</h1><p>船要等到天亮才開。\"}",
           "title 0..15 \"渡口 - 某站\"\npara 16..43 \"船要等到天亮才開。\"\n");
    /* another one is text that is not lost */
    expect("{\"title\": \"信\", \"html\": \"<h1>渡口</h1><p>船要等到天亮才開。\"}",
           "title 0..3 \"信\"\nheading 1 4..10 \"渡口\"\npara 11..38 \"船要等到天亮才開。\"\n");
    /* only at the beginning */
    expect("{\"title\": \"信\", \"html\": \"<p>船要等到天亮才開。<p>信\"}",
           "title 0..3 \"信\"\npara 4..31 \"船要等到天亮才開。\"\npara 32..35 \"信\"\n");
}

static void test_bodies(void **state)
{
    (void)state;
    expect("{\"markdown\": \"*河*\", \"text\": \"*河*\"}", "para 0..3 \"河\"\n  em 0..3 \"河\"\n");
    expect("{\"html\": \"<p>一\", \"markdown\": \"二\", \"text\": \"三\"}", "para 0..3 \"一\"\n");
    expect("{\"html\": \" \", \"markdown\": null, \"text\": \"三\"}", "para 0..3 \"三\"\n");
}

static void assert_hashes(const char *a, const char *b, bool same)
{
    struct doc *x = parse(a), *y = parse(b);
    assert_int_equal(
        x->content_hash.hi == y->content_hash.hi && x->content_hash.lo == y->content_hash.lo, same);
    doc_free(x);
    doc_free(y);
}

static void test_content_hash(void **state)
{
    (void)state;
    assert_hashes("{\"text\": \"河\", \"tags\": [\"a\"]}", "{\"title\":\"x\",\"text\":\"\\u6cb3\"}",
                  true);
    assert_hashes("{\"text\": \"河\", \"url\": \"https://a.example/\"}", "{\"text\": \"河\"}",
                  true);
    assert_hashes("{\"text\": \"河\"}", "{\"text\": \"江\"}", false);
}

static void test_refused(void **state)
{
    static const struct {
        const char *source;
        enum err_code code;
        const char *says;
    } cases[] = {
        {"{\"text\": \"x\", \"published\": \"soon\"}", ERR_FORMAT, "“published” is no date: soon"},
        {"{\"text\": \"x\", \"published\": 1715000000}", ERR_FORMAT,
         "“published” is a number, not a text"},
        {"{\"text\": \"x\", \"url\": \"ftp://a.example/\"}", ERR_FORMAT,
         "“url” is no http or https address: ftp://a.example/"},
        {"{\"text\": \"x\", \"url\": \"https://a b\"}", ERR_FORMAT, "“url” is no http"},
        {"{\"text\": \"x\", \"lang\": \"Chinese (Taiwan)\"}", ERR_FORMAT,
         "“lang” is no language tag: Chinese"},
        {"{\"text\": \"x\", \"lang\": \"z\"}", ERR_FORMAT, "“lang” is no language tag"},
        {"{\"text\": \"x\", \"lang\": \"zh-\"}", ERR_FORMAT, "“lang” is no language tag"},
        {"{\"text\": \"x\", \"lang\": \"aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa-a\"}", ERR_FORMAT,
         "“lang” is no language tag"},
        {"{\"text\": \"x\", \"tags\": 5}", ERR_FORMAT,
         "“tags” is a number, not a text or a list of texts"},
        {"{\"text\": \"x\", \"tags\": [\"a\", {}]}", ERR_FORMAT, "“tags” has an object in it"},
        {"{\"text\": \"x\", \"title\": [\"a\"]}", ERR_FORMAT, "“title” is a list, not a text"},
        {"{\"text\": \"x\", \"title\": true}", ERR_FORMAT, "“title” is true or false, not a text"},
        {"{\"text\": \"x\", \"html\": 1}", ERR_FORMAT, "“html” is a number"},
        {"{\"text\": \"x\", \"text\": \"y\"}", ERR_FORMAT, "no JSON at byte"}, /* twice */
        {"{\"title\": \"x\"}", ERR_EMPTY, "no “html”, “markdown” or “text”"},
        {"{\"title\": \"x\", \"text\": \" \\n\"}", ERR_EMPTY, "no “html”"},
        {"{\"title\": \"x\", \"html\": \"<p> </p>\"}", ERR_EMPTY, "nothing to read"},
        {"{\"title\": \"x\", \"html\": \"<h1>x</h1>\"}", ERR_EMPTY, "nothing to read"},
        {"[1, 2]", ERR_FORMAT, "not an object but a list"},
        {"\"x\"", ERR_FORMAT, "not an object but a text"},
        {"null", ERR_FORMAT, "not an object but null"},
        {"{\"text\": \"x\"} {}", ERR_FORMAT, "no JSON at byte 15: end of file expected"},
        {"{\"text\": \"x", ERR_FORMAT, "no JSON at byte"},
        {"{\"text\": \"\\ud83d\"}", ERR_FORMAT, "no JSON at byte"},
        {"{\"text\": \"a\\u0000\"}", ERR_FORMAT, "no JSON at byte"},
        {"{\"text\": \"a\xFF\"}", ERR_FORMAT, "no JSON at byte"},
        {"{\"text\": \"x\", \"n\": 1e999}", ERR_FORMAT, "no JSON at byte"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        struct doc *d = record_parse_in_process(str_of(cases[i].source), &e);
        if (d || e.code != cases[i].code || !strstr(e.msg, cases[i].says))
            fail_msg("%s: “%s”, not “%s”", cases[i].source, d ? "a document" : e.msg,
                     cases[i].says);
    }
}

/* Identifiers of any length are numbers like others. */
static void test_large_numbers(void **state)
{
    (void)state;
    expect("{\"id\": 123456789012345678901234567890, \"text\": \"三\"}", "para 0..3 \"三\"\n");
}

static void test_depth(void **state)
{
    struct buf b = {0};
    struct err e = {0};
    (void)state;
    buf_adds(&b, "{\"text\": \"x\", \"deep\": ");
    buf_fill(&b, '[', 1000000);
    assert_null(record_parse_in_process(buf_str(&b), &e));
    assert_int_equal(e.code, ERR_FORMAT);
    assert_non_null(strstr(e.msg, "depth"));
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_members),   cmocka_unit_test(test_page_fills_in),
        cmocka_unit_test(test_titles),        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_content_hash),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large_numbers), cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
