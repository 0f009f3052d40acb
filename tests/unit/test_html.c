#include "parse/html.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TESTED_PARSER PARSER_HTML
#include "parse_expect.h"
#include "random.h"

static void expect_text(const char *source, const char *text)
{
    struct doc *d = parse(source);
    expect_same(d, str_dup(d->text), text);
}

static void test_breaks(void **state)
{
    (void)state;
    expect_text("一<br>二", "一\n二");
    expect_text("<p>一<br><br>二", "一\n二");
    expect_tree("<p>一<br> <br>二", "para 0..3 \"一\"\npara 4..7 \"二\"\n");
    expect_tree("<h1>一<br>二</h1>", "title 0..7 \"一\\n二\"\n");
    expect_tree("<p>一<br></p>", "para 0..3 \"一\"\n");
    expect_text("<div>一<div>二</div>三</div>", "一\n二\n三");
    expect_text("<p>a<b> b</b> <i>c</i></p>", "a b c");
    expect_text("<p>一</p>\n<p>二</p> 三 <p>四</p>\n<pre>五</pre>", "一\n二\n三\n四\n五");
    expect_text("<pre><p>一</p>\n\n<p>二</p></pre>", "一\n\n\n\n二");
}

static void test_long_text(void **state)
{
    (void)state;
    /* Longer than what the skeleton keeps in line, with references and markup inside. */
    expect_text(
        "<p>這一段文字很長，長到不會留在骨架裏。&amp;&#65;這一段文字也很長，同樣不會留在骨架裏。"
        "<b>粗體的文字還是很長，還是不會留在骨架裏。</b>",
        "這一段文字很長，長到不會留在骨架裏。&A這一段文字也很長，同樣不會留在骨架裏。"
        "粗體的文字還是很長，還是不會留在骨架裏。");
    expect_text("<pre>\n  一行很長很長很長很長很長的程式\n    二\n</pre>",
                "  一行很長很長很長很長很長的程式\n    二");
    /* As the references look. */
    expect_text("<p>這一段文字很長，長到不會留在骨架裏。<b>私\U000F0000\U00100000用字</b>",
                "這一段文字很長，長到不會留在骨架裏。私\U000F0000\U00100000用字");
}

