#include "cli/cli.h"

#include "config.h"

#include "app/library.h"
#include "app/preset.h"
#include "app/wanted.h"
#include "base/file.h"
#include "base/i18n.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { OPTION_COLS = 28 };

enum { OPT_LIBRARY = 100, OPT_CONFIG, OPT_QUIET, OPT_JSON, OPT_HELP, OPT_VERSION };

const struct cli_option CLI_GLOBALS[] = {
    {"library", 0, N_("FILE"), N_("use this library"), OPT_LIBRARY},
    {"config", 0, N_("FILE"), N_("use this configuration file"), OPT_CONFIG},
    {"quiet", 'q', NULL, N_("no messages but errors"), OPT_QUIET},
    {"json", 0, NULL, N_("output for programs"), OPT_JSON},
    {"help", 'h', NULL, N_("show help"), OPT_HELP},
    {"version", 'V', NULL, N_("show the version"), OPT_VERSION},
    {0},
};

static const struct cli_verb VERSION_VERB; /* --version anywhere */

static int run_version(struct cli *c)
{
    (void)c;
    cli_print(STR("jiandu " PACKAGE_VERSION "\n"));
    return cli_flush();
}

static const struct cli_verb VERSION_VERB = {.name = "version", .run = run_version};

static const struct cli_verb *find_verb(const char *name)
{
    for (const struct cli_verb *const *v = CLI_VERBS; *v; v++)
        if (strcmp((*v)->name, name) == 0)
            return *v;
    return NULL;
}

/* A word that names no file and nearly names a verb was meant as the verb. */
static const char *meant_verb(const char *word)
{
    const char *names[32];
    size_t n = 0;
    if (strpbrk(word, "/.:#") || access(word, F_OK) == 0)
        return NULL;
    for (const struct cli_verb *const *v = CLI_VERBS; *v && n < 32; v++)
        names[n++] = (*v)->name;
    return suggest_name(str_of(word), names, n);
}

static const struct cli_option *match_in(const struct cli_option *t, struct str name, char letter)
{
    for (; t && t->name; t++)
        if (letter ? t->letter == letter : str_eq(str_of(t->name), name))
            return t;
    return NULL;
}

static bool unknown_option(const struct cli_verb *v, const char *arg, struct str name,
                           struct err *e)
{
    const char *names[64];
    size_t n = 0;
    for (const struct cli_option *t = CLI_GLOBALS; t->name && n < 64; t++)
        names[n++] = t->name;
    for (const struct cli_option *t = v->options; t && t->name && n < 64; t++)
        names[n++] = t->name;
    const char *near = suggest_name(name, names, n);
    if (near)
        return err_set(e, ERR_USAGE, _("unknown option %s; did you mean --%s?"), arg, near);
    return err_set(e, ERR_USAGE, _("unknown option %s; see jiandu help"), arg);
}

/* Where the parser stands in argv. */
struct walk {
    int argc, at;
    char **argv;
    const char *letters; /* the rest of a group of short options, NULL outside one */
};

static const struct cli_option *next_option(struct walk *w, const struct cli_verb *v,
                                            const char **value, struct err *e)
{
    const char *arg = w->argv[w->at];
    struct str name = STR_NONE;
    char letter = 0;
    *value = NULL;
    if (w->letters) {
        letter = *w->letters++;
    } else {
        name = str_of(arg + 2);
        size_t eq = str_chr(name, '=', 0);
        if (eq != STR_NPOS) {
            *value = name.p + eq + 1;
            name = str_sub(name, 0, eq);
        }
    }
    const struct cli_option *o = match_in(v->options, name, letter);
    if (!o)
        o = match_in(CLI_GLOBALS, name, letter);
    if (!o) {
        unknown_option(v, arg, name, e);
        return NULL;
    }
    if (letter && o->arg && *w->letters) {
        *value = w->letters;
        w->letters = "";
    }
    if (o->arg && !*value && w->at + 1 < w->argc)
        *value = w->argv[++w->at];
    if (o->arg ? !*value : *value != NULL) {
        err_set(e, ERR_USAGE, o->arg ? _("--%s needs a value") : _("--%s takes no value"), o->name);
        return NULL;
    }
    return o;
}

/* Takes a global; false when o is the verb's own. */
static bool take_global(struct cli *c, const struct cli_option *o, const char *value,
                        const struct cli_verb **instead)
{
    switch (o->id) {
    case OPT_LIBRARY:
        c->library_path = value;
        return true;
    case OPT_CONFIG:
        c->config_path = value;
        return true;
    case OPT_QUIET:
        c->quiet = true;
        return true;
    case OPT_JSON:
        c->json = true;
        return true;
    case OPT_HELP:
        *instead = &CLI_HELP;
        return true;
    case OPT_VERSION:
        *instead = &VERSION_VERB;
        return true;
    }
    return false;
}

