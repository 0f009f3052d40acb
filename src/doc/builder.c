#include "doc/builder.h"

#include "base/i18n.h"
#include "doc/build.h"
#include "text/sanitize.h"

#include <stdarg.h>
#include <stdio.h>

const struct doc_limits DOC_LIMITS_DEFAULT = {
    .max_text_bytes = 128 << 20,
    .max_blocks = 4 << 20,
    .max_spans = 4 << 20,
    .max_attrs = 4 << 20,
    .max_string_bytes = 32 << 20,
};

static size_t at_most(size_t n, size_t max)
{
    return n < max ? n : max;
}

static void part_init(struct build_part *p)
{
    p->container = p->leaf = p->low = DOC_NONE;
}

struct doc_builder *doc_builder_new(const struct doc_limits *lim)
{
    const size_t index_max = (1u << 30) - 1; /* of ATTR_OWNER_BLOCK and ATTR_OWNER_SPAN */
    struct doc_builder *b = mem_zero(1, sizeof *b);
    if (!lim)
        lim = &DOC_LIMITS_DEFAULT;
    b->lim = (struct doc_limits){
        .max_text_bytes = at_most(lim->max_text_bytes, DOC_MAX_TEXT),
        .max_blocks = at_most(lim->max_blocks, index_max),
        .max_spans = at_most(lim->max_spans, index_max),
        .max_attrs = at_most(lim->max_attrs, index_max),
        .max_string_bytes = at_most(lim->max_string_bytes, DOC_MAX_TEXT),
    };
    part_init(&b->main);
    part_init(&b->notes);
    b->part = &b->main;
    b->node = b->doc_attrs = DOC_NONE;
    return b;
}

static void part_free(struct build_part *p)
{
    buf_free(&p->text);
    vec_free(&p->blocks);
    vec_free(&p->pieces);
}

void doc_builder_free(struct doc_builder *b)
{
    if (!b)
        return;
    part_free(&b->main);
    part_free(&b->notes);
    vec_free(&b->open);
    vec_free(&b->nodes);
    vec_free(&b->attrs);
    buf_free(&b->strings);
    buf_free(&b->scratch);
    buf_free(&b->scratch2);
    free(b);
}

bool build_fail(struct doc_builder *b, enum err_code code, const char *fmt, ...)
{
    if (b->failed)
        return false;
    va_list ap;
    va_start(ap, fmt);
    char msg[sizeof b->err.msg];
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    b->failed = true;
    return err_set(&b->err, code, "%s", msg);
}

/* Blocks */

static unsigned top_kind(const struct doc_builder *b)
{
    return b->open.n ? vec_last(&b->open).kind : RULE_TOP;
}

static bool under_ghost(const struct doc_builder *b)
{
    return b->open.n && vec_last(&b->open).ghost;
}

static void push_entry(struct doc_builder *b, enum block_kind kind, bool made, bool ghost)
{
    vec_push(&b->open, (struct build_open){.kind = (uint8_t)kind, .made = made, .ghost = ghost});
    b->nopen[kind]++;
}

/* The leaf that ends says again what the given title says. */
static bool repeats_title(const struct doc_builder *b, const struct block *leaf)
{
    struct str all = buf_str(&b->main.text);
    if (!b->title_given || b->title_said || b->part != &b->main || b->main.leaf != 1)
        return false;
    struct str title = str_sub(all, b->main.blocks.v[0].r.beg, b->main.blocks.v[0].r.end);
    struct str text = str_sub(all, leaf->r.beg, leaf->r.end);
    if (leaf->kind == BLOCK_TITLE)
        return str_find(title, text, 0) != STR_NPOS;
    return (leaf->kind == BLOCK_HEADING || leaf->kind == BLOCK_PARA) && str_eq(title, text);
}

static void end_leaf(struct doc_builder *b)
{
    struct build_part *p = b->part;
    build_end_text(b);
    struct block *leaf = &p->blocks.v[p->leaf];
    leaf->r.end = (doc_pos)p->text.n;
    leaf->next = (uint32_t)p->blocks.n;
    bool empty = leaf->r.beg == leaf->r.end && !block_rules[leaf->kind].keeps_empty;
    bool again = !empty && repeats_title(b, leaf);
    b->title_said |= again;
    if (leaf->kind == BLOCK_TITLE && p->leaf > 0) { /* see doc_build_given */
        leaf->kind = BLOCK_HEADING;
        leaf->level = 1;
    }
    if (empty || again) {
        p->text.n = p->before_leaf;
        p->pieces.n = p->leaf_pieces;
        p->blocks.n--;
    } else {
        p->has_leaf = true;
    }
    p->leaf = DOC_NONE;
}

