#include "layout/set.h"

#include "layout/insert.h"
#include "layout/para.h"
#include "text/punct.h"

#include <ctype.h>

enum { EM_DASH = 0x2014, HORIZONTAL_BAR = 0x2015, MATE_BYTES = 256, EM_COLS = 2 };
enum { ANY_APART = 8 }; /* ideographs that stand together between two holes */

static bool is_wide(uint32_t c)
{
    return (uniprop(c)->flags & (UF_EAW_FWH | UF_HANGUL)) == UF_EAW_FWH;
}

enum kind {
    KIND_WIDE_LETTER = 1 << 0, /* Han, kana, bopomofo, full-width letters */
    KIND_LATIN = 1 << 1,  /* what has a gap to these: letters, digits, signs that go with them */
    KIND_OPENER = 1 << 2, /* brackets and quotes */
    KIND_CLOSER = 1 << 3, /* these, and marks that end something */
    KIND_SPACE = 1 << 4,
    KIND_QUOTE = 1 << 5, /* an opener or closer of one cell */
};

static uint8_t kind_of_mark(uint32_t c)
{
    if (c == ' ')
        return KIND_SPACE;
    if (c < 0x80)
        return strchr("%+#$&@", (int)c) ? KIND_LATIN : 0;
    bool is_quote = punct_quote_opens(c) || punct_quote_closes(c);
    uint8_t quote = is_quote && width_of(c) == 1 ? KIND_QUOTE : 0;
    switch (punct_class(c, LINEBREAK_OTHER)) {
    case PUNCT_OPEN:
        return KIND_OPENER | quote;
    case PUNCT_CLOSE:
    case PUNCT_PAUSE:
    case PUNCT_STOP:
        return KIND_CLOSER | quote;
    default:
        return 0;
    }
}

struct set_side set_side(struct set_side before, uint32_t c)
{
    unsigned f = uniprop(c)->flags;
    uint8_t kind = 0;
    if (!c)
        return (struct set_side){0, 0};
    if (f & (UF_HAN | UF_KANA))
        kind = KIND_WIDE_LETTER;
    else if (f & (UF_LETTER | UF_DIGIT))
        kind = f & UF_HANGUL ? 0 : f & UF_EAW_FWH ? KIND_WIDE_LETTER : KIND_LATIN;
    else
        kind = kind_of_mark(c);
    if ((kind & KIND_CLOSER) && (before.kind & KIND_CLOSER))
        kind &= (uint8_t)~KIND_QUOTE; /* the blank of 。 in 。” is enough */
    return (struct set_side){c, kind};
}

static bool is_dash(uint32_t c)
{
    return c == EM_DASH || c == HORIZONTAL_BAR;
}

static uint32_t char_at(struct str s, size_t at)
{
    unsigned len;
    return at < s.n ? utf8_get(s.p + at, &len) : 0;
}

static uint32_t char_before(struct str s, size_t at)
{
    return at ? utf8_before(s, at, &at) : 0;
}

/* The edge of a text is no neighbour that speaks against it. */
static bool is_han_side(uint32_t c)
{
    return c == 0 || c == '\n' || is_wide(c) || punct_full(c).n || punct_quote_opens(c) ||
           punct_quote_closes(c);
}

static bool stands_between_han(struct str text, uint32_t beg, uint32_t end)
{
    uint32_t a = char_before(text, beg), b = char_at(text, end);
    return is_han_side(a) && is_han_side(b) && (is_wide(a) || is_wide(b)) &&
           a != (unsigned char)text.p[beg] && b != (unsigned char)text.p[beg];
}

/* The bracket that belongs to the one at beg, not far from it; STR_NPOS without. */
static size_t bracket_mate(struct str text, uint32_t beg)
{
    bool opens = text.p[beg] == '(';
    int depth = 0;
    for (size_t i = 0; i < MATE_BYTES; i++) {
        if (opens ? beg + i >= text.n : i > beg)
            break;
        size_t at = opens ? beg + i : beg - i;
        char c = text.p[at];
        if (c == '\n')
            break;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return at;
    }
    return STR_NPOS;
}

