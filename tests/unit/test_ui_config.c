/* The configuration file while the reader runs: choices are kept in it, what others write into it is
 * taken up, and a source has settings of its own. */
#include "base/file.h"
#include "doc/builder.h"
#include "paint/accent.h"
#include "ui/loop.h"
#include "ui/open.h"
#include "ui/reader.h"
#include "ui/settings_panel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "doc_finish.h"
#include "scratch.h"

static char config_path[sizeof scratch_dir + 32], new_path[sizeof scratch_dir + 32];

static int64_t now_ms(void)
{
    return 1000000;
}

static struct reader *open_reader(struct ui *ui, const char *id)
{
    static const struct source_opts none = {0};
    struct source src = {.given = str_dup(str_of(id)), .id = str_dup(str_of(id))};
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("渡口的船還沒有來，岸上的人坐在石頭上等。"));
    doc_build_close(b, BLOCK_PARA);
    return view_reader_open(ui, &src, &none, finish(b));
}

static struct ui *ui_with(const struct settings *chosen, const char *path)
{
    struct settings s;
    settings_defaults(&s);
    return ui_new(&(struct ui_config){.term = term_fake_new(24, 80, DEPTH_RGB),
                                      .settings = &s,
                                      .chosen = chosen,
                                      .keys = keymap_new(),
                                      .config_path = path,
                                      .now_ms = now_ms});
}

static void write_config(const char *text)
{
    assert_true(file_replace(config_path, str_of(text), NULL));
}

static void assert_config(const char *wanted)
{
    struct buf text = {0};
    assert_true(file_read(config_path, 10000, &text, NULL));
    assert_string_equal(buf_cstr(&text), wanted);
    buf_free(&text);
}

static unsigned measure_of(const struct reader *r)
{
    return layout_options(r->layout)->measure;
}

static void test_an_edit_elsewhere_is_taken_up(void **state)
{
    (void)state;
    write_config("measure 40\n");
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *r = open_reader(ui, "/a.txt");
    assert_int_equal(measure_of(r), 40);
    write_config("measure 44\nmeasuer 3\n");
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 44);
    assert_true(says(buf_cstr(&ui->message.text), "config:2: "));

    FILE *f = fopen(config_path, "w"); /* written in place */
    fputs("mode dark\n", f);
    fclose(f);
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 60);
    assert_int_equal(ui->theme.mode, THEME_DARK);
    unlink(config_path);
    ui_collect(ui, 0);
    assert_int_equal(ui->settings.v[SETTING_MODE], 0);
    ui_free(ui);
}

/* Neither the file nor its folder were there. */
static void test_a_first_file_is_taken_up(void **state)
{
    char dir[sizeof new_path];
    (void)state;
    snprintf(dir, sizeof dir, "%s/new", scratch_dir);
    struct ui *ui = ui_with(NULL, new_path);
    struct reader *r = open_reader(ui, "/a.txt");
    ui_collect(ui, 0);
    assert_int_equal(mkdir(dir, 0700), 0);
    ui_collect(ui, 0);
    assert_true(file_replace(new_path, STR("measure 44\n"), NULL));
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 44);
    ui_free(ui);
    unlink(new_path);
    rmdir(dir);
}

/* A linked file changes where it really is. */
static void test_a_linked_file(void **state)
{
    char dir[sizeof new_path];
    (void)state;
    snprintf(dir, sizeof dir, "%s/new", scratch_dir);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_true(file_replace(new_path, STR("measure 40\n"), NULL));
    assert_int_equal(symlink(new_path, config_path), 0);
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *r = open_reader(ui, "/a.txt");
    assert_int_equal(measure_of(r), 40);
    assert_true(file_replace(new_path, STR("measure 44\n"), NULL));
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 44);
    ui_free(ui);
    unlink(new_path);
    rmdir(dir);
}

static void test_what_was_chosen_for_the_run_holds(void **state)
{
    struct settings chosen;
    (void)state;
    settings_defaults(&chosen);
    assert_true(setting_set(&chosen, STR("measure"), STR("50"), NULL));
    write_config("measure 40\n");
    struct ui *ui = ui_with(&chosen, config_path);
    struct reader *r = open_reader(ui, "/a.txt");
    write_config("measure 44\nstyle web\n");
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 50);
    assert_int_equal(layout_options(r->layout)->style, LAYOUT_WEB);

    ui_set(ui, SETTING_MEASURE, 52); /* now it is in the file, and the file counts again */
    assert_config("measure 52\nstyle web\n");
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 52);
    write_config("measure 54\n");
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 54);
    ui_free(ui);
}

