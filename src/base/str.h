/* Slices and growable buffers of bytes.
 *
 * A str borrows: it is valid as long as what it points into. It has no NUL at its end; use
 * buf_cstr or str_dup at the edges of libc. A buf owns its bytes; a zeroed buf is an empty one. */
#ifndef JD_BASE_STR_H
#define JD_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *p;
    size_t n; /* bytes */
};

struct buf {
    char *p;
    size_t n, cap; /* bytes */
};

#define STR(lit)   ((struct str){"" lit, sizeof(lit) - 1})
#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""
#define STR_NONE   ((struct str){NULL, 0})
#define STR_NPOS   ((size_t)-1)

static inline struct str str_of(const char *cstr)
{
    return (struct str){cstr, cstr ? strlen(cstr) : 0};
}

static inline struct str str_n(const char *p, size_t n)
{
    return (struct str){p, n};
}

/* Bytes [beg, end) of s; both are clamped to its length. */
static inline struct str str_sub(struct str s, size_t beg, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (beg > end)
        beg = end;
    return (struct str){s.p ? s.p + beg : NULL, end - beg};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n &&
           (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */

/* First offset of needle in s at or after from; STR_NPOS if there is none. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_chr(struct str s, char c, size_t from);

/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Takes the next field of *rest up to sep (which is dropped) and moves *rest behind it.
 * False when *rest is used up; an empty str has one empty field only if rest->p is not NULL. */
bool str_split(struct str *rest, char sep, struct str *field);

/* Decimal digits only, no sign; false when s is empty, has another byte, or exceeds max. */
bool str_to_u64(struct str s, unsigned long long max, unsigned long long *out);

/* A malloc'd NUL-terminated copy. */
char *str_dup(struct str s);

void buf_reserve(struct buf *b, size_t more); /* room for more bytes behind the present ones */
void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_fill(struct buf *b, char c, size_t n);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *b, const char *fmt, va_list ap);
void buf_free(struct buf *b);        /* frees the bytes and zeroes b */
const char *buf_cstr(struct buf *b); /* NUL-terminated view, valid until b changes */
char *buf_take(struct buf *b);       /* the bytes, NUL-terminated, now the caller's; b is empty */

static inline void buf_clear(struct buf *b)
{
    b->n = 0;
}

static inline void buf_adds(struct buf *b, const char *cstr)
{
    buf_add(b, str_of(cstr));
}

#endif
