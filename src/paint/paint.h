/* Rows of a layout, and marks over them, into a grid. */
#ifndef JD_PAINT_PAINT_H
#define JD_PAINT_PAINT_H

#include "layout/layout.h"
#include "paint/theme.h"

struct mark {
    struct doc_range r;
    enum role role;
    bool underline; /* nothing else: the role is not looked at */
};

struct paint_target {
    struct grid *g;
    int row, col; /* where the measure's left edge and the first row go */
    unsigned rows;
    const struct theme *theme;
    const struct mark *marks; /* later ones lie over earlier ones */
    size_t nmarks;
    bool links; /* put URLs into cells for OSC 8 */
};

/* Paints rows from `top` on; returns how many rows held something (fewer at the document's end). */
unsigned paint_rows(struct layout *l, struct layout_at top, const struct paint_target *t);

/* Rows [top, end of document or n rows) as text: every row a line, trailing blanks cut; with `ansi`
 * SGR sequences for the theme's styles, reset at each line's end. For dump and tests. */
void paint_dump(struct layout *l, const struct theme *theme, bool ansi, struct buf *out);

/* The same with each line's range, block kind and flags before it, for snapshot tests:
 * "12..48 para F.W 4+52 |text" (range, kind, first/last/wrapped, x+w). */
void paint_dump_lines(struct layout *l, struct buf *out);

#endif
