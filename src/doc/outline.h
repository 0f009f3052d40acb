/* The sections of a document, from its headings. */
#ifndef JD_DOC_OUTLINE_H
#define JD_DOC_OUTLINE_H

#include "doc/doc.h"

struct outline_entry {
    uint32_t block;
    uint8_t level; /* 1–6, made dense: the first heading is 1, no level is skipped going down */
    struct doc_range r; /* from the heading to the next entry or the end of the document */
};

struct outline {
    struct outline_entry *v;
    size_t n;
};

struct outline outline_build(const struct doc *d); /* v is malloc'd; n = 0 without headings */
void outline_free(struct outline *o);

/* Index of the section that holds pos; o->n before the first. */
size_t outline_at(const struct outline *o, doc_pos pos);

/* The heading of the section that holds pos: its first line; empty before the first section. */
struct str outline_title(const struct doc *d, const struct outline *o, doc_pos pos);

#endif
