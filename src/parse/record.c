#include "parse/record.h"

#include "base/i18n.h"
#include "parse/date.h"
#include "parse/sniff.h"
#include "parse/url.h"
#include "text/utf8.h"

#include <jansson.h>

enum { LANG_BYTES = 35, SUBTAG_BYTES = 8, QUOTED_BYTES = 60 };

static const char *type_name(const json_t *j)
{
    switch (json_typeof(j)) {
    case JSON_OBJECT:
        return N_("an object");
    case JSON_ARRAY:
        return N_("a list");
    case JSON_STRING:
        return N_("a text");
    case JSON_INTEGER:
    case JSON_REAL:
        return N_("a number");
    case JSON_NULL:
        return N_("null");
    default:
        return N_("true or false");
    }
}

static struct str text_of(const json_t *j)
{
    return str_trim(str_n(json_string_value(j), json_string_length(j)));
}

/* Members and their values. A value that is not what it should be is told by its beginning. */

static bool wrong(const char *name, const char *why, struct str s, struct err *e)
{
    size_t n = s.n < QUOTED_BYTES ? s.n : QUOTED_BYTES;
    while (!utf8_is_boundary(s, n))
        n--;
    return err_set(e, ERR_FORMAT, _("“%s” %s: %.*s"), name, why, (int)n, s.p);
}

static bool give_url(struct doc_builder *b, const char *name, struct str s, struct err *e)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
            return wrong(name, _("is no http or https address"), s, e);
    if (!url_is_web(s))
        return wrong(name, _("is no http or https address"), s, e);
    doc_build_given(b, ATTR_URL, s);
    return true;
}

static bool give_date(struct doc_builder *b, const char *name, struct str s, struct err *e)
{
    char iso[DATE_ISO_BYTES];
    size_t beg, end;
    if (!date_find(s, &beg, &end, iso))
        return wrong(name, _("is no date"), s, e);
    doc_build_given(b, ATTR_DATE, str_of(iso));
    return true;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Subtags of 1 to 8 letters and digits; the first has two letters at least (RFC 5646, 2.1). */
static bool is_language(struct str s)
{
    size_t n = 0, subtags = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != '-') {
            if (!is_alnum(s.p[i]) || ++n > SUBTAG_BYTES || (!subtags && s.p[i] <= '9'))
                return false;
            continue;
        }
        if (n < (subtags ? 1 : 2))
            return false;
        subtags++;
        n = 0;
    }
    return true;
}

static bool give_lang(struct doc_builder *b, const char *name, struct str s, struct err *e)
{
    char tag[LANG_BYTES];
    if (s.n > sizeof tag)
        return wrong(name, _("is no language tag"), s, e);
    for (size_t i = 0; i < s.n; i++)
        tag[i] = s.p[i];
    for (size_t i = 0; i < s.n; i++)
        if (tag[i] == '_')
            tag[i] = '-';
    if (!is_language(str_n(tag, s.n)))
        return wrong(name, _("is no language tag"), s, e);
    doc_build_given(b, ATTR_LANG, str_n(tag, s.n));
    return true;
}

static const struct member {
    const char *name;
    enum attr_key key;
    bool many; /* a list of texts, or one */
    /* NULL: any text will do */
    bool (*give)(struct doc_builder *b, const char *name, struct str s, struct err *e);
} members[] = {
    {"title", ATTR_TITLE, false, NULL},
    {"url", ATTR_URL, false, give_url},
    {"published", ATTR_DATE, false, give_date},
    {"lang", ATTR_LANG, false, give_lang},
    {"author", ATTR_AUTHOR, true, NULL},
    {"source", ATTR_SOURCE, false, NULL},
    {"site", ATTR_SOURCE, false, NULL},
    {"feed", ATTR_FEED, false, NULL},
    {"summary", ATTR_SUMMARY, false, NULL},
    {"keywords", ATTR_KEYWORD, true, NULL},
    {"tags", ATTR_TAG, true, NULL},
};

/* The formats of what is read, by the member that has it; the best first. */
static const struct body {
    const char *member, *format;
} bodies[] = {{"html", "html"}, {"markdown", "markdown"}, {"text", "plain"}};

