#include "layout/note.h"

#include "base/mem.h"

#include <stdlib.h>

static uint64_t label_hash(struct str label)
{
    uint64_t h = hash64(label);
    return h ? h : 1;
}

static struct note_number *slot_of(const struct notes *n, uint64_t h)
{
    uint32_t i = (uint32_t)h & (n->nslots - 1);
    while (n->slots[i].label && n->slots[i].label != h)
        i = (i + 1) & (n->nslots - 1);
    return &n->slots[i];
}

static void give_number(struct notes *n, struct str label)
{
    uint64_t h = label_hash(label);
    struct note_number *s = slot_of(n, h);
    if (!s->label)
        *s = (struct note_number){h, ++n->count};
}

static size_t count_places(const struct doc *d)
{
    size_t count = 0;
    for (uint32_t i = 0; i < d->nspans; i++)
        count += (d->spans[i].kinds & SPAN_NOTE_REF) != 0;
    for (uint32_t i = 0; i < d->nblocks; i++)
        count += d->blocks[i].kind == BLOCK_FOOTNOTE;
    return count;
}

static void make(struct notes *n)
{
    const struct doc *d = n->doc;
    size_t places = count_places(d);
    n->nslots = 8;
    while (n->nslots < places * 2)
        n->nslots *= 2;
    n->slots = mem_zero(n->nslots, sizeof *n->slots);
    for (uint32_t i = 0; i < d->nspans; i++)
        if (d->spans[i].kinds & SPAN_NOTE_REF)
            give_number(n, doc_span_attr(d, i, ATTR_LABEL));
    for (uint32_t i = 0; i < d->nblocks; i++)
        if (d->blocks[i].kind == BLOCK_FOOTNOTE)
            give_number(n, doc_block_attr(d, i, ATTR_LABEL));
}

void notes_free(struct notes *n)
{
    free(n->slots);
    n->slots = NULL;
}

uint32_t notes_number(struct notes *n, struct str label)
{
    if (!n->slots)
        make(n);
    return slot_of(n, label_hash(label))->number;
}

uint32_t notes_count(struct notes *n)
{
    if (!n->slots)
        make(n);
    return n->count;
}

unsigned decimal_digits(uint32_t v)
{
    unsigned digits = 1;
    while (v >= 10) {
        v /= 10;
        digits++;
    }
    return digits;
}

unsigned notes_mark_cols(struct notes *n, uint32_t span)
{
    return 2 + decimal_digits(notes_number(n, doc_span_attr(n->doc, span, ATTR_LABEL)));
}
