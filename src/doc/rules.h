/* What the builder keeps to and the validator demands: one row a kind of block. */
#ifndef JD_DOC_RULES_H
#define JD_DOC_RULES_H

#include "doc/doc.h"

enum {
    RULE_ANY = BLOCK_KINDS, /* stands wherever blocks of no fixed kind may */
    RULE_TOP,               /* stands at the top only */
};

struct block_rule {
    const char *name;
    uint8_t parent;   /* the kind it must stand in, RULE_ANY or RULE_TOP */
    uint8_t child;    /* the only kind it holds, or RULE_ANY; for containers */
    uint8_t levels;   /* containers that its content needs, itself included */
    bool keeps_empty; /* a leaf that stays without text */
    bool verbatim;    /* white space stands as it is */
    uint16_t flags;   /* those it may have */
};

extern const struct block_rule block_rules[BLOCK_KINDS];

/* True when a block of kind `child` may stand directly in one of kind `parent` (RULE_TOP: in none).
 */
bool block_may_hold(unsigned parent, enum block_kind child);

#endif
