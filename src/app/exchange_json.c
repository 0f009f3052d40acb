/* The JSON of book readers: KOReader's exporter ("json/1.0.0") and Foliate's annotations. A reader's own
 * terms come back from `extra`. */
#include "app/exchange_priv.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "text/json.h"

#include <inttypes.h>

static struct str terms(const struct quote_record *q, const char *reader, const char *part)
{
    return exchange_extra(q, (const char *[]){"annotation", reader, part, NULL});
}

static void add_number(struct buf *out, const char *key, int64_t v)
{
    json_add_key(out, key);
    buf_addf(out, "%" PRId64, v);
}

/* KOReader */

static void koreader_entry(struct buf *out, const struct quote_record *q)
{
    struct str own = terms(q, "koreader", "entry");
    const char *color = q->color == QUOTE_PINK ? "red" : quote_color_name(q->color);
    buf_addc(out, '{');
    exchange_add_text(out, "sort", STR("highlight"));
    if (!json_member(own, "drawer").n)
        exchange_add_text(out, "drawer", STR("lighten"));
    exchange_add_text(out, "color", str_of(color));
    exchange_add_text(out, "chapter", q->section);
    if (q->created_ms)
        add_number(out, "time", q->created_ms / 1000);
    exchange_add_text(out, "text", q->exact);
    exchange_add_text(out, "note", q->note);
    exchange_add_members(out, own);
    buf_addc(out, '}');
}

static void koreader_book(struct buf *out, const struct quote_record *q,
                          const struct exchange_opts *o)
{
    const struct quote_article *a = &q->article;
    exchange_add_text(out, "title", exchange_title(q));
    exchange_add_text(out, "author", a->author);
    exchange_add_text(out, "file", a->source.n ? a->source : a->url);
    add_number(out, "exported", o->now_ms / 1000);
    exchange_add_members(out, terms(q, "koreader", "book"));
}

bool exchange_koreader(const struct exchange *x, struct buf *out, struct err *e)
{
    (void)e;
    buf_addc(out, '{');
    add_number(out, "created_on", x->o->now_ms / 1000);
    exchange_add_text(out, "version", STR("json/1.0.0"));
    json_add_key(out, "documents");
    buf_addc(out, '[');
    for (size_t i = 0; i < x->n; i++) {
        if (exchange_begins_article(x, i)) {
            buf_adds(out, i ? "\n]},\n{" : "\n{");
            koreader_book(out, x->v[i], x->o);
            json_add_key(out, "entries");
            buf_addc(out, '[');
        }
        json_add_comma(out);
        buf_addc(out, '\n');
        koreader_entry(out, x->v[i]);
    }
    buf_adds(out, x->n ? "\n]}\n]}\n" : "]}\n");
    return true;
}

/* Foliate */

static void add_time(struct buf *out, const char *key, int64_t ms)
{
    struct buf t = {0};
    if (ms)
        iso_add(&t, ms);
    exchange_add_text(out, key, buf_str(&t));
    buf_free(&t);
}

static void foliate_annotation(struct buf *out, const struct quote_record *q)
{
    static const char *const colors[QUOTE_COLOR_COUNT] = {"yellow", "lime", "aqua", "magenta",
                                                          "purple"};
    struct str own = terms(q, "foliate", "entry");
    buf_addc(out, '{');
    if (!json_member(own, "value").n)
        buf_adds(out, "\"value\":\"\"");
    exchange_add_members(out, own);
    exchange_add_text(out, "text", q->exact);
    exchange_add_text(out, "color", str_of(colors[q->color]));
    exchange_add_text(out, "note", q->note);
    add_time(out, "created", q->created_ms);
    add_time(out, "modified", q->modified_ms);
    buf_addc(out, '}');
}

static void foliate_metadata(struct buf *out, const struct quote_record *q)
{
    const struct quote_article *a = &q->article;
    struct str own =
        exchange_extra(q, (const char *[]){"annotation", "foliate", "book", "metadata", NULL});
    json_add_key(out, "metadata");
    if (own.n) {
        buf_add(out, own);
        return;
    }
    buf_addc(out, '{');
    exchange_add_text(out, "identifier", a->source.n ? a->source : a->url.n ? a->url : a->uuid);
    exchange_add_text(out, "title", exchange_title(q));
    exchange_add_text(out, "creator", a->author);
    buf_addc(out, '}');
}

bool exchange_foliate(const struct exchange *x, struct buf *out, struct err *e)
{
    for (size_t i = 1; i < x->n; i++)
        if (exchange_begins_article(x, i))
            return err_set(e, ERR_USAGE,
                           _("Foliate keeps a file for each book: choose the quotes of one article "
                             "(these are of “%.*s” and of “%.*s”)"),
                           STR_ARG(exchange_title(x->v[i - 1])), STR_ARG(exchange_title(x->v[i])));
    buf_addc(out, '{');
    if (x->n)
        foliate_metadata(out, x->v[0]);
    json_add_key(out, "annotations");
    buf_addc(out, '[');
    for (size_t i = 0; i < x->n; i++) {
        json_add_comma(out);
        buf_addc(out, '\n');
        foliate_annotation(out, x->v[i]);
    }
    buf_adds(out, "\n]}\n");
    return true;
}
