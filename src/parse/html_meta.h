/* What a page says about itself: <meta>, <link>, <title>, <base>, <time>. */
#ifndef JD_PARSE_HTML_META_H
#define JD_PARSE_HTML_META_H

#include "doc/builder.h"
#include "parse/html_dom.h"

enum meta_field {
    META_TITLE, /* og:title: without the site's name as a rule */
    META_AUTHOR,
    META_SITE,
    META_DATE,
    META_SUMMARY,
    META_URL,
    META_FIELDS
};

struct meta {
    struct str field[META_FIELDS];
    unsigned rank[META_FIELDS]; /* of the source it came from; 0: none */
    struct str page_title;      /* <title> */
    struct str base;            /* <base href> */
    struct str lang;
    VEC(struct str) keywords;
    uint32_t time; /* the first <time datetime>; DOM_NONE */
};

/* Strings point into d and into d's arena. */
void meta_read(struct dom *d, struct meta *m);
void meta_free(struct meta *m);

/* Gives all of it but title and language to the document. */
void meta_give(const struct meta *m, const struct dom *d, struct str url, struct doc_builder *b);

/* The heading that is the page's title; DOM_NONE: it is *text (which may be empty). */
uint32_t meta_title(const struct meta *m, struct dom *d, struct str *text);

#endif
