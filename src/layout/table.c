#include "layout/table.h"

#include "layout/block.h"
#include "layout/glyph.h"
#include "layout/table_grid.h"

enum {
    LABEL_BYTES = 2048, /* what of a label is measured */
    RECORD_INDENT_COLS = 2,
    RECORD_VALUE_COLS = 6, /* what a label must leave to the value beside it */
};

/* A ROW laid out. */
struct trow {
    uint32_t block;
    uint32_t top;   /* its first row in the table */
    uint64_t taken; /* columns that cells of rows above reach down into */
    uint8_t gap;    /* blank rows before its text */
    bool rule;      /* a rule behind it */
};

/* A cell of the row in hand. */
struct place {
    uint32_t block, header; /* header: the cell whose text is its label in records, or DOC_NONE */
    uint32_t y;             /* of its label or first line, from the row's text on */
    uint32_t line, nlines;  /* in table.lines */
    uint16_t x, w;          /* of its lines, within the table */
    uint16_t first;         /* of its first line; records only */
    bool own_row;           /* the label has a row of its own */
};

struct table {
    struct layout *l;
    uint32_t block;
    uint32_t x, room;
    struct table_grid grid;
    bool records;
    uint32_t header[TABLE_COLS]; /* records: the header cells */
    uint16_t reach[TABLE_COLS];  /* rows that a cell above still reaches down into */
    uint32_t next;               /* the next ROW to lay out */
    uint32_t nrows;
    bool done;
    VEC(struct trow) rows;
    uint32_t have;            /* the row in hand: index in rows */
    VEC(struct place) places; /* first those side by side, then those below each other */
    size_t beside;            /* how many stand side by side */
    VEC(struct para_line) lines;
    uint32_t height; /* of the text of the row in hand */
};

static const struct block *block_at(const struct table *t, uint32_t b)
{
    return &t->l->doc->blocks[b];
}

static void cell_para(const struct table *t, uint32_t cell, struct para *p)
{
    layout_para(t->l, cell, block_at(t, cell)->r, false, p);
}

static uint32_t min_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Records take their labels from a first row of headers, which then is no record itself. */
static void set_labels(struct table *t)
{
    uint32_t row = t->block + 1, end = block_at(t, t->block)->next;
    for (uint32_t i = 0; i < TABLE_COLS; i++)
        t->header[i] = DOC_NONE;
    if (!t->records || block_at(t, row)->next >= end || !table_is_header(t->l->doc, row))
        return;
    uint32_t col = 0;
    for (uint32_t c = row + 1; c < block_at(t, row)->next && col < TABLE_COLS;
         c = block_at(t, c)->next) {
        t->header[col] = c;
        col += table_span(t->l->doc, c, ATTR_COLSPAN);
    }
    t->next = block_at(t, row)->next;
    table_reach_down(t->l->doc, row, 0, t->reach);
}

struct table *table_new(struct layout *l, uint32_t b, uint32_t x)
{
    struct table *t = mem_zero(1, sizeof *t);
    t->l = l;
    t->block = b;
    t->x = x;
    t->room = layout_room(l, x);
    t->next = b + 1;
    t->have = UINT32_MAX;
    table_grid_measure(l, b, t->room, &t->grid);
    t->records = !t->grid.fits;
    set_labels(t);
    return t;
}

void table_free(struct table *t)
{
    if (!t)
        return;
    vec_free(&t->rows);
    vec_free(&t->places);
    vec_free(&t->lines);
    free(t);
}

/* The row in hand. */

static void break_cell(struct table *t, struct place *p)
{
    struct para para;
    uint32_t at = 0;
    cell_para(t, p->block, &para);
    p->line = (uint32_t)t->lines.n;
    do {
        uint32_t indent = at ? 0 : p->first;
        struct para_line pl = para_line(&para, at, p->w > indent ? p->w - indent : 1);
        vec_push(&t->lines, pl);
        at = pl.end;
    } while (at < para.text.n);
    p->nlines = (uint32_t)t->lines.n - p->line;
    uint32_t bottom = p->y + p->own_row + p->nlines;
    t->height = bottom > t->height ? bottom : t->height;
}

