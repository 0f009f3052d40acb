/* The library as rows of a list: the article to go on with, the articles of a shelf by days; at the end
 * of all articles what was read without being kept, and the bundled articles not read yet. */
#ifndef JD_UI_LIBRARY_ROWS_H
#define JD_UI_LIBRARY_ROWS_H

#include "app/library.h"
#include "base/vec.h"
#include "ui/library_window.h"
#include "ui/list.h"
#include "ui/shelf.h"

/* What a row stands for: an article, or a source that was read or is bundled. */
struct library_item {
    const struct article_row *article;
    const struct library_entry *source;
};

struct library_rows {
    struct shelf shelf;
    struct library_window window; /* of the shelf */
    struct library_shelves shelves;
    VEC(struct library_list) pages; /* of what was read, newest first */
    struct library_list bundled;
    bool more;                      /* there may be older ones: the bundled wait for the end */
    VEC(struct library_item) items; /* ids of rows are indices into it */
    VEC(int64_t) marked;            /* articles chosen for what is done to several */
    struct library_count count;     /* of all that was read, here or not */
};

void library_rows_drop(struct library_rows *rows); /* what was read; list rows must go too */
void library_rows_free(struct library_rows *rows);

/* Fills the list anew; list_ready is still to be called. */
void library_rows_fill(struct library_rows *rows, struct list *l);

/* "3 unread · 2 begun · 18 in all" */
void library_rows_add_counts(const struct library_rows *rows, struct buf *out);

/* What is told of an item below the list: what it is about, else where it is. */
struct str library_rows_about(const struct library_rows *rows, const struct library_item *it);

/* The row of an item that is the same as one that may be gone; LIST_NO_ROW. */
uint32_t library_rows_find(const struct library_rows *rows, int64_t article, const char *source);

bool library_rows_is_marked(const struct library_rows *rows, int64_t article);
void library_rows_mark(struct library_rows *rows, int64_t article); /* or takes the mark off */

#endif
