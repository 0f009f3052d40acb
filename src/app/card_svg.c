#include "app/card_priv.h"
#include "layout/layout.h"
#include "paint/color.h"
#include "text/linebreak.h"
#include "text/punct.h"
#include "text/utf8.h"
#include "text/width.h"

/* Pixels. Two cells are an em. */
enum {
    CELL = 14,
    EM = 2 * CELL,
    LEADING = 50,
    EDGE = 64, /* from the picture's edge to the text */
    BAR_GAP = 26,
    BAR = 4,
    WORD_GAP = 2, /* at least, on either side of a word */
    SOURCE_EM = 20,
    SOURCE_LEADING = 34,
    SOURCE_GAP = 30,
    RADIUS = 18,
};

static const char SERIF[] = "'Noto Serif','Source Serif 4',Georgia";

/* The forms of characters and the place of marks are a language's. */
static const struct face {
    const char *lang, *fonts;
    enum linebreak_lang rules;
} faces[] = {
    {"zh-Hans", "'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun", LINEBREAK_ZH_HANS},
    {"zh-Hant", "'Noto Serif CJK TC','Source Han Serif TC','Songti TC',PMingLiU",
     LINEBREAK_ZH_HANT},
    {"ja", "'Noto Serif CJK JP','Source Han Serif','Hiragino Mincho ProN','Yu Mincho'",
     LINEBREAK_JA},
    {"ko", "'Noto Serif CJK KR','Source Han Serif K',AppleMyungjo,Batang", LINEBREAK_KO},
    {"en", "'Noto Serif CJK SC'", LINEBREAK_OTHER},
};

struct pen {
    struct buf *out;
    struct card *c;
    const struct face *face;
    unsigned left, y; /* of the text; of the baseline */
    unsigned letter;  /* pixels of an em of letters */
};

static const struct face *face_of(struct str lang)
{
    enum { FACES = sizeof faces / sizeof *faces };
    for (size_t i = 0; i < FACES; i++)
        if (str_starts(lang, str_of(faces[i].lang)))
            return &faces[i];
    return str_starts(lang, STR("zh")) ? &faces[0] : &faces[FACES - 1];
}

static void add_xml(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '&')
            buf_adds(out, "&amp;");
        else if (s.p[i] == '<')
            buf_adds(out, "&lt;");
        else if (s.p[i] == '>')
            buf_adds(out, "&gt;");
        else
            buf_addc(out, s.p[i]);
    }
}

/* Rows */

/* What is drawn for a glyph: the source's own cluster, where layout had to choose a character for the
 * terminal's cells; *shift is what a mark in half of its square is moved by, in quarters of an em. */
static struct str drawn(const struct pen *p, const struct glyph *g, int *shift)
{
    struct str cluster = str_sub(p->c->doc->text, g->pos, (size_t)g->pos + g->len);
    unsigned len;
    *shift = 0;
    if (!g->len)
        return g->text;
    uint32_t c = utf8_get(cluster.p, &len);
    if (g->w == 2 && (c < 0x80 || !str_eq(g->text, STR("─"))))
        return punct_corner(c).n ? cluster : g->text;
    if (g->w == 2)
        return cluster;
    enum punct_class class = punct_class(c, p->face->rules);
    if (width_cluster(cluster) != 2 || class == PUNCT_NONE)
        return g->text;
    *shift = class == PUNCT_OPEN ? -2 : class == PUNCT_MIDDLE ? -1 : 0;
    return cluster;
}

/* Letters */

/* Advances of U+0020 to U+007E in hundredths of an em, of Source Serif, which the serif faces of CJK have;
 * other serifs are near enough. */
