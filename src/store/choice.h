/* What the user chose for a source: its encoding, what is repaired. The table `choice` (migrate.c). */
#ifndef JD_STORE_CHOICE_H
#define JD_STORE_CHOICE_H

#include "base/str.h"
#include "store/db.h"

#include <stdint.h>

struct choice {
    struct buf charset, repair; /* "": nothing was chosen */
};

/* *out is cleared first; free with choice_free. */
bool choice_find(struct db *db, struct str source, struct choice *out, struct err *e);
void choice_free(struct choice *c);

bool choice_keep(struct db *db, struct str source, struct str charset, struct str repair,
                 int64_t now_ms, struct err *e);

#endif
