/* Files of quotes as other programs write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quote_make.h"
#include "quote_parse.h"

#include <stdlib.h>
#include <time.h>

#define MS(y, mo, d, h, mi, s)                                                                     \
    ms_of((struct tm){.tm_year = (y)-1900,                                                         \
                      .tm_mon = (mo)-1,                                                            \
                      .tm_mday = (d),                                                              \
                      .tm_hour = (h),                                                              \
                      .tm_min = (mi),                                                              \
                      .tm_sec = (s),                                                               \
                      .tm_isdst = -1})

static int64_t ms_of(struct tm tm)
{
    return (int64_t)mktime(&tm) * 1000;
}

static void expect_warning(const struct quotes *q, size_t i, const char *part)
{
    if (i >= q->warnings.n)
        fail_msg("%zu warnings, none about “%s”", q->warnings.n, part);
    if (str_find(q->warnings.v[i], str_of(part), 0) == STR_NPOS)
        fail_msg("“%.*s” does not say “%s”", STR_ARG(q->warnings.v[i]), part);
}

/* W3C */

#define SELECTOR(exact, start, end)                                                                \
    "[{\"type\":\"TextQuoteSelector\",\"exact\":\"" exact "\"},"                                   \
    "{\"type\":\"TextPositionSelector\",\"start\":" #start ",\"end\":" #end "}]"
#define ANNOTATION(selector)                                                                       \
    "{\"type\":\"Annotation\",\"target\":{\"source\":\"https://example.org/"                       \
    "a\",\"selector\":" selector "}}"
#define ONE(exact) ANNOTATION(SELECTOR(exact, 0, 1))

static void w3c_comes_in_many_shapes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {ONE("一"), 1},
        {"[" ONE("一") "," ONE("二") "]", 2},
        {"\xEF\xBB\xBF" ONE("一"), 1},
        {"{\"type\":\"AnnotationPage\",\"items\":[" ONE("一") "," ONE("二") "]}", 2},
        {"{\"type\":[\"AnnotationCollection\",\"x\"],\"first\":{\"type\":\"AnnotationPage\","
         "\"items\":[" ONE("一") "],\"next\":{\"type\":\"AnnotationPage\",\"items\":[" ONE(
             "二") "]}}}",
         2},
        {"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"@graph\":[" ONE("一") "]}", 1},
        {ONE("一") "\n\n" ONE("二") "\r\n" ONE("三"), 3},
        {ANNOTATION("{\"type\":\"TextQuoteSelector\",\"exact\":\"一\"}"), 1},
        {ANNOTATION("{\"type\":\"TextQuoteSelector\",\"exact\":\"一\",\"refinedBy\":{\"type\":"
                    "\"TextPositionSelector\",\"start\":0,\"end\":1}}"),
         1},
        {ANNOTATION("{\"type\":\"FragmentSelector\",\"value\":\"s\",\"refinedBy\":{\"type\":"
                    "\"TextPositionSelector\",\"start\":0,\"end\":1,\"refinedBy\":{\"type\":"
                    "\"TextQuoteSelector\",\"exact\":\"一\"}}}"),
         1},
    };
    static const char *const exact[] = {"一", "二", "三"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quotes q;
        quote_parse_ok(NULL, cases[i].text, cases[i].n, &q);
        for (size_t k = 0; k < q.v.n; k++) {
            quote_expect_str("exact", q.v.v[k].exact, str_of(exact[k]));
            quote_expect_str("url", q.v.v[k].article.url, STR("https://example.org/a"));
        }
        assert_int_equal(q.warnings.n, 0);
        quotes_free(&q);
    }
}

static void w3c_places_count_either_unit(void **state)
{
    (void)state;
    /* 𠮷野家 in 吃𠮷野家。: code points 1–4, UTF-16 units 1–5; behind another 𠮷 the beginnings differ. */
    static const struct {
        const char *text;
        struct str in;
        doc_pos beg, end;
    } cases[] = {
        {ANNOTATION(SELECTOR("𠮷野家", 1, 4)), STR("吃𠮷野家。"), 3, 13},
        {ANNOTATION(SELECTOR("𠮷野家", 1, 5)), STR("吃𠮷野家。"), 3, 13},
        {ANNOTATION(SELECTOR("野家", 2, 4)), STR("𠮷野家野家"), 7 + 3, 13},
        {ANNOTATION(SELECTOR("野家", 1, 3)), STR("𠮷野家野家"), 4, 10},
        {ANNOTATION(SELECTOR("野家", 4, 6)), STR("𠮷野家野家"), 10, 16},
        {ANNOTATION(SELECTOR("野家", 3, 5)), STR("𠮷野家野家"), 10, 16},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quotes q;
        struct doc_range r;
        quote_parse_ok("w3c", cases[i].text, 1, &q);
        bool found = quote_record_place(&q.v.v[0], cases[i].in, &r);
        if (i ==
            2) { /* the second character is no beginning of 野家 in code points, nor is it in units */
            assert_true(found);
            quote_expect_number("beg", r.beg, 4);
        } else {
            assert_true(found);
            quote_expect_number("beg", r.beg, cases[i].beg);
            quote_expect_number("end", r.end, cases[i].end);
        }
        quotes_free(&q);
    }
}

