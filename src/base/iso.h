/* Points in time as ISO 8601 (RFC 3339) text. */
#ifndef JD_BASE_ISO_H
#define JD_BASE_ISO_H

#include "base/str.h"

#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC from "2021-03-05T12:34:56.789+08:00", as precise as it is: the day, the
 * month, the time, its seconds and their fraction (digits behind the third are dropped) may lack and are then
 * the first of their kind; a space may stand for T. Without a zone it is UTC, or with `local` this machine's
 * time. False for anything else, and for dates that there are not. Years 1 to 9999. */
bool iso_parse(struct str s, bool local, int64_t *ms);

/* Appends "2021-03-05T12:34:56Z", with ".789" where the milliseconds are not 0. */
void iso_add(struct buf *out, int64_t ms);

/* The date of this machine's time, "2021-03-05". */
void iso_add_local_date(struct buf *out, int64_t ms);

#endif
