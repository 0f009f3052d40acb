#include "layout/glyph.h"

#include "layout/block.h"
#include "layout/insert.h"
#include "layout/shown.h"
#include "layout/table.h"
#include "text/punct.h"

enum { RULE_MAX_COLS = 16, RULE_MIN_COLS = 3, NOTE_RULE_COLS = 12 };

void glyph_deco(struct layout *l, enum glyph_deco deco, doc_pos pos, uint32_t x, uint32_t w,
                struct str text)
{
    vec_push(
        &l->glyphs,
        (struct glyph){.pos = pos, .x = x, .w = (uint16_t)w, .deco = (uint8_t)deco, .text = text});
}

/* A reading at column x, as much of it as the measure has room for. */
static void push_reading(struct layout *l, const struct para *p, const struct ruby_group *g,
                         uint32_t x)
{
    uint32_t measure = l->opts.measure ? l->opts.measure : PARA_UNLIMITED;
    struct str text = g->text;
    size_t used = g->w;
    if (x + g->w > measure)
        text.n = width_fit(text, measure > x ? measure - x : 0, &used);
    if (used)
        glyph_deco(l, DECO_RUBY, p->base + g->beg, x, (uint32_t)used, text);
}

/* What stands behind the cluster that ends at byte `at`: a reading in brackets, marks of notes. Gives
 * the cells of it all, room beside a base too. */
static uint32_t insert_run(struct layout *l, const struct para *p, uint32_t at, struct inserts *in,
                           uint32_t x)
{
    const struct ruby_group g = in->group;
    struct inserts behind = *in;
    uint32_t cols = insert_behind(&behind, at), pen = 0, span;
    if (g.end <= at && !g.above && g.w) {
        push_reading(l, p, &g, x);
        pen = g.w;
    }
    while ((span = insert_next_mark(in, at)) != DOC_NONE) {
        uint32_t number = notes_number(&l->notes, doc_span_attr(l->doc, span, ATTR_LABEL));
        uint32_t w = notes_mark_cols(&l->notes, span);
        glyph_deco(l, DECO_NOTE, l->doc->spans[span].r.beg, x + pen, w,
                   str_of(arena_printf(&l->scratch, "[%u]", number)));
        pen += w;
    }
    *in = behind;
    return cols;
}

/* In the script that is asked for. */
static struct str respelt(struct layout *l, const struct para *p, const struct cluster *cl)
{
    struct str s = str_sub(p->text, cl->beg, cl->end);
    struct str shown =
        respell(&l->respell, p->base, p->text, l->opts.script, l->written, cl->beg, cl->end);
    return str_eq(shown, s) ? s : arena_str(&l->scratch, shown);
}

static struct str cluster_shown(struct layout *l, const struct para *p, const struct cluster *cl)
{
    const struct doc *d = l->doc;
    struct str s = str_sub(p->text, cl->beg, cl->end);
    if (s.p[0] == '\t')
        return STR(" ");
    if (p->scripts && s.n == 1) {
        uint32_t span = doc_span_at(d, p->base + cl->beg);
        if (span != DOC_NONE && d->spans[span].kinds & (SPAN_SUP | SPAN_SUB))
            return shown_script(s, d->spans[span].kinds);
    }
    if (p->respell && cl->w == 2)
        return respelt(l, p, cl);
    return cl->plain ? s : shown_cluster(s);
}

static void push_cluster(struct layout *l, const struct para *p, const struct cluster *cl,
                         uint32_t x)
{
    uint32_t n = cl->end - cl->beg;
    vec_push(&l->glyphs, (struct glyph){
                             .pos = p->base + cl->beg,
                             .len = (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX),
                             .x = x,
                             .w = (uint16_t)cl->w,
                             .text = cluster_shown(l, p, cl),
                         });
}

uint32_t glyph_run(struct layout *l, const struct para *p, struct doc_range bytes, uint32_t x,
                   uint32_t w)
{
    bool inserts = p->notes || p->ruby;
    struct inserts in;
    uint32_t pen = 0;
    insert_start(&in, p, bytes.beg);
    if (bytes.beg == 0 && p->notes)
        pen += insert_run(l, p, 0, &in, x);
    for (uint32_t at = bytes.beg; at < bytes.end && pen < w;) {
        struct cluster cl = para_cluster(p, at, pen);
        if (cl.w && pen + cl.w <= w)
            push_cluster(l, p, &cl, x + pen);
        pen += cl.w;
        at = cl.end;
        if (inserts && pen < w)
            pen += insert_run(l, p, at, &in, x + pen);
    }
    return pen;
}

