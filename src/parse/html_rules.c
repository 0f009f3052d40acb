#include "parse/html_tag.h"
#include "parse/html_walk.h"

static unsigned arg_of(const struct walk *w, uint32_t i)
{
    return html_rules[w->d->v.v[i].tag].arg;
}

static bool skip(struct walk *w, uint32_t i, struct frame *f)
{
    (void)w, (void)i, (void)f;
    return false;
}

static bool enter_span(struct walk *w, uint32_t i, struct frame *f)
{
    walk_span(w, f, arg_of(w, i));
    return true;
}

static bool enter_para(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    w->turn = !w->solid && (w->d->v.v[i].flags & DOM_TURN);
    return true;
}

static bool enter_heading(struct walk *w, uint32_t i, struct frame *f)
{
    if (w->solid)
        return true;
    walk_open_solid(w, f, BLOCK_HEADING);
    doc_build_level(w->b, arg_of(w, i));
    return true;
}

static bool enter_container(struct walk *w, uint32_t i, struct frame *f)
{
    walk_container(w, f, (enum block_kind)arg_of(w, i));
    return true;
}

static bool enter_ordered(struct walk *w, uint32_t i, struct frame *f)
{
    unsigned long long start;
    walk_container(w, f, BLOCK_LIST);
    if (!f->closes)
        return true;
    doc_build_flags(w->b, BLOCK_F_ORDERED);
    if (str_to_u64(dom_attr(w->d, i, "start"), 999999, &start) && start != 1)
        doc_build_block_attr(w->b, ATTR_START, dom_attr(w->d, i, "start"));
    return true;
}

/* The <dt> or <dd> of a list before i; the list itself without. */
static uint32_t term_before(const struct dom *d, uint32_t list, uint32_t i)
{
    while (--i > list)
        if ((dom_is(d, i, GUMBO_TAG_DT) || dom_is(d, i, GUMBO_TAG_DD)) &&
            dom_ancestor(d, i, GUMBO_TAG_DL) == list)
            break;
    return i;
}

/* Terms and what they mean: an item each, the term strong. */
static bool enter_term(struct walk *w, uint32_t i, struct frame *f)
{
    const struct dom *d = w->d;
    uint32_t list = dom_ancestor(d, i, GUMBO_TAG_DL);
    uint32_t before = list == DOM_NONE ? DOM_NONE : term_before(d, list, i);
    if (!w->solid && before != DOM_NONE && !dom_is(d, before, GUMBO_TAG_DT)) {
        if (dom_is(d, before, GUMBO_TAG_DD))
            doc_build_close(w->b, BLOCK_ITEM);
        walk_open(w, BLOCK_ITEM);
    }
    walk_span(w, f, SPAN_STRONG);
    return true;
}

static bool enter_rule(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    if (w->solid)
        return false;
    for (uint32_t k = i; k != DOM_NONE; k = w->d->v.v[k].parent)
        if (w->d->v.v[k].flags & DOM_NOTE_LIST)
            return false;
    walk_open(w, BLOCK_RULE);
    walk_boundary(w);
    return false;
}

static bool enter_br(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i, (void)f;
    walk_break(w);
    return false;
}

static bool enter_link(struct walk *w, uint32_t i, struct frame *f)
{
    const struct dom_node *n = &w->d->v.v[i];
    if (n->flags & DOM_NOTE_REF) {
        doc_build_note_ref(w->b, w->page->notes.v[n->data].label);
        return false;
    }
    struct buf href = {0};
    page_resolve(w->page, dom_attr(w->d, i, "href"), &href);
    if (href.n) {
        walk_span(w, f, SPAN_LINK);
        doc_build_span_attr(w->b, ATTR_HREF, buf_str(&href));
    }
    buf_free(&href);
    return true;
}

