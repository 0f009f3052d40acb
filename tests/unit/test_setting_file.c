/* The configuration file: reading, sections, presets, and changing it. */
#include "random.h"
#include "scratch.h"

#include "app/preset.h"
#include "base/file.h"

static struct random rnd = {20240229};
static char config_path[sizeof scratch_dir + 16];

static struct settings defaults(void)
{
    struct settings s;
    settings_defaults(&s);
    return s;
}

/* A file of that text, which must be without fault. */
static struct settings_file file_of(const char *text)
{
    struct settings_file f;
    struct buf complaints = {0};
    settings_file_start(&f, "c");
    settings_file_parse(&f, str_of(text), &complaints);
    assert_string_equal(buf_cstr(&complaints), "");
    buf_free(&complaints);
    return f;
}

static struct settings settings_of(const struct settings_file *f, const char *source)
{
    struct settings s;
    settings_for_source(f, NULL, str_of(source), &s);
    return s;
}

/* Each line of the complaints begins with one of these, and there are no others. */
static void assert_complaints(struct buf *complaints, const char *const *starts, size_t n)
{
    struct str rest = buf_str(complaints), line;
    for (size_t i = 0; i < n; i++) {
        assert_true(str_split(&rest, '\n', &line));
        assert_true(str_find(line, str_of(starts[i]), 0) != STR_NPOS);
    }
    assert_int_equal(rest.n, 0);
    buf_free(complaints);
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
                               "accent #2468ac # blue\n"
                               "measure 44 #narrow\n"
                               "mouse off";
    static const char *const starts[] = {"config:5: style cannot be “# web”",
                                         "config:6: ", "config:7: tab cannot be “8#”",
                                         "config:8: tab"};
    (void)state;
    struct settings_file f;
    struct buf complaints = {0};
    settings_file_start(&f, "~/.config/jiandu/config");
    settings_file_parse(&f, str_of(text), &complaints);
    struct settings s = settings_of(&f, "");
    assert_int_equal(s.v[SETTING_MEASURE], 44); /* the last one counts */
    assert_int_equal(f.sections.v[0].line[SETTING_MEASURE], 10);
    assert_int_equal(s.v[SETTING_MODE], 2);
    assert_int_equal(s.v[SETTING_STYLE], 0);
    assert_int_equal(s.v[SETTING_TAB], 4);
    assert_int_equal(s.v[SETTING_MOUSE], 0);
    assert_string_equal(s.text[SETTING_ACCENT], "#2468ac");
    assert_complaints(&complaints, starts, 4);
    settings_file_free(&f);
}

static void test_parse_bounds_complaints(void **state)
{
    (void)state;
    struct settings_file f;
    struct buf text = {0}, complaints = {0};
    for (int i = 0; i < 10000; i++)
        buf_adds(&text, "x y\n");
    settings_file_start(&f, "c");
    settings_file_parse(&f, buf_str(&text), &complaints);
    assert_true(complaints.n < 20 * 500);
    assert_true(says(buf_cstr(&complaints), "c:20: and further"));
    assert_null(strstr(complaints.p, "c:21:"));
    settings_file_free(&f);
    buf_free(&text);
    buf_free(&complaints);
}

static void test_bad_sections(void **state)
{
    static const char text[] = "measure 40\n"
                               "[sauce x]\n"
                               "measure 50\n"
                               "nonsense\n"
                               "[source]\n"
                               "measure 52\n"
                               "[source x\n"
                               "measure 54\n"
                               "[source x]\n"
                               "tab 9\n"
                               "taab 9\n";
    static const char *const starts[] = {"c:2: a section is", "c:5: the section has no name",
                                         "c:7: a section is", "c:11: no setting"};
    (void)state;
    struct settings_file f;
    struct buf complaints = {0};
    settings_file_start(&f, "c");
    settings_file_parse(&f, str_of(text), &complaints);
    assert_int_equal(settings_of(&f, "").v[SETTING_MEASURE], 40);
    assert_int_equal(settings_of(&f, "http://x/").v[SETTING_MEASURE], 40);
    assert_int_equal(settings_of(&f, "http://x/").v[SETTING_TAB], 9);
    assert_complaints(&complaints, starts, 4);
    settings_file_free(&f);
}

