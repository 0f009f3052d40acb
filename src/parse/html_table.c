#include "parse/html_walk.h"

/* Tables are for data, or for layout: the second kind is taken apart. */

enum {
    CELL_PROSE_BYTES = 1500, /* as much text is no datum */
    CELL_PARAS = 2,
    SPAN_MAX = 1000,
};

struct shape {
    unsigned rows, cells, widest; /* cells: of the row at hand */
    bool marked;                  /* has what only tables of data have */
    bool structured;              /* has what no datum is */
    unsigned paras;
    size_t bytes; /* of the cell at hand */
};

static bool says_layout(const struct dom *d, uint32_t i)
{
    struct str role = dom_attr(d, i, "role");
    return str_eq_nocase(role, STR("presentation")) || str_eq_nocase(role, STR("none")) ||
           str_eq(dom_attr(d, i, "datatable"), STR("0"));
}

static void measure(const struct dom *d, uint32_t i, struct shape *s)
{
    switch (d->v.v[i].tag) {
    case GUMBO_TAG_TR:
        s->rows++;
        s->cells = 0;
        break;
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TD:
        s->marked |= dom_is(d, i, GUMBO_TAG_TH);
        s->cells++;
        s->widest = s->cells > s->widest ? s->cells : s->widest;
        s->paras = 0;
        s->bytes = 0;
        break;
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_THEAD:
        s->marked = true;
        break;
    case GUMBO_TAG_P:
        s->structured |= ++s->paras > CELL_PARAS;
        break;
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_HR:
        s->structured = true;
        break;
    case DOM_TEXT: {
        struct str rest = dom_text(d, i), piece;
        while (!dom_is_blank(d, i) && html_text_next(&d->skeleton, &rest, &piece))
            s->bytes += piece.n;
        s->structured |= s->bytes > CELL_PROSE_BYTES;
        break;
    }
    }
}

static bool table_is_data(const struct dom *d, uint32_t table)
{
    struct shape s = {0};
    if (says_layout(d, table))
        return false;
    for (uint32_t i = table + 1; i < d->v.v[table].next && !s.structured; i++)
        measure(d, i, &s);
    return !s.structured && (s.marked || (s.rows > 1 && s.widest > 1));
}

bool table_enter(struct walk *w, uint32_t i, struct frame *f)
{
    f->was = w->data_table;
    w->data_table = !w->solid && table_is_data(w->d, i);
    return true;
}

void table_leave(struct walk *w, const struct frame *f)
{
    if (w->data_table)
        doc_build_close(w->b, BLOCK_TABLE);
    w->data_table = f->was;
}

bool table_enter_row(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i;
    if (w->data_table)
        walk_container(w, f, BLOCK_ROW);
    return true;
}

static struct str alignment(const struct dom *d, uint32_t i)
{
    static const struct str sides[] = {STR("left"), STR("center"), STR("right")};
    struct str align = dom_attr(d, i, "align"), style = dom_attr(d, i, "style");
    size_t at = style.n ? str_find(style, STR("text-align"), 0) : STR_NPOS;
    for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
        if (str_eq_nocase(align, sides[k]))
            return sides[k];
        size_t side = at == STR_NPOS ? at : str_find(style, sides[k], at);
        if (side != STR_NPOS && side < at + sizeof "text-align : ")
            return sides[k];
    }
    return STR_NONE;
}

static void span_attr(struct walk *w, uint32_t i, const char *name, enum attr_key key)
{
    unsigned long long n;
    struct str value = str_trim(dom_attr(w->d, i, name));
    if (str_to_u64(value, SPAN_MAX, &n) && n > 1)
        doc_build_block_attr(w->b, key, value);
}

bool table_enter_cell(struct walk *w, uint32_t i, struct frame *f)
{
    if (dom_has_class(w->d, i, "gutter"))
        return false; /* line numbers beside code */
    if (!w->data_table || w->solid)
        return true;
    walk_open_solid(w, f, BLOCK_CELL);
    if (dom_is(w->d, i, GUMBO_TAG_TH))
        doc_build_flags(w->b, BLOCK_F_HEADER);
    struct str align = alignment(w->d, i);
    if (align.n)
        doc_build_block_attr(w->b, ATTR_ALIGN, align);
    span_attr(w, i, "colspan", ATTR_COLSPAN);
    span_attr(w, i, "rowspan", ATTR_ROWSPAN);
    return true;
}

/* A caption is a paragraph before its table. */
bool table_enter_caption(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i, (void)f;
    if (w->data_table)
        doc_build_close(w->b, BLOCK_TABLE);
    return true;
}
