#include "parse/markdown_priv.h"

#include "parse/turn.h"
#include "parse/url.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <stdio.h>

enum { ALT_MAX = 1000, SLUG_MAX = 200 };

/* Text and what it is under */

void md_text(struct md *m, struct str s)
{
    if (m->skip || m->ruby == RUBY_FALLBACK)
        return;
    if (m->ruby == RUBY_TEXT)
        buf_add(&m->reading, s);
    else if (m->speaker)
        m->speaker = turn_text(m->b, s);
    else
        doc_build_text(m->b, s);
}

/* Appends href as the document is to have it; nothing when it leads nowhere. */
static void resolve(const struct md *m, struct str href, struct buf *out)
{
    if (url_is_link(href))
        url_resolve(str_starts(href, STR("#")) ? STR_NONE : m->base, href, out);
}

void md_open_link(struct md *m, struct str href, struct str title)
{
    struct buf url = {0};
    resolve(m, href, &url);
    doc_build_span_open(m->b, url.n ? SPAN_LINK : 0);
    if (url.n)
        doc_build_span_attr(m->b, ATTR_HREF, buf_str(&url));
    if (url.n && title.n)
        doc_build_span_attr(m->b, ATTR_LINK_TITLE, title);
    buf_free(&url);
}

/* An image is a figure of its own; in a heading or a cell its text stands for it. */
void md_figure(struct md *m, struct str src, struct str alt, struct str caption)
{
    if (m->solid) {
        md_text(m, alt);
        return;
    }
    struct buf url = {0};
    resolve(m, src, &url);
    if (!m->figure)
        doc_build_open(m->b, BLOCK_FIGURE);
    if (url.n)
        doc_build_block_attr(m->b, ATTR_SRC, buf_str(&url));
    if (alt.n)
        doc_build_block_attr(m->b, ATTR_ALT, alt);
    doc_build_text(m->b, caption);
    if (!m->figure)
        doc_build_close(m->b, BLOCK_FIGURE);
    buf_free(&url);
}

static struct str literal(cmark_node *n)
{
    return str_of(cmark_node_get_literal(n));
}

/* ==mark== within one parent. */

static bool is_mark(struct str s, size_t at)
{
    return (at == 0 || s.p[at - 1] != '=') && (at + 2 >= s.n || s.p[at + 2] != '=');
}

static bool is_space_at(struct str s, size_t at)
{
    return at >= s.n || s.p[at] == ' ' || s.p[at] == '\n';
}

/* The end of a mark in s from `from` on: not behind a space. */
static size_t mark_end(struct str s, size_t from)
{
    for (size_t at = from; (at = str_find(s, STR("=="), at)) != STR_NPOS; at += 2)
        if (is_mark(s, at) && at > 0 && !is_space_at(s, at - 1))
            return at;
    return STR_NPOS;
}

static bool find_mark_end(struct md *m, cmark_node *n, size_t from)
{
    cmark_node *parent = cmark_node_parent(n);
    if (m->mark.none_in == parent)
        return false;
    for (; n; n = cmark_node_next(n), from = 0) {
        size_t at =
            cmark_node_get_type(n) == CMARK_NODE_TEXT ? mark_end(literal(n), from) : STR_NPOS;
        if (at != STR_NPOS) {
            m->mark.node = n;
            m->mark.at = at;
            return true;
        }
    }
    m->mark.none_in = parent;
    return false;
}

static void text_node(struct md *m, cmark_node *n)
{
    struct str s = literal(n);
    size_t at = 0, eq;
    while ((eq = str_find(s, STR("=="), at)) != STR_NPOS) {
        md_text(m, str_sub(s, at, eq));
        at = eq + 2;
        if (m->mark.node == n && m->mark.at == eq) {
            doc_build_span_close(m->b);
            m->mark.node = NULL;
        } else if (!m->mark.node && is_mark(s, eq) && !is_space_at(s, at) &&
                   find_mark_end(m, n, at)) {
            doc_build_span_open(m->b, SPAN_MARK);
        } else {
            md_text(m, STR("=="));
        }
    }
    md_text(m, str_sub(s, at, s.n));
}

/* Blocks */

static void open_leaf(struct md *m, enum block_kind kind)
{
    doc_build_open(m->b, kind);
    m->leaf = true;
    m->solid = kind == BLOCK_HEADING || kind == BLOCK_TITLE || kind == BLOCK_CELL;
}

static void close_leaf(struct md *m, cmark_node *n, enum block_kind kind)
{
    if (m->ruby != RUBY_NONE)
        md_html_tag(m, STR("</ruby>"), n);
    doc_build_close(m->b, kind);
    m->leaf = m->solid = m->speaker = false;
}

