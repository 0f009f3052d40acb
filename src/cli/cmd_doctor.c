#include "config.h"

#include "app/importer.h"
#include "app/keymap.h"
#include "app/library.h"
#include "app/paths.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "text/sanitize.h"
#include "text/uniprop.h"
#include "text/width.h"
#include "ui/ui.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAME_COLS = 22 };

static void add_name(struct buf *out, const char *what)
{
    size_t used = width_str(str_of(what));
    buf_adds(out, what);
    buf_fill(out, ' ', used < NAME_COLS ? NAME_COLS - used + 1 : 1);
}

static void add_line(struct buf *out, const char *what, const char *value)
{
    add_name(out, what);
    sanitize(str_of(value && *value ? value : "–"), SANITIZE_LINE, out);
    buf_addc(out, '\n');
}

static void add_env(struct buf *out)
{
    static const char *const vars[] = {"TERM",     "COLORTERM", "COLORFGBG", "TMUX",
                                       "STY",      "NO_COLOR",  "LANG",      "LC_ALL",
                                       "LC_CTYPE", "LANGUAGE"};
    for (size_t i = 0; i < sizeof vars / sizeof *vars; i++)
        add_line(out, vars[i], getenv(vars[i]));
    add_line(out, _("encoding"), nl_langinfo(CODESET));
}

static bool add_file(struct buf *out, const char *what, char *path, int mode)
{
    bool ok = access(path, mode) == 0;
    add_line(out, what, path);
    if (!ok) {
        add_name(out, "");
        buf_addf(out, "%s\n", _("missing; install jiandu again, or run it from its build folder"));
    }
    free(path);
    return ok;
}

/* A kernel without seccomp is no failure: the setting says whether to go on. */
static void add_confinement(struct buf *out, const struct cli *c)
{
    struct err e = {0};
    if (importer_check_confinement(&e)) {
        add_line(out, _("confinement"), _("the importer is confined (seccomp)"));
        return;
    }
    add_line(out, _("confinement"), e.msg);
    add_name(out, "");
    buf_addf(out, "%s\n",
             c->settings.v[SETTING_UNCONFINED]
                 ? _("`unconfined yes` is set: files are read without it")
                 : _("nothing is read; `unconfined yes` in the configuration goes on without"));
}

/* ---- the terminal ---- */

static void add_colors(struct buf *out, const struct term_info *t)
{
    static const char *const depths[DEPTHS] = {N_("none"), "8", "16", "256", "24-bit"};
    struct buf b = {0};
    buf_addf(&b, "%s (%s)", _(depths[t->depth]), t->depth_origin);
    add_line(out, _("colours"), buf_cstr(&b));
    buf_free(&b);
}

/* What the page is shown in, and what decides it. */
static void add_mode(struct buf *out, const struct settings *s, const struct term_info *t)
{
    struct buf b = {0};
    if (s->v[SETTING_MODE]) {
        setting_format(s, SETTING_MODE, &b);
        buf_addf(&b, " (%s)", _("the setting mode"));
    } else if (t->mode_known) {
        buf_addf(&b, "%s (%s)", t->mode == THEME_DARK ? "dark" : "light", t->mode_origin);
    } else if (t->mode == THEME_LIGHT || strcmp(t->mode_origin, "guess") != 0) {
        buf_addf(&b, _("%s, as a terminal told last time (this one does not; D changes it)"),
                 t->mode == THEME_DARK ? "dark" : "light");
    } else {
        buf_adds(&b, _("dark (a guess: the terminal does not tell its background; D changes it)"));
    }
    add_line(out, _("day or night"), buf_cstr(&b));
    if (!t->mode_known && strncmp(t->name, "tmux", 4) == 0)
        add_line(out, "", _("tmux tells it from 3.4 on, and changes of it from 3.6 on"));
    buf_free(&b);
}

/* "#FAF6EC", or that it was not told. */
static const char *told(char out[8], bool known, uint32_t rgb)
{
    snprintf(out, 8, "#%06X", rgb & 0xFFFFFF);
    return known ? out : _("not told");
}

/* What the terminal said of itself. */
static void add_answers(struct buf *out, const struct term_info *t)
{
    struct buf b = {0};
    char fg[8], bg[8];
    buf_addf(&b, _("text %s, background %s"), told(fg, t->fg_known, t->fg),
             told(bg, t->bg_known, t->bg));
    add_line(out, _("its own colours"), buf_cstr(&b));
    buf_free(&b);
    add_line(out, _("tells of changes"),
             t->scheme ? _("yes (mode 2031)") : _("no; it is asked again when it gets the focus"));
    add_line(out, _("font size"),
             t->font ? _("can be changed in the settings") : _("is the terminal's"));
}

