#include "app/import_pool.h"
#include "app/library.h"
#include "app/themes.h"
#include "app/wanted.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "doc/dump.h"
#include "paint/paint.h"
#include "text/script.h"
#include "text/width.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { OPT_FORMAT = CLI_OPT_OWN, OPT_WIDTH };
enum { MAX_WIDTH = 10000 };

static const struct cli_option OPTIONS[] = {
    {"format", 'f', N_("NAME"), N_("text, ansi, lines, tree or json"), OPT_FORMAT},
    {"width", 'w', N_("N"), N_("cells of a line; 0: no wrapping"), OPT_WIDTH},
    CLI_SOURCE_OPTIONS,
    {0},
};

/* The theme for --format ansi: the setting, else COLORFGBG, else dark. */
static struct theme ansi_theme(const struct settings *s)
{
    enum theme_mode mode = THEME_DARK;
    const char *fgbg = getenv("COLORFGBG"), *ct = getenv("COLORTERM");
    if (s->v[SETTING_MODE] != 0)
        mode = s->v[SETTING_MODE] == 1 ? THEME_LIGHT : THEME_DARK;
    else if (fgbg)
        theme_mode_of_colorfgbg(str_of(fgbg), &mode);
    bool rgb = ct && (strcmp(ct, "truecolor") == 0 || strcmp(ct, "24bit") == 0);
    struct theme_set themes;
    struct buf complaints = {0};
    themes_open(&themes, &complaints);
    buf_free(&complaints);
    struct theme t = themes_resolve(&themes, s, mode, rgb ? DEPTH_RGB : DEPTH_256);
    t.def = NULL;
    theme_set_free(&themes);
    return t;
}

typedef void dump_fn(const struct doc *d, struct layout *l, const struct settings *s,
                     struct buf *out);

static void dump_text(const struct doc *d, struct layout *l, const struct settings *s,
                      struct buf *out)
{
    (void)d, (void)s;
    paint_dump(l, NULL, false, out);
}

static void dump_ansi(const struct doc *d, struct layout *l, const struct settings *s,
                      struct buf *out)
{
    (void)d;
    struct theme t = ansi_theme(s);
    paint_dump(l, &t, true, out);
}

static void dump_lines(const struct doc *d, struct layout *l, const struct settings *s,
                       struct buf *out)
{
    (void)d, (void)s;
    paint_dump_lines(l, out);
}

static void dump_tree(const struct doc *d, struct layout *l, const struct settings *s,
                      struct buf *out)
{
    (void)l, (void)s;
    doc_dump_tree(d, out);
}

static void dump_json(const struct doc *d, struct layout *l, const struct settings *s,
                      struct buf *out)
{
    (void)l, (void)s;
    doc_dump_json(d, out);
}

static const struct {
    const char *name;
    dump_fn *dump;
    bool lays_out;
} FORMATS[] = {
    {"text", dump_text, true},  {"ansi", dump_ansi, true},  {"lines", dump_lines, true},
    {"tree", dump_tree, false}, {"json", dump_json, false},
};

enum { NFORMATS = sizeof FORMATS / sizeof *FORMATS };

static bool find_format(const char *name, size_t *at, struct err *e)
{
    const char *names[NFORMATS];
    for (size_t i = 0; i < NFORMATS; i++) {
        names[i] = FORMATS[i].name;
        if (strcmp(name, names[i]) == 0) {
            *at = i;
            return true;
        }
    }
    const char *near = suggest_name(str_of(name), names, NFORMATS);
    return err_set(e, ERR_USAGE,
                   near ? _("--format %s: did you mean %s?")
                        : _("--format %s: it is one of text, ansi, lines, tree, json"),
                   name, near);
}

/* The reader's measure for a screen as wide as the terminal, or as an ordinary page. */
static unsigned default_width(const struct settings *s)
{
    struct winsize ws;
    unsigned cols = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0)
        cols = ws.ws_col;
    return settings_layout(s, cols).measure;
}

struct dump_args {
    size_t format;
    unsigned width;
    bool width_given;
};

static bool read_args(const struct cli *c, struct dump_args *a, struct err *e)
{
    if (c->json && !find_format("json", &a->format, e))
        return false;
    for (size_t i = 0; i < c->given.n; i++) {
        const struct cli_given *g = &c->given.v[i];
        unsigned long long n;
        if (g->id == OPT_FORMAT && !find_format(g->value, &a->format, e))
            return false;
        if (g->id != OPT_WIDTH)
            continue;
        if (!str_to_u64(str_of(g->value), MAX_WIDTH, &n))
            return err_set(e, ERR_USAGE, _("--width %s: give a number of cells, 0 to %d"), g->value,
                           MAX_WIDTH);
        a->width = (unsigned)n;
        a->width_given = true;
    }
    return true;
}

/* Without it the text is shown as it is written. */
static void warn_of_script(enum script s)
{
    static bool told;
    struct err e = {0};
    if (!told && !script_load(s, &e))
        cli_error("%s", e.msg);
    told = true;
}

