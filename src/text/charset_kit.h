/* The kit of charset.h from the inside: converters and the detector. Part of charset.c. */
#ifndef JD_TEXT_CHARSET_KIT_H
#define JD_TEXT_CHARSET_KIT_H

#include "text/charset.h"

#include <iconv.h>

/* A converter to UTF-8, in its initial state: the kit's, or without a kit a new one. (iconv_t)-1 when
 * there is none. To be given back. */
iconv_t charset_kit_take(struct charset_kit *kit, const char *iconv_name);
void charset_kit_give(struct charset_kit *kit, iconv_t cd);

/* uchardet 0.0.7, loaded by name: only texts that are no UTF-8 need it. */
struct charset_detector {
    void *lib; /* NULL: not there */
    void *(*create)(void);
    int (*feed)(void *, const char *, size_t);
    void (*finish)(void *);
    const char *(*answer)(void *);
    void (*destroy)(void *);
};

bool charset_detector_load(struct charset_detector *d);
void charset_detector_unload(struct charset_detector *d);

/* The kit's; without a kit it is loaded into own, which is then to be unloaded. */
const struct charset_detector *charset_kit_detector(struct charset_kit *kit,
                                                    struct charset_detector *own);

/* The iconv names of all encodings that content may declare, NULL at the end; that of one label, NULL
 * when there is none. */
const char *charset_iconv_name(size_t i);
const char *charset_iconv_of(struct str label);

#endif
