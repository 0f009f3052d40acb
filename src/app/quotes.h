/* Quotes of the documents that are read: made, found again in what the article has become, changed. What
 * changes them is one act each, which undo (store/undo.h) takes back. */
#ifndef JD_APP_QUOTES_H
#define JD_APP_QUOTES_H

#include "app/library.h"
#include "doc/outline.h"
#include "store/quote.h"

/* A quote that stands in a document. */
struct placed_quote {
    struct doc_range r;
    size_t index; /* in list */
    enum anchor_match match;
};

/* The quotes of one document. */
struct doc_quotes {
    int64_t article; /* 0: it is not in the library */
    struct quote_list list;
    VEC(struct placed_quote) placed; /* by beginning, of those that begin alike the longer first */
    size_t lost;                     /* that are not in the document any more */
};

/* A document as a source of quotes. outline may be NULL. */
struct quoted_doc {
    const char *source;
    const struct doc *doc;
    const struct outline *outline;
};

/* Finds the document's quotes, all at once, and keeps where they are now. Nothing where lib is NULL. */
bool quotes_of(struct library *lib, const struct quoted_doc *d, struct doc_quotes *out,
               struct err *e);
void doc_quotes_free(struct doc_quotes *q);

/* The quote placed at pos, the shortest where several are; SIZE_MAX. */
size_t doc_quotes_at(const struct doc_quotes *q, doc_pos pos);

/* Makes a quote; an article that is not in the library is put into it. */
struct quote_make {
    struct doc_range r;
    unsigned color;
    struct str note;
    const struct str *tags;
    size_t ntags;
};
bool quotes_add(struct library *lib, const struct quoted_doc *d, const struct quote_make *m,
                int64_t *id, struct err *e);

/* Gives a quote another place in that document: extended, or attached after it was lost. */
bool quotes_place(struct library *lib, const struct quoted_doc *d, int64_t id, struct doc_range r,
                  struct err *e);

/* Makes one quote of all that overlap or touch placed quote i: notes one below the other, the tags of all,
 * its own colour. *n: how many there were (1: nothing was done). */
bool quotes_merge(struct library *lib, const struct quoted_doc *d, const struct doc_quotes *q,
                  size_t i, size_t *n, struct err *e);

bool quotes_set_color(struct library *lib, const int64_t *ids, size_t n, unsigned color,
                      struct err *e);
bool quotes_set_note(struct library *lib, int64_t id, struct str note, struct err *e);
bool quotes_delete(struct library *lib, const int64_t *ids, size_t n, struct err *e);

/* The tags of quotes become those in words (separated by spaces and commas, a # before each at will);
 * with n > 1 they are added, and those with a "-" before them are taken away. */
bool quotes_set_tags(struct library *lib, const int64_t *ids, size_t n, struct str words,
                     struct err *e);

/* It was reviewed. */
bool quotes_review(struct library *lib, const struct quote *q, bool remembered, struct err *e);

#endif