/* A cell in its columns; one too many for the table goes below the others, as wide as it likes. */
static void place_in_grid(struct table *t, uint32_t cell, uint32_t col, uint32_t span)
{
    struct place p = {.block = cell, .header = DOC_NONE};
    if (col < t->grid.ncols) {
        uint32_t last = min_of(col + span, t->grid.ncols) - 1;
        p.x = t->grid.x[col];
        p.w = (uint16_t)(t->grid.x[last] + t->grid.w[last] - t->grid.x[col]);
        t->beside++;
    } else {
        p.y = t->height;
        p.w = (uint16_t)min_of(t->room, UINT16_MAX);
    }
    break_cell(t, &p);
    vec_push(&t->places, p);
}

static uint32_t label_cols(const struct table *t, uint32_t header)
{
    struct para p;
    uint32_t least, natural;
    cell_para(t, header, &p);
    para_extent(&p, (uint32_t)min_of((uint32_t)p.text.n, LABEL_BYTES), t->room, &least, &natural);
    return natural;
}

static struct str label_colon(const struct table *t)
{
    return t->l->cjk ? STR("：") : STR(":");
}

static void place_in_record(struct table *t, uint32_t cell, uint32_t col)
{
    struct place p = {.block = cell, .header = DOC_NONE, .y = t->height};
    uint32_t room = min_of(t->room, UINT16_MAX);
    if (col < TABLE_COLS)
        p.header = t->header[col];
    if (p.header != DOC_NONE) {
        uint32_t w = label_cols(t, p.header) + 2;
        p.x = room > RECORD_INDENT_COLS * 4 ? RECORD_INDENT_COLS : 0;
        p.own_row = w + RECORD_VALUE_COLS > room;
        p.first = p.own_row ? 0 : (uint16_t)(w - p.x);
    }
    p.w = (uint16_t)(room - p.x);
    break_cell(t, &p);
    vec_push(&t->places, p);
}

/* Takes row i in hand: breaks its cells. */
static void take_row(struct table *t, uint32_t i)
{
    if (t->have == i)
        return;
    t->have = i;
    t->places.n = t->lines.n = t->beside = 0;
    t->height = 0;
    const struct trow *r = &t->rows.v[i];
    uint32_t col = 0;
    for (uint32_t c = r->block + 1; c < block_at(t, r->block)->next; c = block_at(t, c)->next) {
        col = table_free_col(r->taken, col);
        uint32_t span = table_span(t->l->doc, c, ATTR_COLSPAN);
        if (t->records)
            place_in_record(t, c, col);
        else
            place_in_grid(t, c, col, span);
        col = min_of(col + span, TABLE_COLS * 2);
    }
    t->height = t->height ? t->height : 1;
}

static void add_row(struct table *t)
{
    uint32_t end = block_at(t, t->block)->next;
    struct trow r = {.block = t->next, .top = t->nrows, .taken = table_reach(t->reach)};
    t->next = block_at(t, r.block)->next;
    t->done = t->next >= end;
    bool header = !t->records && table_is_header(t->l->doc, r.block);
    r.rule = header && !t->done && !table_is_header(t->l->doc, t->next);
    if (t->rows.n && (t->records || (t->grid.wraps && !vec_last(&t->rows).rule && !header)))
        r.gap = 1;
    vec_push(&t->rows, r);
    table_reach_down(t->l->doc, r.block, r.taken, t->reach);
    take_row(t, (uint32_t)t->rows.n - 1);
    t->nrows += r.gap + t->height + r.rule;
}

bool table_extend(struct table *t, uint32_t rows)
{
    while (!t->done && t->nrows < rows)
        add_row(t);
    return t->done;
}

uint32_t table_rows(const struct table *t)
{
    return t->nrows;
}

/* The ROW that row is of, taken in hand; *y is the row within its text, -1 the gap before it, and
 * t->height the rule behind it. */
