/* Repair (修復) of damage that pages really have: what some program between the writer and the reader
 * did to the text, turned back.
 *
 * Each kind is judged by itself over the whole text. Where the evidence is strong it is repaired;
 * where it is not, it is offered: counted and left alone. Undamaged text is never changed: glosses,
 * pinyin lessons, dictionaries, furigana in brackets and phonetic notes stay. Every change is listed
 * with what stood there, so that it can be looked at; the source's bytes are not touched, so that
 * reading them again with another choice undoes it. */
#ifndef JD_TEXT_REPAIR_H
#define JD_TEXT_REPAIR_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdint.h>

enum repair_kind {
    REPAIR_RECODED,  /* "recoded": decoded as what it was not, or encoded twice (repair_recode.c) */
    REPAIR_ENTITIES, /* "entities": escaped twice (repair_entity.c) */
    REPAIR_READINGS, /* "readings": put behind characters: 開(kāi)源, 因?yàn)檫@ (repair_reading.c) */
    REPAIR_INVISIBLE, /* "invisible": zero-width and private-use watermarks (repair_invisible.c) */
    REPAIR_FILLER,    /* "filler": put in against copying (repair_filler.c) */
    REPAIR_LOST,      /* "lost": 锟斤拷 and the like: said to be there, beyond repair */
    REPAIR_KINDS
};

enum repair_how { REPAIR_AUTO, REPAIR_NEVER, REPAIR_ALWAYS /* offered ones too */ };

struct repair_opts {
    uint8_t how[REPAIR_KINDS]; /* enum repair_how */
    bool markup;               /* text is markup, where &amp; is how a page writes & */
};

/* One change. before is in the text that was given (or owned by the result, where an earlier kind
 * had changed it already). */
struct repair_edit {
    uint8_t kind;   /* enum repair_kind */
    size_t at, len; /* the range in the repaired text, which may be empty */
    struct str before;
};

struct repair {
    struct str text; /* the text given, or own */
    struct buf own;
    VEC(struct repair_edit)
    edits;                     /* by place; at most REPAIR_MAX_EDITS are listed, all are counted */
    size_t done[REPAIR_KINDS]; /* places changed */
    size_t offered[REPAIR_KINDS]; /* places left alone for want of evidence, or that cannot be */
    struct arena *arena;          /* of the edits' strings; NULL without */
};

enum { REPAIR_MAX_EDITS = 10000 };

/* text is valid UTF-8 and must outlive out. Never fails: what is not understood stays. */
void repair_text(struct str text, const struct repair_opts *o, struct repair *out);
void repair_free(struct repair *r);

/* "auto", "none", "all", or kinds with what to do, as in "readings=always,filler=never" (the rest is
 * auto). ERR_USAGE with what there is. */
bool repair_opts_parse(struct str spec, struct repair_opts *o, struct err *e);

const char *repair_kind_name(enum repair_kind k);   /* the machine word */
enum repair_kind repair_kind_find(struct str name); /* REPAIR_KINDS without */

#endif
