/* Scripted screens: tests/screen/README. */
#include "app/collect.h"
#include "base/file.h"
#include "text/utf8.h"
#include "ui/loop.h"
#include "ui/open.h"
#include "ui/view_library.h"
#include "ui/view_reader.h"

#include "sample_doc.h"

#include <dirent.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_BYTES = 1 << 20, ROWS = 24, COLS = 80, WORKER_MS = 20000 };

static const char *const ROLE_NAMES[ROLES] = {
    [ROLE_TEXT] = "text",
    [ROLE_SECONDARY] = "secondary",
    [ROLE_TITLE] = "title",
    [ROLE_HEADING] = "heading",
    [ROLE_ACCENT] = "accent",
    [ROLE_LINK] = "link",
    [ROLE_SPEAKER] = "speaker",
    [ROLE_QUOTE_BAR] = "quote-bar",
    [ROLE_QUOTE_TEXT] = "quote",
    [ROLE_CODE] = "code",
    [ROLE_RULE] = "rule",
    [ROLE_BORDER] = "border",
    [ROLE_MARKED] = "marked",
    [ROLE_SELECTION] = "selection",
    [ROLE_MATCH] = "match",
    [ROLE_MATCH_CURRENT] = "match-current",
    [ROLE_QUOTED] = "quoted",
    [ROLE_QUOTED_2] = "quoted-2",
    [ROLE_QUOTED_3] = "quoted-3",
    [ROLE_QUOTED_4] = "quoted-4",
    [ROLE_QUOTED_5] = "quoted-5",
    [ROLE_OVERLAP] = "overlap",
    [ROLE_PROGRESS] = "progress",
    [ROLE_PROGRESS_REST] = "progress-rest",
    [ROLE_CHOSEN] = "chosen",
    [ROLE_PANEL] = "panel",
    [ROLE_PANEL_SECONDARY] = "panel-secondary",
    [ROLE_PANEL_TITLE] = "panel-title",
    [ROLE_MESSAGE] = "message",
    [ROLE_ERROR] = "error",
};

static int64_t fake_now = 1000000;

static int64_t now_ms(void)
{
    return fake_now;
}

struct script {
    struct ui *ui;
    struct term *term;
    struct settings settings;
    struct library *lib;
    const char *lib_path;
    unsigned rows, cols;
    struct buf out;
    bool skipped;
};

/* A theme whose colours are the roles' numbers, so that a cell tells its role. */
static struct theme coded_theme(void)
{
    struct theme t = {.def = &theme_bundled()->v.v[0]};
    for (unsigned i = 0; i < ROLES; i++)
        t.role[i] = (struct style){.fg = COLOR_RGB(i), .bg = COLOR_RGB(i)};
    return t;
}

static void add_role(struct style st, struct buf *out)
{
    unsigned fg = st.fg < ROLES ? st.fg : ROLE_TEXT, bg = st.bg < ROLES ? st.bg : ROLE_TEXT;
    buf_adds(out, ROLE_NAMES[fg]);
    if (bg != fg)
        buf_addf(out, "/%s", ROLE_NAMES[bg]);
    if (st.attrs & CELL_BOLD)
        buf_adds(out, "+bold");
    if (st.attrs & CELL_ITALIC)
        buf_adds(out, "+italic");
    if (st.attrs & CELL_UNDERLINE)
        buf_adds(out, "+underline");
    if (st.attrs & CELL_REVERSE)
        buf_adds(out, "+reverse");
}

