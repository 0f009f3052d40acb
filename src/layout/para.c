#include "layout/para.h"

/* Only code points of the basic plane are taken by the quick path of para_cluster, so that the
 * extensions that a terminal may not draw come here. */
struct cluster para_cluster_slow(const struct para *p, uint32_t at, uint32_t col)
{
    struct cluster cl = {.beg = at, .end = (uint32_t)grapheme_next(p->text, at)};
    char c = p->text.p[at];
    if (c == '\t') {
        uint32_t tab = p->tab_cols ? p->tab_cols : 1;
        cl.w = tab - col % tab;
        cl.kind = CLUSTER_SPACE;
        return cl;
    }
    struct str s = str_sub(p->text, cl.beg, cl.end);
    cl.w = (uint32_t)width_cluster(s);
    cl.kind = cl.w ? CLUSTER_TEXT : CLUSTER_NONE;
    if (c == ' ' || str_starts(s, STR("\xE3\x80\x80")))
        cl.kind = CLUSTER_SPACE;
    unsigned len;
    uint32_t first = utf8_get(s.p, &len);
    cl.plain = c == '\n' || (cl.w && len == s.n && first < 0x10000);
    return cl;
}

/* What the walk along a line knows. */
struct walk {
    const struct para *p;
    struct linebreaker lb;
    uint32_t cols;
    uint32_t at;    /* bytes: behind the clusters taken */
    uint32_t pen;   /* cells up to there, with white space */
    uint32_t drawn; /* cells up to the last cluster that is drawn */
    uint32_t span;  /* cursor for notes */
    bool notes, plain;
    bool wide; /* the last cluster taken is a wide one */
};

static void walk_start(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level)
{
    struct linebreak_opts lb = p->lb;
    if (level >= 0)
        lb.level = (uint8_t)level;
    *w = (struct walk){.p = p, .cols = cols, .at = at, .plain = true};
    w->notes = p->notes != NULL;
    if (w->notes) {
        w->span = para_note_cursor(p, at);
        if (at == 0)
            w->pen = w->drawn = para_note_cols(p, 0, &w->span);
    }
    linebreak_start(&w->lb, p->text, at, &lb);
}

/* The next cluster, and what break is behind it. The walk of the rules has already looked at the code
 * point behind, so a cluster of one is known without decoding anything twice. */
static struct cluster take_cluster(struct walk *w, enum linebreak_kind *after)
{
    const struct uniprop *u = w->lb.unit.prop;
    uint32_t c;
    struct cluster cl;
    linebreak_next(&w->lb, &c, after);
    bool alone = w->lb.pos >= w->p->text.n || w->lb.unit.prop->gb == GB_OTHER;
    if (u->gb == GB_OTHER && alone && c < 0x10000) {
        uint32_t cols = u->width == UW_NARROW ? 1 : u->width == UW_WIDE ? 2 : (uint32_t)width_of(c);
        bool space = c == ' ' || c == 0x3000;
        cl = (struct cluster){w->at, (uint32_t)w->lb.pos, cols, CLUSTER_TEXT, cols > 0};
        cl.kind = space ? CLUSTER_SPACE : cols ? CLUSTER_TEXT : CLUSTER_NONE;
        return cl;
    }
    cl = para_cluster(w->p, w->at, w->pen);
    while (w->lb.pos < cl.end && linebreak_next(&w->lb, &c, after))
        ;
    return cl;
}

enum { STEP_OVERFLOW = -1 };

/* Takes the next cluster: what break is behind it, or STEP_OVERFLOW when it does not fit any more.
 * At least one cluster is taken. */
