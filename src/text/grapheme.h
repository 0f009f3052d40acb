/* Extended grapheme clusters (UAX #29, Unicode 15.0). */
#ifndef JD_TEXT_GRAPHEME_H
#define JD_TEXT_GRAPHEME_H

#include "base/str.h"

/* The first boundary of valid text s after byte at (at < s.n), at itself being one. */
size_t grapheme_next(struct str s, size_t at);

/* The last boundary before byte at (at > 0). Looks back no further than it must. */
size_t grapheme_prev(struct str s, size_t at);

/* The boundary at or before at. */
size_t grapheme_floor(struct str s, size_t at);

#endif
