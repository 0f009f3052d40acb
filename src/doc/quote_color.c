#include "doc/quote_color.h"

static const struct {
    const char *name, *label;
} colors[QUOTE_COLOR_COUNT] = {
    [QUOTE_YELLOW] = {"yellow", "黃"}, [QUOTE_GREEN] = {"green", "綠"},
    [QUOTE_BLUE] = {"blue", "藍"},     [QUOTE_PINK] = {"pink", "粉"},
    [QUOTE_PURPLE] = {"purple", "紫"},
};

const char *quote_color_name(enum quote_color c)
{
    return colors[(unsigned)c < QUOTE_COLOR_COUNT ? c : QUOTE_YELLOW].name;
}

const char *quote_color_label(enum quote_color c)
{
    return colors[(unsigned)c < QUOTE_COLOR_COUNT ? c : QUOTE_YELLOW].label;
}

bool quote_color_parse(struct str s, enum quote_color *out)
{
    for (unsigned i = 0; i < QUOTE_COLOR_COUNT; i++)
        if (str_eq_nocase(s, str_of(colors[i].name)) || str_eq(s, str_of(colors[i].label))) {
            *out = (enum quote_color)i;
            return true;
        }
    return false;
}
