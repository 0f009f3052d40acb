/* A table in rows.
 *
 * Columns are as wide as their content wants, from a bounded sample of rows; where that is more than
 * the measure they give way in proportion, never below their widest word while there is room, and
 * cells wrap inside their columns. A measure too narrow for that turns the table into records: for
 * every row "header: value" lines, with a blank row between. Rows are laid out as far as asked. */
#ifndef JD_LAYOUT_TABLE_H
#define JD_LAYOUT_TABLE_H

#include "layout/unit.h"

/* b is a TABLE. Its rows begin at cell x. */
struct table *table_new(struct layout *l, uint32_t b, uint32_t x);
void table_free(struct table *t);

/* Lays out at least `rows` rows, or all: then true. */
bool table_extend(struct table *t, uint32_t rows);
uint32_t table_rows(const struct table *t); /* known so far */

void table_line(struct table *t, uint32_t row, struct line *out);

/* Appends the glyphs of a row to l->glyphs. */
void table_glyphs(struct table *t, uint32_t row);

/* The row that shows pos; lays out as far as needed. */
uint32_t table_row_of(struct table *t, doc_pos pos);

#endif
