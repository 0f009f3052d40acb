/* jiandu quote add, edit, remove. */
#include "app/quotes.h"
#include "base/i18n.h"
#include "cli/quote.h"
#include "doc/find.h"
#include "store/article.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { MAX_PLACES = 1000 };

/* Byte of code point n. */
static bool byte_of(struct str s, unsigned long long n, size_t *at)
{
    *at = 0;
    for (; n && *at < s.n; n--) {
        unsigned len;
        utf8_get(s.p + *at, &len);
        *at += len;
    }
    return n == 0;
}

static bool range_of_at(const struct doc *d, const char *at, struct doc_range *out, struct err *e)
{
    struct str rest = str_of(at), beg, end;
    unsigned long long from, to;
    size_t a, b;
    if (!str_split(&rest, '-', &beg) || !str_split(&rest, '-', &end) || rest.n ||
        !str_to_u64(beg, DOC_MAX_TEXT, &from) || !str_to_u64(end, DOC_MAX_TEXT, &to) ||
        from >= to || !byte_of(d->text, from, &a) || !byte_of(d->text, to, &b))
        return err_set(e, ERR_USAGE,
                       _("--at %s: it is BEG-END within the %zu characters of the text"), at,
                       utf8_count(d->text));
    *out = (struct doc_range){(doc_pos)a, (doc_pos)b};
    return true;
}

static void find_exact(const struct doc *d, struct str text, struct find_hits *out)
{
    for (size_t at = 0; (at = str_find(d->text, text, at)) != STR_NPOS && out->r.n < MAX_PLACES;
         at += text.n)
        vec_push(&out->r, (struct doc_range){(doc_pos)at, (doc_pos)(at + text.n)});
}

/* The text as it stands, else as search finds it (the other script, other case). */
static bool range_of_text(const struct doc *d, struct str text, struct doc_range *out,
                          struct err *e)
{
    struct find_hits hits = {0};
    find_exact(d, text, &hits);
    if (!hits.r.n)
        doc_find(d, text, MAX_PLACES, &hits);
    size_t n = hits.r.n;
    if (n == 1)
        *out = hits.r.v[0];
    vec_free(&hits.r);
    if (n == 1)
        return true;
    if (!n)
        return err_set(e, ERR_NOT_FOUND, _("“%.*s” is not in the article"), STR_ARG(text));
    return err_set(e, ERR_USAGE,
                   _("“%.*s” stands at %zu places; write more of it, or say where with --at"),
                   STR_ARG(text), n);
}

/* What quotes are made of: the article's document, from the library or read now. */
static struct doc *open_doc(struct quote_args *a, const char *name, char **source, struct err *e)
{
    struct source_opts o = {0};
    struct article found;
    int64_t id;
    if (!quote_args_article(a, name, &id, e))
        return NULL;
    if (!id) {
        *source = realpath(name, NULL);
        return cli_import(a->c, name, &o, e);
    }
    if (!article_get(library_db(a->lib), id, &found, e))
        return NULL;
    *source = str_dup(str_of(found.source));
    article_free(&found);
    return article_doc(library_db(a->lib), id, e);
}

static size_t tags_given(const struct quote_args *a, struct buf *names, struct str *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < a->c->given.n; i++)
        if (a->c->given.v[i].id == QUOTE_OPT_TAG) {
            if (n < max)
                out[n++] = str_of(a->c->given.v[i].value);
            buf_addf(names, "%s ", a->c->given.v[i].value);
        }
    return n;
}

static bool add(struct quote_args *a, const struct doc *d, const char *source, struct err *e)
{
    struct outline o = outline_build(d);
    struct quoted_doc qd = {.source = source ? source : "-", .doc = d, .outline = &o};
    const char *at = quote_option(a, QUOTE_OPT_AT), *color = quote_option(a, QUOTE_OPT_COLOR);
    struct str tags[16];
    struct buf text = {0}, names = {0};
    struct quote_list l = {0};
    struct quote_make m = {.note = str_of(quote_option(a, QUOTE_OPT_NOTE)), .tags = tags};
    int64_t id;
    m.ntags = tags_given(a, &names, tags, sizeof tags / sizeof *tags);
    for (size_t i = 1; i < a->words.n; i++)
        buf_addf(&text, "%s%s", i > 1 ? " " : "", a->words.v[i]);
    bool ok = (!color || quote_args_color(color, &m.color, e)) &&
              (at ? range_of_at(d, at, &m.r, e) : range_of_text(d, buf_str(&text), &m.r, e)) &&
              quotes_add(a->lib, &qd, &m, &id, e) && quote_get(library_db(a->lib), id, &l, e);
    if (ok)
        quote_print(a->c, &l);
    quote_list_free(&l);
    buf_free(&text);
    buf_free(&names);
    outline_free(&o);
    return ok;
}

bool quote_run_add(struct quote_args *a, struct err *e)
{
    char *source = NULL;
    if (a->words.n < (quote_option(a, QUOTE_OPT_AT) ? 1u : 2u))
        return err_set(e, ERR_USAGE,
                       _("quote add ARTICLE TEXT: the text as it stands there, or --at"));
    struct doc *d = open_doc(a, a->words.v[0], &source, e);
    bool ok = d && add(a, d, source, e);
    doc_free(d);
    free(source);
    return ok;
}

static bool edit_one(struct quote_args *a, const struct quote *q, struct err *e)
{
    const char *note = quote_option(a, QUOTE_OPT_NOTE), *color = quote_option(a, QUOTE_OPT_COLOR);
    unsigned c = 0;
    struct buf names = {0};
    struct str unused[1];
    tags_given(a, &names, unused, 0);
    bool ok =
        (!color || (quote_args_color(color, &c, e) && quotes_set_color(a->lib, &q->id, 1, c, e))) &&
        (!note || quotes_set_note(a->lib, q->id, str_of(note), e)) &&
        (!names.n || quotes_set_tags(a->lib, &q->id, 1, buf_str(&names), e));
    buf_free(&names);
    return ok;
}

bool quote_run_edit(struct quote_args *a, struct err *e)
{
    struct quote_list l = {0}, now = {0};
    bool any = quote_option(a, QUOTE_OPT_NOTE) || quote_option(a, QUOTE_OPT_COLOR) ||
               quote_option(a, QUOTE_OPT_TAG);
    bool ok = (any || err_set(e, ERR_USAGE,
                              _("quote edit: nothing to change; give --color, --note "
                                "or --tag"))) &&
              quote_args_ids(a, &l, e);
    for (size_t i = 0; ok && i < l.v.n; i++)
        ok = edit_one(a, &l.v.v[i], e) && quote_get(library_db(a->lib), l.v.v[i].id, &now, e);
    if (ok)
        quote_print(a->c, &now);
    quote_list_free(&l);
    quote_list_free(&now);
    return ok;
}

bool quote_run_remove(struct quote_args *a, struct err *e)
{
    struct quote_list l = {0};
    VEC(int64_t) ids = {0};
    bool ok = quote_args_ids(a, &l, e);
    for (size_t i = 0; i < l.v.n; i++)
        vec_push(&ids, l.v.v[i].id);
    ok = ok && quotes_delete(a->lib, ids.v, ids.n, e);
    if (ok && a->c->json)
        quote_print(a->c, &l);
    vec_free(&ids);
    quote_list_free(&l);
    return ok;
}
