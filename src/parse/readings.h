/* Readings that some page injected into its own text: 開(kāi)源 for 開源. They come from a faulty
 * script of the site or of the program that saved the page, and make a text unreadable.
 *
 * A reading is stripped with its brackets when they are ASCII, hold one pinyin syllable, and stand
 * right behind a Han character that has this reading (han_has_reading). All else stays: brackets
 * with words (適應(adaptability)), with a syllable the character does not have, behind no Han.
 *
 * A writer may gloss a character too (重(chóng)慶). So nothing is stripped unless the text shows
 * that readings were injected: at least 3 of them; or 2, both behind characters that only
 * traditional writing has (it is from conversion to it that such pages come) and half or more of
 * the bracketed Latin words behind Han. And at least one in 6,000 bytes of text (some 2,000
 * characters), where injected ones come by the dozen. A single gloss always stays. */
#ifndef JD_PARSE_READINGS_H
#define JD_PARSE_READINGS_H

#include "base/str.h"

/* How many readings are stripped; 0: out is untouched and text is to be used as it is. Else out has
 * the text without them (appended). One pass over '('; text is valid UTF-8. */
size_t readings_strip(struct str text, struct buf *out);

#endif
