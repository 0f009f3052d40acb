#include "layout/para.h"

#include "layout/walk.h"

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

/* Whether the stretch from byte at to its next opportunity takes no more than cols. */
static bool stretch_fits(const struct para *p, uint32_t at, uint32_t cols)
{
    struct walk w;
    walk_start(&w, p, at, cols, -1);
    w.tight = true;
    while (w.at < p->text.n) {
        int after = walk_step(&w, at);
        if (after == WALK_OVERFLOW)
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
        walk_keep_break(&w, after, &fits, &beyond);
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
        if (after == LINEBREAK_ALLOWED && w.bare && walk_skip_pairs(&w, &fits))
            return line_of(&fits);
        if (after == LINEBREAK_ALLOWED && !w.bare && limit == p->text.n)
            walk_skip_run(&w, &fits);
        if (w.at == p->text.n)
            break;
        walk_rules(&w);
        after = walk_step(&w, at);
        if (after == WALK_OVERFLOW)
            return overflow_line(p, at, &w, &fits, &beyond);
        if (after == LINEBREAK_MANDATORY && w.at < p->text.n)
            break;
        if (w.at > limit)
            return fits.end ? justified(p, &fits, cols) : emergency_line(p, at, &w, &fits);
        walk_keep_break(&w, after, &fits, &beyond);
    }
    struct stop end;
    walk_stop(&w, &end);
    struct para_line last = line_of(&end);
    last.wrapped = 0;
    if (!walk_is_beyond(&w))
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
