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

uint32_t color_of_index(unsigned n)
{
    static const uint32_t system[16] = {
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    };
    static const uint32_t cube[6] = {0, 95, 135, 175, 215, 255};
    if (n < 16)
        return system[n];
    if (n < 232)
        return cube[(n - 16) / 36] << 16 | cube[(n - 16) / 6 % 6] << 8 | cube[(n - 16) % 6];
    return (8 + 10 * (n - 232)) * 0x010101;
}
