/* Quotes that have lost their place, to choose the one that is to be where the text is selected. */
#ifndef JD_UI_VIEW_ATTACH_H
#define JD_UI_VIEW_ATTACH_H

#include "doc/doc.h"
#include "ui/view.h"

struct reader;

void view_attach_open(struct ui *ui, struct reader *r, struct doc_range range);

#endif
