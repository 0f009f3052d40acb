/* The parts of repair.c. Each pass is one kind. */
#ifndef JD_TEXT_REPAIR_PRIV_H
#define JD_TEXT_REPAIR_PRIV_H

#include "text/repair.h"

/* One pass over text: what it would change, in order of place, not overlapping. */
struct repair_change {
    size_t beg, end;  /* in the text given to the pass */
    struct str after; /* in the pass's arena, static, or a slice of the text */
};

struct repair_pass {
    VEC(struct repair_change) changes;
    size_t offered; /* places it found and could not or would not change, beside the changes */
    bool strong;    /* the evidence is: the changes are to be made in REPAIR_AUTO … */
    bool faint;     /* … or so weak that they are not even to be offered */
    struct arena *arena;
};

/* Each fills in a cleared pass; markup as in repair_opts. O(n) over text; nothing found costs next
 * to nothing (at least 1 GB/s: a memchr or a check of bytes by eight). */
void repair_recode(struct str text, bool markup, struct repair_pass *p);
void repair_entities(struct str text, bool markup, struct repair_pass *p);
void repair_readings(struct str text, bool markup, struct repair_pass *p);
void repair_invisible(struct str text, bool markup, struct repair_pass *p);
void repair_filler(struct str text, bool markup, struct repair_pass *p);
void repair_lost(struct str text, bool markup, struct repair_pass *p);

#endif
