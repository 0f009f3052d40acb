#include "layout_make.h"

#include "paint/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc_finish.h"

/* A document, its layout, and a grid it is painted into. */
struct page {
    struct doc *d;
    struct layout *l;
    struct theme theme;
    struct grid *g;
    struct paint_target t;
};

static void page_open(struct page *p, struct doc_builder *b, unsigned measure)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = (uint16_t)measure;
    o.gap = false; /* columns are counted in the tests */
    p->d = finish(b);
    p->l = layout_new(p->d, &o);
    p->theme = theme_resolve(NULL, NULL, THEME_DARK, DEPTH_RGB);
    p->g = grid_new(24, measure + 4);
    p->t = (struct paint_target){.g = p->g, .col = 2, .rows = 24, .theme = &p->theme};
}

static unsigned page_paint(struct page *p)
{
    struct layout_at top;
    assert_true(layout_first(p->l, &top));
    grid_clear(p->g, theme_style(&p->theme, ROLE_TEXT));
    return paint_rows(p->l, top, &p->t);
}

static void page_close(struct page *p)
{
    grid_free(p->g);
    layout_free(p->l);
    doc_free(p->d);
}

static struct doc_builder *start(void)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_LANG, STR("zh-Hant"));
    return b;
}

static void text(struct doc_builder *b, const char *s, unsigned span)
{
    if (span)
        doc_build_span_open(b, span);
    if (span & SPAN_LINK)
        doc_build_span_attr(b, ATTR_HREF, STR("https://example.org/"));
    doc_build_text(b, str_of(s));
    if (span)
        doc_build_span_close(b);
}

static void expect_style(const struct page *p, unsigned row, unsigned col, enum role fg,
                         enum role bg, unsigned attrs)
{
    struct style have = grid_cell(p->g, row, col)->style;
    assert_int_equal(have.fg, theme_style(&p->theme, fg).fg);
    assert_int_equal(have.bg, theme_style(&p->theme, bg).bg);
    assert_int_equal(have.attrs, attrs);
}

static void test_spans(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_PARA);
    text(b, "文", 0);
    text(b, "粗", SPAN_STRONG);
    text(b, "強", SPAN_EM);
    text(b, "em", SPAN_EM);
    text(b, "鏈", SPAN_LINK);
    text(b, "x", SPAN_CODE);
    text(b, "標", SPAN_MARK);
    text(b, "刪", SPAN_STRIKE);
    page_open(&p, b, 60);
    page_paint(&p);
    expect_style(&p, 0, 4, ROLE_QUOTE_BAR, ROLE_TEXT, 0);
    expect_style(&p, 0, 6, ROLE_QUOTE_TEXT, ROLE_TEXT, 0);
    expect_style(&p, 0, 8, ROLE_QUOTE_TEXT, ROLE_TEXT, CELL_BOLD);
    expect_style(&p, 0, 10, ROLE_QUOTE_TEXT, ROLE_TEXT, CELL_UNDERLINE);
    expect_style(&p, 0, 12, ROLE_QUOTE_TEXT, ROLE_TEXT, CELL_ITALIC);
    expect_style(&p, 0, 14, ROLE_LINK, ROLE_TEXT, CELL_UNDERLINE);
    expect_style(&p, 0, 16, ROLE_CODE, ROLE_CODE, 0);
    expect_style(&p, 0, 17, ROLE_MARKED, ROLE_MARKED, 0);
    expect_style(&p, 0, 19, ROLE_QUOTE_TEXT, ROLE_TEXT, CELL_STRIKE);
    page_close(&p);
}

static void test_links(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_HEADING);
    text(b, "文", 0);
    text(b, "鏈", SPAN_LINK);
    page_open(&p, b, 20);
    page_paint(&p);
    assert_int_equal(grid_cell(p.g, 0, 4)->link.n, 0);
    p.t.links = true;
    page_paint(&p);
    assert_int_equal(grid_cell(p.g, 0, 2)->link.n, 0);
    for (unsigned col = 4; col < 6; col++)
        assert_true(str_eq(grid_cell(p.g, 0, col)->link, STR("https://example.org/")));
    expect_style(&p, 0, 2, ROLE_HEADING, ROLE_TEXT, CELL_BOLD);
    page_close(&p);
}

static void test_marks(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_HEADING);
    doc_build_text(b, STR("一二三四五"));
    page_open(&p, b, 20);
    const struct mark marks[] = {
        {.r = {3, 12}, .role = ROLE_QUOTED},
        {.r = {6, 9}, .role = ROLE_SELECTION},
        {.r = {15, 15}, .role = ROLE_MATCH},
    };
    p.t.marks = marks;
    p.t.nmarks = 3;
    page_paint(&p);
    expect_style(&p, 0, 2, ROLE_HEADING, ROLE_TEXT, CELL_BOLD);
    expect_style(&p, 0, 4, ROLE_QUOTED, ROLE_QUOTED, CELL_BOLD);
    expect_style(&p, 0, 6, ROLE_SELECTION, ROLE_SELECTION, CELL_BOLD);
    expect_style(&p, 0, 8, ROLE_QUOTED, ROLE_QUOTED, CELL_BOLD);
    expect_style(&p, 0, 10, ROLE_HEADING, ROLE_TEXT, CELL_BOLD);
    page_close(&p);
}

