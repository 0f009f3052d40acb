/* Counting tokens in bounded memory. */
#include "base/mem.h"
#include "doc/terms_priv.h"

#include <stdlib.h>

enum {
    LEAST_SLOTS = 1 << 9,
    MOST_SLOTS = 1 << 15,
    DOC_BITS = 8, /* a text has some 2^8 words, so that much likelier is a term in it */
};

void term_count_init(struct term_count *c, size_t text_bytes)
{
    *c = (struct term_count){.cap = LEAST_SLOTS};
    while (c->cap < MOST_SLOTS && c->cap < text_bytes / 2)
        c->cap *= 2;
    c->v = mem_zero(c->cap, sizeof *c->v);
}

void term_count_free(struct term_count *c)
{
    free(c->v);
    c->v = NULL;
}

static struct term_slot *find(struct term_slot *v, size_t cap, uint32_t id)
{
    size_t i = (id * 0x9E3779B1u) & (cap - 1);
    while (v[i].n && v[i].id != id)
        i = (i + 1) & (cap - 1);
    return &v[i];
}

/* Leaves out what is met least, more and more, until half of the slots are free. */
static void make_room(struct term_count *c)
{
    struct term_slot *old = c->v;
    do {
        c->floor += COUNT_BODY;
        c->v = mem_zero(c->cap, sizeof *c->v);
        c->used = 0;
        for (size_t i = 0; i < c->cap; i++)
            if (old[i].n > c->floor) {
                *find(c->v, c->cap, old[i].id) = old[i];
                c->used++;
            }
        free(old);
        old = c->v;
    } while (c->used > c->cap / 2);
}

/* A phrase is free on a side where it is not always joined to the same. */
static unsigned freedom(const struct term_slot *s, const struct token *t)
{
    return (!t->left || t->left != s->left ? TERM_LEFT_FREE : 0u) |
           (!t->right || t->right != s->right ? TERM_RIGHT_FREE : 0u);
}

void term_count_add(struct term_count *c, const struct token *t, unsigned count, unsigned flags)
{
    if (c->used >= c->cap / 4 * 3)
        make_room(c);
    struct term_slot *s = find(c->v, c->cap, t->id);
    if (!s->n) {
        *s = (struct term_slot){.id = t->id,
                                .at = t->at,
                                .left = t->left,
                                .right = t->right,
                                .kind = t->kind,
                                .rarity = t->rarity,
                                .chars = t->chars};
        c->used++;
    }
    s->flags |= (uint8_t)(flags | freedom(s, t));
    s->n += count;
}

unsigned term_bits(const struct term_slot *s)
{
    unsigned bits = (s->rarity + 2u) / 4;
    return bits <= DOC_BITS ? 1 : bits - DOC_BITS > RARITY_MAX ? RARITY_MAX : bits - DOC_BITS;
}

/* log2 in 1/WEIGHT_ONE, the fraction as if it were a straight line. */
static unsigned quick_log2(uint32_t n)
{
    unsigned whole = 31 - (unsigned)__builtin_clz(n);
    return WEIGHT_ONE * whole + (unsigned)((uint64_t)(n - (1u << whole)) * WEIGHT_ONE >> whole);
}

unsigned term_weight(const struct term_slot *s)
{
    return (WEIGHT_ONE + quick_log2(1 + s->n / COUNT_BODY)) * term_bits(s);
}