static int walk_step(struct walk *w, uint32_t beg)
{
    enum linebreak_kind after;
    struct cluster cl = take_cluster(w, &after);
    uint32_t note = w->notes ? para_note_cols(w->p, cl.end, &w->span) : 0;
    uint32_t pen = w->pen + cl.w + note;
    if (cl.kind == CLUSTER_TEXT || note) {
        if (pen > w->cols && cl.beg > beg) {
            w->wide |= cl.w == 2;
            return STEP_OVERFLOW;
        }
        w->drawn = pen;
        w->wide = cl.w == 2;
    }
    w->pen = pen < PARA_UNLIMITED ? pen : PARA_UNLIMITED;
    w->at = cl.end;
    w->plain &= cl.plain && !note;
    return (int)after;
}

static struct para_line line_here(const struct walk *w)
{
    return (struct para_line){.end = w->at, .w = w->drawn, .wrapped = 1, .plain = w->plain};
}

/* Keeps the place behind the cluster just taken as the last opportunity, if it is one. */
static void keep_break(const struct walk *w, int after, struct para_line *best)
{
    if (w->drawn == 0)
        return;
    if (after == LINEBREAK_ALLOWED)
        *best = line_here(w);
    if (after == LINEBREAK_HYPHEN && w->drawn < w->cols) {
        *best = line_here(w);
        best->hyphen = 1;
        best->plain = 0;
        best->w++;
    }
}

/* Ahead of the rules. Standing at a break, two kinds of text need no rules to be broken: ideographs
 * (between any two there is a break) and words of ASCII letters parted by single spaces (behind each
 * space). The rules start again where the run ends, which is a break too. */

static const bool IDEOGRAPH[256] = {[0xE5 ... 0xE9] = true}; /* first bytes of U+5000 to U+9FFF */
enum { RUN_BYTES = 9 }; /* shorter ones are not worth a new start */
static const bool LETTER[256] = {['A' ... 'Z'] = true, ['a' ... 'z'] = true};

/* Bytes up to which nothing but text can be: the next mark of a note may be there. */
static uint32_t run_bound(const struct walk *w)
{
    uint32_t n = (uint32_t)w->p->text.n;
    if (!w->notes || w->span >= w->p->notes->doc->nspans)
        return n;
    doc_pos next = w->p->notes->doc->spans[w->span].r.beg;
    return next <= w->p->base + w->at ? w->at : next - w->p->base < n ? next - w->p->base : n;
}

/* The last ideograph of a run is left to the rules, which see what follows it. */
static uint32_t ideographs(const struct walk *w, uint32_t bound)
{
    const unsigned char *p = (const unsigned char *)w->p->text.p;
    uint32_t at = w->at, room = w->cols > w->pen ? w->cols - w->pen : 0;
    for (; room >= 2 && at + 3 < bound && IDEOGRAPH[p[at + 3]]; at += 3)
        room -= 2;
    return at;
}

static uint32_t words(const struct walk *w, uint32_t bound)
{
    const unsigned char *p = (const unsigned char *)w->p->text.p;
    uint32_t at = w->at, last = w->cols > w->pen ? at + (w->cols - w->pen) : at;
    for (;;) {
        uint32_t i = at;
        while (i <= last && i + 1 < bound && LETTER[p[i]])
            i++;
        if (i == at || i > last || p[i] != ' ' || i + 1 >= bound || !LETTER[p[i + 1]])
            return at;
        at = i + 1;
    }
}

static void skip_run(struct walk *w, struct para_line *best)
{
    unsigned char first = (unsigned char)w->p->text.p[w->at];
    if (!IDEOGRAPH[first] && !LETTER[first])
        return;
    bool wide = IDEOGRAPH[first];
    uint32_t bound = run_bound(w);
    uint32_t to = wide ? ideographs(w, bound) : words(w, bound);
    if (to < w->at + RUN_BYTES)
        return;
    w->pen += wide ? (to - w->at) / 3 * 2 : to - w->at;
    w->drawn = wide ? w->pen : w->pen - 1;
    w->wide = wide;
    w->at = to;
    *best = line_here(w);
    struct linebreak_opts opts = w->lb.opts;
    linebreak_start(&w->lb, w->p->text, to, &opts);
}

