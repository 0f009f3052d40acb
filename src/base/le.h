/* Little-endian integers of any alignment, as protocols and stored forms have them. */
#ifndef JD_BASE_LE_H
#define JD_BASE_LE_H

#include "base/str.h"

#include <stdint.h>

static inline uint64_t le_get(const char *p, int bytes)
{
    uint64_t v = 0;
    while (bytes-- > 0)
        v = v << 8 | (unsigned char)p[bytes];
    return v;
}

static inline void le_put(struct buf *out, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_addc(out, (char)(v >> 8 * i));
}

#endif
