/* Written and read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quote_make.h"
#include "quote_parse.h"

#include "app/exchange.h"

#include <stdlib.h>

static const struct exchange_opts opts = {.now_ms = INT64_C(1772700000000)};

static void write_all(const char *format, const struct quote_record *v, size_t n, struct buf *out)
{
    struct err e = {0};
    const struct exchange_format *f = exchange_format_find(format, NULL, &e);
    assert_non_null(f);
    if (!exchange_write(f, v, n, &opts, out, &e))
        fail_msg("%s", e.msg);
}

static const struct quote_record *find(const struct quotes *q, struct str uuid)
{
    for (size_t i = 0; i < q->v.n; i++)
        if (str_eq(q->v.v[i].uuid, uuid))
            return &q->v.v[i];
    fail_msg("%.*s is gone", STR_ARG(uuid));
    return NULL;
}

static void expect_round(const struct quote_record *v, size_t n)
{
    struct buf file = {0}, again = {0};
    struct quotes got;
    struct err e = {0};
    write_all("w3c", v, n, &file);
    if (!quote_parse(NULL, buf_str(&file), &got, &e))
        fail_msg("%s in %s", e.msg, buf_cstr(&file));
    assert_int_equal(got.v.n, n);
    assert_int_equal(got.warnings.n, 0);
    for (size_t i = 0; i < n; i++) {
        const struct quote_record *q = find(&got, v[i].uuid);
        quote_expect(q, &v[i]);
        quote_expect_str("extra", q->extra, v[i].extra);
    }
    write_all("w3c", got.v.v, got.v.n, &again);
    assert_string_equal(buf_cstr(&again), buf_cstr(&file));
    quotes_free(&got);
    buf_free(&file);
    buf_free(&again);
}

static void w3c_loses_nothing(void **state)
{
    (void)state;
    struct random r = {0x9E3779B97F4A7C15u};
    for (int round = 0; round < 300; round++) {
        struct arena a = {0};
        struct quote_record v[8];
        size_t n = 1 + random_below(&r, 8);
        for (size_t i = 0; i < n; i++)
            v[i] = quote_random(&r, &a);
        expect_round(v, n);
        arena_free(&a);
    }
}

/* What other programs write, and what they keep in it, comes out again member by member. */
static void w3c_keeps_what_it_does_not_know(void **state)
{
    (void)state;
    static const char *const files[] = {
        "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"x\":\"http://x.org/\"}],"
        "\"id\":\"https://hypothes.is/a/"
        "Xyz\",\"type\":\"Annotation\",\"motivation\":[\"commenting\"],"
        "\"created\":\"sometime\",\"creator\":{\"id\":\"acct:a\",\"name\":\"\\u674e\"},\"rights\":"
        "1.50,"
        "\"body\":[{\"type\":\"TextualBody\",\"value\":\"<b>x</b>\",\"format\":\"text/"
        "html\",\"language\":"
        "\"zh\"},{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"t\",\"creator\":"
        "\"c\"},"
        "\"https://example.org/body\",{\"type\":\"Video\",\"id\":\"v\"},"
        "{\"type\":\"TextualBody\",\"purpose\":\"commenting\",\"value\":\"second\"}],"
        "\"target\":[{\"source\":{\"id\":\"https://example.org/"
        "a\",\"title\":\"T\"},\"x:y\":[1,2,{}],"
        "\"styleClass\":\"mark\",\"state\":{\"type\":\"TimeState\"},\"selector\":[{\"type\":"
        "\"RangeSelector\",\"startSelector\":{\"type\":\"XPathSelector\",\"value\":\"/p\"}},"
        "{\"type\":\"TextQuoteSelector\",\"exact\":\"\xE5\x90\x89\",\"x\":1},"
        "{\"type\":\"FragmentSelector\",\"value\":\"p\",\"refinedBy\":{\"type\":"
        "\"TextPositionSelector\",\"start\":1,\"end\":2}}]},\"https://example.org/other\"]}",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct quotes one;
        struct buf first = {0};
        quote_parse_ok(NULL, files[i], 1, &one);
        const struct quote_record *q = &one.v.v[0];
        quote_expect_str("exact", q->exact, STR("吉"));
        quote_expect_number("start", q->start, 1);
        quote_expect_str("note", q->note, STR("<b>x</b>"));
        quote_expect_str("title", q->article.title, STR("T"));
        quote_expect_str("url", q->article.url, STR("https://example.org/a"));
        write_all("w3c", q, 1, &first);
        static const char *const kept[] = {
            "\"id\":\"https://hypothes.is/a/Xyz\"",
            "\"motivation\":[\"commenting\"]",
            "\"created\":\"sometime\"",
            "\"rights\":1.50",
            "\"name\":\"\\u674e\"",
            "\"format\":\"text/html\"",
            "\"language\":\"zh\"",
            "\"creator\":\"c\"",
            "\"https://example.org/body\"",
            "{\"type\":\"Video\",\"id\":\"v\"}",
            "\"second\"",
            "\"x:y\":[1,2,{}]",
            "\"styleClass\":\"mark\"",
            "TimeState",
            "RangeSelector",
            "FragmentSelector",
            "\"https://example.org/other\"",
            "{\"x\":\"http://x.org/\"}",
            "\"source\":{\"id\":\"https://example.org/a\",\"title\":\"T\"}",
        };
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            if (!strstr(buf_cstr(&first), kept[k]))
                fail_msg("lost: %s in %s", kept[k], buf_cstr(&first));
        expect_round(q, 1);
        quotes_free(&one);
        buf_free(&first);
    }
}

