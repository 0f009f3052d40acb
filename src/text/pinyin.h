/* Readings of Chinese text: Hanyu Pinyin with tone marks, word by word.
 *
 * A sentence is parted into the words that it is most likely made of; a word decides how its characters
 * are read (银行 yínháng, 行走 xíngzǒu), a character in no word has its commonest reading. Tones are those
 * of a dictionary: what 一 and 不 become before others is not shown. Simplified and traditional text.
 * The table is const data of some 700 KB that nothing touches before the first reading (tools/gen-pinyin
 * names its sources). */
#ifndef JD_TEXT_PINYIN_H
#define JD_TEXT_PINYIN_H

#include "base/str.h"
#include "base/vec.h"

#include <stdint.h>

struct pinyin_char {
    uint32_t beg, end;    /* bytes of the character in the text */
    const char *syllable; /* static, "háng" */
    uint16_t rank;        /* of the character, as pinyin_rank */
    bool word_start;      /* it begins a word */
};

struct pinyin {
    VEC(struct pinyin_char) v; /* each Han character that has a reading, in order */
};

/* out is cleared first; its memory is kept. Linear in text, 1–10 MB/s. */
void pinyin_read(struct str text, struct pinyin *out);
void pinyin_free(struct pinyin *p);

/* A word of a run of Han, and -log2 of how often it is met, in quarters (of a character by itself, or of a
 * word that the table does not tell of: about). */
struct pinyin_word {
    uint8_t len; /* characters */
    uint8_t cost;
};

enum { PINYIN_RUN = 256 }; /* characters that are parted at once */

/* Parts n <= PINYIN_RUN Han characters, which are simplified ones (han_simple), into words as pinyin_read
 * does; out has room for n. Returns how many. */
size_t pinyin_words(const uint32_t *simple, size_t n, struct pinyin_word *out);

/* Rank of a Han character, simplified, by how often it is met, from 1; UINT16_MAX: it is rare. */
uint16_t pinyin_rank(uint32_t c);

#endif
