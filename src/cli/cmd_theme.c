#include "app/themes.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "paint/color.h"
#include "paint/theme_check.h"
#include "ui/ui.h"

#include <stdio.h>
#include <unistd.h>

enum { OPT_ALL = CLI_OPT_OWN, OPT_COLORS };
enum { WHAT_COLS = 28 };

static const struct cli_option OPTIONS[] = {
    {"all", 0, NULL, N_("with check: every measure, not only the worst"), OPT_ALL},
    {"colors", 0, N_("FG,BG"), N_("with check: the terminal's text and page, each #rrggbb"),
     OPT_COLORS},
    {0},
};

static const char *const MODE_NAMES[THEME_MODES] = {"light", "dark"};
static const char *const DEPTH_NAMES[DEPTHS] = {"mono", "8", "16", "256", "24-bit"};

/* What `check` is asked for, and what it found of one theme, mode and depth. */
struct checking {
    struct buf *out;
    const char *theme, *accent;
    enum theme_mode mode;
    enum color_depth depth;
    bool all;
    double worst; /* of have / least */
    struct theme_measure at_worst;
    char worst_what[64];
    const char *worst_accent;
    size_t measures, failures, unknown;
};

static void add_measure(struct buf *out, const struct theme_measure *m, int what_cols)
{
    buf_addf(out, "%-*s #%06X #%06X %6.2f  >= %.2f%s%s", what_cols, m->what, m->fg, m->bg, m->have,
             m->least, m->against ? "  " : "", m->against ? m->against->name : "");
}

static void take(const struct theme_measure *m, void *arg)
{
    struct checking *c = arg;
    bool fails = m->known && m->have < m->least;
    c->measures += m->known;
    c->unknown += !m->known;
    c->failures += fails;
    if (m->known && (c->worst == 0 || m->have / m->least < c->worst)) {
        c->worst = m->have / m->least;
        c->at_worst = *m;
        c->worst_accent = c->accent;
        snprintf(c->worst_what, sizeof c->worst_what, "%s", m->what);
        c->at_worst.what = c->worst_what;
    }
    if (!m->known || (!fails && !c->all))
        return;
    buf_addf(c->out, "%s %s %s %s %s  ", fails ? "FAIL" : "ok  ", c->theme, MODE_NAMES[c->mode],
             DEPTH_NAMES[c->depth], c->accent);
    add_measure(c->out, m, WHAT_COLS);
    buf_addc(c->out, '\n');
}

/* A terminal's own colours are of one mode. */
static bool is_of_mode(const uint32_t *own, enum theme_mode mode)
{
    return own && (color_luminance(own[1]) > 0.18) == (mode == THEME_LIGHT);
}

static void check_one(struct checking *c, const struct theme_def *def, const uint32_t *own)
{
    size_t failures = c->failures, measures = c->measures, unknown = c->unknown;
    c->theme = def->name;
    c->worst = 0;
    for (size_t i = 0; i < accent_count(); i++) {
        struct theme t = theme_resolve(def, accent_at(i), c->mode, c->depth);
        c->accent = accent_at(i)->name;
        theme_check(&t, is_of_mode(own, c->mode) ? own : NULL, take, c);
    }
    buf_addf(c->out, "%-10s %-5s %-6s ", def->name, MODE_NAMES[c->mode], DEPTH_NAMES[c->depth]);
    if (c->measures == measures) {
        buf_addf(c->out, _("unknown: the terminal's own colours\n"));
        return;
    }
    buf_addf(c->out, _("%zu measures, %zu below, %zu unknown; nearest: "), c->measures - measures,
             c->failures - failures, c->unknown - unknown);
    add_measure(c->out, &c->at_worst, 0);
    buf_addf(c->out, " (%s)\n", c->worst_accent);
}

static bool parse_own(const char *value, uint32_t own[2], struct err *e)
{
    struct str rest = str_of(value), fg, bg;
    if (str_split(&rest, ',', &fg) && str_split(&rest, ',', &bg) && theme_parse_rgb(fg, &own[0]) &&
        theme_parse_rgb(bg, &own[1]))
        return true;
    return err_set(e, ERR_USAGE, _("--colors %s: give two colours, as in #1e1e1e,#ffffff"), value);
}

/* Reads the theme files among the operands; gives the themes to look at. */
static bool pick(const struct cli *c, struct theme_set *set, size_t first, struct theme_set *out,
                 struct buf *complaints, struct err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < c->given.n; i++) {
        const char *value = c->given.v[i].value;
        if (c->given.v[i].id != CLI_OPERAND || n++ < first)
            continue;
        const struct theme_def *def = theme_find(set, str_of(value));
        if (!def && !(def = themes_read_file(set, value, complaints, e)))
            return false;
        vec_push(&out->v, *def);
    }
    bool none = !out->v.n;
    for (size_t i = 0; none && i < set->v.n; i++)
        vec_push(&out->v, set->v.v[i]);
    return true;
}

