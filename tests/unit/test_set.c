/* Setting: what clusters take beside each other, and how lines are filled. */
#include "doc_make.h"
#include "layout_check.h"

#include "text/punct.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static void expect_para(const char *lang, const char *text, struct layout_opts o, const char *want)
{
    struct doc_builder *b = start(lang);
    o.indent_em = 0;
    leaf(b, BLOCK_PARA, text);
    expect(b, o, want);
}

static void expect_zh(const char *text, unsigned measure, const char *want)
{
    expect_para("zh-Hans", text, set_at_width(measure), want);
}

static void test_marks_share_space(void **state)
{
    (void)state;
    expect_zh("他说：「好。」（笑）。", 40, "他说：｢好｡」(笑)。\n");
    expect_zh("真的！？不！！是吗？？", 40, "真的!?不!!是吗??\n");
    /* marks that stand in the middle of their square keep it */
    expect_para("zh-Hant", "他說：「好。」", set_at_width(40), "他說：｢好。」\n");
    /* for these no half is worth showing */
    expect_zh("《甲》《乙》。【丙】", 40, "《甲》《乙》。【丙】\n");
}

static void test_ascii_marks(void **state)
{
    (void)state;
    expect_zh("你好,世界:这是(真的)吗?是!", 40, "你好，世界：这是（真的）吗？是！\n");
    expect_zh("f(x)、12:30、v1,2、Node(库)和(ok)", 60, "f(x)、12:30、v1,2、Node(库)和(ok)\n");
}

static void test_gap(void **state)
{
    (void)state;
    expect_zh("用Node写3个C++程序，共50%的。", 60, "用 Node 写 3 个 C++ 程序，共 50% 的。\n");
    expect_zh("已有 空格 Node 的", 60, "已有 空格 Node 的\n");
    expect_zh("用（Node）和，Node，", 60, "用（Node）和，Node，\n");
    expect_zh("他说“好”了", 60, "他说 “好” 了\n");
    expect_para("ko", "한글Node한글", set_at_width(40), "한글Node한글\n");
    struct layout_opts o = set_at_width(60);
    o.gap = false;
    expect_para("zh-Hans", "用Node写", o, "用Node写\n");
}

static void test_dash(void **state)
{
    (void)state;
    expect_zh("桥——那座桥", 40, "桥────那座桥\n");
    expect_zh("1—2", 40, "1—2\n");
}

/* A line that lacks a cell gives one of its last mark; with spare cells it takes some behind marks. */
static void test_filled(void **state)
{
    (void)state;
    expect_zh("一二三四五六七八九，一二三四五六七八九十一二三四", 19,
              "一二三四五六七八九,\n一二三四五六七八九\n十一二三四\n");
    expect_zh("一二，三四，五六七八九，十一二三四", 22, "一二， 三四， 五六七八\n九，十一二三四\n");
    struct layout_opts o = set_at_width(22);
    o.align = LAYOUT_RAGGED;
    expect_para("zh-Hans", "一二，三四，五六七八九，十一二三四", o,
                "一二，三四，五六七八\n九，十一二三四\n");
}

static void test_hanging(void **state)
{
    (void)state;
    struct layout_opts o = set_at_width(20);
    o.hang = true;
    expect_para("zh-Hans", "一二三四五六七八九十，一二三四五六七八九十", o,
                "一二三四五六七八九十，\n一二三四五六七八九十\n");
}

static void test_last_line(void **state)
{
    (void)state;
    expect_zh("一二三四五六七八九十甲乙丙。", 24, "一二三四五六七八九十甲\n乙丙。\n");
    expect_zh("一二三四五六七八九十甲乙丙丁。", 24, "一二三四五六七八九十甲乙\n丙丁。\n");
}

static void test_openers(void **state)
{
    (void)state;
    struct layout_opts o = set_at_width(40);
    struct doc_builder *b = start("zh-Hans");
    leaf(b, BLOCK_PARA, "「好」");
    leaf(b, BLOCK_PARA, "好了");
    expect(b, o, "   「好」\n    好了\n");
    /* at the beginning of a further line the opener has one cell */
    expect_zh("一二三四五六七八九十「甲乙丙丁」", 20, "一二三四五六七八九十\n｢甲乙丙丁」\n");
}

static void test_classes(void **state)
{
    (void)state;
    assert_int_equal(punct_class(0xFF0C, LINEBREAK_ZH_HANS), PUNCT_PAUSE);
    assert_int_equal(punct_class(0xFF0C, LINEBREAK_ZH_HANT), PUNCT_MIDDLE);
    assert_int_equal(punct_class(0xFF1A, LINEBREAK_JA), PUNCT_MIDDLE);
    assert_int_equal(punct_class(0x3002, LINEBREAK_JA), PUNCT_STOP);
    assert_int_equal(punct_class(0x4E00, LINEBREAK_ZH_HANS), PUNCT_NONE);
    assert_true(punct_trims_before(PUNCT_STOP, PUNCT_CLOSE));
    assert_false(punct_trims_before(PUNCT_STOP, PUNCT_OPEN));
    assert_true(punct_trims_after(PUNCT_STOP, PUNCT_OPEN));
    assert_false(punct_trims_after(PUNCT_NONE, PUNCT_OPEN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_share_space),
        cmocka_unit_test(test_ascii_marks),
        cmocka_unit_test(test_gap),
        cmocka_unit_test(test_dash),
        cmocka_unit_test(test_filled),
        cmocka_unit_test(test_hanging),
        cmocka_unit_test(test_last_line),
        cmocka_unit_test(test_openers),
        cmocka_unit_test(test_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
