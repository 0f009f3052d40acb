/* What stands between the clusters of a paragraph and is no text of it: the marks of notes, readings
 * in brackets, and the room beside a base whose reading above is wider than it.
 *
 * A walk along a line asks at each cluster for what is before it, then for what is behind it. */
#ifndef JD_LAYOUT_INSERT_H
#define JD_LAYOUT_INSERT_H

#include "layout/para.h"

struct inserts {
    const struct para *p;
    uint32_t from;           /* bytes: where the line begins */
    uint32_t span;           /* the next to look at for marks */
    struct ruby_group group; /* the next one, or that which the walk is in */
};

/* For a line that begins at byte at. */
void insert_start(struct inserts *in, const struct para *p, uint32_t at);

/* Cells of the marks before the first cluster of the text; 0 in later lines. */
uint32_t insert_first(struct inserts *in);

/* Cells before the cluster that begins at byte beg. */
uint32_t insert_before(const struct inserts *in, uint32_t beg);

/* Cells behind the cluster that ends at byte end. The walk is then behind it. */
uint32_t insert_behind(struct inserts *in, uint32_t end);

/* Whether byte at is within a group, which no line end parts. */
static inline bool insert_joins(const struct inserts *in, uint32_t at)
{
    return in->group.beg < at && at < in->group.end;
}

/* A byte behind at up to which nothing stands between clusters; at itself: not known. */
uint32_t insert_free(const struct inserts *in, uint32_t at);

/* The marks that stand behind a cluster that ends at byte `end`, one after the other: the index of
 * the span, or DOC_NONE when there is none any more. */
uint32_t insert_next_mark(struct inserts *in, uint32_t end);

#endif
