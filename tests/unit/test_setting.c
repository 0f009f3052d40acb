#include "scratch.h"

#include "app/setting.h"
#include "layout/layout.h"

static struct settings defaults(void)
{
    struct settings s;
    settings_defaults(&s);
    return s;
}

/* Every row of the table is complete and agrees with itself. */
static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting_def *d = &SETTING_DEFS[i];
        assert_non_null(d->name);
        assert_true(d->group < SETTING_GROUPS);
        assert_non_null(d->help);
        assert_true(d->effect != 0);
        assert_int_equal(setting_find(str_of(d->name)), i);
        assert_true((d->type == SET_TEXT) == (d->check && d->def_str && d->allowed));
        if (d->type == SET_INT) {
            assert_non_null(d->unit);
            assert_true(d->min <= d->def && d->def <= d->max);
        }
        size_t n = 0;
        while (d->choices && d->choices[n])
            n++;
        assert_true((d->type == SET_CHOICE) == (n > 0));
        assert_true(d->type != SET_CHOICE || d->def < (int64_t)n);
    }
    assert_int_equal(setting_find(STR("nothing")), SETTINGS);
}

static void test_defaults(void **state)
{
    (void)state;
    struct settings s = defaults();
    assert_int_equal(s.v[SETTING_MEASURE], 60);
    assert_int_equal(s.v[SETTING_CHROME], 1);
    assert_int_equal(s.v[SETTING_INDENT], 2);
    for (size_t i = 0; i < SETTINGS; i++)
        assert_false(s.given[i]);
}

static void test_set(void **state)
{
    static const struct {
        const char *name, *value;
        enum setting_id id;
        int64_t v;
    } good[] = {
        {"measure", "40", SETTING_MEASURE, 40},
        {"measure", "0060", SETTING_MEASURE, 60},
        {"measure", "20", SETTING_MEASURE, 20},
        {"measure", "200", SETTING_MEASURE, 200},
        {"mode", "dark", SETTING_MODE, 2},
        {"style", "web", SETTING_STYLE, 1},
        {"ambiguous", "2", SETTING_AMBIGUOUS, 2},
        {"mouse", "off", SETTING_MOUSE, 0},
        {"mouse", "Yes", SETTING_MOUSE, 1},
        {"chrome", "0", SETTING_CHROME, 0},
        {"prohibition", "gb", SETTING_PROHIBITION, LINEBREAK_LEVEL_GB},
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct settings s = defaults();
        struct err e = {0};
        assert_true(setting_set(&s, str_of(good[i].name), str_of(good[i].value), &e));
        assert_int_equal(s.v[good[i].id], good[i].v);
        assert_true(s.given[good[i].id]);
    }
}

