/* An anchor finds a range again after the document has changed: a position hint, the text itself,
 * and what stood around it (W3C Web Annotation, TextQuoteSelector and TextPositionSelector). A
 * doc_pos is never stored without one. */
#ifndef JD_DOC_ANCHOR_H
#define JD_DOC_ANCHOR_H

#include "doc/doc.h"

enum { ANCHOR_CONTEXT_CHARS = 32 }; /* code points of prefix and of suffix */

struct anchor {
    struct doc_range hint;
    struct str exact, prefix, suffix;
    uint64_t text_hash; /* of the whole canonical text */
};

enum anchor_match { ANCHOR_EXACT, ANCHOR_MOVED, ANCHOR_FUZZY, ANCHOR_LOST };

/* The anchor of r; its strings point into d->text. For a reading position (an empty range) exact is
 * the text from r.beg on, up to ANCHOR_CONTEXT_CHARS. */
struct anchor anchor_make(const struct doc *d, struct doc_range r);

/* Where a is in d. ANCHOR_EXACT: at the hint in the same text. ANCHOR_MOVED: the exact text, chosen
 * by its context; where several places fit equally well the one nearest the hint, but a text of
 * fewer than 8 characters without fitting context is ANCHOR_LOST, never guessed.
 * *out is untouched when lost. */
enum anchor_match anchor_find(const struct doc *d, const struct anchor *a, struct doc_range *out);

#endif
