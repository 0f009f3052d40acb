/* What encoding bytes are in when nobody says so. Part of charset.c. */
#ifndef JD_TEXT_CHARSET_GUESS_H
#define JD_TEXT_CHARSET_GUESS_H

#include "base/str.h"

struct charset_kit;

/* "UTF-16LE" or "UTF-16BE" when bytes with a NUL among them read well as such; else NULL. */
const char *charset_guess_utf16(struct str bytes);

/* Seven-bit Japanese, which is ASCII, and so UTF-8, by its bytes; its escapes tell it. */
bool charset_guess_iso2022jp(struct str bytes);

enum { CHARSET_LABEL_BYTES = 32 };

/* A label, or "" for no idea. The text is read in each encoding of Chinese, Japanese and Korean, and
 * what reads best as prose wins, uchardet's opinion being one voice; where none reads as prose, what
 * uchardet says holds. */
void charset_guess(struct str bytes, struct charset_kit *kit, char label[CHARSET_LABEL_BYTES]);

#endif
