/* From the bytes of a tty to events. Own parser: curses' loses characters and replies (README,
 * "Terminals"). A character or a sequence may come in pieces at any byte. */
#ifndef JD_UI_INPUT_H
#define JD_UI_INPUT_H

#include "base/str.h"

#include <stdint.h>

enum event_kind {
    EVENT_NONE,
    EVENT_KEY,
    EVENT_MOUSE,
    EVENT_PASTE,      /* text: data, never a command */
    EVENT_FOCUS,      /* gained: ask for the background again */
    EVENT_RESIZE,     /* rows, cols */
    EVENT_BACKGROUND, /* OSC 11 reply in text ("rgb:…") */
    EVENT_MODE,       /* CSI ?997;n n: value 1 dark, 2 light */
    EVENT_CURSOR,     /* CSI row;col R: reply of a width probe */
    EVENT_DA1,        /* the terminal has answered all that was asked before */
    EVENT_VERSION,    /* XTVERSION in text */
    EVENT_DECRQM,     /* mode (row), state (col) */
    EVENT_RESUMED,    /* after SIGCONT */
    EVENT_QUIT,       /* SIGTERM, SIGHUP, SIGINT, or the tty is gone; value: the signal or 0 */
    EVENT_DECRQSS,    /* what was asked of a setting, in text ("0;48;2;1;2;3m") */
    EVENT_FOREGROUND, /* OSC 10 reply in text, as BACKGROUND */
    EVENT_FONT,       /* OSC 710 reply in text (urxvt) */
    EVENT_KITTY,      /* what came of a command, in text (JSON) */
};

/* A key is a code point or one of these. */
enum {
    KEY_SPECIAL = 0x200000,
    KEY_UP_ = KEY_SPECIAL,
    KEY_DOWN_,
    KEY_LEFT_,
    KEY_RIGHT_,
    KEY_HOME_,
    KEY_END_,
    KEY_PGUP_,
    KEY_PGDN_,
    KEY_INSERT_,
    KEY_DELETE_,
    KEY_ENTER_,
    KEY_TAB_,
    KEY_BACKTAB_,
    KEY_ESC_,
    KEY_BACKSPACE_,
    KEY_F1_,
    KEY_F12_ = KEY_F1_ + 11,
    KEY_SPECIAL_END
};

enum key_mod { MOD_SHIFT = 1, MOD_ALT = 2, MOD_CTRL = 4 };

enum mouse_what { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
    enum event_kind kind;
    uint32_t key;   /* KEY: for ctrl and a letter the lower-case letter with MOD_CTRL */
    uint8_t mods;   /* set of enum key_mod */
    uint8_t what;   /* MOUSE: enum mouse_what */
    uint8_t button; /* MOUSE: 0 left, 1 middle, 2 right */
    int row, col;   /* MOUSE: from 0; RESIZE: size; CURSOR: from 1; DECRQM: mode, state */
    int value;
    struct str text; /* PASTE, BACKGROUND, VERSION: valid until the next call to the parser */
};

struct input; /* the parser's state */

struct input *input_new(void);
void input_free(struct input *in);

/* Bytes as they were read. */
void input_feed(struct input *in, struct str bytes);

/* The next complete event; false: more bytes are needed. */
bool input_next(struct input *in, struct event *ev);

/* Milliseconds after which what is pending must be decided (a bare ESC: 50), -1 when nothing is. */
int input_wait_ms(const struct input *in);

/* Nothing came in that time: a pending ESC is the Escape key; input_next gives it. Inside an OSC or
 * DCS nothing happens. */
void input_timeout(struct input *in);

/* That many replies to CSI 6n are due: until they have come CSI 1;2R is one, not shift-F3. */
void input_expect_cursor(struct input *in, unsigned replies);

/* Full-width letters, digits, punctuation and the ideographic space of an active input method as
 * their ASCII keys: for key bindings, not for text. */
uint32_t input_fold_fullwidth(uint32_t key);

#endif
