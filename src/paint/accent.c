#include "paint/accent.h"

#include "base/i18n.h"
#include "paint/color.h"

#include <math.h>

#define X(n) COLOR_INDEX(n)
#define NONE COLOR_DEFAULT

/* Names and hues of Chinese tradition. With few colours a name shares the nearest one that can be read
 * on the palettes of paint/palette.h. */
static const struct accent ACCENTS[] = {
    {"indigo", N_("Indigo"), 257, 0.110, {0.43, 0.76}, {{X(4), X(6)}, {X(4), X(14)}}},
    {"vermilion", N_("Vermilion"), 33, 0.190, {0.52, 0.72}, {{X(1), NONE}, {X(1), X(11)}}},
    {"rouge", N_("Rouge"), 14, 0.165, {0.46, 0.73}, {{X(1), NONE}, {X(1), X(11)}}},
    {"orange", N_("Orange"), 52, 0.150, {0.55, 0.76}, {{X(1), NONE}, {X(1), X(11)}}},
    {"amber", N_("Amber"), 77, 0.130, {0.53, 0.80}, {{X(1), NONE}, {X(1), X(11)}}},
    {"bamboo", N_("Bamboo"), 135, 0.110, {0.48, 0.78}, {{X(4), X(2)}, {X(4), X(10)}}},
    {"pine", N_("Pine"), 168, 0.095, {0.44, 0.74}, {{X(4), X(2)}, {X(4), X(10)}}},
    {"sky", N_("Sky"), 222, 0.105, {0.50, 0.79}, {{X(4), X(6)}, {X(4), X(14)}}},
    {"violet", N_("Violet"), 305, 0.130, {0.44, 0.75}, {{X(5), X(6)}, {X(5), X(14)}}},
    {"charcoal", N_("Charcoal"), 250, 0.012, {0.38, 0.80}, {{NONE, NONE}, {NONE, X(15)}}},
};

size_t accent_count(void)
{
    return sizeof ACCENTS / sizeof *ACCENTS;
}

const struct accent *accent_at(size_t i)
{
    return &ACCENTS[i];
}

static const struct accent *nearest(double h, double c)
{
    enum { HALF_TURN = 180, TURN = 360 };
    const double grey = 0.03;
    const struct accent *best = &ACCENTS[0];
    double least = TURN;
    for (size_t i = 0; i < accent_count(); i++) {
        double d = fabs(ACCENTS[i].h - h);
        d = d > HALF_TURN ? TURN - d : d;
        if ((ACCENTS[i].c < grey) == (c < grey) && d < least) {
            best = &ACCENTS[i];
            least = d;
        }
    }
    return best;
}

bool accent_parse(struct str s, struct accent *out)
{
    uint32_t rgb;
    for (size_t i = 0; i < accent_count(); i++)
        if (str_eq(s, str_of(ACCENTS[i].name))) {
            *out = ACCENTS[i];
            return true;
        }
    if (!theme_parse_rgb(s, &rgb))
        return false;
    struct oklch v = color_to_oklch(rgb);
    const struct accent *like = nearest(v.h, v.c);
    *out = (struct accent){.h = v.h, .c = v.c, .l = {v.l, v.l}};
    memcpy(out->few, like->few, sizeof out->few);
    return true;
}

/* The grounds that an accent stands on. */
static bool is_legible(uint32_t rgb, const uint32_t *slots)
{
    return color_contrast(rgb, theme_rgb(slots[SLOT_PAPER])) >= ACCENT_CONTRAST &&
           color_contrast(rgb, theme_rgb(slots[SLOT_TINT])) >= ACCENT_CONTRAST;
}

static uint32_t solve(const struct accent *a, const uint32_t *slots, enum theme_mode mode)
{
    const double step = 0.005, quiet = 0.8; /* colours of light glow on a dark page */
    bool dark_page = color_luminance(theme_rgb(slots[SLOT_PAPER])) < 0.18;
    struct oklch v = {a->l[mode], a->name && dark_page ? a->c * quiet : a->c, a->h};
    uint32_t rgb = color_of_oklch(v);
    while (!is_legible(rgb, slots) && v.l > 0 && v.l < 1) {
        v.l += dark_page ? step : -step;
        rgb = color_of_oklch(v);
    }
    return rgb;
}

/* The nearest of the 240 colours that no user changes which can be read there. */
static uint32_t nearest_index(uint32_t rgb, const uint32_t *slots)
{
    enum { FIRST = 16, LAST = 255 };
    unsigned best = 0;
    double least = 0;
    for (unsigned n = FIRST; n <= LAST; n++) {
        double d = color_distance(color_of_index(n), rgb);
        if ((!best || d < least) && is_legible(color_of_index(n), slots)) {
            best = n;
            least = d;
        }
    }
    return COLOR_INDEX(best);
}

uint32_t accent_color(const struct accent *a, const struct theme_def *t, enum theme_mode mode,
                      enum color_depth depth)
{
    const uint32_t *slots = t->color[mode][depth];
    bool known = slots[SLOT_PAPER] != COLOR_DEFAULT && slots[SLOT_TINT] != COLOR_DEFAULT;
    if (depth == DEPTH_MONO)
        return COLOR_DEFAULT;
    if (depth == DEPTH_8)
        return a->few[0][mode];
    if (depth == DEPTH_16 || !known)
        return a->few[1][mode];
    uint32_t rgb = solve(a, slots, mode);
    return depth == DEPTH_RGB ? rgb : nearest_index(rgb, slots);
}
