/* Text to the clipboard, by the first way that there is: tmux, the desktop's own program, the terminal
 * (OSC 52). The terminal does not say whether it took it. */
#ifndef JD_UI_CLIPBOARD_H
#define JD_UI_CLIPBOARD_H

#include "base/str.h"

struct term;

enum clipboard_result {
    CLIPBOARD_DONE,    /* a program took it: *by is its name */
    CLIPBOARD_SENT,    /* to the terminal, which may ignore it */
    CLIPBOARD_TOO_BIG, /* for the terminal, and there is no other way */
};

/* $TMUX: tmux load-buffer -w. A display: wl-copy, xclip or xsel. pbcopy. Else OSC 52. A program that
 * fails, or has not read it all after a second, is passed over. */
enum clipboard_result clipboard_put(struct term *t, struct str text, const char **by);

#endif
