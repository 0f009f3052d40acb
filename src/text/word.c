#include "text/word.h"

#include "text/grapheme.h"

#include <uniwbrk.h>

enum { WINDOW_BYTES = 256 };

/* Boundaries around a place: marks[i] tells of byte beg + i. */
struct window {
    size_t beg, n;
    char marks[2 * WINDOW_BYTES + 8];
};

static void look(struct str s, size_t at, struct window *w)
{
    size_t from = at > WINDOW_BYTES ? grapheme_floor(s, at - WINDOW_BYTES) : 0;
    size_t to = at + WINDOW_BYTES < s.n ? grapheme_floor(s, at + WINDOW_BYTES) : s.n;
    from = at - from > WINDOW_BYTES + 4 ? at : from; /* a cluster without end */
    to = to < at ? at : to;
    w->beg = from;
    w->n = to - from;
    u8_wordbreaks((const uint8_t *)s.p + from, w->n, w->marks);
    w->marks[0] = 1;
}

size_t word_floor(struct str s, size_t at)
{
    struct window w;
    if (at >= s.n)
        return s.n;
    look(s, at, &w);
    size_t i = at - w.beg;
    while (i > 0 && !w.marks[i])
        i--;
    return w.beg + i;
}

size_t word_next(struct str s, size_t at)
{
    struct window w;
    if (at >= s.n)
        return s.n;
    look(s, at, &w);
    size_t i = at - w.beg + 1;
    while (i < w.n && !w.marks[i])
        i++;
    return w.beg + i;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

size_t word_left(struct str s, size_t at)
{
    for (;;) {
        if (at && is_space(s.p[at - 1]))
            at--;
        else if (at >= 3 && memcmp(s.p + at - 3, "\u3000", 3) == 0)
            at -= 3;
        else
            break;
    }
    return at ? word_floor(s, grapheme_floor(s, at - 1)) : 0;
}
