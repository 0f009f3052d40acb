/* From the marked lines to blocks. */
#include "parse/plain_priv.h"

#include <stdio.h>

enum { MAX_NESTING = 16, NEST_COLS = 2 };

struct list_level {
    uint8_t indent, style; /* style: 0 bullets, else 1 + plain_number_style */
};

struct emitter {
    const struct plain *p;
    struct doc_builder *b;
    struct inline_state in;
    uint8_t level_of[RANKS];
    struct list_level lists[MAX_NESTING];
    size_t nlists;
};

/* Line i from byte `from` on, and the lines that it goes on in; gives the next line. */
static size_t emit_joined(struct emitter *em, size_t i, size_t from)
{
    const struct plain *p = em->p;
    size_t last = i;
    while (plain_joins(p, last))
        last++;
    size_t beg = p->lines.v[i].beg + from, end = p->lines.v[last].beg + p->lines.v[last].len;
    plain_inline(p, &em->in, str_sub(p->text, beg, end));
    return last + 1;
}

static size_t emit_para(struct emitter *em, size_t i)
{
    doc_build_open(em->b, BLOCK_PARA);
    i = emit_joined(em, i, 0);
    doc_build_close(em->b, BLOCK_PARA);
    return i;
}

static size_t emit_heading(struct emitter *em, size_t i)
{
    bool title = em->p->lines.v[i].kind == LINE_TITLE;
    enum block_kind kind = title ? BLOCK_TITLE : BLOCK_HEADING;
    doc_build_open(em->b, kind);
    if (!title)
        doc_build_level(em->b, em->level_of[em->p->lines.v[i].num]);
    plain_inline(em->p, &em->in, line_str(em->p, i));
    doc_build_close(em->b, kind);
    return i + 1;
}

static size_t emit_turn(struct emitter *em, size_t i)
{
    size_t mark = em->p->lines.v[i].mark;
    struct str opening = str_sub(line_str(em->p, i), 0, mark), name = plain_trim(opening);
    doc_build_open(em->b, BLOCK_TURN);
    doc_build_span_open(em->b, SPAN_SPEAKER);
    doc_build_text(em->b, name);
    doc_build_span_close(em->b);
    doc_build_text(em->b, str_sub(opening, name.n, opening.n));
    i = emit_joined(em, i, mark);
    doc_build_close(em->b, BLOCK_TURN);
    return i;
}

static size_t emit_rule(struct emitter *em, size_t i)
{
    doc_build_open(em->b, BLOCK_RULE);
    doc_build_close(em->b, BLOCK_RULE);
    return i + 1;
}

/* Consecutive lines of one kind as they are, less the indentation that all of them have. */
static size_t emit_lines(struct emitter *em, size_t i, enum block_kind block)
{
    const struct line *v = em->p->lines.v;
    uint8_t kind = v[i].kind, indent = v[i].indent;
    size_t end = i + 1;
    while (end < em->p->lines.n && v[end].kind == kind && v[end].gap <= 1)
        end++;
    for (size_t k = i; k < end; k++)
        indent = v[k].indent < indent ? v[k].indent : indent;
    struct buf text = {0};
    for (size_t k = i; k < end; k++) {
        if (k > i)
            buf_fill(&text, '\n', v[k].gap + 1u);
        buf_fill(&text, ' ', (size_t)(v[k].indent - indent));
        buf_add(&text, line_str(em->p, k));
    }
    doc_build_open(em->b, block);
    doc_build_text(em->b, buf_str(&text));
    doc_build_close(em->b, block);
    buf_free(&text);
    return end;
}

/* What stands between two fences, untouched. */
static size_t emit_fenced(struct emitter *em, size_t i)
{
    const struct plain *p = em->p;
    struct str lang = plain_trim(str_sub(line_str(p, i), p->lines.v[i].mark, p->lines.v[i].len));
    size_t end = i + 1;
    while (end < p->lines.n && p->lines.v[end].kind == LINE_CODE)
        end++;
    size_t beg = p->lines.v[i].beg + p->lines.v[i].len, close = p->lines.v[end].beg;
    while (close > beg && p->text.p[close - 1] != '\n')
        close--;
    while (beg < close && p->text.p[beg] != '\n')
        beg++;
    beg += beg < close;
    doc_build_open(em->b, BLOCK_CODE);
    if (lang.n)
        doc_build_block_attr(em->b, ATTR_CODE_LANG, lang);
    doc_build_text(em->b, str_sub(p->text, beg, close));
    doc_build_close(em->b, BLOCK_CODE);
    return end + 1;
}

/* Consecutive '>' lines; one with nothing else parts paragraphs. */
static size_t emit_quote(struct emitter *em, size_t i)
{
    const struct plain *p = em->p;
    doc_build_open(em->b, BLOCK_QUOTE);
    for (bool first = true; i < p->lines.n && p->lines.v[i].kind == LINE_QUOTE; i++) {
        const struct line *l = &p->lines.v[i];
        struct str s = str_sub(line_str(p, i), l->mark, l->len);
        if (!first && l->gap)
            break;
        if (first || s.n == 0 || !em->p->profile.wrapped)
            doc_build_open(em->b, BLOCK_PARA);
        plain_inline(p, &em->in, s);
        doc_build_text(em->b, STR("\n"));
        first = false;
    }
    doc_build_close(em->b, BLOCK_QUOTE);
    return i;
}

