/* What of the library is listed, and in which order. */
#ifndef JD_UI_SHELF_H
#define JD_UI_SHELF_H

#include "store/article_list.h"

struct shelf {
    struct article_query query; /* lang points into name */
    char *name;                 /* of the site, feed, tag, keyword, language; NULL for the others */
};

/* A shelf of one of the fixed parts, or of what a name stands for (copied). */
struct shelf shelf_new(enum list_filter filter, int64_t key, struct str name);
void shelf_free(struct shelf *s);

/* What it is called: "Unread", "#paper"; of an order: "newest first". Translated. */
void shelf_add_title(const struct shelf *s, struct buf *out);
const char *shelf_part_title(enum list_filter f);
const char *shelf_order_title(const struct shelf *s);

/* The next order that the shelf can be in, the other direction behind each. */
void shelf_next_order(struct shelf *s);

/* The time by which its rows are grouped into days; false: they are not. */
bool shelf_day_of(const struct shelf *s, const struct article_row *row, int64_t *wall_ms);

#endif
