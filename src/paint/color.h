/* Colours as numbers. */
#ifndef JD_PAINT_COLOR_H
#define JD_PAINT_COLOR_H

#include <stdint.h>

/* Relative luminance of 0xRRGGBB, 0 to 1 (WCAG 2.1). */
double color_luminance(uint32_t rgb);

/* Contrast ratio of two colours, 1 to 21 (WCAG 2.1). */
double color_contrast(uint32_t rgb_a, uint32_t rgb_b);

/* 0xRRGGBB of entry n of xterm's palette; below 16, which users choose themselves, its default. */
uint32_t color_of_index(unsigned n);

#endif
