/* The one place that decides what content may say to a terminal. Everything from outside (document
 * text, titles, attributes, file names, messages that quote them) passes here before it is shown,
 * dumped or stored.
 *
 * Refused: C0 and C1 controls (so every escape sequence), DEL, U+2028 and U+2029, bidi embeddings,
 * overrides, isolates and marks (U+202A–202E, U+2066–2069, U+200E, U+200F, U+061C: "Trojan
 * Source"), interlinear annotation (U+FFF9–FFFB), language tags (U+E0001–E007F), BOM inside text,
 * noncharacters. Kept where asked: '\n' and '\t'. */
#ifndef JD_TEXT_SANITIZE_H
#define JD_TEXT_SANITIZE_H

#include "base/str.h"

#include <stdint.h>

enum sanitize_keep {
    SANITIZE_LINE = 0, /* one line: '\n' and '\t' become a space */
    SANITIZE_TEXT = 1, /* '\n' is kept, '\t' becomes a space */
    SANITIZE_CODE = 2, /* '\n' and '\t' are kept (CR LF and CR become '\n') */
};

/* True for a code point that must not be shown; '\n' and '\t' count as controls here. */
bool sanitize_refuses(uint32_t c);

/* Bytes of the longest prefix of s that is valid UTF-8 and, under keep, clean. Fast: for the
 * validator of stored documents. */
size_t sanitize_clean_prefix(struct str s, enum sanitize_keep keep);

/* Appends s made clean: what is refused is dropped, CSI, OSC, DCS and other escape sequences with
 * their arguments (an unterminated string's up to the end of the line, at most 4,096 bytes);
 * invalid UTF-8 becomes U+FFFD. Line ends of every kind (CR, CR LF, VT, FF, NEL, U+2028, U+2029)
 * become '\n', or a space in SANITIZE_LINE. Returns how many places were changed. */
size_t sanitize(struct str s, enum sanitize_keep keep, struct buf *out);

#endif
