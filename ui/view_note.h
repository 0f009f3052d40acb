/* The note of a quote, being written: a panel over what is there. */
#ifndef JD_UI_VIEW_NOTE_H
#define JD_UI_VIEW_NOTE_H

#include "ui/view.h"

/* Opens the note of that quote. What is written is kept in the library, as an act that can be taken
 * back. */
void view_note_open(struct ui *ui, int64_t id);

#endif
