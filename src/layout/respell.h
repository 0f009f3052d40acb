/* Characters shown in another script than they are written in (text/script.h), by pieces of the text
 * that are looked at. */
#ifndef JD_LAYOUT_RESPELL_H
#define JD_LAYOUT_RESPELL_H

#include "layout/chunk.h"
#include "text/script.h"

enum { RESPELL_SLOTS = 64 };

/* Pieces converted lately. */
struct respell {
    struct respell_piece {
        uint64_t place; /* of its text in the document, 1 higher; 0: unused */
        bool changed;   /* else all of it is shown as it is written */
        uint32_t at;    /* the character found last: bytes of the piece, and of text */
        uint32_t shown;
        struct chunk chunk;
        struct buf text;
    } slots[RESPELL_SLOTS];
};

void respell_free(struct respell *r);

/* What is shown for the character at bytes [beg, end) of the paragraph text, which stands at base in
 * the document and is written as `from` says where it does not tell. Lives until a call for another
 * piece. */
struct str respell(struct respell *r, uint32_t base, struct str text, enum script s,
                   enum han_script from, uint32_t beg, uint32_t end);

#endif