static void test_a_choice_that_cannot_be_kept_holds(void **state)
{
    (void)state;
    struct ui *ui = ui_with(NULL, "/proc/none/config");
    struct reader *r = open_reader(ui, "/a.txt");
    ui_set(ui, SETTING_MEASURE, 52);
    assert_true(says(buf_cstr(&ui->message.text), "until you leave"));
    ui_settle(ui);
    assert_int_equal(measure_of(r), 52);
    ui_free(ui);
}

static void test_a_source_has_its_own(void **state)
{
    (void)state;
    write_config("measure 40\n[source /b]\nmeasure 50\nmode dark\n");
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *a = open_reader(ui, "/a/x.txt");
    assert_int_equal(measure_of(a), 40);
    struct reader *b = open_reader(ui, "/b/x.txt");
    assert_int_equal(measure_of(b), 50);
    assert_int_equal(ui->theme.mode, THEME_DARK);
    ui_set(ui, SETTING_MEASURE, 52); /* written where it comes from */
    ui_set(ui, SETTING_STYLE, 1);
    assert_config("measure 40\nstyle web\n[source /b]\nmeasure 52\nmode dark\n");
    ui_pop(ui);
    assert_int_equal(measure_of(a), 40);
    assert_int_equal(layout_options(a->layout)->style, LAYOUT_WEB);
    assert_int_equal(ui->settings.v[SETTING_MODE], 0);
    ui_free(ui);
}

static void press(struct ui *ui, enum command cmd)
{
    ui_command(ui, &(struct command_call){.cmd = cmd, .arg = ""});
    ui_bury(ui);
    ui_draw(ui);
}

/* To the row of the panel that has this label. */
static void go_to(struct ui *ui, const char *label)
{
    const struct settings_view *v = (struct settings_view *)ui_top(ui);
    press(ui, CMD_START);
    for (size_t i = 0; i < v->nrows; i++, press(ui, CMD_LINE_DOWN))
        if (strcmp(v->rows[v->cursor].label, label) == 0)
            return;
    fail_msg("no row \"%s\"", label);
}

static void open_panel(struct ui *ui)
{
    ui_draw(ui);
    press(ui, CMD_SETTINGS);
}

/* The panel writes into a section for the source, or for what is beside it, when it is told to. */
static void test_the_panel_keeps_for_a_source(void **state)
{
    (void)state;
    write_config("# mine\nmeasure 40\n");
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *a = open_reader(ui, "/a/x.txt");
    open_panel(ui);
    go_to(ui, "Measure");
    press(ui, CMD_VALUE_NEXT);
    go_to(ui, "Holds for");
    press(ui, CMD_VALUE_NEXT);
    press(ui, CMD_KEEP);
    assert_config("# mine\nmeasure 40\n\n[source /a/]\nmeasure 42\n");
    open_panel(ui);
    go_to(ui, "Paragraphs");
    press(ui, CMD_VALUE_NEXT);
    go_to(ui, "Holds for");
    press(ui, CMD_VALUE_PREV);
    press(ui, CMD_KEEP);
    assert_config("# mine\nmeasure 40\n\n[source /a/]\nmeasure 42\n\n"
                  "[source /a/x.txt]\nstyle web\n");
    struct reader *b = open_reader(ui, "/a/y.txt");
    assert_int_equal(measure_of(b), 42);
    assert_int_equal(layout_options(b->layout)->style, LAYOUT_BOOK);
    struct reader *c = open_reader(ui, "/c.txt");
    assert_int_equal(measure_of(c), 40);
    ui_pop(ui);
    ui_pop(ui);
    assert_int_equal(layout_options(a->layout)->style, LAYOUT_WEB);
    ui_free(ui);
}

/* Taken back over another source, a change leaves that one's own settings alone. */
static void test_undo_takes_back_one_change(void **state)
{
    (void)state;
    write_config("measure 40\n[source /b]\nmeasure 50\n");
    struct ui *ui = ui_with(NULL, config_path);
    open_reader(ui, "/a.txt");
    open_panel(ui);
    go_to(ui, "Indent");
    press(ui, CMD_VALUE_NEXT);
    press(ui, CMD_KEEP);
    assert_config("measure 40\nindent 3\n[source /b]\nmeasure 50\n");
    struct reader *b = open_reader(ui, "/b");
    press(ui, CMD_SETTINGS_UNDO);
    assert_int_equal(measure_of(b), 50);
    assert_config("measure 40\nindent 2\n[source /b]\nmeasure 50\n");
    press(ui, CMD_SETTINGS_UNDO);
    assert_true(says(buf_cstr(&ui->message.text), "No setting"));
    ui_free(ui);
}

