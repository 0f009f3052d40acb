/* What surrounds a unit's text: rows above it, indents, bars, markers, numbers, hanging names. */
#ifndef JD_LAYOUT_BLOCK_H
#define JD_LAYOUT_BLOCK_H

#include "layout/unit.h"

/* What a container puts left of its units' text. */
struct edge {
    uint8_t deco;   /* DECO_BAR: in every row; DECO_BULLET, DECO_LABEL: in the first */
    uint16_t x, w;  /* w with the gap behind it */
    uint32_t block; /* QUOTE, ITEM, FOOTNOTE */
};

struct frame {
    uint16_t first, left; /* where the text begins: in the first line, in the others */
    uint16_t outer;       /* where it would begin without the indent of the leaf's own kind */
    unsigned n;
    struct edge edge[LAYOUT_MAX_DEPTH];
};

/* The frame of unit b: indents by level, as far as they leave half of the measure and 8 cells to
 * the text. Markers that find no room push the first line only, at last they are left out. */
void block_frame(struct layout *l, uint32_t b, struct frame *f);

/* Sets what of a new unit depends on its surroundings: above, spacing, first, left, body. */
void block_measure(struct layout *l, struct unit *u);

/* Bullet, number, task box or note label of an edge; lives in the scratch arena. */
struct str block_edge_text(struct layout *l, const struct edge *e);

/* The row above u that shows the rule before the notes; UINT32_MAX: none. */
uint32_t block_note_rule_row(const struct layout *l, const struct unit *u);

/* The name at the beginning of a TURN, without colon; *body is where its words begin (bytes into
 * the leaf). Empty without a name. */
struct str block_name(const struct doc *d, uint32_t b, uint32_t *body);

struct str block_figure_word(void); /* "[Figure]", translated */

/* The program's own marks: fine where the terminal draws them in one cell, else a stand-in. */
enum block_mark { MARK_BAR, MARK_RULE, MARK_BULLET, MARK_BULLET_INNER, MARK_CONTINUE };
struct str block_mark(enum block_mark m);

#endif
