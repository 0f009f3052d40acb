/* A terminfo entry derived from the user's own, so that curses can send 24-bit colours and the
 * strikethrough that it has no attribute for, whatever TERM says. The entry is handed to curses as
 * TERMINFO=b64:… (ncurses 6.1 and later); nothing is written to disk.
 *
 * This file knows terminfo's format (term(5), with 32-bit numbers and the extended section) and no
 * curses: the values come from it in arrays that run along its arrays of names. */
#ifndef JD_UI_TERM_CAPS_H
#define JD_UI_TERM_CAPS_H

#include "base/str.h"

struct caps {
    const char *term;              /* the entry's name */
    const char *const *bool_names; /* ended by NULL, as are the other names */
    const char *const *num_names;
    const char *const *str_names;
    signed char *bools;
    int *nums;         /* -1: absent */
    const char **strs; /* NULL: absent */
    bool ax;           /* extended: SGR 39 and 49 are understood */
    bool rgb;          /* extended: colours are direct */
};

size_t caps_count(const char *const *names);

/* A colour from the palette in an entry of direct colours: 24-bit values end below it. */
enum { CAPS_PALETTE = 0x1000000, CAPS_COLORS = CAPS_PALETTE + 256, CAPS_PAIRS = 0x10000 };

/* Changes the entry: direct colours if rgb; `blink` strikes through; no key and no line-drawing
 * capabilities (input and glyphs are the program's own), no palette changes. False: the terminal
 * does not speak ECMA-48, nothing was changed. */
bool caps_derive(struct caps *c, bool rgb);

/* "b64:" and the compiled entry. False when it is larger than ncurses would read. */
bool caps_encode(const struct caps *c, struct buf *out);

#endif
