#include "doc/pick.h"

#include "text/grapheme.h"
#include "text/sentence.h"

/* The part of a leaf that units do not cross: the speaker's name, or all else. */
static struct doc_range part_at(const struct doc *d, doc_pos pos)
{
    uint32_t leaf = doc_leaf_at(d, pos);
    if (leaf == DOC_NONE)
        return (struct doc_range){0, 0};
    struct doc_range r = d->blocks[leaf].r;
    uint32_t span = doc_span_from(d, r.beg);
    if (span >= d->nspans || d->spans[span].r.beg != r.beg ||
        !(d->spans[span].kinds & SPAN_SPEAKER))
        return r;
    doc_pos body = d->spans[span].r.end;
    return pos < body ? (struct doc_range){r.beg, body} : (struct doc_range){body, r.end};
}

/* Offsets within a slice of the text, as ranges of the document. */
static struct doc_range shifted(struct text_range r, doc_pos by)
{
    return (struct doc_range){by + (doc_pos)r.beg, by + (doc_pos)r.end};
}

/* The cluster at pos of part, or the last one before. */
static size_t cluster_at(struct str part, size_t at)
{
    if (at >= part.n)
        return part.n ? grapheme_prev(part, part.n) : 0;
    return grapheme_floor(part, at);
}

static struct text_range sentence_out(struct str s, size_t at, unsigned outer)
{
    struct text_range r = sentence_at(s, at), around;
    while (outer-- && sentence_around(s, r, &around))
        r = around;
    return r;
}

struct doc_range pick_at(const struct doc *d, doc_pos pos, enum pick_unit unit, unsigned outer)
{
    struct doc_range part = part_at(d, pos);
    struct str s = doc_slice(d, part);
    size_t at = cluster_at(s, pos > part.beg ? pos - part.beg : 0);
    if (!s.n || unit == PICK_PARA)
        return part;
    if (unit == PICK_CHAR)
        return shifted((struct text_range){at, grapheme_next(s, at)}, part.beg);
    if (unit == PICK_WORD)
        return shifted(word_at(s, at), part.beg);
    struct text_range r = sentence_out(s, at, outer);
    return r.end > r.beg ? shifted(r, part.beg) : part;
}

bool pick_has_outer(const struct doc *d, doc_pos pos, unsigned outer)
{
    struct doc_range now = pick_at(d, pos, PICK_SENTENCE, outer);
    struct doc_range more = pick_at(d, pos, PICK_SENTENCE, outer + 1);
    return more.beg != now.beg || more.end != now.end;
}

/* The beginning of the next leaf that has text; pos without. */
static doc_pos next_leaf(const struct doc *d, doc_pos pos)
{
    uint32_t leaf = doc_leaf_at(d, pos);
    while (leaf != DOC_NONE && (leaf = doc_next_leaf(d, leaf)) != DOC_NONE)
        if (d->blocks[leaf].r.end > d->blocks[leaf].r.beg)
            return d->blocks[leaf].r.beg;
    return pos;
}

/* The end of the leaf before that has text; pos without. */
static doc_pos prev_leaf(const struct doc *d, doc_pos pos)
{
    uint32_t leaf = doc_leaf_at(d, pos);
    while (leaf != DOC_NONE && (leaf = doc_prev_leaf(d, leaf)) != DOC_NONE)
        if (d->blocks[leaf].r.end > d->blocks[leaf].r.beg)
            return d->blocks[leaf].r.end;
    return pos;
}

static size_t unit_next(struct str s, size_t at, enum pick_unit unit)
{
    switch (unit) {
    case PICK_CHAR:
        return at < s.n ? grapheme_next(s, at) : s.n;
    case PICK_WORD:
        return word_seen_next(s, at);
    case PICK_SENTENCE:
        return sentence_next(s, at);
    default:
        return s.n;
    }
}

static size_t unit_prev(struct str s, size_t at, enum pick_unit unit)
{
    switch (unit) {
    case PICK_CHAR:
        return at ? grapheme_prev(s, at) : 0;
    case PICK_WORD:
        return word_seen_prev(s, at);
    case PICK_SENTENCE:
        return sentence_prev(s, at);
    default:
        return 0;
    }
}

doc_pos pick_next(const struct doc *d, doc_pos pos, enum pick_unit unit)
{
    struct doc_range part = part_at(d, pos);
    size_t at = pos > part.beg ? pos - part.beg : 0;
    size_t next = unit_next(doc_slice(d, part), at, unit);
    if (part.beg + next < part.end)
        return part.beg + (doc_pos)next;
    uint32_t leaf = doc_leaf_at(d, pos);
    if (leaf != DOC_NONE && part.end < d->blocks[leaf].r.end) /* behind the speaker's name */
        return part.end;
    return next_leaf(d, pos);
}

doc_pos pick_prev(const struct doc *d, doc_pos pos, enum pick_unit unit)
{
    struct doc_range part = part_at(d, pos);
    uint32_t leaf = doc_leaf_at(d, pos);
    if (pos <= part.beg && leaf != DOC_NONE) {
        if (part.beg > d->blocks[leaf].r.beg) { /* before the rest is the name */
            part = (struct doc_range){d->blocks[leaf].r.beg, part.beg};
            pos = part.end;
        } else if ((pos = prev_leaf(d, pos)) == part.beg) {
            return pos;
        } else {
            part = part_at(d, pos);
        }
    }
    struct str s = doc_slice(d, part);
    return part.beg + (doc_pos)unit_prev(s, pos > part.beg ? pos - part.beg : 0, unit);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

struct doc_range pick_trim(const struct doc *d, struct doc_range r)
{
    struct str s = doc_slice(d, r);
    size_t beg = 0, end = s.n;
    while (beg < end && is_blank(s.p[beg]))
        beg++;
    while (end > beg && is_blank(s.p[end - 1]))
        end--;
    return (struct doc_range){r.beg + (doc_pos)beg, r.beg + (doc_pos)end};
}
