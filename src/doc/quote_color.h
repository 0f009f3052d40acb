/* The five colours of quotes. Their names are stored and exported; themes say what they look like
 * (paint/theme.h: ROLE_QUOTED and the four behind it, in this order). */
#ifndef JD_DOC_QUOTE_COLOR_H
#define JD_DOC_QUOTE_COLOR_H

#include "base/str.h"

enum quote_color {
    QUOTE_YELLOW,
    QUOTE_GREEN,
    QUOTE_BLUE,
    QUOTE_PINK,
    QUOTE_PURPLE,
    QUOTE_COLOR_COUNT
};

const char *quote_color_name(enum quote_color c);  /* "yellow", … */
const char *quote_color_label(enum quote_color c); /* 黃 綠 藍 粉 紫, in every language */

/* From a name or a label. False for any other word. */
bool quote_color_parse(struct str s, enum quote_color *out);

#endif