static const uint8_t ADVANCE[] = {
    26, 31, 38, 57, 55, 92, 78, 20,  36, 36, 48, 58, 33, 35, 33, 35, 56, 47, 56, 56, 56, 56, 56, 55,
    56, 56, 33, 33, 58, 58, 58, 43,  91, 72, 67, 69, 77, 65, 63, 74, 85, 40, 40, 73, 62, 98, 80, 77,
    64, 77, 72, 57, 66, 80, 71, 105, 70, 69, 60, 34, 35, 34, 58, 56, 44, 56, 64, 54, 63, 55, 39, 57,
    66, 33, 31, 61, 33, 97, 66, 60,  64, 61, 46, 47, 37, 65, 55, 84, 56, 55, 50, 37, 32, 37, 58,
};
enum { OTHER_ADVANCE = 55, DASH_ADVANCE = 100 };

/* Hundredths of an em. */
static unsigned advance_of(struct str s)
{
    unsigned w = 0;
    while (s.n) {
        uint32_t c = utf8_take(&s);
        if (c == 0x2014 || c == 0x2026)
            w += DASH_ADVANCE;
        else
            w += c >= 0x20 && c < 0x7F ? ADVANCE[c - 0x20] : OTHER_ADVANCE;
    }
    return w;
}

/* In a text of letters alone a row flows as in a book. */
static bool flows(const struct pen *p)
{
    return p->face->rules == LINEBREAK_OTHER;
}

static bool is_narrow(const struct pen *p, const struct glyph *g, struct str s, int shift)
{
    bool space = str_eq(s, STR(" "));
    return !shift && (flows(p) || (g->w == 1 && !space && width_str(s) <= 1));
}

/* The narrow glyphs from i on that touch; gives the index behind. */
static size_t take_word(const struct pen *p, const struct glyph *g, size_t n, size_t i,
                        struct buf *word)
{
    size_t from = i;
    for (int shift; i < n; i++) {
        struct str s = drawn(p, &g[i], &shift);
        bool touches = i == from || g[i].x == g[i - 1].x + g[i - 1].w;
        if (!is_narrow(p, &g[i], s, shift) || (!touches && !flows(p)))
            break;
        if (!touches && !str_ends(buf_str(word), STR(" ")))
            buf_addc(word, ' ');
        buf_add(word, s);
    }
    return i;
}

static bool is_space(const struct glyph *g)
{
    return g->len && str_eq(g->text, STR(" "));
}

/* The blank cells before glyph i of a row, and behind the one before `end`. */
static unsigned blank_before(const struct glyph *g, size_t i)
{
    size_t k = i;
    while (k > 0 && is_space(&g[k - 1]))
        k--;
    return k ? g[i].x - (g[k - 1].x + g[k - 1].w) : 0;
}

static unsigned blank_behind(const struct glyph *g, size_t n, size_t end)
{
    size_t k = end;
    while (k < n && is_space(&g[k]))
        k++;
    return k < n ? g[k].x - (g[end - 1].x + g[end - 1].w) : 0;
}

/* A word in the middle of its cells and of half the blank on either side, smaller where they are too
 * narrow. */
static size_t add_word(const struct pen *p, const struct glyph *g, size_t n, size_t i)
{
    struct buf word = {0};
    size_t end = take_word(p, g, n, i, &word);
    unsigned before = blank_before(g, i) * CELL / 2, behind = blank_behind(g, n, end) * CELL / 2;
    unsigned x = p->left + g[i].x * CELL;
    unsigned room = (g[end - 1].x + g[end - 1].w - g[i].x) * CELL + before + behind - 2 * WORD_GAP;
    unsigned w = advance_of(buf_str(&word)) * p->letter / 100;
    bool small = w > room && !flows(p);
    unsigned size = small ? p->letter * room / w : p->letter;
    unsigned spare = w < room ? room - w : 0;
    if (!flows(p)) /* to the side on which it touches a character */
        x = x - before + WORD_GAP + (before == 0 ? 0 : behind == 0 ? spare : spare / 2);
    buf_addf(p->out, "<tspan class=\"l\" x=\"%u\"", x);
    if (small)
        buf_addf(p->out, " style=\"font-size:%upx\" textLength=\"%u\"", size, room);
    buf_addc(p->out, '>');
    add_xml(p->out, buf_str(&word));
    buf_adds(p->out, "</tspan>");
    buf_free(&word);
    return end;
}

