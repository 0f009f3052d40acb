/* Inside the builder: builder.c keeps what is open, build_text.c takes in text, build_write.c makes
 * the stored form of it.
 *
 * The document grows in two parts, each a text with its blocks: footnotes are put aside and come
 * last (C7). Spans are kept as pieces, stretches of text that lie under one innermost span (a
 * node); what a piece carries follows from the node and those around it, when all is known. */
#ifndef JD_DOC_BUILD_H
#define JD_DOC_BUILD_H

#include "base/vec.h"
#include "doc/builder.h"
#include "doc/rules.h"

enum {
    BUILD_SPAN_DEPTH = 64, /* spans opened deeper are not seen */
};

/* An attribute and the one given before it to the same owner. */
struct build_attr {
    uint32_t key, beg, len;
    uint32_t next;
};

struct build_node {
    uint32_t parent; /* DOC_NONE: outermost */
    uint32_t kinds;  /* with those of the spans around it */
    uint32_t attrs;  /* newest, DOC_NONE without; each key once */
    bool used;       /* a piece lies under it */
};

struct build_piece {
    struct doc_range r;
    uint32_t node;
};

/* A ghost has been opened but makes no block: it lies too deep, or in a cell. */
struct build_open {
    uint8_t kind;
    bool made; /* by the builder, because the structure demands it */
    bool ghost;
};

struct build_part {
    struct buf text;
    VEC(struct block) blocks; /* attrs: newest, an index of struct build_attr */
    VEC(struct build_piece) pieces;
    uint32_t container; /* innermost open one that is no ghost */
    unsigned depth;     /* of open containers */
    bool has_leaf;      /* a leaf is done */

    uint32_t leaf;      /* open, or DOC_NONE */
    size_t before_leaf; /* bytes of text without it */
    size_t leaf_pieces; /* its first piece */
    /* What is due before its next text: */
    size_t breaks;
    bool space, space_lf; /* a run of white space; it held a line feed */
    uint32_t low;         /* innermost span that was open all the time since its last text */
};

struct doc_builder {
    struct doc_limits lim;
    struct err err; /* the first */
    bool failed;    /* with err: what comes is ignored */
    struct build_part main, notes;
    struct build_part *part; /* the one that grows */
    VEC(struct build_open) open;
    size_t nopen[BLOCK_KINDS];
    VEC(struct build_node) nodes;
    uint32_t node; /* innermost open span */
    unsigned span_depth;
    size_t span_ghosts; /* opened below BUILD_SPAN_DEPTH */
    VEC(struct build_attr) attrs;
    uint32_t doc_attrs; /* newest */
    uint64_t given;     /* set of the keys that were given from outside */
    bool title_given;   /* the first block is a title from outside */
    bool title_said;    /* the parser gave it too, and what it gave was dropped */
    struct buf strings;
    struct buf scratch, scratch2;
    struct hash128 content_hash;
};

/* Records the first error. Always false. */
bool build_fail(struct doc_builder *b, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Makes sure that a leaf for text is open. */
void build_open_for_text(struct doc_builder *b);

/* Closes the innermost open block. */
void build_pop(struct doc_builder *b);

/* Appends to the part's text, under a span node; false past the limit. */
bool build_append(struct doc_builder *b, struct str s, uint32_t node);

/* An empty piece at the end of the text. */
void build_mark(struct doc_builder *b, uint32_t node);

/* The text of the open leaf is complete: what C5 drops at its end goes, and its pieces get their
 * final edges. */
void build_end_text(struct doc_builder *b);

#endif