static bool same_style(struct style a, struct style b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static void show_roles(const struct grid *g, unsigned row, struct buf *out)
{
    bool any = false;
    for (unsigned col = 0, end; col < g->cols; col = end) {
        struct style st = grid_cell(g, row, col)->style;
        for (end = col + 1; end < g->cols && same_style(st, grid_cell(g, row, end)->style);)
            end++;
        if (st.fg == ROLE_TEXT && st.bg == ROLE_TEXT && !st.attrs)
            continue;
        if (any)
            buf_adds(out, "; ");
        else
            buf_addf(out, "%3u: ", row);
        any = true;
        buf_addf(out, "%u-%u ", col, end - 1);
        add_role(st, out);
    }
    if (any)
        buf_addc(out, '\n');
}

static void show(struct script *s, struct str heading)
{
    s->ui->theme = coded_theme();
    ui_draw(s->ui);
    const struct grid *g = term_fake_screen(s->term);
    buf_addf(&s->out, "== %.*s (%ux%u", STR_ARG(heading), g->rows, g->cols);
    if (g->cursor_row >= 0)
        buf_addf(&s->out, ", %s %d,%d", g->cursor_shown ? "cursor" : "place", g->cursor_row,
                 g->cursor_col);
    buf_adds(&s->out, ")\n");
    for (unsigned i = 0; i < g->rows; i++) {
        buf_addc(&s->out, '|');
        grid_row_text(g, i, &s->out);
        buf_adds(&s->out, "|\n");
    }
    for (unsigned i = 0; i < g->rows; i++)
        show_roles(g, i, &s->out);
    buf_addc(&s->out, '\n');
}

static void pump(struct script *s)
{
    struct event ev;
    while (s->term->ops->event(s->term, 0, NULL, 0, &ev) && ev.kind != EVENT_QUIT)
        ui_handle(s->ui, &ev);
    ui_collect(s->ui, WORKER_MS);
    ui_tick(s->ui);
    if (s->ui->views.n)
        ui_draw(s->ui);
}

static const struct {
    const char *name, *bytes;
} KEY_BYTES[] = {
    {"up", "\033[A"},      {"down", "\033[B"},        {"right", "\033[C"},
    {"left", "\033[D"},    {"home", "\033[H"},        {"end", "\033[F"},
    {"pgup", "\033[5~"},   {"pgdn", "\033[6~"},       {"enter", "\r"},
    {"tab", "\t"},         {"backtab", "\033[Z"},     {"esc", "\033"},
    {"backspace", "\177"}, {"delete", "\033[3~"},     {"space", " "},
    {"f1", "\033OP"},      {"alt+left", "\033[1;3D"}, {"alt+right", "\033[1;3C"},
};

static void press(struct script *s, struct str name)
{
    char ctrl;
    struct str bytes = name;
    for (size_t i = 0; i < sizeof KEY_BYTES / sizeof KEY_BYTES[0]; i++)
        if (str_eq(name, str_of(KEY_BYTES[i].name)))
            bytes = str_of(KEY_BYTES[i].bytes);
    if (str_starts(name, STR("ctrl+"))) {
        ctrl = (char)(name.p[5] & 0x1F);
        bytes = str_n(&ctrl, 1);
    }
    if (bytes.p == name.p && utf8_count(name) != 1)
        fail_msg("no such key in the script: %.*s", STR_ARG(name));
    term_fake_feed(s->term, bytes);
    pump(s);
}

static void start_ui(struct script *s)
{
    if (s->ui)
        return;
    s->term = term_fake_new(s->rows, s->cols, DEPTH_RGB);
    s->term->info.ambiguous = 1;
    s->ui = ui_new(&(struct ui_config){
        .term = s->term,
        .settings = &s->settings,
        .lib = s->lib,
        .library_path = s->lib_path,
        .keys = keymap_new(),
        .now_ms = now_ms,
    });
}

static void do_size(struct script *s, struct str arg)
{
    struct buf b = {0};
    buf_add(&b, arg);
    if (sscanf(buf_cstr(&b), "%u %u", &s->rows, &s->cols) != 2)
        fail_msg(":size %s", b.p);
    buf_free(&b);
    if (!s->ui)
        return;
    term_fake_resize(s->term, s->rows, s->cols);
    pump(s);
}

static void do_open(struct script *s, struct str arg)
{
    static const struct source_opts none = {0};
    struct buf path = {0};
    if (!getenv("JIANDU_IMPORTER")) {
        s->skipped = true;
        return;
    }
    start_ui(s);
    buf_add(&path, arg);
    open_start(s->ui, buf_cstr(&path), &none, NULL);
    pump(s);
    buf_free(&path);
}

static void do_doc(struct script *s, struct str arg)
{
    static const struct source_opts none = {0};
    (void)arg;
    start_ui(s);
    struct source src = {.given = str_dup(STR("ferry.txt")), .id = str_dup(STR("/ferry.txt"))};
    open_document(s->ui, &src, &none, sample_doc(), NULL);
    pump(s);
}

static void do_library(struct script *s, struct str arg)
{
    (void)arg;
    start_ui(s);
    view_library_open(s->ui);
    pump(s);
}

/* What is at its path is no library; the reader goes on without one, and so does the worker. */
/* Articles 1 to N, the last added first in lists. */
static void do_articles(struct script *s, struct str arg)
{
    static const struct import_kept none;
    struct collect c = {.source = "-"};
    struct err e = {0};
    enum article_stored how;
    unsigned long long n;
    int64_t id;
    bool ok = str_to_u64(arg, 10000, &n) && db_begin(library_db(s->lib), &e);
    for (unsigned long long i = 1; ok && i <= n; i++) {
        struct doc_builder *b = doc_builder_new(NULL);
        char title[32];
        snprintf(title, sizeof title, "第 %llu 篇", i);
        doc_build_content_hash(b, (struct hash128){0, i});
        doc_build_attr(b, ATTR_SOURCE, i % 2 ? STR("單日") : STR("雙日"));
        give(b, BLOCK_TITLE, title);
        give(b, BLOCK_PARA, "霧從谷底上來，先蓋住橋，再蓋住路。");
        struct doc *d = doc_builder_finish(b, &e);
        doc_builder_free(b);
        ok = d && collect_doc(s->lib, &c, d, &none, &id, &how, &e);
        doc_free(d);
    }
    if (!ok || !db_end(library_db(s->lib), ok, &e))
        fail_msg(":articles %s", e.msg);
}

static void do_nolibrary(struct script *s, struct str arg)
{
    struct buf junk = {0};
    (void)arg;
    assert_null(s->ui);
    library_close(s->lib);
    s->lib = NULL;
    buf_fill(&junk, 'x', 5000);
    assert_true(file_replace(s->lib_path, buf_str(&junk), NULL));
    buf_free(&junk);
}

static void do_set(struct script *s, struct str arg)
{
    struct err e = {0};
    size_t space = str_chr(arg, ' ', 0);
    struct settings *set = s->ui ? &s->ui->settings : &s->settings;
    struct str name = str_sub(arg, 0, space);
    if (!setting_set(set, name, str_trim(str_sub(arg, space, arg.n)), &e))
        fail_msg("%s", e.msg);
    if (s->ui)
        ui_set(s->ui, setting_find(name), set->v[setting_find(name)]);
}

static void do_wait(struct script *s, struct str arg)
{
    unsigned long long ms = 0;
    assert_true(str_to_u64(arg, 1000000, &ms));
    fake_now += (int64_t)ms;
    pump(s);
}

static void mouse(struct script *s, unsigned button, struct str arg, char final)
{
    unsigned row, col;
    struct buf b = {0};
    buf_add(&b, arg);
    assert_int_equal(sscanf(buf_cstr(&b), "%u %u", &row, &col), 2);
    buf_clear(&b);
    buf_addf(&b, "\033[<%u;%u;%u%c", button, col + 1, row + 1, final);
    term_fake_feed(s->term, buf_str(&b));
    buf_free(&b);
    pump(s);
}

static void do_press(struct script *s, struct str arg)
{
    mouse(s, 0, arg, 'M');
}

static void do_drag(struct script *s, struct str arg)
{
    mouse(s, 32, arg, 'M');
}

static void do_release(struct script *s, struct str arg)
{
    mouse(s, 0, arg, 'm');
}

/* By itself: no double click with what was before. */
static void do_click(struct script *s, struct str arg)
{
    fake_now += 1000;
    do_press(s, arg);
    do_release(s, arg);
}

static void do_again(struct script *s, struct str arg)
{
    do_press(s, arg);
    do_release(s, arg);
}

static void do_wheel(struct script *s, struct str arg)
{
    mouse(s, 65, arg, 'M');
}

static void do_copied(struct script *s, struct str arg)
{
    (void)arg;
    buf_adds(&s->out, "== copied\n");
    buf_add(&s->out, term_fake_clipboard(s->term));
    buf_adds(&s->out, "\n\n");
}

static void do_background(struct script *s, struct str arg)
{
    struct buf b = {0};
    buf_addf(&b, "\033]11;%.*s\033\\", STR_ARG(arg));
    term_fake_feed(s->term, buf_str(&b));
    buf_free(&b);
    pump(s);
    bool light = s->ui->theme.role[ROLE_TEXT].fg ==
                 theme_resolve(NULL, NULL, THEME_LIGHT, DEPTH_RGB).role[ROLE_TEXT].fg;
    buf_addf(&s->out, "== %s\n\n", light ? "light" : "dark");
}

static void do_text(struct script *s, struct str arg)
{
    term_fake_feed(s->term, arg);
    pump(s);
}

static void do_quit(struct script *s, struct str arg)
{
    (void)arg;
    assert_int_equal(s->ui->views.n, 0);
    assert_true(s->ui->quit);
}

static const struct {
    const char *name;
    void (*run)(struct script *s, struct str arg);
} DIRECTIVES[] = {
    {":size", do_size},           {":open", do_open},       {":doc", do_doc},
    {":library", do_library},     {":set", do_set},         {":wait", do_wait},
    {":click", do_click},         {":show", show},          {":background", do_background},
    {":text", do_text},           {":ended", do_quit},      {":wheel", do_wheel},
    {":nolibrary", do_nolibrary}, {":press", do_press},     {":drag", do_drag},
    {":articles", do_articles},   {":release", do_release}, {":again", do_again},
    {":copied", do_copied},
};

static void run_line(struct script *s, struct str line)
{
    if (line.n == 0 || line.p[0] == '#')
        return;
    size_t space = str_chr(line, ' ', 0);
    struct str word = str_sub(line, 0, space), name;
    if (word.n > 1 && word.p[0] == ':') {
        for (size_t i = 0; i < sizeof DIRECTIVES / sizeof DIRECTIVES[0]; i++) {
            if (str_eq(word, str_of(DIRECTIVES[i].name))) {
                DIRECTIVES[i].run(s, str_trim(str_sub(line, space, line.n)));
                return;
            }
        }
        fail_msg("no such directive: %.*s", STR_ARG(word));
    }
    while (str_split(&line, ' ', &name))
        if (name.n)
            press(s, name);
}

static void read_text(const char *path, struct buf *out)
{
    struct err e = {0};
    if (!file_read(path, MAX_BYTES, out, &e))
        fail_msg("%s", e.msg);
}

static void compare(const char *path, const struct buf *got)
{
    struct err e = {0};
    if (getenv("UPDATE_SNAPSHOTS")) {
        if (!file_replace(path, buf_str(got), &e))
            fail_msg("%s", e.msg);
        return;
    }
    struct buf want = {0};
    read_text(path, &want);
    struct str a = buf_str(&want), b = buf_str(got), la, lb;
    for (unsigned n = 1;; n++) {
        bool more_want = str_split(&a, '\n', &la), more_got = str_split(&b, '\n', &lb);
        if (!more_want && !more_got)
            break;
        if (more_want != more_got)
            fail_msg("%s:%u: %s", path, n, more_got ? "more than wanted" : "less than wanted");
        if (!str_eq(la, lb))
            fail_msg("%s:%u:\nwant %.*s\n got %.*s", path, n, STR_ARG(la), STR_ARG(lb));
    }
    buf_free(&want);
}

static void remove_library(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    struct buf b = {0};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        buf_clear(&b);
        buf_addf(&b, "%s%s", path, suffixes[i]);
        unlink(buf_cstr(&b));
    }
    buf_free(&b);
}