static void end_container(struct doc_builder *b)
{
    struct build_part *p = b->part;
    struct block *c = &p->blocks.v[p->container];
    uint32_t first = p->container + 1;
    p->container = c->parent;
    p->depth--;
    if (first == p->blocks.n) {
        p->blocks.n--;
        return;
    }
    c->next = (uint32_t)p->blocks.n;
    c->r = (struct doc_range){p->blocks.v[first].r.beg, (doc_pos)p->text.n};
}

void build_pop(struct doc_builder *b)
{
    struct build_open top = vec_last(&b->open);
    b->open.n--;
    b->nopen[top.kind]--;
    if (top.ghost) {
        if (b->part->leaf != DOC_NONE &&
            !b->part->breaks) /* in a cell: what follows stands apart */
            b->part->breaks = 1;
        return;
    }
    if (top.kind < BLOCK_LEAF_KINDS) {
        end_leaf(b);
        return;
    }
    end_container(b);
    if (top.kind == BLOCK_FOOTNOTE)
        b->part = &b->main;
}

static bool push_block(struct doc_builder *b, enum block_kind kind, bool made)
{
    struct build_part *p = b->part;
    if (b->main.blocks.n + b->notes.blocks.n >= b->lim.max_blocks)
        return build_fail(b, ERR_LIMIT, _("it has more than %zu paragraphs and other blocks"),
                          b->lim.max_blocks);
    vec_push(&p->blocks, (struct block){.kind = (uint8_t)kind,
                                        .level = kind == BLOCK_HEADING,
                                        .parent = p->container,
                                        .attrs = DOC_NONE});
    push_entry(b, kind, made, false);
    return true;
}

static void push_container(struct doc_builder *b, enum block_kind kind, bool made)
{
    struct build_part *p = b->part;
    bool fits = p->depth + block_rules[kind].levels <= DOC_MAX_DEPTH;
    if (under_ghost(b) || !fits) {
        push_entry(b, kind, made, true);
    } else if (push_block(b, kind, made)) {
        p->container = (uint32_t)p->blocks.n - 1;
        p->depth++;
    }
}

static void push_leaf(struct doc_builder *b, enum block_kind kind, bool made)
{
    struct build_part *p = b->part;
    if (kind == BLOCK_CELL && under_ghost(b))
        kind = BLOCK_PARA;
    if (!push_block(b, kind, made))
        return;
    p->leaf = (uint32_t)p->blocks.n - 1;
    p->before_leaf = p->text.n;
    p->leaf_pieces = p->pieces.n;
    p->breaks = 0;
    p->space = p->space_lf = false;
    p->low = b->node;
    if (p->has_leaf)
        build_append(b, STR("\n"), DOC_NONE);
    p->blocks.v[p->leaf].r.beg = (doc_pos)p->text.n;
}

static void push(struct doc_builder *b, enum block_kind kind, bool made)
{
    if (kind < BLOCK_LEAF_KINDS)
        push_leaf(b, kind, made);
    else
        push_container(b, kind, made);
}

/* True when the innermost open block is to be closed before `kind` can be opened: what the builder
 * made ends where it is not needed any more, and rows do not nest. */
static bool gives_way(const struct doc_builder *b, enum block_kind kind)
{
    unsigned top = top_kind(b);
    if (top == RULE_TOP || block_may_hold(top, kind))
        return false;
    if (!vec_last(&b->open).made)
        return top == BLOCK_ROW && kind == BLOCK_ROW;
    if (top == BLOCK_ITEM)
        return kind == BLOCK_ITEM;
    return !(top == BLOCK_TABLE && kind == BLOCK_CELL);
}

/* The container to be made inside `top` on the way to `kind`. */
static enum block_kind container_towards(unsigned top, enum block_kind kind)
{
    if (top != RULE_TOP && block_rules[top].child != RULE_ANY)
        return block_rules[top].child;
    do
        kind = block_rules[kind].parent;
    while (!block_may_hold(top, kind));
    return kind;
}

/* Closes and makes what must be so that `kind` can be opened. False when that ended in a cell,
 * which holds no blocks. */
static bool settle(struct doc_builder *b, enum block_kind kind)
{
    while (gives_way(b, kind))
        build_pop(b);
    while (!b->failed && !under_ghost(b) && !block_may_hold(top_kind(b), kind)) {
        if (top_kind(b) == BLOCK_CELL)
            return false;
        push(b, container_towards(top_kind(b), kind), true);
    }
    return !b->failed;
}