/* While the panel is open the file may change: what is tried stays, the rest is taken up; Escape gives
 * what the file says now. */
static void test_an_edit_under_the_panel(void **state)
{
    (void)state;
    write_config("measure 40\n");
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *r = open_reader(ui, "/a.txt");
    open_panel(ui);
    go_to(ui, "Measure");
    press(ui, CMD_VALUE_NEXT);
    write_config("measure 40\nstyle web\n");
    ui_collect(ui, 0);
    assert_int_equal(measure_of(r), 42);
    assert_int_equal(layout_options(r->layout)->style, LAYOUT_WEB);
    press(ui, CMD_CLOSE);
    assert_int_equal(measure_of(r), 40);
    assert_int_equal(layout_options(r->layout)->style, LAYOUT_WEB);
    assert_config("measure 40\nstyle web\n");
    ui_free(ui);
}

static void type(struct ui *ui, const char *text)
{
    ui_top(ui)->ops->text(ui_top(ui), str_of(text));
    press(ui, CMD_ACCEPT);
}

static void test_presets_from_the_panel(void **state)
{
    (void)state;
    write_config("measure 46\n");
    struct ui *ui = ui_with(NULL, config_path);
    struct reader *r = open_reader(ui, "/a.txt");
    open_panel(ui);
    press(ui, CMD_PRESET_SAVE);
    type(ui, "夜裡 1");
    go_to(ui, "Preset");
    press(ui, CMD_VALUE_NEXT); /* from mine to the first */
    assert_int_equal(measure_of(r), 60);
    press(ui, CMD_VALUE_PREV);
    assert_int_equal(measure_of(r), 46);
    press(ui, CMD_PRESET_REMOVE);
    assert_int_equal(measure_of(r), 46);
    press(ui, CMD_PRESET_REMOVE); /* the program's stay */
    press(ui, CMD_CLOSE);
    assert_config("measure 46\n\n");
    ui_free(ui);
}

/* Each accent is shown in its own colour, as it would be on this theme's page. */
static void test_swatches_are_in_their_colour(void **state)
{
    (void)state;
    static const enum color_depth depths[] = {DEPTH_16, DEPTH_256, DEPTH_RGB};
    for (size_t d = 0; d < sizeof depths / sizeof *depths; d++) {
        struct ui *ui = ui_with(NULL, NULL);
        ui->term->info.depth = depths[d];
        ui_look_refresh(ui);
        open_reader(ui, "/a.txt");
        open_panel(ui);
        const struct settings_view *v = (struct settings_view *)ui_top(ui);
        size_t swatches = 0;
        for (size_t i = 0; i < v->nhits; i++) {
            const struct settings_hit *h = &v->hits[i];
            if (h->value < 0 || v->rows[h->line].id != SETTING_ACCENT ||
                v->rows[h->line].kind != ROW_SETTING)
                continue;
            uint32_t want = accent_color(accent_at((size_t)h->value), ui->theme.def, ui->theme.mode,
                                         ui->theme.depth);
            const struct cell *c = grid_cell(ui->grid, (unsigned)h->row, (unsigned)h->end - 1);
            assert_int_equal(want == COLOR_DEFAULT ? (uint32_t)c->text[0] : c->style.bg,
                             want == COLOR_DEFAULT ? (uint32_t)'#' : want);
            swatches++;
        }
        assert_int_equal(swatches, accent_count());
        ui_free(ui);
    }
}

/* Every setting has a row, but for what is of safety: that is for the file alone. */
static void test_the_panel_has_all_settings(void **state)
{
    (void)state;
    struct ui *ui = ui_with(NULL, NULL);
    struct settings_row rows[SETTINGS_ROWS_MAX];
    unsigned seen[SETTINGS] = {0};
    for (size_t i = 0, n = settings_rows(ui, rows); i < n; i++)
        seen[rows[i].id] += rows[i].kind == ROW_SETTING;
    for (enum setting_id id = 0; id < SETTINGS; id++) {
        const struct setting_def *d = &SETTING_DEFS[id];
        size_t titles = 0, choices = 0;
        assert_int_equal(seen[id], d->group != SETTINGS_SAFETY);
        assert_non_null(d->label);
        while (d->choices && d->choices[choices])
            choices++;
        while (d->titles && d->titles[titles])
            titles++;
        assert_int_equal(titles, choices);
    }
    ui_free(ui);
}

