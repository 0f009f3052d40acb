/* Finding text in a document as people type it: folded as text/fold.h says. */
#ifndef JD_DOC_FIND_H
#define JD_DOC_FIND_H

#include "base/vec.h"
#include "doc/doc.h"

struct find_hits {
    VEC(struct doc_range) r; /* ascending, disjoint, on grapheme boundaries */
};

/* Appends the places of needle in the document, at most max. */
void doc_find(const struct doc *d, struct str needle, size_t max, struct find_hits *out);

/* True when each word of needle (separated by spaces, full-width ones too) is in s. */
bool find_has_words(struct str s, struct str needle);

#endif
