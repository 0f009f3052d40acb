#include "layout/block.h"

#include "base/i18n.h"
#include "text/punct.h"

enum {
    ROOMY_COLS = 40, /* narrower measures do without the outer indents */
    TEXT_COLS = 8,   /* what indents leave to the text at least */
    NAME_MAX_COLS = 12,
    NAME_GAP_COLS = 2,
    NAMES_LOOKED_AT = 256,
    NARROW_INDENT_COLS = 30, /* below, first-line indents are halved */
};

struct str block_mark(enum block_mark m)
{
    static const char *const marks[][2] = {
        [MARK_BAR] = {"|", "▎"},          [MARK_RULE] = {"-", "─"},     [MARK_BULLET] = {"-", "•"},
        [MARK_BULLET_INNER] = {"-", "◦"}, [MARK_CONTINUE] = {">", "↪"},
    };
    return str_of(marks[m][width_policy()->ambiguous == 1]);
}

struct str block_figure_word(void)
{
    return str_of(_("[Figure]"));
}

/* The containers of block b, outermost first. */
static unsigned chain_of(const struct doc *d, uint32_t b, uint32_t chain[LAYOUT_MAX_DEPTH])
{
    unsigned n = 0;
    for (uint32_t i = d->blocks[b].parent; i != DOC_NONE && n < LAYOUT_MAX_DEPTH;
         i = d->blocks[i].parent)
        chain[n++] = i;
    for (unsigned i = 0; i < n / 2; i++) {
        uint32_t t = chain[i];
        chain[i] = chain[n - 1 - i];
        chain[n - 1 - i] = t;
    }
    return n;
}

/* The place of an item in its list. */
static const struct list_cursor *list_place(struct layout *l, uint32_t list, uint32_t item,
                                            unsigned depth)
{
    const struct block *bl = l->doc->blocks;
    struct list_cursor *c = &l->lists[depth];
    if (c->list != list) {
        *c = (struct list_cursor){.list = list, .item = list + 1};
        for (uint32_t i = list + 1; i < bl[list].next; i = bl[i].next)
            c->count++;
    }
    if (item < c->item) {
        c->item = list + 1;
        c->index = 0;
    }
    while (c->item < item && bl[c->item].next <= item) {
        c->item = bl[c->item].next;
        c->index++;
    }
    return c;
}

static uint32_t list_start(const struct doc *d, uint32_t list)
{
    unsigned long long start;
    return str_to_u64(doc_block_attr(d, list, ATTR_START), 999999999, &start) ? (uint32_t)start : 1;
}

static bool is_kind(const struct doc *d, uint32_t b, enum block_kind k)
{
    return b != DOC_NONE && d->blocks[b].kind == k;
}

static bool is_numbered(const struct doc *d, uint32_t item)
{
    uint32_t list = d->blocks[item].parent;
    return !(d->blocks[item].flags & BLOCK_F_TASK) && is_kind(d, list, BLOCK_LIST) &&
           (d->blocks[list].flags & BLOCK_F_ORDERED);
}

static unsigned depth_of(const struct doc *d, uint32_t b)
{
    unsigned n = 0;
    while ((b = d->blocks[b].parent) != DOC_NONE && n < LAYOUT_MAX_DEPTH - 1)
        n++;
    return n;
}

static unsigned marker_cols(struct layout *l, uint32_t item)
{
    const struct doc *d = l->doc;
    if (d->blocks[item].flags & BLOCK_F_TASK)
        return 4;
    if (!is_numbered(d, item))
        return 2;
    uint32_t list = d->blocks[item].parent;
    const struct list_cursor *c = list_place(l, list, item, depth_of(d, list));
    return decimal_digits(list_start(d, list) + c->count - 1) + 2;
}

struct str block_edge_text(struct layout *l, const struct edge *e)
{
    const struct doc *d = l->doc;
    const struct block *b = &d->blocks[e->block];
    if (e->deco == DECO_BAR)
        return block_mark(MARK_BAR);
    if (b->kind == BLOCK_FOOTNOTE)
        return str_of(arena_printf(
            &l->scratch, "[%u]", notes_number(&l->notes, doc_block_attr(d, e->block, ATTR_LABEL))));
    if (b->flags & BLOCK_F_TASK)
        return b->flags & BLOCK_F_DONE ? STR("[x]") : STR("[ ]");
    unsigned depth = depth_of(d, b->parent);
    if (is_numbered(d, e->block)) {
        uint32_t n = list_start(d, b->parent) + list_place(l, b->parent, e->block, depth)->index;
        return str_of(arena_printf(&l->scratch, "%*u.", e->w - 2, n));
    }
    bool inner = doc_ancestor(d, b->parent, BLOCK_ITEM) != DOC_NONE;
    return block_mark(inner ? MARK_BULLET_INNER : MARK_BULLET);
}

