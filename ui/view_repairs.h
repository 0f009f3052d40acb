/* What was repaired in a document, kind by kind and place by place. Enter on a kind leaves it as it
 * was, or repairs it; on a place, goes there. */
#ifndef JD_UI_VIEW_REPAIRS_H
#define JD_UI_VIEW_REPAIRS_H

struct ui;
struct reader;

void view_repairs_open(struct ui *ui, struct reader *r);

#endif
