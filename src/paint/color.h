/* Colours as numbers, 0xRRGGBB in sRGB. */
#ifndef JD_PAINT_COLOR_H
#define JD_PAINT_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* Relative luminance, 0 to 1 (WCAG 2.1). */
double color_luminance(uint32_t rgb);

/* Contrast ratio of two colours, 1 to 21 (WCAG 2.1). */
double color_contrast(uint32_t rgb_a, uint32_t rgb_b);

/* Lightness 0–1, chroma (0 grey, some 0.3 at most), hue in degrees: equal steps look equally large.
 * Source: B. Ottosson, "A perceptual color space for image processing" (2020). */
struct oklch {
    double l, c, h;
};

struct oklch color_to_oklch(uint32_t rgb);

/* The nearest that sRGB has with that lightness and hue: chroma gives way. */
uint32_t color_of_oklch(struct oklch v);

/* Distance in OKLab; 0.02 is just seen between areas side by side. */
double color_distance(uint32_t rgb_a, uint32_t rgb_b);

/* What someone without the red or the green cones sees. Source: Machado, Oliveira and Fernandes 2009,
 * severity 1. */
enum color_vision { VISION_FULL, VISION_PROTANOPIA, VISION_DEUTERANOPIA, VISIONS };
uint32_t color_seen(uint32_t rgb, enum color_vision v);

/* Entry n of xterm's palette; below 16, which users choose themselves, its default. */
uint32_t color_of_index(unsigned n);

#endif
