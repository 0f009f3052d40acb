/* The settings, over the page that they change: every change shows at once behind the panel. Enter or
 * the key that opened it keeps them, Escape puts back what was; one key brings back even that. */
#ifndef JD_UI_VIEW_SETTINGS_H
#define JD_UI_VIEW_SETTINGS_H

#include "ui/loop.h"

void view_settings_open(struct ui *ui);

/* Takes back the last change of a setting that was made in the panel, or that Escape took back. */
void view_settings_undo(struct ui *ui);

#endif
