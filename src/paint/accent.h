/* The accent: the one colour that carries meaning (where am I, what is a link, what is chosen).
 *
 * An accent is a hue with its chroma. How light it is follows from the page it stands on: so light or
 * dark that it can be read there (WCAG 2.1, 4.5:1), else as near as may be to where it looks best. */
#ifndef JD_PAINT_ACCENT_H
#define JD_PAINT_ACCENT_H

#include "paint/theme.h"

struct accent {
    const char *name;   /* as in the settings; NULL: the user's own */
    const char *title;  /* N_() */
    double h, c;        /* OKLCH */
    double l[2];        /* by enum theme_mode: how light it looks best */
    uint32_t few[2][2]; /* with 8 colours, with 16; by mode: which of them; COLOR_DEFAULT: none */
};

size_t accent_count(void);
const struct accent *accent_at(size_t i); /* the first is the default */

/* From a name of the table or "#rrggbb" into *out; false: neither. */
bool accent_parse(struct str s, struct accent *out);

/* The colour in that theme: its contrast with page and panels is ACCENT_CONTRAST at least wherever
 * their colours are known, the hue stays. */
#define ACCENT_CONTRAST 4.5
uint32_t accent_color(const struct accent *a, const struct theme_def *t, enum theme_mode mode,
                      enum color_depth depth);

#endif
