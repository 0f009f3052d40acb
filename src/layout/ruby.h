/* Readings beside the text: ruby of the source (SPAN_RUBY, HTML's <ruby> and Aozora's 《》), and
 * pinyin of the program's own.
 *
 *   in brackets  behind the base, 漢字（かんじ）, drawn like the mark of a note
 *   above        in a row of its own over each line. A group (the base of a ruby, a word of pinyin) is
 *                as wide as the wider of base and reading, the narrower in the middle; no line breaks
 *                in it, and a cell at least is between the readings of two.
 *
 * Both are presentation: the text is the base alone. Source: CLREQ 3.3.1, JLREQ 3.3 (group ruby, which
 * a grid of cells can set; no overhang). */
#ifndef JD_LAYOUT_RUBY_H
#define JD_LAYOUT_RUBY_H

#include "base/arena.h"
#include "base/vec.h"
#include "doc/doc.h"
#include "layout/chunk.h"
#include "text/pinyin.h"

enum ruby_mode { RUBY_OFF, RUBY_BRACKETS, RUBY_ABOVE };

/* Which characters have pinyin: all, or those that are not among the commonest. */
enum pinyin_mode { PINYIN_OFF, PINYIN_ALL, PINYIN_500, PINYIN_1500, PINYIN_3500, PINYIN_MODES };

struct ruby_group {
    uint32_t beg, end;   /* bytes of the base in the paragraph's text */
    struct str text;     /* the reading, with its brackets if it has them */
    uint16_t w;          /* cells of the reading */
    uint8_t lead, trail; /* above: cells before and behind the base */
    bool above;
};

/* What of a paragraph has readings, and where they stand. */
struct ruby_want {
    uint8_t ruby;   /* enum ruby_mode */
    uint8_t pinyin; /* enum pinyin_mode */
    uint8_t cols;   /* no reading is wider, RUBY_MAX_COLS at most; a longer one ends in … */
};

enum { RUBY_MAX_COLS = 40 };

/* The groups of the piece of text that was looked at last. */
struct ruby {
    const struct doc *doc;
    doc_pos base; /* of the paragraph; meaningful while chunk is not empty */
    struct ruby_want want;
    struct chunk chunk;
    VEC(struct ruby_group) v;
    size_t cursor;
    struct pinyin pinyin;
    struct arena texts;
};

void ruby_free(struct ruby *r);

/* Whether the paragraph at range `range` of d has readings above it. The commonness of the characters
 * of a very long one is not looked at: it is taken to have rare ones. */
bool ruby_is_above(const struct doc *d, struct doc_range range, struct ruby_want want);

/* The first group that ends behind byte at of the paragraph `text`, which stands at base in the
 * document: its base holds at or is further on. Without one in the same piece of the text: an empty
 * group (no reading, beg == end) where the piece ends. at < text.n. Its reading lives until the next
 * call for another piece. */
struct ruby_group ruby_from(struct ruby *r, doc_pos base, struct str text, struct ruby_want want,
                            uint32_t at);

#endif
