/* W3C Web Annotations (Data Model and Vocabulary, Recommendations of 2017): an AnnotationCollection with one
 * page. What a quote has beyond the model stands in terms that its context has prefixes for: the article as
 * what the target is part of, in Dublin Core, the colour as styleClass. */
#include "app/exchange_priv.h"
#include "base/iso.h"
#include "text/json.h"

#include <inttypes.h>

static struct str extra(const struct quote_record *q, const char *part)
{
    return exchange_extra(q, (const char *[]){part, NULL});
}

/* Whether a member that the writer would write stands in `extra`. */
static bool has(struct str members, const char *key)
{
    return json_member(members, key).n > 0;
}

static void add_text(struct buf *out, const char *key, struct str value, struct str but)
{
    if (!has(but, key))
        exchange_add_text(out, key, value);
}

static void add_time(struct buf *out, const char *key, int64_t ms, struct str but)
{
    struct buf t = {0};
    if (ms)
        iso_add(&t, ms);
    add_text(out, key, buf_str(&t), but);
    buf_free(&t);
}

static void add_comment(struct buf *out, const struct quote_record *q)
{
    struct str more = extra(q, "comment");
    if (!q->note.n)
        return;
    json_add_comma(out);
    buf_adds(out, "{\"type\":\"TextualBody\",\"purpose\":\"commenting\"");
    add_text(out, "format", STR("text/plain"), more);
    exchange_add_text(out, "value", q->note);
    exchange_add_members(out, more);
    buf_addc(out, '}');
}

/* The members that are kept for a tag. */
static struct str members_of(struct str tagged, struct str tag)
{
    struct str key, item, found = STR_NONE;
    struct buf name = {0};
    for (size_t at = 0; json_next(tagged, &at, &key, &item);) {
        buf_clear(&name);
        if (json_text(key, &name) && str_eq(buf_str(&name), tag))
            found = item;
    }
    buf_free(&name);
    return found;
}

static void add_tag(struct buf *out, struct str tag, struct str more)
{
    json_add_comma(out);
    buf_adds(out, "{\"type\":\"TextualBody\",\"purpose\":\"tagging\"");
    exchange_add_text(out, "value", tag);
    exchange_add_members(out, more);
    buf_addc(out, '}');
}

/* ,"key":[…] with what `add` puts in, unless it is nothing. */
static void add_list(struct buf *out, const char *key, const struct quote_record *q,
                     void (*add)(struct buf *out, const struct quote_record *q))
{
    size_t from = out->n;
    json_add_key(out, key);
    buf_addc(out, '[');
    size_t begin = out->n;
    add(out, q);
    buf_addc(out, ']');
    if (out->n == begin + 1)
        out->n = from;
}

static void add_bodies(struct buf *out, const struct quote_record *q)
{
    struct str tagged = extra(q, "tag");
    add_comment(out, q);
    for (size_t i = 0; i < q->ntags; i++)
        add_tag(out, q->tags[i], members_of(tagged, q->tags[i]));
    exchange_add_members(out, extra(q, "body"));
}

static void add_selectors(struct buf *out, const struct quote_record *q)
{
    buf_adds(out, "{\"type\":\"TextQuoteSelector\"");
    exchange_add_text(out, "exact", q->exact);
    exchange_add_text(out, "prefix", q->prefix);
    exchange_add_text(out, "suffix", q->suffix);
    buf_addc(out, '}');
    if (q->start >= 0)
        buf_addf(out,
                 ",{\"type\":\"TextPositionSelector\",\"start\":%" PRId64 ",\"end\":%" PRId64 "}",
                 q->start, q->end);
    exchange_add_members(out, extra(q, "selector"));
}

