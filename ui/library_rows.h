/* The entries of the library as rows of a list: the article to go on with, what was read by days,
 * the bundled articles not read yet. */
#ifndef JD_UI_LIBRARY_ROWS_H
#define JD_UI_LIBRARY_ROWS_H

#include "app/library.h"
#include "base/vec.h"
#include "ui/list.h"

struct library_rows {
    VEC(struct library_list) pages; /* of what was read, newest first */
    struct library_list bundled;
    bool more; /* there may be older ones: the bundled wait for the end */
    VEC(const struct library_entry *) entries; /* ids of rows are indices into it */
    struct library_count count;                /* of all that was read, here or not */
};

void library_rows_drop(struct library_rows *rows); /* all entries; list rows must go too */

/* Fills the list anew; list_ready is still to be called. */
void library_rows_fill(struct library_rows *rows, struct list *l);

/* "3 unread · 2 begun · 18 in all" */
void library_rows_add_counts(const struct library_rows *rows, struct buf *out);

/* What is told of an entry below the list: what it is about, else where it is. */
struct str library_rows_about(const struct library_rows *rows, const struct library_entry *en);

/* The row of a source; LIST_NO_ROW. */
uint32_t library_rows_find(const struct library_rows *rows, const char *source);

#endif