/* The gap between Han and Latin is marked where both sides are; an underline changes nothing else. */
static void test_marks_have_no_holes(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("一a二"));
    page_open(&p, b, 20);
    struct layout_opts o = *layout_options(p.l);
    o.gap = true;
    layout_free(p.l);
    p.l = layout_new(p.d, &o);
    const struct mark marks[] = {
        {.r = {0, 4}, .role = ROLE_QUOTED},
        {.r = {4, 7}, .underline = true},
    };
    p.t.marks = marks;
    p.t.nmarks = 2;
    page_paint(&p);
    expect_style(&p, 0, 4, ROLE_QUOTED, ROLE_QUOTED, 0);
    expect_style(&p, 0, 6, ROLE_QUOTED, ROLE_QUOTED, 0); /* the gap */
    expect_style(&p, 0, 7, ROLE_QUOTED, ROLE_QUOTED, 0);
    expect_style(&p, 0, 8, ROLE_TEXT, ROLE_TEXT, 0); /* one side only */
    expect_style(&p, 0, 9, ROLE_TEXT, ROLE_TEXT, CELL_UNDERLINE);
    page_close(&p);
}

static void test_code_has_a_ground(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("文"));
    doc_build_open(b, BLOCK_CODE);
    doc_build_text(b, STR("x\n\ny"));
    page_open(&p, b, 40);
    assert_int_equal(page_paint(&p), 5);
    expect_style(&p, 1, 4, ROLE_TEXT, ROLE_TEXT, 0);
    for (unsigned row = 2; row < 5; row++) {
        expect_style(&p, row, 1, ROLE_TEXT, ROLE_TEXT, 0);
        expect_style(&p, row, 2, ROLE_CODE, ROLE_CODE, 0);
        expect_style(&p, row, 41, ROLE_CODE, ROLE_CODE, 0);
        expect_style(&p, row, 42, ROLE_TEXT, ROLE_TEXT, 0);
    }
    page_close(&p);
}

static void test_header_cells_and_speakers(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_TABLE);
    for (int i = 0; i < 2; i++) {
        doc_build_open(b, BLOCK_ROW);
        doc_build_open(b, BLOCK_CELL);
        doc_build_flags(b, i ? 0 : BLOCK_F_HEADER);
        doc_build_text(b, STR("格"));
        doc_build_close(b, BLOCK_ROW);
    }
    doc_build_close(b, BLOCK_TABLE);
    doc_build_open(b, BLOCK_TURN);
    text(b, "問：", SPAN_SPEAKER);
    text(b, "嗎？", 0);
    page_open(&p, b, 40);
    assert_int_equal(page_paint(&p), 5);
    expect_style(&p, 0, 2, ROLE_TEXT, ROLE_TEXT, CELL_BOLD);
    expect_style(&p, 1, 2, ROLE_BORDER, ROLE_TEXT, 0);
    expect_style(&p, 2, 2, ROLE_TEXT, ROLE_TEXT, 0);
    expect_style(&p, 4, 2, ROLE_SPEAKER, ROLE_TEXT, 0);
    expect_style(&p, 4, 10, ROLE_TEXT, ROLE_TEXT, 0);
    page_close(&p);
}

static void test_paint_is_clipped(void **state)
{
    (void)state;
    struct page p;
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_HEADING);
    text(b, "一二三四五六七", SPAN_LINK);
    page_open(&p, b, 20);
    p.t.links = true;
    p.t.row = 23;
    p.t.col = -3;
    assert_int_equal(page_paint(&p), 1);
    struct buf out = {0};
    grid_row_text(p.g, 23, &out);
    assert_string_equal(buf_cstr(&out), " 三四五六七");
    p.t.row = -1;
    p.t.col = 20;
    page_paint(&p);
    buf_clear(&out);
    grid_row_text(p.g, 0, &out);
    assert_string_equal(buf_cstr(&out), "");
    buf_free(&out);
    page_close(&p);
}

static void test_dump_ansi(void **state)
{
    (void)state;
    struct page p;
    struct buf out = {0};
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_HEADING);
    doc_build_text(b, STR("題"));
    doc_build_open(b, BLOCK_PARA);
    text(b, "文", 0);
    text(b, "粗", SPAN_STRONG);
    page_open(&p, b, 40);
    paint_dump(p.l, &p.theme, true, &out);
    assert_string_equal(buf_cstr(&out), "\033[0;1;38;2;141;179;233m題\033[0m\n"
                                        "\n"
                                        "    文\033[0;1m粗\033[0m\n");
    buf_clear(&out);
    p.theme = theme_resolve(NULL, NULL, THEME_DARK, DEPTH_256);
    paint_dump(p.l, &p.theme, true, &out);
    assert_true(str_starts(buf_str(&out), STR("\033[0;1;38;5;110m題\033[0m\n")));
    buf_clear(&out);
    p.theme = theme_resolve(NULL, NULL, THEME_DARK, DEPTH_16);
    paint_dump(p.l, &p.theme, true, &out);
    assert_true(str_starts(buf_str(&out), STR("\033[0;1;96m題\033[0m\n")));
    buf_free(&out);
    page_close(&p);
}