static void test_sections_are_bounded(void **state)
{
    (void)state;
    struct settings_file f;
    struct buf text = {0}, complaints = {0};
    for (int i = 0; i < 5000; i++)
        buf_addf(&text, "[source /%d]\ntab 8\n", i);
    settings_file_start(&f, "c");
    settings_file_parse(&f, buf_str(&text), &complaints);
    assert_int_equal(f.sections.n, 256);
    assert_true(says(buf_cstr(&complaints), "no more than 256 sections"));
    settings_file_free(&f);
    buf_free(&text);
    buf_free(&complaints);
}

/* Which sections hold for a source, and which of them counts. */
static void test_for_source(void **state)
{
    static const struct {
        const char *source;
        int64_t measure, tab;
    } cases[] = {
        {"", 40, 4},
        {"/home/li/books/a.txt", 42, 4},
        {"/home/li/books", 42, 4},
        {"/home/li/books2/a.txt", 40, 4},
        {"/home/li/books/old/a.txt", 44, 8},
        {"https://example.org/a", 46, 4},
        {"https://example.org:8080/a", 46, 4},
        {"https://www.EXAMPLE.org/a", 46, 4},
        {"https://me@example.org", 46, 4},
        {"https://badexample.org/a", 40, 4},
        {"https://example.org.net/a", 40, 4},
        {"https://example.org/feed", 48, 4},
        {"https://example.org/feed?page=2", 48, 4},
        {"https://example.org/feeds", 46, 4},
        {"http://[::1]/a", 40, 2},
        {"/example.org/a", 40, 4},
    };
    (void)state;
    setenv("HOME", "/home/li", 1);
    struct settings_file f = file_of("measure 40\n"
                                     "[source /home/li/books/old/] # the longest counts\n"
                                     "measure 44\n"
                                     "[source ~/books]\n"
                                     "measure 42\n"
                                     "tab 6\n"
                                     "tab 4\n"
                                     "[source example.org]\n"
                                     "measure 46\n"
                                     "[source https://example.org/feed]\n"
                                     "measure 48\n"
                                     "[source /home/li/books/old/]\n"
                                     "tab 8\n"
                                     "[source http://[::1]/]\n"
                                     "tab 2\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings s = settings_of(&f, cases[i].source);
        assert_int_equal(s.v[SETTING_MEASURE], cases[i].measure);
        assert_int_equal(s.v[SETTING_TAB], cases[i].tab);
    }
    settings_file_free(&f);
}

static void test_chosen_is_over_all(void **state)
{
    (void)state;
    struct settings_file f = file_of("measure 40\n[source /a]\nmeasure 44\ntab 8\n");
    struct settings chosen = defaults(), s;
    assert_true(setting_set(&chosen, STR("measure"), STR("60"), NULL));
    settings_for_source(&f, &chosen, STR("/a/b"), &s);
    assert_int_equal(s.v[SETTING_MEASURE], 60);
    assert_int_equal(s.v[SETTING_TAB], 8);
    settings_file_free(&f);
}

static void test_holder(void **state)
{
    (void)state;
    struct settings_file f = file_of("measure 40\nmode dark\n[source /a]\nmeasure 44\n");
    const struct settings_section *s = settings_holder(&f, STR("/a/b"), SETTING_MEASURE);
    assert_string_equal(s->name, "/a");
    assert_int_equal(s->line[SETTING_MEASURE], 4);
    s = settings_holder(&f, STR("/a/b"), SETTING_MODE);
    assert_int_equal(s->scope, SETTINGS_GENERAL);
    assert_int_equal(s->line[SETTING_MODE], 2);
    assert_ptr_equal(settings_holder(&f, STR("/b"), SETTING_MEASURE), &f.sections.v[0]);
    assert_null(settings_holder(&f, STR("/a/b"), SETTING_TAB));
    settings_file_free(&f);
}

