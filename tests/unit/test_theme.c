#include "paint/theme.h"

#include "paint/color.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static uint32_t rgb_of(uint32_t color)
{
    if (COLOR_IS_INDEX(color))
        return color_of_index(color & 0xFF);
    assert_true(COLOR_IS_RGB(color));
    return color;
}

/* WCAG 2.1: white on black is 21, and #777777 on white the well-known 4.48. */
static void test_contrast(void **state)
{
    (void)state;
    assert_true(fabs(color_contrast(0xFFFFFF, 0x000000) - 21) < 1e-9);
    assert_true(fabs(color_contrast(0x777777, 0xFFFFFF) - 4.478) < 0.001);
    assert_true(fabs(color_contrast(0x123456, 0x123456) - 1) < 1e-9);
    assert_true(fabs(color_luminance(0x808080) - 0.21586) < 1e-5);
    assert_int_equal(color_of_index(16), 0x000000);
    assert_int_equal(color_of_index(110), 0x87AFD7);
    assert_int_equal(color_of_index(231), 0xFFFFFF);
    assert_int_equal(color_of_index(232), 0x080808);
    assert_int_equal(color_of_index(255), 0xEEEEEE);
}

static double least_contrast(enum role r)
{
    switch (r) {
    case ROLE_TEXT:
    case ROLE_TITLE:
    case ROLE_MESSAGE:
    case ROLE_PANEL:
        return 7;
    case ROLE_QUOTE_BAR:
    case ROLE_RULE:
    case ROLE_BORDER:
    case ROLE_PROGRESS:
    case ROLE_PROGRESS_REST:
        return 3;
    default:
        return 4.5;
    }
}

static void check_pair(uint32_t fg, uint32_t bg, double least, const char *what, int role)
{
    double have = color_contrast(rgb_of(fg), rgb_of(bg));
    if (have < least)
        fail_msg("%s, role %d: %06X on %06X is %.2f, not %.1f", what, role, rgb_of(fg), rgb_of(bg),
                 have, least);
}

/* Every role on its own ground, and text that keeps its colour under a tint. */
static void check_theme(const struct theme *t, const char *what)
{
    static const enum role kept[] = {ROLE_TEXT,  ROLE_SECONDARY,  ROLE_HEADING, ROLE_LINK,
                                     ROLE_TITLE, ROLE_QUOTE_TEXT, ROLE_SPEAKER, ROLE_ACCENT};
    static const enum role tints[] = {ROLE_QUOTED, ROLE_OVERLAP, ROLE_CODE};
    for (int r = 0; r < ROLES; r++)
        check_pair(t->role[r].fg, t->role[r].bg, least_contrast((enum role)r), what, r);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        for (size_t k = 0; k < sizeof tints / sizeof *tints; k++)
            check_pair(t->role[kept[i]].fg, t->role[tints[k]].bg, 4.5, what, (int)kept[i]);
}

static void test_paper_is_legible(void **state)
{
    (void)state;
    static const char *const names[] = {"light", "dark"};
    for (int mode = THEME_LIGHT; mode <= THEME_DARK; mode++) {
        struct theme rgb = theme_resolve("paper", (enum theme_mode)mode, DEPTH_RGB);
        struct theme few = theme_resolve(NULL, (enum theme_mode)mode, DEPTH_256);
        check_theme(&rgb, names[mode]);
        check_theme(&few, names[mode]);
        bool light = color_luminance(rgb_of(rgb.role[ROLE_TEXT].bg)) > 0.18;
        assert_int_equal(light, mode == THEME_LIGHT);
        for (int r = 0; r < ROLES; r++) {
            assert_true(COLOR_IS_INDEX(few.role[r].fg) && COLOR_IS_INDEX(few.role[r].bg));
            assert_true((few.role[r].fg & 0xFF) >= 16); /* below, users choose the colours */
        }
    }
}

static bool is_one_of_first(uint32_t color, unsigned n)
{
    return color == COLOR_DEFAULT || (COLOR_IS_INDEX(color) && (color & 0xFF) < n);
}

