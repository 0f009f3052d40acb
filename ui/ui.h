/* The interactive program. */
#ifndef JD_UI_UI_H
#define JD_UI_UI_H

#include "app/setting.h"
#include "app/source.h"
#include "base/err.h"
#include "ui/term.h"

struct ui_args {
    const char *source; /* NULL: the library */
    struct source_opts opts;
    const char *library_path;        /* NULL: the default */
    const char *config_path;         /* NULL: the default */
    const struct settings *settings; /* as read at the start */
    const struct settings *chosen;   /* those of them given for the run */
    const char *notice; /* shown when the screen is up (a bad line of the configuration);
                                    * may be NULL */
};

/* Runs until the user quits. False with the error when the screen could not be set up or the source
 * given could not be opened (the terminal is restored before). */
bool ui_run(const struct ui_args *args, struct err *e);

/* What the terminal of this process is found to be, as the reader would find it; it takes the screen
 * for that long, a second at most. */
struct ui_terminal {
    struct term_info info;
    unsigned rows, cols;
    bool answered; /* to the last of the questions */
};

bool ui_ask_terminal(struct ui_terminal *out, struct err *e);

#endif
