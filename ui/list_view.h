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
    int edge_beg, edge_end; /* the columns of the whole panel: [edge_beg, edge_end) */
};

/* Clears the panel's part of the screen and draws its edge and title, with a blank column between
 * the edge and the page. It would like want_cols; of a narrow screen it takes all. The lower line
 * stays free for messages. */
struct panel_box panel_draw(const struct ui *ui, struct grid *g, enum panel_side side,
                            unsigned want_cols, struct str title, struct str right);

static inline bool panel_is_beside(const struct panel_box *box, int col)
{
    return col < box->edge_beg || col >= box->edge_end;
}

/* Begins the struct of each such view. */
struct list_view {
    struct view view;
    struct list list;
    void (*chosen)(struct view *v, uint32_t id); /* Enter or a click; NULL: nothing happens */
    void (*filtered)(struct view *v);            /* the filter has changed; may be NULL */
    /* of a panel */
    enum panel_side side;
    unsigned want_cols;
    const char *title;    /* translated */
    struct panel_box box; /* of the last draw */
};

/* Tells in the filter's prompt that no row is left, while that is so. */
void list_view_note(const struct list_view *lv);

/* For the ops of the views. */
bool list_view_command(struct view *v, const struct command_call *c);
bool list_view_text(struct view *v, struct str s); /* begins the filter */
void list_view_click(struct view *v, int row, int col);
void list_view_draw_panel(struct view *v, struct grid *g);

#endif
