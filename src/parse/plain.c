#include "parse/plain.h"

#include "parse/decode.h"
#include "parse/lang.h"
#include "parse/plain_priv.h"

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

static bool plain_parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    struct decoded d;
    if (!decode_source(in, in->bytes, STR_NONE, false, &d, e))
        return false;
    struct str lang = lang_detect(d.text);
    if (lang.n)
        doc_build_attr(b, ATTR_LANG, lang);
    build(d.text, lang, b);
    doc_build_attr(b, ATTR_FORMAT, STR("plain"));
    decode_report(&d, 0, b);
    decode_free(&d);
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
