/* Lists of articles, by keyset: a page of a list costs its rows, however many articles there are.
 *
 * Every pair of filter and order that is offered has an index that holds all it asks for, in one table
 * (article_list.c); the tests ask SQLite whether it uses it. */
#ifndef JD_STORE_ARTICLE_LIST_H
#define JD_STORE_ARTICLE_LIST_H

#include "store/article.h"

enum list_filter {
    LIST_KEPT, /* all but the archive and the trash */
    LIST_UNREAD,
    LIST_READING,
    LIST_FINISHED,
    LIST_STARRED,
    LIST_ARCHIVE,
    LIST_TRASH,
    LIST_SITE,    /* key: its id */
    LIST_FEED,    /* likewise */
    LIST_TAG,     /* likewise; the archive too */
    LIST_KEYWORD, /* likewise */
    LIST_LANG,    /* lang */
    LIST_FILTERS
};

enum list_order {
    ORDER_ADDED,
    ORDER_PUBLISHED,
    ORDER_READ,  /* those ever opened */
    ORDER_UNITS, /* length */
    ORDER_TITLE,
    LIST_ORDERS
};

/* Where a row stands in a list: what it is ordered by, then its id. */
struct list_key {
    int64_t id;       /* 0: the list's beginning, or its end where it is read backwards */
    int64_t value;    /* not of ORDER_TITLE */
    struct str title; /* of ORDER_TITLE; borrowed */
};

struct article_query {
    enum list_filter filter;
    int64_t key;
    struct str lang;
    enum list_order order;
    bool ascending; /* the oldest, the shortest first; the default is the other way, titles too */
    bool backwards; /* the rows before `from`, the nearest first */
    struct list_key from; /* exclusive */
    bool inclusive;       /* … or not */
    int64_t least,
        below; /* only values in [least, below), where below is not 0; not of ORDER_TITLE */
    size_t limit;
};

/* Strings are valid during the call. */
struct article_row {
    int64_t id, published_ms, added_ms, read_ms;
    struct str uuid, source, title, author, site, lang, summary;
    enum article_place place;
    enum article_state state;
    bool starred, dated, has_note;
    int32_t progress_permille, units;
};
typedef void article_visit(void *ctx, const struct article_row *row);

/* Whether the pair is offered. */
bool article_list_has(enum list_filter f, enum list_order o);

bool article_list(struct db *db, const struct article_query *q, article_visit *visit, void *ctx,
                  struct err *e);

/* One article as a row; not visited where there is none. */
bool article_row_of(struct db *db, int64_t id, article_visit *visit, void *ctx, struct err *e);

/* For the tests: the statement of a pair, and the index that it is to use; NULL where the pair is not
 * offered. */
const char *article_list_sql(const struct article_query *q, struct buf *out);

#endif
