#include "doc/outline.h"

#include "base/vec.h"

struct outline outline_build(const struct doc *d)
{
    VEC(struct outline_entry) v = {0};
    uint8_t open[DOC_MAX_LEVEL]; /* levels of the headings that the present one is below */
    unsigned depth = 0;
    for (uint32_t i = 0; i < d->nblocks; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind != BLOCK_HEADING)
            continue;
        while (depth && open[depth - 1] >= b->level)
            depth--;
        open[depth++] = b->level;
        if (v.n)
            vec_last(&v).r.end = b->r.beg;
        vec_push(&v, (struct outline_entry){i, (uint8_t)depth, {b->r.beg, (doc_pos)d->text.n}});
    }
    return (struct outline){v.v, v.n};
}

void outline_free(struct outline *o)
{
    free(o->v);
    *o = (struct outline){0};
}

size_t outline_at(const struct outline *o, doc_pos pos)
{
    size_t lo = 0, hi = o->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (o->v[mid].r.beg <= pos)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? lo - 1 : o->n;
}

struct str outline_title(const struct doc *d, const struct outline *o, doc_pos pos)
{
    size_t i = outline_at(o, pos);
    if (i >= o->n)
        return STR_NONE;
    struct str s = doc_slice(d, d->blocks[o->v[i].block].r);
    size_t nl = str_chr(s, '\n', 0);
    return nl == STR_NPOS ? s : str_sub(s, 0, nl);
}
