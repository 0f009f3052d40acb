#include "layout/para.h"

#include "layout/insert.h"

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

/* A place where the line can end. */
struct stop {
    uint32_t end; /* bytes; 0: there is none */
    uint32_t w;   /* cells up to there */
    bool plain, hung, hyphen, set;
    uint8_t end_give;     /* enum set_give: of the last cluster */
    struct set_room room; /* of the line up to there */
};

/* What the walk along a line knows. */
struct walk {
    const struct para *p;
    struct linebreaker lb;
    uint32_t cols;
    uint32_t at;    /* bytes: behind the clusters taken */
    uint32_t pen;   /* cells up to there, with white space */
    uint32_t drawn; /* cells up to the last cluster that is drawn */
    struct inserts in;
    bool inserts, plain, set;
    bool bare;              /* clusters stand side by side and nothing between them */
    bool wide;              /* the last cluster taken is a wide one */
    bool joined;            /* readings hold the last cluster and the next one together */
    bool each;              /* letters of a word are taken one by one */
    bool tight;             /* nothing beyond cols is taken, however much the line can give */
    bool hung;              /* a mark stands behind cols */
    struct set_side before; /* the last cluster drawn or of white space */
    struct set_room room;
    uint32_t gives;   /* cells, of all kinds */
    uint8_t end_give; /* enum set_give: of the last cluster */
    struct stop fit;  /* up to the last cluster within cols */
};

/* At byte `at`, the rules not started yet. level < 0: the text's own. */
static void walk_init(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level)
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

/* The rules go on where the walk stands, which is at a break. */
static void walk_rules(struct walk *w)
{
    struct linebreak_opts opts = w->lb.opts;
    if (w->lb.pos != w->at)
        linebreak_start(&w->lb, w->p->text, w->at, &opts);
}

static void walk_start(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level)
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
static inline void stop_here(const struct walk *w, struct stop *s)
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

static struct para_line line_of(const struct stop *s)
{
    return (struct para_line){.end = s->end,
                              .w = s->w,
                              .wrapped = 1,
                              .plain = s->plain,
                              .hyphen = s->hyphen,
                              .hang = s->hung,
                              .set = s->set};
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

/* A line that ended there: its last mark gives first. */
static struct set_room room_of(const struct stop *s)
{
    struct set_room r = s->room;
    if (s->end_give) {
        r.gives -= UINT64_C(1) << 8 * s->end_give;
        r.gives = set_more(r.gives, GIVE_END, 1);
    }
    return r;
}

enum { STEP_OVERFLOW = -1 };

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
    stop_here(w, &w->fit);
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
            return STEP_OVERFLOW;
        w->drawn = pen;
    }
    w->pen = pen < PARA_UNLIMITED ? pen : PARA_UNLIMITED;
    w->at = cl.end;
    w->plain &= cl.plain;
    if (w->drawn <= w->cols || w->drawn == w->fit.w || !w->fit.end)
        stop_here(w, &w->fit);
    return (int)after;
}

/* Takes the next cluster: what break is behind it, or STEP_OVERFLOW when it does not fit any more.
 * At least one cluster is taken. */
static int walk_step(struct walk *w, uint32_t beg)
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
            return STEP_OVERFLOW;
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
        stop_here(w, &w->fit);
    return (int)after;
}

/* The line is wider than the measure, and can give that much. (A single cluster may be wider still.) */
static bool is_beyond(const struct walk *w)
{
    return w->drawn > w->cols && !w->hung && !w->tight && w->drawn - w->cols <= w->gives;
}

/* Keeps the place behind the cluster just taken, if it is an opportunity: as the last one that fits,
 * or as the first beyond. */
static void keep_break(const struct walk *w, int after, struct stop *fits, struct stop *beyond)
{
    if (w->drawn == 0 || (after != LINEBREAK_ALLOWED && after != LINEBREAK_HYPHEN))
        return;
    if (after == LINEBREAK_HYPHEN && w->drawn >= w->cols)
        return;
    struct stop *here = !is_beyond(w) ? fits : !beyond->end ? beyond : NULL;
    if (!here)
        return;
    stop_here(w, here);
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

static void skip_run(struct walk *w, struct stop *fits)
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
    stop_here(w, &w->fit);
    stop_here(w, fits);
}

/* Where clusters only stand side by side, by the pairs of text/linebreak_run.h. True when the line ends
 * at the last of `fits`. */
