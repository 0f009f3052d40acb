/* Looking for rare sequences of bytes in much text, sixteen places at a time. In a header, so that
 * the patterns are constants where it is compiled: then it runs at some gigabytes a second. */
#ifndef JD_TEXT_SCAN_H
#define JD_TEXT_SCAN_H

#include "base/str.h"

#include <stdint.h>

/* Three bytes, each in a range [lo, hi]. A byte that may be any is {0, 255}. */
struct scan_pattern {
    struct {
        uint8_t lo, hi;
    } byte[3];
};

enum { SCAN_LANES = 16, SCAN_DEPTH = 3 };

/* Compilers make one vector instruction of an operation. */
typedef uint8_t scan_lanes __attribute__((vector_size(SCAN_LANES)));

#define SCAN_INLINE static inline __attribute__((always_inline))

SCAN_INLINE bool scan_is_here(const char *p, const struct scan_pattern *patterns, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        bool all = true;
        for (int i = 0; i < SCAN_DEPTH && all; i++) {
            uint8_t b = (uint8_t)p[i];
            all = b >= patterns[k].byte[i].lo && b <= patterns[k].byte[i].hi;
        }
        if (all)
            return true;
    }
    return false;
}

SCAN_INLINE scan_lanes scan_in_range(scan_lanes v, uint8_t lo, uint8_t hi)
{
    if (lo == hi)
        return (scan_lanes)(v == lo);
    return (scan_lanes)(v - lo <= (uint8_t)(hi - lo));
}

/* Whether a pattern begins at one of the next SCAN_LANES places; p has SCAN_DEPTH − 1 bytes more. */
SCAN_INLINE bool scan_is_near(const char *p, const struct scan_pattern *patterns, size_t n)
{
    scan_lanes v[SCAN_DEPTH], any = {0};
    uint64_t half[2];
    for (int i = 0; i < SCAN_DEPTH; i++)
        memcpy(&v[i], p + i, SCAN_LANES);
#pragma GCC unroll 8
    for (size_t k = 0; k < n; k++) {
        scan_lanes all = ~(scan_lanes){0};
#pragma GCC unroll 3
        for (int i = 0; i < SCAN_DEPTH; i++)
            if (patterns[k].byte[i].lo != 0 || patterns[k].byte[i].hi != 255)
                all &= scan_in_range(v[i], patterns[k].byte[i].lo, patterns[k].byte[i].hi);
        any |= all;
    }
    memcpy(half, &any, sizeof half);
    return half[0] | half[1];
}

/* The first place from `from` on where one of the patterns stands whole; STR_NPOS without. */
SCAN_INLINE size_t scan_next(struct str s, size_t from, const struct scan_pattern *patterns,
                             size_t n)
{
    size_t at = from;
    while (at + SCAN_LANES + SCAN_DEPTH <= s.n) {
        if (!scan_is_near(s.p + at, patterns, n)) {
            at += SCAN_LANES;
            continue;
        }
        for (size_t end = at + SCAN_LANES; at < end; at++)
            if (scan_is_here(s.p + at, patterns, n))
                return at;
    }
    for (; at + SCAN_DEPTH <= s.n; at++)
        if (scan_is_here(s.p + at, patterns, n))
            return at;
    return STR_NPOS;
}

#endif
