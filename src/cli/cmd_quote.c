#include "base/clock.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "base/suggest.h"
#include "cli/quote.h"
#include "doc/quote_color.h"
#include "store/article.h"

#include <stdlib.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, UUID_BYTES = 36 };

static const struct cli_option OPTIONS[] = {
    {"article", 'a', N_("ARTICLE"), N_("of this article: #ID, path or URL"), QUOTE_OPT_ARTICLE},
    {"tag", 't', N_("NAME"), N_("with this tag; add, edit: its tags"), QUOTE_OPT_TAG},
    {"color", 'c', N_("NAME"), N_("yellow, green, blue, pink or purple"), QUOTE_OPT_COLOR},
    {"since", 0, N_("DATE"), N_("made since then: 2026-02-08, or 7d"), QUOTE_OPT_SINCE},
    {"orphans", 0, NULL, N_("only those without a place"), QUOTE_OPT_ORPHANS},
    {"at", 0, N_("BEG-END"), N_("add: the characters of the text, from 0"), QUOTE_OPT_AT},
    {"note", 'n', N_("TEXT"), N_("add, edit: its note"), QUOTE_OPT_NOTE},
    {"format", 'f', N_("NAME"),
     N_("export, import: markdown, org, w3c, readwise, koreader, kindle, foliate, text or "
        "template:FILE"),
     QUOTE_OPT_FORMAT},
    {"output", 'o', N_("FILE"), N_("export: into this file, brought up to date where it is there"),
     QUOTE_OPT_OUTPUT},
    {0},
};

static const struct {
    const char *name;
    bool (*run)(struct quote_args *a, struct err *e);
} ACTIONS[] = {
    {"list", quote_run_list},     {"add", quote_run_add},       {"edit", quote_run_edit},
    {"remove", quote_run_remove}, {"review", quote_run_review}, {"random", quote_run_random},
    {"export", quote_run_export}, {"import", quote_run_import},
};

enum { ACTION_COUNT = sizeof ACTIONS / sizeof *ACTIONS };

const char *quote_option(const struct quote_args *a, int id)
{
    const char *value = NULL;
    for (size_t i = 0; i < a->c->given.n; i++)
        if (a->c->given.v[i].id == id)
            value = a->c->given.v[i].value ? a->c->given.v[i].value : "";
    return value;
}

bool quote_args_color(const char *name, unsigned *color, struct err *e)
{
    enum quote_color c;
    if (!quote_color_parse(str_of(name), &c))
        return err_set(e, ERR_USAGE, _("no colour “%s”; it is yellow, green, blue, pink or purple"),
                       name);
    *color = c;
    return true;
}

/* "7d" or a date. */
static bool parse_since(const char *s, int64_t *ms, struct err *e)
{
    struct str v = str_of(s);
    unsigned long long days;
    if (str_ends(v, STR("d")) && str_to_u64(str_sub(v, 0, v.n - 1), 100000, &days)) {
        *ms = clock_wall_ms() - (int64_t)days * DAY_MS;
        return true;
    }
    return iso_parse(v, true, ms) ||
           err_set(e, ERR_USAGE, _("--since %s: write a date, 2026-02-08, or days, 7d"), s);
}

/* A number with or without #; 0: none. */
static int64_t number_of(const char *s)
{
    unsigned long long n = 0;
    struct str v = str_of(s);
    return str_to_u64(str_sub(v, v.n && v.p[0] == '#', v.n), INT64_MAX, &n) ? (int64_t)n : 0;
}

bool quote_args_article(const struct quote_args *a, const char *name, int64_t *id, struct err *e)
{
    struct db *db = library_db(a->lib);
    struct article found;
    if (name[0] == '#') {
        *id = number_of(name);
        if (!article_get(db, *id, &found, e))
            return false;
        article_free(&found);
        return true;
    }
    if (strlen(name) == UUID_BYTES && (!article_by_uuid(db, str_of(name), id, e) || *id))
        return *id != 0;
    char *path = realpath(name, NULL);
    bool ok = article_by_source(db, str_of(path ? path : name), id, e);
    free(path);
    return ok;
}

bool quote_args_query(const struct quote_args *a, struct quote_query *q, struct buf *words,
                      struct err *e)
{
    const char *article = quote_option(a, QUOTE_OPT_ARTICLE);
    const char *color = quote_option(a, QUOTE_OPT_COLOR), *since = quote_option(a, QUOTE_OPT_SINCE);
    *q = (struct quote_query){.tag = str_of(quote_option(a, QUOTE_OPT_TAG)),
                              .orphans = quote_option(a, QUOTE_OPT_ORPHANS) != NULL};
    for (size_t i = 0; i < a->words.n; i++)
        buf_addf(words, "%s%s", i ? " " : "", a->words.v[i]);
    q->words = buf_str(words);
    if (article && !quote_args_article(a, article, &q->article, e))
        return false;
    if (article && !q->article)
        return err_set(e, ERR_NOT_FOUND, _("%s: no such article in the library"), article);
    if (color && !quote_args_color(color, &q->color, e))
        return false;
    q->color += color != NULL;
    return !since || parse_since(since, &q->since_ms, e);
}

bool quote_args_ids(const struct quote_args *a, struct quote_list *out, struct err *e)
{
    if (!a->words.n)
        return err_set(e, ERR_USAGE, _("which quote? name it by its number or UUID"));
    for (size_t i = 0; i < a->words.n; i++) {
        const char *word = a->words.v[i];
        struct quote_query q = {.id = number_of(word)};
        size_t from = out->v.n;
        if (!q.id)
            q.uuid = str_of(word);
        if (!quote_find(library_db(a->lib), &q, out, e))
            return false;
        if (out->v.n == from)
            return err_set(e, ERR_NOT_FOUND, _("quote %s is not in the library"), word);
    }
    return true;
}

static bool (*find_action(const char *name, struct err *e))(struct quote_args *a, struct err *e)
{
    const char *names[ACTION_COUNT];
    if (!name)
        return quote_run_list;
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        names[i] = ACTIONS[i].name;
        if (strcmp(name, names[i]) == 0)
            return ACTIONS[i].run;
    }
    const char *near = suggest_name(str_of(name), names, ACTION_COUNT);
    if (near)
        err_set(e, ERR_USAGE, _("quote %s: did you mean %s?"), name, near);
    else
        err_set(e, ERR_USAGE,
                _("quote %s: it is list, add, edit, remove, export, import, review or random"),
                name);
    return NULL;
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct quote_args a = {.c = c};
    const char *action = NULL;
    for (size_t i = 0; i < c->given.n; i++) {
        if (c->given.v[i].id != CLI_OPERAND)
            continue;
        if (!action)
            action = c->given.v[i].value;
        else
            vec_push(&a.words, c->given.v[i].value);
    }
    cli_complain(c);
    bool (*go)(struct quote_args *, struct err *) = find_action(action, &e);
    bool ok = go && (a.lib = library_open(c->library_path, &e)) && go(&a, &e);
    vec_free(&a.words);
    library_close(a.lib);
    return ok ? cli_flush() : cli_fail(&e);
}

const struct cli_verb CLI_QUOTE = {
    .name = "quote",
    .args = N_("[list [WORD…] | add ARTICLE TEXT | edit ID… | remove ID… | export [WORD…] | import "
               "FILE… | "
               "review | random]"),
    .help = N_("what you kept: list it, change it, review it"),
    .options = OPTIONS,
    .run = run,
};
