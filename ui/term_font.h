/* The size of the terminal's font, where a program in it may change that: urxvt (OSC 710, which also tells
 * the font), mlterm (OSC 5379) and kitty (its remote control, if the user allows it). Sizes are steps from
 * what was found, which is given back with the screen, in a crash too. */
#ifndef JD_UI_TERM_FONT_H
#define JD_UI_TERM_FONT_H

#include "ui/term.h"
#include "ui/term_tty.h"

enum font_way { FONT_FIXED, FONT_URXVT, FONT_MLTERM, FONT_KITTY };

enum { FONT_STEPS_LEAST = -4, FONT_STEPS_MOST = 12 };

struct font {
    enum font_way way;
    int steps;       /* from what it was */
    struct buf spec; /* urxvt's, as it was found */
};

/* Begins with what the environment says. Gives what the terminal is to be asked; "" for nothing. */
struct str font_question(struct font *f);
void font_free(struct font *f);

/* Takes notice of a reply that concerns the font; info says then whether it can be changed. */
void font_take(struct font *f, struct term_info *info, const struct event *ev);

/* Another size. False: the terminal has none, or none so far from the first. */
bool font_step(struct font *f, struct term_info *info, struct tty *tty, int by);

/* The size of the start, and the chosen one again. */
void font_put_back(const struct font *f, struct tty *tty);
void font_put_again(const struct font *f, struct tty *tty);

#endif