static void test_set_refuses(void **state)
{
    static const struct {
        const char *name, *value, *says, *says_too;
    } bad[] = {
        {"measure", "19", "measure", "20 to 200"},
        {"measure", "201", "“201”", "20 to 200"},
        {"measure", "-40", "“-40”", "cells"},
        {"measure", "4e1", "“4e1”", "20 to 200"},
        {"measure", "", "“”", "20 to 200"},
        {"measure", "99999999999999999999999", "measure", "20 to 200"},
        {"mode", "drak", "“drak”", "system, light, dark"},
        {"mouse", "maybe", "“maybe”", "on, off"},
        {"mesure", "40", "“mesure”", "did you mean measure?"},
        {"accent", "rose", "“rose”", "indigo, vermilion"},
        {"accent", "#12345", "“#12345”", "or #rrggbb"},
        {"theme", "a/b", "“a/b”", "name"},
        {"theme", "da\x7Frk", "theme", "control"},
        {"theme", "0123456789012345678901234567890123456789012345678901234567890123456789", "theme",
         "too long"},
        {"wibble", "40", "“wibble”", "mode, theme, accent"},
        {"mode", "\033[31mdark\033]0;x\007", "“dark”", "system"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct settings s = defaults(), before = s;
        struct err e = {0};
        assert_false(setting_set(&s, str_of(bad[i].name), str_of(bad[i].value), &e));
        assert_int_equal(e.code, ERR_USAGE);
        assert_true(says(e.msg, bad[i].says) && says(e.msg, bad[i].says_too));
        assert_memory_equal(&s, &before, sizeof s);
    }
}

static void test_layout(void **state)
{
    static const struct {
        unsigned cols;
        int64_t measure;
        unsigned expected;
    } cases[] = {
        {80, 60, 60}, {64, 60, 60}, {63, 60, 58},    {62, 60, 58},    {45, 60, 40},
        {44, 60, 42}, {40, 60, 38}, {40, 36, 36},    {40, 37, 37},    {39, 60, 36},
        {12, 60, 10}, {10, 60, 8},  {4, 60, 2},      {3, 60, 2},      {2, 60, 2},
        {1, 60, 1},   {0, 60, 1},   {500, 200, 200}, {200, 200, 196},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings s = defaults();
        s.v[SETTING_MEASURE] = cases[i].measure;
        assert_int_equal(settings_layout(&s, cases[i].cols).measure, cases[i].expected);
    }
}

/* Wide margins narrow the text, but not to nothing. */
static void test_margins(void **state)
{
    static const struct {
        unsigned cols;
        int64_t margins;
        unsigned expected;
    } cases[] = {{80, 0, 60},  {64, 4, 56},  {60, 0, 60},  {60, 10, 40},
                 {80, 20, 40}, {46, 20, 40}, {44, 20, 42}, {40, 0, 40}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings s = defaults();
        s.v[SETTING_MARGINS] = cases[i].margins;
        assert_int_equal(settings_layout(&s, cases[i].cols).measure, cases[i].expected);
    }
}

static void test_effects(void **state)
{
    (void)state;
    struct settings a = defaults(), b = a;
    assert_int_equal(settings_effects(&a, &b), 0);
    assert_true(setting_set(&b, STR("theme"), STR("ink"), NULL));
    assert_int_equal(settings_effects(&a, &b), SET_REPAINT);
    assert_true(setting_set(&b, STR("measure"), STR("44"), NULL));
    assert_int_equal(settings_effects(&a, &b), SET_REPAINT | SET_RELAYOUT);
    assert_true(setting_set(&a, STR("measure"), STR("50"), NULL));
    settings_overlay(&a, &b);
    assert_int_equal(settings_effects(&a, &b), 0);
    assert_true(a.given[SETTING_THEME] && a.given[SETTING_MEASURE] && !a.given[SETTING_MODE]);
}

static void assert_range(enum setting_id id, const char *wanted)
{
    struct buf out = {0};
    setting_add_range(id, &out);
    assert_string_equal(buf_cstr(&out), wanted);
    buf_free(&out);
}

static void test_range(void **state)
{
    (void)state;
    assert_range(SETTING_MEASURE, "20–200 cells");
    assert_range(SETTING_MOUSE, "on, off");
    assert_range(SETTING_MODE, "system, light, dark");
    assert_range(SETTING_ACCENT, "an accent's name or #rrggbb");
}

static void test_layout_options(void **state)
{
    (void)state;
    struct settings s = defaults();
    struct layout_opts o = settings_layout(&s, 80);
    assert_int_equal(o.style, LAYOUT_DEFAULT.style);
    assert_int_equal(o.indent_em, LAYOUT_DEFAULT.indent_em);
    assert_int_equal(o.level, LAYOUT_DEFAULT.level);
    assert_int_equal(o.tab_cols, LAYOUT_DEFAULT.tab_cols);
    assert_int_equal(o.measure, LAYOUT_DEFAULT.measure);
    assert_true(setting_set(&s, STR("style"), STR("web"), NULL));
    assert_true(setting_set(&s, STR("prohibition"), STR("strict"), NULL));
    assert_true(setting_set(&s, STR("line-spacing"), STR("1"), NULL));
    assert_true(setting_set(&s, STR("para-spacing"), STR("2"), NULL));
    o = settings_layout(&s, 80);
    assert_int_equal(o.style, LAYOUT_WEB);
    assert_int_equal(o.level, LINEBREAK_LEVEL_STRICT);
    assert_int_equal(o.line_spacing, 1);
    assert_int_equal(o.para_spacing, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_set_refuses),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_margins),
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_layout_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
