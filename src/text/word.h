/* Words: as one edits by them, the default word boundaries of UAX #29, by libunistring, where Han is a
 * word a character; and as one reads them, where Han is parted into the words of a dictionary. */
#ifndef JD_TEXT_WORD_H
#define JD_TEXT_WORD_H

#include "base/str.h"

/* The boundary at or before byte at, and the next one behind at (s.n at the end). What is farther than
 * some hundred bytes from at does not count, so that the cost is bounded: a longer word is cut there. */
size_t word_floor(struct str s, size_t at);
size_t word_next(struct str s, size_t at);

/* Where the word before byte at begins, white space behind it passed over. */
size_t word_left(struct str s, size_t at);

struct text_range {
    size_t beg, end; /* bytes, half-open */
};

/* The word that a reader sees at byte at (at < s.n): Chinese by the words of text/pinyin.h, hiragana as
 * far as it goes, all else as above; marks and white space by themselves. */
struct text_range word_at(struct str s, size_t at);

/* Where the next word begins that is one (s.n without), and the one before byte at (0 without): marks
 * and white space are passed over. */
size_t word_seen_next(struct str s, size_t at);
size_t word_seen_prev(struct str s, size_t at);

#endif
