/* Numbers of notes: by order of the first reference, then the bodies that nothing refers to. The
 * whole document is looked through once, when the first number is asked for. */
#ifndef JD_LAYOUT_NOTE_H
#define JD_LAYOUT_NOTE_H

#include "doc/doc.h"

struct note_number {
    uint64_t label; /* hash; 0: free */
    uint32_t number;
};

struct notes {
    const struct doc *doc;
    struct note_number *slots; /* open addressing; NULL: not made yet */
    uint32_t nslots, count;
};

void notes_free(struct notes *n);

/* The number of a label, from 1. A label that no reference and no body has is 0. */
uint32_t notes_number(struct notes *n, struct str label);

/* How many different labels there are. */
uint32_t notes_count(struct notes *n);

/* Cells of the mark "[number]" of a NOTE_REF span. */
unsigned notes_mark_cols(struct notes *n, uint32_t span);

unsigned decimal_digits(uint32_t v);

#endif
