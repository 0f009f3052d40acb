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

/* What is known of b behind a, whatever the language. */
struct link {
    int index; /* of b in the table */
    uint32_t gain;
    bool strangers;
};

static struct link link_of(uint32_t a, uint32_t b)
{
    struct link l = {.index = find_char(b), .gain = a >= 0x80 ? pair_gain(a, b) : 0};
    l.strangers = !l.gain && is_character(a) && is_character(b);
    return l;
}

static uint32_t link_cost(const struct link *l, uint32_t b, enum likely_lang lang)
{
    uint32_t cost = cost_of(b, l->index, lang);
    if (!l->gain || !cost)
        return cost + (l->strangers ? STRANGERS : 0);
    return cost > l->gain + LEAST ? cost - l->gain : LEAST;
}

uint32_t likely_pair_cost(uint32_t a, uint32_t b, enum likely_lang lang)
{
    if (b < 0x80)
        return 0;
    struct link l = link_of(a, b);
    return link_cost(&l, b, lang);
}

/* What a text costs in each of the languages, and how many of its characters each judges. */
struct costs {
    uint64_t cost[LIKELY_LANGS];
    size_t chars[LIKELY_LANGS];
};

static void add_char(struct costs *k, uint32_t a, uint32_t b)
{
    const struct link l = link_of(a, b);
    for (int lang = 0; lang < LIKELY_LANGS; lang++) {
        uint32_t now = link_cost(&l, b, (enum likely_lang)lang);
        k->cost[lang] += now;
        k->chars[lang] += now > 0;
    }
}

static enum likely_lang cheapest(const struct costs *k)
{
    int best = 0;
    for (int lang = 1; lang < LIKELY_LANGS; lang++)
        if (k->cost[lang] < k->cost[best])
            best = lang;
    return (enum likely_lang)best;
}

uint64_t likely_cost(struct str text, enum likely_lang lang, size_t *chars)
{
    struct costs k = {0};
    uint32_t last = 0;
    while (text.n) {
        uint32_t c = utf8_take(&text);
        if (c >= 0x80)
            add_char(&k, last, c);
        last = c;
    }
    if (lang == LIKELY_ANY)
        lang = cheapest(&k);
    if (chars)
        *chars = k.chars[lang];
    return k.cost[lang];
}