static void add_row(const struct pen *p, const struct glyph *g, size_t n)
{
    buf_addf(p->out, "<text y=\"%u\">", p->y);
    for (size_t i = 0; i < n;) {
        int shift;
        struct str s = drawn(p, &g[i], &shift);
        if (is_narrow(p, &g[i], s, shift)) {
            i = add_word(p, g, n, i);
            continue;
        }
        if (!str_eq(s, STR(" "))) {
            buf_addf(p->out, "<tspan x=\"%d\">", (int)(p->left + g[i].x * CELL) + shift * (EM / 4));
            add_xml(p->out, s);
            buf_adds(p->out, "</tspan>");
        }
        i++;
    }
    buf_adds(p->out, "</text>\n");
}

/* The size of letters at which the widest row of a text of letters fills the measure. */
static unsigned letter_size(const struct pen *p)
{
    struct layout_at at;
    const struct glyph *g;
    unsigned widest = 1;
    if (!flows(p) || !p->c->layout || !layout_first(p->c->layout, &at))
        return EM * 19 / 20;
    do {
        struct buf row = {0};
        size_t n = layout_glyphs(p->c->layout, at, &g);
        take_word(p, g, n, 0, &row);
        unsigned w = advance_of(buf_str(&row));
        widest = w > widest ? w : widest;
        buf_free(&row);
    } while (layout_next(p->c->layout, &at));
    unsigned fits = p->c->measure * CELL * 100 / widest;
    return fits < EM ? fits : EM;
}

/* Readings stand close above their row. */
static unsigned row_height(const struct line *ln)
{
    return ln->flags & LINE_READINGS ? LEADING / 2 : ln->flags & LINE_BLANK ? LEADING / 2 : LEADING;
}

static void add_rows(struct pen *p)
{
    struct layout_at at;
    const struct glyph *g;
    if (!p->c->layout || !layout_first(p->c->layout, &at))
        return;
    do {
        p->y += row_height(layout_line(p->c->layout, at));
        size_t n = layout_glyphs(p->c->layout, at, &g);
        if (n)
            add_row(p, g, n);
    } while (layout_next(p->c->layout, &at));
}

static unsigned text_height(struct card *c)
{
    struct layout_at at;
    unsigned h = 0;
    if (!c->layout || !layout_first(c->layout, &at))
        return LEADING;
    do
        h += row_height(layout_line(c->layout, at));
    while (layout_next(c->layout, &at));
    return h;
}

/* Colours */

static uint32_t rgb_of(uint32_t color, uint32_t other)
{
    return color == COLOR_DEFAULT ? other : theme_rgb(color);
}

static void add_style(const struct pen *p, const struct theme *t)
{
    bool dark = t->mode == THEME_DARK;
    uint32_t ink = rgb_of(t->role[ROLE_TEXT].fg, dark ? 0xE6E6E6 : 0x1A1A1A);
    uint32_t soft = rgb_of(t->role[ROLE_SECONDARY].fg, ink);
    buf_addf(p->out,
             "<style>text{font:%upx %s,%s,serif;fill:#%06X;white-space:pre}"
             ".l{font-family:%s,%s,serif;font-size:%upx}"
             ".s{font-size:%upx;fill:#%06X;text-anchor:end}</style>\n",
             EM, p->face->fonts, SERIF, (unsigned)ink, SERIF, p->face->fonts, EM * 19 / 20,
             SOURCE_EM, (unsigned)soft);
}

/* A quote's colour lies behind text on the page; alone it must be seen. */
static uint32_t bar_color(uint32_t kept, bool dark)
{
    struct oklch v = color_to_oklch(kept);
    v.l = dark ? 0.66 : 0.70;
    v.c = v.c < 0.11 ? 0.11 : v.c;
    return color_of_oklch(v);
}

