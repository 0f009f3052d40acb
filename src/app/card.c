#include "app/card_priv.h"

#include "base/iso.h"
#include "doc/builder.h"
#include "paint/paint.h"
#include "text/grapheme.h"
#include "text/han.h"
#include "text/sanitize.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>

enum { LEAST_MEASURE = 16, PAD_COLS = 3, TEXT_MARGIN = 2 * (1 + PAD_COLS) };

/* The layout of a quote */

static bool is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

struct str card_lang(const struct quote_record *q, const struct card_opts *o)
{
    size_t kana = 0, hangul = 0, han = 0, simple = 0, traditional = 0;
    struct str s = q->exact;
    if (o->lang.n)
        return o->lang;
    while (s.n) {
        uint32_t c = utf8_take(&s);
        enum han_script script = han_script(c);
        kana += is_between(c, 0x3041, 0x30FA);
        hangul += is_between(c, 0xAC00, 0xD7A3);
        han += is_between(c, 0x3400, 0x9FFF) || is_between(c, 0x20000, 0x3FFFF);
        simple += script == HAN_SIMPLIFIED;
        traditional += script == HAN_TRADITIONAL;
    }
    if (hangul > han)
        return STR("ko");
    if (kana)
        return STR("ja");
    if (!han)
        return STR("en");
    return simple > traditional ? STR("zh-Hans") : STR("zh-Hant");
}

/* A line of the text is a paragraph, as a block of an article is a line of its canonical text. */
static struct doc *make_doc(const struct quote_record *q, struct str lang)
{
    struct doc_builder *b = doc_builder_new(NULL);
    struct str rest = q->exact, line;
    doc_build_attr(b, ATTR_LANG, lang);
    while (str_split(&rest, '\n', &line)) {
        doc_build_open(b, BLOCK_PARA);
        doc_build_text(b, line);
        doc_build_close(b, BLOCK_PARA);
    }
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

static size_t count_rows(const struct doc *d, const struct layout_opts *o, unsigned measure)
{
    struct layout_opts at = *o;
    struct layout_at row;
    at.measure = (uint16_t)measure;
    struct layout *l = layout_new(d, &at);
    size_t n = layout_first(l, &row);
    while (n && layout_next(l, &row))
        n++;
    layout_free(l);
    return n;
}

static unsigned widest_row(struct layout *l)
{
    struct layout_at row;
    unsigned w = 0;
    if (!layout_first(l, &row))
        return 0;
    do {
        const struct line *ln = layout_line(l, row);
        w = ln->x + ln->w > w ? ln->x + ln->w : w;
    } while (layout_next(l, &row));
    return w;
}

/* The narrowest measure with as few rows as the widest has. */
static unsigned even_measure(const struct doc *d, const struct layout_opts *o, unsigned max)
{
    unsigned lo = LEAST_MEASURE < max ? LEAST_MEASURE : max, hi = max;
    size_t rows = count_rows(d, o, max);
    while (rows > 1 && lo < hi) { /* a text of one row is not to be squeezed */
        unsigned mid = (lo + hi) / 2;
        if (count_rows(d, o, mid) > rows)
            lo = mid + 1;
        else
            hi = mid;
    }
    return rows > 1 ? lo : max;
}

static struct layout_opts options(const struct card_opts *o, unsigned cols)
{
    struct settings s;
    settings_defaults(&s);
    if (o->settings)
        s = *o->settings;
    struct layout_opts lo = settings_layout(&s, cols);
    lo.style = LAYOUT_WEB; /* a card's text stands alone: no indent */
    lo.hang = false;       /* nor behind the frame */
    return lo;
}

/* The lines of the source */

static size_t fit(struct str s, size_t cols, bool *cut)
{
    *cut = width_str(s) > cols;
    return *cut ? width_fit(s, cols > 1 ? cols - 1 : cols, NULL) : s.n;
}

static void push_line(struct card *c, struct str s)
{
    bool cut;
    struct buf line = {0};
    buf_add(&line, str_sub(s, 0, fit(s, c->measure, &cut)));
    if (cut)
        buf_adds(&line, width_of(0x2026) == 1 ? "…" : ".");
    vec_push(&c->source, buf_take(&line));
}

/* Title, author and date, as many in a line as fit. */
static void make_source(struct card *c, const struct quote_record *q)
{
    struct buf date = {0}, line = {0}, clean = {0};
    if (q->article.published.n)
        buf_add(&date, str_sub(q->article.published, 0, str_chr(q->article.published, 'T', 0)));
    else if (q->created_ms)
        iso_add_local_date(&date, q->created_ms);
    const struct str parts[] = {q->article.title, q->article.author, buf_str(&date)};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_clear(&clean);
        sanitize(parts[i], SANITIZE_LINE, &clean);
        size_t w = width_str(buf_str(&clean));
        if (!w)
            continue;
        if (line.n && width_str(buf_str(&line)) + 3 + w > c->measure) {
            push_line(c, buf_str(&line));
            buf_clear(&line);
        }
        buf_adds(&line, line.n ? " · " : "");
        buf_add(&line, buf_str(&clean));
    }
    if (line.n)
        push_line(c, buf_str(&line));
    buf_free(&date);
    buf_free(&line);
    buf_free(&clean);
}

