#include "paint/theme.h"

#include "paint/accent.h"
#include "paint/color.h"
#include "paint/theme_check.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

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

/* Everything that is known of a bundled theme passes, in every mode, depth and accent. */
static void fail_below(const struct theme_measure *m, void *arg)
{
    size_t *known = arg;
    *known += m->known;
    if (m->known && m->have < m->least)
        fail_msg("%s: %06X on %06X is %.2f, not %.2f (%s)", m->what, m->fg, m->bg, m->have,
                 m->least, m->against ? m->against->name : "exact");
}

static void test_bundled_are_legible(void **state)
{
    (void)state;
    const struct theme_set *set = theme_bundled();
    static const uint32_t own[2] = {0x202020, 0xFFFFFF};
    size_t known = 0;
    assert_int_equal(set->v.n, 7);
    for (size_t i = 0; i < set->v.n; i++)
        for (enum theme_mode mode = THEME_LIGHT; mode < THEME_MODES; mode++)
            for (enum color_depth depth = DEPTH_MONO; depth < DEPTHS; depth++)
                for (size_t a = 0; a < accent_count(); a++) {
                    struct theme t = theme_resolve(&set->v.v[i], accent_at(a), mode, depth);
                    theme_check(&t, mode == THEME_LIGHT ? own : NULL, fail_below, &known);
                }
    assert_true(known > 30000);
}

/* A colour of the user's own keeps its hue and becomes legible. */
static void test_any_accent_is_legible(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 1000; i++) {
        char text[8];
        struct accent a;
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint32_t rgb = (uint32_t)(seed >> 40);
        snprintf(text, sizeof text, "#%06X", rgb & 0xFFFFFF);
        assert_true(accent_parse(str_of(text), &a));
        for (enum theme_mode mode = THEME_LIGHT; mode < THEME_MODES; mode++) {
            const struct theme_def *def = &theme_bundled()->v.v[(size_t)i % 6];
            for (enum color_depth depth = DEPTH_256; depth <= DEPTH_RGB; depth++) {
                uint32_t c = theme_rgb(accent_color(&a, def, mode, depth));
                const uint32_t *slots = def->color[mode][depth];
                assert_true(color_contrast(c, theme_rgb(slots[SLOT_PAPER])) >= ACCENT_CONTRAST);
                assert_true(color_contrast(c, theme_rgb(slots[SLOT_TINT])) >= ACCENT_CONTRAST);
            }
            struct oklch v = color_to_oklch(accent_color(&a, def, mode, DEPTH_RGB));
            double turn = fabs(v.h - a.h);
            if (v.c > 0.04)
                assert_true((turn > 180 ? 360 - turn : turn) < 3);
        }
    }
}

static void test_oklch(void **state)
{
    (void)state;
    struct oklch red = color_to_oklch(0xFF0000);
    assert_true(fabs(red.l - 0.6280) < 1e-3 && fabs(red.c - 0.2577) < 1e-3 &&
                fabs(red.h - 29.23) < 0.05);
    assert_true(fabs(color_to_oklch(0xFFFFFF).l - 1) < 1e-3);
    for (uint32_t rgb = 0; rgb <= 0xFFFFFF; rgb += 0x01357)
        assert_int_equal(color_of_oklch(color_to_oklch(rgb)), rgb);
    assert_true(color_to_oklch(color_of_oklch((struct oklch){0.7, 0.4, 150})).c < 0.25);
    assert_true(fabs(color_distance(0x000000, 0xFFFFFF) - 1) < 1e-3);
    /* what differs in red and green alone is one colour to protanopes */
    assert_true(color_distance(color_seen(0xB55D00, VISION_DEUTERANOPIA),
                               color_seen(0x767A00, VISION_DEUTERANOPIA)) <
                color_distance(0xB55D00, 0x767A00) / 3);
    assert_int_equal(color_seen(0xFFFFFF, VISION_PROTANOPIA), 0xFFFFFF);
}

static void test_paper_by_index(void **state)
{
    (void)state;
    for (enum theme_mode mode = THEME_LIGHT; mode < THEME_MODES; mode++) {
        struct theme few = theme_resolve(NULL, NULL, mode, DEPTH_256);
        for (int r = 0; r < ROLES; r++) {
            assert_true(COLOR_IS_INDEX(few.role[r].fg) && COLOR_IS_INDEX(few.role[r].bg));
            assert_true((few.role[r].fg & 0xFF) >= 16); /* below, users choose the colours */
        }
    }
}

static void test_file(void **state)
{
    (void)state;
    static const char text[] = "# mine\n"
                               "title Moss 苔\n"
                               "ink #000000\n"
                               "[light]\n"
                               "ink #102010 22\n"
                               "sfot #333333\n"
                               "soft green\n"
                               "[dusk]\n"
                               "[dark]\n"
                               "paper - 256 16\r\n";
    struct theme_set set;
    struct buf complaints = {0};
    theme_set_start(&set);
    theme_read(&set, "moss.theme", STR("moss"), str_of(text), &complaints);
    const struct theme_def *t = theme_find(&set, STR("moss"));
    assert_non_null(t);
    assert_string_equal(t->title, "Moss 苔");
    assert_int_equal(t->color[THEME_LIGHT][DEPTH_RGB][SLOT_INK], 0x102010);
    assert_int_equal(t->color[THEME_LIGHT][DEPTH_256][SLOT_INK], COLOR_INDEX(22));
    assert_int_equal(t->color[THEME_LIGHT][DEPTH_RGB][SLOT_SOFT],
                     set.v.v[0].color[THEME_LIGHT][DEPTH_RGB][SLOT_SOFT]);
    assert_int_equal(t->color[THEME_DARK][DEPTH_RGB][SLOT_PAPER], COLOR_DEFAULT);
    assert_string_equal(
        buf_cstr(&complaints),
        "moss.theme:3: “ink” stands before [light] and [dark]\n"
        "moss.theme:6: no colour is called “sfot”; did you mean soft?\n"
        "moss.theme:7: “green” is no colour: #rrggbb, a number of the palette, or -\n"
        "moss.theme:8: “[dusk]” is neither [light] nor [dark]\n"
        "moss.theme:10: “256” is no colour: #rrggbb, a number of the palette, or -\n"
        "moss.theme:10: “16” is no colour: #rrggbb, a number of the palette, or -\n");
    theme_read(&set, "x", STR("moss"), STR("title Again\n"), NULL);
    assert_int_equal(set.v.n, 8);
    assert_string_equal(theme_find(&set, STR("moss"))->title, "Again");
    theme_set_free(&set);
    buf_free(&complaints);
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
            struct theme t =
                theme_resolve(NULL, NULL, (enum theme_mode)mode, (enum color_depth)depth);
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
    struct theme t = theme_resolve(NULL, NULL, THEME_DARK, DEPTH_MONO);
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
    assert_string_equal(theme_resolve(NULL, NULL, THEME_DARK, DEPTH_RGB).def->name, "paper");
    assert_null(theme_find(theme_bundled(), STR("no such")));
    struct accent a;
    assert_true(accent_parse(STR("rouge"), &a) && accent_parse(STR("#A0b1C2"), &a));
    assert_false(accent_parse(STR("rose"), &a) || accent_parse(STR("#12345"), &a));
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
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_paper_by_index),
        cmocka_unit_test(test_bundled_are_legible),
        cmocka_unit_test(test_any_accent_is_legible),
        cmocka_unit_test(test_oklch),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_few_colours),
        cmocka_unit_test(test_mono_has_attributes_only),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_replies),
        cmocka_unit_test(test_colorfgbg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
