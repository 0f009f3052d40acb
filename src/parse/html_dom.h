/* A page as a flat tree: what can be read of gumbo's tree, in preorder, so that every later step is
 * a loop over indices. Left out: comments, scripts, styles, templates, controls and what is hidden.
 *
 * Gumbo's memory lies in an arena of its own; its destructors are never called. */
#ifndef JD_PARSE_HTML_DOM_H
#define JD_PARSE_HTML_DOM_H

#include "base/arena.h"
#include "base/err.h"
#include "parse/html_scan.h"

#include <gumbo.h>
#include <stdint.h>

enum { DOM_TEXT = GUMBO_TAG_LAST }; /* tag of a text */

#define DOM_NONE UINT32_MAX

enum dom_flag {
    DOM_CHROME = 1 << 0,    /* stands around the article (article.h) */
    DOM_DONE = 1 << 1,      /* read already: the title */
    DOM_NOTE = 1 << 2,      /* the body of a footnote */
    DOM_NOTE_REF = 1 << 7,  /* a link to a footnote; data: its index */
    DOM_BACKLINK = 1 << 3,  /* from a footnote to its mark */
    DOM_NOTE_LIST = 1 << 4, /* a part of the page that holds footnotes */
    DOM_TARGET = 1 << 5,    /* a link of the page points to it */
    DOM_TURN = 1 << 6,      /* begins with the name of a speaker */
    DOM_ATTRS = 1 << 8,     /* an element with attributes */
    DOM_BLANK = 1 << 9,     /* a text of white space only */
};

struct dom_node {
    union {
        const GumboNode *g;
        const char *text; /* of a text, data its bytes: kept here because all that follows is a
                             matter of how far apart things lie in memory */
    };
    uint32_t parent; /* DOM_NONE: the <html> */
    uint32_t next;   /* behind the last descendant */
    uint16_t tag;    /* GumboTag or DOM_TEXT */
    uint16_t flags;
    uint32_t data; /* of an element: of the step that set a flag */
};

struct dom {
    struct arena arena;
    size_t left; /* bytes that the arena may still grow */
    struct html_skeleton skeleton;
    VEC(struct dom_node) v; /* v[0] is <html> */
    uint32_t body;
};

/* The tree of a page; text is valid UTF-8 and must outlive it. ERR_LIMIT when it takes too much
 * memory. dom_free in any case. */
bool dom_parse(struct dom *d, struct str text, struct err *e);
void dom_free(struct dom *d);

static inline bool dom_is(const struct dom *d, uint32_t i, unsigned tag)
{
    return d->v.v[i].tag == tag;
}

static inline bool dom_is_text(const struct dom *d, uint32_t i)
{
    return d->v.v[i].tag == DOM_TEXT;
}

/* The value of an attribute (name in lower case); STR_NONE without, and of texts. */
struct str dom_attr(const struct dom *d, uint32_t i, const char *name);

/* True when the value, a list of words, has this one; when it has this part anywhere. */
bool dom_has_word(struct str value, const char *word);
bool dom_contains(struct str value, const char *part);
bool dom_has_class(const struct dom *d, uint32_t i, const char *word);

/* The text of a text node, piece by piece: struct str rest = dom_text(d, i), piece;
 * while (html_text_next(&d->skeleton, &rest, &piece)) … */
struct str dom_text(const struct dom *d, uint32_t i);
bool dom_is_blank(const struct dom *d, uint32_t i); /* a text of white space only */

/* Appends the text of i and all in it, white space runs as one space, trimmed, at most max bytes. */
void dom_collect(const struct dom *d, uint32_t i, size_t max, struct buf *out);

/* The first descendant of that tag; DOM_NONE without. */
uint32_t dom_find(const struct dom *d, uint32_t i, unsigned tag);

/* The nearest ancestor (or i itself) of that tag; DOM_NONE without. */
uint32_t dom_ancestor(const struct dom *d, uint32_t i, unsigned tag);

/* The first child of i; the sibling behind c, a child of i. DOM_NONE at the end. */
uint32_t dom_first(const struct dom *d, uint32_t i);
uint32_t dom_sibling(const struct dom *d, uint32_t i, uint32_t c);

/* Tags that begin a line of their own. */
bool dom_is_block(const struct dom *d, uint32_t i);

#endif