/* Brackets are full-width in pairs. */
static bool means_full(struct str text, uint32_t beg)
{
    char c = text.p[beg];
    if (!stands_between_han(text, beg, beg + 1))
        return false;
    if (c != '(' && c != ')')
        return true;
    size_t mate = bracket_mate(text, beg);
    return mate != STR_NPOS && stands_between_han(text, (uint32_t)mate, (uint32_t)mate + 1);
}

/* The dash is one of a pair, counted from the beginning of its run. */
static bool is_in_dash_pair(struct str text, uint32_t beg, uint32_t end)
{
    size_t before = 0, at = beg;
    uint32_t c = char_at(text, beg);
    while (before < MATE_BYTES && at && utf8_before(text, at, &at) == c)
        before++;
    bool second = before % 2;
    bool paired = second || char_at(text, end) == c;
    return paired && before < MATE_BYTES;
}

static bool is_exclamation(uint32_t c)
{
    return c == 0xFF01 || c == 0xFF1F;
}

static uint8_t give_of(enum punct_class class)
{
    static const uint8_t GIVES[] = {
        [PUNCT_OPEN] = GIVE_BRACKET, [PUNCT_CLOSE] = GIVE_BRACKET, [PUNCT_PAUSE] = GIVE_PAUSE,
        [PUNCT_STOP] = GIVE_STOP,    [PUNCT_MIDDLE] = GIVE_NONE,   [PUNCT_SPACE] = GIVE_NONE,
    };
    return GIVES[class];
}

/* A full-width mark: two cells, one by the pair rule, or two that can become one. */
/* The class as the pair rule sees it: a quote of one cell has no blank half. */
static enum punct_class class_beside(uint32_t c, enum linebreak_lang lang)
{
    return width_of(c) == 2 ? punct_class(c, lang) : PUNCT_NONE;
}

static void set_mark(const struct para *p, uint32_t beg, uint32_t c, uint32_t before,
                     uint32_t after, struct set_cell *s)
{
    enum linebreak_lang lang = p->lb.lang;
    enum punct_class class = punct_class(c, lang);
    if (!p->set.compress || class == PUNCT_NONE || !punct_half(c).n)
        return;
    bool keeps = p->set.first_full && beg == 0;
    bool trims = class == PUNCT_OPEN
                     ? (!before && !keeps) || punct_trims_after(class_beside(before, lang), class)
                     : punct_trims_before(class, class_beside(after, lang));
    trims |= is_exclamation(c) && (is_exclamation(before) || is_exclamation(after));
    if (trims) {
        s->w = 1;
        s->form = SET_HALF;
    } else {
        s->give = give_of(class);
    }
}

/* The gap before a cluster: between Han and Latin, or the pad outside a quote. */
static uint8_t lead_of(struct set_side before, struct set_side c)
{
    if (c.kind & KIND_WIDE_LETTER)
        return (before.kind & KIND_LATIN) ||
               (before.kind & (KIND_QUOTE | KIND_CLOSER)) == (KIND_QUOTE | KIND_CLOSER);
    if (before.kind & KIND_WIDE_LETTER)
        return (c.kind & KIND_LATIN) ||
               (c.kind & (KIND_QUOTE | KIND_OPENER)) == (KIND_QUOTE | KIND_OPENER);
    return 0;
}

static uint8_t take_of(struct set_side before, struct set_side c, uint8_t lead)
{
    if (!before.c || (c.kind & (KIND_SPACE | KIND_CLOSER)) || (before.kind & KIND_OPENER))
        return TAKE_NONE;
    if (before.kind & KIND_SPACE)
        return TAKE_SPACE;
    if (lead)
        return TAKE_GAP;
    if (before.kind & KIND_CLOSER)
        return TAKE_MARK;
    bool loose = c.kind & (KIND_WIDE_LETTER | KIND_OPENER);
    return (before.kind & KIND_WIDE_LETTER) && loose ? TAKE_ANY : TAKE_NONE;
}

