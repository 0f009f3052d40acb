/* The document: one immutable canonical UTF-8 text, and sorted ranges over it.
 *
 * Every place in a document is a doc_pos, a byte offset into doc->text; every stretch a half-open
 * range of them, on grapheme cluster boundaries. Nothing else (no rows, no columns) is ever kept.
 *
 * THE CANONICAL TEXT, version DOC_CANON_VERSION. It holds what is read in line and nothing else.
 *  C1  The text is the leaves in reading order, joined by one '\n' each. The first leaf begins at
 *      0, the last ends at the length of the text; an empty leaf is an empty line.
 *  C2  Leaves are TITLE HEADING PARA CODE PRE RULE CELL FIGURE TURN. Containers are QUOTE LIST ITEM
 *      TABLE ROW FOOTNOTE; a container spans from its first leaf's beginning to its last leaf's
 *      end, and holds at least one leaf.
 *  C3  Valid UTF-8, clean in the sense of text/sanitize.h. Not normalized: what the source wrote.
 *  C4  In prose leaves (all but CODE and PRE) a run of white space (space, tab, line feed, carriage
 *      return, form feed) is one space, and none between two wide characters where the run held a
 *      line feed (CSS Text 3, 4.1.3); none at the ends of a leaf or beside a forced break. Leading
 *      U+3000 of a prose leaf is dropped: it is the indent, which is layout. "Wide" is
 *      East_Asian_Width F, W or H, and not Hangul.
 *  C5  '\n' inside a leaf is a forced line break (every line of CODE and PRE, <br> in prose).
 *      CODE and PRE keep spaces and tabs and lose trailing blank lines; prose has no forced
 *      breaks at its ends.
 *  C6  Empty leaves are dropped, but for RULE (which is always empty), FIGURE and CELL, and so are
 *      containers left empty.
 *  C7  A title is the first leaf, if it is known; footnote bodies come last.
 *  C8  A speaker's name and colon stay in the text, under a SPEAKER span.
 *  C9  Ruby, alternative text, URLs, byline, dates, language, list starts, code language, targets
 *      of images and notes, cell spans and what a page says around its article are attributes and
 *      not in the text. A note's mark is an empty NOTE_REF span, drawn by layout.
 *
 * A document is read-only and owns nothing but its struct and, if told so, the bytes of its stored
 * form (doc/serial.h), which blocks, spans, attributes and text point into. */
#ifndef JD_DOC_DOC_H
#define JD_DOC_DOC_H

#include "base/hash.h"
#include "base/str.h"

#include <stdint.h>

typedef uint32_t doc_pos;

struct doc_range {
    doc_pos beg, end;
};

#define DOC_NONE          UINT32_MAX
#define DOC_CANON_VERSION 1

enum {
    DOC_MAX_TEXT = 1 << 30, /* bytes */
    DOC_MAX_DEPTH = 32,     /* containers inside each other; deeper ones merge into their parent */
    DOC_MAX_LEVEL = 6,      /* of a heading */
};

enum block_kind {
    BLOCK_TITLE,
    BLOCK_HEADING, /* level 1–6 */
    BLOCK_PARA,
    BLOCK_CODE, /* ATTR_CODE_LANG */
    BLOCK_PRE,  /* preformatted prose: verse, mail, tables drawn in text */
    BLOCK_RULE,
    BLOCK_CELL,   /* BLOCK_F_HEADER, ATTR_ALIGN, ATTR_COLSPAN, ATTR_ROWSPAN */
    BLOCK_FIGURE, /* text: the caption; ATTR_SRC, ATTR_ALT */
    BLOCK_TURN,   /* a turn of a dialogue that opens with a SPEAKER span */
    BLOCK_LEAF_KINDS,
    BLOCK_QUOTE = BLOCK_LEAF_KINDS,
    BLOCK_LIST, /* BLOCK_F_ORDERED, ATTR_START */
    BLOCK_ITEM, /* BLOCK_F_TASK, BLOCK_F_DONE */
    BLOCK_TABLE,
    BLOCK_ROW,
    BLOCK_FOOTNOTE, /* ATTR_LABEL; numbered by order of the first reference, level is unused */
    BLOCK_KINDS
};

enum block_flag {
    BLOCK_F_ORDERED = 1 << 0,
    BLOCK_F_HEADER = 1 << 1,
    BLOCK_F_TASK = 1 << 2,
    BLOCK_F_DONE = 1 << 3,
};

/* Blocks are in preorder: a block's descendants are [i + 1, next). */
struct block {
    uint8_t kind;  /* enum block_kind */
    uint8_t level; /* HEADING: 1–6, else 0 */
    uint16_t flags;
    uint32_t parent; /* index, DOC_NONE at the top */
    uint32_t next;   /* index behind the last descendant */
    uint32_t attrs;  /* first attribute, DOC_NONE without */
    struct doc_range r;
};

enum span_kind {
    SPAN_STRONG = 1 << 0,
    SPAN_EM = 1 << 1,
    SPAN_CODE = 1 << 2,
    SPAN_LINK = 1 << 3, /* ATTR_HREF */
    SPAN_RUBY = 1 << 4, /* ATTR_RUBY */
    SPAN_STRIKE = 1 << 5,
    SPAN_MARK = 1 << 6,
    SPAN_SUB = 1 << 7,
    SPAN_SUP = 1 << 8,
    SPAN_SPEAKER = 1 << 9,
    SPAN_NOTE_REF = 1 << 10, /* empty range; ATTR_LABEL */
    SPAN_ALL = (1 << 11) - 1
};

