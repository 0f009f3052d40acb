/* Setting: how wide a cluster is in its company, and how a line gives and takes cells until it fills
 * its measure.
 *
 * What a cluster takes depends on the clusters beside it in its line only, so that a line can be set
 * from its beginning. Breaking (para.c) adds the cells up; drawing asks for the places (set_line).
 *
 *   natural   ASCII , : ; ? ! ( ) between Han are full-width; ！！ and ？！ share one em; marks by
 *             the pair rule (text/punct.h); an opener at a line's beginning has one cell; “ ” have a
 *             pad outside, Han beside Latin a gap of one cell; —— is one stroke of four cells
 *   gives     a cell each: the mark at the line's end, gaps, brackets, ，、；：, 。？！
 *   takes     a cell each: word spaces, gaps, behind marks, and where it is asked for between Han;
 *             never inside words, numbers and pairs, behind an opener or before a closer
 *
 * A cell is half of a character: between two Han it reads as a space, so a line is rather left ragged
 * than given one there, unless the reader wants even edges at that price.
 *
 * Sources: CLREQ 3.1.4–3.1.6, 3.2.3, 6.2.2; JLREQ 3.8; GB/T 15834 5.1. */
#ifndef JD_LAYOUT_SET_H
#define JD_LAYOUT_SET_H

#include "base/vec.h"
#include "doc/doc.h"
#include "text/linebreak.h"

struct para;
struct para_line;

struct set_opts {
    bool on;       /* else every cluster is as wide as it is */
    bool compress; /* the pair rule, line edges, giving */
    bool full;     /* ASCII marks between Han are full-width */
    bool gap;      /* between Han and Latin, and pads of quotes */
    bool justify;
    bool between; /* Han too take cells */
    bool hang;    /* ，。、 may stand behind the measure */
    bool
        first_full; /* an opener in the first line keeps its blank half, of which the indent is less */
};

enum { SET_MIN_COLS = 12 }; /* narrower lines are not set */
enum { SET_MAX_SPARE = 6 }; /* cells that a line may take; with more to spare it stays ragged */

/* What can be taken from a cluster or from the gap before it, in this order. */
enum set_give { GIVE_NONE, GIVE_END, GIVE_GAP, GIVE_BRACKET, GIVE_PAUSE, GIVE_STOP, SET_GIVES };

/* What the place before a cluster can take, in this order. */
enum set_take { TAKE_NONE, TAKE_SPACE, TAKE_GAP, TAKE_MARK, TAKE_ANY, SET_TAKES };

enum set_form {
    SET_AS_IS,
    SET_HALF,   /* a full-width mark in one cell */
    SET_FULL,   /* an ASCII mark in two */
    SET_STROKE, /* of a pair of dashes: a line over both its cells */
    SET_CORNER, /* a quote that has two cells in this terminal, as a corner bracket */
};

/* What a line can give and take: counts by kind, eight bits each, that stop at SET_MANY. Numbers rather
 * than arrays, because a walk copies them at each place where a line could end. */
struct set_room {
    uint64_t gives, takes;
};

enum { SET_MANY = 200 };

static inline unsigned set_count(uint64_t counts, unsigned kind)
{
    return (unsigned)(counts >> 8 * kind & 0xFF);
}

static inline uint64_t set_more(uint64_t counts, unsigned kind, unsigned n)
{
    unsigned room = SET_MANY - set_count(counts, kind);
    return counts + ((uint64_t)(n < room ? n : room) << 8 * kind);
}

/* How much a line of that room is spoilt by giving (taking) so many cells: the sum over its cells, in
 * the order of the kinds, of what each kind costs. SET_IMPOSSIBLE when it has not so many. */
enum { SET_IMPOSSIBLE = 1 << 16 };
unsigned set_give_cost(const struct set_room *r, uint32_t cells);
unsigned set_take_cost(const struct set_room *r, uint32_t cells, bool between);

struct set_cell {
    uint8_t w;    /* cells of its ink */
    uint8_t lead; /* cells before it: gap or pad */
    uint8_t form; /* enum set_form */
    uint8_t give; /* enum set_give: of its ink; the lead gives as GIVE_GAP */
    uint8_t take; /* enum set_take: of the place before it */
};

/* A code point beside which a cluster stands, and its kind (of set.c). c 0: a line's beginning. */
struct set_side {
    uint32_t c;
    uint8_t kind;
};

struct set_side set_side(struct set_side before, uint32_t c);

/* The cluster that begins with c, at bytes [beg, end) of the text, w cells by itself; before: what is
 * before it in its line; after: the code point behind it, 0 at the end. */
void set_cell(const struct para *p, uint32_t beg, uint32_t end, struct set_side before,
              struct set_side c, uint32_t after, uint32_t w, struct set_cell *out);

/* The lead of c behind `before`, and what their place takes, alone. */
void set_joint(const struct para *p, struct set_side before, struct set_side c,
               struct set_cell *out);

/* ，。、 */
bool set_may_hang(uint32_t c);

/* A cluster of a line in its place. */
struct set_glyph {
    uint32_t beg, end; /* bytes of the text */
    uint32_t x;        /* cells from the line's beginning */
    uint16_t pad;      /* cells before it, and */
    uint16_t note;     /* cells behind it, of what is no text (insert.h) */
    uint8_t w;         /* cells */
    uint8_t form;      /* enum set_form */
    bool plain;        /* one code point that stands for itself */
};

struct set_line {
    VEC(struct set_glyph) v;
    VEC(struct set_cell) cells; /* of v, for the fitting */
    size_t fitted;              /* how many take part in it: a mark that hangs does not */
    uint32_t first;             /* cells of the note marks before the first cluster */
};

/* Places the clusters of line pl, from byte beg on, as it was reckoned when it was broken. Clusters
 * that are not drawn, and white space at the end, are left out. out is cleared first; its memory is
 * kept. */
void set_line(const struct para *p, uint32_t beg, const struct para_line *pl, struct set_line *out);
void set_line_free(struct set_line *l);

#endif