static void any_text(enum setting_id id, char out[SET_TEXT_BYTES])
{
    static const char *const parts[] = {"#", "\"", "'", "紙", "[", "]", "a", "\\", "=", "\u3000"};
    size_t n = 0;
    if (id == SETTING_ACCENT) {
        snprintf(out, SET_TEXT_BYTES, "#%06x", (unsigned)random_below(&rnd, 0x1000000));
        return;
    }
    for (uint32_t k = 1 + random_below(&rnd, 8); k > 0; k--) {
        const char *part = parts[random_below(&rnd, sizeof parts / sizeof *parts)];
        memcpy(out + n, part, strlen(part) + 1);
        n += strlen(part);
    }
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
    for (enum setting_id i = 0; i < SETTINGS; i++)
        if (SETTING_DEFS[i].type == SET_TEXT)
            any_text(i, s.text[i]);
        else
            s.v[i] = any_value(&SETTING_DEFS[i]);
    return s;
}

/* What format writes, parse reads. */
static void test_format_parse(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct settings s = any_settings();
        struct buf text = {0};
        for (enum setting_id i = 0; i < SETTINGS; i++) {
            buf_addf(&text, "%s ", SETTING_DEFS[i].name);
            setting_format(&s, i, &text);
            buf_addc(&text, '\n');
        }
        struct settings_file f = file_of(buf_cstr(&text));
        struct settings back = settings_of(&f, "");
        for (enum setting_id i = 0; i < SETTINGS; i++)
            assert_true(setting_same(&s, &back, i) && back.given[i]);
        settings_file_free(&f);
        buf_free(&text);
    }
}

static struct settings_change change_of(const char *section, const char *name, const char *value)
{
    return (struct settings_change){section ? SETTINGS_SOURCE : SETTINGS_GENERAL,
                                    str_of(section ? section : ""), str_of(name),
                                    value ? str_of(value) : STR_NONE};
}