/* Whether the stretch from byte at to its next opportunity takes no more than cols. */
static bool stretch_fits(const struct para *p, uint32_t at, uint32_t cols)
{
    struct walk w;
    walk_start(&w, p, at, cols, -1);
    while (w.at < p->text.n) {
        int after = walk_step(&w, at);
        if (after == STEP_OVERFLOW)
            return false;
        if (after != LINEBREAK_NONE)
            return w.drawn <= cols;
    }
    return true;
}

/* The line to `here`, the last place that fits, ended earlier where the loosest level allows it. */
static struct para_line emergency_line(const struct para *p, uint32_t at, const struct walk *here)
{
    struct para_line best = line_here(here);
    if (p->lb.level != LINEBREAK_LEVEL_NONE) {
        struct para_line loose = {0};
        struct walk w;
        walk_start(&w, p, at, here->cols, LINEBREAK_LEVEL_NONE);
        while (w.at < here->at) {
            int after = walk_step(&w, at);
            keep_break(&w, after, &loose);
        }
        if (loose.end && loose.w * 2 >= here->cols)
            best = loose;
    }
    best.emergency = 1;
    return best;
}

static struct para_line overflow_line(const struct para *p, uint32_t at, const struct walk *here,
                                      struct para_line best)
{
    if (best.end && best.w * 2 >= here->cols)
        return best;
    if (best.end && !here->wide && stretch_fits(p, best.end, here->cols))
        return best;
    return emergency_line(p, at, here);
}

struct para_line para_line(const struct para *p, uint32_t at, uint32_t cols)
{
    struct walk w;
    struct para_line best = {0};
    int after = LINEBREAK_ALLOWED;
    walk_start(&w, p, at, cols, -1);
    while (w.at < p->text.n) {
        if (after == LINEBREAK_ALLOWED)
            skip_run(&w, &best);
        after = walk_step(&w, at);
        if (after == STEP_OVERFLOW)
            return overflow_line(p, at, &w, best);
        if (after == LINEBREAK_MANDATORY && w.at < p->text.n)
            break;
        keep_break(&w, after, &best);
    }
    struct para_line l = line_here(&w);
    l.wrapped = 0;
    return l;
}

void para_extent(const struct para *p, uint32_t bytes, uint32_t cols, uint32_t *least,
                 uint32_t *natural)
{
    struct walk w;
    uint32_t from = 0; /* cells before the present stretch */
    *least = *natural = 0;
    walk_start(&w, p, 0, PARA_UNLIMITED, -1);
    while (w.at < p->text.n && w.at < bytes && *natural < cols) {
        int after = walk_step(&w, 0);
        if (w.drawn > *natural)
            *natural = w.drawn;
        if (w.drawn > from && w.drawn - from > *least)
            *least = w.drawn - from;
        if (after != LINEBREAK_NONE)
            from = w.pen;
        if (after == LINEBREAK_MANDATORY)
            w.pen = w.drawn = from = 0;
    }
    if (w.drawn > *natural)
        *natural = w.drawn;
    *natural = *natural < cols ? *natural : cols;
    *least = *least < cols ? *least : cols;
}

uint32_t para_note_cursor(const struct para *p, uint32_t at)
{
    const struct doc *d = p->notes->doc;
    uint32_t i = doc_span_from(d, p->base + at);
    while (at > 0 && i < d->nspans && d->spans[i].r.beg <= p->base + at &&
           d->spans[i].r.end == d->spans[i].r.beg)
        i++;
    return i;
}

uint32_t para_note_cols(const struct para *p, uint32_t at, uint32_t *span)
{
    const struct doc *d = p->notes->doc;
    doc_pos pos = p->base + at;
    uint32_t cols = 0;
    for (; *span < d->nspans && d->spans[*span].r.beg <= pos; ++*span) {
        const struct span *s = &d->spans[*span];
        if ((s->kinds & SPAN_NOTE_REF) && s->r.beg == s->r.end)
            cols += notes_mark_cols(p->notes, *span);
    }
    return cols;
}
