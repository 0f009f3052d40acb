#include "text/han.h"

#include "text/han_readings.h"
#include "text/han_simple_table.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    HAN_SYLLABLES = sizeof han_syllables / sizeof *han_syllables,
    HAN_PAGES = sizeof han_page_of / sizeof *han_page_of,
    HAN_LIST_END = 0x8000,
};

static int syllable_cmp(struct str s, const char *name)
{
    int d = memcmp(s.p, name, s.n);
    return d ? d : -(name[s.n] != '\0');
}

/* The number of syllable s; -1 when there is none. */
static int syllable_id(struct str s)
{
    if (s.n == 0 || s.n >= sizeof han_syllables[0] || s.p[s.n - 1] == '\0')
        return -1;
    int lo = 0, hi = HAN_SYLLABLES;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        int d = syllable_cmp(s, han_syllables[mid]);
        if (d == 0)
            return mid;
        if (d < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return -1;
}

bool han_is_syllable(struct str s)
{
    return syllable_id(s) >= 0;
}

bool han_has_reading(uint32_t c, struct str reading)
{
    if (c / HAN_PAGE >= HAN_PAGES)
        return false;
    unsigned at = han_pages[han_page_of[c / HAN_PAGE] * HAN_PAGE + c % HAN_PAGE];
    int id = at ? syllable_id(reading) : -1;
    if (id < 0)
        return false;
    for (;; at++) {
        unsigned entry = han_lists[at];
        if ((int)(entry & ~HAN_LIST_END) == id)
            return true;
        if (entry & HAN_LIST_END)
            return false;
    }
}

enum han_script han_script(uint32_t c)
{
    if (c < HAN_SCRIPT_BEG || c >= HAN_SCRIPT_END)
        return HAN_BOTH;
    unsigned i = c - HAN_SCRIPT_BEG;
    return (enum han_script)(han_script_bits[i / 16] >> 2 * (i % 16) & 3);
}

enum {
    HAN_FORMS = sizeof HAN_SIMPLE / sizeof *HAN_SIMPLE / 2,
    FORMS_BEG = 0x3400,
    FORMS_END = 0xA000,
};

/* The pairs by their first, where most of them are: what is asked for each character of a text is worth
 * some 50 KB, of programs that ask. 0: it has no other. */
static uint16_t simple_of[FORMS_END - FORMS_BEG];

static void spread_forms(void)
{
    for (size_t i = 0; i < HAN_FORMS; i++)
        if (HAN_SIMPLE[2 * i] >= FORMS_BEG && HAN_SIMPLE[2 * i] < FORMS_END)
            simple_of[HAN_SIMPLE[2 * i] - FORMS_BEG] = HAN_SIMPLE[2 * i + 1];
}

static int by_form(const void *key, const void *pair)
{
    uint32_t c = *(const uint32_t *)key, have = *(const uint16_t *)pair;
    return (c > have) - (c < have);
}

uint32_t han_simple(uint32_t c)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (c < FORMS_BEG || c >= FORMS_END) {
        const uint16_t *pair = bsearch(&c, HAN_SIMPLE, HAN_FORMS, 2 * sizeof *HAN_SIMPLE, by_form);
        return pair ? pair[1] : c;
    }
    pthread_once(&once, spread_forms);
    uint32_t simple = simple_of[c - FORMS_BEG];
    return simple ? simple : c;
}

size_t han_forms(uint32_t c, uint32_t *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < HAN_FORMS && n < max; i++)
        if (HAN_SIMPLE[2 * i + 1] == c)
            out[n++] = HAN_SIMPLE[2 * i];
    return n;
}