static void add_theme(struct buf *out, const struct settings *s)
{
    struct buf b = {0};
    buf_addf(&b, _("%s, accent %s"), s->text[SETTING_THEME], s->text[SETTING_ACCENT]);
    add_line(out, _("theme"), buf_cstr(&b));
    buf_free(&b);
}

static void add_widths(struct buf *out, const struct term_info *t)
{
    struct buf b = {0};
    if (!t->ambiguous) {
        add_line(out, _("widths"), _("the terminal did not tell; “ … are one cell"));
        return;
    }
    buf_addf(&b, _("“ … %d; skin tones %s; joined emoji %s; characters of 2020 and later %s"),
             t->ambiguous, t->emoji_modifier ? _("yes") : _("no"),
             t->emoji_zwj ? _("yes") : _("no"), t->ext_h ? _("yes") : _("no"));
    add_line(out, _("widths"), buf_cstr(&b));
    buf_free(&b);
}

static void add_terminal(struct buf *out, const struct settings *s)
{
    struct ui_terminal t;
    struct err e = {0};
    struct buf b = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        add_line(out, _("terminal"), _("not asked: standard input or output is none"));
        return;
    }
    if (!ui_ask_terminal(&t, &e)) {
        add_line(out, _("terminal"), e.msg);
        return;
    }
    buf_addf(&b, "%s, %u×%u", t.info.name, t.cols, t.rows);
    add_line(out, _("terminal"), buf_cstr(&b));
    buf_free(&b);
    add_line(out, _("answers"), t.answered ? _("yes") : _("no, not within a second"));
    add_colors(out, &t.info);
    add_answers(out, &t.info);
    add_mode(out, s, &t.info);
    add_theme(out, s);
    add_widths(out, &t.info);
    add_line(out, _("frames at once"), t.info.sync ? _("yes") : _("no"));
}

/* ---- files ---- */

/* A file that may be missing. */
static void add_own_file(struct buf *out, const char *what, char *path)
{
    struct buf b = {0};
    buf_adds(&b, path);
    if (access(path, F_OK) != 0)
        buf_addf(&b, " (%s)", _("there is none"));
    else if (access(path, R_OK) != 0)
        buf_addf(&b, " (%s)", i18n_strerror(errno));
    add_line(out, what, buf_cstr(&b));
    buf_free(&b);
    free(path);
}

/* Settings that are not the default, a line of them. */
static void add_settings(struct buf *out, const struct settings *s)
{
    struct buf b = {0};
    for (enum setting_id id = 0; id < SETTINGS; id++) {
        if (!s->given[id])
            continue;
        buf_addf(&b, "%s%s ", b.n ? ", " : "", SETTING_DEFS[id].name);
        setting_format(s, id, &b);
    }
    add_line(out, _("settings"), buf_cstr(&b));
    buf_free(&b);
}

static bool add_library(struct buf *out, const struct cli *c)
{
    struct err e = {0};
    add_own_file(out, _("library"),
                 c->library_path ? str_dup(str_of(c->library_path))
                                 : file_xdg_path(XDG_DATA, "library.db"));
    struct library *lib = library_open(c->library_path, &e);
    add_line(out, "", lib ? _("opens") : e.msg);
    library_close(lib);
    return lib != NULL;
}

static int run(struct cli *c)
{
    struct buf out = {0};
    bool ok = true;
    i18n_ready(); /* the encoding is asked for */
    add_line(&out, "jiandu", PACKAGE_VERSION);
    add_line(&out, "Unicode", UNIPROP_VERSION);
    add_env(&out);
    add_terminal(&out, &c->settings);
    ok &= add_file(&out, _("importer"), paths_importer(), X_OK);
    add_confinement(&out, c);
    ok &= add_file(&out, _("bundled articles"), paths_asset("articles"), R_OK);
    add_own_file(&out, _("configuration"), str_dup(str_of(c->config.path)));
    add_settings(&out, &c->settings);
    add_own_file(&out, _("key bindings"), file_xdg_path(XDG_CONFIG, "keys"));
    add_own_file(&out, _("themes"), file_xdg_path(XDG_CONFIG, "themes"));
    ok &= add_library(&out, c);
    keymap_free(keymap_open(&c->complaints)); /* for its complaints */
    buf_add(&out, buf_str(&c->complaints));
    cli_print(buf_str(&out));
    buf_free(&out);
    int code = cli_flush();
    return ok ? code : CLI_FAILED;
}

const struct cli_verb CLI_DOCTOR = {
    .name = "doctor", .help = N_("say what the program finds on this machine"), .run = run};