enum { MEMBERS = sizeof members / sizeof *members, BODIES = sizeof bodies / sizeof *bodies };

/* False with the error for what is no text; *out is empty where there is none. */
static bool take_text(const json_t *o, const char *name, struct str *out, struct err *e)
{
    const json_t *j = json_object_get(o, name);
    *out = STR_NONE;
    if (!j || json_is_null(j))
        return true;
    if (!json_is_string(j))
        return err_set(e, ERR_FORMAT, _("“%s” is %s, not a text"), name, _(type_name(j)));
    *out = text_of(j);
    return true;
}

static bool give_list(const struct member *m, const json_t *list, struct doc_builder *b,
                      struct err *e)
{
    size_t i;
    json_t *j;
    json_array_foreach(list, i, j)
    {
        if (!json_is_string(j))
            return err_set(e, ERR_FORMAT, _("“%s” has %s in it, where only texts can be"), m->name,
                           _(type_name(j)));
        if (text_of(j).n)
            doc_build_given(b, m->key, text_of(j));
    }
    return true;
}

static bool give_member(const struct member *m, const json_t *o, struct doc_builder *b,
                        struct err *e)
{
    struct str s;
    const json_t *j = json_object_get(o, m->name);
    if (m->many && json_is_array(j))
        return give_list(m, j, b, e);
    if (m->many && j && !json_is_string(j) && !json_is_null(j))
        return err_set(e, ERR_FORMAT, _("“%s” is %s, not a text or a list of texts"), m->name,
                       _(type_name(j)));
    if (!take_text(o, m->name, &s, e))
        return false;
    if (s.n && m->give)
        return m->give(b, m->name, s, e);
    if (s.n)
        doc_build_given(b, m->key, s);
    return true;
}

/* What is to be read, and its format; all that may have it are looked at. */
static bool take_body(const json_t *o, struct str *text, const char **format, struct err *e)
{
    *text = STR_NONE;
    for (size_t i = 0; i < BODIES; i++) {
        struct str s;
        if (!take_text(o, bodies[i].member, &s, e))
            return false;
        if (!s.n || text->n)
            continue;
        /* as it was: at its beginning, white space may mean something */
        const json_t *j = json_object_get(o, bodies[i].member);
        *text = str_n(json_string_value(j), json_string_length(j));
        *format = bodies[i].format;
    }
    return text->n || err_set(e, ERR_EMPTY, _("no “html”, “markdown” or “text” to read in it"));
}

static bool read_object(const struct parse_input *in, const json_t *o, struct doc_builder *b,
                        struct err *e)
{
    struct str text, url;
    const char *format = NULL;
    if (!take_body(o, &text, &format, e))
        return false;
    for (size_t i = 0; i < MEMBERS; i++)
        if (!give_member(&members[i], o, b, e))
            return false;
    const struct parser *parser = in->other(format, e);
    if (!parser || !take_text(o, "url", &url, e))
        return false;
    struct parse_input part = {.bytes = text,
                               .name = url.n ? url : in->name,
                               .charset = STR("UTF-8"),
                               .format = str_of(format),
                               .repair = in->repair,
                               .kit = in->kit};
    doc_build_content_hash(b, hash128(text));
    return parser->parse(&part, b, e);
}

/* Integers of any size are numbers; jansson goes no deeper than 2,048 objects and lists. */
static bool record_parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    json_error_t why;
    json_t *o =
        json_loadb(in->bytes.p, in->bytes.n,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &why);
    if (!o)
        return err_set(e, ERR_FORMAT, _("no JSON at byte %d: %s"), why.position, why.text);
    bool ok = json_is_object(o)
                  ? read_object(in, o, b, e)
                  : err_set(e, ERR_FORMAT, _("not an object but %s"), _(type_name(o)));
    json_decref(o);
    return ok;
}

const struct parser PARSER_RECORD = {
    .name = "json-record",
    .exts = SNIFF_NO_NAMES,
    .mimes = SNIFF_NO_NAMES,
    .sniff = sniff_nothing,
    .hands_on = true,
    .parse = record_parse,
};