/* A dump asks no terminal how wide such characters are. */
static void apply_widths(const struct settings *s)
{
    struct width_policy p = *width_policy();
    if (s->v[SETTING_AMBIGUOUS])
        p.ambiguous = (uint8_t)s->v[SETTING_AMBIGUOUS];
    width_set_policy(&p);
}

static void print_doc(const struct cli *c, const struct doc *d, const struct dump_args *a)
{
    struct buf out = {0};
    struct layout *l = NULL;
    if (FORMATS[a->format].lays_out) {
        apply_widths(&c->settings);
        struct layout_opts o = settings_layout(&c->settings, 0);
        o.measure = (uint16_t)(a->width_given ? a->width : default_width(&c->settings));
        l = layout_new(d, &o);
    }
    if (l)
        warn_of_script(layout_options(l)->script);
    FORMATS[a->format].dump(d, l, &c->settings, &out);
    layout_free(l);
    cli_print(buf_str(&out));
    buf_free(&out);
}

static int dump_one(struct cli *c, const struct dump_args *a, const struct source_opts *so)
{
    struct err e = {0};
    const char *source = NULL;
    for (size_t i = 0; i < c->given.n; i++)
        if (c->given.v[i].id == CLI_OPERAND)
            source = c->given.v[i].value;
    if (!source && isatty(STDIN_FILENO)) {
        err_set(&e, ERR_USAGE, _("nothing to dump; name a file, - or #ID"));
        return cli_fail(&e);
    }
    cli_complain(c);
    struct doc *d = cli_import(c, source ? source : "-", so, &e);
    if (!d)
        return cli_fail(&e);
    print_doc(c, d, a);
    doc_free(d);
    return cli_flush();
}

/* What is needed of a source until it is done. */
struct bulk_source {
    struct source s;
    char *name;
};

static void bulk_source_free(struct bulk_source *s)
{
    source_free(&s->s);
    free(s->name);
    s->name = NULL;
}

/* Several sources, through several importers. */
struct bulk {
    struct cli *c;
    const struct dump_args *a;
    const struct source_opts *so;
    struct library *lib;         /* NULL until a source is named by its number */
    struct bulk_source *sources; /* as many as c->given */
    size_t at;                   /* in c->given */
    bool failed;                 /* one of them */
};

static int bulk_open(struct bulk *b, const char *given, struct bulk_source *s, struct err *e)
{
    if (given[0] == '#' && !b->lib && !(b->lib = library_open(b->c->library_path, e)))
        return -1;
    return source_open(given, b->lib, &s->s, &s->name, e);
}

static bool bulk_next(void *ctx, struct pool_source *out)
{
    struct bulk *b = ctx;
    while (b->at < b->c->given.n && b->c->given.v[b->at].id != CLI_OPERAND)
        b->at++;
    if (b->at == b->c->given.n)
        return false;
    struct bulk_source *s = &b->sources[b->at];
    *out = (struct pool_source){.mime = b->so->mime,
                                .charset = b->so->charset,
                                .format = b->so->format,
                                .repair = b->so->repair,
                                .tag = s};
    out->fd = bulk_open(b, b->c->given.v[b->at++].value, s, &out->err);
    out->name = s->name;
    return true;
}

/* Stops when nobody takes the output any more. */
static bool bulk_done(void *ctx, const struct pool_source *ps, struct doc *d, const struct err *e)
{
    struct bulk *b = ctx;
    struct bulk_source *s = ps->tag;
    if (d) {
        d = wanted_join(&s->s, b->so, d);
        cli_settle(b->c, str_of(s->s.id));
        print_doc(b->c, d, b->a);
        doc_free(d);
    } else {
        fflush(stdout); /* so that the message stands in its place */
        cli_fail(e);
        b->failed = true;
    }
    bulk_source_free(s);
    return !ferror(stdout);
}

static int dump_several(struct cli *c, const struct dump_args *a, const struct source_opts *so)
{
    static const struct pool_ops ops = {bulk_next, bulk_done};
    struct err e = {0};
    struct bulk b = {.c = c, .a = a, .so = so};
    b.sources = mem_zero(c->given.n, sizeof *b.sources);
    cli_complain(c);
    bool ok = import_pool_run(&(struct pool_opts){0}, &ops, &b, &e) || e.code == ERR_NONE;
    for (size_t i = 0; i < c->given.n; i++)
        bulk_source_free(&b.sources[i]);
    free(b.sources);
    library_close(b.lib);
    int code = cli_flush();
    if (!ok)
        return cli_fail(&e);
    return b.failed ? CLI_FAILED : code;
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct source_opts so = {0};
    struct dump_args a = {0};
    size_t sources = 0;
    if (!cli_source_opts(c, &so, &e) || !read_args(c, &a, &e))
        return cli_fail(&e);
    for (size_t i = 0; i < c->given.n; i++)
        sources += c->given.v[i].id == CLI_OPERAND;
    return sources > 1 ? dump_several(c, &a, &so) : dump_one(c, &a, &so);
}

const struct cli_verb CLI_DUMP = {.name = "dump",
                                  .args =
                                      N_("[--format NAME] [--width N] [--set NAME=VALUE]… SOURCE…"),
                                  .help = N_("print sources as the reader would show them"),
                                  .options = OPTIONS,
                                  .run = run};