static bool take_word(struct cli *c, const char *word, const struct cli_verb **verb, bool *chosen,
                      struct err *e)
{
    if (!*chosen) {
        const struct cli_verb *v = find_verb(word);
        *chosen = true;
        if (v) {
            *verb = v;
            return true;
        }
        const char *near = meant_verb(word);
        if (near)
            return err_set(e, ERR_USAGE, _("no file and no verb “%s”; did you mean “%s”?"), word,
                           near);
    }
    vec_push(&c->given, (struct cli_given){CLI_OPERAND, word});
    return true;
}

/* The verb stands before its options; those that come before it are looked for in its table too. */
static const struct cli_verb *verb_in(int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        const struct cli_option *o;
        if (argv[i][0] != '-' || !argv[i][1])
            return find_verb(argv[i]);
        if (strcmp(argv[i], "--") == 0)
            return NULL;
        o = argv[i][1] == '-' ? match_in(CLI_GLOBALS, str_of(argv[i] + 2), 0)
                              : match_in(CLI_GLOBALS, STR_NONE, argv[i][1]);
        if (o && o->arg)
            i++;
    }
    return NULL;
}

static bool walk_args(struct cli *c, int argc, char **argv, const struct cli_verb **verb,
                      struct err *e)
{
    const struct cli_verb *found = verb_in(argc, argv), *instead = NULL;
    struct walk w = {argc, 0, argv, NULL};
    bool chosen = false, only_words = false;
    *verb = found ? found : &CLI_READ;
    for (; w.at < argc; w.at++) {
        const char *arg = argv[w.at], *value;
        if (only_words || arg[0] != '-' || !arg[1]) {
            if (!take_word(c, arg, verb, &chosen, e))
                return false;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            only_words = true;
            continue;
        }
        w.letters = arg[1] == '-' ? NULL : arg + 1;
        do {
            const struct cli_option *o = next_option(&w, *verb, &value, e);
            if (!o)
                return false;
            if (!take_global(c, o, value, &instead))
                vec_push(&c->given, (struct cli_given){o->id, value});
        } while (w.letters && *w.letters);
    }
    if (instead == &CLI_HELP && *verb != &CLI_HELP) {
        c->given.n = 0;
        if (*verb != &CLI_READ)
            vec_push(&c->given, (struct cli_given){CLI_OPERAND, (*verb)->name});
    }
    if (instead)
        *verb = instead;
    return true;
}

/* A configuration file that was named must be there, unless it is to be made; the default one may be
 * missing. */
static bool read_config(struct cli *c, bool may_make, struct err *e)
{
    struct err why = {0};
    settings_file_start(&c->config, c->config_path);
    settings_defaults(&c->chosen);
    /* that there is none is the usual case: no message is made of it */
    if ((c->config_path && !may_make) || access(c->config.path, F_OK) == 0) {
        if (!settings_file_read(&c->config, &c->complaints, &why) && c->config_path)
            return err_set(e, why.code, "%s", why.msg);
        if (why.code)
            buf_addf(&c->complaints, "%s\n", why.msg);
    }
    cli_settle(c, STR_NONE);
    settings_use_language(&c->settings);
    return true;
}

void cli_settle(struct cli *c, struct str source)
{
    settings_for_source(&c->config, &c->chosen, source, &c->settings);
}

const struct cli_verb *cli_parse(struct cli *c, int argc, char **argv, struct err *e)
{
    const struct cli_verb *verb;
    if (!walk_args(c, argc, argv, &verb, e))
        return NULL;
    if (verb != &CLI_HELP && verb != &VERSION_VERB && !read_config(c, verb == &CLI_CONFIG, e))
        return NULL;
    return verb;
}

void cli_free(struct cli *c)
{
    settings_file_free(&c->config);
    buf_free(&c->complaints);
    vec_free(&c->given);
}

static bool apply_set(struct cli *c, const char *pair, struct err *e)
{
    struct str s = str_of(pair);
    size_t eq = str_chr(s, '=', 0);
    if (eq == STR_NPOS)
        return err_set(e, ERR_USAGE, _("--set %s: write it as NAME=VALUE"), pair);
    return setting_set(&c->chosen, str_sub(s, 0, eq), str_sub(s, eq + 1, s.n), e);
}

static bool apply_preset(struct cli *c, const char *name, struct err *e)
{
    struct settings preset;
    if (!preset_find(&c->config, str_of(name), &preset, e))
        return false;
    settings_overlay(&c->chosen, &preset);
    return true;
}

bool cli_choose(struct cli *c, struct err *e)
{
    for (size_t i = 0; i < c->given.n; i++) {
        const struct cli_given *g = &c->given.v[i];
        if ((g->id == CLI_OPT_SET && !apply_set(c, g->value, e)) ||
            (g->id == CLI_OPT_PRESET && !apply_preset(c, g->value, e)))
            return false;
    }
    cli_settle(c, STR_NONE);
    settings_use_language(&c->settings);
    return true;
}

