/* The interactive program. */
#ifndef JD_UI_UI_H
#define JD_UI_UI_H

#include "app/setting.h"
#include "app/source.h"
#include "base/err.h"

struct ui_args {
    const char *source; /* NULL: the library */
    struct source_opts opts;
    const char *library_path;        /* NULL: the default */
    const char *config_path;         /* NULL: the default */
    const struct settings *settings; /* as read at the start */
    const char *notice; /* shown when the screen is up (a bad line of the configuration);
                                    * may be NULL */
};

/* Runs until the user quits. False with the error when the screen could not be set up or the source
 * given could not be opened (the terminal is restored before). */
bool ui_run(const struct ui_args *args, struct err *e);

#endif
