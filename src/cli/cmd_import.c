#include "app/collect.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "doc/dump.h"

#include <stdio.h>
#include <unistd.h>

enum { OPT_TAG = CLI_OPT_OWN, OPT_FEED, OPT_FORMAT, OPT_SUMMARY };
enum { PROGRESS_MS = 250 };

static const struct cli_option OPTIONS[] = {
    {"tag", 't', N_("TAG"), N_("a tag for what is imported; may be repeated"), OPT_TAG},
    {"feed", 0, N_("NAME"), N_("the feed that it comes from"), OPT_FEED},
    {"format", 'f', N_("NAME"), N_("jsonl: the sources are records, a line of JSON each"),
     OPT_FORMAT},
    {"summary", 0, NULL, N_("say how it ended, with --quiet too"), OPT_SUMMARY},
    CLI_SOURCE_OPTIONS,
    {0},
};

struct import_run {
    struct cli *c;
    size_t n, printed;
    int64_t begun_ms, shown_ms;
    bool shows; /* progress, on a terminal */
};

static void clear_progress(const struct import_run *r)
{
    if (r->shows && r->shown_ms)
        fputs("\r\033[K", stderr);
}

static void show_progress(struct import_run *r)
{
    int64_t now = clock_mono_ms();
    if (!r->shows || now - r->shown_ms < PROGRESS_MS)
        return;
    r->shown_ms = now;
    int64_t ms = now - r->begun_ms;
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("%zu articles, %lld a second"), r->n,
            (long long)(ms > 0 ? (int64_t)r->n * 1000 / ms : 0));
    fflush(stderr);
}

static void print_json(struct import_run *r, const char *name, int64_t id, enum article_stored how,
                       const struct err *e)
{
    static const char *const words[] = {"added", "replaced", "same"};
    struct buf out = {0};
    buf_adds(&out, r->printed++ ? ",\n{\"source\":" : "[{\"source\":");
    json_string(&out, str_of(name));
    if (id)
        buf_addf(&out, ",\"id\":%lld,\"how\":\"%s\"}", (long long)id, words[how]);
    else {
        buf_adds(&out, ",\"how\":\"failed\",\"error\":");
        json_string(&out, str_of(e->msg));
        buf_addc(&out, '}');
    }
    cli_print(buf_str(&out));
    buf_free(&out);
}

static bool done(void *ctx, const char *name, int64_t id, enum article_stored how,
                 const struct err *e)
{
    struct import_run *r = ctx;
    r->n++;
    if (!id) {
        clear_progress(r);
        cli_fail(e);
    }
    if (r->c->json)
        print_json(r, name, id, how, e);
    show_progress(r);
    return true;
}

static void print_summary(const struct cli *c, const struct bulk_count *n, bool summary)
{
    struct buf out = {0};
    size_t added = n->stored[ARTICLE_ADDED], replaced = n->stored[ARTICLE_REPLACED];
    size_t same = n->stored[ARTICLE_SAME];
    if (c->json || (c->quiet && !summary))
        return;
    buf_addf(&out, ngettext("%zu article added", "%zu articles added", added), added);
    if (replaced)
        buf_addf(&out, ngettext(", %zu brought up to date", ", %zu brought up to date", replaced),
                 replaced);
    if (same)
        buf_addf(&out, ngettext(", %zu there already", ", %zu there already", same), same);
    if (n->failed)
        buf_addf(&out, ngettext(", %zu failed", ", %zu failed", n->failed), n->failed);
    buf_addc(&out, '\n');
    cli_print(buf_str(&out));
    buf_free(&out);
}

struct import_args {
    VEC(const char *) sources;
    VEC(struct str) tags;
    struct bulk_opts o;
    bool summary;
};

static bool read_args(struct cli *c, struct import_args *a, struct err *e)
{
    struct source_opts so = {0};
    if (!cli_source_opts(c, &so, e))
        return false;
    for (size_t i = 0; i < c->given.n; i++) {
        const struct cli_given *g = &c->given.v[i];
        if (g->id == CLI_OPERAND)
            vec_push(&a->sources, g->value);
        else if (g->id == OPT_TAG)
            vec_push(&a->tags, str_of(g->value));
        else if (g->id == OPT_FEED)
            a->o.feed = g->value;
        else if (g->id == OPT_FORMAT && strcmp(g->value, "jsonl") == 0)
            a->o.jsonl = true;
        else if (g->id == OPT_FORMAT)
            return err_set(e, ERR_USAGE,
                           _("--format %s: it can be jsonl; --type names a format of sources"),
                           g->value);
        else if (g->id == OPT_SUMMARY)
            a->summary = true;
    }
    a->o.tags = a->tags.v;
    a->o.ntags = a->tags.n;
    a->o.charset = so.charset;
    a->o.format = so.format;
    a->o.repair = so.repair;
    if (a->sources.n)
        return true;
    return err_set(e, ERR_USAGE, _("nothing to import; name files, folders or -"));
}

static bool import(struct cli *c, struct import_args *a, struct bulk_count *n, struct err *e)
{
    struct import_run r = {.c = c, .begun_ms = clock_mono_ms()};
    struct library *lib = library_open(c->library_path, e);
    if (!lib)
        return false;
    r.shows = !c->quiet && !c->json && isatty(STDERR_FILENO);
    a->o.done = done;
    a->o.ctx = &r;
    bool ok = bulk_import(lib, a->sources.v, a->sources.n, &a->o, n, e);
    clear_progress(&r);
    if (c->json)
        cli_print(r.printed ? STR("]\n") : STR("[]\n"));
    library_close(lib);
    return ok;
}

static int run(struct cli *c)
{
    struct import_args a = {0};
    struct bulk_count n = {0};
    struct err e = {0};
    cli_complain(c);
    bool ok = read_args(c, &a, &e) && import(c, &a, &n, &e);
    if (ok)
        print_summary(c, &n, a.summary);
    vec_free(&a.sources);
    vec_free(&a.tags);
    if (!ok)
        return cli_fail(&e);
    int code = cli_flush();
    return n.failed ? CLI_FAILED : code;
}

const struct cli_verb CLI_IMPORT = {.name = "import",
                                    .args = N_("[--tag TAG]… [--json] SOURCE…"),
                                    .help = N_("put files and folders into the library"),
                                    .options = OPTIONS,
                                    .run = run};
