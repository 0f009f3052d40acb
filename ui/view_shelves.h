/* The shelves of the library: its parts, then sites, feeds, tags, keywords and languages with how many
 * articles each has. A panel from the left. */
#ifndef JD_UI_VIEW_SHELVES_H
#define JD_UI_VIEW_SHELVES_H

struct ui;
struct library_view;

void view_shelves_open(struct ui *ui, struct library_view *lib);

#endif
