/* Views that are a list with a filter: over the whole screen, or as a panel at one side of it. */
#ifndef JD_UI_LIST_VIEW_H
#define JD_UI_LIST_VIEW_H

#include "ui/list.h"
#include "ui/loop.h"

enum panel_side { PANEL_LEFT, PANEL_RIGHT };

/* The cells inside a panel, below its title. */
struct panel_box {
    int row, col;
    unsigned rows, cols;
};

/* Clears the panel's part of the screen and draws its edge and title. It would like want_cols; of a
 * narrow screen it takes all. The lower line stays free for messages. */
struct panel_box panel_draw(const struct ui *ui, struct grid *g, enum panel_side side,
                            unsigned want_cols, struct str title, struct str right);

/* Begins the struct of each such view. */
struct list_view {
    struct view view;
    struct list list;
    void (*chosen)(struct view *v, uint32_t id); /* Enter or a click; NULL: nothing happens */
    /* of a panel */
    enum panel_side side;
    unsigned want_cols;
    const char *title; /* translated */
};

/* For the ops of the views. */
bool list_view_command(struct view *v, const struct command_call *c);
bool list_view_text(struct view *v, struct str s); /* begins the filter */
void list_view_click(struct view *v, int row, int col);
void list_view_draw_panel(struct view *v, struct grid *g);

#endif
