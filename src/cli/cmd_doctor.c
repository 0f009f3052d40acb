#include "config.h"

#include "app/importer.h"
#include "app/library.h"
#include "app/paths.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "text/sanitize.h"
#include "text/uniprop.h"
#include "text/width.h"

#include <langinfo.h>
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

static int run(struct cli *c)
{
    struct err e = {0};
    struct buf out = {0};
    bool ok = true;
    i18n_ready(); /* the encoding is asked for */
    add_line(&out, "jiandu", PACKAGE_VERSION);
    add_line(&out, "Unicode", UNIPROP_VERSION);
    add_env(&out);
    ok &= add_file(&out, _("importer"), paths_importer(), X_OK);
    add_confinement(&out, c);
    ok &= add_file(&out, _("bundled articles"), paths_asset("articles"), R_OK);
    struct library *lib = library_open(c->library_path, &e);
    add_line(&out, _("library"), lib ? _("opens") : e.msg);
    ok &= lib != NULL;
    library_close(lib);
    if (c->complaints.n)
        buf_add(&out, buf_str(&c->complaints));
    cli_print(buf_str(&out));
    buf_free(&out);
    int code = cli_flush();
    return ok ? code : CLI_FAILED;
}

const struct cli_verb CLI_DOCTOR = {
    .name = "doctor", .help = N_("say what the program finds on this machine"), .run = run};
