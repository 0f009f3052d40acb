#include "parse/plain.h"

#include "parse/lang.h"
#include "parse/plain_priv.h"
#include "parse/readings.h"
#include "text/charset.h"

static void build(struct str text, struct str lang, struct doc_builder *b)
{
    struct plain p = {.text = text, .lang = lang, .b = b};
    p.aozora = str_eq(lang, STR("ja")) && plain_is_aozora(text);
    plain_split(&p);
    plain_profile(&p);
    plain_head(&p);
    plain_foot(&p);
    plain_classify(&p);
    plain_turns(&p);
    plain_verse(&p);
    plain_headings(&p);
    plain_emit(&p);
    vec_free(&p.lines);
}

static void build_count(struct doc_builder *b, enum attr_key key, const char *word, size_t n)
{
    if (n == 0)
        return;
    struct buf v = {0};
    buf_addf(&v, "%s%zu", word, n);
    doc_build_attr(b, key, buf_str(&v));
    buf_free(&v);
}

static bool plain_parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    struct charset_result cs;
    if (!charset_decode(in->bytes, in->charset, STR_NONE, &cs, e))
        return false;
    struct buf own = {0};
    size_t readings = readings_strip(cs.text, &own);
    struct str text = readings ? buf_str(&own) : cs.text;

    struct str lang = lang_detect(text);

    if (lang.n)
        doc_build_attr(b, ATTR_LANG, lang);
    build(text, lang, b);
    doc_build_attr(b, ATTR_FORMAT, STR("plain"));
    doc_build_attr(b, ATTR_CHARSET, str_of(cs.name));
    build_count(b, ATTR_REPLACED, "", cs.replaced);
    build_count(b, ATTR_REPAIR, "readings ", readings);
    buf_free(&own);
    charset_free(&cs);
    return true;
}

static int plain_sniff(struct str head)
{
    (void)head;
    return 1;
}

static const char *const plain_exts[] = {"txt", "text", "asc", "log", NULL};
static const char *const plain_mimes[] = {"text/plain", NULL};

const struct parser PARSER_PLAIN = {
    .name = "plain",
    .exts = plain_exts,
    .mimes = plain_mimes,
    .sniff = plain_sniff,
    .parse = plain_parse,
};