static struct str form_of(const struct set_glyph *g, struct str cluster)
{
    unsigned len;
    uint32_t c = utf8_get(cluster.p, &len);
    switch ((enum set_form)g->form) {
    case SET_AS_IS:
        break;
    case SET_HALF:
        return punct_half(c).n ? punct_half(c) : cluster;
    case SET_FULL:
        return punct_full(c);
    case SET_STROKE:
        return STR("─");
    case SET_CORNER:
        return punct_corner(c);
    }
    return cluster;
}

void glyph_line(struct layout *l, const struct para *p, uint32_t beg, const struct para_line *pl,
                uint32_t x)
{
    if (!pl->set && !p->ruby) {
        glyph_run(l, p, (struct doc_range){beg, pl->end}, x, pl->w - pl->hyphen);
        return;
    }
    bool inserts = p->notes || p->ruby;
    struct inserts in;
    set_line(p, beg, pl, &l->set);
    insert_start(&in, p, beg);
    if (beg == 0 && p->notes)
        insert_run(l, p, 0, &in, x);
    for (size_t i = 0; i < l->set.v.n; i++) {
        const struct set_glyph *g = &l->set.v.v[i];
        struct cluster cl = {.beg = g->beg, .end = g->end, .w = g->w, .plain = g->plain};
        if (g->w) {
            push_cluster(l, p, &cl, x + g->x);
            if (g->form != SET_AS_IS)
                vec_last(&l->glyphs).text = form_of(g, str_sub(p->text, g->beg, g->end));
        }
        if (inserts)
            insert_run(l, p, g->end, &in, x + g->x + g->w);
    }
}

/* The reading of a group whose base begins at glyph i of the line: in the middle over its base. */
static void reading(struct layout *l, const struct para *p, const struct ruby_group *g, size_t i,
                    uint32_t x)
{
    const struct set_glyph *v = l->set.v.v;
    size_t last = i;
    while (last + 1 < l->set.v.n && v[last + 1].beg < g->end)
        last++;
    uint32_t base = v[last].x + v[last].w - v[i].x, from = x + v[i].x;
    push_reading(l, p, g, base > g->w ? from + (base - g->w) / 2 : from - v[i].pad);
}

void glyph_readings(struct layout *l, const struct para *p, uint32_t beg,
                    const struct para_line *pl, uint32_t x)
{
    struct inserts in;
    set_line(p, beg, pl, &l->set);
    insert_start(&in, p, beg);
    for (size_t i = 0; i < l->set.v.n; i++) {
        const struct set_glyph *g = &l->set.v.v[i];
        const struct ruby_group group = in.group;
        if (group.above && group.beg == g->beg)
            reading(l, p, &group, i, x);
        insert_behind(&in, g->end);
    }
}

static void push_edges(struct layout *l, const struct unit *u, const struct frame *f, bool first)
{
    for (unsigned i = 0; i < f->n; i++) {
        const struct edge *e = &f->edge[i];
        if (e->deco != DECO_BAR && !first)
            continue;
        struct str text = block_edge_text(l, e);
        glyph_deco(l, e->deco, u->r.beg, e->x, (uint32_t)width_str(text), text);
    }
}

/* A row between units or lines: bars go on where both sides are in the same quotation. */
static void blank_row(struct layout *l, const struct unit *u, uint32_t row)
{
    struct frame f;
    block_frame(l, u->block, &f);
    uint32_t before = row < u->above ? layout_prev_unit(l, u->block) : u->block;
    for (unsigned i = 0; i < f.n; i++)
        if (f.edge[i].deco == DECO_BAR && f.edge[i].block < before)
            glyph_deco(l, DECO_BAR, u->r.beg, f.edge[i].x, 1, block_mark(MARK_BAR));
    if (row == block_note_rule_row(l, u)) {
        uint32_t w = layout_room(l, 0);
        glyph_deco(l, DECO_RULE, u->r.beg, 0, w < NOTE_RULE_COLS ? w : NOTE_RULE_COLS,
                   block_mark(MARK_RULE));
    }
}

static void rule_row(struct layout *l, const struct unit *u)
{
    uint32_t room = l->opts.measure ? layout_room(l, u->first) : RULE_MAX_COLS;
    uint32_t w = room / 4;
    w = w > RULE_MAX_COLS ? RULE_MAX_COLS : w;
    w = w < RULE_MIN_COLS ? RULE_MIN_COLS : w;
    w = w > room ? room : w;
    glyph_deco(l, DECO_RULE, u->r.beg, u->first + (room - w) / 2, w, block_mark(MARK_RULE));
}

