/* The JSON of book readers: KOReader's exporter, and Foliate's annotations of one book. What means nothing
 * here (pages, places in the book's own terms, styles) is kept as member "koreader" or "foliate" of the
 * annotation: {"entry": {…}, "book": {…}}. */
#include "base/i18n.h"
#include "parse/quotes.h"
#include "text/json.h"

struct book {
    const struct quote_source *s;
    const char *reader; /* "koreader", "foliate" */
    struct quote_article article;
    struct buf rest; /* members that are kept */
    size_t number;   /* of the entry, in the file */
};

/* A text, or the first text of an array, an object's "name" or any language's. */
static struct str loose_text(struct arena *a, struct str v)
{
    struct str key, item;
    size_t at = 0;
    if (json_type(v) == JSON_ARRAY && json_next(v, &at, &key, &item))
        v = item;
    struct str name = json_member(v, "name");
    at = 0;
    if (name.n)
        v = name;
    else if (json_type(v) == JSON_OBJECT && json_next(v, &at, &key, &item))
        v = item;
    return quote_json_text(a, v);
}

static void keep_rest(struct book *b, struct str entry, const char *const *known,
                      struct quote_record *q)
{
    struct buf rest = {0}, extra = {0};
    quote_json_rest(entry, known, &rest);
    if (rest.n || b->rest.n) {
        buf_addf(&extra, "{\"annotation\":{\"%s\":{\"entry\":{", b->reader);
        buf_add(&extra, buf_str(&rest));
        buf_adds(&extra, "},\"book\":{");
        buf_add(&extra, buf_str(&b->rest));
        buf_adds(&extra, "}}}}");
        q->extra = arena_str(b->s->arena, buf_str(&extra));
    }
    buf_free(&rest);
    buf_free(&extra);
}

static void add(struct book *b, struct str entry, struct quote_record *q)
{
    q->article = b->article;
    if (json_type(entry) != JSON_OBJECT)
        quotes_writer_warn(b->s->out, _("entry %zu: this is no object"), b->number);
    else if (!quotes_writer_add(b->s->out, q))
        quotes_writer_warn(b->s->out, _("entry %zu: it has no “text”"), b->number);
}

/* Readers' colours, and ours. */
static enum quote_color color_of(struct arena *a, struct str v)
{
    static const struct {
        struct str name;
        enum quote_color color;
    } others[] = {
        {STR("red"), QUOTE_PINK},     {STR("orange"), QUOTE_YELLOW}, {STR("olive"), QUOTE_GREEN},
        {STR("cyan"), QUOTE_BLUE},    {STR("lime"), QUOTE_GREEN},    {STR("aqua"), QUOTE_BLUE},
        {STR("magenta"), QUOTE_PINK},
    };
    enum quote_color c = QUOTE_YELLOW;
    struct str name = quote_json_text(a, v);
    if (quote_color_parse(name, &c))
        return c;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_eq_nocase(name, others[i].name))
            return others[i].color;
    return QUOTE_YELLOW;
}

/* KOReader */

static void read_koreader_entry(struct book *b, struct str v)
{
    static const char *const known[] = {"sort", "text", "note", "chapter", "time", "color", NULL};
    struct arena *a = b->s->arena;
    struct quote_record q = QUOTE_RECORD_NONE;
    int64_t time;
    b->number++;
    q.exact = quote_json_text(a, json_member(v, "text"));
    q.note = quote_json_text(a, json_member(v, "note"));
    q.section = quote_json_text(a, json_member(v, "chapter"));
    q.color = color_of(a, json_member(v, "color"));
    if (json_int(json_member(v, "time"), &time) && time > 0 && time < INT64_MAX / 1000)
        q.created_ms = time * 1000;
    keep_rest(b, v, known, &q);
    add(b, v, &q);
}

