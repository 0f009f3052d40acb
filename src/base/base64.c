#include "base/base64.h"

#include <stdint.h>

void base64_add(struct str s, struct buf *out)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)s.p;
    buf_reserve(out, s.n / 3 * 4 + 4);
    for (size_t i = 0; i < s.n; i += 3) {
        size_t left = s.n - i;
        uint32_t v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
                     (left > 2 ? p[i + 2] : 0);
        buf_addc(out, digit[v >> 18]);
        buf_addc(out, digit[v >> 12 & 63]);
        buf_addc(out, left > 1 ? digit[v >> 6 & 63] : '=');
        buf_addc(out, left > 2 ? digit[v & 63] : '=');
    }
}
