/* The tty itself: its descriptors, raw mode, the modes the program switches on, signals, and giving
 * everything back whatever happens. One per process. */
#ifndef JD_UI_TERM_TTY_H
#define JD_UI_TERM_TTY_H

#include "base/err.h"
#include "base/str.h"

#include <stdio.h>
#include <termios.h>

struct tty {
    int in, out;
    int frame;        /* a memory file: what was written and is not on the screen yet */
    FILE *fin, *fout; /* for curses: in and frame */
    struct termios saved;
    bool mouse;
    bool gone; /* end of file or an error */
};

/* Finds the tty, takes the signals; characters are UTF-8 from here on, whatever the locale. ERR_UNSUPPORTED without a tty or in the background. */
bool tty_open(struct tty *t, struct err *e);
void tty_close(struct tty *t);

/* Raw mode; a crash from here on gives the terminal back. */
void tty_raw(struct tty *t);

/* Paste, focus, colour scheme and mouse reports. */
void tty_modes_on(struct tty *t);
void tty_modes_off(struct tty *t);
void tty_mouse(struct tty *t, bool on);

/* What a crash writes beside that, from now on; nothing when it is too long. */
void tty_crash_writes(struct str s);

/* The line discipline as it was found. */
void tty_cooked(struct tty *t);

/* Stops the process group as ^Z does; returns after SIGCONT. */
void tty_stop(void);

/* Writes into the frame, as curses does, which alone would write a line at a time; tty_flush, and
 * whatever waits, puts all of it on the screen in one piece. */
void tty_write(struct tty *t, struct str s);
void tty_flush(struct tty *t);
bool tty_size(const struct tty *t, unsigned *rows, unsigned *cols);

/* What was signalled since the last call; each is told once. */
struct tty_signals {
    bool resize, resumed, stop;
    int quit; /* the signal, or 0 */
};
struct tty_signals tty_signals(void);

/* Waits for input, a signal or one of the descriptors; wait_ms as poll's. */
enum tty_ready { TTY_TIMEOUT, TTY_INPUT, TTY_SIGNAL, TTY_OTHER };
enum { TTY_OTHERS_MAX = 14 };
enum tty_ready tty_wait(struct tty *t, int wait_ms, const int *fds, size_t nfds);

/* Appends what there is. Sets gone at the end. */
void tty_read(struct tty *t, struct buf *out);

#endif
