/* A growable array of any type:
 *
 *     VEC(struct line) lines = {0};
 *     vec_push(&lines, (struct line){…});
 *     for (size_t i = 0; i < lines.n; i++) use(&lines.v[i]);
 *     vec_free(&lines);
 *
 * Elements move when the array grows: keep indices, not pointers. */
#ifndef JD_BASE_VEC_H
#define JD_BASE_VEC_H

#include "base/mem.h"

#include <stdlib.h>

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }

#define vec_reserve(a, more)                                                                       \
    do {                                                                                           \
        size_t vec_need_ = (a)->n + (more);                                                        \
        if (vec_need_ > (a)->cap) {                                                                \
            size_t vec_cap_ = (a)->cap + (a)->cap / 2;                                             \
            (a)->cap = vec_cap_ < vec_need_ ? (vec_need_ < 8 ? 8 : vec_need_) : vec_cap_;          \
            (a)->v = mem_realloc((a)->v, (a)->cap * sizeof *(a)->v);                               \
        }                                                                                          \
    } while (0)

#define vec_push(a, ...)                                                                           \
    do {                                                                                           \
        vec_reserve((a), 1);                                                                       \
        (a)->v[(a)->n] = (__VA_ARGS__); /* which may speak of n */                                 \
        (a)->n++;                                                                                  \
    } while (0)

#define vec_last(a) ((a)->v[(a)->n - 1])

#define vec_free(a)                                                                                \
    do {                                                                                           \
        free((a)->v);                                                                              \
        (a)->v = NULL;                                                                             \
        (a)->n = (a)->cap = 0;                                                                     \
    } while (0)

#endif