static void test_links(void **state)
{
    (void)state;
    static const struct {
        const char *base, *href, *want;
    } cases[] = {
        {"https://e.org/a/b", "c.html", "https://e.org/a/c.html"},
        {"https://e.org/a/b", "../c?x=1&amp;y=2", "https://e.org/c?x=1&y=2"},
        {"https://e.org", "c", "https://e.org/c"},
        {"https://e.org/a/", "./../../c/./d/..", "https://e.org/c/"},
        {"https://e.org/a/b?q", "?r", "https://e.org/a/b?r"},
        {"https://e.org/a", "//f.org/x", "https://f.org/x"},
        {"https://e.org/a", " https://f.org ", "https://f.org"},
        {"https://e.org/a", "#part", "#part"},
        {"https://e.org/a", "https://e.org/a#part", "#part"},
        {"https://e.org/a", "mailto:a@b.c", "mailto:a@b.c"},
        {"/some/path.html", "paper.md", "paper.md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        struct buf s = {0};
        buf_addf(&s, "<p>見<a href=\"%s\">這</a>", cases[i].href);
        struct doc *d = parse_named(&PARSER_HTML, str_of(cases[i].base), buf_str(&s), &e);
        assert_non_null(d);
        char *href = str_dup(doc_span_attr(d, doc_span_at(d, 3), ATTR_HREF));
        assert_string_equal(href, cases[i].want);
        free(href);
        doc_free(d);
        buf_free(&s);
    }
    expect_tree("<a href='javascript:x()'>一</a><a href='data:text/html,x'>二</a><a href>三</a>",
                "para 0..9 \"一二三\"\n");
}

static void test_titles(void **state)
{
    (void)state;
    static const struct {
        const char *source, *title;
    } cases[] = {
        {"<title>長安城牆 - 某某網</title><p>文", "長安城牆"},
        {"<title>長安城的故事_歷史_某某網</title><p>文", "長安城的故事"},
        {"<title>A long title | Site</title><p>x", "A long title"},
        {"<title>Well-known words</title><p>x", "Well-known words"},
        {"<title>某某網</title><h1>長安</h1><p>文", "長安"},
        {"<title>長安 - 某某網</title><h1>某某網</h1><h1>長安</h1><p>文", "長安"},
        {"<meta property='og:title' content='長安'><title>x</title><p>文", "長安"},
        {"<meta property='og:site_name' content='很長很長的網站名'>"
         "<title>很長很長的網站名 - 短</title><p>文",
         "短"},
        {"<h1>長<b>安</b></h1><p>文", "長安"},
        {"<h1>一</h1><p>文<h1>二</h1><p>文", "一"},
        {"<title>書</title><h1>一</h1><p>文<h1>二</h1><p>文", "書"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct doc *d = parse(cases[i].source);
        char *have = str_dup(doc_title(d));
        assert_string_equal(have, cases[i].title);
        free(have);
        doc_free(d);
    }
}

static void test_metadata(void **state)
{
    (void)state;
    expect_attr("<meta name='pubdate' content='2024年3月5日 8:30'><p>x", ATTR_DATE,
                "2024-03-05T08:30");
    expect_attr("<p>x<time datetime='2023-01-02'>那天</time>", ATTR_DATE, "2023-01-02");
    expect_attr("<meta property='article:author' content='https://x.org/a'>"
                "<a rel='author' href='x'>林知遠</a><p>x",
                ATTR_AUTHOR, "林知遠");
    expect_attr("<link rel=canonical href='https://e.org/a'><p>x", ATTR_URL, "https://e.org/a");
    expect_attr("<html lang=en><p>這是用中文寫的一段文字，說明並不可信。", ATTR_LANG, "zh-Hant");
    expect_attr("<html lang=ja-JP><p>これは日本語で書かれた文章です。", ATTR_LANG, "ja-JP");
}

static void test_charsets(void **state)
{
    (void)state;
    static const char gbk[] = "<meta charset=gb2312><p>\xD6\xD0\xCE\xC4";
    static const char equiv[] =
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=big5'><p>\xA4\xA4\xA4\xE5";
    expect_text(gbk, "中文");
    expect_attr(gbk, ATTR_CHARSET, "GB18030");
    expect_text(equiv, "中文");
}

static void test_hidden(void **state)
{
    (void)state;
    expect_text("<p>見<span hidden>x</span><span style='Display : none'>x</span>"
                "<span aria-hidden=true>x</span><script>x</script><template>x</template>"
                "<svg><text>x</text></svg><noscript>x</noscript><!-- x --></p>",
                "見");
    expect_text("<body style='visibility:hidden'><p>見</p>", "見");
}

/* What no article of its own surrounds must come out whole. */
static void test_complete(void **state)
{
    (void)state;
    static const char *const tags[] = {"p",       "div", "li", "b",    "blockquote", "h2",
                                       "td",      "pre", "dd", "span", "em",         "code",
                                       "section", "a",   "th", "ruby"};
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct buf s = {0}, words = {0};
        struct random r = {seed};
        for (unsigned i = 0; i < 40; i++) {
            const char *tag = tags[random_below(&r, sizeof tags / sizeof *tags)];
            bool closes = random_below(&r, 3) == 0;
            buf_addf(&s, "<%s%s>詞%u。 ", closes ? "/" : "", tag, i);
            buf_addf(&words, "詞%u。\n", i);
        }
        struct doc *d = parse(buf_cstr(&s));
        struct str rest = buf_str(&words), word;
        while (str_split(&rest, '\n', &word))
            if (word.n && str_find(d->text, word, 0) == STR_NPOS)
                fail_msg("seed %u: %.*s is lost from %s", (unsigned)seed, STR_ARG(word),
                         buf_cstr(&s));
        doc_free(d);
        buf_free(&words);
        buf_free(&s);
    }
}

/* Each of these takes a parser of HTML minutes that walks its open elements or compares attributes
 * pair by pair; the test would run into the harness's time limit. */
static void test_pathological(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        unsigned n;
    } cases[] = {
        {"<div>", 100000},
        {"<blockquote>", 100000},
        {"<ul><li>", 100000},
        {"<span>", 100000},
        {"<b>", 1000000},
        {"<table><tr><td>", 50000},
        {"<b id=1><i id=2>", 50000},
        {"<ruby>一", 50000},
        {"<dl><dt>", 50000},
        {"<a href=#x><sup>1", 50000},
        {"<title>", 50000},
        {"<!--", 50000},
        {"<p><font size=1>", 50000},
        {"</p>", 100000},
        {"<h1>", 100000},
        {"<figure><img src=x>", 20000},
        {"<q>", 50000},
        {"<svg><math>", 50000},
        {"<select><option>", 50000},
        {"&", 500000},
        {"<", 500000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_survives(cases[i].unit, cases[i].n);
}

static void test_deep_text(void **state)
{
    (void)state;
    struct buf s = {0};
    repeat(&s, "<blockquote><p>深</p>", 2000);
    repeat(&s, "<p>出</p></blockquote>", 2000);
    struct doc *d = parse(buf_cstr(&s));
    size_t in = 0, out = 0;
    for (size_t at = 0; (at = str_find(d->text, STR("深"), at)) != STR_NPOS; at++)
        in++;
    for (size_t at = 0; (at = str_find(d->text, STR("出"), at)) != STR_NPOS; at++)
        out++;
    assert_int_equal(in, 2000);
    assert_int_equal(out, 2000);
    doc_free(d);
    buf_free(&s);
}

static void test_attributes(void **state)
{
    (void)state;
    struct buf s = {0};
    buf_adds(&s, "<p title='");
    repeat(&s, "很長", 200000);
    buf_adds(&s, "' id=a>一<p ");
    for (unsigned i = 0; i < 100000; i++)
        buf_addf(&s, "a%u=1 ", i);
    buf_adds(&s, ">二<a href=#a>三</a>");
    struct doc *d = parse(buf_cstr(&s));
    char *text = str_dup(d->text);
    assert_string_equal(text, "一\n二三");
    free(text);
    doc_free(d);
    buf_free(&s);
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        struct str source;
        enum err_code code;
    } cases[] = {
        {STR(""), ERR_EMPTY},
        {STR("<html><body></body></html>"), ERR_EMPTY},
        {STR("<p>a\0b\0\1\2\3\4\5\6\7\0\0\0\0"), ERR_FORMAT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        assert_null(parse_str(&PARSER_HTML, cases[i].source, &e));
        assert_int_equal(e.code, cases[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breaks),       cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_links),        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_metadata),     cmocka_unit_test(test_charsets),
        cmocka_unit_test(test_hidden),       cmocka_unit_test(test_complete),
        cmocka_unit_test(test_pathological), cmocka_unit_test(test_deep_text),
        cmocka_unit_test(test_attributes),   cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
