/* A quote as a card: framed text for a terminal or a letter, and a picture (SVG 1.1). Both are set by the
 * program's own layout, so breaking, compressed marks and gaps are those of the page.
 *
 * The lines of a card are of like length: the measure is the narrowest that needs no line more than the
 * widest one would. */
#ifndef JD_APP_CARD_H
#define JD_APP_CARD_H

#include "app/setting.h"
#include "doc/quote_record.h"
#include "paint/theme.h"

enum { CARD_COLS = 48, CARD_MIN_COLS = 24, CARD_MAX_COLS = 120 };

struct card_opts {
    const struct settings *settings; /* typography; NULL: the defaults */
    const struct theme *theme;       /* colours of the picture; NULL: the default theme by day */
    unsigned cols;                   /* of the whole card in cells, at most; 0: CARD_COLS */
    struct str lang;                 /* BCP 47 of the text; empty: told by its characters */
};

/* Appends the lines of a frame with the quote and, to the right, title · author · date. No line is wider
 * than cols. Where lines of box characters would be two cells wide the frame is of ASCII. */
void card_text(const struct quote_record *q, const struct card_opts *o, struct buf *out);

/* Appends the picture. Each character stands where its cells are, words in letters of one cell begin there;
 * a mark set in half of its square shows the half with ink. Characters of ambiguous width take two cells in
 * Chinese, Japanese and Korean, as on paper, whatever the terminal says: not to be called while another
 * thread lays out. */
void card_svg(const struct quote_record *q, const struct card_opts *o, struct buf *out);

#endif
