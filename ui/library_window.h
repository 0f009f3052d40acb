/* The part of a list of articles that is in memory: some pages around the cursor, however long the list
 * is. Pages are asked for by keyset at either end, and let go of at the other. */
#ifndef JD_UI_LIBRARY_WINDOW_H
#define JD_UI_LIBRARY_WINDOW_H

#include "app/article_page.h"

enum { WINDOW_PAGE_ROWS = 200, WINDOW_PAGES = 5 };

enum window_part {
    WINDOW_START,  /* the list's first page: what is here goes */
    WINDOW_END,    /* its last one, likewise */
    WINDOW_HERE,   /* a page from row `here` on, likewise: to see what has changed there */
    WINDOW_BEHIND, /* the page behind what is here */
    WINDOW_BEFORE, /* the page before it */
};

struct library_window {
    VEC(struct article_page) pages; /* neighbours, in the order of the list */
    bool at_start, at_end;          /* nothing comes before, behind */
};

void library_window_free(struct library_window *w);

/* The query of a part, made of the list's own; its keys point into the window. Of WINDOW_HERE: from the
 * first row of the page that holds the article `here`; from the start where that is the first. */
struct article_query library_window_query(const struct library_window *w,
                                          const struct article_query *list, enum window_part part,
                                          int64_t here);

/* Takes over the answer to it (*page is emptied). */
void library_window_take(struct library_window *w, enum window_part part,
                         struct article_page *page);

#endif
