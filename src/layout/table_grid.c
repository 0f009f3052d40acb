#include "layout/table_grid.h"

#include "layout/para.h"

enum {
    TABLE_LEAST_COLS = 6, /* columns are not pressed below this, if they want it */
    TABLE_WORD_COLS = 16, /* a longer word does not keep its column wide */
    SAMPLE_FIRST_ROWS = 150,
    SAMPLE_LAST_ROWS = 50,
    SAMPLE_CELL_BYTES = 2048,
    SAMPLE_BYTES = 256 * 1024,
};

uint32_t table_span(const struct doc *d, uint32_t cell, enum attr_key key)
{
    unsigned long long v;
    if (d->blocks[cell].attrs == DOC_NONE)
        return 1;
    struct str s = doc_block_attr(d, cell, key);
    return str_to_u64(s, 65535, &v) && v > 0 ? (uint32_t)v : 1;
}

uint32_t table_free_col(uint64_t taken, uint32_t from)
{
    while (from < TABLE_COLS && (taken >> from & 1))
        from++;
    return from;
}

uint64_t table_reach(const uint16_t *reach)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < TABLE_COLS; i++)
        mask |= (uint64_t)(reach[i] > 0) << i;
    return mask;
}

void table_reach_down(const struct doc *d, uint32_t row, uint64_t taken, uint16_t *reach)
{
    for (uint32_t i = 0; i < TABLE_COLS; i++)
        reach[i] = reach[i] ? (uint16_t)(reach[i] - 1) : 0;
    uint32_t col = 0;
    for (uint32_t c = row + 1; c < d->blocks[row].next; c = d->blocks[c].next) {
        col = table_free_col(taken, col);
        uint32_t cols = table_span(d, c, ATTR_COLSPAN), rows = table_span(d, c, ATTR_ROWSPAN);
        for (; cols && col < TABLE_COLS; cols--, col++)
            reach[col] = rows > 1 ? (uint16_t)(rows - 1) : reach[col];
    }
}

bool table_is_header(const struct doc *d, uint32_t row)
{
    for (uint32_t c = row + 1; c < d->blocks[row].next; c = d->blocks[c].next)
        if (!(d->blocks[c].flags & BLOCK_F_HEADER))
            return false;
    return true;
}

/* Column widths. */

struct extents {
    uint32_t least[TABLE_COLS], natural[TABLE_COLS];
    uint32_t ncols;
    uint32_t room; /* no extent matters beyond it */
    size_t budget; /* bytes still to be looked at */
};

static void sample_cell(struct layout *l, uint32_t cell, uint32_t col, uint32_t span,
                        struct extents *e)
{
    struct para p;
    uint32_t least, natural;
    layout_para(l, cell, l->doc->blocks[cell].r, false, &p);
    size_t bytes = e->budget < SAMPLE_CELL_BYTES ? e->budget : SAMPLE_CELL_BYTES;
    bytes = bytes < p.text.n ? bytes : p.text.n;
    e->budget -= bytes;
    para_extent(&p, (uint32_t)bytes, e->room, &least, &natural);
    uint32_t gaps = (span - 1) * TABLE_GAP_COLS;
    natural = natural > gaps ? (natural - gaps + span - 1) / span : 0;
    if (span == 1 && least > e->least[col])
        e->least[col] = least;
    for (; span && col < TABLE_COLS; span--, col++)
        if (natural > e->natural[col])
            e->natural[col] = natural;
}

/* A last cell that spans more columns than there are (colspan="100") makes no columns. */
static void sample_row(struct layout *l, uint32_t row, uint64_t taken, struct extents *e)
{
    const struct doc *d = l->doc;
    uint32_t col = 0;
    for (uint32_t c = row + 1; c < d->blocks[row].next && col <= TABLE_COLS;
         c = d->blocks[c].next) {
        col = table_free_col(taken, col);
        uint32_t span = table_span(d, c, ATTR_COLSPAN);
        if (col < TABLE_COLS)
            sample_cell(l, c, col, span, e);
        if (col + 1 > e->ncols)
            e->ncols = col + 1;
        col += span;
    }
}

/* The first rows, and some of the last: numbers grow towards the end. */
static void sample(struct layout *l, uint32_t table, struct extents *e)
{
    const struct block *bl = l->doc->blocks;
    uint16_t reach[TABLE_COLS] = {0};
    uint32_t r = table + 1;
    for (unsigned n = 0; r < bl[table].next && n < SAMPLE_FIRST_ROWS; r = bl[r].next, n++) {
        uint64_t taken = table_reach(reach);
        sample_row(l, r, taken, e);
        table_reach_down(l->doc, r, taken, reach);
    }
    uint32_t behind = bl[table].next;
    for (unsigned n = 0; behind > r && n < SAMPLE_LAST_ROWS; n++) {
        behind = bl[behind - 1].parent;
        sample_row(l, behind, 0, e);
    }
}

static uint32_t min_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t sum_of(const uint32_t *v, uint32_t n)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += v[i];
    return sum;
}

/* Gives `spare` cells to the columns in proportion to what they want beyond w. */
static void share_out(uint32_t *w, const uint32_t *want, uint32_t n, uint32_t spare)
{
    uint64_t wanted = sum_of(want, n) - sum_of(w, n);
    uint32_t left = spare;
    for (uint32_t i = 0; i < n && wanted; i++) {
        uint32_t more =
            min_of(want[i] - w[i], (uint32_t)((want[i] - w[i]) * (uint64_t)spare / wanted));
        w[i] += more;
        left -= more;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t more = min_of(left, want[i] - w[i]);
        w[i] += more;
        left -= more;
    }
}

/* Widths of columns that all together want more than the room: false when there is not enough. */
static bool press(const struct extents *e, uint32_t room, uint32_t *w)
{
    uint32_t least[TABLE_COLS];
    for (uint32_t i = 0; i < e->ncols; i++) {
        w[i] = min_of(e->natural[i], TABLE_LEAST_COLS);
        least[i] = min_of(min_of(e->least[i], TABLE_WORD_COLS), e->natural[i]);
        least[i] = least[i] > w[i] ? least[i] : w[i];
    }
    if (sum_of(w, e->ncols) > room)
        return false;
    if (sum_of(least, e->ncols) > room) {
        share_out(w, least, e->ncols, room - sum_of(w, e->ncols));
        return true;
    }
    memcpy(w, least, e->ncols * sizeof *w);
    share_out(w, e->natural, e->ncols, room - sum_of(w, e->ncols));
    return true;
}

void table_grid_measure(struct layout *l, uint32_t b, uint32_t room, struct table_grid *g)
{
    struct extents e = {.ncols = 1, .room = room, .budget = SAMPLE_BYTES};
    uint32_t w[TABLE_COLS] = {0};
    sample(l, b, &e);
    uint32_t gaps = (e.ncols - 1) * TABLE_GAP_COLS;
    g->ncols = min_of(e.ncols, TABLE_COLS);
    g->fits = g->wraps = false;
    if (e.ncols > TABLE_COLS || gaps >= room)
        return;
    for (uint32_t i = 0; i < e.ncols; i++)
        w[i] = e.natural[i] = e.natural[i] ? e.natural[i] : 1;
    g->wraps = sum_of(w, e.ncols) > room - gaps;
    g->fits = !g->wraps || press(&e, room - gaps, w);
    for (uint32_t i = 0, x = 0; i < e.ncols; i++) {
        g->w[i] = (uint16_t)min_of(w[i], UINT16_MAX);
        g->x[i] = (uint16_t)min_of(x, UINT16_MAX);
        x += w[i] + TABLE_GAP_COLS;
    }
}
