/* How the glyphs of one row look: private to src/paint. */
#ifndef JD_PAINT_ROW_H
#define JD_PAINT_ROW_H

#include "layout/layout.h"
#include "paint/theme.h"

struct row_look {
    const struct doc *doc;
    const struct theme *theme;
    struct style base; /* of the unit's text */
    bool table;
    struct doc_range known; /* where span holds: one span, or the gap between two */
    uint32_t span;          /* DOC_NONE in a gap */
    struct doc_range cell;  /* the cell looked at last, and what its text looks like */
    struct style cell_base;
};

void row_look_start(struct row_look *k, const struct layout *l, uint32_t unit,
                    const struct theme *theme);

/* The style of a glyph; *link (may be NULL) is the URL it stands for, or empty. */
struct style row_look_of(struct row_look *k, const struct glyph *g, struct str *link);

/* True when the glyph's text, one cell wide, fills its w cells: rules, borders, tabs, the stroke
 * of a dash. */
static inline bool row_glyph_repeats(const struct glyph *g)
{
    bool stroke = g->w == 2 && str_eq(g->text, STR("─"));
    return g->deco == DECO_RULE || g->deco == DECO_BORDER ||
           (g->len && (stroke || str_eq(g->text, STR(" "))));
}

/* True when all of r looks like plain text. */
bool row_look_is_plain(const struct row_look *k, struct doc_range r);

#endif
