/* A text that is no document, in lines: broken as those are (layout/para.h), each cluster as wide as it is. */
#ifndef JD_LAYOUT_WRAP_H
#define JD_LAYOUT_WRAP_H

#include "base/str.h"
#include "base/vec.h"

struct wrap_line {
    size_t beg, end; /* bytes; end is behind the white space or line break at the line's end */
    unsigned w;      /* cells without that */
};

struct wrap {
    VEC(struct wrap_line) v;
};

/* Cleared first. Text that ends with a line break has an empty line behind it, and an empty text one
 * line. At most max_lines, 0: all. */
void wrap_text(struct str s, unsigned cols, size_t max_lines, struct wrap *out);
void wrap_free(struct wrap *w);

/* The line's text without white space at its end. */
struct str wrap_slice(struct str s, const struct wrap_line *l);

#endif
