/* The terminal in memory that the views are tested on. */
#include "ui/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct event next(struct term *t)
{
    struct event ev;
    assert_true(t->ops->event(t, -1, NULL, 0, &ev));
    return ev;
}

static void test_typed_bytes_are_events_then_the_end(void **state)
{
    (void)state;
    struct term *t = term_fake_new(24, 80, DEPTH_RGB);
    term_fake_feed(t, STR("q\033[B中\033"));
    assert_int_equal(next(t).key, 'q');
    assert_int_equal(next(t).key, KEY_DOWN_);
    assert_int_equal(next(t).key, 0x4E2D);
    assert_int_equal(next(t).key, KEY_ESC_); /* nothing comes behind it */
    assert_int_equal(next(t).kind, EVENT_QUIT);
    assert_int_equal(next(t).kind, EVENT_QUIT);
    t->ops->close(t);
}

static void test_resize_is_told_once(void **state)
{
    (void)state;
    struct term *t = term_fake_new(24, 80, DEPTH_256);
    unsigned rows, cols;
    term_fake_feed(t, STR("q"));
    term_fake_resize(t, 12, 40);
    struct event ev = next(t);
    assert_int_equal(ev.kind, EVENT_RESIZE);
    assert_int_equal(ev.row, 12);
    assert_int_equal(ev.col, 40);
    t->ops->size(t, &rows, &cols);
    assert_int_equal(rows, 12);
    assert_int_equal(cols, 40);
    assert_int_equal(next(t).key, 'q');
    t->ops->close(t);
}

static void test_the_screen_is_what_was_shown_last(void **state)
{
    (void)state;
    struct term *t = term_fake_new(2, 10, DEPTH_MONO);
    struct grid *g = grid_new(3, 8);
    struct style plain = {COLOR_DEFAULT, COLOR_DEFAULT, 0};
    struct buf b = {0};
    grid_text(g, 1, 2, 6, STR("竹簡"), plain, false);
    g->cursor_row = 1;
    g->cursor_col = 4;
    t->ops->show(t, g);
    grid_clear(g, plain); /* the terminal has its own copy */
    const struct grid *s = term_fake_screen(t);
    assert_int_equal(s->rows, 3);
    assert_int_equal(s->cols, 8);
    assert_int_equal(s->cursor_row, 1);
    assert_int_equal(s->cursor_col, 4);
    grid_row_text(s, 1, &b);
    assert_string_equal(buf_cstr(&b), "  竹簡");
    buf_free(&b);
    grid_free(g);
    t->ops->close(t);
}

static void test_the_background_changes_the_mode(void **state)
{
    (void)state;
    struct term *t = term_fake_new(24, 80, DEPTH_RGB);
    assert_false(t->info.mode_known);
    term_fake_feed(t, STR("\033]11;rgb:ffff/ffff/ffff\033\\"));
    assert_int_equal(next(t).kind, EVENT_BACKGROUND);
    assert_true(t->info.mode_known);
    assert_int_equal(t->info.mode, THEME_LIGHT);
    assert_string_equal(t->info.mode_origin, "OSC 11");
    t->ops->close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typed_bytes_are_events_then_the_end),
        cmocka_unit_test(test_resize_is_told_once),
        cmocka_unit_test(test_the_screen_is_what_was_shown_last),
        cmocka_unit_test(test_the_background_changes_the_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
