#include "parse/html_walk.h"

#include "parse/html_tag.h"
#include "parse/turn.h"
#include "parse/url.h"
#include "text/utf8.h"

void page_resolve(const struct page *p, struct str href, struct buf *out)
{
    href = str_trim(href);
    if (str_starts(href, STR("#"))) {
        if (href.n > 1)
            buf_add(out, href);
        return;
    }
    if (!url_is_link(href))
        return;
    size_t from = out->n;
    url_resolve(p->base, href, out);
    struct str done = str_sub(buf_str(out), from, out->n);
    if (p->url.n && str_starts(done, p->url) && done.n > p->url.n && done.p[p->url.n] == '#') {
        memmove(out->p + from, done.p + p->url.n, done.n - p->url.n);
        out->n -= p->url.n;
    }
}

/* Leaves */

static void close_leaf(struct walk *w)
{
    if (w->leaf)
        doc_build_close(w->b, w->kind);
    w->leaf = w->has_text = false;
    w->breaks = 0;
}

void walk_boundary(struct walk *w)
{
    if (w->solid) {
        if (w->has_text && !w->breaks)
            w->breaks = 1;
        return;
    }
    close_leaf(w);
    w->turn = w->speaker = false;
}

void walk_open(struct walk *w, enum block_kind kind)
{
    close_leaf(w);
    doc_build_open(w->b, kind);
    for (size_t i = 0; i < w->ids.n; i++)
        doc_build_block_attr(w->b, ATTR_ID, w->ids.v[i]);
    w->ids.n = 0;
    w->leaf = kind < BLOCK_LEAF_KINDS;
    w->kind = kind;
}

void walk_open_solid(struct walk *w, struct frame *f, enum block_kind kind)
{
    walk_open(w, kind);
    w->solid++;
    f->closes = f->solid = true;
    f->kind = (uint8_t)kind;
}

void walk_container(struct walk *w, struct frame *f, enum block_kind kind)
{
    walk_boundary(w);
    if (w->solid)
        return;
    walk_open(w, kind);
    f->closes = true;
    f->kind = (uint8_t)kind;
}

void walk_span(struct walk *w, struct frame *f, unsigned kinds)
{
    doc_build_span_open(w->b, kinds);
    f->spans++;
}

/* Text */

static size_t blank_prefix(struct str s)
{
    size_t at = 0;
    for (;;) {
        struct str rest = str_sub(s, at, s.n);
        if (rest.n && html_is_space(rest.p[0]))
            at += 1;
        else if (str_starts(rest, STR("\xC2\xA0")))
            at += 2;
        else if (str_starts(rest, STR("\xE3\x80\x80")) || str_starts(rest, STR("\xEF\xBB\xBF")))
            at += 3;
        else
            return at;
    }
}

/* Several <br>, or one before an indent, are what some pages have for paragraphs. */
static void settle_breaks(struct walk *w, bool indented)
{
    if (w->breaks && !w->solid && (w->breaks > 1 || indented))
        close_leaf(w);
    else if (w->breaks)
        doc_build_break(w->b);
    w->breaks = 0;
}

void walk_text(struct walk *w, struct str s)
{
    if (w->verbatim) {
        if (w->breaks)
            doc_build_text(w->b, STR("\n"));
        w->breaks = 0;
        w->has_text |= s.n > 0;
        doc_build_text(w->b, s);
        return;
    }
    if (!w->has_text || w->breaks) {
        size_t blank = blank_prefix(s);
        if (blank == s.n)
            return;
        settle_breaks(w, str_find(str_sub(s, 0, blank), STR("　"), 0) != STR_NPOS);
        s = str_sub(s, blank, s.n);
    }
    if (!w->leaf) {
        walk_open(w, w->turn ? BLOCK_TURN : BLOCK_PARA);
        w->speaker = w->turn;
        w->turn = false;
    }
    w->has_text = true;
    if (w->speaker)
        w->speaker = turn_text(w->b, s);
    else
        doc_build_text(w->b, s);
}

void walk_break(struct walk *w)
{
    if (w->verbatim)
        walk_text(w, STR("\n"));
    else if (w->has_text)
        w->breaks++;
}