/* Spans are sorted and disjoint, each inside one leaf; nesting in the source became a set of kinds.
 * Neighbours that touch and share one value of ATTR_HREF (or ATTR_RUBY), the very same bytes of
 * strings, are one link (one ruby); equal values at different places are two, as 人人 with ひと on
 * each. kinds may be 0 where only an attribute is carried (ATTR_ID). */
struct span {
    uint32_t kinds; /* set of enum span_kind */
    uint32_t attrs;
    struct doc_range r;
};

enum attr_key {
    /* of the document */
    ATTR_TITLE, /* as the source's metadata has it, where no TITLE leaf exists */
    ATTR_AUTHOR,
    ATTR_SOURCE, /* the medium that published it */
    ATTR_DATE,   /* ISO 8601, as precise as known: 2025-02-08T15:36:57 */
    ATTR_EDITOR,
    ATTR_LANG, /* BCP 47; also of blocks */
    ATTR_URL,  /* canonical URL */
    ATTR_SUMMARY,
    ATTR_KEYWORD,       /* one attribute each */
    ATTR_SPEAKER,       /* one each, in order of appearance, without colon */
    ATTR_RELATED_LABEL, /* the page had a list of related articles under this heading */
    ATTR_RELATED,       /* title of one … */
    ATTR_RELATED_URL,   /* … and, right behind it, its URL if known */
    ATTR_NOTE,   /* what the page says around its article: disclaimer, site links, settings */
    ATTR_REPAIR, /* what was repaired, "readings 592": a kind of text/repair.h, count; one each */
    ATTR_REPAIR_OFFER, /* what could be, or cannot, likewise */
    ATTR_REPAIR_EDIT,  /* one change each, see doc/repairs.h */
    ATTR_CHARSET,      /* IANA name of the source bytes' encoding */
    ATTR_REPLACED,     /* count of places that could not be decoded */
    ATTR_FORMAT,       /* name of the parser */
    ATTR_NEXT,         /* URL of the article's next page, which is not in the document */
    ATTR_PAGES,        /* of how many pages the document was joined, if more than one */
    /* of blocks and spans */
    ATTR_START,
    ATTR_CODE_LANG,
    ATTR_SRC,
    ATTR_ALT,
    ATTR_ALIGN, /* "left", "center", "right" */
    ATTR_COLSPAN,
    ATTR_ROWSPAN,
    ATTR_LABEL,
    ATTR_HREF,
    ATTR_LINK_TITLE,
    ATTR_RUBY,
    ATTR_ID, /* anchor name a #fragment points to */
    /* of the document, later ones: stored forms have the numbers of those above */
    ATTR_TAG,  /* the user's own word for it, as it was imported; one attribute each */
    ATTR_FEED, /* the feed it came by: its address or its name */
    ATTR_KEYS
};

/* Attributes are sorted by owner (document, blocks, spans), then in the order they were given. */
struct attr {
    uint32_t owner;    /* attr_owner_… */
    uint32_t key;      /* enum attr_key */
    uint32_t beg, len; /* into doc->strings */
};

#define ATTR_OWNER_DOC      0u
#define ATTR_OWNER_BLOCK(i) (1u << 30 | (i))
#define ATTR_OWNER_SPAN(i)  (2u << 30 | (i))

struct doc {
    struct str text;
    const struct block *blocks;
    const struct span *spans;
    const struct attr *attrs;
    struct str strings;
    uint32_t nblocks, nspans, nattrs;
    uint32_t units; /* reading units: a CJK character is 1, other text 4 in 15 letters */
    uint32_t canon_version;
    uint64_t text_hash;          /* hash64 of text */
    struct hash128 content_hash; /* of the source bytes */
    void *owned;                 /* see doc/serial.h */
    size_t owned_bytes;
    bool owned_is_map;
};

void doc_free(struct doc *d);

static inline struct str doc_slice(const struct doc *d, struct doc_range r)
{
    return str_sub(d->text, r.beg, r.end);
}

static inline bool block_is_leaf(const struct block *b)
{
    return b->kind < BLOCK_LEAF_KINDS;
}

const char *block_kind_name(enum block_kind k); /* "title", "heading", … as in dumps */
const char *attr_key_name(enum attr_key k);     /* "title", "code-lang", … */

/* The first attribute `key` of an owner; STR_NONE without. */
struct str doc_attr(const struct doc *d, enum attr_key key);
struct str doc_block_attr(const struct doc *d, uint32_t block, enum attr_key key);
struct str doc_span_attr(const struct doc *d, uint32_t span, enum attr_key key);

/* The attributes of an owner: [*beg, *end) of d->attrs. */
void doc_attrs_of(const struct doc *d, uint32_t owner, uint32_t *beg, uint32_t *end);

/* The text of the TITLE leaf, else ATTR_TITLE, else STR_NONE. */
struct str doc_title(const struct doc *d);

/* The leaf that holds pos (its beg <= pos <= end); pos is clamped. DOC_NONE in an empty document. */
uint32_t doc_leaf_at(const struct doc *d, doc_pos pos);

/* The leaf behind or before block i (a container: behind its last leaf, before its first); DOC_NONE
 * at the ends. i = DOC_NONE: the first, the last. */
uint32_t doc_next_leaf(const struct doc *d, uint32_t i);
uint32_t doc_prev_leaf(const struct doc *d, uint32_t i);

/* The nearest ancestor of i (or i itself) of that kind; DOC_NONE without. */
uint32_t doc_ancestor(const struct doc *d, uint32_t i, enum block_kind k);

/* The first span that ends behind pos (an empty one at pos counts); nspans without. */
uint32_t doc_span_from(const struct doc *d, doc_pos pos);

/* The span that covers pos; DOC_NONE without. */
uint32_t doc_span_at(const struct doc *d, doc_pos pos);

#endif