static void w3c_goes_on_behind_what_is_bad(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        "w3c",
        "[" ONE("一") ",{\"type\":\"Annotation\",\"target\":\"https://example.org/\"},17,"
                      "{\"type\":\"AnnotationCollection\",\"first\":\"https://example.org/p1\"},"
                      "{\"type\":\"Annotation\"},{\"type\":\"Annotation\",\"target\":[]}," ONE(
                          "二") "]",
        2, &q);
    assert_int_equal(q.warnings.n, 5);
    expect_warning(&q, 0, "annotation 2: it quotes no text");
    expect_warning(&q, 1, "annotation 3: this is no annotation");
    expect_warning(&q, 2, "https://example.org/p1");
    expect_warning(&q, 3, "annotation 4");
    quotes_free(&q);

    quote_parse_ok(NULL, ONE("一") "\n{\"type\":\"Annotation\",\n" ONE("二"), 2, &q);
    expect_warning(&q, 0, "line 2: string expected");
    quotes_free(&q);

    struct err e = {0};
    assert_false(quote_parse(NULL, STR("[\n{\"type\": \"Annotation\"},\n{]"), &q, &e));
    assert_non_null(strstr(e.msg, "line 3"));
    assert_false(quote_parse("w3c", STR("[]"), &q, &e));
    assert_int_equal(e.code, ERR_EMPTY);
    assert_false(quote_parse("w3c", STR("[{\"type\":\"Annotation\"}]"), &q, &e));
    assert_non_null(strstr(e.msg, "annotation 1"));
}

static void text_is_made_clean(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok("w3c", ONE("a\\u001b[31mb\\u202ec\\u0000\\nd\\ud842\\udfb7\\ud842"), 1, &q);
    quote_expect_str("exact", q.v.v[0].exact, STR("abc\nd𠮷\uFFFD"));
    quotes_free(&q);
}

/* Readwise */

static void csv_is_read_as_rfc_4180_says(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        NULL,
        "\xEF\xBB\xBFHighlight,Title,Author,URL,Note,Location,Date\r\n"
        "\"他說：\"\"是\"\"，\r\n走了\",書,\"人, 名\",https://e.org/,\".tag .標籤\n註\",12,"
        "2021-03-05T12:34:56Z\r\n"
        "二,,,,,,\"March 5, 2021 12:34 PM\"\r\n"
        "三",
        3, &q);
    const struct quote_record *r = &q.v.v[0];
    quote_expect_str("exact", r->exact, STR("他說：\"是\"，\n走了"));
    quote_expect_str("title", r->article.title, STR("書"));
    quote_expect_str("author", r->article.author, STR("人, 名"));
    quote_expect_str("url", r->article.url, STR("https://e.org/"));
    quote_expect_str("note", r->note, STR("註"));
    quote_expect_number("tags", (int64_t)r->ntags, 2);
    quote_expect_str("tag", r->tags[1], STR("標籤"));
    quote_expect_number("created", r->created_ms, INT64_C(1614947696000));
    quote_expect_number("created", q.v.v[1].created_ms, INT64_C(1614947640000));
    quotes_free(&q);
}

static void csv_columns_come_in_any_order(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(NULL,
                   "Book Title,Tags,Color,Unknown,highlight\n"
                   "書,\"甲, 乙\",blue,x,一\n"
                   "\n"
                   "書,,,,\n"
                   "書,,,,.net 二,more,fields\n",
                   2, &q);
    quote_expect_str("title", q.v.v[0].article.title, STR("書"));
    quote_expect_number("tags", (int64_t)q.v.v[0].ntags, 2);
    quote_expect_number("color", q.v.v[0].color, QUOTE_BLUE);
    quote_expect_str("exact", q.v.v[1].exact, STR(".net 二"));
    expect_warning(&q, 0, "line 4: record 2 has no Highlight");
    quotes_free(&q);
    quote_parse_ok(NULL, "Titel;Highlight\nB;\"a;b\"\n", 1, &q);
    quote_expect_str("exact", q.v.v[0].exact, STR("a;b"));
    quotes_free(&q);
    quote_parse_ok(NULL, "Highlight,Title\n一,\"no end\n二,B\n", 1, &q);
    expect_warning(&q, 0, "line 2: a quotation mark is not closed");
    quotes_free(&q);
    struct err e = {0};
    assert_false(quote_parse("readwise", STR("Text,Title\na,b\n"), &q, &e));
    assert_non_null(strstr(e.msg, "Highlight"));
}

