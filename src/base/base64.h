/* Base 64 (RFC 4648, 4). */
#ifndef JD_BASE_BASE64_H
#define JD_BASE_BASE64_H

#include "base/str.h"

void base64_add(struct str s, struct buf *out); /* appends, padded */

#endif
