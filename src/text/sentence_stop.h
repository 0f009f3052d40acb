/* Whether a mark ends a sentence: private to text/sentence.c. */
#ifndef JD_TEXT_SENTENCE_STOP_H
#define JD_TEXT_SENTENCE_STOP_H

#include "base/str.h"

#include <stdint.h>

enum stop_kind {
    STOP_NONE,
    STOP_FULL,   /* 。！？ */
    STOP_ASCII,  /* ! ? */
    STOP_DOT,    /* . */
    STOP_TRAILS, /* … */
};

/* The run of marks that begins at byte at, *end behind it: the strongest of its kinds. */
enum stop_kind stop_run(struct str s, size_t at, size_t *end);

/* What is known of a place behind a run of marks, or behind the quotation that it ended. */
struct stop_place {
    size_t sentence; /* where the sentence begins */
    size_t mark;     /* where the run begins */
    size_t at;       /* behind run and closers */
    enum stop_kind kind;
    bool closed; /* a quotation or bracket closed behind the run */
    bool within; /* and it had opened inside a clause */
};

bool stop_ends(struct str s, const struct stop_place *p);

/* Marks in pairs. Both give 0 for others. */
uint32_t stop_closer_of(uint32_t opener);
bool stop_is_closer(uint32_t c);

enum pair_kind { PAIR_QUOTE, PAIR_BRACKET, PAIR_TITLE };
enum pair_kind stop_pair_kind(uint32_t closer);

/* White space and U+3000, but no line break. */
static inline bool stop_is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000;
}

#endif
