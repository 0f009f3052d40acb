/* Links to places: to a quote and an article of the library, and to a page on the web at a passage.
 *
 *   jiandu://quote/UUID
 *   jiandu://article/UUID[#:~:text=…]
 *   https://example.org/page[#fragment]:~:text=[prefix-,]start[,end][,-suffix]
 *
 * Source: WICG "URL Fragment Text Directives"; several directives in one link: the first counts. */
#ifndef JD_APP_LINK_H
#define JD_APP_LINK_H

#include "base/err.h"
#include "doc/doc.h"

/* A passage by its text. Without end it is start; with end it goes from start to end. */
struct link_text {
    struct str prefix, start, end, suffix; /* start is not empty */
};

enum link_kind { LINK_QUOTE, LINK_ARTICLE, LINK_PAGE };

struct link {
    enum link_kind kind;
    struct str uuid; /* of a quote or article */
    struct str url;  /* of a page, without the directive; points into what was parsed */
    bool has_text;
    struct link_text text; /* decoded */
    struct buf own;
};

/* ERR_USAGE for what is no link of these, with the cause. s must outlive out; link_free ends it. */
bool link_parse(struct str s, struct link *out, struct err *e);
void link_free(struct link *l);

/* How a quote is named in a link: all of a short one, with what is around it where it is very short; the
 * beginning and the end of a long one or one of several paragraphs, cut between words. The strings point
 * into the arguments; start is empty where exact is all white space. */
struct link_text link_text_of(struct str exact, struct str prefix, struct str suffix);

void link_add_quote(struct buf *out, struct str uuid);
void link_add_article(struct buf *out, struct str uuid,
                      const struct link_text *t); /* t may be NULL */
void link_add_page(struct buf *out, struct str url, const struct link_text *t);

/* Percent-encoding of all but letters, digits, . _ ~ */
void link_encode(struct buf *out, struct str s);

/* Where t is in the document: the first place where all of it fits. Letters of either case and of either
 * Chinese script fit (text/fold.h), white space around prefix and suffix does not count. */
bool link_text_find(const struct doc *d, const struct link_text *t, struct doc_range *out);

#endif
