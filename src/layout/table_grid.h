/* The grid of a table: which columns its cells stand in, and how wide the columns are. */
#ifndef JD_LAYOUT_TABLE_GRID_H
#define JD_LAYOUT_TABLE_GRID_H

#include "layout/unit.h"

enum {
    TABLE_COLS = 64, /* a table of more is shown as records */
    TABLE_GAP_COLS = 2,
};

struct table_grid {
    uint32_t ncols;
    bool fits;  /* else the columns are of no use: records */
    bool wraps; /* cells are wider than their columns */
    uint16_t w[TABLE_COLS], x[TABLE_COLS];
};

/* Measures the columns of TABLE b for `room` cells, from a sample of its rows. */
void table_grid_measure(struct layout *l, uint32_t b, uint32_t room, struct table_grid *g);

/* ATTR_COLSPAN or ATTR_ROWSPAN of a cell, at least 1. */
uint32_t table_span(const struct doc *d, uint32_t cell, enum attr_key key);

/* The first column from `from` on that is not taken by a cell of a row above. */
uint32_t table_free_col(uint64_t taken, uint32_t from);

/* reach[i] is how many rows more a cell above takes of column i: as the set of taken columns, and
 * on from a row to the one below it. */
uint64_t table_reach(const uint16_t *reach);
void table_reach_down(const struct doc *d, uint32_t row, uint64_t taken, uint16_t *reach);

/* Whether all cells of a ROW are headers. */
bool table_is_header(const struct doc *d, uint32_t row);

#endif
