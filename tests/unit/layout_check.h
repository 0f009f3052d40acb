/* What is true of every layout. Each check gives NULL, or what is wrong. */
#ifndef JD_TESTS_LAYOUT_CHECK_H
#define JD_TESTS_LAYOUT_CHECK_H

#include "layout/layout.h"
#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdio.h>

static inline const char *check_failed(const char *what, struct layout_at at)
{
    static char msg[160];
    snprintf(msg, sizeof msg, "%s: unit %u row %u", what, at.unit, at.row);
    return msg;
}

static inline bool check_is_table(const struct layout *l, struct layout_at at)
{
    return layout_doc(l)->blocks[at.unit].kind == BLOCK_TABLE;
}

/* Glyphs stand in order, do not overlap, and stay in the measure unless the row is one cluster. */
static inline const char *check_width(struct layout *l, struct layout_at at)
{
    uint32_t measure = layout_options(l)->measure, right = 0, widest = 0;
    const struct glyph *g;
    size_t clusters = 0, n = layout_glyphs(l, at, &g);
    for (size_t i = 0; i < n; i++) {
        clusters += g[i].len > 0;
        if (g[i].w == 0)
            return check_failed("glyph of no width", at);
        if (g[i].x < right)
            return check_failed("glyphs overlap", at);
        right = g[i].x + g[i].w;
        widest = right > widest ? right : widest;
    }
    if (layout_options(l)->hang)
        measure += measure ? 2 : 0;
    bool readings = layout_line(l, at)->flags & LINE_READINGS;
    if (measure && widest > measure && (clusters > 1 || readings))
        return check_failed("wider than the measure", at);
    return NULL;
}

/* Text lines partition their unit. */
static inline const char *check_partition(struct layout *l, struct layout_at at, doc_pos *next)
{
    const struct line *ln = layout_line(l, at);
    struct doc_range unit = layout_doc(l)->blocks[at.unit].r;
    if (ln->block != at.unit || ln->r.beg > ln->r.end)
        return check_failed("range", at);
    if (check_is_table(l, at))
        return ln->r.beg < unit.beg || ln->r.end > unit.end ? check_failed("hull", at) : NULL;
    if (ln->flags & LINE_BLANK)
        return ln->r.beg == ln->r.end ? NULL : check_failed("blank row with a range", at);
    if ((ln->flags & LINE_FIRST) ? ln->r.beg != unit.beg : ln->r.beg != *next)
        return check_failed("does not begin where the line before ended", at);
    if ((ln->flags & LINE_LAST) && ln->r.end != unit.end)
        return check_failed("last line does not end its unit", at);
    if (ln->r.beg == ln->r.end && unit.beg != unit.end)
        return check_failed("empty line", at);
    *next = ln->r.end;
    return NULL;
}

/* pos → (row, x) → pos for clusters drawn: all of a short row, some of a long one, others in the next. */
static inline const char *check_places(struct layout *l, struct layout_at at)
{
    enum { ASKED = 8 };
    const struct glyph *g;
    size_t step = layout_glyphs(l, at, &g) / ASKED + 1;
    for (size_t i = at.row % step, n = layout_glyphs(l, at, &g); i < n;
         n = layout_glyphs(l, at, &g), i += step) {
        struct glyph one = g[i];
        if (!one.len)
            continue;
        if (layout_cmp(layout_find(l, one.pos), at) != 0)
            return check_failed("layout_find", at);
        if (layout_x_of(l, one.pos) != one.x)
            return check_failed("layout_x_of", at);
        if (layout_pos_at(l, at, one.x) != one.pos ||
            layout_pos_at(l, at, one.x + one.w - 1) != one.pos)
            return check_failed("layout_pos_at", at);
    }
    return NULL;
}

static inline bool check_is_space(struct str cluster)
{
    return cluster.p[0] == ' ' || cluster.p[0] == '\t' || cluster.p[0] == '\n' ||
           str_starts(cluster, STR("\u3000"));
}

/* In a row that is no table's: every cluster with a width is drawn once, white space at the end is
 * not, and only a hanging name loses its colon. */
static inline const char *check_drawn(struct layout *l, struct layout_at at)
{
    const struct doc *d = layout_doc(l);
    const struct line ln = *layout_line(l, at);
    const struct glyph *g;
    size_t i = 0, n = layout_glyphs(l, at, &g);
    bool name = d->blocks[at.unit].kind == BLOCK_TURN && (ln.flags & LINE_FIRST);
    if (check_is_table(l, at))
        return NULL;
    if (n && g[n - 1].len && !name && check_is_space(g[n - 1].text))
        return check_failed("white space drawn at the end", at);
    for (size_t pos = ln.r.beg, end; pos < ln.r.end; pos = end) {
        end = pos + grapheme_next(doc_slice(d, (struct doc_range){(doc_pos)pos, ln.r.end}), 0);
        struct str s = str_sub(d->text, pos, end);
        while (i < n && !g[i].len)
            i++;
        if (i < n && g[i].pos == pos)
            i++;
        else if (width_cluster(s) > 0 && !check_is_space(s) && !name)
            return check_failed("cluster left out", at);
    }
    while (i < n && !g[i].len)
        i++;
    return i < n ? check_failed("glyph of another row", at) : NULL;
}

/* Everything, row by row, forward and back. */
static inline const char *check_layout(struct layout *l)
{
    struct layout_at at, last;
    const char *bad = NULL;
    doc_pos next = 0;
    size_t rows = 1;
    if (!layout_first(l, &at) || !layout_last(l, &last))
        return "no rows";
    for (;; rows++) {
        struct layout_at there = at, back;
        bad = bad ? bad : check_partition(l, at, &next);
        bad = bad ? bad : check_width(l, at);
        bad = bad ? bad : check_places(l, at);
        bad = bad ? bad : check_drawn(l, at);
        if (bad || !layout_next(l, &there))
            break;
        back = there;
        if (!layout_prev(l, &back) || layout_cmp(back, at) != 0 || layout_cmp(at, there) >= 0)
            return check_failed("next and prev", at);
        at = there;
    }
    if (bad)
        return bad;
    if (layout_cmp(at, last) != 0)
        return check_failed("layout_last", at);
    if (layout_move(l, &at, -(long)rows) != 1 - (long)rows ||
        layout_move(l, &at, (long)rows) != (long)rows - 1)
        return check_failed("layout_move", at);
    return NULL;
}

#endif
