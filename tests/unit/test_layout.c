#include "doc_make.h"
#include "layout_check.h"
#include "layout_make.h"

#include "base/vec.h"
#include "paint/paint.h"
#include "text/linebreak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static void turn(struct doc_builder *b, const char *name, const char *text)
{
    doc_build_open(b, BLOCK_TURN);
    doc_build_span_open(b, SPAN_SPEAKER);
    doc_build_text(b, str_of(name));
    doc_build_span_close(b);
    doc_build_text(b, str_of(text));
    doc_build_close(b, BLOCK_TURN);
}

static void test_book_style(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_TITLE, "霧季");
    leaf(b, BLOCK_PARA, "入冬以後，山路要封四個月，信件便都堆在屋裡。");
    leaf(b, BLOCK_PARA, "第二段。");
    leaf(b, BLOCK_HEADING, "一");
    leaf(b, BLOCK_PARA, "第三段。");
    expect(b, at_width(40),
           "霧季\n"
           "\n"
           "\n"
           "    入冬以後，山路要封四個月，信件便都堆\n"
           "在屋裡。\n"
           "    第二段。\n"
           "\n"
           "一\n"
           "\n"
           "    第三段。\n");
}

static void test_web_style(void **state)
{
    (void)state;
    struct layout_opts o = at_width(20);
    o.style = LAYOUT_WEB;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_PARA, "入冬以後，山路要封四個月。");
    leaf(b, BLOCK_PARA, "第二段。");
    expect(b, o,
           "入冬以後，山路要封四\n"
           "個月。\n"
           "\n"
           "第二段。\n");
}

static void test_latin_book_style(void **state)
{
    (void)state;
    struct doc_builder *b = start("en");
    leaf(b, BLOCK_HEADING, "One");
    leaf(b, BLOCK_PARA, "The first paragraph is flush.");
    leaf(b, BLOCK_PARA, "The next one is not.");
    expect(b, at_width(34),
           "One\n"
           "\n"
           "The first paragraph is flush.\n"
           "  The next one is not.\n");
}

static void test_spacing(void **state)
{
    (void)state;
    struct layout_opts o = at_width(20);
    o.line_spacing = 1;
    o.para_spacing = 1;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_PARA, "入冬以後，山路要封四個月。");
    leaf(b, BLOCK_CODE, "a\nb");
    leaf(b, BLOCK_PARA, "二");
    expect(b, o,
           "  入冬以後，山路要封\n"
           "\n"
           "四個月。\n"
           "\n"
           "\n"
           "  a\n"
           "  b\n"
           "\n"
           "\n"
           "  二\n");
}

static void test_prohibition_pushes_out(void **state)
{
    (void)state;
    struct layout_opts o = at_width(12);
    o.style = LAYOUT_WEB;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_PARA, "一二三四五六，七八九十一二「三四」。一「二」");
    expect(b, o,
           "一二三四五\n"
           "六，七八九十\n"
           "一二「三\n"
           "四」。一\n"
           "「二」\n");
}

/* Two cells of five: to keep the rules would leave the line less than half full. */
static void test_emergency_on_a_narrow_measure(void **state)
{
    (void)state;
    struct layout_opts o = at_width(6);
    o.style = LAYOUT_WEB;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_PARA, "一二「三」。四");
    expect(b, o,
           "一二\n"
           "「三」\n"
           "。四\n");
}

static void test_long_words(void **state)
{
    (void)state;
    struct layout_opts o = at_width(10);
    o.style = LAYOUT_WEB;
    struct doc_builder *b = start("en");
    leaf(b, BLOCK_PARA, "of internationalization and a handicraft");
    expect(b, o,
           "of interna\n"
           "tionalizat\n"
           "ion and a\n"
           "handicraft\n");
}

static void test_soft_hyphen_and_forced_break(void **state)
{
    (void)state;
    struct layout_opts o = at_width(8);
    o.style = LAYOUT_WEB;
    struct doc_builder *b = start("en");
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("an extra\u00ADordinary"));
    doc_build_break(b);
    doc_build_text(b, STR("day"));
    expect(b, o,
           "an\n"
           "extra-\n"
           "ordinary\n"
           "day\n");
}