void walk_link_para(struct walk *w, struct str target)
{
    if (w->solid)
        return;
    walk_boundary(w);
    doc_build_span_open(w->b, SPAN_LINK);
    doc_build_span_attr(w->b, ATTR_HREF, target);
    walk_text(w, target);
    doc_build_span_close(w->b);
    walk_boundary(w);
}

/* The walk */

static void note_id(struct walk *w, uint32_t i)
{
    if (!(w->d->v.v[i].flags & DOM_TARGET))
        return;
    struct str id = dom_attr(w->d, i, "id");
    if (!id.n)
        id = dom_attr(w->d, i, "name");
    if (w->leaf && !dom_is_block(w->d, i))
        doc_build_block_attr(w->b, ATTR_ID, id);
    else
        vec_push(&w->ids, id);
}

static bool has_rt_behind(const struct dom *d, uint32_t i)
{
    uint32_t ruby = d->v.v[i].parent;
    for (uint32_t c = dom_sibling(d, ruby, i); c != DOM_NONE; c = dom_sibling(d, ruby, c))
        if (dom_is(d, c, GUMBO_TAG_RT))
            return true;
    return false;
}

/* What stands in a <ruby> and is not marked as something else is the base of the next <rt>. */
static void open_ruby_base(struct walk *w, uint32_t i)
{
    const struct dom *d = w->d;
    uint32_t parent = d->v.v[i].parent;
    unsigned tag = d->v.v[i].tag;
    if (w->ruby || parent == DOM_NONE || !dom_is(d, parent, GUMBO_TAG_RUBY) ||
        tag == GUMBO_TAG_RB || tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP || tag == GUMBO_TAG_RTC ||
        (tag == DOM_TEXT && dom_is_blank(d, i)) || !has_rt_behind(d, i))
        return;
    doc_build_span_open(w->b, SPAN_RUBY);
    w->ruby = true;
}

static void walk_text_node(struct walk *w, uint32_t i)
{
    struct str rest = dom_text(w->d, i), piece;
    while (html_text_next(&w->d->skeleton, &rest, &piece))
        walk_text(w, piece);
}

static void leave(struct walk *w)
{
    struct frame f = vec_last(&w->frames);
    unsigned tag = w->d->v.v[f.node].tag;
    w->frames.n--;
    if (tag < GUMBO_TAG_LAST && html_rules[tag].leave)
        html_rules[tag].leave(w, &f);
    while (f.spans--)
        doc_build_span_close(w->b);
    if (f.closes) {
        if (f.solid)
            w->solid--;
        doc_build_close(w->b, (enum block_kind)f.kind);
        w->leaf = w->has_text = false;
        w->breaks = 0;
    } else if (dom_is_block(w->d, f.node)) {
        walk_boundary(w);
    }
}

static uint32_t visit(struct walk *w, uint32_t i)
{
    const struct dom_node *n = &w->d->v.v[i];
    if (n->flags & (DOM_CHROME | DOM_DONE | DOM_NOTE | DOM_BACKLINK))
        return n->next;
    if (n->tag == DOM_TEXT || dom_is(w->d, n->parent == DOM_NONE ? i : n->parent, GUMBO_TAG_RUBY))
        open_ruby_base(w, i);
    if (n->tag == DOM_TEXT) {
        walk_text_node(w, i);
        return i + 1;
    }
    struct frame f = {.node = i, .end = n->next};
    const struct tag_rule *rule = n->tag < GUMBO_TAG_LAST ? &html_rules[n->tag] : NULL;
    if (dom_is_block(w->d, i))
        walk_boundary(w);
    note_id(w, i);
    if (rule && rule->enter && !rule->enter(w, i, &f))
        return n->next;
    vec_push(&w->frames, f);
    return i + 1;
}

void html_walk(struct walk *w, uint32_t i)
{
    uint32_t end = w->d->v.v[i++].next;
    while (i < end) {
        while (w->frames.n && vec_last(&w->frames).end <= i)
            leave(w);
        i = visit(w, i);
    }
    while (w->frames.n)
        leave(w);
    walk_boundary(w);
}

void html_walk_free(struct walk *w)
{
    vec_free(&w->frames);
    vec_free(&w->ids);
}
