/* Quotes as rows of a list: their text in lines with a bar, below it the note, tags and day. */
#ifndef JD_UI_QUOTES_ROWS_H
#define JD_UI_QUOTES_ROWS_H

#include "store/quote.h"
#include "ui/list.h"

enum quotes_group { GROUP_BY_ARTICLE, GROUP_BY_DATE, GROUP_BY_COLOR, GROUP_BY_TAG, QUOTES_GROUPS };

/* Fills the list anew with quotes, which are in the order of their group (quotes_rows_order); ids of rows
 * are indices of all->v. cols: of the list. is_marked tells of a quote's id. list_ready is still to be
 * called. */
struct quotes_look {
    enum quotes_group group;
    unsigned cols;
    bool (*is_marked)(const void *ctx, int64_t id);
    const void *ctx;
};
void quotes_rows_fill(const struct quote_list *all, const struct quotes_look *look, struct list *l);

enum quote_order quotes_rows_order(enum quotes_group g);

#endif
