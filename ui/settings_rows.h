/* The rows of the settings panel: what each is called, what it can be, and how that is chosen. */
#ifndef JD_UI_SETTINGS_ROWS_H
#define JD_UI_SETTINGS_ROWS_H

#include "ui/loop.h"

enum settings_row_kind { ROW_TITLE, ROW_SETTING, ROW_PRESET, ROW_FONT };

struct settings_row {
    uint8_t kind;      /* enum settings_row_kind */
    uint8_t id;        /* enum setting_id */
    const char *label; /* N_() */
    const char *const
        *choices; /* N_() of a choice's values, NULL at the end; NULL: from elsewhere */
};

size_t settings_row_count(void);
const struct settings_row *settings_row_at(size_t i);

/* How many values a row offers; 0: a number, which goes up and down. */
size_t settings_row_values(const struct ui *ui, const struct settings_row *r);

/* What value i is called, and which one it is now; SIZE_MAX: none of them. */
const char *settings_row_value(const struct ui *ui, const struct settings_row *r, size_t i);
size_t settings_row_now(const struct ui *ui, const struct settings_row *r);

/* Sets value i in *s; a number: moves it by a step of by. */
void settings_row_choose(const struct ui *ui, const struct settings_row *r, size_t i,
                         struct settings *s);
void settings_row_step(const struct settings_row *r, int by, struct settings *s);

/* Gives the row its default again. */
void settings_row_reset(const struct settings_row *r, struct settings *s);

#endif
