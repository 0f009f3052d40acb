/* Lines of a document at one measure, made when they are looked at.
 *
 * The document is a sequence of units: its leaves, but a TABLE is one unit with all its cells. A
 * unit's rows are the blank rows above it, its heading space and its lines. A unit is laid out when
 * one of its rows is asked for, a very long one only as far as needed; a bounded number of units is
 * kept. So opening, resizing and changing a typographic setting cost the rows on the screen.
 *
 * Cells are counted from the left edge of the measure; the painter adds the margin. */
#ifndef JD_LAYOUT_LAYOUT_H
#define JD_LAYOUT_LAYOUT_H

#include "doc/doc.h"
#include "text/linebreak.h"

/* Book: paragraphs at the top level are indented and stand close. In a CJK document by indent_em
 * (half of it on a measure below 30), every one; in others by half of that, and not behind anything
 * but a paragraph. Web: a blank row and no indent. Inside quotes, items and notes always as web. */
enum layout_style { LAYOUT_BOOK, LAYOUT_WEB };

/* Justified lines are filled at word spaces, gaps and marks, even ones between Han too. */
enum layout_align { LAYOUT_RAGGED, LAYOUT_JUSTIFIED, LAYOUT_EVEN };

struct layout_opts {
    uint16_t measure;     /* cells; 0: unlimited, lines end only at forced breaks */
    uint8_t style;        /* enum layout_style */
    uint8_t indent_em;    /* first-line indent in em (2 cells), book style */
    uint8_t line_spacing; /* blank rows between the lines of a paragraph, 0–2 */
    uint8_t para_spacing; /* more blank rows between paragraphs, 0–2 */
    uint8_t level;        /* enum linebreak_level */
    uint8_t lang;         /* enum linebreak_lang; LINEBREAK_OTHER: the document's own */
    uint8_t tab_cols;     /* in CODE and PRE */

    /* Of prose in Chinese, Japanese and Korean; layout/set.h says what they do. */
    bool compress; /* marks share their space, and a line gives cells */
    bool full;     /* ASCII marks between Han are shown full-width */
    bool gap;      /* between Han and Latin */
    uint8_t align; /* enum layout_align */
    bool hang;     /* ，。、 may stand in two cells behind the measure */

    bool keep_words; /* Korean lines end at spaces only */

    uint8_t ruby;   /* enum ruby_mode (layout/ruby.h): readings that the source has */
    uint8_t pinyin; /* enum pinyin_mode: of the program's own, above Chinese text */
    uint8_t script; /* enum script (text/script.h): that Chinese is shown in */
};

extern const struct layout_opts
    LAYOUT_DEFAULT; /* 60, book, 2, 0, 0, basic, document's, 4; all on but hang, justified, ruby in
                       brackets, no pinyin */

enum line_flag {
    LINE_BLANK = 1 << 0, /* holds no text: space above a unit or between lines */
    LINE_FIRST = 1 << 1, /* of its unit */
    LINE_LAST = 1 << 2,
    LINE_WRAPPED = 1 << 3,   /* goes on in the next line without a break in the text */
    LINE_HYPHEN = 1 << 4,    /* a hyphen is drawn at its end */
    LINE_TABLE = 1 << 5,     /* a row of a table: r is the hull of what its cells show */
    LINE_EMERGENCY = 1 << 6, /* ends where the rules allow no break (layout/para.h says when) */
    LINE_BYLINE = 1 << 7,    /* the blank row under a title: a view may show the byline in it */
    LINE_READINGS = 1 << 9,  /* a blank row with the readings of the next one */
    LINE_PLAIN = 1 << 8, /* shown as it stands: x blanks, then r without white space at its end */
};

/* One row. The text lines of a unit (but a table's) partition its range: each begins where the one
 * before ended; white space at a line's end belongs to it and is not drawn. A blank row has the
 * empty range at the place it stands. */
struct line {
    struct doc_range r;
    uint32_t block; /* the unit */
    uint32_t w;     /* cells of the text drawn, without x */
    uint16_t x;     /* cells left of the text: indents, hanging name, bars */
    uint16_t flags;
};