/* Whether unit b is the first thing in container c, so that c's marker stands in its first row. */
static bool opens(const uint32_t *chain, unsigned n, unsigned c, uint32_t b)
{
    return b - chain[c] == n - c;
}

struct frame_room {
    uint32_t max_left; /* how far indents may go */
    uint32_t measure;
};

static void add_marker(struct frame *f, const struct frame_room *r, struct edge e, bool first)
{
    if (f->left + e.w <= r->max_left)
        f->left = (uint16_t)(f->left + e.w);
    else if (!first || f->first + e.w + TEXT_COLS / 2u > r->measure)
        return;
    if (first) {
        e.x = f->first;
        f->edge[f->n++] = e;
        f->first = (uint16_t)(f->first + e.w);
    }
    if (!first || f->first < f->left)
        f->first = f->left;
}

static void add_bar(struct frame *f, const struct frame_room *r, uint32_t b, unsigned w)
{
    if (f->left + w > r->max_left)
        w = 2;
    if (f->left + w > r->max_left || f->first > f->left)
        return;
    f->first = f->left = (uint16_t)(f->left + w);
    f->edge[f->n++] = (struct edge){DECO_BAR, (uint16_t)(f->left - 2), 2, b};
}

static struct frame_room frame_room(const struct layout *l)
{
    uint32_t m = l->opts.measure ? l->opts.measure : UINT16_MAX;
    uint32_t keep = m / 2 > TEXT_COLS ? m / 2 : TEXT_COLS;
    return (struct frame_room){m > keep ? m - keep : 0, m};
}

static void frame_containers(struct layout *l, uint32_t b, struct frame *f)
{
    const struct doc *d = l->doc;
    struct frame_room r = frame_room(l);
    bool roomy = r.measure >= ROOMY_COLS;
    bool quoted = false, listed = false;
    uint32_t chain[LAYOUT_MAX_DEPTH];
    unsigned n = chain_of(d, b, chain);
    for (unsigned i = 0; i < n; i++) {
        struct edge e = {.block = chain[i]};
        switch (d->blocks[chain[i]].kind) {
        case BLOCK_QUOTE:
            add_bar(f, &r, chain[i], roomy && !quoted ? 4 : 2);
            quoted = true;
            break;
        case BLOCK_LIST:
            if (roomy && !listed && f->left == f->first && f->left + 2u <= r.max_left)
                f->first = f->left = (uint16_t)(f->left + 2);
            listed = true;
            break;
        case BLOCK_ITEM:
            e.deco = DECO_BULLET;
            e.w = (uint16_t)marker_cols(l, chain[i]);
            add_marker(f, &r, e, opens(chain, n, i, b));
            break;
        case BLOCK_FOOTNOTE:
            e.deco = DECO_LABEL;
            e.w = (uint16_t)(decimal_digits(notes_count(&l->notes)) + 3);
            add_marker(f, &r, e, opens(chain, n, i, b));
            break;
        }
    }
}

void block_frame(struct layout *l, uint32_t b, struct frame *f)
{
    f->first = f->left = 0;
    f->n = 0;
    if (l->doc->blocks[b].parent != DOC_NONE)
        frame_containers(l, b, f);
    f->outer = f->left;
}

/* Cells of the first-line indent of a paragraph. Book style indents at the top level: in CJK text
 * every paragraph by indent_em, in other text by half of it and not after a heading or anything
 * else that is no paragraph. Inside quotes, items and notes paragraphs stand apart by a blank row. */
static unsigned first_indent(const struct layout *l, const struct unit *u)
{
    const struct layout_opts *o = &l->opts;
    if (u->kind != BLOCK_PARA || o->style != LAYOUT_BOOK ||
        l->doc->blocks[u->block].parent != DOC_NONE)
        return 0;
    unsigned cols = o->indent_em * 2u;
    if (!l->cjk) {
        cols /= 2;
        uint32_t prev = layout_prev_unit(l, u->block);
        if (prev == DOC_NONE || l->doc->blocks[prev].kind != BLOCK_PARA)
            return 0;
    }
    if (!o->measure)
        return cols;
    if (o->measure < NARROW_INDENT_COLS)
        cols /= 2;
    return cols <= o->measure / 2u ? cols : 0;
}

