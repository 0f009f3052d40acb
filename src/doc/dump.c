#include "doc/dump.h"

#include "doc/rules.h"

#include <inttypes.h>
#include <stdint.h>

_Static_assert(ATTR_KEYS <= 64, "sets of keys are sets of bits");

static const char *const span_names[] = {
    "strong", "em", "code", "link", "ruby", "strike", "mark", "sub", "sup", "speaker", "note-ref",
};

static const char *const flag_names[] = {"ordered", "header", "task", "done"};

static struct str value_of(const struct doc *d, uint32_t attr)
{
    const struct attr *a = &d->attrs[attr];
    return str_sub(d->strings, a->beg, (size_t)a->beg + a->len);
}

/* Tree */

static bool is_bare(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ' ' || s.p[i] == '"' || s.p[i] == '\\' || s.p[i] == '\n' || s.p[i] == '\t')
            return false;
    return s.n > 0;
}

static void tree_attrs(const struct doc *d, uint32_t owner, struct buf *out)
{
    uint32_t i, end;
    doc_attrs_of(d, owner, &i, &end);
    for (; i < end; i++) {
        struct str value = value_of(d, i);
        buf_addf(out, " %s=", attr_key_name(d->attrs[i].key));
        if (is_bare(value))
            buf_add(out, value);
        else
            json_string(out, value);
    }
}

static void tree_head(const struct doc *d, struct buf *out)
{
    uint32_t i, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    for (; i < end; i++) {
        struct str value = value_of(d, i);
        buf_adds(out, attr_key_name(d->attrs[i].key));
        buf_adds(out, ": ");
        if (str_chr(value, '\n', 0) == STR_NPOS)
            buf_add(out, value);
        else
            json_string(out, value);
        buf_addc(out, '\n');
    }
    if (doc_attr(d, ATTR_RELATED_LABEL).p && !doc_attr(d, ATTR_RELATED).p)
        buf_adds(out, "related: (none)\n");
}

static void tree_range(const struct doc *d, struct doc_range r, bool text, struct buf *out)
{
    buf_addf(out, " %" PRIu32 "..%" PRIu32, r.beg, r.end);
    if (text && r.end > r.beg) {
        buf_addc(out, ' ');
        json_string(out, doc_slice(d, r));
    }
}

static void tree_block(const struct doc *d, uint32_t i, unsigned depth, struct buf *out)
{
    const struct block *b = &d->blocks[i];
    buf_fill(out, ' ', 2 * (size_t)depth);
    buf_adds(out, block_kind_name(b->kind));
    if (b->level)
        buf_addf(out, " %u", b->level);
    for (unsigned f = 0; f < sizeof flag_names / sizeof *flag_names; f++)
        if (b->flags >> f & 1)
            buf_addf(out, " %s", flag_names[f]);
    tree_range(d, b->r, block_is_leaf(b), out);
    tree_attrs(d, ATTR_OWNER_BLOCK(i), out);
    buf_addc(out, '\n');
}

static void tree_span(const struct doc *d, uint32_t i, unsigned depth, struct buf *out)
{
    const struct span *s = &d->spans[i];
    const char *sep = "";
    buf_fill(out, ' ', 2 * (size_t)depth);
    for (unsigned k = 0; k < sizeof span_names / sizeof *span_names; k++) {
        if (!(s->kinds >> k & 1))
            continue;
        buf_addf(out, "%s%s", sep, span_names[k]);
        sep = "+";
    }
    if (!s->kinds)
        buf_adds(out, "span");
    tree_range(d, s->r, true, out);
    tree_attrs(d, ATTR_OWNER_SPAN(i), out);
    buf_addc(out, '\n');
}

/* Calls for every block in order with its depth, and for the spans of a leaf behind it. */
struct walk {
    uint32_t block, span;
    uint32_t open[DOC_MAX_DEPTH];
    unsigned depth;
};

/* The depth of the block the walk stands at. */
static unsigned walk_depth(const struct doc *d, struct walk *w)
{
    while (w->depth && d->blocks[w->open[w->depth - 1]].next <= w->block)
        w->depth--;
    unsigned depth = w->depth;
    if (!block_is_leaf(&d->blocks[w->block]))
        w->open[w->depth++] = w->block;
    return depth;
}

/* The next span of the block the walk stands at; DOC_NONE behind the last. */
static uint32_t walk_span(const struct doc *d, struct walk *w)
{
    const struct block *b = &d->blocks[w->block];
    if (!block_is_leaf(b) || w->span == d->nspans || d->spans[w->span].r.end > b->r.end)
        return DOC_NONE;
    return w->span++;
}

void doc_dump_tree(const struct doc *d, struct buf *out)
{
    tree_head(d, out);
    for (struct walk w = {0}; w.block < d->nblocks; w.block++) {
        unsigned depth = walk_depth(d, &w);
        tree_block(d, w.block, depth, out);
        for (uint32_t s; (s = walk_span(d, &w)) != DOC_NONE;)
            tree_span(d, s, depth + 1, out);
    }
}

/* JSON */

static void json_key(struct buf *out, const char **sep, const char *key)
{
    buf_adds(out, *sep);
    json_string(out, str_of(key));
    buf_addc(out, ':');
    *sep = ",";
}

static void json_value(struct buf *out, const char **sep, const char *key, struct str value)
{
    json_key(out, sep, key);
    json_string(out, value);
}

static void json_number(struct buf *out, const char **sep, const char *key, uint64_t n)
{
    json_key(out, sep, key);
    buf_addf(out, "%" PRIu64, n);
}

