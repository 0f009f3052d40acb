/* What was read, the last first, and the bundled articles. */
#ifndef JD_UI_VIEW_LIBRARY_H
#define JD_UI_VIEW_LIBRARY_H

struct ui;

void view_library_open(struct ui *ui);

#endif
