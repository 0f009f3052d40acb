/* Presets: several settings at once, by one name. The program has some; the user's are sections of the
 * configuration file, `[preset NAME]`, and may take a name of the program's. */
#ifndef JD_APP_PRESET_H
#define JD_APP_PRESET_H

#include "app/setting_file.h"

/* First the program's, then the user's others. */
size_t preset_count(const struct settings_file *f);
const char *preset_name(const struct settings_file *f, size_t i);

/* What to show for it: translated for the program's own, the name for the user's. */
const char *preset_title(const struct settings_file *f, size_t i);

/* What it sets, as given in *out, over defaults. ERR_USAGE with a suggestion when there is none of
 * that name. */
bool preset_find(const struct settings_file *f, struct str name, struct settings *out,
                 struct err *e);

/* Writes a preset's settings into the file's general part. */
bool preset_apply(struct settings_file *f, struct str name, struct err *e);

/* Keeps what settings say of look and page as the user's preset of that name. */
bool preset_save(struct settings_file *f, struct str name, const struct settings *s, struct err *e);

/* Takes the user's preset of that name away; ERR_NOT_FOUND without one. */
bool preset_remove(struct settings_file *f, struct str name, struct err *e);

#endif