static void assert_edit(const char *text, const char *section, const char *value,
                        const char *expected)
{
    struct buf out = {0};
    struct settings_change c = change_of(section, "tab", value);
    settings_edit(str_of(text), &c, 1, &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_free(&out);
}

static void test_edit(void **state)
{
    (void)state;
    assert_edit("", NULL, "8", "tab 8\n");
    assert_edit("# mine\ntab 4\n", NULL, "8", "# mine\ntab 8\n");
    assert_edit("tab   4\t# wide\r\nmode dark\r\n", NULL, "8", "tab   8\t# wide\r\nmode dark\r\n");
    assert_edit("mode dark\r\n", NULL, "8", "mode dark\r\ntab 8\r\n");
    assert_edit("mode dark", NULL, "8", "mode dark\ntab 8\n");
    assert_edit("tab", NULL, "8", "tab 8");
    assert_edit("tab \nx", NULL, "8", "tab 8 \nx");
    assert_edit("tab 1\ntab 2\n", NULL, "8", "tab 1\ntab 8\n"); /* the one that counts */
    assert_edit("#tab 4\n tab 4 5 # x", NULL, "8", "#tab 4\n tab 8 # x");
    assert_edit("tabs 4\n", NULL, "8", "tabs 4\ntab 8\n");
    assert_edit("\xEF\xBB\xBF", NULL, "8", "\xEF\xBB\xBFtab 8\n");
}

static void test_edit_in_sections(void **state)
{
    (void)state;
    assert_edit("[source /a]\ntab 1\n", NULL, "8", "tab 8\n[source /a]\ntab 1\n");
    assert_edit("\xEF\xBB\xBF[source /a]\n", NULL, "8", "\xEF\xBB\xBFtab 8\n[source /a]\n");
    assert_edit("# mine\n\n# of a\n[source /a]\n", NULL, "8",
                "# mine\ntab 8\n\n# of a\n[source /a]\n");
    assert_edit("mode dark\n# of a\n[source /a]\n", NULL, "8",
                "mode dark\ntab 8\n# of a\n[source /a]\n");
    assert_edit("tab 4\n[source /a]\ntab 1 # x\n", "/a", "8", "tab 4\n[source /a]\ntab 8 # x\n");
    assert_edit("tab 4\r\n", "/a", "8", "tab 4\r\n\r\n[source /a]\r\ntab 8\r\n");
    assert_edit("[source /b]\ntab 1\n[source /a]\n\n[source /c]\ntab 2\n", "/a", "8",
                "[source /b]\ntab 1\n[source /a]\ntab 8\n\n[source /c]\ntab 2\n");
    assert_edit("[bad]\ntab 1\n", "/a", "8", "[bad]\ntab 1\n\n[source /a]\ntab 8\n");
}

static void test_unset(void **state)
{
    (void)state;
    assert_edit("# a\ntab 4\nmode dark\n", NULL, NULL, "# a\nmode dark\n");
    assert_edit("tab 4 # wide\r\ntab 5", NULL, NULL, "# wide\r\n");
    assert_edit("tab 4\n[source /a]\ntab 5\n", "/a", NULL, "tab 4\n[source /a]\n");
    assert_edit("mode dark\n\n\n", NULL, NULL, "mode dark\n\n\n");
    assert_edit("\xEF\xBB\xBFtab 4\n", NULL, NULL, "\xEF\xBB\xBF");
}

static struct buf any_file(void)
{
    static const char *const parts[] = {"tab",
                                        "measure",
                                        "mode",
                                        " ",
                                        "\t",
                                        "\n",
                                        "\r\n",
                                        "#",
                                        "dark",
                                        "40",
                                        "# 紙\n",
                                        "8",
                                        "x",
                                        "\xFF",
                                        "tab 4\n",
                                        "[",
                                        "]",
                                        "[source x]",
                                        "\n[source /y] # z\n",
                                        "mode light\n"};
    struct buf text = {0};
    for (uint32_t n = random_below(&rnd, 40); n > 0; n--)
        buf_adds(&text, parts[random_below(&rnd, sizeof parts / sizeof *parts)]);
    return text;
}

static struct settings_file read_any(const struct buf *text)
{
    struct settings_file f;
    struct buf log = {0};
    settings_file_start(&f, "c");
    settings_file_parse(&f, buf_str(text), &log);
    buf_free(&log);
    return f;
}

/* All settings of all sections are the same but the one that was changed. */
static void assert_same_but(const struct settings_file *a, const struct settings_file *b,
                            const struct settings_change *c)
{
    for (size_t i = 0; i < a->sections.n; i++) {
        const struct settings_section *x = &a->sections.v[i],
                                      *y = settings_file_find(b, x->scope, str_of(x->name));
        bool changed = x->scope == c->scope && str_eq(str_of(x->name), c->section);
        assert_non_null(y);
        for (enum setting_id id = 0; id < SETTINGS; id++)
            if (!changed || !str_eq(c->name, str_of(SETTING_DEFS[id].name)))
                assert_true(setting_same(&x->s, &y->s, id) && x->s.given[id] == y->s.given[id]);
    }
}

/* What was cut out of the text, or put into it, is one stretch. */
static struct str gone_from(const struct buf *text, const struct buf *out)
{
    size_t head = 0, tail = 0;
    while (head < text->n && head < out->n && text->p[head] == out->p[head])
        head++;
    while (tail < text->n - head && tail < out->n - head &&
           text->p[text->n - 1 - tail] == out->p[out->n - 1 - tail])
        tail++;
    return str_sub(buf_str(text), head, text->n - tail);
}

/* After an edit the setting has its value, all others are what they were, and every byte outside
 * one stretch is kept. */
static void test_edit_property(void **state)
{
    static const char *const sections[] = {NULL, "x", "/y", "new ] one"};
    (void)state;
    for (int round = 0; round < 5000; round++) {
        struct settings wanted = any_settings();
        enum setting_id id = (enum setting_id)random_below(&rnd, SETTINGS);
        struct buf text = any_file(), value = {0}, out = {0}, unset = {0};
        struct settings_change c =
            change_of(sections[random_below(&rnd, 4)], SETTING_DEFS[id].name, NULL);
        struct settings_file before = read_any(&text);
        setting_format(&wanted, id, &value);
        c.value = buf_str(&value);
        settings_edit(buf_str(&text), &c, 1, &out);
        struct settings_file after = read_any(&out);
        const struct settings_section *s = settings_file_find(&after, c.scope, c.section);
        assert_true(s && s->s.given[id] && setting_same(&s->s, &wanted, id));
        assert_same_but(&before, &after, &c);
        assert_true(str_chr(gone_from(&text, &out), '\n', 0) == STR_NPOS);

        c.value = STR_NONE;
        settings_edit(buf_str(&out), &c, 1, &unset);
        struct settings_file last = read_any(&unset);
        s = settings_file_find(&last, c.scope, c.section);
        assert_true(s && !s->s.given[id]);
        assert_same_but(&before, &last, &c);
        settings_file_free(&before);
        settings_file_free(&after);
        settings_file_free(&last);
        buf_free(&text);
        buf_free(&value);
        buf_free(&out);
        buf_free(&unset);
    }
}

/* ---- the file on the disk ---- */

static struct settings_file opened(const char *text)
{
    struct settings_file f;
    struct buf complaints = {0};
    if (text)
        assert_true(file_replace(config_path, str_of(text), NULL));
    settings_file_start(&f, config_path);
    assert_int_equal(settings_file_reload(&f, &complaints), text != NULL);
    assert_int_equal(complaints.n, 0);
    return f;
}

static void assert_file(const char *wanted)
{
    struct buf text = {0};
    assert_true(file_read(config_path, 10000, &text, NULL));
    assert_string_equal(buf_cstr(&text), wanted);
    buf_free(&text);
}

static void test_change(void **state)
{
    (void)state;
    struct settings_file f = opened(NULL);
    struct settings_change c[] = {change_of(NULL, "tab", "8"), change_of("/a", "measure", "44")};
    assert_true(settings_file_change(&f, c, 2, NULL));
    assert_file("tab 8\n\n[source /a]\nmeasure 44\n");
    assert_int_equal(settings_of(&f, "/a").v[SETTING_MEASURE], 44);
    assert_int_equal(settings_of(&f, "").v[SETTING_TAB], 8);
    settings_file_free(&f);
}

static void test_change_refuses(void **state)
{
    static const char *const names[] = {"", "a\nb", "a] # b", " a", "a\033b"};
    (void)state;
    struct settings_file f = opened("tab 4\n");
    struct err e = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct settings_change c = change_of(names[i], "tab", "8");
        assert_false(settings_file_change(&f, &c, 1, &e));
        assert_int_equal(e.code, ERR_USAGE);
    }
    assert_file("tab 4\n");
    settings_file_free(&f);
    settings_file_start(&f, "/proc/none/config");
    assert_false(settings_file_change(
        &f, &(struct settings_change){.name = STR("tab"), .value = STR("8")}, 1, &e));
    assert_true(says(e.msg, "/proc/none"));
    settings_file_free(&f);
}

