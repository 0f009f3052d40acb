/* All quotes, over the whole screen. */
#ifndef JD_UI_VIEW_QUOTES_H
#define JD_UI_VIEW_QUOTES_H

#include <stdint.h>

struct ui;

/* article: the one that is read now, for the count; 0: none. */
void view_quotes_open(struct ui *ui, int64_t article);

#endif
