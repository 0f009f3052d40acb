/* Adding files and folders to the library beside the screen: `jiandu import` in a process of its own,
 * however many they are. The library view sees them come, as it sees what any other program adds. */
#ifndef JD_UI_ADDING_H
#define JD_UI_ADDING_H

#include "base/str.h"

struct ui;
struct adding; /* NULL: nothing is being added */

/* A path, "~/" included. One at a time: the user is told. */
void adding_start(struct ui *ui, struct str path);

/* Readable when it has ended, or has something to say; -1. */
int adding_fd(const struct ui *ui);

/* Takes what it says; tells the user how it ended. */
void adding_collect(struct ui *ui);

/* Ends it; what was committed stays. */
void adding_free(struct ui *ui);

#endif