static struct str quote_mark(const struct walk *w, bool opens)
{
    static const struct str marks[2][4] = {{STR("“"), STR("”"), STR("‘"), STR("’")},
                                           {STR("「"), STR("」"), STR("『"), STR("』")}};
    return marks[w->page->corner_quotes][(w->quotes % 2) * 2 + !opens];
}

static bool enter_quotation(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i, (void)f;
    walk_text(w, quote_mark(w, true));
    w->quotes++;
    return true;
}

static void leave_quotation(struct walk *w, const struct frame *f)
{
    (void)f;
    w->quotes--;
    walk_text(w, quote_mark(w, false));
}

static bool enter_summary(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i;
    walk_span(w, f, SPAN_STRONG);
    return true;
}

static bool enter_input(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    const struct dom *d = w->d;
    uint32_t item = dom_ancestor(d, i, GUMBO_TAG_LI);
    if (str_eq_nocase(dom_attr(d, i, "type"), STR("checkbox")) && item != DOM_NONE && !w->leaf) {
        bool done = dom_attr(d, i, "checked").p != NULL;
        doc_build_flags(w->b, BLOCK_F_TASK | (done ? BLOCK_F_DONE : 0));
    }
    return false;
}

/* Ruby */

static void set_ruby(struct walk *w, uint32_t rt)
{
    struct buf text = {0};
    dom_collect(w->d, rt, 256, &text);
    doc_build_span_attr(w->b, ATTR_RUBY, buf_str(&text));
    buf_free(&text);
}

static bool enter_rt(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    if (w->ruby) {
        set_ruby(w, i);
        doc_build_span_close(w->b);
        w->ruby = false;
    }
    return false;
}

/* <rb>…<rb>…<rt>…<rt>: the first base goes with the first text, and so on. */
static uint32_t rt_of_rb(const struct dom *d, uint32_t rb)
{
    uint32_t ruby = d->v.v[rb].parent, before = 0;
    for (uint32_t c = dom_first(d, ruby); c != rb; c = dom_sibling(d, ruby, c))
        before = dom_is(d, c, GUMBO_TAG_RB) ? before + 1 : dom_is(d, c, GUMBO_TAG_RT) ? 0 : before;
    for (uint32_t c = dom_sibling(d, ruby, rb); c != DOM_NONE; c = dom_sibling(d, ruby, c))
        if (dom_is(d, c, GUMBO_TAG_RT) && before-- == 0)
            return c;
    return DOM_NONE;
}

static bool enter_rb(struct walk *w, uint32_t i, struct frame *f)
{
    uint32_t rt = dom_is(w->d, w->d->v.v[i].parent, GUMBO_TAG_RUBY) ? rt_of_rb(w->d, i) : DOM_NONE;
    if (rt != DOM_NONE) {
        walk_span(w, f, SPAN_RUBY);
        set_ruby(w, rt);
    }
    return true;
}

static void leave_ruby(struct walk *w, const struct frame *f)
{
    (void)f;
    if (w->ruby)
        doc_build_span_close(w->b);
    w->ruby = false;
}

#define SPAN_RULE(tag, kinds) [GUMBO_TAG_##tag] = {enter_span, NULL, kinds}
#define HEADING_RULE(n)       [GUMBO_TAG_H##n] = {enter_heading, NULL, n}

