#include "text/utf8.h"

/* The second byte of a sequence, by its first: Unicode 15, table 3-7. */
struct second {
    unsigned char len, min, max;
};

static struct second second_of(unsigned char lead)
{
    if (lead < 0xC2 || lead > 0xF4)
        return (struct second){0};
    if (lead < 0xE0)
        return (struct second){2, 0x80, 0xBF};
    if (lead < 0xF0)
        return (struct second){3, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF};
    return (struct second){4, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF};
}

/* Bytes of the sequence at the start of s, all of them valid, when *whole; else of its maximal
 * subpart. */
static unsigned sequence(struct str s, bool *whole)
{
    const unsigned char *p = (const unsigned char *)s.p;
    *whole = p[0] < 0x80;
    if (*whole)
        return 1;
    struct second second = second_of(p[0]);
    if (second.len == 0 || s.n < 2 || p[1] < second.min || p[1] > second.max)
        return 1;
    unsigned n = 2;
    while (n < second.len && n < s.n && utf8_is_cont(s.p[n]))
        n++;
    *whole = n == second.len;
    return n;
}

/* Bytes of the ASCII at the start of s, eight at a time. */
static size_t ascii_prefix(struct str s)
{
    size_t i = 0;
    for (uint64_t word; s.n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.p + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80)
        i++;
    return i;
}

/* Bytes of the sequences of three at the start of s that are valid whatever their first bytes are
 * followed by: all but those of E0 and ED. */
static size_t three_prefix(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (s.n - i >= 8 && utf8_is_two_threes(s.p + i, 1u << 0x0 | 1u << 0xD))
        i += 6;
    while (s.n - i >= 3 && p[i] >= 0xE1 && p[i] <= 0xEF && p[i] != 0xED &&
           utf8_is_cont(s.p[i + 1]) && utf8_is_cont(s.p[i + 2]))
        i += 3;
    return i;
}

size_t utf8_valid_prefix(struct str s)
{
    size_t at = 0;
    while (at < s.n) {
        struct str rest = str_sub(s, at, s.n);
        size_t n = (unsigned char)*rest.p < 0x80 ? ascii_prefix(rest) : three_prefix(rest);
        if (n == 0) {
            bool whole;
            n = sequence(rest, &whole);
            if (!whole)
                break;
        }
        at += n;
    }
    return at;
}

uint32_t utf8_before(struct str s, size_t at, size_t *beg)
{
    size_t i = at - 1;
    while (i > 0 && utf8_is_cont(s.p[i]))
        i--;
    unsigned len;
    *beg = i;
    return utf8_get(s.p + i, &len);
}

uint32_t utf8_get_unsafe(struct str s, unsigned *len)
{
    bool whole;
    *len = sequence(s, &whole);
    unsigned n;
    return whole ? utf8_get(s.p, &n) : UTF8_REPLACEMENT;
}

unsigned utf8_put(uint32_t c, char out[UTF8_MAX_BYTES])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = UTF8_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void buf_add_utf8(struct buf *b, uint32_t c)
{
    buf_reserve(b, UTF8_MAX_BYTES);
    b->n += utf8_put(c, b->p + b->n);
}

size_t utf8_count(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !utf8_is_cont(s.p[i]);
    return n;
}