static bool skip_pairs(struct walk *w, struct stop *fits)
{
    uint32_t room = w->cols > w->pen ? w->cols - w->pen : 0;
    struct linebreak_run r = linebreak_run(w->p->pairs, w->p->text, w->at, room);
    if (r.end > w->at) {
        w->at = (uint32_t)r.end;
        w->drawn = w->pen + r.ink;
        w->pen += r.cols;
        w->wide = false;
        stop_here(w, &w->fit);
        stop_here(w, fits);
    }
    return r.why == LINEBREAK_RUN_OVERRUN && fits->w * 2 >= w->cols;
}

/* Whether the stretch from byte at to its next opportunity takes no more than cols. */
static bool stretch_fits(const struct para *p, uint32_t at, uint32_t cols)
{
    struct walk w;
    walk_start(&w, p, at, cols, -1);
    w.tight = true;
    while (w.at < p->text.n) {
        int after = walk_step(&w, at);
        if (after == STEP_OVERFLOW)
            return false;
        if (after != LINEBREAK_NONE)
            return w.drawn <= cols;
    }
    return true;
}

/* Between two letters or digits that no rule of the language keeps off a line's edges. */
static bool parts_word(struct str text, size_t at)
{
    size_t prev;
    unsigned len;
    const unsigned word = UF_LETTER | UF_DIGIT | UF_HAN | UF_KANA | UF_HANGUL;
    const struct uniprop *before = uniprop(utf8_before(text, at, &prev));
    const struct uniprop *behind = uniprop(utf8_get(text.p + at, &len));
    return (before->flags & word) && (behind->flags & word) && behind->lb != LB_CJ &&
           behind->lb != LB_NS;
}

/* Looser rules: another level (< 0: the text's own), a third closing mark may begin a line, words are
 * parted. */
struct loose {
    int level;
    bool remedial, words;
};

/* The last place within the present line where looser rules allow a break, provided that the line is
 * half full there. */
static bool loose_stop(const struct para *p, uint32_t at, const struct walk *here,
                       const struct loose *rules, struct stop *out)
{
    struct para loose = *p;
    struct stop fits = {0}, beyond = {0};
    struct walk w;
    loose.lb.remedial = rules->remedial;
    walk_start(&w, &loose, at, here->cols, rules->level);
    w.tight = true;
    w.each = rules->words;
    while (w.at < here->fit.end) {
        int after = walk_step(&w, at);
        if (rules->words && after == LINEBREAK_NONE && !w.joined && w.at < p->text.n &&
            parts_word(p->text, w.at))
            after = LINEBREAK_ALLOWED;
        keep_break(&w, after, &fits, &beyond);
    }
    if (!fits.end || fits.w * 2 < here->cols)
        return false;
    *out = fits;
    return true;
}

/* The line ended where looser rules allow. With a break by the rules in it, `fits`, no mark comes to a
 * line's edge for it that may not stand there; without one any does in the end. */
static struct para_line emergency_line(const struct para *p, uint32_t at, const struct walk *here,
                                       const struct stop *fits)
{
    static const struct loose remedy = {.level = -1, .remedial = true},
                              in_words = {.level = -1, .words = true},
                              none = {.level = LINEBREAK_LEVEL_NONE};
    struct stop best = here->fit;
    bool found = p->lb.level != LINEBREAK_LEVEL_NONE && loose_stop(p, at, here, &remedy, &best);
    if (!found && fits->end && !loose_stop(p, at, here, &in_words, &best))
        return line_of(fits);
    if (!found && !fits->end && p->lb.level != LINEBREAK_LEVEL_NONE)
        loose_stop(p, at, here, &none, &best);
    struct para_line l = line_of(&best);
    l.emergency = 1;
    return l;
}

/* Cells that are over at the end of a line that fits. */
static uint32_t spare_of(const struct stop *s, uint32_t cols)
{
    uint32_t w = s->w - (s->hung ? 2u : 0);
    return w < cols ? cols - w : 0;
}

/* A line that is too wide gives what it lacks; its width is then the measure. */
static struct para_line squeezed(const struct stop *s, uint32_t cols)
{
    struct para_line l = line_of(s);
    l.spare = (int8_t) - (int)(s->w - cols);
    l.w = cols;
    l.plain = 0;
    return l;
}

/* What it costs to fill the line; SET_IMPOSSIBLE where it is not to be. */
static unsigned filling_cost(const struct para *p, const struct stop *s, uint32_t spare)
{
    if (!s->set || !p->set.justify || spare > SET_MAX_SPARE)
        return SET_IMPOSSIBLE;
    struct set_room room = room_of(s);
    return set_take_cost(&room, spare, p->set.between);
}

static struct para_line justified(const struct para *p, const struct stop *s, uint32_t cols)
{
    struct para_line l = line_of(s);
    uint32_t spare = spare_of(s, cols);
    if (!spare || filling_cost(p, s, spare) >= SET_IMPOSSIBLE)
        return l;
    l.spare = (int8_t)spare;
    l.w += spare;
    l.plain = 0;
    return l;
}

