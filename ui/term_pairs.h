/* Numbers for pairs of colours, given out as styles come: a hash with open addressing. */
#ifndef JD_UI_TERM_PAIRS_H
#define JD_UI_TERM_PAIRS_H

#include <stdbool.h>
#include <stdint.h>

enum { PAIRS_MAX = 4096, PAIRS_SLOTS = 2 * PAIRS_MAX };

struct pairs {
    struct pairs_slot {
        uint32_t fg, bg;
        int pair; /* 0: free */
    } slot[PAIRS_SLOTS];
    int used, limit;
    struct pairs_slot *last;
};

void pairs_reset(struct pairs *p, int limit);

/* The pair's number from 1 on; *fresh when it was given out just now. 0: there are none left. */
int pairs_get(struct pairs *p, uint32_t fg, uint32_t bg, bool *fresh);

/* Takes back the pair that was given out last. */
void pairs_drop_last(struct pairs *p);

#endif
