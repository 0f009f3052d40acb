/* Pieces that rows are made of, appended to the layout's glyphs. */
#ifndef JD_LAYOUT_GLYPH_H
#define JD_LAYOUT_GLYPH_H

#include "layout/unit.h"

/* The clusters of p from byte beg on, with their notes, until w cells from x on are full or byte
 * end is reached. Returns the cells used. */
uint32_t glyph_run(struct layout *l, const struct para *p, struct doc_range bytes, uint32_t x,
                   uint32_t w);

/* The clusters of line pl of p, which begins at byte beg, from column x on, with their notes. */
void glyph_line(struct layout *l, const struct para *p, uint32_t beg, const struct para_line *pl,
                uint32_t x);

/* The readings that stand above that line. */
void glyph_readings(struct layout *l, const struct para *p, uint32_t beg,
                    const struct para_line *pl, uint32_t x);

void glyph_deco(struct layout *l, enum glyph_deco deco, doc_pos pos, uint32_t x, uint32_t w,
                struct str text);

#endif
