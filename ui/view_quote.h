/* One quote over the page: its text, note, tags and colour, and what can be done with it. */
#ifndef JD_UI_VIEW_QUOTE_H
#define JD_UI_VIEW_QUOTE_H

#include "ui/view.h"

struct reader;

void view_quote_open(struct ui *ui, struct reader *r, int64_t id);

#endif