/* A list of those names whose bit is set. */
static void json_names(struct buf *out, const char *const *names, size_t n, unsigned set)
{
    const char *sep = "";
    buf_addc(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (!(set >> i & 1))
            continue;
        buf_adds(out, sep);
        json_string(out, str_of(names[i]));
        sep = ",";
    }
    buf_addc(out, ']');
}

/* The attributes of an owner as one object, each key once: the first. */
static void json_attrs(const struct doc *d, uint32_t owner, struct buf *out, const char **sep)
{
    const char *inner = "";
    uint32_t i, end;
    uint64_t seen = 0;
    doc_attrs_of(d, owner, &i, &end);
    if (i == end)
        return;
    json_key(out, sep, "attrs");
    buf_addc(out, '{');
    for (; i < end; i++) {
        uint32_t key = d->attrs[i].key;
        if (!(seen >> key & 1))
            json_value(out, &inner, attr_key_name(key), value_of(d, i));
        seen |= (uint64_t)1 << key;
    }
    buf_addc(out, '}');
}

static bool key_repeats(uint32_t key)
{
    return key == ATTR_KEYWORD || key == ATTR_SPEAKER || key == ATTR_NOTE || key == ATTR_REPAIR ||
           key == ATTR_REPAIR_OFFER || key == ATTR_REPAIR_EDIT;
}

static void json_list(const struct doc *d, uint32_t key, struct buf *out)
{
    const char *sep = "";
    uint32_t i, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    buf_addc(out, '[');
    for (; i < end; i++) {
        if (d->attrs[i].key != key)
            continue;
        buf_adds(out, sep);
        json_string(out, value_of(d, i));
        sep = ",";
    }
    buf_addc(out, ']');
}

static void json_related(const struct doc *d, struct buf *out)
{
    const char *sep = "";
    uint32_t i, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    buf_addc(out, '[');
    for (; i < end; i++) {
        if (d->attrs[i].key != ATTR_RELATED)
            continue;
        const char *inner = "";
        buf_adds(out, sep);
        buf_addc(out, '{');
        json_value(out, &inner, "title", value_of(d, i));
        if (i + 1 < end && d->attrs[i + 1].key == ATTR_RELATED_URL)
            json_value(out, &inner, "url", value_of(d, i + 1));
        buf_addc(out, '}');
        sep = ",";
    }
    buf_addc(out, ']');
}

static void json_head(const struct doc *d, struct buf *out, const char **sep)
{
    struct str title = doc_title(d);
    if (title.p)
        json_value(out, sep, "title", title);
    for (uint32_t key = ATTR_TITLE + 1; key < ATTR_KEYS; key++) {
        struct str value = doc_attr(d, key);
        if (key == ATTR_RELATED && (value.p || doc_attr(d, ATTR_RELATED_LABEL).p)) {
            json_key(out, sep, "related");
            json_related(d, out);
        } else if (value.p && key_repeats(key)) {
            json_key(out, sep, attr_key_name(key));
            json_list(d, key, out);
        } else if (value.p && key != ATTR_RELATED && key != ATTR_RELATED_URL) {
            json_value(out, sep, attr_key_name(key), value);
        }
    }
    json_number(out, sep, "units", d->units);
}

static void json_range(const struct doc *d, struct doc_range r, bool text, struct buf *out,
                       const char **sep)
{
    json_number(out, sep, "beg", r.beg);
    json_number(out, sep, "end", r.end);
    if (text)
        json_value(out, sep, "text", doc_slice(d, r));
}

static void json_spans(const struct doc *d, struct walk *w, struct buf *out, const char **sep)
{
    const char *between = "[";
    for (uint32_t i; (i = walk_span(d, w)) != DOC_NONE; between = ",") {
        const struct span *s = &d->spans[i];
        const char *inner = "";
        if (*between == '[')
            json_key(out, sep, "spans");
        buf_adds(out, between);
        buf_addc(out, '{');
        json_key(out, &inner, "kinds");
        json_names(out, span_names, sizeof span_names / sizeof *span_names, s->kinds);
        json_range(d, s->r, true, out, &inner);
        json_attrs(d, ATTR_OWNER_SPAN(i), out, &inner);
        buf_addc(out, '}');
    }
    if (*between == ',')
        buf_addc(out, ']');
}

static void json_block(const struct doc *d, struct walk *w, struct buf *out)
{
    const struct block *b = &d->blocks[w->block];
    const char *sep = "";
    buf_addc(out, '{');
    json_value(out, &sep, "kind", str_of(block_kind_name(b->kind)));
    json_number(out, &sep, "depth", walk_depth(d, w));
    if (b->level)
        json_number(out, &sep, "level", b->level);
    if (b->flags) {
        json_key(out, &sep, "flags");
        json_names(out, flag_names, sizeof flag_names / sizeof *flag_names, b->flags);
    }
    json_range(d, b->r, block_is_leaf(b), out, &sep);
    json_attrs(d, ATTR_OWNER_BLOCK(w->block), out, &sep);
    json_spans(d, w, out, &sep);
    buf_addc(out, '}');
}

void doc_dump_json(const struct doc *d, struct buf *out)
{
    const char *sep = "", *between = "\n";
    buf_addc(out, '{');
    json_head(d, out, &sep);
    json_key(out, &sep, "blocks");
    buf_addc(out, '[');
    for (struct walk w = {0}; w.block < d->nblocks; w.block++) {
        buf_adds(out, between);
        json_block(d, &w, out);
        between = ",\n";
    }
    buf_adds(out, "]}\n");
}
