/* W3C Web Annotations. What a record has no place for goes to its `extra` (app/exchange.h has its form):
 * members of the annotation, the target and its article, bodies, selectors and targets besides. */
#include "base/i18n.h"
#include "base/iso.h"
#include "parse/quotes.h"
#include "parse/url.h"
#include "text/json.h"

#define ANNO_CONTEXT "http://www.w3.org/ns/anno.jsonld"

struct annotation {
    const struct quote_source *s;
    struct quote_record q;
    VEC(struct str) tags;
    struct str context; /* of the collection, where it is another than the standard's */
    struct buf annotation, target, article, comment, tagged; /* members */
    struct buf bodies, selectors, targets;                   /* elements */
};

struct walk {
    const struct quote_source *s;
    VEC(struct str) todo; /* collections, pages, arrays, annotations; the last is the next */
    struct str context;
    size_t number; /* of the annotation */
    size_t line;   /* of JSON lines; 0: none */
};

static void add_item(struct buf *items, struct str value)
{
    if (items->n)
        buf_addc(items, ',');
    json_compact(items, value);
}

static void add_member(struct buf *members, const char *key, struct str value)
{
    if (members->n)
        buf_addc(members, ',');
    json_string(members, str_of(key));
    buf_addc(members, ':');
    json_compact(members, value);
}

static struct str text_of(struct annotation *a, struct str object, const char *key)
{
    return quote_json_text(a->s->arena, json_member(object, key));
}

static bool says(struct str value, const char *word)
{
    return json_type(value) == JSON_STRING && json_key_is(value, word);
}

/* Whether a type is, or has among several, that word. */
static bool has_type(struct str object, const char *word)
{
    struct str type = json_member(object, "type"), key, item;
    if (says(type, word))
        return true;
    if (json_type(type) == JSON_ARRAY)
        for (size_t at = 0; json_next(type, &at, &key, &item);)
            if (says(item, word))
                return true;
    return false;
}

/* Selectors */

static bool has_only(struct str object, const char *const *known)
{
    struct buf rest = {0};
    quote_json_rest(object, known, &rest);
    bool only = rest.n == 0;
    buf_free(&rest);
    return only;
}

static bool take_text_quote(struct annotation *a, struct str v)
{
    static const char *const known[] = {"type", "exact", "prefix", "suffix", "refinedBy", NULL};
    struct str exact = text_of(a, v, "exact");
    if (!has_type(v, "TextQuoteSelector") || a->q.exact.n || !exact.n)
        return false;
    a->q.exact = exact;
    a->q.prefix = text_of(a, v, "prefix");
    a->q.suffix = text_of(a, v, "suffix");
    return has_only(v, known);
}

static bool take_text_position(struct annotation *a, struct str v)
{
    static const char *const known[] = {"type", "start", "end", "refinedBy", NULL};
    int64_t start, end;
    if (!has_type(v, "TextPositionSelector") || a->q.start >= 0 ||
        !json_int(json_member(v, "start"), &start) || !json_int(json_member(v, "end"), &end) ||
        start < 0 || end < start || end > DOC_MAX_TEXT)
        return false;
    a->q.start = start;
    a->q.end = end;
    return has_only(v, known);
}

/* A selector and those that refine it, each inside the one before. */
static void take_selector(struct annotation *a, struct str top)
{
    bool all = true;
    for (struct str v = top; json_type(v) == JSON_OBJECT; v = json_member(v, "refinedBy"))
        all &= take_text_quote(a, v) || take_text_position(a, v);
    if (!all || json_type(top) != JSON_OBJECT)
        add_item(&a->selectors, top);
}

static void take_selectors(struct annotation *a, struct str v)
{
    struct str key, item;
    if (json_type(v) == JSON_OBJECT)
        take_selector(a, v);
    else if (json_type(v) == JSON_ARRAY)
        for (size_t at = 0; json_next(v, &at, &key, &item);)
            take_selector(a, item);
}

/* Target */

static const char URN_UUID[] = "urn:uuid:";

/* The UUID of "urn:uuid:…"; STR_NONE for any other name. */
static struct str uuid_of(struct str id)
{
    struct str urn = str_of(URN_UUID);
    struct str uuid = str_sub(id, urn.n, id.n);
    return str_starts(id, urn) && quote_uuid_ok(uuid) ? uuid : STR_NONE;
}

