#include "text/word.h"

#include "text/grapheme.h"
#include "text/pinyin.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <uniwbrk.h>

enum { WINDOW_BYTES = 256, RUN_BYTES = 192 };

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

static uint32_t char_at(struct str s, size_t at)
{
    unsigned len;
    return utf8_get(s.p + at, &len);
}

static bool is_han(uint32_t c)
{
    return uniprop(c)->flags & UF_HAN;
}

static bool is_hiragana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x309F) || c == 0x30FC;
}

/* The run of such characters around byte at, not farther than RUN_BYTES. */
static struct text_range run_at(struct str s, size_t at, bool (*is)(uint32_t))
{
    struct text_range r = {at, at};
    size_t beg;
    while (r.beg > 0 && at - r.beg < RUN_BYTES && is(utf8_before(s, r.beg, &beg)))
        r.beg = beg;
    while (r.end < s.n && r.end - at < RUN_BYTES && is(char_at(s, r.end)))
        r.end = grapheme_next(s, r.end);
    return r;
}

/* The dictionary's word at byte at of a run of Han; a character without a reading is one by itself. */
static struct text_range han_word(struct str s, size_t at)
{
    struct text_range run = run_at(s, at, is_han), word = {at, grapheme_next(s, at)};
    struct pinyin p = {0};
    pinyin_read(str_sub(s, run.beg, run.end), &p);
    size_t i = 0, first = 0;
    for (; i < p.v.n && run.beg + p.v.v[i].beg <= at; i++)
        if (p.v.v[i].word_start)
            first = i;
    if (i > 0 && run.beg + p.v.v[i - 1].beg == at) {
        while (i < p.v.n && !p.v.v[i].word_start && p.v.v[i].beg == p.v.v[i - 1].end)
            i++;
        word = (struct text_range){run.beg + p.v.v[first].beg, run.beg + p.v.v[i - 1].end};
    }
    pinyin_free(&p);
    word.end = word.end < s.n ? grapheme_floor(s, word.end) : word.end;
    return word;
}

struct text_range word_at(struct str s, size_t at)
{
    uint32_t c = char_at(s, at);
    if (is_han(c))
        return han_word(s, at);
    if (is_hiragana(c))
        return run_at(s, at, is_hiragana);
    size_t beg = word_floor(s, at);
    return (struct text_range){beg, word_next(s, at)};
}

static bool is_word(struct str s, size_t at)
{
    return uniprop(char_at(s, at))->flags & (UF_LETTER | UF_DIGIT | UF_HAN | UF_KANA | UF_HANGUL);
}

size_t word_seen_next(struct str s, size_t at)
{
    size_t next = at < s.n ? word_at(s, at).end : s.n;
    while (next < s.n && !is_word(s, next))
        next = grapheme_next(s, next);
    return next;
}

size_t word_seen_prev(struct str s, size_t at)
{
    size_t beg = at;
    while (beg > 0) {
        beg = grapheme_prev(s, beg);
        if (is_word(s, beg))
            return word_at(s, beg).beg;
    }
    return 0;
}
