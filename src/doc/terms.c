#include "doc/terms.h"

#include "doc/terms_priv.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    SHINGLE = 3, /* words in a row that are a feature of the signature */
    SIM_BITS = 64,
    LANES = 8, /* bytes of a word */
    LANE_MAX = 255,
};

/* How many of the shingles' hashes have each bit: counted in bytes side by side, of which `ones` gets the
 * sum before they run over. */
struct simhash {
    uint32_t last[SHINGLE - 1], ones[SIM_BITS], shingles;
    uint64_t lanes[LANES];
    unsigned in_lanes;
};

struct collecting {
    struct term_count count;
    struct simhash sim;
    unsigned weight, flags; /* of the block */
};

static void empty_lanes(struct simhash *s)
{
    for (unsigned bit = 0; bit < SIM_BITS; bit++)
        s->ones[bit] += s->lanes[bit / LANES] >> 8 * (bit % LANES) & 0xFF;
    memset(s->lanes, 0, sizeof s->lanes);
    s->in_lanes = 0;
}

static void count_bits(struct simhash *s, uint64_t h)
{
    for (unsigned i = 0; i < LANES; i++) {
        uint64_t bits = (h >> 8 * i & 0xFF) * 0x0101010101010101u & 0x8040201008040201u;
        s->lanes[i] += (bits + 0x7F7F7F7F7F7F7F7Fu) >> 7 & 0x0101010101010101u;
    }
    s->shingles++;
    if (++s->in_lanes == LANE_MAX)
        empty_lanes(s);
}

static uint64_t simhash_of(struct simhash *s)
{
    uint64_t h = 0;
    empty_lanes(s);
    for (unsigned bit = 0; bit < SIM_BITS; bit++)
        h |= (uint64_t)(2 * (uint64_t)s->ones[bit] > s->shingles) << bit;
    return h;
}

static uint64_t mix(uint64_t h)
{
    h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

static void take_flow(void *ctx, uint32_t hash)
{
    struct collecting *c = ctx;
    uint32_t *last = c->sim.last;
    count_bits(&c->sim, mix(mix(mix(mix(last[0] + 1u) + last[1]) + hash)));
    last[0] = last[1];
    last[1] = hash;
    c->count.tokens++;
}

static void take_token(void *ctx, const struct token *t)
{
    struct collecting *c = ctx;
    term_count_add(&c->count, t, c->weight, c->flags);
}

static void weigh_block(struct collecting *c, const struct block *b)
{
    c->flags = TERM_PROSE;
    c->weight = COUNT_BODY;
    if (b->kind == BLOCK_CODE) {
        c->flags = 0;
        c->weight = COUNT_CODE;
    } else if (b->kind == BLOCK_TITLE || b->kind == BLOCK_HEADING) {
        c->flags |= TERM_STRESSED;
        c->weight = b->kind == BLOCK_TITLE ? COUNT_TITLE : COUNT_HEADING;
    }
}

static void collect(const struct doc *d, struct collecting *c)
{
    struct token_sink sink = {take_token, take_flow, c};
    for (uint32_t i = 0; i < d->nblocks; i++) {
        const struct block *b = &d->blocks[i];
        if (!block_is_leaf(b))
            continue;
        weigh_block(c, b);
        terms_scan(doc_slice(d, b->r), b->r.beg, &sink);
    }
}

/* The least weight that no more than TERMS_MAX terms have or exceed. */
static unsigned enough_weight(const struct term_count *c)
{
    uint32_t of_weight[WEIGHT_MAX + 1] = {0};
    size_t n = 0;
    unsigned w = WEIGHT_MAX + 1;
    for (size_t i = 0; i < c->cap; i++)
        if (c->v[i].n)
            of_weight[term_weight(&c->v[i])]++;
    while (w > 1 && n + of_weight[w - 1] <= TERMS_MAX)
        n += of_weight[--w];
    return w;
}

static void add_term(const struct term_slot *s, struct terms *out)
{
    uint32_t tf = (s->n + COUNT_BODY - 1) / COUNT_BODY;
    out->v[out->n++] = (struct term){
        .id = s->id,
        .tf = (uint8_t)(tf < UINT8_MAX ? tf : UINT8_MAX),
        .bits = (uint8_t)term_bits(s),
    };
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = ((const struct term *)a)->id, y = ((const struct term *)b)->id;
    return (x > y) - (x < y);
}

/* Of those that weigh just less than enough, as many as there is room for. */
static void choose_terms(const struct term_count *c, struct terms *out)
{
    unsigned least = enough_weight(c);
    out->n = 0;
    for (size_t i = 0; i < c->cap; i++)
        if (c->v[i].n && term_weight(&c->v[i]) >= least)
            add_term(&c->v[i], out);
    for (size_t i = 0; i < c->cap && out->n < TERMS_MAX; i++)
        if (c->v[i].n && term_weight(&c->v[i]) + 1 == least)
            add_term(&c->v[i], out);
    qsort(out->v, out->n, sizeof *out->v, by_id);
}

void terms_of(const struct doc *d, struct terms *out)
{
    struct collecting c = {0};
    term_count_init(&c.count, d->text.n);
    collect(d, &c);
    choose_terms(&c.count, out);
    terms_choose_keywords(d, &c.count, out);
    out->tokens = c.count.tokens;
    out->simhash = simhash_of(&c.sim);
    term_count_free(&c.count);
}

struct wanted {
    const uint32_t *ids;
    size_t n;
    struct doc_range *at;
};

static int find_id(const void *key, const void *id)
{
    uint32_t a = *(const uint32_t *)key, b = *(const uint32_t *)id;
    return (a > b) - (a < b);
}

static void take_wanted(void *ctx, const struct token *t)
{
    struct wanted *w = ctx;
    const uint32_t *id = bsearch(&t->id, w->ids, w->n, sizeof *w->ids, find_id);
    if (id && t->kind != TOKEN_PAIR && w->at[id - w->ids].end == 0)
        w->at[id - w->ids] = t->at;
}

static void pass_flow(void *ctx, uint32_t hash)
{
    (void)ctx;
    (void)hash;
}

void terms_where(const struct doc *d, const uint32_t *ids, size_t n, struct doc_range *out)
{
    struct wanted w = {ids, n, out};
    struct token_sink sink = {take_wanted, pass_flow, &w};
    memset(out, 0, n * sizeof *out);
    for (uint32_t i = 0; i < d->nblocks && d->blocks[i].r.beg < TERMS_NAME_BYTES; i++) {
        struct doc_range r = d->blocks[i].r;
        if (!block_is_leaf(&d->blocks[i]))
            continue;
        size_t end = r.end < TERMS_NAME_BYTES ? r.end : TERMS_NAME_BYTES;
        while (!utf8_is_boundary(d->text, end))
            end--;
        terms_scan(str_sub(d->text, r.beg, end), r.beg, &sink);
    }
}
