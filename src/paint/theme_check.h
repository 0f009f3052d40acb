/* Contrast of a theme as it comes out: every role, every quote colour. Bounds: WCAG 2.1, 1.4.3, 1.4.6
 * and 1.4.11. */
#ifndef JD_PAINT_THEME_CHECK_H
#define JD_PAINT_THEME_CHECK_H

#include "paint/accent.h"
#include "paint/palette.h"
#include "paint/theme.h"

struct theme_measure {
    const char *what;              /* "heading", "heading on overlap", "quoted-1, quoted-4" */
    const struct palette *against; /* NULL: the colours are known */
    uint32_t fg, bg;               /* 0xRRGGBB */
    double have, least;            /* contrast; for two quote colours their distance */
    bool known;                    /* false: they are a terminal's own, of which nothing is known */
};

/* Calls tell with each measure. own: the terminal's text and page colour, NULL where not known. With 16
 * and 8 colours everything is measured on each palette of paint/palette.h that has that mode.
 *
 * Text must have 7:1, secondary text, accent, and text on a highlight 4.5:1, rules and borders 3:1. The
 * five quote colours are QUOTE_DISTANCE apart in OKLab, and from the page, for full vision and for
 * protanopia and deuteranopia alike (0.02 is just seen side by side). */
#define QUOTE_DISTANCE 0.05
void theme_check(const struct theme *t, const uint32_t own[2],
                 void (*tell)(const struct theme_measure *m, void *arg), void *arg);

#endif
