/* What was repaired in a document's source, place by place, as the document's attributes keep it. */
#ifndef JD_DOC_REPAIRS_H
#define JD_DOC_REPAIRS_H

#include "base/str.h"
#include "base/vec.h"
#include "doc/doc.h"

struct doc_repair {
    struct str kind; /* the machine word of text/repair.h */
    struct str prefix, before, after, suffix;
    struct doc_range r; /* of `after` in the text, which may be empty; DOC_NONE twice: not in it */
};

struct doc_repairs {
    VEC(struct doc_repair) v; /* in the source's order; strings point into the document */
};

/* Reads ATTR_REPAIR_EDIT and finds the places, one pass: each behind the one before it, by its
 * context. What was in the source and not in the article has no place. */
void doc_repairs_read(const struct doc *d, struct doc_repairs *out);
void doc_repairs_free(struct doc_repairs *r);

/* How many places the attribute (ATTR_REPAIR, ATTR_REPAIR_OFFER) counts, over all kinds but
 * "lost"; kind "": all, else that one. */
size_t doc_repairs_count(const struct doc *d, enum attr_key key, struct str kind);

#endif
