/* The lower line while text is selected in a reader, and what is done with it. */
#ifndef JD_UI_VIEW_SELECT_H
#define JD_UI_VIEW_SELECT_H

#include "ui/view.h"

struct reader;

void view_select_open(struct ui *ui, struct reader *r);

/* Nothing is selected any more; harmless when nothing is. */
void view_select_close(struct ui *ui);

#endif
