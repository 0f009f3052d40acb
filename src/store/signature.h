/* For the files of store/related.c: what is stored of an article's terms. */
#ifndef JD_STORE_SIGNATURE_H
#define JD_STORE_SIGNATURE_H

#include "doc/terms.h"
#include "store/db.h"

struct signature {
    uint64_t simhash;
    uint32_t tokens, n;
    uint32_t id[TERMS_MAX];  /* sorted */
    uint8_t code[TERMS_MAX]; /* tf as a step of SIGNATURE_TF << 4 | bits */
};

extern const uint8_t SIGNATURE_TF[16];

void signature_of(const struct terms *t, struct signature *out);

/* The blob of the terms, appended; and back: what is no such blob gives no terms. */
void signature_pack(const struct signature *s, struct buf *out);
void signature_unpack(struct str blob, struct signature *out);

/* *found tells whether there is one. */
bool signature_get(struct db *db, int64_t id, struct signature *out, bool *found, struct err *e);

/* A term as it is in term_index. */
enum { SIGNATURE_WORD = 8 };
void signature_word(uint32_t id, char out[SIGNATURE_WORD]);

/* Nearly the same text. */
bool signature_is_same(const struct signature *a, const struct signature *b);

#endif
