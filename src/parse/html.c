#include "parse/html.h"

#include "base/i18n.h"
#include "parse/article.h"
#include "parse/decode.h"
#include "parse/html_meta.h"
#include "parse/html_walk.h"
#include "parse/lang.h"
#include "parse/sniff.h"
#include "parse/speaker.h"
#include "parse/url.h"

enum {
    NOTE_BYTES = 4096, /* of what stands around the article */
    HEAD_BYTES = 96,   /* of a paragraph, for the name of who speaks */
    SAMPLE_BYTES = 16 * 1024,
    TITLE_BYTES = 1024,
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

static void give_title(struct walk *w, struct page *p, uint32_t heading, struct str text)
{
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

/* An article, whose pages are read one after the other. */
struct article {
    const struct parse_input *in;
    struct doc_builder *b;
    struct buf title; /* of the first page */
    struct buf next;  /* address of the page behind the last one read; empty without */
};

/* The first page's title is the article's; a later page repeats it at most. */
static void title(struct walk *w, struct page *p, const struct meta *m, struct article *a)
{
    struct str text;
    struct buf own = {0};
    uint32_t heading = meta_title(m, &p->dom, &text);
    if (heading != DOM_NONE)
        dom_collect(&p->dom, heading, TITLE_BYTES, &own);
    if (p->number == 0) {
        give_title(w, p, heading, text);
        buf_add(&a->title, own.n ? buf_str(&own) : text);
    } else if (own.n && (str_starts(buf_str(&own), buf_str(&a->title)) ||
                         str_starts(buf_str(&a->title), buf_str(&own)))) {
        p->dom.v.v[heading].flags |= DOM_DONE;
    }
    buf_free(&own);
}

static void give_page(struct page *p, struct meta *m, struct article *a)
{
    struct walk w = {.page = p, .d = &p->dom, .b = a->b};
    notes_find(p);
    article_mark(&p->dom);
    struct buf self = a->next;
    a->next = (struct buf){0};
    page_next(p, p->number ? buf_str(&self) : a->in->name, &a->next);
    buf_free(&self);
    find_turns(&p->dom, a->b);
    title(&w, p, m, a);
    html_walk(&w, p->dom.body);
    give_notes(&w, p);
    if (p->number == 0)
        give_surroundings(p, a->b);
    html_walk_free(&w);
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

static void give_head(struct page *p, struct meta *m, struct doc_builder *b)
{
    struct buf sample = {0};
    dom_collect(&p->dom, p->dom.body, SAMPLE_BYTES, &sample);
    struct str lang = language(m->lang, lang_detect(buf_str(&sample)));
    p->corner_quotes =
        !is_zh_hans(lang) && (str_starts(lang, STR("zh")) || str_starts(lang, STR("ja")));
    if (lang.n && p->number == 0)
        doc_build_attr(b, ATTR_LANG, lang);
    if (p->number == 0)
        meta_give(m, &p->dom, p->url, b);
    buf_free(&sample);
}

static bool parse_text(struct article *a, struct str text, unsigned number, struct err *e)
{
    struct page p = {.number = number};
    struct meta m = {0};
    struct buf base = {0};
    bool ok = dom_parse(&p.dom, text, e);
    if (!ok)
        goto out;
    meta_read(&p.dom, &m);
    p.base = base_of(a->in, &m, &base);
    p.url = url_is_web(m.field[META_URL]) ? m.field[META_URL]
            : url_is_web(a->in->name)     ? a->in->name
                                          : STR_NONE;
    give_head(&p, &m, a->b);
    give_page(&p, &m, a);
out:
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

static bool parse_page(struct article *a, struct str bytes, unsigned number, struct err *e)
{
    struct decoded d;
    if (!decode_source(a->in, bytes,
                       number ? html_declared_charset(bytes) : declared_charset(a->in), true, &d,
                       e))
        return false;
    decode_report(&d, number, a->b);
    bool ok = parse_text(a, d.text, number, e);
    decode_free(&d);
    return ok;
}

/* Pages behind one that cannot be read are left out: the address of that one stays. */
static void parse_more_pages(struct article *a)
{
    struct buf next = {0}, count = {0};
    size_t i = 0;
    for (struct err e = {0}; i < a->in->npages; i++) {
        buf_clear(&next);
        buf_add(&next, buf_str(&a->next));
        if (!parse_page(a, a->in->pages[i], (unsigned)i + 1, &e)) {
            buf_clear(&a->next);
            buf_add(&a->next, buf_str(&next));
            break;
        }
    }
    buf_addf(&count, "%zu", i + 1);
    if (i)
        doc_build_attr(a->b, ATTR_PAGES, buf_str(&count));
    buf_free(&next);
    buf_free(&count);
}

static bool parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    struct article a = {.in = in, .b = b};
    doc_build_attr(b, ATTR_FORMAT, STR("html"));
    bool ok = parse_page(&a, in->bytes, 0, e);
    if (ok)
        parse_more_pages(&a);
    else
        err_prefix(e, STR_FMT, STR_ARG(in->name));
    if (a.next.n)
        doc_build_attr(b, ATTR_NEXT, buf_str(&a.next));
    buf_free(&a.title);
    buf_free(&a.next);
    return ok;
}

const struct parser PARSER_HTML = {
    .name = "html",
    .exts = SNIFF_HTML_EXTS,
    .mimes = SNIFF_HTML_MIMES,
    .sniff = sniff_html,
    .declared = declared_charset,
    .parse = parse,
};
