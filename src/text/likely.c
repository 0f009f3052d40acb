#include "text/likely.h"

#include "text/utf8.h"

/* Filled in by the table's author. */
uint32_t likely_pair_cost(uint32_t a, uint32_t b, enum likely_lang lang)
{
    (void)a;
    (void)lang;
    return b < 0x80 ? 0 : 12 * 256;
}

uint64_t likely_cost(struct str text, enum likely_lang lang, size_t *chars)
{
    uint64_t cost = 0;
    size_t n = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < text.n;) {
        unsigned len;
        uint32_t c = utf8_get(text.p + i, &len);
        cost += likely_pair_cost(last, c, lang);
        n += c >= 0x80;
        last = c;
        i += len;
    }
    if (chars)
        *chars = n;
    return cost;
}
