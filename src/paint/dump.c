/* Rows as text. */
#include "paint/paint.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "paint/row.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREAD_LEAST_BYTES = 1 << 20 };

struct dump {
    struct buf *out;
    const struct theme *theme; /* NULL: no styles */
    struct style now;          /* what the terminal has been told */
    uint32_t col;
};

static const struct style PLAIN = {COLOR_DEFAULT, COLOR_DEFAULT, 0};

static void add_color(struct buf *b, uint32_t c, unsigned base)
{
    unsigned n = c & 0xFF;
    if (COLOR_IS_RGB(c))
        buf_addf(b, ";%u;2;%u;%u;%u", base + 8, c >> 16 & 0xFF, c >> 8 & 0xFF, n);
    else if (COLOR_IS_INDEX(c) && n >= 16)
        buf_addf(b, ";%u;5;%u", base + 8, n);
    else if (COLOR_IS_INDEX(c))
        buf_addf(b, ";%u", n < 8 ? base + n : base + 60 + n - 8);
}

static void set_style(struct dump *d, struct style s)
{
    static const uint8_t sgr[][2] = {
        {CELL_BOLD, 1},      {CELL_DIM, 2},     {CELL_ITALIC, 3},
        {CELL_UNDERLINE, 4}, {CELL_REVERSE, 7}, {CELL_STRIKE, 9},
    };
    if (s.fg == d->now.fg && s.bg == d->now.bg && s.attrs == d->now.attrs)
        return;
    buf_adds(d->out, "\033[0");
    for (size_t i = 0; i < sizeof sgr / sizeof *sgr; i++)
        if (s.attrs & sgr[i][0])
            buf_addf(d->out, ";%u", sgr[i][1]);
    add_color(d->out, s.fg, 30);
    add_color(d->out, s.bg, 40);
    buf_addc(d->out, 'm');
    d->now = s;
}

/* The page and its text are the terminal's own: a dump is read on any background. */
static struct style without_page(const struct theme *t, struct style s)
{
    struct style page = theme_style(t, ROLE_TEXT);
    if (s.fg == page.fg)
        s.fg = COLOR_DEFAULT;
    if (s.bg == page.bg)
        s.bg = COLOR_DEFAULT;
    return s;
}

static void move_to(struct dump *d, uint32_t col)
{
    if (col <= d->col)
        return;
    set_style(d, PLAIN);
    buf_fill(d->out, ' ', col - d->col);
    d->col = col;
}

static void add_glyph(struct dump *d, const struct glyph *g, struct style s)
{
    unsigned times = row_glyph_repeats(g) ? g->w : 1;
    move_to(d, g->x);
    if (d->theme)
        set_style(d, without_page(d->theme, s));
    for (unsigned i = 0; i < times; i++)
        buf_add(d->out, g->text);
    d->col = g->x + g->w;
}

static void cut_blanks(struct buf *b, size_t from)
{
    while (b->n > from && b->p[b->n - 1] == ' ')
        b->n--;
}

static struct str without_end_space(struct str s)
{
    for (;;) {
        if (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\n'))
            s.n--;
        else if (str_ends(s, STR("\u3000")))
            s.n -= 3;
        else
            return s;
    }
}

static void dump_glyphs(struct layout *l, struct layout_at at, struct dump *d,
                        struct row_look *look)
{
    const struct glyph *g;
    size_t from = d->out->n, n = layout_glyphs(l, at, &g);
    d->col = 0;
    for (size_t i = 0; i < n; i++)
        add_glyph(d, &g[i], d->theme ? row_look_of(look, &g[i], NULL) : PLAIN);
    cut_blanks(d->out, from);
    set_style(d, PLAIN);
}

static void dump_row(struct layout *l, struct layout_at at, struct dump *d)
{
    const struct line *ln = layout_line(l, at);
    struct row_look look;
    if (d->theme)
        row_look_start(&look, l, at.unit, d->theme);
    if ((ln->flags & LINE_PLAIN) && (!d->theme || row_look_is_plain(&look, ln->r))) {
        struct str s = without_end_space(doc_slice(layout_doc(l), ln->r));
        if (s.n)
            buf_fill(d->out, ' ', ln->x);
        buf_add(d->out, s);
    } else {
        dump_glyphs(l, at, d, &look);
    }
}

/* The rows from `from` on, up to those of unit `end`. */
static void dump_rows(struct layout *l, struct layout_at from, uint32_t end, struct dump *d)
{
    do {
        dump_row(l, from, d);
        buf_addc(d->out, '\n');
    } while (layout_next(l, &from) && from.unit < end);
}

/* The second half of a long document, which a thread with a layout of its own makes: every row
 * begins and ends without a style, so that the halves need only be put together. */
struct half {
    struct layout *l;
    struct layout_at from;
    struct buf out;
    struct dump d;
    pthread_t thread;
};

static void *dump_half(void *arg)
{
    struct half *h = arg;
    dump_rows(h->l, h->from, DOC_NONE, &h->d);
    return NULL;
}

/* NULL where the document is not worth it, or no thread is to be had. */
static struct half *half_start(struct layout *l, const struct theme *theme)
{
    const struct doc *doc = layout_doc(l);
    if (doc->text.n < THREAD_LEAST_BYTES)
        return NULL;
    uint32_t middle = layout_unit_of(l, doc_leaf_at(doc, (doc_pos)(doc->text.n / 2)));
    if (doc->blocks[middle].r.beg == 0) /* the first unit goes past the middle */
        return NULL;
    struct half *h = mem_zero(1, sizeof *h);
    h->l = layout_new(doc, layout_options(l));
    h->from.unit = middle;
    h->d = (struct dump){.out = &h->out, .theme = theme, .now = PLAIN};
    i18n_ready(); /* there are words in what is drawn */
    if (pthread_create(&h->thread, NULL, dump_half, h) == 0)
        return h;
    layout_free(h->l);
    free(h);
    return NULL;
}

static void half_join(struct half *h, struct buf *out)
{
    pthread_join(h->thread, NULL);
    buf_add(out, buf_str(&h->out));
    buf_free(&h->out);
    layout_free(h->l);
    free(h);
}

void paint_dump(struct layout *l, const struct theme *theme, bool ansi, struct buf *out)
{
    struct dump d = {.out = out, .theme = ansi ? theme : NULL, .now = PLAIN};
    struct layout_at at;
    if (!layout_first(l, &at))
        return;
    struct half *h = half_start(l, d.theme);
    dump_rows(l, at, h ? h->from.unit : DOC_NONE, &d);
    if (h)
        half_join(h, out);
}

void paint_dump_lines(struct layout *l, struct buf *out)
{
    struct dump d = {.out = out, .now = PLAIN};
    struct layout_at at;
    if (!layout_first(l, &at))
        return;
    do {
        const struct line *ln = layout_line(l, at);
        const struct block *b = &layout_doc(l)->blocks[ln->block];
        buf_addf(out, "%u..%u %s %c%c%c %u+%u |", ln->r.beg, ln->r.end,
                 ln->flags & LINE_BLANK ? "blank" : block_kind_name(b->kind),
                 ln->flags & LINE_FIRST ? 'F' : '.', ln->flags & LINE_LAST ? 'L' : '.',
                 ln->flags & LINE_WRAPPED ? 'W' : '.', ln->x, ln->w);
        dump_row(l, at, &d);
        buf_addc(out, '\n');
    } while (layout_next(l, &at));
}
