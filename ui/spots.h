/* Parts of the screen that say what can be done, and can be clicked: hints ("y copy"), choices. */
#ifndef JD_UI_SPOTS_H
#define JD_UI_SPOTS_H

#include "ui/loop.h"

enum { MAX_SPOTS = 20 };

struct spots {
    struct spot {
        int row, beg, end; /* columns, half-open */
        struct command_call call;
    } v[MAX_SPOTS];
    size_t n;
    int row, col,
        edge; /* the pen: where the next one goes, and the column where there is no more room */
};

/* Begins anew, at a place. */
void spots_start(struct spots *s, int row, int col, int edge);

/* Draws a text that gives the command when it is clicked, and moves the pen behind it. False when there
 * is no room: then nothing is drawn, and nothing in this row any more. */
bool spots_text(struct spots *s, struct grid *g, struct str text, struct style st,
                struct command_call call);

/* The key of a command in a context, and a label. Nothing where no key has it. */
bool spots_hint(struct spots *s, const struct ui *ui, struct grid *g, enum key_ctx ctx,
                enum command cmd, const char *label, struct style st);

/* Gives the command of what was clicked; false: there is none. */
bool spots_click(const struct spots *s, struct ui *ui, int row, int col);

#endif
