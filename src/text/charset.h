/* From bytes of any encoding to clean-edged UTF-8. */
#ifndef JD_TEXT_CHARSET_H
#define JD_TEXT_CHARSET_H

#include "base/err.h"
#include "base/str.h"

enum charset_origin { CHARSET_BOM, CHARSET_GIVEN, CHARSET_DECLARED, CHARSET_UTF8, CHARSET_GUESSED };

struct charset_result {
    struct str text; /* valid UTF-8, without a BOM */
    struct buf own;  /* holds text when it had to be converted; else text borrows */
    char name[32];   /* IANA name: "UTF-8", "GB18030", … */
    enum charset_origin origin;
    size_t replaced;         /* places where bytes became U+FFFD */
    struct charset_kit *kit; /* it was decoded with; the caller's */
};

/* What decoding loads from files (converters of iconv, uchardet), opened ahead for a process that may
 * open no file later. */
struct charset_kit;

/* Opens what these bytes may need: nothing for UTF-8; else the converter of given, of declared, and
 * those that a guess may end with. bytes empty: all that any content can ask for. Never NULL. */
struct charset_kit *charset_kit_open(struct str bytes, struct str given, struct str declared);
void charset_kit_add(struct charset_kit *k, struct str bytes, struct str given,
                     struct str declared); /* for one more text */
void charset_kit_close(struct charset_kit *k);

/* Decides on the whole text: BOM, then given (--charset; an unknown name is ERR_USAGE), then what
 * the bytes show (UTF-16 without a BOM, the escapes of ISO-2022-JP), then strict UTF-8, then
 * declared (HTTP header or <meta>; "gb2312" and "gbk" mean GB18030) unless one character in 50 is
 * bad, or it reads badly so and well as something else, then nearly UTF-8 (at most one bad place in 1,000 characters, or only the end cut off), then
 * a guess. Text with binary data in it (a NUL, many controls) is ERR_FORMAT "this is not a text…";
 * the caller puts the name before it. declared and given may be empty. out->text may point into
 * bytes. With a kit nothing is opened but from it; NULL: opens what it needs. */
bool charset_decode(struct str bytes, struct str given, struct str declared,
                    struct charset_kit *kit, struct charset_result *out, struct err *e);
void charset_free(struct charset_result *r);

#endif