/* What this program writes about the article; anything else stays as it is. */
static bool take_article(struct annotation *a, struct str v)
{
    static const char *const known[] = {"id",        "dc:title",       "dc:creator", "schema:url",
                                        "dc:source", "dcterms:issued", NULL};
    struct str uuid = uuid_of(text_of(a, v, "id"));
    if (json_type(v) != JSON_OBJECT || (json_member(v, "id").n && !uuid.n))
        return false;
    a->q.article = (struct quote_article){
        .uuid = uuid,
        .title = text_of(a, v, "dc:title"),
        .author = text_of(a, v, "dc:creator"),
        .url = text_of(a, v, "schema:url"),
        .source = text_of(a, v, "dc:source"),
        .published = text_of(a, v, "dcterms:issued"),
    };
    quote_json_rest(v, known, &a->article);
    return true;
}

/* The source of a target without more about its article: an address, or an object that has one. */
static void take_source(struct annotation *a, struct str v)
{
    static const char *const names[] = {"title", "dc:title", "dcterms:title", "name"};
    struct quote_article *art = &a->q.article;
    struct str id = quote_json_text(a->s->arena, v);
    if (json_type(v) == JSON_OBJECT) {
        id = text_of(a, v, "id");
        for (size_t i = 0; i < sizeof names / sizeof *names && !art->title.n; i++)
            art->title = text_of(a, v, names[i]);
    }
    if (url_is_web(id))
        art->url = id;
    art->source = id;
}

static bool take_color(struct annotation *a, struct str v)
{
    return v.n == 0 || quote_color_parse(quote_json_text(a->s->arena, v), &a->q.color);
}

static void take_permille(struct annotation *a, struct str v)
{
    int64_t n;
    if (json_int(v, &n) && n >= 0 && n <= 1000)
        a->q.permille = (int)n;
    else if (v.n)
        add_member(&a->target, "schema:position", v);
}

static void take_target(struct annotation *a, struct str v)
{
    static const char *const known[] = {"type",
                                        "source",
                                        "selector",
                                        "styleClass",
                                        "dcterms:isPartOf",
                                        "schema:articleSection",
                                        "schema:position",
                                        NULL};
    struct str part = json_member(v, "dcterms:isPartOf"), style = json_member(v, "styleClass");
    struct str section = json_member(v, "schema:articleSection"), type = json_member(v, "type");
    struct str source = json_member(v, "source");
    take_selectors(a, json_member(v, "selector"));
    bool ours = take_article(a, part);
    if (!ours && part.n)
        add_member(&a->target, "dcterms:isPartOf", part);
    if (!ours)
        take_source(a, source);
    if (json_type(source) == JSON_OBJECT)
        add_member(&a->target, "source", source);
    if (!take_color(a, style))
        add_member(&a->target, "styleClass", style);
    if (type.n && !says(type, "SpecificResource"))
        add_member(&a->target, "type", type);
    a->q.section = quote_json_text(a->s->arena, section);
    if (section.n && !a->q.section.n)
        add_member(&a->target, "schema:articleSection", section);
    take_permille(a, json_member(v, "schema:position"));
    quote_json_rest(v, known, &a->target);
}

/* The first target with quoted text is the record's. */
static void take_targets(struct annotation *a, struct str v)
{
    struct str key, item;
    if (json_type(v) != JSON_ARRAY) {
        take_target(a, v);
        return;
    }
    for (size_t at = 0; json_next(v, &at, &key, &item);) {
        if (!a->q.exact.n && json_type(item) == JSON_OBJECT && json_member(item, "selector").n)
            take_target(a, item);
        else
            add_item(&a->targets, item);
    }
}

/* Bodies */

static void take_comment(struct annotation *a, struct str v, struct str text)
{
    static const char *const known[] = {"type", "purpose", "format", "value", NULL};
    struct str format = json_member(v, "format");
    a->q.note = text;
    if (format.n && !says(format, "text/plain"))
        add_member(&a->comment, "format", format);
    quote_json_rest(v, known, &a->comment);
}

static void take_tag(struct annotation *a, struct str v, struct str text)
{
    static const char *const known[] = {"type", "purpose", "value", NULL};
    struct buf rest = {0};
    vec_push(&a->tags, text);
    quote_json_rest(v, known, &rest);
    if (rest.n) {
        if (a->tagged.n)
            buf_addc(&a->tagged, ',');
        json_string(&a->tagged, text);
        buf_addf(&a->tagged, ":{%s}", buf_cstr(&rest));
    }
    buf_free(&rest);
}

