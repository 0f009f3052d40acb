/* The passages that the user kept: the table `quote` and its tags (store/schema/3.sql).
 *
 * A quote is of an article, or an orphan: of none, or of one in whose text it is not found (`lost`). An
 * orphan keeps its text and waits to be attached again. Nothing here deletes a row. */
#ifndef JD_STORE_QUOTE_H
#define JD_STORE_QUOTE_H

#include "base/arena.h"
#include "base/vec.h"
#include "doc/anchor.h"
#include "store/db.h"

enum { QUOTE_COLOR_MAX = 4 }; /* colours are 0 to 4 */

struct quote {
    int64_t id;      /* the short alias */
    int64_t article; /* 0: none */
    struct str uuid;
    struct anchor anchor;
    int64_t char_beg, char_end; /* the hint in code points; -1: not known */
    int32_t permille;           /* how far into the article; -1: not known */
    bool lost;
    unsigned color;
    struct str note, section;
    struct str source, url, title, author; /* of the article, as it was */
    struct str extra;
    const struct str *tags;
    size_t ntags;
    int64_t created_ms, modified_ms;
    int64_t due_ms; /* of the next review */
    int32_t interval_days, reviews;
};

static inline bool quote_is_orphan(const struct quote *q)
{
    return !q->article || q->lost;
}

/* What a query gave; the strings end with a NUL and live in the arena. */
struct quote_list {
    VEC(struct quote) v;
    struct arena arena;
};

void quote_list_free(struct quote_list *l);

enum quote_order {
    QUOTE_BY_ARTICLE, /* articles by their newest quote, inside of one by place; orphans last */
    QUOTE_BY_DATE,    /* the newest first */
    QUOTE_BY_DUE,     /* the longest overdue first */
    QUOTE_BY_CHANCE,
};

/* All conditions must hold; what is 0 or empty is none. */
struct quote_query {
    int64_t id, article;
    struct str uuid, tag;
    unsigned color;           /* from 1 on */
    int64_t since_ms, due_ms; /* created since; due at that time */
    struct str words;         /* each in text, note, title, author or tags (doc/find.h) */
    bool orphans;             /* only these */
    enum quote_order order;
    size_t limit;
};

/* Appends to *out, which may be zeroed. */
bool quote_find(struct db *db, const struct quote_query *q, struct quote_list *out, struct err *e);

/* One by its UUID or id; ERR_NOT_FOUND. */
bool quote_get(struct db *db, int64_t id, struct quote_list *out, struct err *e);

struct quote_count {
    size_t all, of_article, orphans, due;
};
bool quote_count(struct db *db, int64_t article, int64_t now_ms, struct quote_count *out,
                 struct err *e);

/* The tags of quotes, each with how many there are; by name. */
typedef void quote_tag_visit(void *ctx, struct str name, size_t n);
bool quote_tag_names(struct db *db, quote_tag_visit *visit, void *ctx, struct err *e);

/* What the user does. Each is a change that undo (store/undo.h) takes back; the caller opens a group
 * there, or a transaction. Ids that are none are passed over. */

/* Adds q, or brings the one of its UUID up to date (a deleted one is there again). An empty UUID is made;
 * id, uuid and dates that are 0 are filled in. The UUID's buffer is the caller's: 37 bytes. */
bool quote_put(struct db *db, struct quote *q, char uuid[static 37], int64_t now_ms, struct err *e);

bool quote_set_color(struct db *db, const int64_t *ids, size_t n, unsigned color, int64_t now_ms,
                     struct err *e);
bool quote_set_note(struct db *db, int64_t id, struct str note, int64_t now_ms, struct err *e);
bool quote_delete(struct db *db, const int64_t *ids, size_t n, int64_t now_ms, struct err *e);
bool quote_tag(struct db *db, const int64_t *ids, size_t n, struct str tag, bool has,
               int64_t now_ms, struct err *e);

/* Its place is another: extended, merged, attached to an article. Takes article, anchor, char_beg, char_end,
 * permille, section, source, url, title and author of q; it is not lost any more. */
bool quote_move(struct db *db, const struct quote *q, int64_t now_ms, struct err *e);

/* It was looked for in its article's new text: the place where it is now (its words stay as they were
 * kept), or that it is lost. No act of the user's: nothing that undo knows of. */
bool quote_found(struct db *db, const struct quote *q, const struct anchor *now, bool lost,
                 struct err *e);

/* Intervals of review, in days: 1, 3, 7, 16, 35, 90; remembered, the next longer one, else the first. A
 * new quote is due a day after it was made. */
bool quote_review(struct db *db, const struct quote *q, bool remembered, int64_t now_ms,
                  struct err *e);
int32_t quote_next_interval(int32_t days, bool remembered);

#endif