/* KOReader */

static void koreader_has_a_book_or_several(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        NULL,
        "{\"documents\":[{\"title\":\"甲\",\"author\":\"人\",\"file\":\"/a.epub\",\"entries\":["
        "{\"sort\":\"highlight\",\"page\":3,\"time\":1614900000,\"text\":\"一\",\"note\":\"註\","
        "\"chapter\":\"章\",\"drawer\":\"lighten\",\"color\":\"red\"},{\"page\":4},7]},"
        "{\"title\":\"乙\",\"entries\":[{\"text\":\"二\",\"color\":\"purple\"}]},"
        "{\"title\":\"丙\"}],\"created_on\":1614900001,\"version\":\"json/1.0.0\"}",
        2, &q);
    quote_expect_str("title", q.v.v[0].article.title, STR("甲"));
    quote_expect_str("source", q.v.v[0].article.source, STR("/a.epub"));
    quote_expect_str("note", q.v.v[0].note, STR("註"));
    quote_expect_str("section", q.v.v[0].section, STR("章"));
    quote_expect_number("color", q.v.v[0].color, QUOTE_PINK);
    quote_expect_number("created", q.v.v[0].created_ms, INT64_C(1614900000000));
    quote_expect_str("title", q.v.v[1].article.title, STR("乙"));
    expect_warning(&q, 0, "entry 2: it has no “text”");
    expect_warning(&q, 1, "entry 3: this is no object");
    expect_warning(&q, 2, "丙");
    quotes_free(&q);
    quote_parse_ok(NULL, "{\"title\":\"甲\",\"entries\":[{\"text\":\"一\"}]}", 1, &q);
    quotes_free(&q);
}

static void foliate_is_read(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        NULL,
        "{\"metadata\":{\"identifier\":\"urn:isbn:9\",\"title\":{\"zh\":\"書\"},\"author\":"
        "[{\"name\":\"人\"}]},\"annotations\":[{\"value\":\"epubcfi(/6)\",\"text\":\"一\","
        "\"color\":\"aqua\",\"note\":\"註\",\"created\":\"2021-03-05T12:34:56.789Z\","
        "\"modified\":1614947697000}]}",
        1, &q);
    quote_expect_str("title", q.v.v[0].article.title, STR("書"));
    quote_expect_str("author", q.v.v[0].article.author, STR("人"));
    quote_expect_number("color", q.v.v[0].color, QUOTE_BLUE);
    quote_expect_number("created", q.v.v[0].created_ms, INT64_C(1614947696789));
    quote_expect_number("modified", q.v.v[0].modified_ms, INT64_C(1614947697000));
    quotes_free(&q);
}

/* Kindle */

static void kindle_speaks_english(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        NULL,
        "\xEF\xBB\xBF"
        "The Book (A (second) Title) (Author, The)\r\n"
        "- Your Highlight on page 12 | Location 120-148 | Added on Friday, March 5, 2021 "
        "12:34:56 PM\r\n\r\nNoon.\r\n==========\r\n"
        "\xEF\xBB\xBFThe Book (A (second) Title) (Author, The)\r\n"
        "- Your Note on page 12 | Location 148 | Added on Friday, March 5, 2021 12:35:56 "
        "AM\r\n\r\nMy note\r\n==========\r\n"
        "The Book\r\n- Your Bookmark on page 3 | Added on Friday, March 5, 2021 1:00:00 "
        "PM\r\n\r\n\r\n==========\r\n"
        "Old (X)\r\n- Highlight Loc. 120-48 | Added on Friday, March 05, 2010, 08:22 "
        "PM\r\n\r\nMidnight.\r\n==========\r\n"
        "Old (X)\r\n- Note Loc. 130 | Added on Friday, March 05, 2010, 08:23 PM\r\n\r\n"
        "inside\r\n==========\r\n"
        "Broken\r\nno second line\r\n==========\r\n"
        "Old (X)\r\n- Note Loc. 999 | Added on Friday, March 05, 2010, 08:23 PM\r\n\r\n"
        "alone\r\n==========\r\n"
        "Last\r\n- Your Highlight on page xii | Added on Friday, 5 March 2021 "
        "00:05:06\r\n\r\nEnd",
        3, &q);
    const struct quote_record *r = q.v.v;
    quote_expect_str("title", r[0].article.title, STR("The Book (A (second) Title)"));
    quote_expect_str("author", r[0].article.author, STR("Author, The"));
    quote_expect_str("exact", r[0].exact, STR("Noon."));
    quote_expect_str("note", r[0].note, STR("My note"));
    quote_expect_number("12 PM is 12", r[0].created_ms, MS(2021, 3, 5, 12, 34, 56));
    quote_expect_str("note", r[1].note, STR("inside"));
    quote_expect_number("created", r[1].created_ms, MS(2010, 3, 5, 20, 22, 0));
    quote_expect_str("title", r[2].article.title, STR("Last"));
    quote_expect_number("created", r[2].created_ms, MS(2021, 3, 5, 0, 5, 6));
    assert_int_equal(q.warnings.n, 2);
    expect_warning(&q, 0, "line 26: this is no record");
    expect_warning(&q, 1, "line 29: a note without a highlight at its place: alone");
    quotes_free(&q);
}

