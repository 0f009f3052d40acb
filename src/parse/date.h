/* Dates as people write them, to ISO 8601. */
#ifndef JD_PARSE_DATE_H
#define JD_PARSE_DATE_H

#include "base/str.h"

enum { DATE_ISO_BYTES = 32 };

/* The first date in s, with the time and zone behind it: iso is as precise as the source
 * ("2025-02-08T15:36:57", "2024-03", "2025-03-03T10:15:00+01:00"), and [*beg, *end) where it stood.
 * Read are 2025-02-08, 2025/2/8, 2025.2.8, 2025年2月8日, 2025년 2월 8일, "March 3, 2024",
 * "3 Mar 2024"; times as 15:36[:57], 15时36分, 15時36分, 下午3:36, 午後3時36分, 오후 3:36, 3:36 PM.
 * A year and a month alone count only with 年 or 년. False when there is none. */
bool date_find(struct str s, size_t *beg, size_t *end, char iso[DATE_ISO_BYTES]);

#endif