/* Highlights differ from text whatever the palette is, and never have its colour on its colour. */
static void test_few_colours(void **state)
{
    (void)state;
    static const enum role marks[] = {ROLE_SELECTION, ROLE_MATCH,  ROLE_MATCH_CURRENT,
                                      ROLE_CHOSEN,    ROLE_QUOTED, ROLE_MARKED};
    static const unsigned sizes[] = {[DEPTH_8] = 8, [DEPTH_16] = 16};
    for (int mode = THEME_LIGHT; mode <= THEME_DARK; mode++) {
        for (int depth = DEPTH_8; depth <= DEPTH_16; depth++) {
            struct theme t = theme_resolve("paper", (enum theme_mode)mode, (enum color_depth)depth);
            assert_int_equal(t.role[ROLE_TEXT].fg, COLOR_DEFAULT);
            assert_int_equal(t.role[ROLE_TEXT].bg, COLOR_DEFAULT);
            for (int r = 0; r < ROLES; r++) {
                assert_true(is_one_of_first(t.role[r].fg, sizes[depth]));
                assert_true(is_one_of_first(t.role[r].bg, sizes[depth]));
                assert_true(t.role[r].fg != t.role[r].bg || t.role[r].fg == COLOR_DEFAULT);
            }
            for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                assert_true(memcmp(&t.role[marks[i]], &t.role[ROLE_TEXT], sizeof t.role[0]) != 0);
        }
    }
}

static void test_mono_has_attributes_only(void **state)
{
    (void)state;
    struct theme t = theme_resolve("paper", THEME_DARK, DEPTH_MONO);
    for (int r = 0; r < ROLES; r++) {
        assert_int_equal(t.role[r].fg, COLOR_DEFAULT);
        assert_int_equal(t.role[r].bg, COLOR_DEFAULT);
    }
    assert_int_equal(t.role[ROLE_HEADING].attrs, CELL_BOLD);
    assert_int_equal(t.role[ROLE_LINK].attrs, CELL_UNDERLINE);
    assert_int_equal(t.role[ROLE_SELECTION].attrs, CELL_REVERSE);
    assert_int_equal(t.role[ROLE_CHOSEN].attrs, CELL_REVERSE);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(theme_resolve(NULL, THEME_DARK, DEPTH_RGB).name, "paper");
    assert_string_equal(theme_resolve("no such", THEME_DARK, DEPTH_RGB).name, "paper");
}

static void test_replies(void **state)
{
    (void)state;
    static const struct {
        const char *reply;
        int mode; /* -1: not understood */
    } cases[] = {
        {"rgb:ffff/ffff/ffff", THEME_LIGHT},
        {"rgb:0000/0000/0000", THEME_DARK},
        {"rgb:f/f/f", THEME_LIGHT},
        {"rgb:1e/1e/2e", THEME_DARK},
        {"rgb:fff/f0f/eee", THEME_LIGHT},
        {"rgba:1b1b/1a1a/1818/ffff", THEME_DARK},
        {"#faf6ec", THEME_LIGHT},
        {"#1B1A18", THEME_DARK},
        {"rgb:7575/7575/7575", THEME_DARK},
        {"rgb:7676/7676/7676", THEME_LIGHT}, /* 0.178, 0.181 */
        {"", -1},
        {"rgb:", -1},
        {"rgb:ff/ff", -1},
        {"rgb:fffff/0/0", -1},
        {"rgb:gg/00/00", -1},
        {"#fff", -1},
        {"#gggggg", -1},
        {"hsl:1/1/1", -1},
        {"rgb://", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum theme_mode mode = THEME_LIGHT;
        bool ok = theme_mode_of_reply(str_of(cases[i].reply), &mode);
        if (ok != (cases[i].mode >= 0) || (ok && (int)mode != cases[i].mode))
            fail_msg("%s", cases[i].reply);
    }
}

static void test_colorfgbg(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int mode;
    } cases[] = {
        {"15;0", THEME_DARK},
        {"0;15", THEME_LIGHT},
        {"0;default;15", THEME_LIGHT},
        {"0;7", THEME_LIGHT},
        {"0;8", THEME_DARK},
        {"0;9", THEME_LIGHT},
        {"7;6", THEME_DARK},
        {"default;default", -1},
        {"", -1},
        {"15", -1},
        {"0;16", -1},
        {"0;", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum theme_mode mode = THEME_LIGHT;
        bool ok = theme_mode_of_colorfgbg(str_of(cases[i].value), &mode);
        if (ok != (cases[i].mode >= 0) || (ok && (int)mode != cases[i].mode))
            fail_msg("%s", cases[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),    cmocka_unit_test(test_paper_is_legible),
        cmocka_unit_test(test_few_colours), cmocka_unit_test(test_mono_has_attributes_only),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_replies),
        cmocka_unit_test(test_colorfgbg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
