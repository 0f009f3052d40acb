#include "parse/decode.h"

enum { CONTEXT_CHARS = 8, LISTED_EDITS = 2000 };

bool decode_source(const struct parse_input *in, struct str bytes, struct str declared, bool markup,
                   struct decoded *out, struct err *e)
{
    struct repair_opts opts = in->repair;
    *out = (struct decoded){0};
    if (!charset_decode(bytes, in->charset, declared, in->kit, &out->charset, e))
        return false;
    opts.markup = markup;
    repair_text(out->charset.text, &opts, &out->repair);
    out->text = out->repair.text;
    return true;
}

static void report_count(struct doc_builder *b, enum attr_key key, const char *word, size_t n)
{
    if (n == 0)
        return;
    struct buf v = {0};
    buf_addf(&v, "%s%s%zu", word, *word ? " " : "", n);
    doc_build_attr(b, key, buf_str(&v));
    buf_free(&v);
}

/* So many characters before (after) at, no further than the line. */
static struct str before_place(struct str s, size_t at)
{
    size_t beg = at;
    for (int i = 0; i < CONTEXT_CHARS && beg > 0 && s.p[beg - 1] != '\n'; i++)
        for (beg--; beg > 0 && ((unsigned char)s.p[beg] & 0xC0) == 0x80; beg--)
            ;
    return str_sub(s, beg, at);
}

static struct str behind_place(struct str s, size_t at)
{
    size_t end = at;
    for (int i = 0; i < CONTEXT_CHARS && end < s.n && s.p[end] != '\n'; i++)
        for (end++; end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80; end++)
            ;
    return str_sub(s, at, end);
}

static void report_edit(struct str text, const struct repair_edit *edit, struct doc_builder *b)
{
    struct str prefix = before_place(text, edit->at);
    struct str after = str_sub(text, edit->at, edit->at + edit->len);
    struct str suffix = behind_place(text, edit->at + edit->len);
    doc_build_repair(b, repair_kind_name((enum repair_kind)edit->kind), prefix, edit->before, after,
                     suffix);
}

void decode_report(const struct decoded *d, unsigned page, struct doc_builder *b)
{
    if (page == 0)
        doc_build_attr(b, ATTR_CHARSET, str_of(d->charset.name));
    report_count(b, ATTR_REPLACED, "", d->charset.replaced);
    for (size_t k = 0; k < REPAIR_KINDS; k++) {
        const char *name = repair_kind_name((enum repair_kind)k);
        report_count(b, ATTR_REPAIR, name, d->repair.done[k]);
        report_count(b, ATTR_REPAIR_OFFER, name, d->repair.offered[k]);
    }
    for (size_t i = 0; i < d->repair.edits.n && i < LISTED_EDITS; i++)
        report_edit(d->text, &d->repair.edits.v[i], b);
}

void decode_free(struct decoded *d)
{
    repair_free(&d->repair);
    charset_free(&d->charset);
}
