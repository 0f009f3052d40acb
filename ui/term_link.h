/* Hyperlinks (OSC 8). Curses cannot carry them, so what is linked is written once more, at its place
 * and between DECSC and DECRC, after curses has painted it. */
#ifndef JD_UI_TERM_LINK_H
#define JD_UI_TERM_LINK_H

#include "paint/grid.h"

/* What tells two links apart when their addresses are gone; 0: no link. */
uint64_t link_hash(struct str url);

/* Appends what links the row's cells up to cols; nothing when the row has no link. Colours as
 * 24-bit or palette SGR. */
void link_row(struct buf *out, const struct grid *g, unsigned row, unsigned cols);

#endif