static void test_quotes(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_PARA, "前");
    doc_build_open(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "外");
    doc_build_open(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "內");
    doc_build_close(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "外");
    doc_build_close(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "後");
    expect(b, at_width(40),
           "    前\n"
           "\n"
           "  ▎ 外\n"
           "  ▎\n"
           "  ▎ ▎ 內\n"
           "  ▎\n"
           "  ▎ 外\n"
           "\n"
           "    後\n");
}

static void test_quotes_leave_room(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    for (int i = 0; i < 20; i++)
        doc_build_open(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "一二三四五六七八九十");
    expect(b, at_width(20),
           "▎ ▎ ▎ ▎ ▎ 一二三四五\n"
           "▎ ▎ ▎ ▎ ▎ 六七八九十\n");
}

static void item(struct doc_builder *b, const char *text, unsigned flags)
{
    doc_build_open(b, BLOCK_ITEM);
    doc_build_flags(b, flags);
    leaf(b, BLOCK_PARA, text);
}

static void test_lists(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_LIST);
    doc_build_flags(b, BLOCK_F_ORDERED);
    doc_build_block_attr(b, ATTR_START, STR("9"));
    item(b, "甲", 0);
    doc_build_open(b, BLOCK_LIST);
    item(b, "裡", 0);
    doc_build_close(b, BLOCK_LIST);
    leaf(b, BLOCK_PARA, "甲的第二段");
    doc_build_close(b, BLOCK_ITEM);
    item(b, "乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙", 0);
    doc_build_close(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_LIST);
    item(b, "丙", BLOCK_F_TASK);
    doc_build_close(b, BLOCK_ITEM);
    item(b, "丁", BLOCK_F_TASK | BLOCK_F_DONE);
    expect(b, at_width(40),
           "   9. 甲\n"
           "      ◦ 裡\n"
           "\n"
           "      甲的第二段\n"
           "  10. 乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙\n"
           "      乙\n"
           "\n"
           "  [ ] 丙\n"
           "  [x] 丁\n");
}

static void test_turns(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_attr(b, ATTR_SPEAKER, STR("老周"));
    doc_build_attr(b, ATTR_SPEAKER, STR("我"));
    doc_build_attr(b, ATTR_SPEAKER, STR("郵局第三支局局長"));
    turn(b, "老周：", "等雪停了，這些就能下山。這些就能下山。");
    turn(b, "我：", "收信的人不急嗎？");
    turn(b, "郵局第三支局局長：", "不急，明年春天再說，我們等著。");
    expect(b, at_width(40),
           "老周    等雪停了，這些就能下山。這些就能\n"
           "        下山。\n"
           "\n"
           "我      收信的人不急嗎？\n"
           "\n"
           "郵局第三支局局長  不急，明年春天再說，我\n"
           "        們等著。\n");
}

static void test_turn_without_room(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_attr(b, ATTR_SPEAKER, STR("老周"));
    turn(b, "老周：", "等雪停了。");
    expect(b, at_width(12),
           "老周：等雪停\n"
           "了。\n");
}

static void test_code(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_CODE, "if (x)\n\treturn \"a string that is long\";\n");
    expect(b, at_width(24),
           "  if (x)\n"
           "      return \"a string\n"
           "↪ that is long\";\n");
}

static void test_stand_ins_where_ambiguous_is_wide(void **state)
{
    (void)state;
    const struct width_policy wide = {.ambiguous = 2, .ext_h = 0};
    width_set_policy(&wide);
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "外\U00031350");
    doc_build_close(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_LIST);
    item(b, "👍🏽👩‍👩‍👧", 0);
    doc_build_close(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_RULE);
    expect(b, at_width(40),
           "  | 外〓\n"
           "\n"
           "  - 👍👩\n"
           "\n"
           "               ----------\n");
    width_set_policy(&WIDTH_DEFAULT);
}

static void test_loose_items(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_LIST);
    item(b, "一", 0);
    doc_build_close(b, BLOCK_ITEM);
    item(b, "二", 0);
    leaf(b, BLOCK_PARA, "又");
    doc_build_close(b, BLOCK_ITEM);
    item(b, "三", 0);
    doc_build_close(b, BLOCK_ITEM);
    item(b, "四", 0);
    expect(b, at_width(20),
           "• 一\n"
           "\n"
           "• 二\n"
           "\n"
           "  又\n"
           "\n"
           "• 三\n"
           "• 四\n");
}

