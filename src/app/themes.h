/* The themes that are there: the program's, and the user's in ~/.config/jiandu/themes. */
#ifndef JD_APP_THEMES_H
#define JD_APP_THEMES_H

#include "app/setting.h"
#include "base/err.h"
#include "paint/theme.h"

/* Bad lines and files that cannot be read add a line each to *complaints. theme_set_free ends it. */
void themes_open(struct theme_set *out, struct buf *complaints);

/* Adds the theme of a file, "x/NAME.theme"; valid until the next. NULL when it cannot be read. */
const struct theme_def *themes_read_file(struct theme_set *s, const char *path,
                                         struct buf *complaints, struct err *e);

/* The style that the settings ask for; the default theme where there is none of that name. */
struct theme themes_resolve(const struct theme_set *s, const struct settings *settings,
                            enum theme_mode mode, enum color_depth depth);

/* Says on *complaints when the settings name a theme that is not there. */
void themes_check(const struct theme_set *s, const struct settings *settings,
                  struct buf *complaints);

#endif
