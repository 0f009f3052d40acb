#include "ui/term_pairs.h"

#include <string.h>

void pairs_reset(struct pairs *p, int limit)
{
    memset(p, 0, sizeof *p);
    p->limit = limit < PAIRS_MAX ? limit : PAIRS_MAX;
}

int pairs_get(struct pairs *p, uint32_t fg, uint32_t bg, bool *fresh)
{
    uint32_t i = ((fg * 0x9E3779B1u) ^ (bg * 0x85EBCA77u)) >> 16;
    struct pairs_slot *slot;
    *fresh = false;
    while ((slot = &p->slot[i++ % PAIRS_SLOTS])->pair)
        if (slot->fg == fg && slot->bg == bg)
            return slot->pair;
    if (p->used >= p->limit)
        return 0;
    *slot = (struct pairs_slot){fg, bg, ++p->used};
    *fresh = true;
    p->last = slot;
    return slot->pair;
}

void pairs_drop_last(struct pairs *p)
{
    if (!p->last)
        return;
    p->last->pair = 0;
    p->last = NULL;
    p->used--;
}
