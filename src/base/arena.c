#include "base/arena.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Each twice the last; the largest are huge pages, which cost one page fault instead of 512. */
enum { CHUNK_BYTES = 16 * 1024, CHUNK_MAX_BYTES = 2 * 1024 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t used, size;
    _Alignas(max_align_t) char data[];
};

static struct arena_chunk *huge_chunk(void)
{
    void *p = aligned_alloc(CHUNK_MAX_BYTES, CHUNK_MAX_BYTES);
    if (!p)
        mem_fail();
    madvise(p, CHUNK_MAX_BYTES, MADV_HUGEPAGE); /* refused where there are none: no matter */
    return p;
}

static struct arena_chunk *chunk_new(struct arena *a, size_t n)
{
    struct arena_chunk *c;
    size_t bytes = a->head ? 2 * (sizeof *c + a->head->size) : CHUNK_BYTES;
    if (bytes > CHUNK_MAX_BYTES)
        bytes = CHUNK_MAX_BYTES;
    if (bytes < sizeof *c + n)
        bytes = sizeof *c + n;
    c = bytes == CHUNK_MAX_BYTES ? huge_chunk() : mem_alloc(bytes);
    c->next = a->head;
    c->used = 0;
    c->size = bytes - sizeof *c;
    a->head = c;
    return c;
}

void *arena_alloc(struct arena *a, size_t n)
{
    const size_t align = _Alignof(max_align_t);
    if (n > SIZE_MAX / 2)
        mem_fail();
    n = (n + align - 1) & ~(align - 1);
    struct arena_chunk *c = a->head;
    if (!c || c->size - c->used < n)
        c = chunk_new(a, n);
    void *p = c->data + c->used;
    c->used += n;
    return p;
}

struct str arena_str(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return str_n(p, s.n);
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(p, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
    va_end(ap);
    return p;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *keep = a->head;
    if (!keep)
        return;
    for (struct arena_chunk *c = keep->next, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    keep->next = NULL;
    keep->used = 0;
}

void arena_free(struct arena *a)
{
    arena_reset(a);
    free(a->head);
    a->head = NULL;
}
