/* The language of a text, from the characters it is written in. */
#ifndef JD_PARSE_LANG_H
#define JD_PARSE_LANG_H

#include "base/str.h"

/* "ja" (a sixth of its CJK characters are kana), "ko" (a third are hangul), "zh-Hans" or "zh-Hant"
 * (by the characters that only one of the two writings has; "zh" when they say nothing), "en" for
 * plain Latin text; STR_NONE for what cannot be told (too little text, Latin with many accents,
 * other scripts). Looks at 24 KB of valid text at most: its beginning, middle and end. The result
 * is static. */
struct str lang_detect(struct str text);

#endif
