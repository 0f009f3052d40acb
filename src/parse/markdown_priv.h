/* Inside of the Markdown parser:
 *
 *   markdown_front.c   front matter → attributes
 *   markdown_source.c  what cmark is given: nesting within limits, emphasis beside CJK
 *   markdown_walk.c    the walk over cmark's tree
 *   markdown_html.c    the tags of raw HTML in it */
#ifndef JD_PARSE_MARKDOWN_PRIV_H
#define JD_PARSE_MARKDOWN_PRIV_H

#include "base/vec.h"
#include "doc/builder.h"

#include <cmark-gfm.h>

struct front_matter {
    struct str title, lang, url;
};

/* Reads the front matter that text may begin with, gives its attributes to b, and returns the text
 * behind it. The strings of *f point into text. */
struct str front_matter_read(struct str text, struct front_matter *f, struct doc_builder *b);

/* Appends text as cmark is to have it. Lines nest no deeper than 64. CommonMark does not see the end of emphasis in **你好，**世界, where the mark
 * stands between punctuation and a letter, because it knows only words with spaces between them:
 * there a U+FDD0 is put, which is neither punctuation nor space, and which the builder drops as it
 * drops all noncharacters. */
#define MD_JOINER STR("\xEF\xB7\x90")
void markdown_source(struct str text, struct buf *out);

enum ruby_state { RUBY_NONE, RUBY_BASE, RUBY_TEXT, RUBY_FALLBACK };

/* A span that a tag of raw HTML has opened; its end tag must stand beside it. */
struct html_span {
    const char *name;
    cmark_node *parent;
};

struct md {
    struct doc_builder *b;
    cmark_node *title_node;
    bool has_fragments; /* links point to headings */
    unsigned notes;     /* given so far */
    struct str base;    /* what relative links stand in */
    bool leaf;          /* cmark's leaf is open */
    bool solid;         /* … and stays one: a heading, a cell */
    bool speaker;       /* the name of a turn is not complete */
    VEC(struct html_span) spans;
    enum ruby_state ruby;
    struct buf reading;
    bool figure;      /* in <figure>, its FIGURE is open */
    const char *skip; /* in an element that is not read: until its end tag */
    struct {          /* where a ==mark== ends, and where no more ends are */
        cmark_node *node, *none_in;
        size_t at;
    } mark;
};

/* Walks a tree; to be freed by md_free. */
void md_walk(struct md *m, cmark_node *root);
void md_free(struct md *m);

/* Appends the text of a node: at least max bytes, if there are as many. */
void md_collect(cmark_node *n, size_t max, struct buf *out);

/* Text that is read. */
void md_text(struct md *m, struct str s);
void md_open_link(struct md *m, struct str href, struct str title);
void md_figure(struct md *m, struct str src, struct str alt, struct str caption);

/* One tag, or a whole block of raw HTML; parent is the node it stands in. */
void md_html_tag(struct md *m, struct str tag, cmark_node *parent);
void md_html_block(struct md *m, struct str html, cmark_node *parent);

/* Closes what raw HTML has left open in a node. */
void md_html_leave(struct md *m, cmark_node *parent);

#endif
