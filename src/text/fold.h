/* Folding for search: what people type finds text however it is written. Letters of either case, full-width
 * and half-width forms, composed and decomposed letters are one (Unicode: case folding, canonical
 * equivalence and the wide and narrow compatibility forms, by libunistring), and so are simplified and
 * traditional characters; white space is one kind. Letters with marks stay other letters. */
#ifndef JD_TEXT_FOLD_H
#define JD_TEXT_FOLD_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { FOLD_MAX = 16 }; /* code points that one folds to */

/* What c folds to, at least one code point; returns how many. */
unsigned fold_char(uint32_t c, uint32_t out[FOLD_MAX]);

/* Bytes from the beginning of s whose fold is the whole of needle's; 0: it does not begin so. A match ends
 * where a code point of s ends. needle is not empty. */
size_t fold_match(struct str s, struct str needle);

/* The bytes that a match of needle can begin with. */
void fold_leads(struct str needle, bool leads[256]);

#endif