static const struct trow *row_at(struct table *t, uint32_t row, int64_t *y)
{
    uint32_t lo = 0, hi = (uint32_t)t->rows.n - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo + 1) / 2;
        if (t->rows.v[mid].top <= row)
            lo = mid;
        else
            hi = mid - 1;
    }
    take_row(t, lo);
    *y = (int64_t)row - t->rows.v[lo].top - t->rows.v[lo].gap;
    return &t->rows.v[lo];
}

/* Whether a place shows a label, and which of its lines, in row y. */
static bool place_label(const struct place *p, int64_t y)
{
    return p->header != DOC_NONE && y == p->y;
}

static bool place_line(const struct place *p, int64_t y, uint32_t *i)
{
    int64_t k = y - p->y - p->own_row;
    *i = (uint32_t)k;
    return k >= 0 && k < p->nlines;
}

/* The places that row y may show are 0 to *beside, and one more: the last that begins at or above
 * it of those below each other. Walks them: for (k = 0; next_place(t, y, &k); k++). */
static bool next_place(const struct table *t, int64_t y, size_t *k)
{
    size_t lo = t->beside, hi = t->places.n;
    if (*k < t->beside)
        return true;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (t->places.v[mid].y <= y)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool first = *k == t->beside && lo > t->beside;
    *k = first ? lo - 1 : t->places.n;
    return first;
}

static struct doc_range line_range(const struct table *t, const struct place *p, uint32_t i)
{
    doc_pos base = block_at(t, p->block)->r.beg;
    const struct para_line *v = &t->lines.v[p->line];
    return (struct doc_range){base + (i ? v[i - 1].end : 0), base + v[i].end};
}

static void hull(struct doc_range *r, struct doc_range more)
{
    if (r->beg > r->end) {
        *r = more;
        return;
    }
    r->beg = more.beg < r->beg ? more.beg : r->beg;
    r->end = more.end > r->end ? more.end : r->end;
}

/* Cells left of a line within its place, by the cell's alignment. */
static uint32_t line_shift(const struct table *t, const struct place *p, uint32_t i)
{
    uint32_t w = t->lines.v[p->line + i].w;
    if (t->records)
        return i ? 0 : p->first;
    struct str align = doc_block_attr(t->l->doc, p->block, ATTR_ALIGN);
    uint32_t spare = p->w > w ? p->w - w : 0;
    if (str_eq(align, STR("right")))
        return spare;
    return str_eq(align, STR("center")) ? spare / 2 : 0;
}

/* The labels of the first record are the header cells themselves; later ones repeat them. */
static bool label_is_text(const struct table *t, const struct trow *r)
{
    return r == &t->rows.v[0];
}

void table_line(struct table *t, uint32_t row, struct line *out)
{
    int64_t y;
    const struct trow *r = row_at(t, row, &y);
    struct doc_range none = {1, 0}, all = none;
    *out = (struct line){.block = t->block, .x = (uint16_t)t->x, .flags = LINE_TABLE};
    for (size_t k = 0; next_place(t, y, &k); k++) {
        const struct place *p = &t->places.v[k];
        uint32_t i;
        if (place_label(p, y) && label_is_text(t, r))
            hull(&all, block_at(t, p->header)->r);
        if (!place_line(p, y, &i))
            continue;
        hull(&all, line_range(t, p, i));
        uint32_t right = p->x + line_shift(t, p, i) + t->lines.v[p->line + i].w;
        out->w = right > out->w ? right : out->w;
    }
    if (y < 0 || y >= t->height)
        out->flags |= LINE_BLANK;
    if (all.beg > all.end)
        all.beg = all.end = y < 0 ? block_at(t, r->block)->r.beg : block_at(t, r->block)->r.end;
    out->r = all;
    out->flags |= row == 0 ? LINE_FIRST : 0;
    out->flags |= t->done && row + 1 == t->nrows ? LINE_LAST : 0;
}

