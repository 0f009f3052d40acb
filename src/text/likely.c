#include "text/likely.h"

#include "text/uniprop.h"
#include "text/utf8.h"

#include <stdbool.h>

#include "text/likely_table.h"

/* In 1/256 bit. */
enum {
    BIT = 256,
    LEAST = BIT / 4,         /* no character is surer than that */
    STRANGERS = BIT * 3 / 2, /* two characters that the table does not know side by side */
    RARE_HAN = 21 * BIT,
    FOREIGN = 17 * BIT, /* letters of other scripts */
    PRIVATE = 26 * BIT,
    SLOTS = 1 << LIKELY_SLOT_BITS,
    NEVER = 255,
    NONE = -1,
};

static int find_char(uint32_t c)
{
    int lo = 0, hi = LIKELY_CHARS - 1;
    if (c > 0xFFFF)
        return NONE;
    while (lo <= hi) {
        int mid = (lo + hi) / 2;
        if (LIKELY_CHAR[mid] == c)
            return mid;
        if (LIKELY_CHAR[mid] < c)
            lo = mid + 1;
        else
            hi = mid - 1;
    }
    return NONE;
}

/* tools/gen-likely has the same. */
static uint32_t hash_pair(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u ^ b * 0x85EBCA6Bu;
    h ^= h >> 15;
    return h * 0xC2B2AE35u;
}

/* By how much b is likelier behind a than by itself; 0: not known. */
static uint32_t pair_gain(uint32_t a, uint32_t b)
{
    uint32_t h = hash_pair(a, b);
    for (uint32_t i = h & (SLOTS - 1); LIKELY_PAIR[i]; i = (i + 1) & (SLOTS - 1))
        if (LIKELY_KEY[i] == h >> 16)
            return (uint32_t)LIKELY_PAIR[i] * BIT / LIKELY_UNIT;
    return 0;
}

static uint32_t stranger_cost(uint32_t c)
{
    unsigned f = uniprop(c)->flags;
    if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (f & UF_UNASSIGNED) ||
        c == UTF8_REPLACEMENT)
        return PRIVATE;
    if (f & (UF_HAN | UF_HANGUL | UF_KANA))
        return RARE_HAN;
    return f & UF_LETTER ? FOREIGN : 0;
}

static uint32_t cost_of(uint32_t c, int index, enum likely_lang lang)
{
    if (index == NONE || LIKELY_COST[index][lang] == NEVER)
        return stranger_cost(c);
    return (uint32_t)LIKELY_COST[index][lang] * BIT / LIKELY_UNIT;
}

static bool is_character(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_HANGUL);
}

static uint32_t pair_cost(uint32_t a, uint32_t b, int index, enum likely_lang lang)
{
    if (b < 0x80)
        return 0;
    uint32_t cost = cost_of(b, index, lang), gain = a >= 0x80 && cost ? pair_gain(a, b) : 0;
    if (!gain)
        return cost + (is_character(a) && is_character(b) ? STRANGERS : 0);
    return cost > gain + LEAST ? cost - gain : LEAST;
}

uint32_t likely_pair_cost(uint32_t a, uint32_t b, enum likely_lang lang)
{
    return pair_cost(a, b, find_char(b), lang);
}

static uint64_t cost_in(struct str text, enum likely_lang lang, size_t *chars)
{
    uint64_t cost = 0;
    uint32_t last = 0;
    *chars = 0;
    while (text.n) {
        uint32_t c = utf8_take(&text);
        uint32_t now = likely_pair_cost(last, c, lang);
        cost += now;
        *chars += now > 0;
        last = c;
    }
    return cost;
}

uint64_t likely_cost(struct str text, enum likely_lang lang, size_t *chars)
{
    uint64_t best = UINT64_MAX;
    size_t judged = 0, n;
    for (int l = 0; l < LIKELY_LANGS; l++) {
        if (lang != LIKELY_ANY && lang != (enum likely_lang)l)
            continue;
        uint64_t cost = cost_in(text, (enum likely_lang)l, &n);
        if (cost < best) {
            best = cost;
            judged = n;
        }
    }
    if (chars)
        *chars = judged;
    return best;
}
