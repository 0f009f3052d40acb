/* The rows of the settings panel: those of the table of settings, group by group, and beside them what is
 * no setting: presets, the source that changes are for, the terminal's font. */
#ifndef JD_UI_SETTINGS_ROWS_H
#define JD_UI_SETTINGS_ROWS_H

#include "ui/loop.h"

enum settings_row_kind {
    ROW_TITLE,
    ROW_SETTING,
    ROW_PRESET,
    ROW_SCOPE,    /* where a change is kept */
    ROW_TERMINAL, /* what it is */
    ROW_HOW,      /* where its font is changed */
    ROW_FONT,     /* its size, where that can be changed from here */
};

/* Where a change is kept: with the setting, for all in the source's place, for the source. */
enum settings_keep { KEEP_USUAL, KEEP_PLACE, KEEP_SOURCE, KEEPS };

struct settings_row {
    enum settings_row_kind kind;
    enum setting_id id;
    const char *label; /* N_() */
};

enum { SETTINGS_ROWS_MAX = SETTINGS + 12 };

/* The rows that there are now; their number. */
size_t settings_rows(const struct ui *ui, struct settings_row rows[static SETTINGS_ROWS_MAX]);

/* How many values a row offers; 0: it goes up and down, or cannot be changed. */
size_t settings_row_values(const struct ui *ui, const struct settings_row *r);
bool settings_row_is_fixed(const struct settings_row *r);

/* What value i is called. Which one it is now; SIZE_MAX: none of them. */
const char *settings_row_value(const struct ui *ui, const struct settings_row *r, size_t i);
size_t settings_row_now(const struct ui *ui, const struct settings_row *r);

/* Sets value i in *s; a number: moves it by a step of by. */
void settings_row_choose(const struct ui *ui, const struct settings_row *r, size_t i,
                         struct settings *s);
void settings_row_step(const struct settings_row *r, int by, struct settings *s);

/* Gives the row its default again. */
void settings_row_reset(const struct settings_row *r, struct settings *s);

/* A sentence about the row. */
void settings_row_help(const struct ui *ui, const struct settings_row *r, struct buf *out);

/* How the font of this terminal is changed. */
const char *settings_font_help(const struct ui *ui);

#endif
