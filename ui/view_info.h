/* About an article: who, when, what was repaired, what its page said around it. A panel from the
 * right. */
#ifndef JD_UI_VIEW_INFO_H
#define JD_UI_VIEW_INFO_H

struct ui;
struct reader;

void view_info_open(struct ui *ui, struct reader *r);

#endif