/* An IRI for what was quoted from: its address, or where it was opened from. */
static void add_source(struct buf *out, const struct quote_record *q)
{
    static const char hex[] = "0123456789ABCDEF";
    const struct quote_article *a = &q->article;
    struct buf iri = {0};
    if (a->url.n) {
        buf_add(&iri, a->url);
    } else if (!a->source.n && a->uuid.n) {
        buf_addf(&iri, "urn:uuid:%.*s", STR_ARG(a->uuid));
    } else if (str_find(a->source, STR("://"), 0) != STR_NPOS) {
        buf_add(&iri, a->source);
    } else {
        buf_adds(&iri, str_starts(a->source, STR("/")) ? "file://" : "");
        for (size_t i = 0; i < a->source.n; i++) {
            unsigned char c = (unsigned char)a->source.p[i];
            if (c > ' ' && c < 0x7F && !strchr("\"%<>\\^`{|}?#:", c)) {
                buf_addc(&iri, (char)c);
            } else {
                buf_addc(&iri, '%');
                buf_addc(&iri, hex[c >> 4]);
                buf_addc(&iri, hex[c & 15]);
            }
        }
    }
    add_text(out, "source", buf_str(&iri), extra(q, "target"));
    buf_free(&iri);
}

static void add_article(struct buf *out, const struct quote_record *q)
{
    const struct quote_article *a = &q->article;
    struct buf id = {0};
    size_t from = out->n;
    json_add_key(out, "dcterms:isPartOf");
    buf_addc(out, '{');
    size_t begin = out->n;
    if (a->uuid.n)
        buf_addf(&id, "urn:uuid:%.*s", STR_ARG(a->uuid));
    exchange_add_text(out, "id", buf_str(&id));
    exchange_add_text(out, "dc:title", a->title);
    exchange_add_text(out, "dc:creator", a->author);
    exchange_add_text(out, "schema:url", a->url);
    exchange_add_text(out, "dc:source", a->source);
    exchange_add_text(out, "dcterms:issued", a->published);
    exchange_add_members(out, extra(q, "article"));
    if (out->n == begin)
        out->n = from;
    else
        buf_addc(out, '}');
    buf_free(&id);
}

static void add_target(struct buf *out, const struct quote_record *q)
{
    struct str more = extra(q, "target");
    buf_addc(out, '{');
    add_text(out, "type", STR("SpecificResource"), more);
    add_source(out, q);
    add_list(out, "selector", q, add_selectors);
    add_text(out, "styleClass", str_of(quote_color_name(q->color)), more);
    if (!has(more, "dcterms:isPartOf"))
        add_article(out, q);
    add_text(out, "schema:articleSection", q->section, more);
    if (q->permille >= 0 && !has(more, "schema:position")) {
        json_add_key(out, "schema:position");
        buf_addf(out, "%d", q->permille);
    }
    exchange_add_members(out, more);
    buf_addc(out, '}');
}

static void add_targets(struct buf *out, const struct quote_record *q)
{
    add_target(out, q);
    exchange_add_members(out, extra(q, "targets"));
}

static void add_annotation(struct buf *out, const struct quote_record *q)
{
    struct str more = extra(q, "annotation");
    struct buf id = {0};
    buf_addc(out, '{');
    buf_addf(&id, "urn:uuid:%.*s", STR_ARG(q->uuid));
    add_text(out, "id", buf_str(&id), more);
    add_text(out, "type", STR("Annotation"), more);
    add_text(out, "motivation", STR("highlighting"), more);
    add_time(out, "created", q->created_ms, more);
    add_time(out, "modified", q->modified_ms, more);
    add_list(out, "body", q, add_bodies);
    if (extra(q, "targets").n) {
        add_list(out, "target", q, add_targets);
    } else {
        json_add_key(out, "target");
        add_target(out, q);
    }
    exchange_add_members(out, more);
    buf_addc(out, '}');
    buf_free(&id);
}

bool exchange_w3c(const struct exchange *x, struct buf *out, struct err *e)
{
    (void)e;
    buf_addf(out,
             "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"jiandu://quotes\","
             "\"type\":\"AnnotationCollection\",\"total\":%zu,\n"
             "\"first\":{\"id\":\"jiandu://quotes/1\",\"type\":\"AnnotationPage\",\"startIndex\":0,"
             "\"items\":[",
             x->n);
    for (size_t i = 0; i < x->n; i++) {
        buf_adds(out, i ? ",\n" : "\n");
        add_annotation(out, x->v[i]);
    }
    buf_adds(out, "\n]}}\n");
    return true;
}
