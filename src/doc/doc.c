#include "doc/doc.h"

#include "doc/rules.h"

#include <stdlib.h>
#include <sys/mman.h>

const struct block_rule block_rules[BLOCK_KINDS] = {
    [BLOCK_TITLE] = {"title", RULE_TOP, 0, 0, false, false, 0},
    [BLOCK_HEADING] = {"heading", RULE_ANY, 0, 0, false, false, 0},
    [BLOCK_PARA] = {"para", RULE_ANY, 0, 0, false, false, 0},
    [BLOCK_CODE] = {"code", RULE_ANY, 0, 0, false, true, 0},
    [BLOCK_PRE] = {"pre", RULE_ANY, 0, 0, false, true, 0},
    [BLOCK_RULE] = {"rule", RULE_ANY, 0, 0, true, false, 0},
    [BLOCK_CELL] = {"cell", BLOCK_ROW, 0, 0, true, false, BLOCK_F_HEADER},
    [BLOCK_FIGURE] = {"figure", RULE_ANY, 0, 0, true, false, 0},
    [BLOCK_TURN] = {"turn", RULE_ANY, 0, 0, false, false, 0},
    [BLOCK_QUOTE] = {"quote", RULE_ANY, RULE_ANY, 1, false, false, 0},
    [BLOCK_LIST] = {"list", RULE_ANY, BLOCK_ITEM, 2, false, false, BLOCK_F_ORDERED},
    [BLOCK_ITEM] = {"item", BLOCK_LIST, RULE_ANY, 1, false, false, BLOCK_F_TASK | BLOCK_F_DONE},
    [BLOCK_TABLE] = {"table", RULE_ANY, BLOCK_ROW, 2, false, false, 0},
    [BLOCK_ROW] = {"row", BLOCK_TABLE, BLOCK_CELL, 1, false, false, 0},
    [BLOCK_FOOTNOTE] = {"footnote", RULE_TOP, RULE_ANY, 1, false, false, 0},
};

static const char *const attr_names[ATTR_KEYS] = {
    [ATTR_TITLE] = "title",
    [ATTR_AUTHOR] = "author",
    [ATTR_SOURCE] = "source",
    [ATTR_DATE] = "date",
    [ATTR_EDITOR] = "editor",
    [ATTR_LANG] = "lang",
    [ATTR_URL] = "url",
    [ATTR_SUMMARY] = "summary",
    [ATTR_KEYWORD] = "keyword",
    [ATTR_SPEAKER] = "speaker",
    [ATTR_RELATED_LABEL] = "related-label",
    [ATTR_RELATED] = "related",
    [ATTR_RELATED_URL] = "related-url",
    [ATTR_NOTE] = "note",
    [ATTR_REPAIR] = "repair",
    [ATTR_REPAIR_OFFER] = "repair-offer",
    [ATTR_REPAIR_EDIT] = "repair-edit",
    [ATTR_CHARSET] = "charset",
    [ATTR_REPLACED] = "replaced",
    [ATTR_FORMAT] = "format",
    [ATTR_NEXT] = "next",
    [ATTR_PAGES] = "pages",
    [ATTR_START] = "start",
    [ATTR_CODE_LANG] = "code-lang",
    [ATTR_SRC] = "src",
    [ATTR_ALT] = "alt",
    [ATTR_ALIGN] = "align",
    [ATTR_COLSPAN] = "colspan",
    [ATTR_ROWSPAN] = "rowspan",
    [ATTR_LABEL] = "label",
    [ATTR_HREF] = "href",
    [ATTR_LINK_TITLE] = "link-title",
    [ATTR_RUBY] = "ruby",
    [ATTR_ID] = "id",
    [ATTR_TAG] = "tag",
    [ATTR_FEED] = "feed",
};

const char *block_kind_name(enum block_kind k)
{
    return (unsigned)k < BLOCK_KINDS ? block_rules[k].name : "?";
}

const char *attr_key_name(enum attr_key k)
{
    return (unsigned)k < ATTR_KEYS ? attr_names[k] : "?";
}

