/* What a reader selects in a document: characters, words, sentences and paragraphs around a place, and
 * the way from one to the next. Across leaves and in document order, cells of tables too. */
#ifndef JD_DOC_PICK_H
#define JD_DOC_PICK_H

#include "doc/doc.h"

enum pick_unit {
    PICK_CHAR,     /* a grapheme cluster */
    PICK_WORD,     /* text/word.h, word_at */
    PICK_SENTENCE, /* text/sentence.h, within its leaf; a speaker's name is no part of one */
    PICK_PARA,     /* a leaf; of one with a speaker's name, that or the rest */
    PICK_UNITS
};

/* The unit that holds pos; with PICK_SENTENCE, `outer` sentences further out where they are nested.
 * Never the line break between leaves: at the end of a leaf, its last. Empty in an empty leaf. */
struct doc_range pick_at(const struct doc *d, doc_pos pos, enum pick_unit unit, unsigned outer);

/* True when one more step out gives another sentence. */
bool pick_has_outer(const struct doc *d, doc_pos pos, unsigned outer);

/* Where the next unit of text begins, or this one, or the one before where pos is a beginning already;
 * pos at the ends of the document. */
doc_pos pick_next(const struct doc *d, doc_pos pos, enum pick_unit unit);
doc_pos pick_prev(const struct doc *d, doc_pos pos, enum pick_unit unit);

/* The range without white space and line breaks at its ends; empty where there is nothing else. */
struct doc_range pick_trim(const struct doc *d, struct doc_range r);

#endif
