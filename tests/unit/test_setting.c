#include "random.h"
#include "scratch.h"

#include "app/setting.h"
#include "layout/layout.h"

static struct random rnd = {20240229};

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
        assert_non_null(d->group);
        assert_non_null(d->help);
        assert_true(d->effect != 0);
        assert_int_equal(setting_find(str_of(d->name)), i);
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
        {"theme", "0123456789012345678901234567890123456789012345678901234567890123456789",
         "theme", "too long"},
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

static void test_parse(void **state)
{
    static const char text[] = "\xEF\xBB\xBF# my settings\n"
                               "\n"
                               "measure 40\n"
                               "  mode\tdark   # at night\r\n"
                               "style # web\n"
                               "mesure 50\n"
                               "tab 8#\n"
                               "tab\n"
                               "measure 44 #narrow\n"
                               "mouse off";
    (void)state;
    struct settings s = defaults();
    struct buf complaints = {0};
    settings_parse(&s, "~/.config/jiandu/config", str_of(text), &complaints);
    assert_int_equal(s.v[SETTING_MEASURE], 44); /* the last one counts */
    assert_int_equal(s.v[SETTING_MODE], 2);
    assert_int_equal(s.v[SETTING_STYLE], 0);
    assert_int_equal(s.v[SETTING_TAB], 4);
    assert_int_equal(s.v[SETTING_MOUSE], 0);

    struct str rest = buf_str(&complaints), line;
    static const char *const starts[] = {"config:5: style cannot be “# web”",
                                         "config:6: ", "config:7: tab cannot be “8#”",
                                         "config:8: tab"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_split(&rest, '\n', &line));
        assert_true(str_find(line, str_of(starts[i]), 0) != STR_NPOS);
    }
    assert_int_equal(rest.n, 0);
    buf_free(&complaints);
}

static void test_parse_bounds_complaints(void **state)
{
    (void)state;
    struct settings s = defaults();
    struct buf text = {0}, complaints = {0};
    for (int i = 0; i < 10000; i++)
        buf_adds(&text, "x y\n");
    settings_parse(&s, "c", buf_str(&text), &complaints);
    assert_true(complaints.n < 20 * 400);
    assert_true(says(buf_cstr(&complaints), "c:20: and further"));
    assert_null(strstr(complaints.p, "c:21:"));
    buf_free(&text);
    buf_free(&complaints);
}

static int64_t any_value(const struct setting_def *d)
{
    if (d->type != SET_CHOICE)
        return d->min + random_below(&rnd, (uint32_t)(d->max - d->min + 1));
    uint32_t n = 0;
    while (d->choices[n])
        n++;
    return random_below(&rnd, n);
}

static struct settings any_settings(void)
{
    struct settings s = defaults();
    for (size_t i = 0; i < SETTINGS; i++)
        s.v[i] = any_value(&SETTING_DEFS[i]);
    return s;
}

static void add_line(struct buf *text, const struct settings *s, enum setting_id id)
{
    buf_addf(text, "%s ", SETTING_DEFS[id].name);
    setting_format(s, id, text);
    buf_addc(text, '\n');
}

/* What format writes, parse reads. */
static void test_format_parse(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct settings s = any_settings(), back = defaults();
        struct buf text = {0}, complaints = {0};
        for (size_t i = 0; i < SETTINGS; i++)
            add_line(&text, &s, (enum setting_id)i);
        settings_parse(&back, "c", buf_str(&text), &complaints);
        assert_int_equal(complaints.n, 0);
        assert_memory_equal(s.v, back.v, sizeof s.v);
        buf_free(&text);
        buf_free(&complaints);
    }
}

static void assert_edit(const char *text, const char *name, const char *value, const char *expected)
{
    struct buf out = {0};
    settings_edit(str_of(text), str_of(name), str_of(value), &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_free(&out);
}

static void test_edit(void **state)
{
    (void)state;
    assert_edit("", "tab", "8", "tab 8\n");
    assert_edit("# mine\ntab 4\n", "tab", "8", "# mine\ntab 8\n");
    assert_edit("tab   4\t# wide\r\nmode dark\r\n", "tab", "8", "tab   8\t# wide\r\nmode dark\r\n");
    assert_edit("mode dark\r\n", "tab", "8", "mode dark\r\ntab 8\r\n");
    assert_edit("mode dark", "tab", "8", "mode dark\ntab 8\n");
    assert_edit("tab", "tab", "8", "tab 8");
    assert_edit("tab \nx", "tab", "8", "tab 8 \nx");
    assert_edit("tab 1\ntab 2\n", "tab", "8", "tab 1\ntab 8\n"); /* the one that counts */
    assert_edit("#tab 4\n tab 4 5 # x", "tab", "8", "#tab 4\n tab 8 # x");
    assert_edit("tabs 4\n", "tab", "8", "tabs 4\ntab 8\n");
}

static struct buf any_file(void)
{
    static const char *const parts[] = {"tab",    "measure", "mode", " ",    "\t",
                                        "\n",     "\r\n",    "#",    "dark", "40",
                                        "# 紙\n", "8",       "x",    "\xFF", "tab 4\n"};
    struct buf text = {0};
    for (uint32_t n = random_below(&rnd, 40); n > 0; n--)
        buf_adds(&text, parts[random_below(&rnd, sizeof parts / sizeof *parts)]);
    return text;
}

/* After an edit the setting has its value, all others are what they were, and every byte outside
 * one stretch is kept. */
static void test_edit_property(void **state)
{
    (void)state;
    for (int round = 0; round < 5000; round++) {
        struct settings before = defaults(), after = defaults(), wanted = any_settings();
        enum setting_id id = (enum setting_id)random_below(&rnd, SETTINGS);
        struct buf text = any_file(), value = {0}, out = {0}, log = {0};
        setting_format(&wanted, id, &value);
        settings_edit(buf_str(&text), str_of(SETTING_DEFS[id].name), buf_str(&value), &out);
        settings_parse(&before, "c", buf_str(&text), &log);
        settings_parse(&after, "c", buf_str(&out), &log);
        for (size_t i = 0; i < SETTINGS; i++)
            assert_int_equal(after.v[i], i == id ? wanted.v[i] : before.v[i]);

        size_t head = 0, tail = 0;
        while (head < text.n && head < out.n && text.p[head] == out.p[head])
            head++;
        while (tail < text.n - head && tail < out.n - head &&
               text.p[text.n - 1 - tail] == out.p[out.n - 1 - tail])
            tail++;
        struct str gone = str_sub(buf_str(&text), head, text.n - tail);
        assert_true(str_chr(gone, '\n', 0) == STR_NPOS);
        buf_free(&text);
        buf_free(&value);
        buf_free(&out);
        buf_free(&log);
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
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_bounds_complaints),
        cmocka_unit_test(test_format_parse),
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_edit_property),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_layout_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