/* The fragment that GitHub gives a heading. */
static void give_slug(struct md *m, cmark_node *heading)
{
    struct buf text = {0}, slug = {0};
    md_collect(heading, SLUG_MAX, &text);
    text.n = utf8_valid_prefix(buf_str(&text));
    for (struct str s = buf_str(&text); s.n;) {
        uint32_t c = utf8_take(&s);
        unsigned keep = UF_LETTER | UF_DIGIT | UF_HAN | UF_KANA | UF_HANGUL;
        if (c == ' ')
            buf_addc(&slug, '-');
        else if (c == '-' || c == '_' || (uniprop(c)->flags & keep))
            buf_add_utf8(&slug, c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (slug.n)
        doc_build_block_attr(m->b, ATTR_ID, buf_str(&slug));
    buf_free(&text);
    buf_free(&slug);
}

static void enter_heading(struct md *m, cmark_node *n)
{
    if (n == m->title_node) {
        open_leaf(m, BLOCK_TITLE);
        return;
    }
    open_leaf(m, BLOCK_HEADING);
    doc_build_level(m->b, (unsigned)cmark_node_get_heading_level(n));
    if (m->has_fragments)
        give_slug(m, n);
}

static void give_code(struct md *m, cmark_node *n)
{
    struct str info = str_of(cmark_node_get_fence_info(n));
    size_t end = 0;
    while (end < info.n && info.p[end] != ' ' && info.p[end] != '{')
        end++;
    doc_build_open(m->b, BLOCK_CODE);
    if (end)
        doc_build_block_attr(m->b, ATTR_CODE_LANG, str_sub(info, 0, end));
    doc_build_text(m->b, literal(n));
    doc_build_close(m->b, BLOCK_CODE);
}

static void enter_list(struct md *m, cmark_node *n)
{
    doc_build_open(m->b, BLOCK_LIST);
    if (cmark_node_get_list_type(n) != CMARK_ORDERED_LIST)
        return;
    doc_build_flags(m->b, BLOCK_F_ORDERED);
    char start[16];
    snprintf(start, sizeof start, "%d", cmark_node_get_list_start(n));
    if (strcmp(start, "1") != 0)
        doc_build_block_attr(m->b, ATTR_START, str_of(start));
}

static void enter_note(struct md *m)
{
    char label[16];
    snprintf(label, sizeof label, "%u", ++m->notes);
    doc_build_open(m->b, BLOCK_FOOTNOTE);
    doc_build_block_attr(m->b, ATTR_LABEL, str_of(label));
}

static void enter_cell(struct md *m, cmark_node *cell)
{
    cmark_node *row = cmark_node_parent(cell), *table = cmark_node_parent(row);
    const uint8_t *align = cmark_gfm_extensions_get_table_alignments(table);
    unsigned column = 0;
    for (cmark_node *c = cell; (c = cmark_node_previous(c)) != NULL;)
        column++;
    open_leaf(m, BLOCK_CELL);
    if (cmark_gfm_extensions_get_table_row_is_header(row))
        doc_build_flags(m->b, BLOCK_F_HEADER);
    bool known = align && column < cmark_gfm_extensions_get_table_columns(table);
    const char *side = !known                 ? NULL
                       : align[column] == 'l' ? "left"
                       : align[column] == 'c' ? "center"
                       : align[column] == 'r' ? "right"
                                              : NULL;
    if (side)
        doc_build_block_attr(m->b, ATTR_ALIGN, str_of(side));
}

static void enter_item(struct md *m, cmark_node *n)
{
    doc_build_open(m->b, BLOCK_ITEM);
    if (strcmp(cmark_node_get_type_string(n), "tasklist") != 0)
        return;
    bool done = cmark_gfm_extensions_get_tasklist_item_checked(n);
    doc_build_flags(m->b, BLOCK_F_TASK | (done ? BLOCK_F_DONE : 0));
}

static void enter_para(struct md *m, cmark_node *n)
{
    bool turn = cmark_node_get_user_data(n) != NULL;
    open_leaf(m, turn ? BLOCK_TURN : BLOCK_PARA);
    m->speaker = turn;
}

static void enter_image(struct md *m, cmark_node *n)
{
    struct buf alt = {0};
    md_collect(n, ALT_MAX, &alt);
    md_figure(m, str_of(cmark_node_get_url(n)), buf_str(&alt), str_of(cmark_node_get_title(n)));
    buf_free(&alt);
}

/* What cmark's extensions have made is known by name only. */
static void enter_extension(struct md *m, cmark_node *n)
{
    const char *type = cmark_node_get_type_string(n);
    if (strcmp(type, "table_cell") == 0)
        enter_cell(m, n);
    else if (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0)
        doc_build_open(m->b, BLOCK_ROW);
    else if (strcmp(type, "table") == 0)
        doc_build_open(m->b, BLOCK_TABLE);
    else if (strcmp(type, "strikethrough") == 0)
        doc_build_span_open(m->b, SPAN_STRIKE);
}

static void leave_extension(struct md *m, cmark_node *n)
{
    const char *type = cmark_node_get_type_string(n);
    if (strcmp(type, "table_cell") == 0)
        close_leaf(m, n, BLOCK_CELL);
    else if (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0)
        doc_build_close(m->b, BLOCK_ROW);
    else if (strcmp(type, "table") == 0)
        doc_build_close(m->b, BLOCK_TABLE);
    else if (strcmp(type, "strikethrough") == 0)
        doc_build_span_close(m->b);
}

static void enter_inline(struct md *m, cmark_node *n)
{
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_TEXT:
        text_node(m, n);
        break;
    case CMARK_NODE_SOFTBREAK:
        md_text(m, STR("\n"));
        break;
    case CMARK_NODE_LINEBREAK:
        doc_build_break(m->b);
        break;
    case CMARK_NODE_CODE:
        doc_build_span_open(m->b, SPAN_CODE);
        md_text(m, literal(n));
        doc_build_span_close(m->b);
        break;
    case CMARK_NODE_HTML_INLINE:
        md_html_tag(m, literal(n), cmark_node_parent(n));
        break;
    case CMARK_NODE_EMPH:
        doc_build_span_open(m->b, SPAN_EM);
        break;
    case CMARK_NODE_STRONG:
        doc_build_span_open(m->b, SPAN_STRONG);
        break;
    case CMARK_NODE_LINK:
        md_open_link(m, str_of(cmark_node_get_url(n)), str_of(cmark_node_get_title(n)));
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        doc_build_note_ref(m->b, literal(n));
        break;
    default:
        enter_extension(m, n);
    }
}

static void enter(struct md *m, cmark_node *n)
{
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        doc_build_open(m->b, BLOCK_QUOTE);
        break;
    case CMARK_NODE_LIST:
        enter_list(m, n);
        break;
    case CMARK_NODE_ITEM:
        enter_item(m, n);
        break;
    case CMARK_NODE_CODE_BLOCK:
        give_code(m, n);
        break;
    case CMARK_NODE_HTML_BLOCK:
        md_html_block(m, literal(n), cmark_node_parent(n));
        doc_build_close(m->b, BLOCK_PARA);
        break;
    case CMARK_NODE_PARAGRAPH:
        enter_para(m, n);
        break;
    case CMARK_NODE_HEADING:
        enter_heading(m, n);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        doc_build_open(m->b, BLOCK_RULE);
        doc_build_close(m->b, BLOCK_RULE);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        enter_note(m);
        break;
    default:
        enter_inline(m, n);
    }
}