/* Closes the open leaf for `kind`. False when it is a cell that takes `kind` in: the text of blocks
 * in a cell is the cell's, each on a line of its own. */
static bool leave_leaf(struct doc_builder *b, enum block_kind kind)
{
    struct build_part *p = b->part;
    if (p->leaf == DOC_NONE)
        return true;
    if (p->blocks.v[p->leaf].kind == BLOCK_CELL) {
        bool sibling = kind == BLOCK_CELL || kind == BLOCK_ROW;
        if (under_ghost(b) || !sibling)
            return false;
    }
    build_pop(b);
    return true;
}

static void open_in_cell(struct doc_builder *b, enum block_kind kind)
{
    if (b->failed)
        return;
    push_entry(b, kind, false, true);
    if (!b->part->breaks)
        b->part->breaks = 1;
}

/* A footnote does not end the paragraph it is given in: it goes to the notes, and the paragraph
 * goes on behind it. Footnotes do not nest. */
static void open_footnote(struct doc_builder *b)
{
    if (!b->nopen[BLOCK_FOOTNOTE]) {
        b->part = &b->notes;
        if (!push_block(b, BLOCK_FOOTNOTE, false))
            return;
        b->notes.container = (uint32_t)b->notes.blocks.n - 1;
        b->notes.depth = 1;
    } else if (leave_leaf(b, BLOCK_FOOTNOTE) && settle(b, BLOCK_QUOTE)) {
        push_entry(b, BLOCK_FOOTNOTE, false, true);
    } else {
        open_in_cell(b, BLOCK_FOOTNOTE);
    }
}

void doc_build_open(struct doc_builder *b, enum block_kind kind)
{
    if (b->failed || (unsigned)kind >= BLOCK_KINDS)
        return;
    if (kind == BLOCK_FOOTNOTE) {
        open_footnote(b);
        return;
    }
    bool room = leave_leaf(b, kind);
    bool first = b->part == &b->main && b->main.blocks.n == b->title_given;
    if (kind == BLOCK_TITLE && !first)
        kind = BLOCK_HEADING; /* C7: only the first leaf is a title */
    if (room && settle(b, kind))
        push(b, kind, false);
    else
        open_in_cell(b, kind);
}

void build_open_for_text(struct doc_builder *b)
{
    struct build_part *p = b->part;
    if (p->leaf != DOC_NONE && p->blocks.v[p->leaf].kind == BLOCK_RULE)
        build_pop(b);
    if (p->leaf == DOC_NONE && settle(b, BLOCK_PARA))
        push(b, BLOCK_PARA, true);
}

void doc_build_close(struct doc_builder *b, enum block_kind kind)
{
    if (b->failed || (unsigned)kind >= BLOCK_KINDS)
        return;
    if (kind == BLOCK_TITLE && !b->nopen[BLOCK_TITLE])
        kind = BLOCK_HEADING;
    if (!b->nopen[kind])
        return;
    while (top_kind(b) != kind)
        build_pop(b);
    build_pop(b);
}

/* NULL when the innermost open block is none, or a ghost. */
static struct block *innermost(struct doc_builder *b)
{
    struct build_part *p = b->part;
    if (b->failed || !b->open.n || under_ghost(b))
        return NULL;
    return &p->blocks.v[p->leaf != DOC_NONE ? p->leaf : p->container];
}

void doc_build_level(struct doc_builder *b, unsigned level)
{
    struct block *x = innermost(b);
    if (x && x->kind == BLOCK_HEADING)
        x->level = (uint8_t)(level < 1 ? 1 : at_most(level, DOC_MAX_LEVEL));
}

void doc_build_flags(struct doc_builder *b, unsigned flags)
{
    struct block *x = innermost(b);
    if (x)
        x->flags |= (uint16_t)(flags & block_rules[x->kind].flags);
}

/* Attributes */

static bool add_value(struct doc_builder *b, enum attr_key key, struct str value,
                      struct build_attr *a)
{
    size_t beg = b->strings.n;
    sanitize(value, key == ATTR_NOTE ? SANITIZE_TEXT : SANITIZE_LINE, &b->strings);
    struct str clean = str_trim(str_sub(buf_str(&b->strings), beg, b->strings.n));
    if (clean.n)
        memmove(b->strings.p + beg, clean.p, clean.n);
    b->strings.n = beg + clean.n;
    if (b->strings.n > b->lim.max_string_bytes)
        return build_fail(b, ERR_LIMIT, _("its titles, links and notes are longer than %zu KB"),
                          b->lim.max_string_bytes >> 10);
    *a = (struct build_attr){(uint32_t)key, (uint32_t)beg, (uint32_t)clean.n, DOC_NONE};
    return true;
}

