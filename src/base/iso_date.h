/* Dates as documents have them (ATTR_DATE): ISO 8601, as precise as known. */
#ifndef JD_BASE_ISO_DATE_H
#define JD_BASE_ISO_DATE_H

#include "base/str.h"

#include <stdint.h>

/* Milliseconds since 1970 of "2025", "2025-02", "2025-02-08", "2025-02-08T15:36[:57][+08:00|Z]"; what is
 * left out is the first of its kind, a time without a zone is UTC. False for what is no such date. */
bool iso_date_ms(struct str s, int64_t *ms);

#endif