/* What it costs to end a line before the measure: a ragged line is never wrong, only uneven. */
static unsigned cost_before(const struct para *p, const struct stop *fits, uint32_t cols)
{
    enum { RAGGED_COST = 3 };
    uint32_t spare = spare_of(fits, cols);
    unsigned taken = filling_cost(p, fits, spare);
    return taken < SET_IMPOSSIBLE ? taken : spare * RAGGED_COST;
}

/* The line ends before the measure, or beyond it when that spoils less. */
static struct para_line better(const struct para *p, const struct stop *fits,
                               const struct stop *beyond, uint32_t cols)
{
    if (beyond->end) {
        struct set_room room = room_of(beyond);
        if (set_give_cost(&room, beyond->w - cols) < cost_before(p, fits, cols))
            return squeezed(beyond, cols);
    }
    return justified(p, fits, cols);
}

static struct para_line overflow_line(const struct para *p, uint32_t at, const struct walk *here,
                                      const struct stop *fits, const struct stop *beyond)
{
    uint32_t w = fits->w, cols = here->cols;
    if (fits->end && w * 2 >= cols)
        return better(p, fits, beyond, cols);
    if (beyond->end)
        return squeezed(beyond, cols);
    if (fits->end && !here->wide && stretch_fits(p, fits->end, cols))
        return better(p, fits, beyond, cols);
    return emergency_line(p, at, here, fits);
}

/* The line from byte at, no further than byte `limit` of the text. */
static struct para_line break_line(const struct para *p, uint32_t at, uint32_t cols, uint32_t limit)
{
    struct walk w;
    struct stop fits = {0}, beyond = {0};
    int after = LINEBREAK_ALLOWED;
    walk_init(&w, p, at, cols, -1);
    while (w.at < p->text.n) {
        if (after == LINEBREAK_ALLOWED && w.bare && skip_pairs(&w, &fits))
            return line_of(&fits);
        if (after == LINEBREAK_ALLOWED && !w.bare && limit == p->text.n)
            skip_run(&w, &fits);
        if (w.at == p->text.n)
            break;
        walk_rules(&w);
        after = walk_step(&w, at);
        if (after == STEP_OVERFLOW)
            return overflow_line(p, at, &w, &fits, &beyond);
        if (after == LINEBREAK_MANDATORY && w.at < p->text.n)
            break;
        if (w.at > limit)
            return fits.end ? justified(p, &fits, cols) : emergency_line(p, at, &w, &fits);
        keep_break(&w, after, &fits, &beyond);
    }
    struct stop end;
    stop_here(&w, &end);
    struct para_line last = line_of(&end);
    last.wrapped = 0;
    if (!is_beyond(&w))
        return last;
    last = fits.end ? better(p, &fits, &end, cols) : squeezed(&end, cols);
    last.wrapped = last.end < w.at;
    return last;
}

/* A paragraph's last line has two ideographs at least: here are the bytes of one with the marks that
 * can stand around it. */
enum { ORPHAN_BYTES = 15, ORPHAN_COLS = 24 };

static bool leaves_orphan(const struct para *p, const struct para_line *l)
{
    size_t left = p->text.n - l->end;
    unsigned ideographs = 0;
    if (!p->set.on || !l->wrapped || l->emergency || left == 0 || left > ORPHAN_BYTES)
        return false;
    for (size_t i = l->end; i < p->text.n;) {
        unsigned len;
        const struct uniprop *u = uniprop(utf8_get(p->text.p + i, &len));
        if (!(u->flags & (UF_HAN | UF_KANA)) && (u->flags & (UF_LETTER | UF_DIGIT)))
            return false;
        ideographs += (u->flags & (UF_HAN | UF_KANA)) != 0;
        i += len;
    }
    return ideographs < 2;
}

struct para_line para_line(const struct para *p, uint32_t at, uint32_t cols)
{
    struct para_line l = break_line(p, at, cols, (uint32_t)p->text.n);
    if (cols < ORPHAN_COLS || !leaves_orphan(p, &l))
        return l;
    struct para_line shorter = break_line(p, at, cols, l.end - 1);
    return shorter.w * 4 >= cols * 3 && shorter.wrapped && !shorter.emergency ? shorter : l;
}

void para_extent(const struct para *p, uint32_t bytes, uint32_t cols, uint32_t *least,
                 uint32_t *natural)
{
    struct walk w;
    uint32_t from = 0; /* cells before the present stretch */
    *least = *natural = 0;
    walk_start(&w, p, 0, PARA_UNLIMITED, -1);
    w.tight = true;
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
