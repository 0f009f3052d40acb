/* A page of a list of articles, with what it says in memory of its own; and the names and counts beside
 * it. What the worker gives to the views. */
#ifndef JD_APP_ARTICLE_PAGE_H
#define JD_APP_ARTICLE_PAGE_H

#include "base/arena.h"
#include "base/vec.h"
#include "store/article_list.h"
#include "store/tally.h"

/* Rows as the list gave them; their strings are in the arena. */
struct article_page {
    VEC(struct article_row) rows;
    struct arena arena;
};

bool article_page_read(struct db *db, const struct article_query *q, struct article_page *out,
                       struct err *e);
void article_page_add(struct article_page *p, const struct article_row *row); /* copies it */
void article_page_free(struct article_page *p);

/* The other way round: the rows of a page that was read backwards. */
void article_page_reverse(struct article_page *p);

/* Where a row of a list stands in it. */
struct list_key article_key(const struct article_row *row, enum list_order order);

/* Names with how many articles they have, the most frequent first. */
struct name {
    int64_t id, n;
    struct str name;
};

struct name_list {
    VEC(struct name) v;
    struct arena arena;
};

bool name_list_read(struct db *db, enum tally_kind kind, size_t limit, struct name_list *out,
                    struct err *e);
void name_list_free(struct name_list *l);

/* How many articles are in each part of the library. */
struct library_shelves {
    int64_t place[ARTICLE_PLACES], state[ARTICLE_STATES], starred;
};

bool library_shelves_read(struct db *db, struct library_shelves *out, struct err *e);

#endif
