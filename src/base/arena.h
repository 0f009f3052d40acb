/* An arena: many small allocations of one lifetime, freed together. A zeroed arena is an empty
 * one. Memory is aligned for any type and not cleared unless said. */
#ifndef JD_BASE_ARENA_H
#define JD_BASE_ARENA_H

#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *head;
};

void *arena_alloc(struct arena *a, size_t n);
struct str arena_str(struct arena *a, struct str s); /* a copy with a NUL behind it */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Forgets everything but keeps one chunk for reuse: the scratch arena of a frame. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);

#endif
