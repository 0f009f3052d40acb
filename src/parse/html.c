#include "parse/html.h"

#include "base/i18n.h"
#include "parse/article.h"
#include "parse/html_meta.h"
#include "parse/html_walk.h"
#include "parse/lang.h"
#include "parse/sniff.h"
#include "parse/speaker.h"
#include "parse/url.h"
#include "text/charset.h"

#include <stdio.h>

enum {
    NOTE_BYTES = 4096, /* of what stands around the article */
    HEAD_BYTES = 96,   /* of a paragraph, for the name of who speaks */
    SAMPLE_BYTES = 16 * 1024,
};

/* Turns of a dialogue, see speaker.h. */

static void count_names(struct dom *d, struct speakers *t, size_t *paragraphs)
{
    struct buf head = {0};
    for (uint32_t i = d->body; i < d->v.n; i++) {
        if (!dom_is(d, i, GUMBO_TAG_P) || (d->v.v[i].flags & DOM_NOTE))
            continue;
        struct str name;
        buf_clear(&head);
        dom_collect(d, i, HEAD_BYTES, &head);
        ++*paragraphs;
        if (speaker_opening(buf_str(&head), &name)) {
            speakers_count(t, arena_str(&d->arena, name));
            d->v.v[i].flags |= DOM_TURN;
        }
    }
    buf_free(&head);
}

static void mark_turns(struct dom *d, struct speakers *t, struct doc_builder *b)
{
    for (uint32_t i = d->body; i < d->v.n; i++) {
        if (!(d->v.v[i].flags & DOM_TURN))
            continue;
        struct buf head = {0};
        struct str name;
        bool first = false;
        dom_collect(d, i, HEAD_BYTES, &head);
        speaker_opening(buf_str(&head), &name);
        if (!speakers_has(t, name, &first))
            d->v.v[i].flags &= (uint16_t)~DOM_TURN;
        if (first)
            doc_build_attr(b, ATTR_SPEAKER, name);
        buf_free(&head);
    }
}

static void find_turns(struct dom *d, struct doc_builder *b)
{
    struct speakers *t = speakers_new();
    size_t paragraphs = 0;
    count_names(d, t, &paragraphs);
    speakers_decide(t, paragraphs);
    mark_turns(d, t, b);
    speakers_free(t);
}

/* The document */

static void give_title(struct walk *w, struct page *p, const struct meta *m)
{
    struct str text;
    uint32_t heading = meta_title(m, &p->dom, &text);
    if (heading == DOM_NONE && !text.n)
        return;
    struct frame f = {0};
    walk_open_solid(w, &f, BLOCK_TITLE);
    if (heading != DOM_NONE)
        html_walk(w, heading);
    else
        walk_text(w, text);
    w->solid--;
    walk_boundary(w);
    if (heading != DOM_NONE)
        p->dom.v.v[heading].flags |= DOM_DONE;
}

static void give_notes(struct walk *w, const struct page *p)
{
    for (size_t i = 0; i < p->notes.n; i++) {
        doc_build_open(w->b, BLOCK_FOOTNOTE);
        doc_build_block_attr(w->b, ATTR_LABEL, p->notes.v[i].label);
        html_walk(w, p->notes.v[i].body);
        doc_build_close(w->b, BLOCK_FOOTNOTE);
    }
}

static void give_surroundings(const struct page *p, struct doc_builder *b)
{
    struct buf note = {0};
    article_surroundings(&p->dom, NOTE_BYTES, &note);
    if (note.n)
        doc_build_attr(b, ATTR_NOTE, buf_str(&note));
    buf_free(&note);
}

static struct str base_of(const struct parse_input *in, const struct meta *m, struct buf *own)
{
    struct str at = url_is_web(in->name) ? in->name : m->field[META_URL];
    url_resolve(at, m->base.n ? m->base : at, own);
    return buf_str(own);
}