/* Another's change is seen, the same text again is none, and a file that is gone says nothing. */
static void test_reload(void **state)
{
    (void)state;
    struct buf complaints = {0};
    struct settings_file f = opened("tab 4\n");
    assert_false(settings_file_reload(&f, &complaints));
    assert_true(file_replace(config_path, STR("tab 8\ntaab 3\n"), NULL));
    assert_true(settings_file_reload(&f, &complaints));
    assert_int_equal(settings_of(&f, "").v[SETTING_TAB], 8);
    assert_true(says(buf_cstr(&complaints), "config:2: "));
    assert_true(file_replace(config_path, STR("tab 8\ntaab 3\n"), NULL));
    assert_false(settings_file_reload(&f, &complaints));
    unlink(config_path);
    assert_true(settings_file_reload(&f, &complaints));
    assert_int_equal(settings_of(&f, "").v[SETTING_TAB], 4);
    settings_file_free(&f);
    buf_free(&complaints);
}

/* ---- presets ---- */

/* The program's own are sound; those of the page set the same settings. */
static void test_own_presets(void **state)
{
    (void)state;
    struct settings_file f = file_of("");
    struct settings first, s;
    assert_int_equal(preset_count(&f), 4);
    assert_true(preset_find(&f, STR("comfortable"), &first, NULL));
    for (size_t i = 0; i < preset_count(&f); i++) {
        size_t n = 0;
        assert_true(preset_find(&f, str_of(preset_name(&f, i)), &s, NULL));
        for (enum setting_id id = 0; id < SETTINGS; id++) {
            n += s.given[id];
            if (!s.given[SETTING_THEME])
                assert_int_equal(s.given[id], first.given[id]);
        }
        assert_true(n > 0);
    }
    settings_file_free(&f);
}

