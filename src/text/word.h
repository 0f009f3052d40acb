/* Words as one edits by them: the default word boundaries of UAX #29, by libunistring. Han is a word a
 * character. */
#ifndef JD_TEXT_WORD_H
#define JD_TEXT_WORD_H

#include "base/str.h"

/* The boundary at or before byte at, and the next one behind at (s.n at the end). What is farther than
 * some hundred bytes from at does not count, so that the cost is bounded: a longer word is cut there. */
size_t word_floor(struct str s, size_t at);
size_t word_next(struct str s, size_t at);

/* Where the word before byte at begins, white space behind it passed over. */
size_t word_left(struct str s, size_t at);

#endif
