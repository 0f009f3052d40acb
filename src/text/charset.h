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
    size_t replaced; /* places where bytes became U+FFFD */
};

/* Decides on the whole text: BOM, then given (--charset; an unknown name is ERR_USAGE), then what
 * the bytes show (UTF-16 without a BOM, the escapes of ISO-2022-JP), then strict UTF-8, then
 * declared (HTTP header or <meta>; "gb2312" and "gbk" mean GB18030) unless one character in 50 is
 * bad, then nearly UTF-8 (at most one bad place in 1,000 characters, or only the end cut off), then
 * a guess. Text with binary data in it (a NUL, many controls) is ERR_FORMAT "this is not a text…";
 * the caller puts the name before it. declared and given may be empty. out->text may point into
 * bytes. */
bool charset_decode(struct str bytes, struct str given, struct str declared,
                    struct charset_result *out, struct err *e);
void charset_free(struct charset_result *r);

#endif
