#include "app/library.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "doc/dump.h"
#include "text/sanitize.h"
#include "text/width.h"

enum { PAGE = 500, TITLE_COLS = 48 };

/* A field from outside; tabs and line ends become spaces, so that a line stays a line. */
static void add_clean(struct buf *out, const char *s)
{
    sanitize(str_of(s ? s : ""), SANITIZE_LINE, out);
}

static void add_text(const struct library_entry *en, struct buf *out)
{
    struct buf title = {0};
    add_clean(&title, en->title && *en->title ? en->title : en->source);
    if (en->id)
        buf_addf(out, "#%-6lld ", (long long)en->id);
    else
        buf_adds(out, "        ");
    if (en->progress_permille >= 0)
        buf_addf(out, "%3d%%  ", en->progress_permille / 10);
    else
        buf_adds(out, "   –  ");
    size_t used, n = width_fit(buf_str(&title), TITLE_COLS, &used);
    buf_add(out, str_sub(buf_str(&title), 0, n));
    buf_fill(out, ' ', TITLE_COLS - used + 2);
    add_clean(out, en->source);
    if (en->missing)
        buf_addf(out, "  (%s)", _("file is gone"));
    buf_addc(out, '\n');
    buf_free(&title);
}

static void add_field(struct buf *out, const char *key, const char *value)
{
    buf_addf(out, ",\"%s\":", key);
    struct buf clean = {0};
    add_clean(&clean, value);
    json_string(out, buf_str(&clean));
    buf_free(&clean);
}

static void add_json(const struct library_entry *en, bool first, struct buf *out)
{
    buf_addf(out, "%s{\"id\":%lld", first ? "" : ",\n", (long long)en->id);
    add_field(out, "uuid", en->uuid);
    add_field(out, "source", en->source);
    add_field(out, "title", en->title);
    add_field(out, "lang", en->lang);
    buf_addf(out,
             ",\"progress\":%g,\"units\":%d,\"last_read_ms\":%lld,\"bundled\":%s,\"missing\":%s}",
             en->progress_permille < 0 ? 0.0 : en->progress_permille / 1000.0, en->units,
             (long long)en->last_read_ms, en->bundled ? "true" : "false",
             en->missing ? "true" : "false");
}

static void add_list(const struct cli *c, const struct library_list *l, bool *first,
                     struct buf *out)
{
    for (size_t i = 0; i < l->n; i++) {
        if (c->json)
            add_json(&l->v[i], *first, out);
        else
            add_text(&l->v[i], out);
        *first = false;
    }
}

static bool list_all(const struct cli *c, struct library *lib, struct buf *out, struct err *e)
{
    struct library_list l;
    int64_t ms = 0, id = 0;
    bool first = true, more;
    do {
        if (!library_list_read(lib, ms, id, PAGE, &l, e))
            return false;
        add_list(c, &l, &first, out);
        more = l.n == PAGE;
        if (more) {
            ms = l.v[l.n - 1].last_read_ms;
            id = l.v[l.n - 1].id;
        }
        library_list_free(&l);
    } while (more);
    if (!library_list_bundled(lib, &l, e))
        return false;
    for (size_t i = 0; i < l.n; i++) /* those opened are in the first list */
        if (l.v[i].id == 0)
            add_list(c, &(struct library_list){&l.v[i], 1}, &first, out);
    library_list_free(&l);
    return true;
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct buf out = {0};
    cli_complain(c);
    struct library *lib = library_open(c->library_path, &e);
    if (!lib)
        return cli_fail(&e);
    if (c->json)
        buf_addc(&out, '[');
    bool ok = list_all(c, lib, &out, &e);
    if (c->json)
        buf_adds(&out, "]\n");
    if (ok)
        cli_print(buf_str(&out));
    buf_free(&out);
    library_close(lib);
    return ok ? cli_flush() : cli_fail(&e);
}

const struct cli_verb CLI_LIST = {.name = "list",
                                  .args = N_("[--json]"),
                                  .help = N_("list what was read and the bundled articles"),
                                  .run = run};