bool block_may_hold(unsigned parent, enum block_kind child)
{
    unsigned wants = block_rules[child].parent;
    if (parent == RULE_TOP)
        return wants == RULE_TOP || wants == RULE_ANY;
    if (wants != RULE_ANY)
        return wants == parent;
    return block_rules[parent].child == RULE_ANY;
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    if (d->owned_is_map)
        munmap(d->owned, d->owned_bytes);
    else
        free(d->owned);
    free(d);
}

void doc_attrs_of(const struct doc *d, uint32_t owner, uint32_t *beg, uint32_t *end)
{
    uint32_t i = 0, index = owner & ((1u << 30) - 1);
    if (owner >> 30 == 1)
        i = d->blocks[index].attrs;
    else if (owner >> 30 == 2)
        i = d->spans[index].attrs;
    if (i > d->nattrs)
        i = d->nattrs;
    *beg = i;
    while (i < d->nattrs && d->attrs[i].owner == owner)
        i++;
    *end = i;
}

static struct str attr_of(const struct doc *d, uint32_t owner, enum attr_key key)
{
    uint32_t i, end;
    doc_attrs_of(d, owner, &i, &end);
    for (; i < end; i++) {
        const struct attr *a = &d->attrs[i];
        if (a->key == key)
            return str_sub(d->strings, a->beg, (size_t)a->beg + a->len);
    }
    return STR_NONE;
}

struct str doc_attr(const struct doc *d, enum attr_key key)
{
    return attr_of(d, ATTR_OWNER_DOC, key);
}

struct str doc_block_attr(const struct doc *d, uint32_t block, enum attr_key key)
{
    return attr_of(d, ATTR_OWNER_BLOCK(block), key);
}

struct str doc_span_attr(const struct doc *d, uint32_t span, enum attr_key key)
{
    return attr_of(d, ATTR_OWNER_SPAN(span), key);
}

struct str doc_title(const struct doc *d)
{
    if (d->nblocks && d->blocks[0].kind == BLOCK_TITLE)
        return doc_slice(d, d->blocks[0].r);
    return doc_attr(d, ATTR_TITLE);
}

/* Leaves begin one behind the other's end and containers where their first leaf does, so the last
 * block that begins at or before pos is a leaf, and holds pos. */
uint32_t doc_leaf_at(const struct doc *d, doc_pos pos)
{
    uint32_t lo = 0, hi = d->nblocks;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->blocks[mid].r.beg <= pos)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? lo - 1 : DOC_NONE;
}

uint32_t doc_next_leaf(const struct doc *d, uint32_t i)
{
    i = i == DOC_NONE ? 0 : d->blocks[i].next;
    while (i < d->nblocks && !block_is_leaf(&d->blocks[i]))
        i++;
    return i < d->nblocks ? i : DOC_NONE;
}

uint32_t doc_prev_leaf(const struct doc *d, uint32_t i)
{
    if (i == DOC_NONE)
        i = d->nblocks;
    while (i > 0)
        if (block_is_leaf(&d->blocks[--i]))
            return i;
    return DOC_NONE;
}

uint32_t doc_ancestor(const struct doc *d, uint32_t i, enum block_kind k)
{
    while (i != DOC_NONE && d->blocks[i].kind != k)
        i = d->blocks[i].parent;
    return i;
}

/* The first span with end > pos, or with `touch` also an empty one at pos. */
static uint32_t span_behind(const struct doc *d, doc_pos pos, bool touch)
{
    uint32_t lo = 0, hi = d->nspans;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const struct doc_range *r = &d->spans[mid].r;
        if (r->end > pos || (touch && r->beg == pos && r->end == pos))
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

uint32_t doc_span_from(const struct doc *d, doc_pos pos)
{
    return span_behind(d, pos, true);
}

uint32_t doc_span_at(const struct doc *d, doc_pos pos)
{
    uint32_t i = span_behind(d, pos, false);
    return i < d->nspans && d->spans[i].r.beg <= pos ? i : DOC_NONE;
}
