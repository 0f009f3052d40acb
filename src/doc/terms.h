/* The terms of a document: the words that tell what it is about, however it is written. By them related
 * articles are found (store/related.h) and keywords chosen.
 *
 * A term is a word of Chinese as the sentence is parted into (text/pinyin.h), pairs of characters where
 * the list of words knows none, a run of katakana, a Korean word without its particle, a word of other
 * letters. 簡 and 繁, capitals and small letters, full and half width are one. Words that say nothing by
 * themselves are left out. */
#ifndef JD_DOC_TERMS_H
#define JD_DOC_TERMS_H

#include "doc/doc.h"

enum {
    TERMS_MAX = 128,    /* kept of a document */
    TERMS_KEYWORDS = 6, /* at most */
    TERMS_NAME_BYTES = 64 << 10,
};

struct term {
    uint32_t id;  /* hash of what it folds to */
    uint8_t tf;   /* how often it is met: in headings twice, in the title four times; at least 1 */
    uint8_t bits; /* that it tells: -log2 of the share of texts that have it, 1 to 12 */
};

struct term_keyword {
    struct str name; /* a slice of the document */
    uint32_t weight; /* thousandths of the best one's */
};

struct terms {
    struct term v[TERMS_MAX]; /* the weightiest, by id */
    size_t n;
    uint32_t tokens;  /* words in all */
    uint64_t simhash; /* of each three words in a row (Charikar 2002): terms_distance */
    struct term_keyword keywords[TERMS_KEYWORDS]; /* the document's own, then the best found */
    size_t nkeywords;
};

/* Linear in the text; needs at most some MB, however long that is. */
void terms_of(const struct doc *d, struct terms *out);

/* Where terms stand first in the document's first TERMS_NAME_BYTES, as they can be shown; an empty range
 * where that is nowhere. ids are sorted. */
void terms_where(const struct doc *d, const uint32_t *ids, size_t n, struct doc_range *out);

/* Bits in which two signatures differ, of 64: unlike texts in 32, give or take 12; texts of which one was
 * edited at one word of forty in about 10 (the angle between them: Charikar). */
static inline int terms_distance(uint64_t a, uint64_t b)
{
    return __builtin_popcountll(a ^ b);
}

#endif