static void test_dump_lines(void **state)
{
    (void)state;
    struct page p;
    struct buf out = {0};
    struct doc_builder *b = start();
    doc_build_open(b, BLOCK_HEADING);
    doc_build_text(b, STR("題"));
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("一二三四五六。"));
    page_open(&p, b, 12);
    paint_dump_lines(p.l, &out);
    assert_string_equal(buf_cstr(&out), "0..3 heading FL. 0+2 |題\n"
                                        "4..4 blank ... 0+0 |\n"
                                        "4..19 para F.W 2+10 |  一二三四五\n"
                                        "19..25 para .L. 0+4 |六。\n");
    buf_free(&out);
    page_close(&p);
}

static void strip_sgr(const struct buf *in, struct buf *out)
{
    bool inside = false;
    for (size_t i = 0; i < in->n; i++) {
        if (in->p[i] == '\033')
            inside = true;
        else if (inside)
            inside = in->p[i] != 'm';
        else
            buf_addc(out, in->p[i]);
    }
}

static void expect_same(const struct buf *have, const struct buf *want)
{
    struct str h = buf_str(have), w = buf_str(want), a, b;
    while (str_split(&w, '\n', &b))
        if (!str_split(&h, '\n', &a) || !str_eq(a, b))
            fail_msg("\"" STR_FMT "\" is not \"" STR_FMT "\"", STR_ARG(a), STR_ARG(b));
    assert_int_equal(have->n, want->n);
}

/* Rows in a grid, as text, and as text with styles show the same. */
static void check_same(struct layout *l, const struct theme *theme)
{
    struct buf plain = {0}, ansi = {0}, stripped = {0}, drawn = {0};
    struct grid *g = grid_new(1, layout_options(l)->measure + 8u);
    struct paint_target t = {.g = g, .rows = 1, .theme = theme, .links = true};
    struct layout_at at;
    for (bool more = layout_first(l, &at); more; more = layout_next(l, &at)) {
        grid_clear(g, theme_style(theme, ROLE_TEXT));
        assert_int_equal(paint_rows(l, at, &t), 1);
        grid_row_text(g, 0, &drawn);
        buf_addc(&drawn, '\n');
    }
    paint_dump(l, NULL, false, &plain);
    paint_dump(l, theme, true, &ansi);
    strip_sgr(&ansi, &stripped);
    expect_same(&drawn, &plain);
    expect_same(&stripped, &plain);
    grid_free(g);
    buf_free(&plain);
    buf_free(&ansi);
    buf_free(&stripped);
    buf_free(&drawn);
}

static void test_all_ways_show_the_same(void **state)
{
    (void)state;
    struct theme theme = theme_resolve(NULL, NULL, THEME_LIGHT, DEPTH_RGB);
    for (uint64_t seed = 1; seed <= 120; seed++) {
        struct choices c = {.n = 4000, .seed = seed};
        struct doc *d = make_article(&c, 24);
        struct layout_opts o = make_opts(&c);
        struct layout *l = layout_new(d, &o);
        check_same(l, &theme);
        layout_free(l);
        doc_free(d);
    }
}

/* A dump of a long document is made in two halves at once; paint_dump_lines goes through in one. */
static void test_long_dump_is_whole(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    for (unsigned i = 0; i < 9000; i++) {
        char label[16];
        snprintf(label, sizeof label, "%u", i);
        doc_build_open(b, i % 9 ? BLOCK_PARA : BLOCK_HEADING);
        doc_build_text(b, STR("山路很長，霧從谷底慢慢升上來，窗外什麼也看不見，只聽得到風。"));
        if (i % 100 == 0)
            doc_build_note_ref(b, str_of(label));
        doc_build_text(b, STR("信走得慢，話才有分量。"));
    }
    struct doc *d = finish(b);
    assert_true(d->text.n > 1 << 20);
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = 40;
    struct layout *l = layout_new(d, &o);
    struct buf halves = {0}, lines = {0}, whole = {0};
    paint_dump(l, NULL, false, &halves);
    paint_dump_lines(l, &lines);
    struct str rest = buf_str(&lines), line;
    while (str_split(&rest, '\n', &line) && rest.p) {
        buf_add(&whole, str_sub(line, str_chr(line, '|', 0) + 1, line.n));
        buf_addc(&whole, '\n');
    }
    assert_true(str_eq(buf_str(&halves), buf_str(&whole)));
    buf_free(&halves);
    buf_free(&lines);
    buf_free(&whole);
    layout_free(l);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_marks_have_no_holes),
        cmocka_unit_test(test_code_has_a_ground),
        cmocka_unit_test(test_header_cells_and_speakers),
        cmocka_unit_test(test_paint_is_clipped),
        cmocka_unit_test(test_dump_ansi),
        cmocka_unit_test(test_dump_lines),
        cmocka_unit_test(test_all_ways_show_the_same),
        cmocka_unit_test(test_long_dump_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