static void run_script(void **state)
{
    const char *keys_path = *state;
    struct buf text = {0}, out_path = {0}, lib_path = {0};
    struct err e = {0};
    struct str line;
    buf_addf(&lib_path, "%s/test_screen.%d.db", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp",
             (int)getpid());
    struct script s = {.rows = ROWS, .cols = COLS};
    settings_defaults(&s.settings);
    s.lib_path = buf_cstr(&lib_path);
    s.lib = library_open(s.lib_path, &e);
    if (!s.lib)
        fail_msg("%s", e.msg);
    read_text(keys_path, &text);
    struct str rest = buf_str(&text);
    while (!s.skipped && str_split(&rest, '\n', &line))
        run_line(&s, str_trim(line));
    ui_free(s.ui);
    buf_addf(&out_path, "%.*s.screen", (int)(strlen(keys_path) - strlen(".keys")), keys_path);
    remove_library(buf_cstr(&lib_path));
    if (!s.skipped)
        compare(buf_cstr(&out_path), &s.out);
    buf_free(&text);
    buf_free(&out_path);
    buf_free(&lib_path);
    buf_free(&s.out);
    if (s.skipped) {
        print_message("skipped: JIANDU_IMPORTER is not set\n");
        skip();
    }
}

/* The scripts run in their own folder, so that no path is in a screen. */
static void enter_folder(const char *dir)
{
    const char *importer = getenv("JIANDU_IMPORTER");
    char *absolute = importer ? realpath(importer, NULL) : NULL;
    if (absolute)
        setenv("JIANDU_IMPORTER", absolute, 1);
    free(absolute);
    if (chdir(dir) < 0) {
        perror(dir);
        exit(1);
    }
    setenv("JIANDU_ASSETS", "assets", 1);
}

static int is_script(const struct dirent *d)
{
    return str_ends(str_of(d->d_name), STR(".keys"));
}

int main(void)
{
    const char *srcdir = getenv("srcdir");
    char *dir = file_join(srcdir ? srcdir : ".", "tests/screen");
    struct dirent **found;
    setlocale(LC_ALL, "C.UTF-8");
    setenv("LANGUAGE", "C", 1);
    setenv("TZ", "UTC", 1);
    unsetenv("TMUX"); /* what is copied goes to the terminal */
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    enter_folder(dir);
    int n = scandir(".", &found, is_script, alphasort);
    struct CMUnitTest *tests = mem_zero(n > 0 ? (size_t)n : 1, sizeof *tests);
    for (int i = 0; i < n; i++) {
        char *path = str_dup(str_of(found[i]->d_name));
        tests[i] =
            (struct CMUnitTest){.name = path, .test_func = run_script, .initial_state = path};
        free(found[i]);
    }
    int failed = n > 0 ? _cmocka_run_group_tests("screens", tests, (size_t)n, NULL, NULL) : 1;
    for (int i = 0; i < n; i++)
        free(tests[i].initial_state);
    free(tests);
    free(found);
    free(dir);
    return failed;
}