static void take_body(struct annotation *a, struct str v)
{
    struct str type = json_member(v, "type"), purpose = json_member(v, "purpose");
    struct str text = text_of(a, v, "value");
    bool textual = json_type(v) == JSON_OBJECT && text.n && (!type.n || says(type, "TextualBody"));
    if (textual && says(purpose, "tagging"))
        take_tag(a, v, text);
    else if (textual && !a->q.note.n && (!purpose.n || says(purpose, "commenting")))
        take_comment(a, v, text);
    else
        add_item(&a->bodies, v);
}

static void take_bodies(struct annotation *a, struct str v)
{
    struct str key, item;
    if (json_type(v) != JSON_ARRAY) {
        if (v.n)
            take_body(a, v);
        return;
    }
    for (size_t at = 0; json_next(v, &at, &key, &item);)
        take_body(a, item);
}

/* The annotation */

static int64_t take_time(struct annotation *a, struct str object, const char *key)
{
    int64_t ms;
    struct str v = json_member(object, key);
    if (iso_parse(quote_json_text(a->s->arena, v), false, &ms) && ms)
        return ms;
    if (v.n)
        add_member(&a->annotation, key, v);
    return 0;
}

/* A name that is no UUID stays, and gives one that is always the same. */
static void take_id(struct annotation *a, struct str v)
{
    struct str id = quote_json_text(a->s->arena, v);
    a->q.uuid = uuid_of(id);
    if (a->q.uuid.n || !v.n)
        return;
    add_member(&a->annotation, "id", v);
    if (!id.n)
        return;
    char uuid[QUOTE_UUID_CHARS + 1];
    struct quote_record named = {.exact = id};
    quote_record_derive_uuid(&named, uuid);
    a->q.uuid = arena_str(a->s->arena, str_of(uuid));
}

static void take_unless(struct annotation *a, struct str object, const char *key, const char *usual)
{
    struct str v = json_member(object, key);
    if (v.n && !says(v, usual))
        add_member(&a->annotation, key, v);
}

static void take_annotation(struct annotation *a, struct str v)
{
    static const char *const known[] = {"@context", "id",   "type",      "motivation", "created",
                                        "modified", "body", "bodyValue", "target",     NULL};
    take_id(a, json_member(v, "id"));
    take_unless(a, v, "type", "Annotation");
    take_unless(a, v, "motivation", "highlighting");
    if (json_member(v, "@context").n)
        take_unless(a, v, "@context", ANNO_CONTEXT);
    else if (a->context.n)
        add_member(&a->annotation, "@context", a->context);
    a->q.created_ms = take_time(a, v, "created");
    a->q.modified_ms = take_time(a, v, "modified");
    take_targets(a, json_member(v, "target"));
    take_bodies(a, json_member(v, "body"));
    if (!a->q.note.n)
        a->q.note = text_of(a, v, "bodyValue");
    quote_json_rest(v, known, &a->annotation);
}

static void add_part(struct buf *out, const char *key, const struct buf *part, const char *brackets)
{
    if (!part->n)
        return;
    json_add_key(out, key);
    buf_addc(out, brackets[0]);
    buf_add(out, buf_str(part));
    buf_addc(out, brackets[1]);
}

static void make_extra(struct annotation *a)
{
    struct buf out = {0};
    buf_addc(&out, '{');
    add_part(&out, "annotation", &a->annotation, "{}");
    add_part(&out, "target", &a->target, "{}");
    add_part(&out, "article", &a->article, "{}");
    add_part(&out, "comment", &a->comment, "{}");
    add_part(&out, "tag", &a->tagged, "{}");
    add_part(&out, "body", &a->bodies, "[]");
    add_part(&out, "selector", &a->selectors, "[]");
    add_part(&out, "targets", &a->targets, "[]");
    buf_addc(&out, '}');
    if (out.n > 2)
        a->q.extra = arena_str(a->s->arena, buf_str(&out));
    buf_free(&out);
}

static void annotation_free(struct annotation *a)
{
    struct buf *all[] = {&a->annotation, &a->target, &a->article,   &a->comment,
                         &a->tagged,     &a->bodies, &a->selectors, &a->targets};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_free(all[i]);
    vec_free(&a->tags);
}

