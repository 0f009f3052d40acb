/* From a page to blocks: the walk, and what the rules of the tags (html_rules.c, html_table.c,
 * html_media.c, html_code.c) need of it.
 *
 * A rule's enter runs before the content of an element, leave behind it. Most elements that are no
 * leaf themselves are boundaries: they end the paragraph before them. Inside a solid leaf (a
 * heading, a cell, a caption) nothing ends it: a boundary there is a line break. */
#ifndef JD_PARSE_HTML_WALK_H
#define JD_PARSE_HTML_WALK_H

#include "doc/builder.h"
#include "parse/html_dom.h"

struct note {
    struct str label;
    uint32_t body;
};

/* What is known of a page before it is walked. */
struct page {
    struct dom dom;
    struct str base;    /* what relative links stand in; may be a path or empty */
    struct str url;     /* of the page, where known */
    unsigned number;    /* among the pages of its article, from 0 */
    bool corner_quotes; /* <q> is 「」 */
    VEC(struct note) notes;
};

struct frame {
    uint32_t node, end;
    uint8_t spans; /* to be closed behind it */
    bool closes;   /* a block of this kind is to be closed behind it … */
    uint8_t kind;
    bool solid; /* … a solid one */
    bool was;   /* what a rule has to restore */
};

struct walk {
    const struct page *page;
    const struct dom *d;
    struct doc_builder *b;
    VEC(struct frame) frames;
    VEC(struct str) ids;  /* for the next block */
    unsigned solid;       /* depth of solid elements */
    bool leaf;            /* a leaf is open … */
    enum block_kind kind; /* … of this kind */
    bool has_text;        /* … that has text */
    unsigned breaks;      /* due before its next text */
    bool verbatim;        /* in CODE and PRE */
    bool turn;            /* the next paragraph is a turn */
    bool speaker;         /* its name is not complete yet */
    bool ruby;            /* the base of a ruby is open */
    bool data_table;      /* in a table that stays one */
    bool figure_src;      /* the open figure has its image */
    unsigned quotes;      /* depth of <q> */
};

/* False: the content of the element is not walked, leave does not run. */
typedef bool walk_enter(struct walk *w, uint32_t i, struct frame *f);
typedef void walk_leave(struct walk *w, const struct frame *f);

struct tag_rule {
    walk_enter *enter;
    walk_leave *leave;
    unsigned arg;
};

extern const struct tag_rule html_rules[GUMBO_TAG_LAST];

/* Walks what node i holds, without the node itself. */
void html_walk(struct walk *w, uint32_t i);
void html_walk_free(struct walk *w);

/* For the rules. */
void walk_boundary(struct walk *w);
void walk_open(struct walk *w, enum block_kind kind); /* a leaf or a container */
void walk_open_solid(struct walk *w, struct frame *f, enum block_kind kind);
void walk_container(struct walk *w, struct frame *f, enum block_kind kind);
void walk_text(struct walk *w, struct str s);
void walk_span(struct walk *w, struct frame *f, unsigned kinds);
void walk_break(struct walk *w);

/* A link to target in a paragraph of its own. */
void walk_link_para(struct walk *w, struct str target);

/* Appends href as the document is to have it; nothing when it leads nowhere. */
void page_resolve(const struct page *p, struct str href, struct buf *out);

/* html_table.c */
walk_enter table_enter, table_enter_row, table_enter_cell, table_enter_caption;
walk_leave table_leave;

/* html_media.c */
walk_enter media_enter_figure, media_enter_img, media_enter_player, media_enter_math;
walk_enter media_enter_script;
walk_leave media_leave_figure;

/* html_code.c */
walk_enter code_enter_pre, code_enter_code;
walk_leave code_leave_pre;

/* html_next.c: appends the address of the article's next page, as the document is to have it, to out;
 * false without. The bar with that link is flagged DOM_CHROME. self: where the page was read from,
 * if p->url is not known. */
bool page_next(struct page *p, struct str self, struct buf *out);

/* html_note.c: finds the footnotes and marks them in the tree; what links point to as well. */
void notes_find(struct page *p);

#endif
