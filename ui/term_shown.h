/* What the screen shows, so that only rows that differ are written. Links are kept as hashes: their
 * addresses belong to a document that may be gone. */
#ifndef JD_UI_TERM_SHOWN_H
#define JD_UI_TERM_SHOWN_H

#include "paint/grid.h"

struct shown {
    unsigned rows, cols;
    struct cell *cells; /* of a link only link_hash, in link.n */
    bool *dirty;        /* rows that the last frame wrote */
    bool known;         /* cells is right */
};

void shown_resize(struct shown *s, unsigned rows, unsigned cols); /* nothing is known then */
void shown_free(struct shown *s);

bool shown_is_row(const struct shown *s, const struct grid *g, unsigned row);

/* Takes the row as it is written. True when it has, or had, a link. */
bool shown_keep_row(struct shown *s, const struct grid *g, unsigned row);

#endif
