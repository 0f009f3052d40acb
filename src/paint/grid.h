/* A grid of cells: what a view draws into and a terminal shows. A view knows no terminal.
 *
 * A cell holds one grapheme cluster; a wide one takes two cells, the second marked by w = 0. The
 * grid never holds half of a wide cluster: overwriting one half blanks the other, a wide cluster
 * that does not fit the last column becomes a blank. Text is cleaned (text/sanitize.h) on its way
 * in, so nothing that a view draws can reach a terminal as a control. */
#ifndef JD_PAINT_GRID_H
#define JD_PAINT_GRID_H

#include "base/str.h"

#include <stdint.h>

/* A colour as the terminal will be asked for it. */
#define COLOR_DEFAULT     0xFF000000u
#define COLOR_RGB(v)      ((v)&0xFFFFFFu)
#define COLOR_INDEX(n)    (0x01000000u | (n)) /* palette entry 0–255 */
#define COLOR_IS_RGB(c)   (((c) >> 24) == 0)
#define COLOR_IS_INDEX(c) (((c) >> 24) == 1)

enum cell_attr {
    CELL_BOLD = 1 << 0,
    CELL_DIM = 1 << 1,
    CELL_ITALIC = 1 << 2,
    CELL_UNDERLINE = 1 << 3,
    CELL_REVERSE = 1 << 4,
    CELL_STRIKE = 1 << 5,
};

struct style {
    uint32_t fg, bg; /* COLOR_… */
    uint16_t attrs;  /* set of enum cell_attr */
};

enum { CELL_TEXT_BYTES = 22 };

struct cell {
    char text[CELL_TEXT_BYTES]; /* UTF-8, n bytes; longer clusters lose their last marks */
    uint8_t n;
    uint8_t w; /* cells: 1, 2; 0: the second half of the wide cell on the left */
    struct style style;
    struct str link; /* URL for OSC 8; borrowed from the document; empty: none */
};

struct grid {
    unsigned rows, cols;
    struct cell *cells;         /* rows × cols */
    int cursor_row, cursor_col; /* where the hardware cursor stands; -1: nowhere */
    bool cursor_shown; /* text is typed there; else it only tells screen readers the place */
};

struct grid *grid_new(unsigned rows, unsigned cols);
void grid_free(struct grid *g);
void grid_resize(struct grid *g, unsigned rows, unsigned cols); /* cleared */
void grid_clear(struct grid *g, struct style s);                /* blanks; cursor hidden */

static inline struct cell *grid_cell(const struct grid *g, unsigned row, unsigned col)
{
    return &g->cells[(size_t)row * g->cols + col];
}

/* Puts one cluster of w cells; outside the grid nothing happens. */
void grid_put(struct grid *g, int row, int col, struct str cluster, unsigned w, struct style s);

/* Puts a text cluster by cluster, cut at max_cols cells (with … when cut, if `ellipsis`); returns the
 * cells used. */
unsigned grid_text(struct grid *g, int row, int col, unsigned max_cols, struct str s,
                   struct style st, bool ellipsis);

/* Fills a rectangle with blanks. */
void grid_fill(struct grid *g, int row, int col, unsigned rows, unsigned cols, struct style s);

/* Changes background and adds attributes of a range of cells, keeping text and foreground; fg too
 * unless it is COLOR_KEEP. */
#define COLOR_KEEP 0xFE000000u
void grid_restyle(struct grid *g, int row, int col, unsigned cols, struct style s);

/* A row's text without trailing blanks, for tests and the linear mode. */
void grid_row_text(const struct grid *g, unsigned row, struct buf *out);

#endif
