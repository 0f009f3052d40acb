#include "base/suggest.h"

enum { MAX_LETTERS = 64 };

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, exchanges and swaps of neighbours that make b of a (optimal string
 * alignment); both are at most MAX_LETTERS long. */
static unsigned distance(struct str a, struct str b)
{
    unsigned rows[3][MAX_LETTERS + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++) {
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.n; j++) {
            unsigned char x = lower(a.p[i - 1]), y = lower(b.p[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b.p[j - 2]) && lower(a.p[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return row[b.n];
}

const char *suggest_name(struct str s, const char *const *names, size_t n)
{
    const char *best = NULL;
    unsigned best_distance = (unsigned)(s.n / 3) + 1;
    if (s.n > MAX_LETTERS)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(names[i]);
        if (name.n > MAX_LETTERS)
            continue;
        unsigned d = distance(s, name);
        if (d < best_distance) {
            best = names[i];
            best_distance = d;
        }
    }
    return best;
}
