/* The colours that terminals give to the first sixteen by default, to measure contrast by. Users change
 * them; what is found here is what most have. */
#ifndef JD_PAINT_PALETTE_H
#define JD_PAINT_PALETTE_H

#include "paint/theme.h"

struct palette {
    const char *name;
    bool has[THEME_MODES];                     /* it is shipped with such a background */
    uint32_t fg[THEME_MODES], bg[THEME_MODES]; /* 0xRRGGBB */
    uint32_t color[16];
};

enum { PALETTES = 4 };
extern const struct palette PALETTE[PALETTES];

/* 0xRRGGBB that the palette shows for a colour; COLOR_DEFAULT is its text (its background). */
uint32_t palette_fg(const struct palette *p, enum theme_mode mode, uint32_t color);
uint32_t palette_bg(const struct palette *p, enum theme_mode mode, uint32_t color);

#endif