bool cli_source_opts(struct cli *c, struct source_opts *o, struct err *e)
{
    for (size_t i = 0; i < c->given.n; i++) {
        const struct cli_given *g = &c->given.v[i];
        switch (g->id) {
        case CLI_OPT_REPAIR:
            o->repair = g->value;
            break;
        case CLI_OPT_CHARSET:
            o->charset = g->value;
            break;
        case CLI_OPT_FORMAT_IN:
            o->format = g->value;
            break;
        case CLI_OPT_MIME:
            o->mime = g->value;
            break;
        }
    }
    if (!cli_choose(c, e))
        return false;
    importer_allow_unconfined(c->settings.v[SETTING_UNCONFINED]);
    return true;
}

bool cli_source_of(struct cli *c, const char **source, struct source_opts *o, struct err *e)
{
    *source = NULL;
    for (size_t i = 0; i < c->given.n; i++) {
        const struct cli_given *g = &c->given.v[i];
        if (g->id != CLI_OPERAND)
            continue;
        if (*source)
            return err_set(e, ERR_USAGE, _("one source at a time: %s, %s"), *source, g->value);
        *source = g->value;
    }
    return cli_source_opts(c, o, e);
}

struct doc *cli_import(struct cli *c, const char *source, const struct source_opts *o,
                       struct err *e)
{
    struct source src = {0};
    struct import_job job;
    struct library *lib = NULL;
    struct doc *d = NULL;
    if (source[0] == '#' && !(lib = library_open(c->library_path, e)))
        return NULL;
    int64_t article = source_article(source, lib);
    if (article)
        d = source_open_article(article, lib, &src, e);
    else if (source_start(source, o, lib, &src, &job, e) && (d = importer_finish(&job, e)))
        d = wanted_join(&src, o, d);
    if (d)
        cli_settle(c, str_of(src.id));
    source_free(&src);
    library_close(lib);
    return d;
}

static void print_clean(FILE *f, struct str s, enum sanitize_keep keep)
{
    struct buf clean = {0};
    sanitize(s, keep, &clean);
    fwrite(clean.p ? clean.p : "", 1, clean.n, f);
    buf_free(&clean);
}

void cli_error(const char *fmt, ...)
{
    struct buf msg = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_addv(&msg, fmt, ap);
    va_end(ap);
    fputs("jiandu: ", stderr);
    print_clean(stderr, buf_str(&msg), SANITIZE_LINE);
    fputc('\n', stderr);
    buf_free(&msg);
}

void cli_complain(const struct cli *c)
{
    struct str rest = buf_str(&c->complaints), line;
    while (!c->quiet && str_split(&rest, '\n', &line))
        if (line.n)
            cli_error(STR_FMT, STR_ARG(line));
}

int cli_fail(const struct err *e)
{
    cli_error("%s", e->msg[0] ? e->msg : _("failed"));
    return e->code == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

void cli_print(struct str s)
{
    fwrite(s.p ? s.p : "", 1, s.n, stdout);
}

int cli_flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CLI_OK;
    if (errno != EPIPE) {
        cli_error(_("standard output: %s"), strerror(errno));
        return CLI_FAILED;
    }
    return CLI_OK; /* `jiandu dump … | head` */
}

static void add_options(const struct cli_option *t, struct buf *out)
{
    for (; t && t->name; t++) {
        size_t from = out->n;
        buf_addf(out, t->letter ? "  -%c, " : "      ", t->letter);
        buf_addf(out, t->arg ? "--%s %s" : "--%s", t->name, t->arg ? _(t->arg) : "");
        size_t used = width_str(str_sub(buf_str(out), from, out->n));
        buf_fill(out, ' ', used + 2 <= OPTION_COLS ? OPTION_COLS - used : 2);
        buf_addf(out, "%s\n", _(t->help));
    }
}

void cli_usage(const struct cli_verb *v, struct buf *out)
{
    if (v && v != &CLI_READ) {
        buf_addf(out, _("Usage: jiandu %s"), v->name);
        if (v->args)
            buf_addf(out, " %s", _(v->args));
        buf_addf(out, "\n%s\n\n", _(v->help));
        add_options(v->options, out);
        add_options(CLI_GLOBALS, out);
        return;
    }
    buf_addf(out, _("Usage: jiandu [SOURCE]\n       jiandu VERB …\n\n"));
    buf_adds(out, _("簡牘, a terminal reader for long-form Chinese, Japanese and Korean.\n"
                    "SOURCE is a file, - for standard input, or #ID from the list; without one the "
                    "library opens.\n\n"));
    buf_adds(out, _("Verbs:\n"));
    for (const struct cli_verb *const *p = CLI_VERBS; *p; p++)
        buf_addf(out, "  %-10s %s\n", (*p)->name, _((*p)->help));
    buf_adds(out, _("\nOptions:\n"));
    add_options(CLI_READ.options, out);
    add_options(CLI_GLOBALS, out);
    buf_adds(out,
             _("\nIn the reader, ? shows every key. jiandu help VERB tells more of a verb.\n"));
}
