#include "layout/insert.h"

/* Marks at the very beginning of the text stand before its first cluster, all others belong to the
 * cluster before them. */
static uint32_t first_span(const struct para *p, uint32_t at)
{
    const struct doc *d = p->notes->doc;
    uint32_t i = doc_span_from(d, p->base + at);
    while (at > 0 && i < d->nspans && d->spans[i].r.beg <= p->base + at &&
           d->spans[i].r.end == d->spans[i].r.beg)
        i++;
    return i;
}

static void next_group(struct inserts *in, uint32_t at)
{
    const struct para *p = in->p;
    if (at < p->text.n)
        in->group = ruby_from(p->ruby, p->base, p->text, p->want, at);
    else
        in->group = (struct ruby_group){.beg = UINT32_MAX, .end = UINT32_MAX};
}

void insert_start(struct inserts *in, const struct para *p, uint32_t at)
{
    *in = (struct inserts){.p = p, .from = at};
    if (p->notes)
        in->span = first_span(p, at);
    if (p->ruby)
        next_group(in, at);
    else
        in->group.beg = in->group.end = UINT32_MAX;
}

uint32_t insert_next_mark(struct inserts *in, uint32_t end)
{
    const struct doc *d = in->p->notes ? in->p->notes->doc : NULL;
    while (d && in->span < d->nspans && d->spans[in->span].r.beg <= in->p->base + end) {
        const struct span *s = &d->spans[in->span++];
        if ((s->kinds & SPAN_NOTE_REF) && s->r.beg == s->r.end)
            return in->span - 1;
    }
    return DOC_NONE;
}

static uint32_t mark_cols(struct inserts *in, uint32_t end)
{
    uint32_t cols = 0, span;
    while ((span = insert_next_mark(in, end)) != DOC_NONE)
        cols += notes_mark_cols(in->p->notes, span);
    return cols;
}

uint32_t insert_first(struct inserts *in)
{
    return in->from == 0 ? mark_cols(in, 0) : 0;
}

uint32_t insert_before(const struct inserts *in, uint32_t beg)
{
    return in->group.beg == beg ? in->group.lead : 0;
}

/* A group that a line end parts all the same has its room in neither line. */
static uint32_t group_cols(const struct inserts *in)
{
    const struct ruby_group *g = &in->group;
    if (!g->above)
        return g->w;
    return g->beg >= in->from ? g->trail : 0;
}

uint32_t insert_behind(struct inserts *in, uint32_t end)
{
    uint32_t cols = 0;
    if (end >= in->group.end) {
        cols = group_cols(in);
        next_group(in, end);
    }
    return cols + mark_cols(in, end);
}

uint32_t insert_free(const struct inserts *in, uint32_t at)
{
    uint32_t to = (uint32_t)in->p->text.n;
    if (in->p->notes && in->span < in->p->notes->doc->nspans) {
        doc_pos mark = in->p->notes->doc->spans[in->span].r.beg;
        uint32_t place = mark > in->p->base + at ? mark - in->p->base : at;
        to = place < to ? place : to;
    }
    uint32_t group = in->group.beg > at ? in->group.beg : at;
    return group < to ? group : to;
}
