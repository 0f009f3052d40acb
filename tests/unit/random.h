/* Seeded numbers for property tests: the same in every run (xorshift64). */
#ifndef JD_TESTS_RANDOM_H
#define JD_TESTS_RANDOM_H

#include "text/utf8.h"

struct random {
    uint64_t x; /* not 0 */
};

static inline uint32_t random_below(struct random *r, uint32_t n)
{
    r->x ^= r->x << 13;
    r->x ^= r->x >> 7;
    r->x ^= r->x << 17;
    return (uint32_t)(r->x >> 32) % n;
}

/* Appends n code points, each from one of the pieces of text that pool holds, and now and then any
 * scalar value at all. */
static inline void random_text(struct random *r, struct str pool, unsigned n, struct buf *out)
{
    while (n--) {
        if (random_below(r, 16) == 0) {
            buf_add_utf8(out, random_below(r, 0x110000));
            continue;
        }
        size_t at = random_below(r, (uint32_t)pool.n);
        while (!utf8_is_boundary(pool, at))
            at--;
        unsigned len;
        buf_add_utf8(out, utf8_get(pool.p + at, &len));
    }
}

#endif
