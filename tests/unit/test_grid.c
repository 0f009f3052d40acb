#include "paint/grid.h"

#include "random.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct style A = {COLOR_RGB(0x112233), COLOR_INDEX(7), CELL_BOLD};
static const struct style B = {COLOR_INDEX(200), COLOR_DEFAULT, CELL_UNDERLINE};

static void expect_row(const struct grid *g, unsigned row, const char *want)
{
    struct buf out = {0};
    grid_row_text(g, row, &out);
    assert_string_equal(buf_cstr(&out), want);
    buf_free(&out);
}

static bool same_style(struct style a, struct style b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

/* No half of a wide cluster stands alone, and nothing in a cell can control a terminal. */
static void check(const struct grid *g)
{
    for (unsigned row = 0; row < g->rows; row++) {
        for (unsigned col = 0; col < g->cols; col++) {
            const struct cell *c = grid_cell(g, row, col);
            if (c->w == 0) {
                assert_true(col > 0 && c[-1].w == 2 && c->n == 0);
                assert_true(same_style(c->style, c[-1].style));
                continue;
            }
            assert_true(c->w == 1 || (c->w == 2 && col + 1 < g->cols && c[1].w == 0));
            assert_in_range(c->n, 1, CELL_TEXT_BYTES);
            assert_int_equal(sanitize_clean_prefix(str_n(c->text, c->n), SANITIZE_LINE), c->n);
        }
    }
}

static void test_put(void **state)
{
    (void)state;
    struct grid *g = grid_new(2, 6);
    grid_put(g, 0, 0, STR("山"), 2, A);
    grid_put(g, 0, 2, STR("x"), 1, A);
    grid_put(g, 0, 4, STR("路"), 2, A);
    grid_put(g, 1, 5, STR("路"), 2, A); /* does not fit */
    grid_put(g, -1, 0, STR("y"), 1, A);
    grid_put(g, 2, 0, STR("y"), 1, A);
    grid_put(g, 0, 6, STR("y"), 1, A);
    expect_row(g, 0, "山x 路");
    expect_row(g, 1, "");
    assert_int_equal(grid_cell(g, 1, 5)->style.fg, A.fg);
    check(g);
    grid_free(g);
}

static void test_overwriting_a_half_blanks_the_other(void **state)
{
    (void)state;
    struct grid *g = grid_new(1, 6);
    grid_text(g, 0, 0, 6, STR("山路長"), A, false);
    grid_put(g, 0, 1, STR("x"), 1, B);
    expect_row(g, 0, " x路長");
    assert_true(same_style(grid_cell(g, 0, 0)->style, A));
    grid_put(g, 0, 3, STR("橋"), 2, B);
    expect_row(g, 0, " x 橋");
    check(g);
    grid_fill(g, 0, 4, 1, 1, B);
    expect_row(g, 0, " x");
    check(g);

    struct style link = A;
    link.attrs = CELL_BOLD | CELL_UNDERLINE | CELL_STRIKE;
    grid_text(g, 0, 0, 6, STR("山路長"), link, false);
    grid_put(g, 0, 1, STR("x"), 1, B); /* a blank has no line of its own */
    assert_int_equal(grid_cell(g, 0, 0)->style.attrs, CELL_BOLD);
    assert_int_equal(grid_cell(g, 0, 2)->style.attrs, link.attrs);
    grid_free(g);
}

static void test_text_is_cleaned(void **state)
{
    (void)state;
    struct grid *g = grid_new(1, 20);
    assert_int_equal(grid_text(g, 0, 0, 20,
                               STR("a\033[31mb\tc\xff"
                                   "d\u202Ee"),
                               A, false),
                     7);
    expect_row(g, 0, "ab c\uFFFDde");
    grid_put(g, 0, 0, STR("\033"), 1, A);
    grid_put(g, 0, 1, STR("x\a"), 1, A);
    grid_put(g, 0, 2, STR("\xE5\xB1"), 1, A);
    expect_row(g, 0, " x\uFFFDc\uFFFDde");
    check(g);
    grid_free(g);
}

static void test_long_cluster_loses_its_last_marks(void **state)
{
    (void)state;
    struct grid *g = grid_new(1, 2);
    struct buf s = {0};
    buf_addc(&s, 'e');
    for (int i = 0; i < 20; i++)
        buf_adds(&s, "\u0301");
    grid_put(g, 0, 0, buf_str(&s), 1, A);
    assert_int_equal(grid_cell(g, 0, 0)->n, 21);
    check(g);
    buf_free(&s);
    grid_free(g);
}

static void test_ellipsis(void **state)
{
    (void)state;
    struct grid *g = grid_new(5, 10);
    assert_int_equal(grid_text(g, 0, 0, 6, STR("山路長橋"), A, true), 5);
    assert_int_equal(grid_text(g, 1, 0, 6, STR("山路長"), A, true), 6);
    assert_int_equal(grid_text(g, 2, 0, 5, STR("山路長"), A, false), 4);
    assert_int_equal(grid_text(g, 3, 8, 6, STR("山路長"), A, true), 6);
    assert_int_equal(grid_text(g, 4, 0, 0, STR("山"), A, true), 0);
    expect_row(g, 0, "山路…");
    expect_row(g, 1, "山路長");
    expect_row(g, 2, "山路");
    expect_row(g, 3, "        山");
    expect_row(g, 4, "");
    check(g);
    grid_free(g);
}

static void test_restyle(void **state)
{
    (void)state;
    struct grid *g = grid_new(1, 6);
    grid_text(g, 0, 0, 6, STR("山路長"), A, false);
    grid_restyle(g, 0, 3, 2, (struct style){COLOR_KEEP, COLOR_INDEX(3), CELL_UNDERLINE});
    for (unsigned col = 0; col < 6; col++) {
        const struct style s = grid_cell(g, 0, col)->style;
        assert_int_equal(s.fg, A.fg);
        assert_int_equal(s.bg, col >= 2 ? COLOR_INDEX(3) : A.bg);
        assert_int_equal(s.attrs, col >= 2 ? CELL_BOLD | CELL_UNDERLINE : CELL_BOLD);
    }
    grid_restyle(g, 0, -4, 5, (struct style){COLOR_INDEX(9), COLOR_KEEP, 0});
    assert_int_equal(grid_cell(g, 0, 1)->style.fg, COLOR_INDEX(9));
    assert_int_equal(grid_cell(g, 0, 1)->style.bg, A.bg);
    assert_int_equal(grid_cell(g, 0, 2)->style.fg, A.fg);
    check(g);
    grid_free(g);
}

static void test_clear_and_resize(void **state)
{
    (void)state;
    struct grid *g = grid_new(2, 4);
    g->cursor_row = g->cursor_col = 1;
    grid_text(g, 0, 0, 4, STR("山路"), A, false);
    grid_clear(g, B);
    expect_row(g, 0, "");
    assert_int_equal(g->cursor_row, -1);
    assert_true(same_style(grid_cell(g, 1, 3)->style, B));
    grid_resize(g, 3, 7);
    assert_int_equal(g->rows, 3);
    assert_int_equal(g->cols, 7);
    check(g);
    grid_resize(g, 0, 0);
    grid_put(g, 0, 0, STR("x"), 1, A);
    grid_text(g, 0, 0, 5, STR("x"), A, true);
    grid_fill(g, 0, 0, 5, 5, A);
    grid_restyle(g, 0, 0, 5, A);
    grid_free(g);
}

static void scribble(struct grid *g, struct random *r, struct buf *text)
{
    int row = (int)random_below(r, 6) - 1, col = (int)random_below(r, 20) - 4;
    struct style s = random_below(r, 2) ? A : B;
    switch (random_below(r, 5)) {
    case 0:
        grid_fill(g, row, col, random_below(r, 5), random_below(r, 9), s);
        break;
    case 1:
        grid_restyle(g, row, col, random_below(r, 9), s);
        break;
    case 2:
        buf_clear(text);
        random_text(r, STR("山路ab́👍🏽한\033\n\t"), random_below(r, 9), text);
        grid_put(g, row, col, buf_str(text), random_below(r, 4), s);
        break;
    default:
        buf_clear(text);
        random_text(r, STR("山路ab́👍🏽한\033\n\t"), random_below(r, 20), text);
        grid_text(g, row, col, random_below(r, 20), buf_str(text), s, random_below(r, 2));
    }
}

static void test_any_drawing_keeps_the_grid_whole(void **state)
{
    (void)state;
    struct random r = {0x5EED};
    struct buf text = {0};
    for (int k = 0; k < 200; k++) {
        struct grid *g = grid_new(4, 1 + random_below(&r, 14));
        for (int i = 0; i < 100; i++) {
            scribble(g, &r, &text);
            check(g);
        }
        grid_free(g);
    }
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put),
        cmocka_unit_test(test_overwriting_a_half_blanks_the_other),
        cmocka_unit_test(test_text_is_cleaned),
        cmocka_unit_test(test_long_cluster_loses_its_last_marks),
        cmocka_unit_test(test_ellipsis),
        cmocka_unit_test(test_restyle),
        cmocka_unit_test(test_clear_and_resize),
        cmocka_unit_test(test_any_drawing_keeps_the_grid_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
