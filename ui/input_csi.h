/* What a control sequence from the terminal means: a key, the mouse, the focus or a reply. */
#ifndef JD_UI_INPUT_CSI_H
#define JD_UI_INPUT_CSI_H

#include "ui/input.h"

/* Sequences that open and close a bracketed paste (mode 2004). */
#define PASTE_BEGIN STR("200~")
#define PASTE_END   STR("\033[201~")

/* seq: what follows CSI, up to and with its final byte. expect_cursor: a reply to CSI 6n is due, so
 * that CSI 1;2R is not shift-F3. False: it means nothing to us. */
bool csi_decode(struct str seq, bool expect_cursor, struct event *ev);

/* The byte after SS3 (ESC O). */
bool ss3_decode(unsigned char final, struct event *ev);

/* The letter after CSI [ (the Linux console's F1–F5). */
bool csi_linux_decode(unsigned char final, struct event *ev);

/* Button, column and row of the X10 form CSI M, each plus 32. */
bool csi_x10_mouse(const char *three, struct event *ev);

#endif
