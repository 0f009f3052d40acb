/* UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
#ifndef JD_TEXT_UTF8_H
#define JD_TEXT_UTF8_H

#include "base/str.h"

#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX_BYTES = 4 };

/* Length in bytes of the longest valid prefix of s: s.n when all of it is valid. */
size_t utf8_valid_prefix(struct str s);

/* The code point at p of *valid* text, and its length in bytes. */
static inline uint32_t utf8_get(const char *p, unsigned *len)
{
    const unsigned char *s = (const unsigned char *)p;
    if (s[0] < 0x80) {
        *len = 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *len = 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    if (s[0] < 0xF0) {
        *len = 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    *len = 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
           (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}

/* Takes the first code point off valid, non-empty *s. */
static inline uint32_t utf8_take(struct str *s)
{
    unsigned len;
    uint32_t c = utf8_get(s->p, &len);
    s->p += len;
    s->n -= len;
    return c;
}

/* The code point that ends at byte at of valid text (at > 0), and where it begins. */
uint32_t utf8_before(struct str s, size_t at, size_t *beg);

/* As utf8_get for bytes that may be anything: an invalid sequence gives U+FFFD and the length of
 * its maximal subpart (Unicode 15, section 3.9, best practice), at least 1. n > 0. */
uint32_t utf8_get_unsafe(struct str s, unsigned *len);

/* Writes c (a scalar value, else U+FFFD is written) and returns its length. */
unsigned utf8_put(uint32_t c, char out[UTF8_MAX_BYTES]);
void buf_add_utf8(struct buf *b, uint32_t c);

/* Code points in valid text. */
size_t utf8_count(struct str s);

/* A continuation byte, 80 to BF. */
static inline bool utf8_is_cont(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static inline bool utf8_is_boundary(struct str s, size_t at)
{
    return at >= s.n ? at == s.n : !utf8_is_cont(s.p[at]);
}

/* True when the eight bytes at p are all printable ASCII: a stride for quick paths. */
static inline bool utf8_is_printable8(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t low = w - 0x2020202020202020u; /* borrows where a byte is below 0x20 */
    uint64_t del = w + 0x0101010101010101u; /* carries where a byte is 0x7F */
    return !((w | low | del) & 0x8080808080808080u);
}

/* True when the eight bytes at p begin with two sequences of three whose first bytes are not among
 * `but`, a set of lower halves (bit 0xD for 0xED): a stride for quick paths. */
static inline bool utf8_is_two_threes(const char *p, unsigned but)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return (w & 0xC0C0F0C0C0F0u) == 0x8080E08080E0u &&
           !((but >> (w & 0xF) | but >> (w >> 24 & 0xF)) & 1);
}

#endif
