#include "ui/wrap.h"

unsigned wrap_draw(struct grid *g, int row, int col, unsigned rows, unsigned cols, struct str s,
                   struct style st)
{
    struct wrap w = {0};
    wrap_text(s, cols, rows + 1, &w);
    unsigned n = w.v.n < rows ? (unsigned)w.v.n : rows;
    for (unsigned i = 0; i < n; i++) {
        struct str line = wrap_slice(s, &w.v.v[i]);
        bool cut = i + 1 == rows && w.v.n > rows;
        struct buf b = {0};
        buf_add(&b, line);
        buf_adds(&b, cut ? "…" : "");
        grid_text(g, row + (int)i, col, cols, buf_str(&b), st, cut);
        buf_free(&b);
    }
    wrap_free(&w);
    return n;
}
