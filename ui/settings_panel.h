/* The settings panel in parts: what it does (view_settings.c), and how it is drawn (settings_draw.c). */
#ifndef JD_UI_SETTINGS_PANEL_H
#define JD_UI_SETTINGS_PANEL_H

#include "ui/list_view.h"
#include "ui/settings_rows.h"

/* What a click on some cells means: a value's number, or one of these. */
enum { HIT_BACK = -1, HIT_ON = -2, HIT_ROW = -3 };

enum { SETTINGS_HITS_MAX = 512 };

struct settings_hit {
    int row, beg, end; /* cells [beg, end) of the screen */
    size_t line;       /* of the rows */
    int value;
};

struct settings_view {
    struct view view;
    struct settings before, chosen_before; /* as they were when it was opened */
    int font_before;
    struct settings_row rows[SETTINGS_ROWS_MAX];
    size_t nrows, cursor, top;
    struct panel_box box;                        /* of the last draw, */
    unsigned shown;                              /* the rows in it, */
    struct settings_hit hits[SETTINGS_HITS_MAX]; /* and what can be clicked there */
    size_t nhits;
};

void settings_panel_draw(struct view *v, struct grid *g);

#endif
