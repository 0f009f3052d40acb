#include "text/pinyin.h"

#include "text/han.h"
#include "text/pinyin_table.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    RUN_CHARS = PINYIN_RUN, /* a longer run of Han is read in pieces */
    RARE_COST = 80,         /* of a character that has no rank, by itself */
    SINGLE_COST = 24,       /* of the commonest by itself, in the units of the table */
    MAX_COST = INT32_MAX,
    CHARS_BEG = 0x3400, /* of the tables by character, which have none beyond */
    CHARS_END = 0xA000,
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A character of a run, and the best way to part the run up to it. */
struct place {
    uint32_t beg, end;
    uint32_t c, simple;   /* as written; simplified */
    int32_t cost;         /* of all words before it */
    uint8_t len;          /* of the word that ends before it */
    const uint16_t *word; /* that word's entry; NULL: a character by itself */
    bool by_simple;       /* found by its simplified characters */
};

struct run {
    size_t n;
    bool traditional; /* some character has a simpler one */
    struct place at[RUN_CHARS + 1];
};

static int by_code(const void *key, const void *entry)
{
    uint32_t c = *(const uint32_t *)key, have = *(const uint32_t *)entry >> 14;
    return (c > have) - (c < have);
}

static const char *reading_of(uint32_t c)
{
    const uint32_t *r = bsearch(&c, READINGS, COUNT(READINGS), sizeof *READINGS, by_code);
    return r ? SYLLABLES[*r & 0x3FFF] : NULL;
}

/* What is asked of each character of a text, spread out at the first reading: RANKS and FIRSTS by
 * character. */
static struct {
    uint16_t rank;  /* 0: it has none */
    uint16_t first; /* its place in FIRSTS from 1; 0: no word begins with it */
} facts[CHARS_END - CHARS_BEG];

static void spread_facts(void)
{
    for (size_t i = 0; i < COUNT(RANKS); i += 2)
        if (RANKS[i] >= CHARS_BEG && RANKS[i] < CHARS_END)
            facts[RANKS[i] - CHARS_BEG].rank = RANKS[i + 1];
    for (size_t i = 0; i < COUNT(FIRSTS); i += 2)
        if (FIRSTS[i] >= CHARS_BEG && FIRSTS[i] < CHARS_END)
            facts[FIRSTS[i] - CHARS_BEG].first = (uint16_t)(i / 2 + 1);
}

static void be_ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, spread_facts);
}

static uint16_t rank_of(uint32_t c)
{
    be_ready();
    uint16_t rank = c >= CHARS_BEG && c < CHARS_END ? facts[c - CHARS_BEG].rank : 0;
    return rank ? rank : UINT16_MAX;
}

uint16_t pinyin_rank(uint32_t c)
{
    uint16_t own = rank_of(c), simple = rank_of(han_simple(c));
    return own < simple ? own : simple;
}

/* Four times the logarithm of the rank: the share of the character of rank r is about 1/10r. */
static int32_t single_cost(uint32_t c)
{
    uint32_t rank = rank_of(c);
    if (rank == UINT16_MAX)
        return RARE_COST;
    int log = 31 - __builtin_clz(rank);
    uint32_t quarter = log >= 2 ? rank >> (log - 2) & 3 : rank << (2 - log) & 3;
    return SINGLE_COST + 4 * log + (int32_t)quarter;
}

/* Entries of WORDS: by first character a count of second ones, these in order, where the words of each
 * pair begin, and the words: more:1 len-2:3 readings:4 cost:8, the other characters, and for each reading
 * that is not its character's own the character's place and the syllable. */
static unsigned word_len(const uint16_t *word)
{
    return (*word >> 12 & 7) + 2u;
}

static const uint16_t *word_readings(const uint16_t *word)
{
    return word + 1 + (word_len(word) - 2);
}

static unsigned word_reading_count(const uint16_t *word)
{
    return *word >> 8 & 15;
}

static const uint16_t *words_of_pair(uint32_t first, uint32_t second)
{
    uint16_t at = first >= CHARS_BEG && first < CHARS_END ? facts[first - CHARS_BEG].first : 0;
    if (!at)
        return NULL;
    const uint32_t *f = FIRSTS + 2 * (at - 1);
    const uint16_t *block = WORDS + f[1], *seconds = block + 1;
    size_t lo = 0, hi = block[0];
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (seconds[mid] < second)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < block[0] && seconds[lo] == second ? block + seconds[block[0] + lo] : NULL;
}

static uint32_t char_of(const struct place *p, bool simple)
{
    return simple ? p->simple : p->c;
}