void set_joint(const struct para *p, struct set_side before, struct set_side c,
               struct set_cell *out)
{
    if (p->set.gap)
        out->lead = lead_of(before, c);
    out->take = take_of(before, c, out->lead);
}

/* it’s */
static bool is_apostrophe(uint32_t before, uint32_t after)
{
    return before < 0x80 && isalpha((int)before) && after < 0x80 && isalpha((int)after);
}

static void set_odd_cell(const struct para *p, uint32_t beg, uint32_t end, struct set_side before,
                         struct set_side *c, uint32_t after, struct set_cell *out)
{
    uint32_t mark = c->c;
    struct str full = p->set.full && mark < 0x80 ? punct_full(mark) : STR_NONE;
    if (full.n && end == beg + 1 && means_full(p->text, beg)) {
        out->w = EM_COLS;
        out->form = SET_FULL;
        *c = set_side(before, char_at(full, 0));
    } else if (out->w == 1 && is_dash(mark) && is_in_dash_pair(p->text, beg, end)) {
        out->w = EM_COLS;
        out->form = SET_STROKE;
    }
    if (out->w == EM_COLS && punct_corner(mark).n && !is_apostrophe(before.c, after))
        out->form = SET_CORNER;
    else if (out->w == EM_COLS)
        set_mark(p, beg, c->c, before.c, after, out);
}

void set_cell(const struct para *p, uint32_t beg, uint32_t end, struct set_side before,
              struct set_side c, uint32_t after, uint32_t w, struct set_cell *out)
{
    *out = (struct set_cell){.w = (uint8_t)w};
    if (!w)
        return;
    if (!(c.kind & (KIND_WIDE_LETTER | KIND_LATIN | KIND_SPACE)))
        set_odd_cell(p, beg, end, before, &c, after, out);
    set_joint(p, before, c, out);
}

/* A cell between two ideographs is a hole in a word; one behind a comma is hardly seen. */
static unsigned cost_of(uint64_t counts, const uint8_t *costs, unsigned kinds, uint32_t cells)
{
    unsigned cost = 0;
    for (unsigned i = 1; i < kinds && cells; i++) {
        uint32_t have = set_count(counts, i), k = have < cells ? have : cells;
        cost += k * costs[i];
        cells -= k;
    }
    return cells ? SET_IMPOSSIBLE : cost;
}

unsigned set_give_cost(const struct set_room *r, uint32_t cells)
{
    static const uint8_t COSTS[SET_GIVES] = {
        [GIVE_END] = 1, [GIVE_GAP] = 2, [GIVE_BRACKET] = 4, [GIVE_PAUSE] = 6, [GIVE_STOP] = 8};
    return cost_of(r->gives, COSTS, SET_GIVES, cells);
}

unsigned set_take_cost(const struct set_room *r, uint32_t cells, bool between)
{
    static const uint8_t COSTS[SET_TAKES] = {
        [TAKE_SPACE] = 1, [TAKE_GAP] = 1, [TAKE_MARK] = 2, [TAKE_ANY] = 4};
    uint64_t any = set_count(r->takes, TAKE_ANY), lane = 8 * TAKE_ANY;
    uint64_t takes = r->takes - (any << lane) + ((between ? any / ANY_APART : 0) << lane);
    return cost_of(takes, COSTS, SET_TAKES, cells);
}

bool set_may_hang(uint32_t c)
{
    return c == 0xFF0C || c == 0x3002 || c == 0x3001;
}

/* Placing. */

/* Of n things in a row the k that are taken lie evenly: true when thing i is one. */
static bool is_picked(size_t i, size_t n, size_t k)
{
    return (i + 1) * k / n != i * k / n;
}

static uint8_t give_at(const struct set_line *l, size_t i, bool lead)
{
    const struct set_cell *s = &l->cells.v[i];
    if (lead)
        return s->lead ? GIVE_GAP : GIVE_NONE;
    return i + 1 == l->fitted && s->give ? (uint8_t)GIVE_END : s->give;
}