static void label_glyphs(struct table *t, const struct trow *r, const struct place *p)
{
    struct layout *l = t->l;
    struct para para;
    cell_para(t, p->header, &para);
    size_t from = l->glyphs.n;
    uint32_t room = t->room;
    size_t end = str_chr(para.text, '\n', 0);
    end = end < para.text.n ? end : para.text.n;
    uint32_t w = glyph_run(l, &para, (struct doc_range){0, (uint32_t)end}, t->x, room);
    for (size_t i = from; i < l->glyphs.n && !label_is_text(t, r); i++) {
        l->glyphs.v[i].len = 0;
        l->glyphs.v[i].deco = DECO_LABEL;
        l->glyphs.v[i].pos = block_at(t, p->block)->r.beg;
    }
    struct str colon = label_colon(t);
    if (w + 2 <= room)
        glyph_deco(l, DECO_LABEL, block_at(t, p->block)->r.beg, t->x + w,
                   (uint32_t)width_str(colon), colon);
}

static void rule_glyphs(struct table *t, doc_pos pos)
{
    for (uint32_t i = 0; i < t->grid.ncols; i++)
        glyph_deco(t->l, DECO_BORDER, pos, t->x + t->grid.x[i], t->grid.w[i],
                   block_mark(MARK_RULE));
}

void table_glyphs(struct table *t, uint32_t row)
{
    int64_t y;
    const struct trow *r = row_at(t, row, &y);
    if (r->rule && y == t->height)
        rule_glyphs(t, block_at(t, r->block)->r.end);
    for (size_t k = 0; next_place(t, y, &k); k++) {
        const struct place *p = &t->places.v[k];
        uint32_t i;
        if (place_label(p, y))
            label_glyphs(t, r, p);
        if (!place_line(p, y, &i))
            continue;
        struct para para;
        cell_para(t, p->block, &para);
        struct doc_range g = line_range(t, p, i);
        g.beg -= para.base;
        g.end -= para.base;
        const struct para_line *pl = &t->lines.v[p->line + i];
        uint32_t x = t->x + p->x + line_shift(t, p, i);
        glyph_line(t->l, &para, g.beg, pl, x);
        if (pl->hyphen)
            glyph_deco(t->l, DECO_HYPHEN, para.base + g.end, x + pl->w - 1, 1, STR("-"));
    }
}

/* The place whose cell holds pos, or is the last before it. */
static const struct place *place_of(const struct table *t, doc_pos pos)
{
    size_t lo = 0, hi = t->places.n - 1;
    while (lo < hi) {
        size_t mid = lo + (hi - lo + 1) / 2;
        if (block_at(t, t->places.v[mid].block)->r.beg <= pos)
            lo = mid;
        else
            hi = mid - 1;
    }
    return &t->places.v[lo];
}

/* The place whose label holds pos. */
static const struct place *label_of(const struct table *t, doc_pos pos)
{
    for (size_t k = 0; k < t->places.n && k < TABLE_COLS; k++) {
        const struct place *p = &t->places.v[k];
        if (p->header != DOC_NONE && block_at(t, p->header)->r.beg <= pos &&
            pos <= block_at(t, p->header)->r.end)
            return p;
    }
    return NULL;
}

/* The row, within the text of the row in hand, that shows pos. */
static uint32_t y_of(const struct table *t, doc_pos pos)
{
    const struct place *label = label_of(t, pos);
    if (label)
        return label->y;
    const struct place *p = place_of(t, pos);
    doc_pos base = block_at(t, p->block)->r.beg;
    uint32_t at = pos > base ? pos - base : 0, i = 0;
    const struct para_line *v = &t->lines.v[p->line];
    while (i + 1 < p->nlines && v[i].end <= at)
        i++;
    return p->y + p->own_row + i;
}

uint32_t table_row_of(struct table *t, doc_pos pos)
{
    uint32_t leaf = doc_leaf_at(t->l->doc, pos);
    table_extend(t, 1);
    while (!t->done && t->next <= leaf)
        add_row(t);
    uint32_t lo = 0, hi = (uint32_t)t->rows.n - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo + 1) / 2;
        if (t->rows.v[mid].block <= leaf)
            lo = mid;
        else
            hi = mid - 1;
    }
    take_row(t, lo);
    return t->rows.v[lo].top + t->rows.v[lo].gap + y_of(t, pos);
}
