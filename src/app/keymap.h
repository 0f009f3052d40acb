/* Which key gives which command, where.
 *
 * A key file has a binding a line:
 *
 *     CONTEXT KEY [KEY] COMMAND [ARGUMENT]
 *
 * A line that begins with '#' is a comment. A key is a character or a name of KEY_NAMES or "space",
 * with "ctrl+", "alt+", "shift+" before it; two keys are a sequence. A binding of the user's replaces
 * the default one for the same keys; the command "none" frees them. Two lines of one file for the
 * same keys, and a key that is to mean something though a sequence begins with it, are conflicts,
 * and reported. The default bindings (assets/keys.conf) are such a file, compiled in. */
#ifndef JD_APP_KEYMAP_H
#define JD_APP_KEYMAP_H

#include "app/command.h"

#include <stdint.h>

/* Where a key is pressed. What a context does not bind its parent may. */
enum key_ctx {
    CTX_GLOBAL,
    CTX_READER,
    CTX_SELECT,
    CTX_QUOTE,
    CTX_NOTE,
    CTX_LIST,
    CTX_LIBRARY,
    CTX_SHELVES,
    CTX_CONTENTS,
    CTX_HELP,
    CTX_INFO,
    CTX_SETTINGS,
    CTX_QUOTES,
    CTX_REVIEW,
    CTX_PROMPT,
    KEY_CTXS
};

/* A code point, or KEYMAP_SPECIAL + index in KEY_NAMES. */
struct key {
    uint32_t code;
    uint8_t mods; /* set of enum key_modifier */
};

enum key_modifier { KEY_SHIFT = 1, KEY_ALT = 2, KEY_CTRL = 4 };
enum { KEYMAP_SPECIAL = 0x200000, KEYMAP_NAMED = 27, KEYMAP_SEQUENCE = 2 };

extern const char *const KEY_NAMES[KEYMAP_NAMED];

struct keymap;

struct keymap *keymap_new(void); /* with the default bindings */

/* These and the user's, of ~/.config/jiandu/keys where there is one; complaints as of
 * keymap_parse. */
struct keymap *keymap_open(struct buf *complaints);

struct keymap *keymap_new_empty(void);
void keymap_free(struct keymap *km);

/* Adds the bindings of a key file's text. Each bad line adds "path:LINE: message\n" to *complaints
 * and is skipped. */
void keymap_parse(struct keymap *km, const char *path, struct str text, struct buf *complaints);

enum keymap_result { KEYMAP_UNBOUND, KEYMAP_PREFIX, KEYMAP_BOUND };

/* What n keys, pressed one after the other, mean. *arg is "" or the argument of the binding. */
enum keymap_result keymap_find(const struct keymap *km, enum key_ctx ctx, const struct key *keys,
                               size_t n, enum command *cmd, const char **arg);

/* Appends the keys bound to a command in a context or its parents, "j, down"; at most max of them.
 * Returns how many there are. */
size_t keymap_keys_of(const struct keymap *km, enum key_ctx ctx, enum command cmd, size_t max,
                      struct buf *out);

/* A binding as it stands in the map. */
struct keymap_binding {
    const char *context;
    enum command cmd; /* CMD_NONE: the keys are freed */
    const char *arg;  /* "" */
    unsigned line;    /* of the user's file; 0: a default */
};

/* All of them, the defaults first; *keys gets "g g". */
size_t keymap_count(const struct keymap *km);
struct keymap_binding keymap_at(const struct keymap *km, size_t i, struct buf *keys);

/* "ctrl+f" ↔ key. */
bool key_parse(struct str name, struct key *out);
void key_format(struct key k, struct buf *out);

#endif
