/* A unit laid out, and the layout that keeps it: private to src/layout. */
#ifndef JD_LAYOUT_UNIT_H
#define JD_LAYOUT_UNIT_H

#include "base/arena.h"
#include "base/vec.h"
#include "layout/layout.h"
#include "layout/para.h"
#include "layout/respell.h"

struct table;

struct unit {
    uint32_t block;
    uint8_t kind;         /* enum block_kind */
    uint8_t spacing;      /* rows between its lines: blank, or the last one of readings */
    bool readings;        /* a row of them is above each line */
    uint16_t above;       /* blank rows above it */
    uint16_t first, left; /* cells left of its first line, of the others */
    uint32_t body;        /* bytes of the hanging name before the first line's text */
    bool done;            /* all lines are known */
    bool bare;            /* nothing stands in its rows but its text */
    struct doc_range r;
    struct para para;
    VEC(struct para_line) lines;
    struct table *table;
    uint32_t newer, older; /* slots of the cache, by last use */
    uint16_t chain;        /* the next in its bucket, or of the unused */
};

enum {
    CACHE_UNITS = 256,
    CACHE_LINES = 64 * 1024,
    CACHE_BUCKETS = 512,
    CACHE_NONE = CACHE_UNITS,
    LAYOUT_MAX_DEPTH = DOC_MAX_DEPTH + 2,
};

/* Where the walk along a list stands, so that items numbered one after another cost nothing. One
 * for each depth: lists of different depth take turns. */
struct list_cursor {
    uint32_t list, item; /* blocks; list DOC_NONE: unused */
    uint32_t index;      /* of item in list, from 0 */
    uint32_t count;      /* items */
};

struct layout {
    const struct doc *doc;
    struct layout_opts opts;
    uint8_t lang; /* enum linebreak_lang of the document */
    bool cjk;
    struct linebreak_pairs pairs[LINEBREAK_OTHER + 1]; /* by language */
    uint16_t name_cols; /* of the column of hanging names; 0: not asked for yet */
    struct notes notes;
    struct ruby ruby;
    struct respell respell;
    uint8_t written; /* enum han_script: what the document is in, as far as it tells */
    struct list_cursor lists[LAYOUT_MAX_DEPTH];
    struct unit slots[CACHE_UNITS];
    uint16_t buckets[CACHE_BUCKETS];
    uint32_t nslots, newest, oldest, unused;
    size_t lines; /* in all cached units */
    size_t units_made;
    struct line line;
    VEC(struct glyph) glyphs;
    struct set_line set;  /* of the line in hand */
    struct arena scratch; /* texts of decorations, until the next layout_glyphs */
};

/* The unit of block b with at least `rows` rows laid out, or all it has. Valid until the next call
 * for another block. */
struct unit *layout_unit(struct layout *l, uint32_t b, uint32_t rows);

/* Rows known so far. */
uint32_t unit_rows(const struct unit *u);

/* The line that a row shows; false: a blank row. */
bool unit_row_line(const struct unit *u, uint32_t row, uint32_t *line);

/* The line whose readings a row shows; false: another row. */
bool unit_row_reading(const struct unit *u, uint32_t row, uint32_t *line);

/* The row that shows line i. */
uint32_t unit_line_row(const struct unit *u, uint32_t line);

/* Lays u out until a line holds byte `at` of its text, and gives that line: at the end the last. */
uint32_t layout_line_of_byte(struct layout *l, struct unit *u, uint32_t at);

/* Bytes, from the unit's beginning, where line i's text begins (the name before it left out). */
static inline uint32_t unit_line_beg(const struct unit *u, uint32_t i)
{
    return i ? u->lines.v[i - 1].end : 0;
}

static inline uint32_t unit_line_x(const struct unit *u, uint32_t i)
{
    return i ? u->left : u->first;
}

/* The unit behind or before that of block b; DOC_NONE: the first, the last, and without. */
uint32_t layout_next_unit(const struct layout *l, uint32_t b);
uint32_t layout_prev_unit(const struct layout *l, uint32_t b);

/* Cells of the text from x on. */
uint32_t layout_room(const struct layout *l, uint32_t x);

/* The kinds of all spans in r, and of the empty ones at its ends. */
unsigned layout_span_kinds(const struct doc *d, struct doc_range r);

/* By what rules text in a language is broken. */
struct linebreak_opts layout_rules(const struct layout *l, enum linebreak_lang lang);

/* Makes `p` ready for the text of range r in block b. Readings that were to stand above do so only
 * where there are rows for them: else those of the source stand in brackets. */
void layout_para(struct layout *l, uint32_t b, struct doc_range r, bool rows, struct para *p);

#endif
