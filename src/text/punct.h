/* Punctuation of Chinese and Japanese on a cell grid: its classes, its half-width and full-width
 * forms, and how two marks in a row share their space (CSS Text 4, 9.2 text-spacing-trim; CLREQ
 * 3.1.4–3.1.6; JLREQ 3.1.2–3.1.6; GB/T 15834 5.1.10).
 *
 * On a grid a mark cannot be cut: its half-width form is another character (。→｡ （→( ，→,), shown
 * in its place. Presentation only: text, copying, searching and positions keep the source. */
#ifndef JD_TEXT_PUNCT_H
#define JD_TEXT_PUNCT_H

#include "base/str.h"
#include "text/linebreak.h"

enum punct_class {
    PUNCT_NONE,
    PUNCT_OPEN,   /* （「『《〈【: blank on the left */
    PUNCT_CLOSE,  /* ）」』》〉】: blank on the right, as the next two */
    PUNCT_PAUSE,  /* ，、；： */
    PUNCT_STOP,   /* 。．！？ */
    PUNCT_MIDDLE, /* ・, and what the language sets in the middle of its square */
    PUNCT_SPACE,  /* U+3000 */
};

/* How a full-width mark stands in its square: in zh-Hant ，。、：； are in the middle, in ja ：；. */
enum punct_class punct_class(uint32_t c, enum linebreak_lang lang);

/* The pair rule: an opener may lose its left half behind an opener, closer, middle mark or U+3000; a
 * closer its right half before a closer, middle mark or U+3000. */
bool punct_trims_after(enum punct_class before, enum punct_class c);
bool punct_trims_before(enum punct_class c, enum punct_class after);

/* The one-cell form of a full-width mark; empty where there is none worth showing (【】『』《》). */
struct str punct_half(uint32_t c);

/* The full-width form of an ASCII mark that is meant full-width between Han (, : ; ? ! ( )); empty
 * without. */
struct str punct_full(uint32_t c);

/* The corner bracket in a curly quotation mark's place: 「 for “. Empty for other characters. */
struct str punct_corner(uint32_t c);

/* True for a curly quotation mark that opens; closes. */
bool punct_quote_opens(uint32_t c);
bool punct_quote_closes(uint32_t c);

#endif
