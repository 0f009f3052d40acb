#include "app/preset.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "doc/dump.h"
#include "text/width.h"

enum { OPT_SOURCE = CLI_OPT_OWN, MAX_WORDS = 2 };
enum { NAME_COLS = 14, VALUE_COLS = 12, RANGE_COLS = 40 };

static const struct cli_option OPTIONS[] = {
    {"source", 0, N_("BEGINNING"), N_("for sources that begin so: a path, an address or a host"),
     OPT_SOURCE},
    CLI_SETTING_OPTIONS,
    {0},
};

/* What was asked: the operands behind the action, and the source. */
struct asked {
    struct cli *c;
    struct str source; /* STR_NONE: none */
    const char *words[MAX_WORDS];
    size_t nwords;
};

static enum settings_scope scope_of(const struct asked *a)
{
    return a->source.p ? SETTINGS_SOURCE : SETTINGS_GENERAL;
}

static bool find(struct str name, enum setting_id *id, struct err *e)
{
    *id = setting_find(name);
    return *id < SETTINGS || setting_set(&(struct settings){0}, name, STR(""), e);
}

/* "default", "--set", or the line of the file. */
static void add_whence(const struct asked *a, enum setting_id id, struct buf *out)
{
    const struct settings_section *s = settings_holder(&a->c->config, a->source, id);
    if (a->c->chosen.given[id])
        buf_adds(out, "--set");
    else if (s)
        buf_addf(out, "%s:%u", a->c->config.path, (unsigned)s->line[id]);
    else
        buf_adds(out, _("default"));
}

static void add_column(struct buf *out, struct buf *cell, size_t cols)
{
    size_t used = width_str(buf_str(cell));
    buf_add(out, buf_str(cell));
    buf_fill(out, ' ', used < cols ? cols - used + 1 : 1);
    buf_clear(cell);
}

static void add_row(const struct asked *a, enum setting_id id, struct buf *out)
{
    struct buf cell = {0};
    buf_adds(&cell, SETTING_DEFS[id].name);
    add_column(out, &cell, NAME_COLS);
    setting_format(&a->c->settings, id, &cell);
    add_column(out, &cell, VALUE_COLS);
    setting_add_range(id, &cell);
    add_column(out, &cell, RANGE_COLS);
    add_whence(a, id, out);
    buf_addc(out, '\n');
    buf_free(&cell);
}

static void add_field(struct buf *out, const char *key, struct buf *value)
{
    buf_addf(out, "%s\"%s\":", out->p[out->n - 1] == '{' ? "" : ",", key);
    json_string(out, buf_str(value));
    buf_clear(value);
}

static void add_object(const struct asked *a, enum setting_id id, struct buf *out)
{
    struct buf value = {0};
    buf_addc(out, '{');
    buf_adds(&value, SETTING_DEFS[id].name);
    add_field(out, "name", &value);
    setting_format(&a->c->settings, id, &value);
    add_field(out, "value", &value);
    add_whence(a, id, &value);
    add_field(out, "whence", &value);
    setting_add_range(id, &value);
    add_field(out, "allowed", &value);
    buf_adds(&value, _(SETTING_DEFS[id].help));
    add_field(out, "help", &value);
    buf_addc(out, '}');
    buf_free(&value);
}

static int print(struct buf *out)
{
    cli_print(buf_str(out));
    buf_free(out);
    return cli_flush();
}

static int run_list(const struct asked *a, struct err *e)
{
    struct buf out = {0};
    (void)e;
    for (enum setting_id id = 0; id < SETTINGS; id++) {
        if (!a->c->json) {
            add_row(a, id, &out);
            continue;
        }
        buf_adds(&out, id ? ",\n" : "[");
        add_object(a, id, &out);
    }
    buf_adds(&out, a->c->json ? "]\n" : "");
    return print(&out);
}

static int run_get(const struct asked *a, struct err *e)
{
    struct buf out = {0};
    enum setting_id id;
    if (!find(str_of(a->words[0]), &id, e))
        return cli_fail(e);
    if (a->c->json)
        add_object(a, id, &out);
    else
        setting_format(&a->c->settings, id, &out);
    buf_addc(&out, '\n');
    return print(&out);
}

static int change(const struct asked *a, struct str value, struct err *e)
{
    struct settings_change change = {scope_of(a), a->source, str_of(a->words[0]), value};
    return settings_file_change(&a->c->config, &change, 1, e) ? CLI_OK : cli_fail(e);
}

