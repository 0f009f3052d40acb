/* The quick path of line breaking: runs of text whose breaks follow from two neighbours alone.
 *
 * Nearly all text is of few kinds of characters: ideographs, kana, syllables, letters, digits, wide
 * marks, single spaces. For these the tailored rules of text/linebreak.h come down to a table of
 * pairs, and no character is looked at twice. Everything else (dashes, signs of currency, addresses,
 * marks that combine, ...) ends a run, and the walk of the rules goes on from the last break in it: it
 * may start at any break. Where both have an opinion it is the same (tests/unit/test_linebreak_run.c). */
#ifndef JD_TEXT_LINEBREAK_RUN_H
#define JD_TEXT_LINEBREAK_RUN_H

#include "text/linebreak.h"
#include "text/uniprop.h"

/* What a character is in its place, where that is more than its class. */
enum linebreak_run_kind {
    RUN_OPEN_QUOTE = RUN_CLASSES,
    RUN_CLOSE_QUOTE,
    RUN_DASH,      /* two of them */
    RUN_NUMBER_SP, /* a space behind a digit */
    RUN_KINDS
};

/* The pairs under some options: by what is before and the class behind, what that is, and whether they
 * part (enum linebreak_cell in linebreak_run.c). All zero: every character ends a run. */
struct linebreak_pairs {
    uint8_t cells[RUN_KINDS][RUN_CLASSES];
};

/* Of tailored options only, under the present width policy. */
void linebreak_pairs(const struct linebreak_opts *o, struct linebreak_pairs *out);

enum linebreak_run_end {
    LINEBREAK_RUN_STOPS, /* at a character that is for the walk, or before the first break */
    LINEBREAK_RUN_OVERRUN, /* the stretch from `end` to the next break takes more than the cells left */
    LINEBREAK_RUN_WHOLE /* at the end of the text */
};

struct linebreak_run {
    size_t end;    /* bytes: the last break, which is the beginning if there was none */
    uint32_t cols; /* up to there, with the spaces at its end */
    uint32_t ink;  /* without */
    uint8_t why;   /* enum linebreak_run_end */
};

/* From byte at, where a line can begin, to the last break within cols cells. Space at a line's end
 * needs none. No character before `end` is in a cluster with another. */
struct linebreak_run linebreak_run(const struct linebreak_pairs *p, struct str text, size_t at,
                                   uint32_t cols);

#endif