struct str block_name(const struct doc *d, uint32_t b, uint32_t *body)
{
    static const struct str dropped[] = {STR(":"), STR(" "), STR("："), STR("\u3000")};
    struct doc_range r = d->blocks[b].r;
    doc_pos end = r.beg;
    uint32_t i = doc_span_from(d, r.beg);
    for (; i < d->nspans && d->spans[i].r.beg == end && end < r.end; i++) {
        if (!(d->spans[i].kinds & SPAN_SPEAKER))
            break;
        end = d->spans[i].r.end;
    }
    struct str name = doc_slice(d, (struct doc_range){r.beg, end});
    struct str rest = doc_slice(d, (struct doc_range){end, r.end});
    for (size_t k = 0; name.n && k < sizeof dropped / sizeof *dropped; k++)
        if (str_ends(name, dropped[k])) {
            name.n -= dropped[k].n;
            k = (size_t)-1;
        }
    for (size_t k = 0; name.n && k < sizeof dropped / sizeof *dropped; k++)
        if (str_starts(rest, dropped[k])) {
            rest = str_sub(rest, dropped[k].n, rest.n);
            k = (size_t)-1;
        }
    *body = name.n ? (uint32_t)(r.end - r.beg - rest.n) : 0;
    return name;
}

static unsigned even(unsigned cols)
{
    return (cols + 1) & ~1u;
}

/* The column of names: as wide as the widest that is not wider than NAME_MAX_COLS, and its gap. */
static unsigned name_column(struct layout *l)
{
    if (l->name_cols)
        return l->name_cols;
    const struct doc *d = l->doc;
    uint32_t beg, end;
    size_t widest = 4;
    unsigned names = 0;
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    for (; beg < end && names < NAMES_LOOKED_AT; beg++) {
        const struct attr *a = &d->attrs[beg];
        if (a->key != ATTR_SPEAKER)
            continue;
        names++;
        size_t w = width_str(str_sub(d->strings, a->beg, (size_t)a->beg + a->len));
        if (w > widest && w <= NAME_MAX_COLS)
            widest = w;
    }
    /* whole em behind the first indent's width, so that text stays on the grid of Han characters */
    l->name_cols = (uint16_t)((widest + NAME_GAP_COLS + 3) & ~(size_t)3);
    return l->name_cols;
}

/* Hangs the name where half of the measure is left beside it. A name with a note, or a very long
 * one, stays in the line. */
static void hang_name(struct layout *l, struct unit *u)
{
    uint32_t body, room = layout_room(l, u->left);
    struct str name = block_name(l->doc, u->block, &body);
    unsigned column = name_column(l);
    struct doc_range before = {u->r.beg, u->r.beg + body};
    if (name.n == 0 || layout_span_kinds(l->doc, before) & SPAN_NOTE_REF)
        return;
    unsigned first = even((unsigned)width_str(name) + NAME_GAP_COLS);
    first = first > column ? first : column;
    if (u->first > u->left || room < TEXT_COLS * 2 || column > room / 2 || first > room / 2)
        return;
    u->body = body;
    u->first = (uint16_t)(u->left + first);
    u->left = (uint16_t)(u->left + column);
}

static unsigned figure_cols(const struct layout *l, const struct unit *u)
{
    unsigned w = (unsigned)width_str(block_figure_word()) + 1;
    return w <= layout_room(l, u->left) / 2 ? w : 0;
}

/* An opener's ink stands in the right half of its square: the first line is indented by a cell less,
 * so that the ink stands where other paragraphs begin. A quote has no blank half. */
static void keep_first_opener(struct unit *u)
{
    if (!u->para.text.n || !u->para.set.compress || !u->para.set.on || u->first <= u->left)
        return;
    unsigned len;
    uint32_t c = utf8_get(u->para.text.p, &len);
    if (punct_class(c, u->para.lb.lang) != PUNCT_OPEN || width_of(c) != 2)
        return;
    u->first--;
    u->para.set.first_full = true;
}

static void indent_leaf(struct layout *l, struct unit *u)
{
    unsigned room = layout_room(l, u->left);
    switch (u->kind) {
    case BLOCK_PARA:
        u->first = (uint16_t)(u->first + first_indent(l, u));
        keep_first_opener(u);
        break;
    case BLOCK_CODE:
    case BLOCK_PRE:
        if (room >= ROOMY_COLS / 2) {
            u->first = (uint16_t)(u->first + 2);
            u->left = (uint16_t)(u->left + 2);
        }
        break;
    case BLOCK_FIGURE:
        u->first = (uint16_t)(u->first + figure_cols(l, u));
        break;
    case BLOCK_TURN:
        hang_name(l, u);
        break;
    }
}