static void warn(struct walk *w, const char *why)
{
    if (w->line)
        quotes_writer_warn(w->s->out, _("line %zu: %s"), w->line, why);
    else
        quotes_writer_warn(w->s->out, _("annotation %zu: %s"), w->number, why);
}

static void read_annotation(struct walk *w, struct str v)
{
    struct annotation a = {.s = w->s, .q = QUOTE_RECORD_NONE, .context = w->context};
    w->number++;
    take_annotation(&a, v);
    a.q.tags = a.tags.v;
    a.q.ntags = a.tags.n;
    make_extra(&a);
    if (!a.q.exact.n)
        warn(w, _("it quotes no text (a TextQuoteSelector with “exact” is missing)"));
    else if (!quotes_writer_add(w->s->out, &a.q))
        warn(w, _("its text has nothing that can be shown"));
    annotation_free(&a);
}

/* Collections */

/* Puts the elements of an array on the list, the first on top. */
static void push_all(struct walk *w, struct str array)
{
    struct str key, item;
    size_t from = w->todo.n;
    for (size_t at = 0; json_next(array, &at, &key, &item);)
        vec_push(&w->todo, item);
    for (size_t i = from, j = w->todo.n; i + 1 < j; i++) {
        struct str swap = w->todo.v[i];
        w->todo.v[i] = w->todo.v[--j];
        w->todo.v[j] = swap;
    }
}

static void push_page(struct walk *w, struct str v)
{
    if (json_type(v) == JSON_OBJECT)
        vec_push(&w->todo, v);
    else if (json_type(v) == JSON_STRING)
        quotes_writer_warn(w->s->out, _("a further page is elsewhere and was not read: %.*s"),
                           STR_ARG(quote_json_text(w->s->arena, v)));
}

static void read_value(struct walk *w, struct str v)
{
    bool collection = has_type(v, "AnnotationCollection"), page = has_type(v, "AnnotationPage");
    struct str graph = json_member(v, "@graph"), context = json_member(v, "@context");
    if (json_type(v) == JSON_ARRAY) {
        push_all(w, v);
        return;
    }
    if (json_type(v) != JSON_OBJECT) {
        w->number++;
        warn(w, _("this is no annotation"));
        return;
    }
    if (!collection && !page && !graph.n) {
        read_annotation(w, v);
        return;
    }
    if (context.n && !says(context, ANNO_CONTEXT))
        w->context = context;
    push_page(w, json_member(v, page ? "next" : "first"));
    push_all(w, graph.n ? graph : json_member(v, "items"));
}

static void read_all(struct walk *w, struct str v)
{
    vec_push(&w->todo, v);
    while (w->todo.n)
        read_value(w, w->todo.v[--w->todo.n]);
}

static void read_line(struct walk *w, struct str line)
{
    struct str v;
    struct json_fault f;
    if (json_parse(line, &v, &f))
        read_all(w, v);
    else
        warn(w, f.why);
}

static bool is_lines(struct str text)
{
    struct str line, v, rest = text;
    while (str_split(&rest, '\n', &line))
        if (str_trim(line).n)
            return json_parse(line, &v, NULL) && json_type(v) == JSON_OBJECT;
    return false;
}

static bool parse(const struct quote_source *s, struct err *e)
{
    struct walk w = {.s = s};
    struct str v, line, rest = s->text;
    struct json_fault whole;
    bool ok = json_parse(s->text, &v, &whole);
    if (ok) {
        read_all(&w, v);
    } else if (is_lines(s->text)) {
        ok = true;
        while (str_split(&rest, '\n', &line)) {
            w.line++;
            if (str_trim(line).n)
                read_line(&w, line);
        }
    } else {
        quote_json_open(s->text, &v, e);
    }
    vec_free(&w.todo);
    return ok;
}

/* Said of the text rather than of its values: a file with a fault is to be told of, not unknown. */
static bool looks(struct str text)
{
    struct str head = str_sub(str_trim(text), 0, 64 << 10);
    if (!head.n || (head.p[0] != '{' && head.p[0] != '['))
        return false;
    return str_find(head, STR("\"Annotation"), 0) != STR_NPOS ||
           str_find(head, STR("TextQuoteSelector"), 0) != STR_NPOS ||
           str_find(head, STR(ANNO_CONTEXT), 0) != STR_NPOS;
}

const struct quote_parser QUOTES_W3C = {"w3c", looks, parse};
