/* Quotes to files and from files. */
#include "app/quote_exchange.h"

#include "base/i18n.h"
#include "cli/quote.h"

static void say_report(const struct exchange_report *r, const char *path)
{
    for (size_t i = 0; i < r->edited.v.n; i++)
        cli_error(_("%s: quote %.*s was edited there and is left as it is"), path,
                  STR_ARG(r->edited.v.v[i].uuid));
    for (size_t i = 0; i < r->gone.v.n; i++)
        cli_error(_("%s: quote %.*s is not among those exported and stays"), path,
                  STR_ARG(r->gone.v.v[i].uuid));
}

static bool export_file(struct quote_args *a, const struct quote_list *l, const char *format,
                        const char *path, struct err *e)
{
    struct exchange_report r;
    struct buf out = {0};
    bool ok = quotes_export_file(a->lib, l, format, path, &r, e);
    if (ok && !a->c->quiet) {
        say_report(&r, path);
        buf_addf(&out, _("%s: %zu new, %zu changed, %zu as they were\n"), path, r.added, r.changed,
                 r.same);
        cli_print(buf_str(&out));
    }
    buf_free(&out);
    exchange_report_free(&r);
    return ok;
}

bool quote_run_export(struct quote_args *a, struct err *e)
{
    const char *format = quote_option(a, QUOTE_OPT_FORMAT);
    const char *path = quote_option(a, QUOTE_OPT_OUTPUT);
    struct quote_query q;
    struct quote_list l = {0};
    struct buf words = {0}, out = {0};
    bool ok = quote_args_query(a, &q, &words, e) && quote_find(library_db(a->lib), &q, &l, e);
    if (ok && path)
        ok = export_file(a, &l, format, path, e);
    else if (ok && (ok = quotes_export(a->lib, &l, format ? format : "markdown", &out, e)))
        cli_print(buf_str(&out));
    quote_list_free(&l);
    buf_free(&words);
    buf_free(&out);
    return ok;
}

static void say_warnings(struct str warnings)
{
    struct str line;
    while (str_split(&warnings, '\n', &line))
        if (line.n)
            cli_error(STR_FMT, STR_ARG(line));
}

static bool import_file(struct quote_args *a, const char *path, struct err *e)
{
    struct quote_import_count n;
    struct buf warnings = {0}, out = {0};
    bool ok = quotes_import(a->lib, path, quote_option(a, QUOTE_OPT_FORMAT), &n, &warnings, e);
    say_warnings(buf_str(&warnings));
    if (ok && !a->c->quiet) {
        buf_addf(&out, _("%s: %zu quotes added, %zu changed, %zu there already"), path, n.added,
                 n.changed, n.same);
        if (n.orphans)
            buf_addf(&out, _("; %zu without a place, see jiandu quote list --orphans"), n.orphans);
        buf_addc(&out, '\n');
        cli_print(buf_str(&out));
    }
    buf_free(&warnings);
    buf_free(&out);
    return ok;
}

bool quote_run_import(struct quote_args *a, struct err *e)
{
    bool ok = a->words.n > 0;
    if (!ok)
        err_set(e, ERR_USAGE, _("nothing to import; name a file of quotes"));
    for (size_t i = 0; ok && i < a->words.n; i++)
        ok = import_file(a, a->words.v[i], e);
    return ok;
}
