/* Days as they are told of: today, yesterday, a date. In local time. */
#ifndef JD_UI_DAY_H
#define JD_UI_DAY_H

#include "base/str.h"

#include <stdint.h>

long day_of(int64_t wall_ms); /* days since some day */
void day_add(int64_t wall_ms, struct buf *out);

#endif
