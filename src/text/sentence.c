#include "text/sentence.h"

#include "base/vec.h"
#include "text/grapheme.h"
#include "text/sentence_stop.h"
#include "text/uniprop.h"
#include "text/utf8.h"

enum { WINDOW_BYTES = 32 * 1024, MAX_DEPTH = 8 };

#define NOWHERE SIZE_MAX

struct found {
    struct text_range r;
    unsigned depth; /* 0: in no quotation of several */
};

/* A quotation or bracket that is open; the first of a walk is the text itself. */
struct level {
    uint32_t closer;
    enum pair_kind kind;
    bool within;     /* it opened inside a clause */
    size_t beg;      /* of the sentence that is read in it; NOWHERE between two */
    size_t stop;     /* the run of marks that was last, and where it ended */
    size_t stop_end; /* (behind what closed there, too) */
    enum stop_kind stop_kind;
    size_t first;   /* of the list, when it opened */
    unsigned ended; /* how many sentences did in it */
};

struct walk {
    struct str s;
    struct level v[MAX_DEPTH];
    unsigned depth;
    VEC(struct found) out;
};

static struct level *top(struct walk *w)
{
    return &w->v[w->depth];
}

static void emit(struct walk *w, size_t end)
{
    struct level *l = top(w);
    if (l->beg == NOWHERE || l->beg >= end)
        return;
    while (end > l->beg && stop_is_space((unsigned char)w->s.p[end - 1]))
        end--;
    vec_push(&w->out, (struct found){{l->beg, end}, w->depth});
    l->beg = NOWHERE;
    l->ended++;
}

static void open_level(struct walk *w, size_t at, uint32_t closer)
{
    struct level *parent = top(w);
    size_t before_at;
    uint32_t before = at > 0 ? utf8_before(w->s, at, &before_at) : 0;
    bool letter = uniprop(before)->flags & (UF_HAN | UF_KANA | UF_HANGUL | UF_LETTER | UF_DIGIT);
    enum pair_kind kind = stop_pair_kind(closer);
    w->v[++w->depth] = (struct level){
        .closer = closer,
        .kind = kind,
        .within = kind == PAIR_BRACKET ? parent->beg != at : letter,
        .beg = NOWHERE,
        .stop_end = NOWHERE,
        .first = w->out.n,
    };
}

/* It never closed: what ended in it ended around it. */
static void dissolve(struct walk *w)
{
    struct level gone = *top(w);
    struct level *parent = &w->v[w->depth - 1];
    bool first = true;
    for (size_t i = gone.first; i < w->out.n; i++) {
        struct found *f = &w->out.v[i];
        if (f->depth == w->depth && first) {
            f->r.beg = parent->beg;
            first = false;
        }
        f->depth--;
    }
    if (gone.ended)
        parent->beg = gone.beg;
    parent->ended += gone.ended;
    w->depth--;
}

/* Sentences of a title, and the only one of a quotation, are none by themselves. */
static void forget_inner(struct walk *w, const struct level *l)
{
    size_t kept = l->first;
    if (l->kind != PAIR_TITLE && l->ended > 1)
        return;
    for (size_t i = l->first; i < w->out.n; i++)
        if (w->out.v[i].depth != w->depth && l->kind != PAIR_TITLE)
            w->out.v[kept++] = w->out.v[i];
    w->out.n = kept;
}

/* Ends the sentence of the level at byte at, where a run of marks (or what closed behind it) ended, if
 * it does. A closer that follows is waited for. */
static void try_end(struct walk *w, size_t at, bool closed, bool within)
{
    struct level *l = top(w);
    unsigned len;
    if (w->depth && at < w->s.n && utf8_get(w->s.p + at, &len) == l->closer)
        return;
    struct stop_place p = {.sentence = l->beg,
                           .mark = l->stop,
                           .at = at,
                           .kind = l->stop_kind,
                           .closed = closed,
                           .within = within};
    if (stop_ends(w->s, &p))
        emit(w, at);
}

static void close_level(struct walk *w, size_t at, size_t behind)
{
    struct level l = *top(w);
    bool stopped = l.stop_end == at && l.kind != PAIR_TITLE;
    emit(w, at);
    l.ended = top(w)->ended;
    forget_inner(w, &l);
    w->depth--;
    if (!stopped)
        return;
    struct level *parent = top(w);
    parent->stop = l.stop;
    parent->stop_kind = l.stop_kind;
    parent->stop_end = behind;
    try_end(w, behind, true, l.within);
}

/* The open level that c closes; 0 when it closes none. */
static unsigned closed_by(const struct walk *w, uint32_t c)
{
    unsigned d = w->depth;
    while (d > 0 && w->v[d].closer != c)
        d--;
    return d;
}