static const struct list_level *top(const struct emitter *em)
{
    return &em->lists[em->nlists - 1];
}

static void close_lists(struct emitter *em, size_t keep)
{
    for (; em->nlists > keep; em->nlists--)
        doc_build_close(em->b, BLOCK_LIST);
}

static void open_list(struct emitter *em, const struct line *l, unsigned style)
{
    doc_build_open(em->b, BLOCK_LIST);
    em->lists[em->nlists++] = (struct list_level){l->indent, (uint8_t)style};
    if (style == 0)
        return;
    doc_build_flags(em->b, BLOCK_F_ORDERED);
    char start[8];
    snprintf(start, sizeof start, "%u", (unsigned)l->num);
    if (l->num != 1)
        doc_build_block_attr(em->b, ATTR_START, str_of(start));
}

static bool same_depth(const struct emitter *em, unsigned indent)
{
    return em->nlists && indent < (unsigned)top(em)->indent + NEST_COLS;
}

/* The number of lists down to the one of this style at the depth of the innermost; 0 without. */
static size_t find_list(const struct emitter *em, unsigned style)
{
    unsigned indent = top(em)->indent;
    for (size_t n = em->nlists; n && em->lists[n - 1].indent == indent; n--)
        if (em->lists[n - 1].style == style)
            return n;
    return 0;
}

/* The number of lists that are less deep than the innermost. */
static size_t lists_above(const struct emitter *em)
{
    unsigned indent = top(em)->indent;
    size_t n = em->nlists;
    while (n && em->lists[n - 1].indent == indent)
        n--;
    return n;
}

/* Where line i belongs: into a list of its style, a deeper one, or a new one. Without indentation
 * bullets go under a number, and (1) under 1., until the outer style comes back. */
static void enter_list(struct emitter *em, size_t i)
{
    const struct line *l = &em->p->lines.v[i];
    bool number = l->kind == LINE_NUMBER;
    unsigned style = number ? 1 + plain_number_style(line_str(em->p, i)) : 0;
    while (em->nlists && l->indent < top(em)->indent)
        close_lists(em, em->nlists - 1);
    if (same_depth(em, l->indent)) {
        size_t known = find_list(em, style);
        bool under = top(em)->style != 0 && (!number || l->num == 1);
        if (known || !under)
            close_lists(em, known ? known : lists_above(em));
        if (known) {
            doc_build_close(em->b, BLOCK_ITEM);
            return;
        }
    }
    if (em->nlists < MAX_NESTING)
        open_list(em, l, style);
    else
        doc_build_close(em->b, BLOCK_ITEM);
}

static bool continues_item(const struct emitter *em, const struct line *l)
{
    return em->nlists && l->kind == LINE_TEXT && l->gap <= 1 && l->indent > top(em)->indent;
}

static size_t emit_item(struct emitter *em, size_t i)
{
    const struct line *l = &em->p->lines.v[i];
    enter_list(em, i);
    doc_build_open(em->b, BLOCK_ITEM);
    doc_build_open(em->b, BLOCK_PARA);
    i = emit_joined(em, i, l->mark);
    doc_build_close(em->b, BLOCK_PARA);
    return i;
}

static size_t emit_line(struct emitter *em, size_t i)
{
    const struct line *l = &em->p->lines.v[i];
    switch (l->kind) {
    case LINE_DONE:
        return i + 1;
    case LINE_TITLE:
    case LINE_HEADING:
        return emit_heading(em, i);
    case LINE_TURN:
        return emit_turn(em, i);
    case LINE_BULLET:
    case LINE_NUMBER:
        return emit_item(em, i);
    case LINE_RULE:
        return emit_rule(em, i);
    case LINE_FENCE:
        return emit_fenced(em, i);
    case LINE_CODE:
        return emit_lines(em, i, BLOCK_CODE);
    case LINE_VERSE:
        return emit_lines(em, i, BLOCK_PRE);
    case LINE_QUOTE:
        return emit_quote(em, i);
    default:
        return emit_para(em, i);
    }
}

/* Levels 1, 2, … for the ranks that occur. */
static void assign_levels(struct emitter *em)
{
    bool used[RANKS] = {false};
    for (size_t i = 0; i < em->p->lines.n; i++)
        if (em->p->lines.v[i].kind == LINE_HEADING)
            used[em->p->lines.v[i].num] = true;
    uint8_t level = 0;
    for (unsigned r = RANK_PART; r < RANKS; r++)
        em->level_of[r] = used[r] ? ++level : level;
}

void plain_emit(struct plain *p)
{
    struct emitter em = {.p = p, .b = p->b};
    assign_levels(&em);
    plain_inline_start(p, &em.in);
    for (size_t i = 0; i < p->lines.n;) {
        const struct line *l = &p->lines.v[i];
        bool item = l->kind == LINE_BULLET || l->kind == LINE_NUMBER;
        if (!item && em.nlists && !continues_item(&em, l))
            close_lists(&em, 0);
        i = emit_line(&em, i);
    }
    close_lists(&em, 0);
}
