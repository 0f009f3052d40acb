#include "paint/color.h"

#include <math.h>

static double linear(uint32_t channel)
{
    double v = (channel & 0xFF) / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double color_luminance(uint32_t rgb)
{
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
}

double color_contrast(uint32_t rgb_a, uint32_t rgb_b)
{
    double a = color_luminance(rgb_a), b = color_luminance(rgb_b);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static double cube(double v)
{
    return v * v * v;
}

static void to_lab(uint32_t rgb, double lab[3])
{
    double r = linear(rgb >> 16), g = linear(rgb >> 8), b = linear(rgb);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/* Linear channels; outside 0–1 the colour is none of sRGB's. */
static void of_lab(const double lab[3], double rgb[3])
{
    double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
    double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
    double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
    rgb[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
    rgb[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
    rgb[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
}

static uint32_t channel_of(double v)
{
    v = v < 0 ? 0 : v > 1 ? 1 : v;
    v = v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055;
    return (uint32_t)lround(v * 255);
}

static uint32_t pack(const double rgb[3])
{
    return channel_of(rgb[0]) << 16 | channel_of(rgb[1]) << 8 | channel_of(rgb[2]);
}

static const double DEGREE = 3.14159265358979323846 / 180;

struct oklch color_to_oklch(uint32_t rgb)
{
    double lab[3];
    to_lab(rgb, lab);
    double h = atan2(lab[2], lab[1]) / DEGREE;
    return (struct oklch){lab[0], hypot(lab[1], lab[2]), h < 0 ? h + 360 : h};
}

static bool is_in_gamut(struct oklch v, double rgb[3])
{
    enum { CHANNELS = 3 };
    const double slack = 1e-4;
    double lab[3] = {v.l, v.c * cos(v.h * DEGREE), v.c * sin(v.h * DEGREE)};
    of_lab(lab, rgb);
    for (int i = 0; i < CHANNELS; i++)
        if (rgb[i] < -slack || rgb[i] > 1 + slack)
            return false;
    return true;
}

uint32_t color_of_oklch(struct oklch v)
{
    enum { STEPS = 20 };
    double rgb[3], low = 0, high = v.c;
    if (is_in_gamut(v, rgb))
        return pack(rgb);
    for (int i = 0; i < STEPS; i++) {
        v.c = (low + high) / 2;
        if (is_in_gamut(v, rgb))
            low = v.c;
        else
            high = v.c;
    }
    v.c = low;
    is_in_gamut(v, rgb);
    return pack(rgb);
}

double color_distance(uint32_t rgb_a, uint32_t rgb_b)
{
    double a[3], b[3];
    to_lab(rgb_a, a);
    to_lab(rgb_b, b);
    return hypot(hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

uint32_t color_seen(uint32_t rgb, enum color_vision v)
{
    static const double matrices[VISIONS][3][3] = {
        [VISION_PROTANOPIA] = {{0.152286, 1.052583, -0.204868},
                               {0.114503, 0.786281, 0.099216},
                               {-0.003882, -0.048116, 1.051998}},
        [VISION_DEUTERANOPIA] = {{0.367322, 0.860646, -0.227968},
                                 {0.280085, 0.672501, 0.047413},
                                 {-0.011820, 0.042940, 0.968881}},
    };
    const double in[3] = {linear(rgb >> 16), linear(rgb >> 8), linear(rgb)};
    double out[3];
    if (v == VISION_FULL)
        return rgb;
    for (int i = 0; i < 3; i++)
        out[i] = matrices[v][i][0] * in[0] + matrices[v][i][1] * in[1] + matrices[v][i][2] * in[2];
    return pack(out);
}

uint32_t color_of_index(unsigned n)
{
    static const uint32_t system[16] = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    };
    static const uint32_t levels[6] = {0, 95, 135, 175, 215, 255};
    if (n < 16)
        return system[n];
    if (n < 232)
        return levels[(n - 16) / 36] << 16 | levels[(n - 16) / 6 % 6] << 8 | levels[(n - 16) % 6];
    return (8 + 10 * (n - 232)) * 0x010101;
}
