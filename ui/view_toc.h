/* The contents of an article: a panel from the left. */
#ifndef JD_UI_VIEW_TOC_H
#define JD_UI_VIEW_TOC_H

struct ui;
struct reader;

void view_toc_open(struct ui *ui, struct reader *r);

#endif
