/* Changes of settings, to be taken back one by one. Each remembers only what it changed: taken back while
 * another source is read, it leaves that one's other settings alone. */
#ifndef JD_UI_SETTING_UNDO_H
#define JD_UI_SETTING_UNDO_H

#include "app/setting.h"
#include "base/vec.h"

enum { SETTING_UNDO_DEPTH = 32 }; /* the oldest fall off */

struct setting_step {
    struct settings before;
    bool changed[SETTINGS];
};

struct setting_undo {
    VEC(struct setting_step) v;
};

/* What changes between the two; nothing is remembered where they are the same. */
void setting_undo_note(struct setting_undo *u, const struct settings *before,
                       const struct settings *after);

/* Takes the last change back in *s. False: there is none. */
bool setting_undo_take(struct setting_undo *u, struct settings *s);

void setting_undo_free(struct setting_undo *u);

#endif
