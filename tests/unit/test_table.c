#include "layout_check.h"
#include "layout_make.h"

#include "paint/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static struct layout *lay(const struct doc *d, unsigned measure)
{
    struct layout_opts o = at_width(measure);
    return layout_new(d, &o);
}

static struct doc_builder *start_table(void)
{
    struct doc_builder *b = start("zh-Hant");
    doc_build_open(b, BLOCK_TABLE);
    return b;
}

/* A row from cells parted by '|'; a first '*' makes them headers. */
static void row(struct doc_builder *b, const char *cells)
{
    bool header = cells[0] == '*';
    struct str rest = str_of(cells + header), cell;
    doc_build_open(b, BLOCK_ROW);
    while (str_split(&rest, '|', &cell)) {
        doc_build_open(b, BLOCK_CELL);
        doc_build_flags(b, header ? BLOCK_F_HEADER : 0);
        if (str_starts(cell, STR(">"))) {
            doc_build_block_attr(b, ATTR_ALIGN, STR("right"));
            cell = str_sub(cell, 1, cell.n);
        } else if (str_starts(cell, STR("="))) {
            doc_build_block_attr(b, ATTR_ALIGN, STR("center"));
            cell = str_sub(cell, 1, cell.n);
        } else if (str_starts(cell, STR("+"))) {
            doc_build_block_attr(b, ATTR_COLSPAN, STR("2"));
            cell = str_sub(cell, 1, cell.n);
        } else if (str_starts(cell, STR("^"))) {
            doc_build_block_attr(b, ATTR_ROWSPAN, STR("2"));
            cell = str_sub(cell, 1, cell.n);
        }
        doc_build_text(b, cell);
        doc_build_close(b, BLOCK_CELL);
    }
    doc_build_close(b, BLOCK_ROW);
}

static void test_natural_widths_and_alignment(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "*名稱|=中|>數");
    row(b, "信封|=一二三|>12");
    row(b, "ab|=c|>3,000");
    expect(b, at_width(40),
           "名稱    中       數\n"
           "────  ──────  ─────\n"
           "信封  一二三     12\n"
           "ab      c     3,000\n");
}

static void test_cells_wrap_inside_their_columns(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "*甲|乙");
    row(b, "一二三|春天的雨下了一整夜，橋也濕了。");
    row(b, "四|短");
    expect(b, at_width(24),
           "甲      乙\n"
           "──────  ────────────────\n"
           "一二三  春天的雨下了一整\n"
           "        夜，橋也濕了。\n"
           "\n"
           "四      短\n");
}

static void test_wide_word_does_not_starve_others(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "short|averyveryverylongwordindeedwithoutanybreak|也要地方的文字");
    expect(b, at_width(40),
           "short  averyveryverylongwordin  也要地方\n"
           "       deedwithoutanybreak      的文字\n");
}

static void test_spans(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "^甲|+乙乙");
    row(b, "丙|丁");
    row(b, "戊|己|庚");
    expect(b, at_width(40),
           "甲  乙乙\n"
           "    丙  丁\n"
           "戊  己  庚\n");
}

static void test_a_cell_too_many_goes_below(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    for (int i = 0; i < 400; i++)
        row(b, i == 250 ? "a|b|多的一格" : "a|b");
    struct doc *d = finish(b);
    struct layout *l = lay(d, 40);
    struct layout_at at = layout_find(l, (doc_pos)str_find(d->text, STR("多"), 0));
    struct doc_range r = layout_line(l, at)->r;
    assert_int_equal(at.row, 251);
    assert_true(str_eq(doc_slice(d, r), STR("多的一格")));
    layout_free(l);
    doc_free(d);
}

static struct doc_builder *people(void)
{
    struct doc_builder *b = start_table();
    row(b, "*姓名|出生年月|一個很長的說明欄目");
    row(b, "沈溪|1962|寫信的人");
    row(b, "老周|1950|送信");
    return b;
}

static void test_records_on_a_narrow_measure(void **state)
{
    (void)state;
    expect(people(), at_width(16),
           "姓名：沈溪\n"
           "出生年月：1962\n"
           "一個很長的說明欄\n"
           "  寫信的人\n"
           "\n"
           "姓名：老周\n"
           "出生年月：1950\n"
           "一個很長的說明欄\n"
           "  送信\n");
}

/* A place in a header cell is shown by its label in the first record. */
static void test_labels_are_the_header_cells(void **state)
{
    (void)state;
    struct doc *d = finish(people());
    struct layout *l = lay(d, 16);
    doc_pos born = (doc_pos)str_find(d->text, STR("出生"), 0);
    struct layout_at at = layout_find(l, born + 3);
    assert_int_equal(at.row, 1);
    assert_int_equal(layout_x_of(l, born + 3), 2);
    assert_int_equal(layout_pos_at(l, at, 2), born + 3);
    layout_free(l);
    doc_free(d);
}

static void test_records_without_header(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "一二三四|五六七八|九十");
    row(b, "a|b|c");
    expect(b, at_width(10),
           "一二三四\n"
           "五六七八\n"
           "九十\n"
           "\n"
           "a\n"
           "b\n"
           "c\n");
}

static void test_find_in_a_long_table(void **state)
{
    (void)state;
    struct doc_builder *b = start_table();
    row(b, "*號|文");
    char line[64];
    for (int i = 0; i < 5000; i++) {
        snprintf(line, sizeof line, "%d|第%d行的文字", i, i);
        row(b, line);
    }
    struct doc *d = finish(b);
    struct layout *l = lay(d, 40);
    struct layout_at at = layout_find(l, (doc_pos)str_find(d->text, STR("第4000行"), 0));
    assert_int_equal(at.row, 4002);
    assert_int_equal(layout_x_of(l, (doc_pos)str_find(d->text, STR("第4000行"), 0)), 6);
    assert_true(layout_last(l, &at));
    assert_int_equal(at.row, 5001);
    layout_free(l);
    doc_free(d);
}

static void test_row_flags(void **state)
{
    (void)state;
    struct doc *d = finish(people());
    struct layout *l = lay(d, 60);
    static const unsigned want[] = {LINE_TABLE | LINE_FIRST, LINE_TABLE | LINE_BLANK, LINE_TABLE,
                                    LINE_TABLE | LINE_LAST};
    struct layout_at at;
    assert_true(layout_first(l, &at));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(layout_line(l, at)->flags, want[i]);
        assert_int_equal(layout_next(l, &at), i < 3);
    }
    layout_free(l);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_natural_widths_and_alignment),
        cmocka_unit_test(test_cells_wrap_inside_their_columns),
        cmocka_unit_test(test_wide_word_does_not_starve_others),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_a_cell_too_many_goes_below),
        cmocka_unit_test(test_records_on_a_narrow_measure),
        cmocka_unit_test(test_labels_are_the_header_cells),
        cmocka_unit_test(test_records_without_header),
        cmocka_unit_test(test_find_in_a_long_table),
        cmocka_unit_test(test_row_flags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