static int64_t now_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * INT64_C(1000000) + ts.tv_nsec / 1000;
}

/* On a large screen full of text; the quickest of many, since others use the machine too. */
static void test_a_theme_is_painted_within_10_ms(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    enum { RUNS = 40, LONGEST_US = 200000 }; /* which is of the sanitizer, not of the program */
#else
    enum { RUNS = 40, LONGEST_US = 10000 };
#endif
    static const char *const themes[] = {"night", "paper"};
    struct ui *ui = ui_with(NULL, NULL);
    struct source src = {.given = str_dup(STR("/long.txt")), .id = str_dup(STR("/long.txt"))};
    struct doc_builder *b = doc_builder_new(NULL);
    for (int i = 0; i < 200; i++) {
        doc_build_open(b, BLOCK_PARA);
        for (int k = 0; k < 20; k++)
            doc_build_text(b, STR("渡口的船還沒有來，岸上的人坐在石頭上等。"));
        doc_build_close(b, BLOCK_PARA);
    }
    view_reader_open(ui, &src, &(struct source_opts){0}, finish(b));
    term_fake_resize(ui->term, 60, 200);
    ui_handle(ui, &(struct event){.kind = EVENT_RESIZE});
    struct settings s = ui->settings;
    assert_true(setting_set(&s, STR("measure"), STR("190"), NULL));
    ui_use_settings(ui, &s);
    ui_draw(ui);
    int64_t least = INT64_MAX;
    for (int i = 0; i < RUNS; i++) {
        assert_true(setting_set(&s, STR("theme"), str_of(themes[i % 2]), NULL));
        int64_t start = now_us();
        ui_use_settings(ui, &s);
        ui_draw(ui);
        int64_t took = now_us() - start;
        least = took < least ? took : least;
    }
    print_message("a theme is painted in %lld µs\n", (long long)least);
    assert_true(least < LONGEST_US);
    ui_free(ui);
}

static int make(void **state)
{
    int code = scratch_make(state);
    snprintf(config_path, sizeof config_path, "%s/config", scratch_dir);
    snprintf(new_path, sizeof new_path, "%s/new/config", scratch_dir);
    return code;
}

/* Another theme, accent or mode paints the page again, and does no more. */
static void test_a_theme_lays_nothing_out(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"theme", "night"}, {"accent", "rouge"}, {"mode", "light"}, {"mode", "dark"}};
    struct ui *ui = ui_with(NULL, NULL);
    struct reader *r = open_reader(ui, "/a.txt");
    ui_draw(ui);
    const struct layout *l = r->layout;
    const struct doc *d = reader_doc(r);
    size_t units = layout_units_made(l);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct settings s = ui->settings;
        struct theme before = ui->theme;
        assert_true(setting_set(&s, str_of(changes[i][0]), str_of(changes[i][1]), NULL));
        ui_use_settings(ui, &s);
        ui_draw(ui);
        assert_true(memcmp(before.role, ui->theme.role, sizeof before.role) != 0);
        assert_int_equal(grid_cell(ui->grid, 2, 0)->style.bg, ui->theme.role[ROLE_TEXT].bg);
        assert_ptr_equal(r->layout, l);
        assert_ptr_equal(reader_doc(r), d);
        assert_int_equal(layout_units_made(l), units);
    }
    ui_free(ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_theme_lays_nothing_out),
        cmocka_unit_test(test_a_theme_is_painted_within_10_ms),
        cmocka_unit_test_setup(test_an_edit_elsewhere_is_taken_up, scratch_fresh),
        cmocka_unit_test_setup(test_a_first_file_is_taken_up, scratch_fresh),
        cmocka_unit_test_setup(test_a_linked_file, scratch_fresh),
        cmocka_unit_test_setup(test_what_was_chosen_for_the_run_holds, scratch_fresh),
        cmocka_unit_test_setup(test_a_choice_that_cannot_be_kept_holds, scratch_fresh),
        cmocka_unit_test_setup(test_a_source_has_its_own, scratch_fresh),
        cmocka_unit_test_setup(test_the_panel_keeps_for_a_source, scratch_fresh),
        cmocka_unit_test_setup(test_undo_takes_back_one_change, scratch_fresh),
        cmocka_unit_test_setup(test_an_edit_under_the_panel, scratch_fresh),
        cmocka_unit_test_setup(test_presets_from_the_panel, scratch_fresh),
        cmocka_unit_test(test_the_panel_has_all_settings),
        cmocka_unit_test(test_swatches_are_in_their_colour),
    };
    return cmocka_run_group_tests(tests, make, scratch_remove);
}