static int run_set(const struct asked *a, struct err *e)
{
    struct settings s;
    settings_defaults(&s);
    if (!setting_set(&s, str_of(a->words[0]), str_of(a->words[1]), e))
        return cli_fail(e);
    return change(a, str_of(a->words[1]), e);
}

/* What is not set is unset already. */
static int run_unset(const struct asked *a, struct err *e)
{
    enum setting_id id;
    if (!find(str_of(a->words[0]), &id, e))
        return cli_fail(e);
    const struct settings_section *s = settings_file_find(&a->c->config, scope_of(a), a->source);
    return s && s->s.given[id] ? change(a, STR_NONE, e) : CLI_OK;
}

static int run_path(const struct asked *a, struct err *e)
{
    struct buf out = {0};
    (void)e;
    buf_addf(&out, "%s\n", a->c->config.path);
    return print(&out);
}

static int run_preset(const struct asked *a, struct err *e)
{
    struct settings_file *f = &a->c->config;
    struct buf out = {0};
    if (a->nwords)
        return preset_apply(f, str_of(a->words[0]), e) ? CLI_OK : cli_fail(e);
    for (size_t i = 0, n = preset_count(f); i < n; i++)
        buf_addf(&out, "%-*s %s\n", NAME_COLS, preset_name(f, i), preset_title(f, i));
    return print(&out);
}

static int run_save(const struct asked *a, struct err *e)
{
    bool ok = preset_save(&a->c->config, str_of(a->words[0]), &a->c->settings, e);
    return ok ? CLI_OK : cli_fail(e);
}

static int run_remove(const struct asked *a, struct err *e)
{
    return preset_remove(&a->c->config, str_of(a->words[0]), e) ? CLI_OK : cli_fail(e);
}

static const struct action {
    const char *name;
    size_t least, most; /* operands behind it */
    int (*run)(const struct asked *a, struct err *e);
} ACTIONS[] = {
    {"list", 0, 0, run_list},   {"get", 1, 1, run_get},       {"set", 2, 2, run_set},
    {"unset", 1, 1, run_unset}, {"path", 0, 0, run_path},     {"preset", 0, 1, run_preset},
    {"save", 1, 1, run_save},   {"remove", 1, 1, run_remove},
};

enum { NACTIONS = sizeof ACTIONS / sizeof *ACTIONS };

static const struct action *find_action(const char *word, struct err *e)
{
    const char *names[NACTIONS];
    for (size_t i = 0; i < NACTIONS; i++) {
        names[i] = ACTIONS[i].name;
        if (strcmp(word, names[i]) == 0)
            return &ACTIONS[i];
    }
    const char *near = suggest_name(str_of(word), names, NACTIONS);
    err_set(e, ERR_USAGE,
            near ? _("config %s: did you mean %s?") : _("config %s: see jiandu help config"), word,
            near);
    return NULL;
}

/* Without an action it is the first, list. */
static const struct action *read_asked(struct asked *a, struct err *e)
{
    const struct action *action = NULL;
    for (size_t i = 0; i < a->c->given.n; i++) {
        const struct cli_given *g = &a->c->given.v[i];
        if (g->id == OPT_SOURCE)
            a->source = str_of(g->value);
        if (g->id != CLI_OPERAND)
            continue;
        if (!action) {
            if (!(action = find_action(g->value, e)))
                return NULL;
            continue;
        }
        if (a->nwords < MAX_WORDS)
            a->words[a->nwords] = g->value;
        a->nwords++;
    }
    if (!action)
        return ACTIONS;
    if (a->nwords >= action->least && a->nwords <= action->most)
        return action;
    err_set(e, ERR_USAGE, _("config %s: see jiandu help config"), action->name);
    return NULL;
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct asked a = {.c = c};
    const struct action *action = read_asked(&a, &e);
    if (!action || !cli_choose(c, &e))
        return cli_fail(&e);
    cli_settle(c, a.source);
    cli_complain(c);
    return action->run(&a, &e);
}

const struct cli_verb CLI_CONFIG = {
    .name = "config",
    .args = N_("[list | get NAME | set NAME VALUE | unset NAME | path | preset [NAME] |\n"
               "       save PRESET | remove PRESET]"),
    .help = N_("show and change settings and presets"),
    .options = OPTIONS,
    .run = run,
};
