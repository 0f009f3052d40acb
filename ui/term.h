/* A terminal as the rest of ui sees it: something that shows a grid and gives events. ui/term.c is
 * curses on a tty (the only file with curses in it), ui/term_fake.c a script and a screen in memory. */
#ifndef JD_UI_TERM_H
#define JD_UI_TERM_H

#include "base/err.h"
#include "paint/grid.h"
#include "paint/theme.h"
#include "ui/input.h"

struct term;

/* What is known of the terminal; changes while it answers. */
struct term_info {
    enum color_depth depth;
    const char *depth_origin; /* "NO_COLOR", "COLORTERM", "TMUX", "terminfo, colors",
                               * "terminfo, RGB or Tc", "DECRQSS" */
    bool mode_known;          /* not a guess */
    enum theme_mode mode;
    const char
        *mode_origin;    /* "OSC 11", "mode 997", "COLORFGBG", "portal", or a guess: "last time",
                              * "guess" */
    int ambiguous;       /* cells, from the probe; 0: no answer yet */
    bool emoji_modifier; /* from the probe, as in struct width_policy: meaningful when */
    bool emoji_zwj;      /* ambiguous is not 0 */
    bool ext_h;
    char name[64]; /* XTVERSION, else TERM; clean */
    bool sync;     /* mode 2026 */
    bool asked;    /* it is one that answers questions */
    bool answered; /* all that was asked at the start: what is not known now, is not told */
    bool scheme;   /* tells day or night by itself (mode 2031) */
    bool fg_known, bg_known;
    uint32_t fg, bg; /* its own text and page colour, 0xRRGGBB */
    bool font;       /* the size of its font can be changed */
    int font_steps;  /* by how much it was */
};

struct term_ops {
    void (*size)(struct term *t, unsigned *rows, unsigned *cols);
    void (*show)(struct term *t, const struct grid *g);
    /* The next event. wait_ms: how long at most (0 not at all, -1 without limit); also returns, with
     * false, when one of the nfds extra descriptors is readable. */
    bool (*event)(struct term *t, int wait_ms, const int *fds, size_t nfds, struct event *ev);
    void (*suspend)(struct term *t);        /* give the screen back and stop (^Z) until SIGCONT */
    void (*leave)(struct term *t);          /* give the screen back for a child ($EDITOR) */
    void (*enter)(struct term *t);          /* take it again */
    void (*ask_background)(struct term *t); /* OSC 11 again */
    void (*redraw)(struct term *t);         /* forget what the screen shows (^L) */
    void (*mouse)(struct term *t, bool on);
    /* The font a step larger or smaller, until the screen is given back. False: it stays. */
    bool (*font)(struct term *t, int by);
    void (*clipboard)(struct term *t, struct str s); /* OSC 52: it may be ignored */
    void (*close)(struct term *t);                   /* restores the terminal and frees t */
};

struct term {
    const struct term_ops *ops;
    struct term_info info;
};

/* The tty of this process. stdin may be a pipe: keys then come from /dev/tty. A terminal that cannot
 * be drawn on (TERM=dumb or unset, no cursor addressing, unknown to terminfo) is ERR_UNSUPPORTED with
 * what to do ("jiandu dump …"). The first paint never waits for the terminal's answers. */
struct term *term_open(struct err *e);

/* A terminal in memory. `events` is consumed in order, then event() returns EVENT_QUIT. */
struct term *term_fake_new(unsigned rows, unsigned cols, enum color_depth depth);
void term_fake_feed(struct term *t, struct str bytes); /* as if typed: goes through ui/input */
void term_fake_resize(struct term *t, unsigned rows, unsigned cols);
const struct grid *term_fake_screen(const struct term *t); /* what was shown last */
struct str term_fake_clipboard(const struct term *t);      /* what was copied last */

#endif
