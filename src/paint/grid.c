#include "paint/grid.h"

#include "base/mem.h"
#include "layout/shown.h"
#include "text/grapheme.h"
#include "text/sanitize.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>

enum { GRID_MAX_ROWS = 1000, GRID_MAX_COLS = 2000 };

static const struct style PLAIN = {COLOR_DEFAULT, COLOR_DEFAULT, 0};

struct grid *grid_new(unsigned rows, unsigned cols)
{
    struct grid *g = mem_zero(1, sizeof *g);
    grid_resize(g, rows, cols);
    return g;
}

void grid_free(struct grid *g)
{
    if (!g)
        return;
    free(g->cells);
    free(g);
}

void grid_resize(struct grid *g, unsigned rows, unsigned cols)
{
    g->rows = rows < GRID_MAX_ROWS ? rows : GRID_MAX_ROWS;
    g->cols = cols < GRID_MAX_COLS ? cols : GRID_MAX_COLS;
    free(g->cells);
    g->cells = mem_alloc((size_t)g->rows * g->cols * sizeof *g->cells);
    grid_clear(g, PLAIN);
}

static void blank(struct cell *c, struct style s)
{
    *c = (struct cell){.text = " ", .n = 1, .w = 1, .style = s};
}

void grid_clear(struct grid *g, struct style s)
{
    for (size_t i = 0; i < (size_t)g->rows * g->cols; i++)
        blank(&g->cells[i], s);
    g->cursor_row = g->cursor_col = -1;
    g->cursor_shown = false;
}

/* What is left of a wide cluster: a blank of its style, without a line through it or below it. */
static void blank_half(struct cell *c)
{
    struct style s = c->style;
    s.attrs &= (uint16_t) ~(CELL_UNDERLINE | CELL_STRIKE);
    blank(c, s);
}

/* Makes [col, col + w) of a row free of halves. */
static void cut_wide(struct grid *g, unsigned row, unsigned col, unsigned w)
{
    struct cell *c = grid_cell(g, row, col);
    if (c->w == 0 && col > 0)
        blank_half(c - 1);
    struct cell *last = c + w - 1;
    if (last->w == 2)
        blank_half(last + 1);
}

/* The clean part of a cluster, as much as a cell holds. */
static void set_text(struct cell *c, struct str s)
{
    c->n = 0;
    while (s.n) {
        unsigned len;
        char enc[UTF8_MAX_BYTES];
        uint32_t cp = utf8_get_unsafe(s, &len);
        s = str_sub(s, len, s.n);
        if (sanitize_refuses(cp))
            continue;
        unsigned n = utf8_put(cp, enc);
        if (c->n + n > CELL_TEXT_BYTES)
            break;
        memcpy(c->text + c->n, enc, n);
        c->n = (uint8_t)(c->n + n);
    }
    if (c->n == 0)
        c->text[c->n++] = ' ';
}

void grid_put(struct grid *g, int row, int col, struct str cluster, unsigned w, struct style s)
{
    if (row < 0 || (unsigned)row >= g->rows || col < 0 || (unsigned)col >= g->cols || w == 0)
        return;
    bool fits = (unsigned)col + w <= g->cols;
    w = w > 1 && fits ? 2 : 1;
    cut_wide(g, (unsigned)row, (unsigned)col, w);
    struct cell *c = grid_cell(g, (unsigned)row, (unsigned)col);
    blank(c, s);
    if (!fits)
        return;
    set_text(c, cluster);
    c->w = (uint8_t)w;
    if (w == 2)
        c[1] = (struct cell){.w = 0, .style = s};
}

/* Puts clusters while they fit into cols. */
static unsigned put_run(struct grid *g, int row, int col, unsigned cols, struct str s,
                        struct style st)
{
    unsigned used = 0;
    for (size_t i = 0, end; i < s.n; i = end) {
        end = grapheme_next(s, i);
        struct str cl = str_sub(s, i, end);
        unsigned w = (unsigned)width_cluster(cl);
        if (used + w > cols)
            break;
        grid_put(g, row, col + (int)used, shown_cluster(cl), w, st);
        used += w;
    }
    return used;
}

unsigned grid_text(struct grid *g, int row, int col, unsigned max_cols, struct str s,
                   struct style st, bool ellipsis)
{
    struct buf clean = {0};
    if (sanitize_clean_prefix(s, SANITIZE_LINE) != s.n) {
        sanitize(s, SANITIZE_LINE, &clean);
        s = buf_str(&clean);
    }
    struct str dots = STR("…");
    unsigned dots_w = (unsigned)width_cluster(dots), used;
    size_t fit = width_fit(s, max_cols, NULL);
    if (fit < s.n && ellipsis && max_cols >= dots_w) {
        used = put_run(g, row, col, max_cols - dots_w, s, st);
        grid_put(g, row, col + (int)used, dots, dots_w, st);
        used += dots_w;
    } else {
        used = put_run(g, row, col, max_cols, s, st);
    }
    buf_free(&clean);
    return used;
}

/* Clips [*at, *at + *n) to [0, size). */
static bool clip(int *at, unsigned *n, unsigned size)
{
    if (*at < 0) {
        unsigned cut = 0u - (unsigned)*at;
        if (cut >= *n)
            return false;
        *n -= cut;
        *at = 0;
    }
    if ((unsigned)*at >= size)
        return false;
    if (*n > size - (unsigned)*at)
        *n = size - (unsigned)*at;
    return *n > 0;
}

void grid_fill(struct grid *g, int row, int col, unsigned rows, unsigned cols, struct style s)
{
    if (!clip(&row, &rows, g->rows) || !clip(&col, &cols, g->cols))
        return;
    for (unsigned r = (unsigned)row; r < (unsigned)row + rows; r++) {
        cut_wide(g, r, (unsigned)col, cols);
        for (unsigned c = 0; c < cols; c++)
            blank(grid_cell(g, r, (unsigned)col + c), s);
    }
}

void grid_restyle(struct grid *g, int row, int col, unsigned cols, struct style s)
{
    if (row < 0 || (unsigned)row >= g->rows || !clip(&col, &cols, g->cols))
        return;
    struct cell *c = grid_cell(g, (unsigned)row, (unsigned)col), *end = c + cols;
    c -= c->w == 0;
    end += end[-1].w == 2;
    for (; c < end; c++) {
        if (s.fg != COLOR_KEEP)
            c->style.fg = s.fg;
        if (s.bg != COLOR_KEEP)
            c->style.bg = s.bg;
        c->style.attrs |= s.attrs;
    }
}

void grid_row_text(const struct grid *g, unsigned row, struct buf *out)
{
    size_t end = out->n;
    for (unsigned col = 0; col < g->cols; col++) {
        const struct cell *c = grid_cell(g, row, col);
        buf_add(out, str_n(c->text, c->n));
        if (c->n != 1 || c->text[0] != ' ')
            end = out->n;
    }
    out->n = end;
}