static bool matches(const struct run *r, size_t i, const uint16_t *word, bool simple)
{
    size_t len = word_len(word);
    if (i + len > r->n)
        return false;
    for (size_t k = 2; k < len; k++)
        if (char_of(&r->at[i + k], simple) != word[k - 1])
            return false;
    return true;
}

static void reach(struct run *r, size_t i, size_t len, int32_t cost, const uint16_t *word,
                  bool by_simple)
{
    struct place *to = &r->at[i + len];
    cost += r->at[i].cost;
    if (cost < to->cost) {
        to->cost = cost;
        to->len = (uint8_t)len;
        to->word = word;
        to->by_simple = by_simple;
    }
}

static void reach_words(struct run *r, size_t i, bool simple)
{
    if (i + 1 >= r->n)
        return;
    const uint16_t *w = words_of_pair(char_of(&r->at[i], simple), char_of(&r->at[i + 1], simple));
    while (w) {
        if (matches(r, i, w, simple))
            reach(r, i, word_len(w), *w & 0xFF, w, simple);
        w = *w >> 15 ? word_readings(w) + 2 * word_reading_count(w) : NULL;
    }
}

/* The commonest reading of a character of a word: of the form by which the word is known. */
static const char *common_reading(const struct place *p, bool by_simple)
{
    const char *first = reading_of(by_simple ? p->simple : p->c);
    return first ? first : reading_of(by_simple ? p->c : p->simple);
}

/* The word that ends before place `end`. */
static void add_word(const struct run *r, size_t end, struct pinyin *out)
{
    const uint16_t *word = r->at[end].word, *special = word ? word_readings(word) : NULL;
    size_t from = end - r->at[end].len;
    for (size_t i = from; i < end; i++) {
        const struct place *p = &r->at[i];
        const char *syllable = common_reading(p, r->at[end].by_simple);
        for (unsigned k = 0; word && k < word_reading_count(word); k++)
            if (special[2 * k] == i - from)
                syllable = SYLLABLES[special[2 * k + 1]];
        if (syllable)
            vec_push(&out->v,
                     (struct pinyin_char){p->beg, p->end, syllable, pinyin_rank(p->c), i == from});
    }
}

/* The run is parted into the words whose costs are least in all: their ends, the last first. */
static size_t part_run(struct run *r, uint16_t ends[RUN_CHARS])
{
    size_t n = 0;
    for (size_t i = 1; i <= r->n; i++)
        r->at[i].cost = MAX_COST;
    r->at[0].cost = 0;
    for (size_t i = 0; i < r->n; i++) {
        reach(r, i, 1, single_cost(r->at[i].simple), NULL, true);
        reach_words(r, i, false);
        if (r->traditional)
            reach_words(r, i, true);
    }
    for (size_t end = r->n; end; end -= r->at[end].len)
        ends[n++] = (uint16_t)end;
    return n;
}

static void read_run(struct run *r, struct pinyin *out)
{
    uint16_t ends[RUN_CHARS];
    size_t n = part_run(r, ends);
    while (n)
        add_word(r, ends[--n], out);
    r->n = 0;
    r->traditional = false;
}

void pinyin_read(struct str text, struct pinyin *out)
{
    struct run r = {0};
    out->v.n = 0;
    for (size_t i = 0; i < text.n;) {
        unsigned len;
        uint32_t c = utf8_get(text.p + i, &len);
        bool han = uniprop(c)->flags & UF_HAN;
        if (han) {
            uint32_t simple = han_simple(c);
            r.at[r.n++] = (struct place){
                .beg = (uint32_t)i, .end = (uint32_t)(i + len), .c = c, .simple = simple};
            r.traditional |= simple != c;
        }
        if (r.n && (!han || r.n == RUN_CHARS))
            read_run(&r, out);
        i += len;
    }
    if (r.n)
        read_run(&r, out);
}

size_t pinyin_words(const uint32_t *simple, size_t n, struct pinyin_word *out)
{
    struct run r;
    uint16_t ends[RUN_CHARS];
    r.n = n;
    r.traditional = false;
    for (size_t i = 0; i < n; i++)
        r.at[i].c = r.at[i].simple = simple[i];
    size_t words = part_run(&r, ends);
    for (size_t i = 0; i < words; i++) {
        const struct place *end = &r.at[ends[words - 1 - i]];
        int32_t cost = end->cost - (end - end->len)->cost;
        out[i] = (struct pinyin_word){end->len, (uint8_t)(cost < UINT8_MAX ? cost : UINT8_MAX)};
    }
    return words;
}

void pinyin_free(struct pinyin *p)
{
    vec_free(&p->v);
}