/* ’ between letters is an apostrophe. */
static bool is_apostrophe(const struct walk *w, size_t at, uint32_t c, size_t behind)
{
    unsigned len;
    size_t beg;
    if (c != 0x2019 || at == 0 || behind >= w->s.n)
        return false;
    return uniprop(utf8_before(w->s, at, &beg))->flags & UF_LETTER &&
           uniprop(utf8_get(w->s.p + behind, &len))->flags & UF_LETTER;
}

static void end_line(struct walk *w, size_t at)
{
    while (w->depth)
        dissolve(w);
    emit(w, at);
}

/* Closers that close nothing here (the quotation opened in an earlier paragraph) belong to the run. */
static size_t with_strays(const struct walk *w, size_t end)
{
    unsigned len;
    while (end < w->s.n) {
        uint32_t c = utf8_get(w->s.p + end, &len);
        if (!stop_is_closer(c) || c == '"' || closed_by(w, c))
            break;
        end += len;
    }
    return end;
}

static size_t step(struct walk *w, size_t at)
{
    unsigned len, d;
    uint32_t c = utf8_get(w->s.p + at, &len);
    size_t behind = at + len, end;
    if (c == '\n') {
        end_line(w, at);
        return behind;
    }
    if (stop_is_space(c))
        return behind;
    if (!is_apostrophe(w, at, c, behind) && (d = closed_by(w, c)) > 0) {
        while (w->depth > d)
            dissolve(w);
        close_level(w, at, behind);
        return behind;
    }
    if (top(w)->beg == NOWHERE)
        top(w)->beg = at;
    enum stop_kind kind = stop_run(w->s, at, &end);
    if (kind != STOP_NONE) {
        struct level *l = top(w);
        end = with_strays(w, end);
        l->stop = at;
        l->stop_kind = kind;
        l->stop_end = end;
        try_end(w, end, false, false);
        return end;
    }
    if (stop_closer_of(c) && w->depth + 1 < MAX_DEPTH)
        open_level(w, at, stop_closer_of(c));
    return behind;
}

/* The sentences around byte at, and the next one: in w->out, offsets of s. The caller frees it. */
static void walk_around(struct str s, size_t at, struct walk *w)
{
    size_t from = at > WINDOW_BYTES ? grapheme_floor(s, at - WINDOW_BYTES) : 0;
    size_t to = at + WINDOW_BYTES < s.n ? grapheme_floor(s, at + WINDOW_BYTES) : s.n;
    *w = (struct walk){.s = str_sub(s, 0, to), .v = {{.beg = NOWHERE, .stop_end = NOWHERE}}};
    for (size_t i = from; i < to;) {
        i = step(w, i);
        if (!w->depth && w->out.n && vec_last(&w->out).r.beg > at && vec_last(&w->out).depth == 0)
            return;
    }
    end_line(w, to);
}

struct text_range sentence_at(struct str s, size_t at)
{
    struct walk w;
    struct text_range best = {0, 0};
    size_t depth = 0;
    bool holds = false;
    walk_around(s, at, &w);
    for (size_t i = 0; i < w.out.n; i++) {
        struct text_range r = w.out.v[i].r;
        bool here = r.beg <= at && at < r.end;
        if (here ? !holds || w.out.v[i].depth > depth
                 : !holds && (best.end == 0 || (r.end <= at && r.end > best.end))) {
            best = r;
            depth = w.out.v[i].depth;
        }
        holds |= here;
    }
    vec_free(&w.out);
    return best;
}

bool sentence_around(struct str s, struct text_range r, struct text_range *out)
{
    struct walk w;
    size_t least = SIZE_MAX;
    walk_around(s, r.beg, &w);
    for (size_t i = 0; i < w.out.n; i++) {
        struct text_range o = w.out.v[i].r;
        if (o.beg > r.beg || o.end < r.end || o.end - o.beg <= r.end - r.beg)
            continue;
        if (o.end - o.beg < least) {
            least = o.end - o.beg;
            *out = o;
        }
    }
    vec_free(&w.out);
    return least != SIZE_MAX;
}

size_t sentence_next(struct str s, size_t at)
{
    struct walk w;
    size_t next = s.n;
    walk_around(s, at, &w);
    for (size_t i = 0; i < w.out.n; i++)
        if (w.out.v[i].r.beg > at && w.out.v[i].r.beg < next)
            next = w.out.v[i].r.beg;
    vec_free(&w.out);
    return next;
}

size_t sentence_prev(struct str s, size_t at)
{
    struct walk w;
    size_t prev = 0;
    if (at)
        at = grapheme_prev(s, at);
    walk_around(s, at, &w);
    for (size_t i = 0; i < w.out.n; i++)
        if (w.out.v[i].r.beg <= at && w.out.v[i].r.beg > prev)
            prev = w.out.v[i].r.beg;
    vec_free(&w.out);
    return prev;
}