struct margin {
    uint8_t above, below;
};

static const struct margin margins[BLOCK_KINDS] = {
    [BLOCK_TITLE] = {1, 2}, [BLOCK_HEADING] = {1, 1}, [BLOCK_CODE] = {1, 1}, [BLOCK_PRE] = {1, 1},
    [BLOCK_RULE] = {1, 1},  [BLOCK_FIGURE] = {1, 1},  [BLOCK_TURN] = {1, 1}, [BLOCK_TABLE] = {1, 1},
    [BLOCK_QUOTE] = {1, 1}, [BLOCK_LIST] = {1, 1},
};

static unsigned max2(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* An item of several paragraphs has blank rows inside, so it has them around it too. */
static bool is_loose_item(const struct doc *d, uint32_t i)
{
    if (d->blocks[i].kind != BLOCK_ITEM)
        return false;
    uint32_t second = d->blocks[i + 1].next;
    return second < d->blocks[i].next && d->blocks[second].kind != BLOCK_LIST;
}

/* The margin of the containers of unit b that do not hold unit `other`; lists in lists have none. */
static unsigned container_margin(const struct doc *d, uint32_t b, uint32_t other)
{
    unsigned gap = 0;
    for (uint32_t i = d->blocks[b].parent; i != DOC_NONE; i = d->blocks[i].parent) {
        if (i < other && other < d->blocks[i].next)
            break;
        uint32_t up = d->blocks[i].parent;
        if (d->blocks[i].kind == BLOCK_LIST && up != DOC_NONE && d->blocks[up].kind == BLOCK_ITEM)
            continue;
        gap = max2(gap, is_loose_item(d, i) ? 1 : margins[d->blocks[i].kind].above);
    }
    return gap;
}

static unsigned gap_between(const struct layout *l, uint32_t prev, uint32_t b)
{
    const struct block *p = &l->doc->blocks[prev], *t = &l->doc->blocks[b];
    unsigned gap = max2(margins[p->kind].below, margins[t->kind].above);
    bool siblings = t->parent == DOC_NONE ? p->parent == DOC_NONE : prev > t->parent;
    if (siblings && (l->opts.style == LAYOUT_WEB || t->parent != DOC_NONE))
        gap = max2(gap, 1);
    gap = max2(gap, container_margin(l->doc, prev, b));
    gap = max2(gap, container_margin(l->doc, b, prev));
    gap = max2(gap, l->opts.line_spacing);
    if (gap || siblings)
        gap += l->opts.para_spacing;
    return gap;
}

static bool in_footnote(const struct doc *d, uint32_t b)
{
    return d->blocks[b].parent != DOC_NONE && doc_ancestor(d, b, BLOCK_FOOTNOTE) != DOC_NONE;
}

uint32_t block_note_rule_row(const struct layout *l, const struct unit *u)
{
    if (u->above == 0 || !in_footnote(l->doc, u->block) ||
        in_footnote(l->doc, layout_prev_unit(l, u->block)))
        return UINT32_MAX;
    return u->above - 1u;
}

void block_measure(struct layout *l, struct unit *u)
{
    struct frame f;
    block_frame(l, u->block, &f);
    u->first = f.first;
    u->left = f.left;
    u->body = 0;
    indent_leaf(l, u);
    /* raised and lowered characters have stand-ins: a row with them is not its text alone */
    bool scripts = layout_span_kinds(l->doc, u->r) & (SPAN_SUP | SPAN_SUB);
    u->bare = f.n == 0 && u->body == 0 && u->kind != BLOCK_RULE && u->kind != BLOCK_FIGURE &&
              u->kind != BLOCK_CODE && !scripts && !u->para.respell;
    u->spacing = u->kind == BLOCK_CODE || u->kind == BLOCK_TABLE ? 0 : l->opts.line_spacing;
    u->readings = u->para.ruby && ruby_is_above(l->doc, u->r, u->para.want);
    if (u->readings && !u->spacing)
        u->spacing = 1;
    uint32_t prev = layout_prev_unit(l, u->block);
    u->above = 0;
    if (prev == DOC_NONE)
        return;
    u->above = (uint16_t)gap_between(l, prev, u->block);
    if (in_footnote(l->doc, u->block) && !in_footnote(l->doc, prev))
        u->above = (uint16_t)(max2(u->above, 1) + 1);
}