static void add_attr(struct doc_builder *b, uint32_t *newest, enum attr_key key, struct str value)
{
    struct build_attr a;
    if (b->failed || (unsigned)key >= ATTR_KEYS)
        return;
    if (b->attrs.n >= b->lim.max_attrs) {
        build_fail(b, ERR_LIMIT, _("it has more than %zu attributes"), b->lim.max_attrs);
        return;
    }
    if (!add_value(b, key, value, &a))
        return;
    a.next = *newest;
    *newest = (uint32_t)b->attrs.n;
    vec_push(&b->attrs, a);
}

void doc_build_attr(struct doc_builder *b, enum attr_key key, struct str value)
{
    if (!(b->given >> key & 1))
        add_attr(b, &b->doc_attrs, key, value);
}

void doc_build_given(struct doc_builder *b, enum attr_key key, struct str value)
{
    b->given |= UINT64_C(1) << key;
    if (key != ATTR_TITLE) {
        add_attr(b, &b->doc_attrs, key, value);
        return;
    }
    doc_build_open(b, BLOCK_TITLE);
    doc_build_text(b, value);
    doc_build_close(b, BLOCK_TITLE);
    b->title_given = b->main.blocks.n > 0;
}

void doc_build_block_attr(struct doc_builder *b, enum attr_key key, struct str value)
{
    struct block *x = innermost(b);
    if (x)
        add_attr(b, &x->attrs, key, value);
}

void doc_build_content_hash(struct doc_builder *b, struct hash128 h)
{
    b->content_hash = h;
}

struct hash128 doc_builder_content_hash(const struct doc_builder *b)
{
    return b->content_hash;
}

/* Spans */

static uint32_t add_node(struct doc_builder *b, uint32_t parent, uint32_t kinds)
{
    if (b->nodes.n >= b->lim.max_spans) {
        build_fail(b, ERR_LIMIT, _("it has more than %zu links and emphases"), b->lim.max_spans);
        return DOC_NONE;
    }
    vec_push(&b->nodes, (struct build_node){parent, kinds, DOC_NONE, false});
    return (uint32_t)b->nodes.n - 1;
}

void doc_build_span_open(struct doc_builder *b, unsigned kinds)
{
    if (b->failed)
        return;
    if (b->span_depth == BUILD_SPAN_DEPTH) {
        b->span_ghosts++;
        return;
    }
    kinds &= SPAN_ALL & ~SPAN_NOTE_REF;
    if (b->node != DOC_NONE)
        kinds |= b->nodes.v[b->node].kinds;
    uint32_t node = add_node(b, b->node, kinds);
    if (node == DOC_NONE)
        return;
    b->node = node;
    b->span_depth++;
}

void doc_build_span_attr(struct doc_builder *b, enum attr_key key, struct str value)
{
    if (b->failed || b->node == DOC_NONE || b->span_ghosts)
        return;
    uint32_t *newest = &b->nodes.v[b->node].attrs;
    uint32_t i = *newest;
    while (i != DOC_NONE && b->attrs.v[i].key != (uint32_t)key)
        i = b->attrs.v[i].next;
    if (i == DOC_NONE) {
        add_attr(b, newest, key, value);
        return;
    }
    uint32_t next = b->attrs.v[i].next;
    if (add_value(b, key, value, &b->attrs.v[i]))
        b->attrs.v[i].next = next;
}

void doc_build_span_close(struct doc_builder *b)
{
    if (b->failed || b->node == DOC_NONE)
        return;
    if (b->span_ghosts) {
        b->span_ghosts--;
        return;
    }
    uint32_t node = b->node, parent = b->nodes.v[node].parent;
    if (b->main.low == node)
        b->main.low = parent;
    if (b->notes.low == node)
        b->notes.low = parent;
    if (node == b->nodes.n - 1 && !b->nodes.v[node].used)
        b->nodes.n--;
    b->node = parent;
    b->span_depth--;
}

void doc_build_note_ref(struct doc_builder *b, struct str label)
{
    if (b->failed)
        return;
    build_open_for_text(b);
    uint32_t node = add_node(b, DOC_NONE, SPAN_NOTE_REF);
    if (node == DOC_NONE)
        return;
    add_attr(b, &b->nodes.v[node].attrs, ATTR_LABEL, label);
    build_mark(b, node);
}