static void add_span(struct doc_builder *b, unsigned kind, const char *text)
{
    doc_build_span_open(b, kind);
    doc_build_text(b, str_of(text));
    doc_build_span_close(b);
}

static void expect_scripts(uint8_t ambiguous, const char *rows)
{
    const struct width_policy pol = {.ambiguous = ambiguous, .ext_h = 1};
    width_set_policy(&pol);
    struct doc_builder *b = start("en");
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("10"));
    add_span(b, SPAN_SUP, "-6");
    doc_build_text(b, STR(" H"));
    add_span(b, SPAN_SUB, "2");
    doc_build_text(b, STR("O 1"));
    add_span(b, SPAN_SUP, "st");
    expect(b, at_width(40), rows);
    width_set_policy(&WIDTH_DEFAULT);
}

static void test_raised_and_lowered(void **state)
{
    (void)state;
    expect_scripts(1, "10⁻⁶ H₂O 1st\n");
    expect_scripts(2, "10⁻⁶ H2O 1st\n"); /* ₂ is of ambiguous width, ⁻ and ⁶ are not */
}

static void test_figures(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_FIGURE);
    doc_build_block_attr(b, ATTR_ALT, STR("不用"));
    doc_build_text(b, STR("木盒裡的信"));
    doc_build_close(b, BLOCK_FIGURE);
    doc_build_open(b, BLOCK_FIGURE);
    doc_build_block_attr(b, ATTR_ALT, STR("一張很長很長的圖的說明文字"));
    expect(b, at_width(24),
           "[Figure] 木盒裡的信\n"
           "\n"
           "[Figure] 一張很長很長的…\n");
}

static void test_notes(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("一二三四"));
    doc_build_note_ref(b, STR("z"));
    doc_build_text(b, STR("。五"));
    doc_build_note_ref(b, STR("a"));
    doc_build_note_ref(b, STR("z"));
    doc_build_close(b, BLOCK_PARA);
    static const char *const labels[] = {"a", "z", "unreferenced"};
    for (size_t i = 0; i < 3; i++) {
        doc_build_open(b, BLOCK_FOOTNOTE);
        doc_build_block_attr(b, ATTR_LABEL, str_of(labels[i]));
        leaf(b, BLOCK_PARA, "註");
        doc_build_close(b, BLOCK_FOOTNOTE);
    }
    struct layout_opts o = at_width(12);
    o.style = LAYOUT_WEB;
    expect(b, o,
           "一二三\n"
           "四[1]。\n"
           "五[2][1]\n"
           "\n"
           "────────────\n"
           "[2] 註\n"
           "[1] 註\n"
           "[3] 註\n");
}

static void test_byline_row(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hant");
    leaf(b, BLOCK_TITLE, "題");
    leaf(b, BLOCK_PARA, "文");
    struct doc *d = finish(b);
    struct layout *l = layout_new(d, &LAYOUT_DEFAULT);
    struct layout_at at;
    static const unsigned want[] = {0, LINE_BLANK | LINE_BYLINE, LINE_BLANK, 0};
    assert_true(layout_first(l, &at));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(layout_line(l, at)->flags & (LINE_BLANK | LINE_BYLINE), want[i]);
        assert_int_equal(layout_next(l, &at), i < 3);
    }
    layout_free(l);
    doc_free(d);
}

static void test_empty_document(void **state)
{
    (void)state;
    struct doc d = {0};
    struct layout *l = layout_new(&d, &LAYOUT_DEFAULT);
    struct layout_at at;
    assert_false(layout_first(l, &at));
    assert_false(layout_last(l, &at));
    layout_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_book_style),
        cmocka_unit_test(test_web_style),
        cmocka_unit_test(test_latin_book_style),
        cmocka_unit_test(test_spacing),
        cmocka_unit_test(test_prohibition_pushes_out),
        cmocka_unit_test(test_emergency_on_a_narrow_measure),
        cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_soft_hyphen_and_forced_break),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_quotes_leave_room),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_turns),
        cmocka_unit_test(test_turn_without_room),
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_stand_ins_where_ambiguous_is_wide),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_loose_items),
        cmocka_unit_test(test_raised_and_lowered),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_byline_row),
        cmocka_unit_test(test_empty_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
