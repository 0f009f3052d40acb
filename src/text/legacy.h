/* Encodings of two bytes by table, for a process that may open no converter. */
#ifndef JD_TEXT_LEGACY_H
#define JD_TEXT_LEGACY_H

#include <stdint.h>

enum legacy {
    LEGACY_GBK,   /* code page 936 */
    LEGACY_BIG5,  /* code page 950 */
    LEGACY_CP949, /* Korean */
    LEGACY_CP932, /* Shift_JIS, without its kana of one byte */
    LEGACY_COUNT
};

/* The code point of a pair of bytes; 0 for none. */
uint32_t legacy_decode(enum legacy e, unsigned lead, unsigned trail);

/* The pair of a code point, lead << 8 | trail; 0 for none (ASCII too). Not thread-safe: the inverse
 * table is made at the first call. */
unsigned legacy_encode(enum legacy e, uint32_t c);

static inline uint32_t gbk_decode(unsigned lead, unsigned trail)
{
    return legacy_decode(LEGACY_GBK, lead, trail);
}

static inline unsigned gbk_encode(uint32_t c)
{
    return legacy_encode(LEGACY_GBK, c);
}

#endif
