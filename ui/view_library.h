/* What was read, the last first, and the bundled articles. */
#ifndef JD_UI_VIEW_LIBRARY_H
#define JD_UI_VIEW_LIBRARY_H

#include <stdbool.h>

struct ui;
struct view;
struct view_ops;

void view_library_open(struct ui *ui);

extern const struct view_ops LIBRARY_OPS;

/* Opens the article behind or before the one under the cursor, instead of the reader on top of the list;
 * false: there is none. */
bool library_step(struct view *library, bool next);

#endif
