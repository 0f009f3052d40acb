/* From a cell of the grid to characters that curses and the terminal count alike. */
#ifndef JD_UI_TERM_GLYPH_H
#define JD_UI_TERM_GLYPH_H

#include "paint/grid.h"

#include <wchar.h>

enum { GLYPH_CHARS = 5 }; /* a base and four marks: what curses keeps */

struct glyph {
    wchar_t c[GLYPH_CHARS + 1]; /* ended by 0; only c[0] moves the cursor */
    unsigned w;                 /* cells */
};

/* One or two glyphs whose cells add up to cell->w (not 0): a flag is two letters of one cell each.
 * Emoji sequences and characters that this terminal does not draw were replaced before the cell was
 * filled (layout/shown.h); here what curses could not count is cut: marks past the fourth, and a
 * second base. Marks without a base get a dotted circle. */
unsigned glyph_split(const struct cell *cell, struct glyph out[2]);

#endif