static void kindle_speaks_chinese(void **state)
{
    (void)state;
    struct quotes q;
    quote_parse_ok(
        NULL,
        "三体 (刘慈欣)\n"
        "- 您在第 12 页（位置 #120-148）的标注 | 添加于 2021年3月5日星期五 下午12:34:56\n\n"
        "给岁月以文明。\n==========\n"
        "三体 (刘慈欣)\n"
        "- 您在第 12 页（位置 #148）的笔记 | 添加于 2021年3月5日星期五 上午12:35:06\n\n"
        "正午\n==========\n"
        "三体 (刘慈欣)\n"
        "- 您在第 13 页（位置 #150）的书签 | 添加于 2021年3月5日星期五 下午1:00:00\n\n\n"
        "==========\n"
        "三體 (劉慈欣)\n"
        "- 您在位置 #7-9 的標註 | 新增於 2021年3月5日 星期五 上午12:05:01\n\n"
        "給歲月以文明。\n==========\n"
        "本 (人)\n"
        "- 5ページ|位置No. 60-61のハイライト |作成日: 2021年3月5日金曜日 12:34:56\n\n文\n"
        "==========\n",
        3, &q);
    const struct quote_record *r = q.v.v;
    quote_expect_str("title", r[0].article.title, STR("三体"));
    quote_expect_str("author", r[0].article.author, STR("刘慈欣"));
    quote_expect_str("note", r[0].note, STR("正午"));
    quote_expect_number("下午12 is noon", r[0].created_ms, MS(2021, 3, 5, 12, 34, 56));
    quote_expect_number("上午12 is midnight", r[1].created_ms, MS(2021, 3, 5, 0, 5, 1));
    quote_expect_str(
        "extra", r[0].extra,
        STR("{\"annotation\":{\"kindle\":{\"page\":\"12\",\"location\":\"120-148\"}}}"));
    quote_expect_str("exact", r[2].exact, STR("文"));
    assert_int_equal(q.warnings.n, 0);
    quotes_free(&q);
}

static void other_files_are_refused(void **state)
{
    (void)state;
    static const char *const files[] = {
        "{}", "[]", "a,b\n1,2\n", "# 標題\n", "{\"a\":1}", "\"x\"", "<html>", "==========\n",
    };
    struct quotes q;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct err e = {0};
        assert_false(quote_parse(NULL, str_of(files[i]), &q, &e));
        if (e.code != ERR_FORMAT || !strstr(e.msg, "w3c, koreader, foliate, kindle, readwise"))
            fail_msg("%s: %s", files[i], e.msg);
    }
    struct err e = {0};
    assert_false(quote_parse("epub", STR("x"), &q, &e));
    assert_non_null(strstr(e.msg, "epub"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(w3c_comes_in_many_shapes),
        cmocka_unit_test(w3c_places_count_either_unit),
        cmocka_unit_test(w3c_goes_on_behind_what_is_bad),
        cmocka_unit_test(text_is_made_clean),
        cmocka_unit_test(csv_is_read_as_rfc_4180_says),
        cmocka_unit_test(csv_columns_come_in_any_order),
        cmocka_unit_test(koreader_has_a_book_or_several),
        cmocka_unit_test(foliate_is_read),
        cmocka_unit_test(kindle_speaks_english),
        cmocka_unit_test(kindle_speaks_chinese),
        cmocka_unit_test(other_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
