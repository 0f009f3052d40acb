#include "parse/markdown.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TESTED_PARSER PARSER_MARKDOWN
#include "parse_expect.h"

static void test_front_matter(void **state)
{
    (void)state;
    expect_attr("---\nauthor: '林'\n---\n文", ATTR_AUTHOR, "林");
    expect_attr("---\r\ndate: 2024-3-5\r\n---\r\n文", ATTR_DATE, "2024-03-05");
    expect_attr("---\ntags:\n  - 一\n  - 二\n---\n文", ATTR_KEYWORD, "一");
    expect_attr("---\ntitle: 題: 副題\n...\n文", ATTR_LANG, "");
    expect_tree("---\ntitle: 題: 副題\n---\n文", "title 0..11 \"題: 副題\"\npara 12..15 \"文\"\n");
    expect_tree("---\n沒有關上", "rule 0..0\npara 1..13 \"沒有關上\"\n");
}

static void test_titles(void **state)
{
    (void)state;
    expect_tree("# 題\n文", "title 0..3 \"題\"\npara 4..7 \"文\"\n");
    expect_tree("---\ntitle: 題\n---\n# 題\n文", "title 0..3 \"題\"\npara 4..7 \"文\"\n");
    expect_tree("---\ntitle: 題\n---\n# 章\n文",
                "title 0..3 \"題\"\nheading 1 4..7 \"章\"\npara 8..11 \"文\"\n");
    expect_tree("文\n\n# 題", "para 0..3 \"文\"\nheading 1 4..7 \"題\"\n");
    expect_attr("文\n\n# 題", ATTR_TITLE, "題");
}

/* Emphasis whose marks stand between punctuation and CJK letters. */
static void test_emphasis(void **state)
{
    (void)state;
    static const struct {
        const char *source, *strong;
    } cases[] = {
        {"**你好，**世界", "你好，"},
        {"世界**「你好」**世界", "「你好」"},
        {"**《書》**世界", "《書》"},
        {"世界**（你好）**，世界", "（你好）"},
        {"世界**“你好”**世界", "“你好”"},
        {"これは**「強調」**です", "「強調」"},
        {"이것은 **「강조」**입니다", "「강조」"},
        {"**`x`。**世界", "x。"},
        {"a **b.** c", "b."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct doc *d = parse(cases[i].source);
        struct buf strong = {0};
        for (uint32_t k = 0; k < d->nspans; k++)
            if (d->spans[k].kinds & SPAN_STRONG)
                buf_add(&strong, doc_slice(d, d->spans[k].r));
        assert_string_equal(buf_cstr(&strong), cases[i].strong);
        assert_int_equal(str_find(d->text, STR("*"), 0), STR_NPOS);
        buf_free(&strong);
        doc_free(d);
    }
    expect_tree("`**你，**好`與\\*\\*你，\\*\\*好",
                "para 0..29 \"**你，**好與**你，**好\"\n  code 0..13 \"**你，**好\"\n");
}

static void test_marks(void **state)
{
    (void)state;
    expect_tree("==一==二", "para 0..6 \"一二\"\n  mark 0..3 \"一\"\n");
    expect_tree("==一**二**三==",
                "para 0..9 \"一二三\"\n  mark 0..3 \"一\"\n  strong+mark 3..6 \"二\"\n"
                "  mark 6..9 \"三\"\n");
    expect_tree("a == b == c", "para 0..11 \"a == b == c\"\n");
    expect_tree("a ==b", "para 0..5 \"a ==b\"\n");
    expect_tree("===a===", "para 0..7 \"===a===\"\n");
    expect_tree("**==a** b==", "para 0..7 \"==a b==\"\n  strong 0..3 \"==a\"\n");
}

static void test_links(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc *d = parse_named(&PARSER_MARKDOWN, STR("https://e.org/a/b.md"),
                                STR("[一](paper.md)[二](#x)"), &e);
    assert_non_null(d);
    char *one = str_dup(doc_span_attr(d, 0, ATTR_HREF)),
         *two = str_dup(doc_span_attr(d, 1, ATTR_HREF));
    assert_string_equal(one, "https://e.org/a/paper.md");
    assert_string_equal(two, "#x");
    free(one);
    free(two);
    doc_free(d);
    expect_tree("[一](paper.md)", "para 0..3 \"一\"\n  link 0..3 \"一\" href=paper.md\n");
    expect_tree("[一](javascript:x)", "para 0..3 \"一\"\n");
    expect_tree("# A b、C-d\n\n## A b、C-d\n\n[x](#a-bc-d)",
                "title 0..9 \"A b、C-d\"\nheading 2 10..19 \"A b、C-d\" id=a-bc-d\n"
                "para 20..21 \"x\"\n  link 20..21 \"x\" href=#a-bc-d\n");
}

static void test_raw_html(void **state)
{
    (void)state;
    expect_tree("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>",
                "para 0..6 \"漢字\"\n  ruby 0..3 \"漢\" ruby=かん\n  ruby 3..6 \"字\" ruby=じ\n");
    expect_tree("<sub>一\n\n二", "para 0..3 \"一\"\n  sub 0..3 \"一\"\npara 4..7 \"二\"\n");
    expect_tree("**<sup>一**二</sup>", "para 0..6 \"一二\"\n  strong+sup 0..3 \"一\"\n");
    expect_tree("一<script>二</script>三", "para 0..6 \"一三\"\n");
    expect_tree("一<a href='x.md'>二</a>", "para 0..6 \"一二\"\n  link 3..6 \"二\" href=x.md\n");
    expect_tree("一<a href='javascript:x'>二</a>", "para 0..6 \"一二\"\n");
    expect_tree("<div>一<br>二</div>\n<p>三</p>", "para 0..7 \"一\\n二\"\npara 8..11 \"三\"\n");
}

static void test_pathological(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        unsigned n;
    } cases[] = {
        {">", 100000},           {"- ", 100000},   {"1. ", 50000},  {"[", 100000},
        {"[a](", 50000},         {"![", 50000},    {"*a ", 100000}, {"**a *a ", 50000},
        {"**你，**你", 20000},   {"a_", 100000},   {"<", 100000},   {"<a ", 100000},
        {"<!--", 50000},         {"==a ", 100000}, {"[^a]", 50000}, {"<ruby>a<rt>", 50000},
        {"<sub>", 100000},       {"~~a ", 100000}, {"a@", 100000},  {"www.", 50000},
        {"> x\n\n- y\n", 20000}, {"|", 10000},     {"`a``", 20000}, {"&", 100000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_survives(cases[i].unit, cases[i].n);
}

static void test_refusals(void **state)
{
    (void)state;
    struct err e = {0};
    assert_null(parse_str(&PARSER_MARKDOWN, STR(""), &e));
    assert_int_equal(e.code, ERR_EMPTY);
    e = (struct err){0};
    assert_null(parse_str(&PARSER_MARKDOWN, STR("<!-- x -->\n\n[a]: b\n"), &e));
    assert_int_equal(e.code, ERR_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front_matter), cmocka_unit_test(test_titles),
        cmocka_unit_test(test_emphasis),     cmocka_unit_test(test_marks),
        cmocka_unit_test(test_links),        cmocka_unit_test(test_raw_html),
        cmocka_unit_test(test_pathological), cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
