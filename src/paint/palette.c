#include "paint/palette.h"

#include "paint/color.h"

/* xterm: charproc.c's and XTerm-col.ad's defaults, and -rv. VTE: src/vteseq and the palette of GNOME
 * Terminal's profiles. Konsole: its schemes Breeze and BlackOnWhite's text. Linux: drivers/tty/vt. */
const struct palette PALETTE[PALETTES] = {
    {"xterm",
     {true, true},
     {0x000000, 0xFFFFFF},
     {0xFFFFFF, 0x000000},
     {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
      0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF}},
    {"VTE",
     {true, true},
     {0x1E1E1E, 0xD0CFCC},
     {0xFFFFFF, 0x171421},
     {0x171421, 0xC01C28, 0x26A269, 0xA2734C, 0x12488B, 0xA347BA, 0x2AA1B3, 0xD0CFCC, 0x5E5C64,
      0xF66151, 0x33DA7A, 0xE9AD0C, 0x2A7BDE, 0xC061CB, 0x33C7DE, 0xFFFFFF}},
    {"Konsole",
     {false, true},
     {0, 0xFCFCFC},
     {0, 0x232627},
     {0x232627, 0xED1515, 0x11D116, 0xF67400, 0x1D99F3, 0x9B59B6, 0x1ABC9C, 0xFCFCFC, 0x7F8C8D,
      0xC0392B, 0x1CDC9A, 0xFDBC4B, 0x3DAEE9, 0x8E44AD, 0x16A085, 0xFFFFFF}},
    {"Linux",
     {false, true},
     {0, 0xAAAAAA},
     {0, 0x000000},
     {0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA, 0x555555,
      0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF}},
};

static uint32_t shown(const struct palette *p, uint32_t color, uint32_t own)
{
    if (color == COLOR_DEFAULT)
        return own;
    if (COLOR_IS_INDEX(color) && (color & 0xFF) < 16)
        return p->color[color & 0xFF];
    return theme_rgb(color);
}

uint32_t palette_fg(const struct palette *p, enum theme_mode mode, uint32_t color)
{
    return shown(p, color, p->fg[mode]);
}

uint32_t palette_bg(const struct palette *p, enum theme_mode mode, uint32_t color)
{
    return shown(p, color, p->bg[mode]);
}
