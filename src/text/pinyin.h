/* Readings of Chinese text (Hanyu Pinyin with tone marks), word by word.
 *
 * A word list decides what a character reads as in its word (银行 yínháng, 行走 xíngzǒu); a character
 * in no word has its commonest reading (Unihan kMandarin). Tables: pinyin_table.h, made by
 * tools/gen-pinyin, which names the lists and their licences. Simplified and traditional. */
#ifndef JD_TEXT_PINYIN_H
#define JD_TEXT_PINYIN_H

#include "base/str.h"
#include "base/vec.h"

#include <stdint.h>

struct pinyin_char {
    uint32_t beg, end;    /* bytes of the character in the text */
    const char *syllable; /* static, "háng" */
    uint16_t rank;        /* of the character by frequency, from 1; UINT16_MAX: rare */
    bool word_start;      /* it begins a word */
};

struct pinyin {
    VEC(struct pinyin_char) v; /* each Han character that has a reading, in order */
};

/* out is cleared first; its memory is kept. Linear in text. */
void pinyin_read(struct str text, struct pinyin *out);
void pinyin_free(struct pinyin *p);

/* Rank of a Han character by frequency in running text, from 1; UINT16_MAX when it is rare. */
uint16_t pinyin_rank(uint32_t c);

#endif
