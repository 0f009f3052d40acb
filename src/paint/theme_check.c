#include "paint/theme_check.h"

#include "paint/color.h"

#include <stdio.h>

static const double TEXT = 7, LESS = 4.5, LINE = 3;

static double least_of(enum role r)
{
    switch (r) {
    case ROLE_TEXT:
    case ROLE_TITLE:
    case ROLE_QUOTE_TEXT:
    case ROLE_CODE:
    case ROLE_OVERLAP:
    case ROLE_PANEL:
    case ROLE_MESSAGE:
        return TEXT;
    case ROLE_QUOTE_BAR:
    case ROLE_RULE:
    case ROLE_BORDER:
    case ROLE_PROGRESS:
    case ROLE_PROGRESS_REST:
        return LINE;
    default:
        return LESS;
    }
}

struct checking {
    const struct theme *t;
    const uint32_t *own;
    const struct palette *palette;
    void (*tell)(const struct theme_measure *, void *);
    void *arg;
};

/* The first sixteen and the default are the terminal's. */
static bool resolve(const struct checking *c, uint32_t color, bool fg, uint32_t *rgb)
{
    if (c->palette) {
        *rgb = fg ? palette_fg(c->palette, c->t->mode, color)
                  : palette_bg(c->palette, c->t->mode, color);
        return true;
    }
    if (color == COLOR_DEFAULT && c->own) {
        *rgb = c->own[fg ? 0 : 1];
        return true;
    }
    if (color == COLOR_DEFAULT || (COLOR_IS_INDEX(color) && (color & 0xFF) < 16))
        return false;
    *rgb = theme_rgb(color);
    return true;
}

static void contrast(const struct checking *c, const char *what, uint32_t fg, uint32_t bg,
                     double least)
{
    struct theme_measure m = {.what = what, .against = c->palette, .least = least};
    m.known = resolve(c, fg, true, &m.fg) && resolve(c, bg, false, &m.bg);
    if (m.known)
        m.have = color_contrast(m.fg, m.bg);
    c->tell(&m, c->arg);
}

/* What keeps its colour under the tint of a row carried over, and in a panel. */
static void check_tinted(const struct checking *c)
{
    static const enum role kept[] = {ROLE_SECONDARY, ROLE_HEADING, ROLE_LINK, ROLE_SPEAKER,
                                     ROLE_QUOTE_TEXT};
    char what[64];
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        snprintf(what, sizeof what, "%s on overlap", theme_role_name(kept[i]));
        contrast(c, what, c->t->role[kept[i]].fg, c->t->role[ROLE_OVERLAP].bg, LESS);
    }
    contrast(c, "border on panel", c->t->role[ROLE_BORDER].fg, c->t->role[ROLE_PANEL].bg, LINE);
}

static double seen_distance(uint32_t a, uint32_t b)
{
    double least = 1;
    for (enum color_vision v = VISION_FULL; v < VISIONS; v++) {
        double d = color_distance(color_seen(a, v), color_seen(b, v));
        least = d < least ? d : least;
    }
    return least;
}

/* The first of the colours is the page. Where a palette is small they share an underline. */
static void check_quotes(const struct checking *c)
{
    uint32_t rgb[QUOTE_COLORS + 1];
    char what[64];
    if (c->t->depth != DEPTH_RGB && c->t->depth != DEPTH_256)
        return;
    for (size_t i = 0; i <= QUOTE_COLORS; i++) {
        uint32_t bg = c->t->role[i ? ROLE_QUOTED + i - 1 : ROLE_TEXT].bg;
        if (bg == COLOR_DEFAULT)
            return;
        rgb[i] = theme_rgb(bg);
    }
    for (size_t i = 0; i <= QUOTE_COLORS; i++)
        for (size_t k = 0; k < i; k++) {
            snprintf(what, sizeof what, "%s, %s", theme_role_name((enum role)(ROLE_QUOTED + i - 1)),
                     k ? theme_role_name((enum role)(ROLE_QUOTED + k - 1)) : "page");
            struct theme_measure m = {
                what, NULL, rgb[i], rgb[k], seen_distance(rgb[i], rgb[k]), QUOTE_DISTANCE, true};
            c->tell(&m, c->arg);
        }
}

static void check_roles(const struct checking *c)
{
    for (size_t r = 0; r < ROLES; r++)
        contrast(c, theme_role_name((enum role)r), c->t->role[r].fg, c->t->role[r].bg,
                 least_of((enum role)r));
    check_tinted(c);
    check_quotes(c);
}

void theme_check(const struct theme *t, const uint32_t own[2],
                 void (*tell)(const struct theme_measure *m, void *arg), void *arg)
{
    struct checking c = {.t = t, .own = own, .tell = tell, .arg = arg};
    if (t->depth == DEPTH_MONO)
        return;
    if (t->depth != DEPTH_8 && t->depth != DEPTH_16) {
        check_roles(&c);
        return;
    }
    for (size_t i = 0; i < PALETTES; i++)
        if (PALETTE[i].has[t->mode]) {
            c.palette = &PALETTE[i];
            check_roles(&c);
        }
}
