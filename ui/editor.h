/* A text of several lines that is typed: moved in and deleted by grapheme clusters, broken into lines as
 * the page is, with the hardware cursor at the insertion point (input methods open their window there). */
#ifndef JD_UI_EDITOR_H
#define JD_UI_EDITOR_H

#include "ui/view.h"
#include "ui/wrap.h"

enum { EDITOR_MAX_BYTES = 64 * 1024 };

struct editor {
    struct buf text;
    size_t at;           /* the insertion point, on a cluster boundary */
    int goal;            /* the column that moving by lines keeps; -1: its own */
    bool dirty;          /* changed since editor_set */
    unsigned cols, rows; /* of the last draw */
    size_t top;          /* the first line shown */
    struct wrap lines;
};

void editor_set(struct editor *e, struct str text); /* the insertion point goes to its end */
void editor_free(struct editor *e);

/* Types or pastes: cleaned, line breaks stay. False: it would be too long. */
bool editor_insert(struct editor *e, struct str s);

/* Moves, deletes, breaks a line; false: not one of its commands. */
bool editor_command(struct editor *e, const struct command_call *c);

/* Puts the insertion point under a cell of the box. */
void editor_click(struct editor *e, int row, int col);

/* Draws into a box, scrolled so that the insertion point is in it. A column at the right is the
 * cursor's. */
void editor_draw(struct editor *e, struct grid *g, int row, int col, unsigned rows, unsigned cols,
                 struct style st);

#endif
