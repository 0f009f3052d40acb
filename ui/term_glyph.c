#include "ui/term_glyph.h"

#include "text/uniprop.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
    ZWJ = 0x200D,
    VS16 = 0xFE0F,
    DOTTED_CIRCLE = 0x25CC,
};

static unsigned width(uint32_t c)
{
    int w = width_of(c);
    return w < 0 ? 0 : (unsigned)w;
}

/* A zero-width character that shows something on a base. */
static bool is_mark(uint32_t c)
{
    uint8_t gb = uniprop(c)->gb;
    return (gb == GB_EXTEND || gb == GB_SPACING_MARK) && width(c) == 0 && c != VS16 && c != ZWJ;
}

static unsigned chars(struct str s)
{
    unsigned n = 0;
    for (; s.n; n++)
        utf8_take(&s);
    return n;
}

static void set_blank(struct glyph *g)
{
    *g = (struct glyph){.c = {' '}, .w = 1};
}

static bool is_sequence(struct str s)
{
    return chars(s) > 1 && uniprop(utf8_get(s.p, &(unsigned){0}))->flags & UF_PICTO;
}

/* The whole of an emoji sequence, which the terminal draws in two cells. curses counts the base
 * alone, so that must be as wide. */
static bool whole_emoji(struct str s, unsigned w, struct glyph *g)
{
    if (w != 2 || width(utf8_get(s.p, &(unsigned){0})) != w || chars(s) > GLYPH_CHARS)
        return false;
    *g = (struct glyph){.w = w};
    for (unsigned n = 0; s.n; n++)
        g->c[n] = (wchar_t)utf8_take(&s);
    return true;
}

/* The first base of *s with its marks; takes what belongs to it off *s. */
static void take_base(struct str *s, struct glyph *g)
{
    uint32_t c = utf8_take(s);
    unsigned n = 0;
    *g = (struct glyph){.w = width(c)};
    if (g->w == 0) {
        set_blank(g);
        if (is_mark(c))
            g->c[n++] = DOTTED_CIRCLE;
        else
            return;
    }
    g->c[n++] = (wchar_t)c;
    while (s->n) {
        struct str rest = *s;
        c = utf8_take(&rest);
        if (width(c))
            return;
        if (is_mark(c) && n < GLYPH_CHARS)
            g->c[n++] = (wchar_t)c;
        *s = rest;
    }
}

unsigned glyph_split(const struct cell *cell, struct glyph out[2])
{
    struct str s = str_n(cell->text, cell->n);
    unsigned used = 0, n = 0;
    if (is_sequence(s) && whole_emoji(s, cell->w, &out[0]))
        return 1;
    while (n < 2 && used < cell->w) {
        if (s.n && (n == 0 || cell->w == 2))
            take_base(&s, &out[n]);
        else
            set_blank(&out[n]);
        if (used + out[n].w > cell->w)
            set_blank(&out[n]);
        used += out[n++].w;
    }
    return n;
}
