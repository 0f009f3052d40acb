#include "ui/term_link.h"

#include "base/hash.h"
#include "text/utf8.h"
#include "ui/term_glyph.h"

enum { URL_MAX = 2000 };

#define CLOSE_LINK "\033]8;;\033\\"

uint64_t link_hash(struct str url)
{
    return url.n ? hash64(url) | 1 : 0;
}

static void add_color(struct buf *b, int base, uint32_t c)
{
    if (COLOR_IS_RGB(c))
        buf_addf(b, ";%d;2;%u;%u;%u", base, c >> 16 & 255, c >> 8 & 255, c & 255);
    else if (COLOR_IS_INDEX(c))
        buf_addf(b, ";%d;5;%u", base, c & 255);
}

static void add_sgr(struct buf *b, const struct style *s)
{
    static const char code[] = "123479"; /* in the order of enum cell_attr */
    buf_adds(b, "\033[0");
    for (unsigned i = 0; i < sizeof code - 1; i++)
        if (s->attrs >> i & 1)
            buf_addf(b, ";%c", code[i]);
    add_color(b, 38, s->fg);
    add_color(b, 48, s->bg);
    buf_addc(b, 'm');
}

/* OSC 8 allows printable ASCII only; an address with more stays without a link. */
static bool url_fits(struct str url)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] > '~')
            return false;
    return url.n > 0 && url.n <= URL_MAX;
}

static void add_glyphs(struct buf *b, const struct cell *c)
{
    struct glyph g[2];
    unsigned n = glyph_split(c, g);
    for (unsigned i = 0; i < n; i++)
        for (const wchar_t *p = g[i].c; *p; p++)
            buf_add_utf8(b, (uint32_t)*p);
}

void link_row(struct buf *out, const struct grid *g, unsigned row, unsigned cols)
{
    uint64_t open = 0;
    bool any = false;
    for (unsigned col = 0; col < g->cols && col < cols; col++) {
        const struct cell *c = grid_cell(g, row, col);
        if (!c->w)
            continue;
        uint64_t link = url_fits(c->link) && col + c->w <= cols ? link_hash(c->link) : 0;
        if (open && link != open)
            buf_adds(out, CLOSE_LINK);
        if (link && link != open)
            buf_addf(out, "%s\033[%u;%uH\033]8;id=%x;" STR_FMT "\033\\", any ? "" : "\0337",
                     row + 1, col + 1, (unsigned)(link >> 32), STR_ARG(c->link));
        if (link) {
            add_sgr(out, &c->style);
            add_glyphs(out, c);
        }
        any |= link != 0;
        open = link;
    }
    if (open)
        buf_adds(out, CLOSE_LINK);
    if (any)
        buf_adds(out, "\0338");
}
