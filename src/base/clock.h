/* Time in milliseconds. */
#ifndef JD_BASE_CLOCK_H
#define JD_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_mono_ms(void); /* for intervals */
int64_t clock_wall_ms(void); /* since 1970-01-01 UTC: what the library stores */

#endif
