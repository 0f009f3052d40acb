#include "text/repair_priv.h"

#include "base/arena.h"

typedef void pass_fn(struct str text, bool markup, struct repair_pass *p);

static pass_fn *const PASSES[REPAIR_KINDS] = {
    [REPAIR_RECODED] = repair_recode,    [REPAIR_ENTITIES] = repair_entities,
    [REPAIR_READINGS] = repair_readings, [REPAIR_INVISIBLE] = repair_invisible,
    [REPAIR_FILLER] = repair_filler,     [REPAIR_LOST] = repair_lost,
};

/* Putting a pass's changes into the text. Edits that earlier passes made and a change that touches
 * them become one edit, which knows what stood there at first. */

struct merge {
    struct str text; /* before the pass */
    struct buf out;
    struct arena *arena;
    const struct repair_edit *old;
    size_t nold, i; /* i: the next of old */
    const struct repair_change *new;
    size_t nnew, k; /* k: the next of new */
    size_t at;      /* copied up to there */
    uint8_t kind;
    VEC(struct repair_edit) edits;
};

static bool touches(size_t a, size_t a_end, size_t b, size_t b_end)
{
    return (a < b_end && b < a_end) || (a == b && (a == a_end || b == b_end));
}

/* The range of the next edits and changes that touch each other. */
struct cluster {
    size_t beg, end;
    size_t i_end, k_end;
};

static struct cluster next_cluster(const struct merge *m)
{
    struct cluster c = {.beg = SIZE_MAX, .i_end = m->i, .k_end = m->k};
    if (m->i < m->nold)
        c.beg = m->old[m->i].at;
    if (m->k < m->nnew && m->new[m->k].beg < c.beg)
        c.beg = m->new[m->k].beg;
    c.end = c.beg;
    for (bool more = true; more;) {
        more = false;
        if (c.i_end < m->nold) {
            const struct repair_edit *e = &m->old[c.i_end];
            bool first = c.i_end == m->i && c.k_end == m->k && e->at == c.beg;
            if (first || touches(c.beg, c.end, e->at, e->at + e->len)) {
                c.end = e->at + e->len > c.end ? e->at + e->len : c.end;
                c.i_end++;
                more = true;
            }
        }
        if (c.k_end < m->nnew) {
            const struct repair_change *n = &m->new[c.k_end];
            bool first = c.i_end == m->i && c.k_end == m->k && n->beg == c.beg;
            if (first || touches(c.beg, c.end, n->beg, n->end)) {
                c.end = n->end > c.end ? n->end : c.end;
                c.k_end++;
                more = true;
            }
        }
    }
    return c;
}

/* What stood in the cluster before any pass. */
static struct str original(const struct merge *m, const struct cluster *c)
{
    struct buf b = {0};
    size_t at = c->beg;
    for (size_t i = m->i; i < c->i_end; i++) {
        buf_add(&b, str_sub(m->text, at, m->old[i].at));
        buf_add(&b, m->old[i].before);
        at = m->old[i].at + m->old[i].len;
    }
    buf_add(&b, str_sub(m->text, at, c->end));
    struct str s = arena_str(m->arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static void put_cluster(struct merge *m, const struct cluster *c)
{
    buf_add(&m->out, str_sub(m->text, m->at, c->beg));
    struct repair_edit e = {.kind = m->k < c->k_end ? m->kind : m->old[m->i].kind, .at = m->out.n};
    size_t at = c->beg;
    for (size_t k = m->k; k < c->k_end; k++) {
        buf_add(&m->out, str_sub(m->text, at, m->new[k].beg));
        buf_add(&m->out, m->new[k].after);
        at = m->new[k].end;
    }
    buf_add(&m->out, str_sub(m->text, at, c->end));
    e.len = m->out.n - e.at;
    if (m->edits.n < REPAIR_MAX_EDITS) {
        e.before = original(m, c);
        vec_push(&m->edits, e);
    }
    m->at = c->end;
    m->i = c->i_end;
    m->k = c->k_end;
}

static void apply(struct repair *r, const struct repair_pass *p, enum repair_kind kind)
{
    struct merge m = {.text = r->text,
                      .arena = r->arena,
                      .old = r->edits.v,
                      .nold = r->edits.n,
                      .new = p->changes.v,
                      .nnew = p->changes.n,
                      .kind = (uint8_t)kind};
    buf_reserve(&m.out, r->text.n + 64);
    while (m.i < m.nold || m.k < m.nnew) {
        struct cluster c = next_cluster(&m);
        put_cluster(&m, &c);
    }
    buf_add(&m.out, str_sub(m.text, m.at, m.text.n));
    buf_free(&r->own);
    vec_free(&r->edits);
    r->own = m.out;
    r->edits.v = m.edits.v;
    r->edits.n = m.edits.n;
    r->edits.cap = m.edits.cap;
    r->text = buf_str(&r->own);
}

static void run_pass(struct repair *r, enum repair_kind kind, enum repair_how how, bool markup)
{
    struct repair_pass p = {.arena = r->arena};
    PASSES[kind](r->text, markup, &p);
    bool wanted = p.changes.n && (p.strong || how == REPAIR_ALWAYS);
    r->offered[kind] = p.offered + (wanted || p.faint ? 0 : p.changes.n);
    if (wanted) {
        r->done[kind] = p.changes.n;
        apply(r, &p, kind);
    }
    vec_free(&p.changes);
}

void repair_text(struct str text, const struct repair_opts *o, struct repair *out)
{
    *out = (struct repair){.text = text, .arena = mem_zero(1, sizeof *out->arena)};
    for (size_t k = 0; k < REPAIR_KINDS; k++)
        if (o->how[k] != REPAIR_NEVER)
            run_pass(out, (enum repair_kind)k, (enum repair_how)o->how[k], o->markup);
}

void repair_free(struct repair *r)
{
    buf_free(&r->own);
    vec_free(&r->edits);
    if (r->arena)
        arena_free(r->arena);
    free(r->arena);
    *r = (struct repair){0};
}