static size_t count_gives(const struct set_line *l, uint8_t give)
{
    size_t n = 0;
    for (size_t i = 0; i < l->fitted; i++)
        n += (size_t)(give_at(l, i, false) == give) + (give_at(l, i, true) == give);
    return n;
}

static void take_from(struct set_line *l, uint8_t give, size_t n, size_t k)
{
    size_t seen = 0;
    for (size_t i = 0; i < l->fitted; i++) {
        struct set_cell *s = &l->cells.v[i];
        if (give_at(l, i, true) == give && is_picked(seen++, n, k))
            s->lead = 0;
        if (give_at(l, i, false) == give && is_picked(seen++, n, k)) {
            s->w = 1;
            s->form = SET_HALF;
        }
    }
}

static void shrink(struct set_line *l, size_t cells)
{
    for (uint8_t give = GIVE_END; give < SET_GIVES && cells; give++) {
        size_t n = count_gives(l, give), k = n < cells ? n : cells;
        if (k)
            take_from(l, give, n, k);
        cells -= k;
    }
}

static void stretch(struct set_line *l, size_t cells)
{
    for (uint8_t take = TAKE_SPACE; take < SET_TAKES && cells; take++) {
        size_t n = 0, seen = 0;
        for (size_t i = 0; i < l->fitted; i++)
            n += l->cells.v[i].take == take;
        size_t k = n < cells ? n : cells;
        for (size_t i = 0; i < l->fitted && k; i++)
            if (l->cells.v[i].take == take && is_picked(seen++, n, k))
                l->cells.v[i].lead++;
        cells -= k;
    }
}

/* The clusters of the line with their natural cells. */
static void gather(const struct para *p, uint32_t beg, const struct para_line *pl,
                   struct set_line *out)
{
    struct set_side before = {0, 0};
    bool inserts = p->notes || p->ruby;
    struct inserts in;
    insert_start(&in, p, beg);
    uint32_t pen = out->first = insert_first(&in);
    for (uint32_t at = beg; at < pl->end;) {
        struct cluster cl = para_cluster(p, at, pen);
        struct set_cell s = {.w = (uint8_t)cl.w};
        struct set_side c = set_side(before, char_at(p->text, at));
        if (pl->set)
            set_cell(p, at, cl.end, before, c, char_at(p->text, cl.end), cl.w, &s);
        uint32_t pad = inserts ? insert_before(&in, at) : 0;
        uint32_t note = inserts ? insert_behind(&in, cl.end) : 0;
        pen += pad + s.lead + s.w + note;
        at = cl.end;
        if (!cl.w && !note)
            continue;
        before = note ? (struct set_side){']', 0} : c;
        vec_push(&out->v, (struct set_glyph){.beg = cl.beg,
                                             .end = cl.end,
                                             .pad = (uint16_t)pad,
                                             .note = (uint16_t)note,
                                             .plain = cl.plain,
                                             .w = cl.kind == CLUSTER_SPACE});
        vec_push(&out->cells, s);
    }
    while (out->v.n && vec_last(&out->v).w && !vec_last(&out->v).note)
        out->v.n = --out->cells.n;
}

static void place(struct set_line *l)
{
    uint32_t pen = l->first;
    for (size_t i = 0; i < l->v.n; i++) {
        struct set_glyph *g = &l->v.v[i];
        const struct set_cell *s = &l->cells.v[i];
        g->x = pen + g->pad + s->lead;
        g->w = s->w;
        g->form = s->form;
        pen = g->x + g->w + g->note;
    }
}

void set_line(const struct para *p, uint32_t beg, const struct para_line *pl, struct set_line *out)
{
    out->v.n = out->cells.n = 0;
    gather(p, beg, pl, out);
    out->fitted = out->v.n - (pl->hang && out->v.n);
    if (pl->spare < 0)
        shrink(out, (size_t)-pl->spare);
    else if (pl->spare > 0)
        stretch(out, (size_t)pl->spare);
    place(out);
}

void set_line_free(struct set_line *l)
{
    vec_free(&l->v);
    vec_free(&l->cells);
}
