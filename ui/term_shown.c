#include "ui/term_shown.h"

#include "base/mem.h"
#include "ui/term_link.h"

#include <stdlib.h>

void shown_free(struct shown *s)
{
    free(s->cells);
    free(s->dirty);
    *s = (struct shown){0};
}

void shown_resize(struct shown *s, unsigned rows, unsigned cols)
{
    shown_free(s);
    s->rows = rows;
    s->cols = cols;
    s->cells = mem_zero((size_t)rows * cols, sizeof *s->cells);
    s->dirty = mem_zero(rows, sizeof *s->dirty);
}

static bool same_style(const struct style *a, const struct style *b)
{
    return a->fg == b->fg && a->bg == b->bg && a->attrs == b->attrs;
}

static bool is_cell(const struct cell *shown, const struct cell *c)
{
    return shown->n == c->n && shown->w == c->w && memcmp(shown->text, c->text, c->n) == 0 &&
           same_style(&shown->style, &c->style) && shown->link.n == link_hash(c->link);
}

bool shown_is_row(const struct shown *s, const struct grid *g, unsigned row)
{
    const struct cell *shown = &s->cells[(size_t)row * s->cols];
    if (!s->known)
        return false;
    for (unsigned col = 0; col < g->cols && col < s->cols; col++)
        if (!is_cell(&shown[col], grid_cell(g, row, col)))
            return false;
    return true;
}

bool shown_keep_row(struct shown *s, const struct grid *g, unsigned row)
{
    struct cell *shown = &s->cells[(size_t)row * s->cols];
    bool links = false;
    for (unsigned col = 0; col < g->cols && col < s->cols; col++) {
        const struct cell *c = grid_cell(g, row, col);
        links |= c->link.n || shown[col].link.n;
        shown[col] = *c;
        shown[col].link = str_n(NULL, link_hash(c->link));
    }
    s->dirty[row] = true;
    return links;
}