const struct tag_rule html_rules[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_HEAD] = {skip, NULL, 0},
    [GUMBO_TAG_P] = {enter_para, NULL, 0},
    [GUMBO_TAG_DIV] = {enter_para, NULL, 0},
    HEADING_RULE(1),
    HEADING_RULE(2),
    HEADING_RULE(3),
    HEADING_RULE(4),
    HEADING_RULE(5),
    HEADING_RULE(6),
    [GUMBO_TAG_BLOCKQUOTE] = {enter_container, NULL, BLOCK_QUOTE},
    [GUMBO_TAG_UL] = {enter_container, NULL, BLOCK_LIST},
    [GUMBO_TAG_MENU] = {enter_container, NULL, BLOCK_LIST},
    [GUMBO_TAG_DIR] = {enter_container, NULL, BLOCK_LIST},
    [GUMBO_TAG_DL] = {enter_container, NULL, BLOCK_LIST},
    [GUMBO_TAG_OL] = {enter_ordered, NULL, 0},
    [GUMBO_TAG_LI] = {enter_container, NULL, BLOCK_ITEM},
    [GUMBO_TAG_DT] = {enter_term, NULL, 0},
    [GUMBO_TAG_HR] = {enter_rule, NULL, 0},
    [GUMBO_TAG_BR] = {enter_br, NULL, 0},
    [GUMBO_TAG_A] = {enter_link, NULL, 0},
    [GUMBO_TAG_Q] = {enter_quotation, leave_quotation, 0},
    [GUMBO_TAG_SUMMARY] = {enter_summary, NULL, 0},
    [GUMBO_TAG_INPUT] = {enter_input, NULL, 0},
    [GUMBO_TAG_RUBY] = {NULL, leave_ruby, 0},
    [GUMBO_TAG_RB] = {enter_rb, NULL, 0},
    [GUMBO_TAG_RT] = {enter_rt, NULL, 0},
    [GUMBO_TAG_RTC] = {enter_rt, NULL, 0},
    [GUMBO_TAG_RP] = {skip, NULL, 0},

    SPAN_RULE(B, SPAN_STRONG),
    SPAN_RULE(STRONG, SPAN_STRONG),
    SPAN_RULE(I, SPAN_EM),
    SPAN_RULE(EM, SPAN_EM),
    SPAN_RULE(CITE, SPAN_EM),
    SPAN_RULE(DFN, SPAN_EM),
    SPAN_RULE(VAR, SPAN_EM),
    SPAN_RULE(S, SPAN_STRIKE),
    SPAN_RULE(STRIKE, SPAN_STRIKE),
    SPAN_RULE(DEL, SPAN_STRIKE),
    SPAN_RULE(MARK, SPAN_MARK),
    SPAN_RULE(SUB, SPAN_SUB),
    SPAN_RULE(SUP, SPAN_SUP),

    [GUMBO_TAG_CODE] = {code_enter_code, NULL, 0},
    [GUMBO_TAG_KBD] = {code_enter_code, NULL, 0},
    [GUMBO_TAG_SAMP] = {code_enter_code, NULL, 0},
    [GUMBO_TAG_TT] = {code_enter_code, NULL, 0},
    [GUMBO_TAG_PRE] = {code_enter_pre, code_leave_pre, 0},
    [GUMBO_TAG_LISTING] = {code_enter_pre, code_leave_pre, 0},
    [GUMBO_TAG_XMP] = {code_enter_pre, code_leave_pre, 0},

    [GUMBO_TAG_TABLE] = {table_enter, table_leave, 0},
    [GUMBO_TAG_TR] = {table_enter_row, NULL, 0},
    [GUMBO_TAG_TD] = {table_enter_cell, NULL, 0},
    [GUMBO_TAG_TH] = {table_enter_cell, NULL, BLOCK_F_HEADER},
    [GUMBO_TAG_CAPTION] = {table_enter_caption, NULL, 0},

    [GUMBO_TAG_FIGURE] = {media_enter_figure, media_leave_figure, 0},
    [GUMBO_TAG_IMG] = {media_enter_img, NULL, 0},
    [GUMBO_TAG_IMAGE] = {media_enter_img, NULL, 0},
    [GUMBO_TAG_VIDEO] = {media_enter_player, NULL, 0},
    [GUMBO_TAG_AUDIO] = {media_enter_player, NULL, 0},
    [GUMBO_TAG_IFRAME] = {media_enter_player, NULL, 0},
    [GUMBO_TAG_EMBED] = {media_enter_player, NULL, 0},
    [GUMBO_TAG_MATH] = {media_enter_math, NULL, 0},
    [GUMBO_TAG_SCRIPT] = {media_enter_script, NULL, 0},
};