/* The page, and the bar in the quote's colour and the accent's line that hold text and source. */
static void add_ground(const struct pen *p, const struct quote_record *q, const struct theme *t,
                       unsigned w, unsigned h, unsigned text_h)
{
    bool dark = t->mode == THEME_DARK;
    uint32_t paper = rgb_of(t->role[ROLE_TEXT].bg, dark ? 0x1A1A1A : 0xFFFFFF);
    uint32_t border = rgb_of(t->role[ROLE_BORDER].fg, dark ? 0x777777 : 0x888888);
    uint32_t kept = bar_color(rgb_of(t->role[ROLE_QUOTED + q->color].bg, border), dark);
    uint32_t accent = rgb_of(t->role[ROLE_ACCENT].fg, border);
    buf_addf(p->out,
             "<rect width=\"%u\" height=\"%u\" rx=\"%u\" fill=\"#%06X\"/>\n"
             "<rect x=\".75\" y=\".75\" width=\"%u.5\" height=\"%u.5\" rx=\"%u\" fill=\"none\" "
             "stroke=\"#%06X\" stroke-opacity=\".35\" stroke-width=\"1.5\"/>\n",
             w, h, RADIUS, (unsigned)paper, w - 2, h - 2, RADIUS, (unsigned)border);
    buf_addf(p->out,
             "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"2\" fill=\"#%06X\"/>\n", EDGE,
             EDGE, BAR, text_h, (unsigned)kept);
    if (p->c->source.n)
        buf_addf(p->out, "<path d=\"M%u %uh40\" stroke=\"#%06X\" stroke-width=\"2\"/>\n",
                 w - EDGE - 40, EDGE + text_h + SOURCE_GAP, (unsigned)accent);
}

static void add_source(const struct pen *p, unsigned right, unsigned y)
{
    for (size_t i = 0; i < p->c->source.n; i++) {
        y += SOURCE_LEADING;
        buf_addf(p->out, "<text class=\"s\" x=\"%u\" y=\"%u\">", right, y);
        add_xml(p->out, str_of(p->c->source.v[i]));
        buf_adds(p->out, "</text>\n");
    }
}

static void draw(struct card *c, const struct quote_record *q, const struct theme *t,
                 struct buf *out)
{
    struct pen p = {.out = out, .c = c, .face = face_of(c->lang), .left = EDGE + BAR + BAR_GAP};
    unsigned text_h = text_height(c), lines = (unsigned)c->source.n;
    unsigned w = p.left + c->measure * CELL + EDGE;
    unsigned h = 2 * EDGE + text_h + (lines ? SOURCE_GAP + lines * SOURCE_LEADING : 0);
    buf_addf(out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
             "viewBox=\"0 0 %u %u\" role=\"img\" xml:lang=\"%s\">\n<title>",
             w, h, w, h, p.face->lang);
    add_xml(out, q->article.title);
    buf_adds(out, "</title>\n<desc>");
    add_xml(out, q->exact);
    buf_adds(out, "</desc>\n");
    p.letter = letter_size(&p);
    add_style(&p, t);
    add_ground(&p, q, t, w, h, text_h);
    p.y = EDGE - (LEADING - EM) / 2 - EM / 8; /* a row's baseline from its foot */
    add_rows(&p);
    add_source(&p, w - EDGE, EDGE + text_h + SOURCE_GAP);
    buf_adds(out, "</svg>\n");
}

void card_svg(const struct quote_record *q, const struct card_opts *o, struct buf *out)
{
    struct width_policy terminal = *width_policy(), paper = WIDTH_DEFAULT;
    struct theme t = o->theme ? *o->theme : theme_resolve(NULL, NULL, THEME_LIGHT, DEPTH_RGB);
    struct card c;
    paper.ambiguous = str_eq(card_lang(q, o), STR("en")) ? 1 : 2;
    paper.emoji_modifier = paper.emoji_zwj = 1;
    width_set_policy(&paper);
    card_make(&c, q, o, 0);
    draw(&c, q, &t, out);
    card_free(&c);
    width_set_policy(&terminal);
}