static void test_users_presets(void **state)
{
    (void)state;
    struct settings_file f = file_of("[preset 夜車]\nmode dark\nmeasure 36\n"
                                     "[preset compact]\nmeasure 100\n");
    struct settings s;
    struct err e = {0};
    assert_int_equal(preset_count(&f), 5);
    assert_string_equal(preset_name(&f, 4), "夜車");
    assert_true(preset_find(&f, STR("夜車"), &s, NULL));
    assert_true(s.v[SETTING_MEASURE] == 36 && s.given[SETTING_MODE] && !s.given[SETTING_TAB]);
    assert_true(preset_find(&f, STR("compact"), &s, NULL));
    assert_true(s.v[SETTING_MEASURE] == 100 && !s.given[SETTING_MARGINS]);
    assert_false(preset_find(&f, STR("spacius"), &s, &e));
    assert_true(says(e.msg, "did you mean spacious?"));
    assert_int_equal(settings_of(&f, "").v[SETTING_MEASURE], 60); /* until it is applied */
    settings_file_free(&f);
}

static void test_preset_save_apply_remove(void **state)
{
    (void)state;
    struct settings_file f = opened("# mine\nmeasure 50 # narrow\nmouse off\n");
    struct settings s = settings_of(&f, ""), back;
    struct err e = {0};
    assert_true(preset_save(&f, STR("夜車"), &s, NULL));
    assert_true(preset_find(&f, STR("夜車"), &back, NULL));
    assert_true(back.v[SETTING_MEASURE] == 50 && back.given[SETTING_TAB]);
    assert_false(back.given[SETTING_MOUSE]); /* of the screen, not of the page */
    assert_true(preset_apply(&f, STR("high-contrast"), NULL));
    assert_true(preset_apply(&f, STR("compact"), NULL));
    assert_int_equal(settings_of(&f, "").v[SETTING_MEASURE], 80);
    assert_string_equal(settings_of(&f, "").text[SETTING_THEME], "contrast");
    assert_true(preset_apply(&f, STR("夜車"), NULL));
    for (enum setting_id id = 0; id < SETTINGS; id++)
        assert_true(setting_same(&s, &(struct settings[]){settings_of(&f, "")}[0], id));
    s.v[SETTING_MEASURE] = 52;
    assert_true(preset_save(&f, STR("夜車"), &s, NULL)); /* in place of the old one */
    assert_true(preset_find(&f, STR("夜車"), &back, NULL));
    assert_int_equal(back.v[SETTING_MEASURE], 52);
    assert_true(preset_remove(&f, STR("夜車"), NULL));
    assert_int_equal(preset_count(&f), 4);
    assert_false(preset_remove(&f, STR("夜車"), &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    settings_file_free(&f);
}

static int make(void **state)
{
    int code = scratch_make(state);
    snprintf(config_path, sizeof config_path, "%s/config", scratch_dir);
    return code;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_bounds_complaints),
        cmocka_unit_test(test_bad_sections),
        cmocka_unit_test(test_sections_are_bounded),
        cmocka_unit_test(test_for_source),
        cmocka_unit_test(test_chosen_is_over_all),
        cmocka_unit_test(test_holder),
        cmocka_unit_test(test_format_parse),
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_edit_in_sections),
        cmocka_unit_test(test_unset),
        cmocka_unit_test(test_edit_property),
        cmocka_unit_test_setup(test_change, scratch_fresh),
        cmocka_unit_test_setup(test_change_refuses, scratch_fresh),
        cmocka_unit_test_setup(test_reload, scratch_fresh),
        cmocka_unit_test(test_own_presets),
        cmocka_unit_test(test_users_presets),
        cmocka_unit_test_setup(test_preset_save_apply_remove, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, make, scratch_remove);
}