static unsigned source_cols(const struct quote_record *q, unsigned max)
{
    size_t title = width_str(q->article.title), author = width_str(q->article.author);
    size_t w = title > author ? title : author;
    return w < max ? (unsigned)w : max;
}

void card_make(struct card *c, const struct quote_record *q, const struct card_opts *o,
               unsigned margin)
{
    unsigned cols = o->cols ? o->cols : CARD_COLS;
    cols = cols < CARD_MIN_COLS ? CARD_MIN_COLS : cols > CARD_MAX_COLS ? CARD_MAX_COLS : cols;
    *c = (struct card){.lang = card_lang(q, o), .measure = LEAST_MEASURE};
    unsigned max = cols - margin;
    c->doc = make_doc(q, c->lang);
    if (c->doc) {
        struct layout_opts lo = options(o, cols);
        lo.measure = (uint16_t)even_measure(c->doc, &lo, max);
        c->layout = layout_new(c->doc, &lo);
        unsigned w = widest_row(c->layout);
        c->measure = w > LEAST_MEASURE ? w : LEAST_MEASURE;
    }
    unsigned source = source_cols(q, max);
    c->measure = source > c->measure ? source : c->measure > max ? max : c->measure;
    make_source(c, q);
}

void card_free(struct card *c)
{
    layout_free(c->layout);
    doc_free(c->doc);
    for (size_t i = 0; i < c->source.n; i++)
        free(c->source.v[i]);
    vec_free(&c->source);
}

/* Framed text */

struct frame {
    const char *h, *v, *top_left, *top_right, *bottom_left, *bottom_right;
};

static void add_edge(const struct card *c, const struct frame *f, bool top, struct buf *out)
{
    buf_adds(out, top ? f->top_left : f->bottom_left);
    for (unsigned i = 0; i < c->measure + 2 * PAD_COLS; i++)
        buf_adds(out, f->h);
    buf_adds(out, top ? f->top_right : f->bottom_right);
    buf_addc(out, '\n');
}

static void add_row(const struct card *c, const struct frame *f, struct str s, size_t before,
                    struct buf *out)
{
    size_t used = before + width_str(s);
    buf_adds(out, f->v);
    buf_fill(out, ' ', PAD_COLS + before);
    buf_add(out, s);
    buf_fill(out, ' ', PAD_COLS + (used < c->measure ? c->measure - used : 0));
    buf_adds(out, f->v);
    buf_addc(out, '\n');
}

void card_text(const struct quote_record *q, const struct card_opts *o, struct buf *out)
{
    static const struct frame box = {"─", "│", "╭", "╮", "╰", "╯"},
                              ascii = {"-", "|", "+", "+", "+", "+"};
    const struct frame *f = width_of(0x2500) == 1 ? &box : &ascii;
    struct card c;
    struct buf text = {0};
    struct str line, rest;
    card_make(&c, q, o, TEXT_MARGIN);
    if (c.layout)
        paint_dump(c.layout, NULL, false, &text);
    add_edge(&c, f, true, out);
    add_row(&c, f, STR_NONE, 0, out);
    rest = str_sub(buf_str(&text), 0, text.n ? text.n - 1 : 0);
    while (str_split(&rest, '\n', &line))
        add_row(&c, f, line, 0, out);
    add_row(&c, f, STR_NONE, 0, out);
    for (size_t i = 0; i < c.source.n; i++) {
        struct str s = str_of(c.source.v[i]);
        add_row(&c, f, s, c.measure - width_str(s), out);
    }
    if (c.source.n)
        add_row(&c, f, STR_NONE, 0, out);
    add_edge(&c, f, false, out);
    buf_free(&text);
    card_free(&c);
}
