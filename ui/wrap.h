/* Texts of the interface in lines. */
#ifndef JD_UI_WRAP_H
#define JD_UI_WRAP_H

#include "layout/wrap.h"
#include "paint/grid.h"

/* Draws a text into a box; returns the rows it took. What does not fit ends with …. */
unsigned wrap_draw(struct grid *g, int row, int col, unsigned rows, unsigned cols, struct str s,
                   struct style st);

#endif