/* The other formats: what the header of exchange.h says that they carry. */
static void others_carry_what_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        bool tags, section, color, source, modified, url, ms;
    } cases[] = {
        {"readwise", .tags = true, .url = true},
        {"koreader", .section = true, .color = true, .source = true},
        {"kindle", .tags = false},
        {"foliate", .color = true, .source = true, .modified = true, .ms = true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quote_record v[2] = {quote_make_full(), quote_make(UUID_2, "第二句，短。")};
        struct buf file = {0};
        struct quotes got;
        v[1].color = QUOTE_PINK;
        v[1].start = v[1].end = 4000;
        write_all(cases[i].format, v, 2, &file);
        quote_parse_ok(NULL, buf_cstr(&file), 2, &got);
        assert_int_equal(got.warnings.n, 0);
        for (size_t k = 0; k < 2; k++) {
            const struct quote_record *q = &got.v.v[k];
            struct str tags[2] = {STR_NONE, STR_NONE};
            quote_expect_str("exact", q->exact, v[k].exact);
            quote_expect_str("note", q->note, v[k].note);
            quote_expect_str("title", q->article.title, v[k].article.title);
            quote_expect_str("author", q->article.author, v[k].article.author);
            quote_expect_number("created", q->created_ms / 1000, v[k].created_ms / 1000);
            quote_expect_number("tags", (int64_t)q->ntags, cases[i].tags ? (int64_t)v[k].ntags : 0);
            for (size_t t = 0; t < q->ntags; t++)
                quote_expect_str("tag", q->tags[t], v[k].tags[t]);
            (void)tags;
            if (cases[i].section)
                quote_expect_str("section", q->section, v[k].section);
            if (cases[i].color)
                quote_expect_number("color", q->color, v[k].color);
            if (cases[i].source)
                quote_expect_str("source", q->article.source, v[k].article.source);
            if (cases[i].url)
                quote_expect_str("url", q->article.url, v[k].article.url);
            if (cases[i].modified)
                quote_expect_number("modified", q->modified_ms, v[k].modified_ms);
        }
        quotes_free(&got);
        buf_free(&file);
    }
}

/* Random texts through each: none is lost or joined to another. */
static void others_stand_any_text(void **state)
{
    (void)state;
    static const char *const formats[] = {"readwise", "koreader", "kindle", "foliate"};
    struct random r = {77};
    for (int round = 0; round < 100; round++) {
        struct arena a = {0};
        struct quote_record v[4];
        for (size_t i = 0; i < 4; i++) {
            v[i] = quote_random(&r, &a);
            v[i].article = quote_make(UUID_1, "x").article;
            v[i].exact = arena_str(&a, str_of(arena_printf(&a, "甲%.*s乙", STR_ARG(v[i].exact))));
            v[i].start = v[i].end = 100 * (int64_t)i;
        }
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            struct buf file = {0};
            struct quotes got;
            write_all(formats[i], v, 4, &file);
            quote_parse_ok(formats[i], buf_cstr(&file), 4, &got);
            for (size_t k = 0; k < 4; k++)
                quote_expect_str(formats[i], got.v.v[k].exact, v[k].exact);
            quotes_free(&got);
            buf_free(&file);
        }
        arena_free(&a);
    }
}

/* A reader's own terms come back in its format, by way of W3C too. */
static void readers_terms_come_back(void **state)
{
    (void)state;
    static const struct {
        const char *format, *file, *kept[3];
    } cases[] = {
        {"koreader",
         "{\"title\":\"T\",\"author\":\"A\",\"md5sum\":\"abc\",\"number_of_pages\":9,\"entries\":[{"
         "\"sort\":\"highlight\",\"page\":12,\"time\":1614900000,\"text\":\"x\",\"drawer\":"
         "\"underscore\",\"pn_xp\":\"/body/p[3]\"}]}",
         {"\"md5sum\":\"abc\"", "\"drawer\":\"underscore\"", "\"pn_xp\":\"/body/p[3]\""}},
        {"foliate",
         "{\"metadata\":{\"identifier\":\"urn:isbn:1\",\"title\":\"T\",\"language\":\"zh\"},"
         "\"annotations\":[{\"value\":\"epubcfi(/6/4!/2)\",\"text\":\"x\",\"color\":\"lime\"}]}",
         {"epubcfi(/6/4!/2)", "\"language\":\"zh\"", "\"color\":\"lime\""}},
        {"kindle",
         "T (A)\r\n- Your Highlight on page 12 | location 120-148 | Added on Friday, March 5, 2021 "
         "12:34:56 PM\r\n\r\nx\r\n==========\r\n",
         {"page 12 | location 120-148", "T (A)", "12:34:56 PM"}},
        {"readwise",
         "Highlight,Title,Location\r\nx,T,page 7\r\n",
         {"page 7", "x,T", "Highlight,Title,Author,URL,Note,Location,Date"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quotes first, second;
        struct buf w3c = {0}, back = {0};
        quote_parse_ok(NULL, cases[i].file, 1, &first);
        first.v.v[0].uuid = STR(UUID_1);
        write_all("w3c", first.v.v, 1, &w3c);
        quote_parse_ok("w3c", buf_cstr(&w3c), 1, &second);
        write_all(cases[i].format, second.v.v, 1, &back);
        for (size_t k = 0; k < 3; k++)
            if (!strstr(buf_cstr(&back), cases[i].kept[k]))
                fail_msg("%s lost %s: %s", cases[i].format, cases[i].kept[k], buf_cstr(&back));
        quotes_free(&first);
        quotes_free(&second);
        buf_free(&w3c);
        buf_free(&back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(w3c_loses_nothing),
        cmocka_unit_test(w3c_keeps_what_it_does_not_know),
        cmocka_unit_test(others_carry_what_is_said),
        cmocka_unit_test(others_stand_any_text),
        cmocka_unit_test(readers_terms_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