/* What this terminal's own are, if there is one and it tells. */
static bool ask_own(uint32_t own[2])
{
    struct ui_terminal t;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !ui_ask_terminal(&t, NULL))
        return false;
    own[0] = t.info.fg;
    own[1] = t.info.bg;
    return t.info.fg_known && t.info.bg_known;
}

static int run_check(struct cli *c, const struct theme_set *themes, struct err *e)
{
    struct buf out = {0};
    struct checking k = {.out = &out};
    uint32_t own[2];
    bool known = false;
    for (size_t i = 0; i < c->given.n; i++) {
        k.all |= c->given.v[i].id == OPT_ALL;
        if (c->given.v[i].id == OPT_COLORS && !(known = parse_own(c->given.v[i].value, own, e)))
            return cli_fail(e);
    }
    known = known || ask_own(own);
    if (known)
        buf_addf(&out, _("The terminal's own colours: #%06X on #%06X\n"), own[0], own[1]);
    for (size_t i = 0; i < themes->v.n; i++)
        for (k.mode = THEME_LIGHT; k.mode < THEME_MODES; k.mode++)
            for (k.depth = DEPTH_RGB; k.depth > DEPTH_MONO; k.depth--)
                check_one(&k, &themes->v.v[i], known ? own : NULL);
    buf_addf(&out, _("%zu measures, %zu below their bound, %zu of colours that are not known.\n"),
             k.measures, k.failures, k.unknown);
    cli_print(buf_str(&out));
    buf_free(&out);
    int code = cli_flush();
    return k.failures ? CLI_FAILED : code;
}

static int run_list(const struct theme_set *themes)
{
    struct buf out = {0};
    for (size_t i = 0; i < themes->v.n; i++)
        buf_addf(&out, "%-12s %s\n", themes->v.v[i].name, theme_title(&themes->v.v[i]));
    buf_addf(&out, "\n%s\n", _("Accents:"));
    for (size_t i = 0; i < accent_count(); i++)
        buf_addf(&out, "%-12s %s\n", accent_at(i)->name, _(accent_at(i)->title));
    cli_print(buf_str(&out));
    buf_free(&out);
    return cli_flush();
}

static void add_color(struct buf *out, uint32_t color)
{
    struct buf b = {0};
    if (color == COLOR_DEFAULT)
        buf_adds(&b, "-");
    else if (COLOR_IS_INDEX(color))
        buf_addf(&b, "%u", color & 0xFF);
    else
        buf_addf(&b, "#%06X", color);
    buf_addf(out, " %7s", buf_cstr(&b));
    buf_free(&b);
}

/* As a file that can be changed and kept in ~/.config/jiandu/themes. */
static int run_show(const struct theme_set *themes)
{
    struct buf out = {0};
    for (size_t i = 0; i < themes->v.n; i++) {
        const struct theme_def *t = &themes->v.v[i];
        buf_addf(&out, "theme %s\ntitle %s\n", t->name, t->title);
        for (size_t m = 0; m < THEME_MODES; m++) {
            buf_addf(&out, "\n[%s]\n", MODE_NAMES[m]);
            for (size_t s = 0; s < THEME_SLOTS; s++) {
                buf_addf(&out, "# %s\n%-10s", _(theme_slot_help((enum theme_slot)s)),
                         theme_slot_name((enum theme_slot)s));
                for (enum color_depth d = DEPTH_RGB; d > DEPTH_MONO; d--)
                    add_color(&out, t->color[m][d][s]);
                buf_addc(&out, '\n');
            }
        }
    }
    cli_print(buf_str(&out));
    buf_free(&out);
    return cli_flush();
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct buf complaints = {0};
    struct theme_set all, some = {0};
    const char *what = NULL;
    int code;
    for (size_t i = 0; i < c->given.n && !what; i++)
        if (c->given.v[i].id == CLI_OPERAND)
            what = c->given.v[i].value;
    themes_open(&all, &complaints);
    bool ok = pick(c, &all, 1, &some, &complaints, &e);
    if (complaints.n && !c->quiet)
        cli_error("%s", buf_cstr(&complaints));
    if (!ok)
        code = cli_fail(&e);
    else if (!what || strcmp(what, "list") == 0)
        code = run_list(&some);
    else if (strcmp(what, "show") == 0)
        code = run_show(&some);
    else if (strcmp(what, "check") == 0)
        code = run_check(c, &some, &e);
    else {
        err_set(&e, ERR_USAGE, _("theme %s: it is list, show or check"), what);
        code = cli_fail(&e);
    }
    theme_set_free(&all);
    theme_set_free(&some);
    buf_free(&complaints);
    return code;
}

const struct cli_verb CLI_THEME = {
    .name = "theme",
    .args = N_("list | show [NAME…] | check [NAME|FILE…]"),
    .help = N_("themes and accents, and what contrast they have"),
    .options = OPTIONS,
    .run = run,
};
