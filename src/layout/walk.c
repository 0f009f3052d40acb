#include "layout/walk.h"

void walk_init(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level)
{
    memset(w, 0, sizeof *w);
    w->p = p;
    w->cols = cols;
    w->at = at;
    w->plain = true;
    w->set = p->set.on && cols >= SET_MIN_COLS;
    w->tight = !w->set || !p->set.compress;
    w->inserts = p->notes || p->ruby;
    if (w->inserts) {
        insert_start(&w->in, p, at);
        w->pen = w->drawn = insert_first(&w->in);
        w->plain = w->pen == 0;
    }
    w->bare = !w->set && !w->inserts;
    w->lb.opts = p->lb;
    if (level >= 0)
        w->lb.opts.level = (uint8_t)level;
    w->lb.pos = STR_NPOS;
}

void walk_rules(struct walk *w)
{
    struct linebreak_opts opts = w->lb.opts;
    if (w->lb.pos != w->at)
        linebreak_start(&w->lb, w->p->text, w->at, &opts);
}

void walk_start(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level)
{
    walk_init(w, p, at, cols, level);
    walk_rules(w);
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

/* Field by field: a copy made of a whole waits for the small stores before it, at each cluster. */
void walk_stop(const struct walk *w, struct stop *s)
{
    s->end = w->at;
    s->w = w->drawn;
    s->plain = w->plain;
    s->hung = w->hung;
    s->hyphen = false;
    s->set = w->set;
    s->end_give = w->end_give;
    s->room.gives = w->room.gives;
    s->room.takes = w->room.takes;
}

/* What the cluster just taken is in the company of its neighbours. */
static void measure(const struct walk *w, struct set_side c, struct cluster *cl, struct set_cell *s)
{
    uint32_t after = w->lb.pos < w->p->text.n ? w->lb.unit.c : 0;
    set_cell(w->p, cl->beg, cl->end, w->before, c, after, cl->w, s);
    cl->w = s->w;
    cl->plain &= s->form == SET_AS_IS && !s->lead;
}

/* n places as the one before the cluster, and the cluster. */
static void count_room(struct walk *w, const struct set_cell *s, unsigned n)
{
    if (s->lead)
        w->room.gives = set_more(w->room.gives, GIVE_GAP, 1);
    if (s->give)
        w->room.gives = set_more(w->room.gives, s->give, 1);
    if (s->take)
        w->room.takes = set_more(w->room.takes, s->take, n);
    w->gives += (s->lead > 0) + (s->give > 0);
    w->end_give = s->give;
}

static const bool LETTER[256] = {['A' ... 'Z'] = true, ['a' ... 'z'] = true};

/* All but the last of the letters in a row that fit, but the first cluster of a line. */
static void skip_letters(struct walk *w)
{
    const unsigned char *p = (const unsigned char *)w->p->text.p;
    uint32_t at = w->at, n = (uint32_t)w->p->text.n, room = w->cols > w->pen ? w->cols - w->pen : 0;
    while (room && at + 1 < n && LETTER[p[at]] && LETTER[p[at + 1]]) {
        at++;
        room--;
    }
    if (at == w->at)
        return;
    w->pen += at - w->at;
    w->drawn = w->pen;
    w->wide = false;
    w->at = at;
    linebreak_over_letters(&w->lb, at);
    walk_stop(w, &w->fit);
}

/* walk_step where clusters only stand side by side. */
static int bare_step(struct walk *w, uint32_t beg)
{
    if (!w->each)
        skip_letters(w);
    enum linebreak_kind after;
    struct cluster cl = take_cluster(w, &after);
    uint32_t pen = w->pen + cl.w;
    if (cl.kind == CLUSTER_TEXT) {
        bool over = pen > w->cols && cl.beg > beg;
        w->wide = cl.w == 2 || (over && w->wide);
        if (over)
            return WALK_OVERFLOW;
        w->drawn = pen;
    }
    w->pen = pen < PARA_UNLIMITED ? pen : PARA_UNLIMITED;
    w->at = cl.end;
    w->plain &= cl.plain;
    if (w->drawn <= w->cols || w->drawn == w->fit.w || !w->fit.end)
        walk_stop(w, &w->fit);
    return (int)after;
}

int walk_step(struct walk *w, uint32_t beg)
{
    if (w->bare)
        return bare_step(w, beg);
    enum linebreak_kind after;
    uint32_t c = w->lb.unit.c;
    struct cluster cl = take_cluster(w, &after);
    struct set_cell s = {0};
    struct set_side side = {c, 0};
    if (w->set && cl.w) {
        side = set_side(w->before, c);
        measure(w, side, &cl, &s);
    }
    uint32_t pad = w->inserts ? insert_before(&w->in, cl.beg) : 0;
    uint32_t note = w->inserts ? insert_behind(&w->in, cl.end) : 0;
    uint32_t pen = w->pen + pad + s.lead + cl.w + note;
    w->joined = w->inserts && insert_joins(&w->in, cl.end);
    if (w->joined && after != LINEBREAK_MANDATORY)
        after = LINEBREAK_NONE;
    if (cl.kind == CLUSTER_TEXT || note) {
        uint32_t gives = w->gives + (s.lead > 0) + (s.give > 0);
        bool hangs = pen > w->cols && w->set && w->p->set.hang && !w->hung && !note &&
                     set_may_hang(c) && pen - cl.w <= w->cols;
        bool fits = pen <= w->cols || hangs || (!w->tight && pen - w->cols <= gives);
        if ((!fits || w->hung) && cl.beg > beg) {
            w->wide |= cl.w == 2;
            return WALK_OVERFLOW;
        }
        w->hung = hangs;
        count_room(w, &s, 1);
        w->drawn = pen;
        w->wide = cl.w == 2;
    }
    if (cl.w || note)
        w->before = note ? (struct set_side){']', 0} : side;
    w->pen = pen < PARA_UNLIMITED ? pen : PARA_UNLIMITED;
    w->at = cl.end;
    w->plain &= cl.plain && !note && !pad;
    if (w->drawn <= w->cols || w->drawn == w->fit.w || !w->fit.end)
        walk_stop(w, &w->fit);
    return (int)after;
}

bool walk_is_beyond(const struct walk *w)
{
    return w->drawn > w->cols && !w->hung && !w->tight && w->drawn - w->cols <= w->gives;
}

void walk_keep_break(const struct walk *w, int after, struct stop *fits, struct stop *beyond)
{
    if (w->drawn == 0 || (after != LINEBREAK_ALLOWED && after != LINEBREAK_HYPHEN))
        return;
    if (after == LINEBREAK_HYPHEN && w->drawn >= w->cols)
        return;
    struct stop *here = !walk_is_beyond(w) ? fits : !beyond->end ? beyond : NULL;
    if (!here)
        return;
    walk_stop(w, here);
    if (after == LINEBREAK_HYPHEN) {
        here->hyphen = true;
        here->plain = false;
        here->w++;
    }
}

/* Ahead of the rules. Standing at a break, two kinds of text need no rules to be broken: ideographs
 * (between any two there is a break) and words of ASCII letters parted by single spaces (behind each
 * space). The rules start again where the run ends, which is a break too. */

static const bool IDEOGRAPH[256] = {[0xE5 ... 0xE9] = true}; /* first bytes of U+5000 to U+9FFF */
enum { IDEOGRAPH_ONE = 0x4E00 };
enum { RUN_BYTES = 9 }; /* shorter ones are not worth a new start */

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

/* Cells that a run can take between its words or ideographs. */
static unsigned run_takes(const struct walk *w, uint32_t to, bool wide)
{
    unsigned n = 0;
    if (wide)
        return (to - w->at) / 3 - 1;
    for (uint32_t i = w->at; i + 1 < to; i++)
        n += w->p->text.p[i] == ' ';
    return n;
}

void walk_skip_run(struct walk *w, struct stop *fits)
{
    unsigned char first = (unsigned char)w->p->text.p[w->at];
    if (!IDEOGRAPH[first] && !LETTER[first])
        return;
    bool wide = IDEOGRAPH[first];
    if (wide && linebreak_keeps_han(&w->p->lb))
        return;
    uint32_t bound = w->inserts ? insert_free(&w->in, w->at) : (uint32_t)w->p->text.n;
    uint32_t to = wide ? ideographs(w, bound) : words(w, bound);
    if (to < w->at + RUN_BYTES)
        return;
    struct set_cell s = {0};
    if (w->set) {
        unsigned len;
        uint32_t c = utf8_get(w->p->text.p + w->at, &len);
        set_joint(w->p, w->before, set_side(w->before, c), &s);
        if (s.lead)
            return;
        count_room(w, &s, 1);
        s.take = wide ? TAKE_ANY : TAKE_SPACE;
        count_room(w, &s, run_takes(w, to, wide));
    }
    w->pen += wide ? (to - w->at) / 3 * 2 : to - w->at;
    w->drawn = wide ? w->pen : w->pen - 1;
    w->wide = wide;
    w->at = to;
    w->before = set_side((struct set_side){0}, wide ? IDEOGRAPH_ONE : ' ');
    walk_stop(w, &w->fit);
    walk_stop(w, fits);
}

bool walk_skip_pairs(struct walk *w, struct stop *fits)
{
    uint32_t room = w->cols > w->pen ? w->cols - w->pen : 0;
    struct linebreak_run r = linebreak_run(w->p->pairs, w->p->text, w->at, room);
    if (r.end > w->at) {
        w->at = (uint32_t)r.end;
        w->drawn = w->pen + r.ink;
        w->pen += r.cols;
        w->wide = false;
        walk_stop(w, &w->fit);
        walk_stop(w, fits);
    }
    return r.why == LINEBREAK_RUN_OVERRUN && fits->w * 2 >= w->cols;
}