static void give_document(struct page *p, struct meta *m, struct doc_builder *b)
{
    struct walk w = {.page = p, .d = &p->dom, .b = b};
    notes_find(p);
    article_mark(&p->dom);
    find_turns(&p->dom, b);
    give_title(&w, p, m);
    html_walk(&w, p->dom.body);
    give_notes(&w, p);
    give_surroundings(p, b);
    html_walk_free(&w);
}

static void give_charset(const struct charset_result *c, struct doc_builder *b)
{
    char count[24];
    doc_build_attr(b, ATTR_CHARSET, str_of(c->name));
    snprintf(count, sizeof count, "%zu", c->replaced);
    if (c->replaced)
        doc_build_attr(b, ATTR_REPLACED, str_of(count));
}

static bool is_zh_hans(struct str lang)
{
    return str_eq(lang, STR("zh-Hans")) || str_eq(lang, STR("zh-CN")) || str_eq(lang, STR("zh"));
}

/* The language a page gives is often that of its template: what the text is in decides, and the
 * page's tag is kept where it says the same more closely. */
static struct str language(struct str declared, struct str detected)
{
    size_t dash = str_chr(detected, '-', 0);
    struct str main = str_sub(detected, 0, dash);
    if (!detected.n)
        return declared;
    bool same = declared.n >= main.n && str_eq_nocase(str_sub(declared, 0, main.n), main);
    return same && dash == STR_NPOS && declared.n <= 35 ? declared : detected;
}

static bool parse_text(const struct parse_input *in, struct str text, struct doc_builder *b,
                       struct err *e)
{
    struct page p = {0};
    struct meta m = {0};
    struct buf base = {0}, sample = {0};
    bool ok = dom_parse(&p.dom, text, e);
    if (!ok)
        goto out;
    meta_read(&p.dom, &m);
    p.base = base_of(in, &m, &base);
    p.url = url_is_web(m.field[META_URL]) ? m.field[META_URL]
            : url_is_web(in->name)        ? in->name
                                          : STR_NONE;
    dom_collect(&p.dom, p.dom.body, SAMPLE_BYTES, &sample);
    struct str lang = language(m.lang, lang_detect(buf_str(&sample)));
    p.corner_quotes =
        !is_zh_hans(lang) && (str_starts(lang, STR("zh")) || str_starts(lang, STR("ja")));
    if (lang.n)
        doc_build_attr(b, ATTR_LANG, lang);
    meta_give(&m, &p.dom, p.url, b);
    give_document(&p, &m, b);
out:
    buf_free(&sample);
    buf_free(&base);
    meta_free(&m);
    vec_free(&p.notes);
    dom_free(&p.dom);
    return ok;
}

static struct str declared_charset(const struct parse_input *in)
{
    if (!dom_contains(in->mime, "charset="))
        return html_declared_charset(in->bytes);
    size_t at = str_find(in->mime, STR("charset="), 0);
    struct str value = str_sub(in->mime, at + 8, str_chr(in->mime, ';', at));
    value = str_trim(value);
    if (value.n >= 2 && value.p[0] == '"')
        value = str_sub(value, 1, value.n - 1);
    return value;
}

static bool parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    struct charset_result c = {0};
    if (!charset_decode(in->bytes, in->charset, declared_charset(in), &c, e))
        return err_prefix(e, STR_FMT, STR_ARG(in->name));
    doc_build_attr(b, ATTR_FORMAT, STR("html"));
    give_charset(&c, b);
    bool ok = parse_text(in, c.text, b, e);
    if (!ok)
        err_prefix(e, STR_FMT, STR_ARG(in->name));
    charset_free(&c);
    return ok;
}

const struct parser PARSER_HTML = {
    .name = "html",
    .exts = SNIFF_HTML_EXTS,
    .mimes = SNIFF_HTML_MIMES,
    .sniff = sniff_html,
    .parse = parse,
};
