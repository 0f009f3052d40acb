/* A text in the user's own editor. */
#ifndef JD_UI_EXTERNAL_H
#define JD_UI_EXTERNAL_H

#include "base/err.h"
#include "base/str.h"
#include "ui/term.h"

/* Gives the terminal to $VISUAL, $EDITOR or vi with the text in a file, waits, takes the terminal back,
 * and puts what was saved into *text. False: it failed or ended with a failure; text is as it was. */
bool external_edit(struct term *t, struct buf *text, struct err *e);

#endif
