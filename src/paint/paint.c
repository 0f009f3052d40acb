#include "paint/paint.h"

#include "paint/row.h"

enum { ROW_MARKS = 64 }; /* of more marks on one row only the last ones show */

/* Marks that touch a row, in the order given. */
struct row_marks {
    const struct mark *v[ROW_MARKS];
    size_t n;
};

static void marks_of(const struct paint_target *t, struct doc_range r, struct row_marks *m)
{
    m->n = 0;
    for (size_t i = 0; i < t->nmarks; i++) {
        const struct mark *k = &t->marks[i];
        if (k->r.beg >= r.end || k->r.end <= r.beg)
            continue;
        if (m->n == ROW_MARKS)
            memmove(m->v, m->v + 1, --m->n * sizeof *m->v);
        m->v[m->n++] = k;
    }
}

/* Marks that only tint keep the colour of what they lie over. */
static bool keeps_fg(enum role r)
{
    return r == ROLE_OVERLAP;
}

static struct style with_marks(const struct row_marks *m, const struct theme *theme, doc_pos pos,
                               struct style s)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = m->v[i];
        if (pos < k->r.beg || pos >= k->r.end)
            continue;
        if (k->underline) {
            s.attrs |= CELL_UNDERLINE;
            continue;
        }
        struct style over = theme_style(theme, k->role);
        s.bg = over.bg;
        s.attrs |= over.attrs;
        if (!keeps_fg(k->role))
            s.fg = over.fg;
    }
    return s;
}

static void put_glyph(struct grid *g, int row, int col, const struct glyph *gl, struct style s,
                      struct str link)
{
    if (row_glyph_repeats(gl)) {
        for (int i = 0; i < gl->w; i++)
            grid_put(g, row, col + i, gl->text, 1, s);
    } else if (gl->len) {
        grid_put(g, row, col, gl->text, gl->w, s);
    } else {
        grid_text(g, row, col, gl->w, gl->text, s, false);
    }
    if (!link.n || row < 0 || (unsigned)row >= g->rows)
        return;
    for (int c = col < 0 ? 0 : col; c < col + gl->w && (unsigned)c < g->cols; c++)
        grid_cell(g, (unsigned)row, (unsigned)c)->link = link;
}

/* Code stands on a ground of its own, two cells wider than its text. */
static void paint_ground(struct layout *l, const struct line *ln, const struct paint_target *t,
                         int row)
{
    if (layout_doc(l)->blocks[ln->block].kind != BLOCK_CODE || (ln->flags & LINE_BLANK))
        return;
    unsigned from = ln->x >= 2 ? ln->x - 2u : ln->x;
    unsigned to = layout_options(l)->measure;
    if (to > from)
        grid_fill(t->g, row, t->col + (int)from, 1, to - from, theme_style(t->theme, ROLE_CODE));
}

/* What a row shows between two neighbours in the text (gaps, pads, spaces that a line has taken) is
 * marked where both are. */
static void paint_between(const struct paint_target *t, const struct row_marks *m, int row,
                          const struct glyph *left, const struct glyph *right, struct style s)
{
    if (!m->n || !left->len || left->x + left->w >= right->x || left->pos + left->len > right->pos)
        return;
    int from = t->col + (int)(left->x + left->w), to = t->col + (int)right->x;
    struct row_marks both = {.n = 0};
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i]->r.beg <= left->pos && right->pos < m->v[i]->r.end)
            both.v[both.n++] = m->v[i];
    if (both.n)
        grid_fill(t->g, row, from, 1, (unsigned)(to - from),
                  with_marks(&both, t->theme, right->pos, s));
}

static void paint_row(struct layout *l, struct layout_at at, const struct paint_target *t, int row)
{
    const struct line *ln = layout_line(l, at);
    struct row_marks marks;
    struct row_look look;
    const struct glyph *g;
    marks_of(t, ln->r, &marks);
    paint_ground(l, ln, t, row);
    row_look_start(&look, l, at.unit, t->theme);
    size_t n = layout_glyphs(l, at, &g);
    for (size_t i = 0; i < n; i++) {
        struct str link;
        struct style s = row_look_of(&look, &g[i], t->links ? &link : NULL);
        if (i && g[i].len)
            paint_between(t, &marks, row, &g[i - 1], &g[i], s);
        if (g[i].len || g[i].deco == DECO_NOTE)
            s = with_marks(&marks, t->theme, g[i].pos, s);
        put_glyph(t->g, row, t->col + (int)g[i].x, &g[i], s, t->links ? link : STR_NONE);
    }
}

unsigned paint_rows(struct layout *l, struct layout_at top, const struct paint_target *t)
{
    struct layout_at at = top;
    if (!layout_doc(l)->nblocks)
        return 0;
    for (unsigned i = 0; i < t->rows; i++) {
        paint_row(l, at, t, t->row + (int)i);
        if (!layout_next(l, &at))
            return i + 1;
    }
    return t->rows;
}