static void read_koreader_book(struct book *b, struct str v)
{
    static const char *const known[] = {"title",    "author",     "file",    "entries",
                                        "exported", "created_on", "version", NULL};
    struct str key, item, entries = json_member(v, "entries");
    b->article = (struct quote_article){
        .title = loose_text(b->s->arena, json_member(v, "title")),
        .author = loose_text(b->s->arena, json_member(v, "author")),
        .source = quote_json_text(b->s->arena, json_member(v, "file")),
    };
    buf_clear(&b->rest);
    quote_json_rest(v, known, &b->rest);
    if (json_type(entries) != JSON_ARRAY)
        quotes_writer_warn(b->s->out, _("book “%.*s”: it has no “entries”"),
                           STR_ARG(b->article.title));
    for (size_t at = 0; json_next(entries, &at, &key, &item);)
        read_koreader_entry(b, item);
}

static bool parse_koreader(const struct quote_source *s, struct err *e)
{
    struct book b = {.s = s, .reader = "koreader"};
    struct str v, key, item;
    if (!quote_json_open(s->text, &v, e))
        return false;
    struct str documents = json_type(v) == JSON_ARRAY ? v : json_member(v, "documents");
    if (json_type(documents) == JSON_ARRAY)
        for (size_t at = 0; json_next(documents, &at, &key, &item);)
            read_koreader_book(&b, item);
    else
        read_koreader_book(&b, v);
    buf_free(&b.rest);
    return true;
}

static bool has_both(struct str text, struct str a, struct str b)
{
    struct str s = str_trim(text);
    return s.n && (s.p[0] == '{' || s.p[0] == '[') && str_find(s, a, 0) != STR_NPOS &&
           str_find(s, b, 0) != STR_NPOS;
}

static bool looks_koreader(struct str text)
{
    return has_both(text, STR("\"entries\""), STR("\"text\""));
}

/* Foliate */

static int64_t time_of(struct arena *a, struct str v)
{
    int64_t ms;
    return json_int(v, &ms) ? ms : quote_time(quote_json_text(a, v), false);
}

static void read_foliate_entry(struct book *b, struct str v)
{
    static const char *const known[] = {"text", "color", "note", "created", "modified", NULL};
    struct arena *a = b->s->arena;
    struct quote_record q = QUOTE_RECORD_NONE;
    b->number++;
    q.exact = quote_json_text(a, json_member(v, "text"));
    q.note = quote_json_text(a, json_member(v, "note"));
    q.color = color_of(a, json_member(v, "color"));
    q.created_ms = time_of(a, json_member(v, "created"));
    q.modified_ms = time_of(a, json_member(v, "modified"));
    keep_rest(b, v, known, &q);
    add(b, v, &q);
}

static bool parse_foliate(const struct quote_source *s, struct err *e)
{
    static const char *const known[] = {"annotations", NULL};
    struct book b = {.s = s, .reader = "foliate"};
    struct str v, key, item;
    if (!quote_json_open(s->text, &v, e))
        return false;
    struct str list = json_member(v, "annotations"), meta = json_member(v, "metadata");
    struct str author = json_member(meta, "creator");
    if (json_type(list) != JSON_ARRAY)
        return err_set(e, ERR_FORMAT, _("it has no list of “annotations”"));
    b.article = (struct quote_article){
        .title = loose_text(s->arena, json_member(meta, "title")),
        .author = loose_text(s->arena, author.n ? author : json_member(meta, "author")),
        .source = quote_json_text(s->arena, json_member(meta, "identifier")),
    };
    quote_json_rest(v, known, &b.rest);
    for (size_t at = 0; json_next(list, &at, &key, &item);)
        read_foliate_entry(&b, item);
    buf_free(&b.rest);
    return true;
}

static bool looks_foliate(struct str text)
{
    return has_both(text, STR("\"annotations\""), STR("\"value\""));
}

const struct quote_parser QUOTES_KOREADER = {"koreader", looks_koreader, parse_koreader};
const struct quote_parser QUOTES_FOLIATE = {"foliate", looks_foliate, parse_foliate};
