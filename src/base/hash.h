/* Hashes that identify content (XXH3, not for use against an adversary's collisions). */
#ifndef JD_BASE_HASH_H
#define JD_BASE_HASH_H

#include "base/str.h"

#include <stdint.h>

struct hash128 {
    uint64_t hi, lo;
};

uint64_t hash64(struct str s);
struct hash128 hash128(struct str s);

/* 32 lower-case hexadecimal digits and a NUL. */
void hash128_hex(struct hash128 h, char out[33]);

#endif