/* The frame word; without a caption the alternative text too, as far as it fits: its cells. */
static uint32_t figure_row(struct layout *l, const struct unit *u, const struct frame *f)
{
    struct str word = block_figure_word();
    uint32_t x = f->first, w = (uint32_t)width_str(word);
    if (u->first > f->first)
        glyph_deco(l, DECO_FIGURE, u->r.beg, x, w, word);
    struct str alt = doc_block_attr(l->doc, u->block, ATTR_ALT);
    if (u->para.text.n || !alt.n)
        return 0;
    uint32_t room = layout_room(l, u->first);
    size_t used = width_str(alt);
    bool cut = used > room && room > 0;
    if (cut) {
        size_t n = width_fit(alt, room - 1, &used);
        alt = str_of(arena_printf(&l->scratch, STR_FMT "…", (int)n, alt.p));
        used++;
    }
    glyph_deco(l, DECO_FIGURE, u->r.beg, u->first, (uint32_t)used, alt);
    return (uint32_t)used;
}

static void name_run(struct layout *l, const struct unit *u, const struct frame *f)
{
    uint32_t body;
    struct str name = block_name(l->doc, u->block, &body);
    glyph_run(l, &u->para, (struct doc_range){0, (uint32_t)name.n}, f->left, u->first - f->left);
}

/* What belongs to a unit's kind and is no text of the line. Gives the cells by which it moves what
 * is. */
static uint32_t kind_run(struct layout *l, const struct unit *u, const struct frame *f, uint32_t i)
{
    if (u->kind == BLOCK_RULE && i == 0)
        rule_row(l, u);
    if (u->kind == BLOCK_FIGURE && i == 0)
        return figure_row(l, u, f);
    if (u->body && i == 0)
        name_run(l, u, f);
    if (u->kind == BLOCK_CODE && i > 0 && u->lines.v[i - 1].wrapped && u->left >= f->left + 2)
        glyph_deco(l, DECO_CONTINUE, u->r.beg + unit_line_beg(u, i), u->left - 2u, 1,
                   block_mark(MARK_CONTINUE));
    return 0;
}

/* The byte that the text of line i begins with: in the first line behind the hanging name. */
static uint32_t text_beg(const struct unit *u, uint32_t i)
{
    return i ? unit_line_beg(u, i) : u->body;
}

static void reading_row(struct layout *l, const struct unit *u, uint32_t i)
{
    glyph_readings(l, &u->para, text_beg(u, i), &u->lines.v[i], unit_line_x(u, i));
}

static void text_row(struct layout *l, const struct unit *u, const struct frame *f, uint32_t i)
{
    const struct para_line *pl = &u->lines.v[i];
    uint32_t beg = text_beg(u, i);
    uint32_t x = unit_line_x(u, i) + kind_run(l, u, f, i);
    glyph_line(l, &u->para, beg, pl, x);
    if (pl->hyphen)
        glyph_deco(l, DECO_HYPHEN, u->r.beg + pl->end, x + pl->w - 1, 1, STR("-"));
}

size_t layout_glyphs(struct layout *l, struct layout_at at, const struct glyph **out)
{
    const struct unit *u = layout_unit(l, at.unit, at.row + 1);
    uint32_t i;
    l->glyphs.n = 0;
    arena_reset(&l->scratch);
    bool table = u->table && at.row >= u->above;
    if (!table && !unit_row_line(u, at.row, &i)) {
        blank_row(l, u, at.row);
        if (unit_row_reading(u, at.row, &i))
            reading_row(l, u, i);
    } else {
        struct frame f;
        block_frame(l, u->block, &f);
        push_edges(l, u, &f, table ? at.row == u->above : i == 0);
        if (table)
            table_glyphs(u->table, at.row - u->above);
        else
            text_row(l, u, &f, i);
    }
    *out = l->glyphs.v;
    return l->glyphs.n;
}

uint32_t layout_x_of(struct layout *l, doc_pos pos)
{
    struct layout_at at = layout_find(l, pos);
    const struct glyph *g, *near = NULL;
    size_t n = l->doc->nblocks ? layout_glyphs(l, at, &g) : 0;
    for (size_t i = 0; i < n; i++)
        if (g[i].len && g[i].pos <= pos && (!near || near->pos < g[i].pos))
            near = &g[i];
    if (!near)
        return n || l->doc->nblocks ? layout_line(l, at)->x : 0;
    return pos < near->pos + near->len ? near->x : near->x + near->w;
}

doc_pos layout_pos_at(struct layout *l, struct layout_at at, uint32_t x)
{
    const struct glyph *g, *left = NULL, *first = NULL;
    size_t n = layout_glyphs(l, at, &g);
    for (size_t i = 0; i < n; i++) {
        if (!g[i].len)
            continue;
        if (!first || g[i].x < first->x)
            first = &g[i];
        if (g[i].x <= x && (!left || left->x <= g[i].x))
            left = &g[i];
    }
    if (left || first)
        return (left ? left : first)->pos;
    return layout_line(l, at)->r.beg;
}
