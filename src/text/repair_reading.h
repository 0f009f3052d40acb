/* The parts of repair_reading.c. */
#ifndef JD_TEXT_REPAIR_READING_H
#define JD_TEXT_REPAIR_READING_H

#include "text/repair_priv.h"

/* The pinyin syllable from byte at to the bracket that closes it, without that; empty when there is
 * none. */
struct str reading_at(struct str text, size_t at);

enum { TORN_MAX = 3 };

/* A place where a reading tore characters apart. */
struct torn {
    struct repair_change
        change[TORN_MAX]; /* one for each reading that lost its opening bracket … */
    size_t n;
    size_t end;    /* … up to where characters are whole again */
    uint32_t last; /* the character that ends there; 0: it is lost */
};

/* The place whose '?' or U+FFFD stands at byte at of the text; false when it is none, or when it
 * cannot be put together again. */
bool torn_read(struct str text, size_t at, struct arena *arena, struct torn *out);

#endif
