#include "text/sanitize.h"

#include "text/utf8.h"

enum {
    NEL = 0x85, /* C1 controls that begin a sequence or a string, or end one */
    DCS = 0x90,
    SOS = 0x98,
    CSI = 0x9B,
    ST = 0x9C,
    OSC = 0x9D,
    PM = 0x9E,
    APC = 0x9F,
    BEL = 0x07,
    ESC = 0x1B,
    STRING_MAX_BYTES = 4096
};

struct span {
    uint32_t first, last;
};

static const struct span REFUSED[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x061C, 0x061C},   {0x200E, 0x200F},
    {0x2028, 0x2029}, {0x202A, 0x202E}, {0x2066, 0x2069},   {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0001, 0xE007F},
};

bool sanitize_refuses(uint32_t c)
{
    if ((c & 0xFFFE) == 0xFFFE || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return true;
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++)
        if (c >= REFUSED[i].first && c <= REFUSED[i].last)
            return true;
    return false;
}

/* Three-byte sequences Ex yy zz that are invalid or refused: bit zz of BAD3[x][yy], the
 * continuation bytes without their upper two bits. */
#define BITS(first, last) (~(uint64_t)0 >> (63 - (last) + (first)) << (first))
static const uint64_t BAD3[16][64] = {
    [0x0] = {[0x00 ... 0x1F] = ~(uint64_t)0}, /* overlong */
    [0x2] = {[0x00] = BITS(0x0E, 0x0F) | BITS(0x28, 0x2E), [0x01] = BITS(0x26, 0x29)},
    [0xD] = {[0x20 ... 0x3F] = ~(uint64_t)0}, /* surrogates */
    [0xF] = {[0x37] = BITS(0x10, 0x2F),
             [0x3B] = BITS(0x3F, 0x3F),
             [0x3F] = BITS(0x39, 0x3B) | BITS(0x3E, 0x3F)},
};

static const char *skip_ascii(const char *p, const char *end)
{
    while (end - p >= 8 && utf8_is_printable8(p))
        p += 8;
    while (p < end && *p >= 0x20 && *p < 0x7F)
        p++;
    return p;
}

static const char *skip_three(const char *p, const char *end)
{
    const unsigned with_bad = 1u << 0x0 | 1u << 0x2 | 1u << 0xD | 1u << 0xF; /* rows of BAD3 */
    while (end - p >= 8 && utf8_is_two_threes(p, with_bad))
        p += 6;
    while (end - p >= 3 && ((unsigned char)p[0] & 0xF0) == 0xE0 && utf8_is_cont(p[1]) &&
           utf8_is_cont(p[2]) && !(BAD3[p[0] & 0x0F][p[1] & 0x3F] >> (p[2] & 0x3F) & 1))
        p += 3;
    return p;
}

static bool keeps(enum sanitize_keep keep, uint32_t c)
{
    return (c == '\n' && keep != SANITIZE_LINE) || (c == '\t' && keep == SANITIZE_CODE);
}

size_t sanitize_clean_prefix(struct str s, enum sanitize_keep keep)
{
    if (!s.n)
        return 0;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        const char *beg = p;
        p = (unsigned char)*p < 0x80 ? skip_ascii(p, end) : skip_three(p, end);
        if (p > beg)
            continue;
        struct str rest = str_n(p, (size_t)(end - p));
        unsigned len;
        uint32_t c = utf8_get_unsafe(rest, &len);
        if (c == UTF8_REPLACEMENT && !str_starts(rest, STR("\xEF\xBF\xBD")))
            break;
        if (sanitize_refuses(c) && !keeps(keep, c))
            break;
        p += len;
    }
    return (size_t)(p - s.p);
}

/* The C1 control at the start of s, as one character or as ESC and a byte; 0 when there is none. */
static uint32_t take_c1(struct str s, size_t *len)
{
    if (s.n >= 2 && (unsigned char)s.p[0] == 0xC2 && (unsigned char)s.p[1] < 0xA0) {
        *len = 2;
        return (unsigned char)s.p[1];
    }
    if (s.n >= 2 && s.p[0] == ESC && s.p[1] >= 0x40 && s.p[1] <= 0x5F) {
        *len = 2;
        return (unsigned char)s.p[1] + 0x40u;
    }
    return 0;
}

static size_t skip_range(struct str s, size_t at, char first, char last)
{
    while (at < s.n && s.p[at] >= first && s.p[at] <= last)
        at++;
    return at;
}

/* The end of a control sequence's parameters, intermediates and final byte (ECMA-48, 5.4). */
static size_t skip_csi(struct str s, size_t at)
{
    at = skip_range(s, at, 0x30, 0x3F);
    at = skip_range(s, at, 0x20, 0x2F);
    return at < s.n && s.p[at] >= 0x40 && s.p[at] <= 0x7E ? at + 1 : at;
}

/* The end of a control string: behind its ST or BEL; before a line end, or any other sequence, for
 * then it was never ended. */
static size_t skip_string(struct str s, size_t at)
{
    size_t limit = s.n - at > STRING_MAX_BYTES ? at + STRING_MAX_BYTES : s.n;
    for (; at < limit; at++) {
        size_t len;
        if (s.p[at] == BEL)
            return at + 1;
        if (take_c1(str_sub(s, at, s.n), &len) == ST)
            return at + len;
        if (s.p[at] == ESC || s.p[at] == '\n' || s.p[at] == '\r')
            return at;
    }
    while (at < s.n && at > 0 && utf8_is_cont(s.p[at]))
        at--;
    return at;
}

/* Bytes of the escape sequence at the start of s, at least 1. */
static size_t sequence_bytes(struct str s)
{
    size_t at = 0;
    switch (take_c1(s, &at)) {
    case CSI:
        return skip_csi(s, at);
    case OSC:
    case DCS:
    case SOS:
    case PM:
    case APC:
        return skip_string(s, at);
    case 0:
        break;
    default:
        return at;
    }
    at = skip_range(s, 1, 0x20, 0x2F); /* ESC ( B and its like */
    return at < s.n && s.p[at] >= 0x30 && s.p[at] <= 0x7E ? at + 1 : 1;
}

static bool is_line_end(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == NEL || c == 0x2028 || c == 0x2029;
}

/* Cleans what stands at the start of s, which is refused; returns its bytes. */
static size_t clean_one(struct str s, enum sanitize_keep keep, struct buf *out)
{
    unsigned len;
    uint32_t c = utf8_get_unsafe(s, &len);
    if (is_line_end(c)) {
        buf_addc(out, keep == SANITIZE_LINE ? ' ' : '\n');
        return str_starts(s, STR("\r\n")) ? 2 : len;
    }
    if (c == '\t')
        buf_addc(out, ' ');
    else if (c == UTF8_REPLACEMENT)
        buf_add_utf8(out, c);
    else if (c == ESC || (c >= 0x80 && c < 0xA0))
        return sequence_bytes(s);
    return len;
}

size_t sanitize(struct str s, enum sanitize_keep keep, struct buf *out)
{
    size_t changed = 0;
    while (s.n) {
        size_t n = sanitize_clean_prefix(s, keep);
        buf_add(out, str_sub(s, 0, n));
        s = str_sub(s, n, s.n);
        if (!s.n)
            break;
        s = str_sub(s, clean_one(s, keep, out), s.n);
        changed++;
    }
    return changed;
}