static void leave(struct md *m, cmark_node *n)
{
    md_html_leave(m, n);
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_BLOCK_QUOTE:
        doc_build_close(m->b, BLOCK_QUOTE);
        break;
    case CMARK_NODE_LIST:
        doc_build_close(m->b, BLOCK_LIST);
        break;
    case CMARK_NODE_ITEM:
        doc_build_close(m->b, BLOCK_ITEM);
        break;
    case CMARK_NODE_PARAGRAPH:
        close_leaf(m, n, cmark_node_get_user_data(n) ? BLOCK_TURN : BLOCK_PARA);
        break;
    case CMARK_NODE_HEADING:
        close_leaf(m, n, n == m->title_node ? BLOCK_TITLE : BLOCK_HEADING);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        doc_build_close(m->b, BLOCK_FOOTNOTE);
        break;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
        doc_build_span_close(m->b);
        break;
    default:
        leave_extension(m, n);
    }
}

static void add_without_joiners(struct str s, struct buf *out)
{
    for (size_t at = 0, next; at < s.n; at = next + MD_JOINER.n) {
        next = str_find(s, MD_JOINER, at);
        next = next == STR_NPOS ? s.n : next;
        buf_add(out, str_sub(s, at, next));
    }
}

void md_collect(cmark_node *n, size_t max, struct buf *out)
{
    cmark_iter *it = cmark_iter_new(n);
    cmark_event_type ev;
    while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE && out->n < max) {
        cmark_node *x = cmark_iter_get_node(it);
        cmark_node_type type = cmark_node_get_type(x);
        if (ev == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
            add_without_joiners(literal(x), out);
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_addc(out, ' ');
    }
    cmark_iter_free(it);
}

void md_free(struct md *m)
{
    vec_free(&m->spans);
    buf_free(&m->reading);
}

void md_walk(struct md *m, cmark_node *root)
{
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type ev;
    while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(it);
        if (cmark_node_get_type(n) == CMARK_NODE_IMAGE) {
            enter_image(m, n);
            cmark_iter_reset(it, n, CMARK_EVENT_EXIT);
        } else if (ev == CMARK_EVENT_ENTER) {
            enter(m, n);
        } else {
            leave(m, n);
        }
    }
    cmark_iter_free(it);
}