/* A row's place: unit (a block index) and row within it. Not to be kept: a place is a doc_pos. */
struct layout_at {
    uint32_t unit, row;
};

struct layout;

/* d must outlive the layout. An empty document has no rows. */
struct layout *layout_new(const struct doc *d, const struct layout_opts *o);
void layout_free(struct layout *l);
const struct layout_opts *layout_options(const struct layout *l);
const struct doc *layout_doc(const struct layout *l);

bool layout_first(struct layout *l, struct layout_at *at); /* false: no rows */
bool layout_last(struct layout *l, struct layout_at *at);
bool layout_next(struct layout *l, struct layout_at *at); /* false and unchanged at the end */
bool layout_prev(struct layout *l, struct layout_at *at);

/* Moves up to n rows forward (n < 0: back); returns how many it moved, with n's sign. */
long layout_move(struct layout *l, struct layout_at *at, long n);

/* The unit that holds leaf b: the leaf, or its TABLE. */
uint32_t layout_unit_of(const struct layout *l, uint32_t b);

/* Order of two places: <0, 0, >0. */
int layout_cmp(struct layout_at a, struct layout_at b);

/* The row; valid until the next call. */
const struct line *layout_line(struct layout *l, struct layout_at at);

/* The text row that shows pos (never a blank one, where the unit has a text row). */
struct layout_at layout_find(struct layout *l, doc_pos pos);

/* What stands in a row, left to right. A glyph is one grapheme cluster of the document, or with
 * len 0 a decoration of layout's own. */
enum glyph_deco {
    DECO_NONE,
    DECO_BULLET, /* list marker or number, task box */
    DECO_BAR,    /* of a quotation */
    DECO_RULE,   /* thematic break: text repeated over w */
    DECO_BORDER, /* of a table */
    DECO_HYPHEN,
    DECO_NOTE,     /* a note's mark, [1] */
    DECO_FIGURE,   /* the frame word of a figure */
    DECO_CONTINUE, /* wrapped code goes on */
    DECO_RUBY,     /* a reading, above its base or in brackets behind it */
    DECO_LABEL,    /* code language, footnote number before its body */
};

struct glyph {
    doc_pos pos; /* of the cluster; for a decoration, of what it belongs to */
    uint32_t x;  /* cells */
    uint16_t w;
    uint16_t len;    /* bytes of the cluster in the document; 0: a decoration */
    uint8_t deco;    /* enum glyph_deco */
    struct str text; /* what is shown: the cluster, or its stand-in, or the decoration */
};

/* The glyphs of a row, in order of x; *out is valid until the next call. Zero-width clusters and
 * undrawn white space are left out. For a table row the order of pos is not that of the document. */
size_t layout_glyphs(struct layout *l, struct layout_at at, const struct glyph **out);

/* The row of the readings above text row at, if it has one; else at. A screen begins with it. */
struct layout_at layout_with_readings(struct layout *l, struct layout_at at);

/* Column of pos in its row (what layout_find gives), and the place at or left of column x in a row:
 * layout_pos_at(layout_x_of(pos)) == pos for each drawn cluster. */
uint32_t layout_x_of(struct layout *l, doc_pos pos);
doc_pos layout_pos_at(struct layout *l, struct layout_at at, uint32_t x);

/* The first document position a row shows or stands before. */
doc_pos layout_pos(struct layout *l, struct layout_at at);

/* The top of the next page when `top` is the top of a screen of rows: one row of overlap, then no
 * widow at the top, no heading left as the last row (CLREQ 6.2.3). Equal to top at the end: the
 * last page is the one whose last row is the document's. Blank rows never open a page. */
struct layout_at layout_page_forward(struct layout *l, struct layout_at top, unsigned rows);

/* A top whose page-forward is `top`; where several are, the one that overlaps least. Where none is
 * (after a jump), the first whose page-forward is behind it; the first row near the beginning. (A
 * view remembers the tops it came from, so that back is exact.) */
struct layout_at layout_page_back(struct layout *l, struct layout_at top, unsigned rows);

/* Sizes for the bench and the tests: units laid out since layout_new. */
size_t layout_units_made(const struct layout *l);

#endif
