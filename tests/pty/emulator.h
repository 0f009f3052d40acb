/* A terminal emulator (libvterm) with a program in it (term_child.c), which runs in a process group of
 * its own under the session's leader, as under a shell. Waiting ends by what comes, not by time; what
 * never comes fails the test. */
#ifndef JD_TESTS_EMULATOR_H
#define JD_TESTS_EMULATOR_H

#include "base/str.h"

#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum { ROWS = 12, COLS = 40, EMU_MODES = 8 };

/* The bytes as a terminal's parser sees them. */
struct emu_scan {
    enum { SCAN_TEXT, SCAN_ESC, SCAN_CSI, SCAN_STRING, SCAN_STRING_ESC, SCAN_CHARSET } state;
    char seq[128];
    size_t n;
    bool mode[EMU_MODES];
    bool cut; /* a sequence was begun and not ended */
};

struct emu {
    VTerm *vt;
    VTermScreen *screen;
    struct emu_scan scan;
    int master, report, leader, wake; /* leader tells of stops and ends; a byte in wake continues */
    pid_t session, program;
    struct buf bytes;      /* all that was written to the terminal */
    struct buf told, news; /* lines of the program and of the leader */
    size_t told_at, news_at;
    const char *background; /* the answer to OSC 11, with its terminator; NULL: none */
    bool mute;              /* answers nothing at all */
    bool ended[3];          /* master, report, leader */
    struct termios before;
};

struct emu_env {
    const char *name, *value; /* NULL: unset */
};

enum { EMU_XTERM_VARS = 2 };
extern const struct emu_env EMU_XTERM[EMU_XTERM_VARS]; /* one with 24-bit colours */

/* Starts the program in this environment (a few variables are unset first, LC_ALL is C). */
struct emu *emu_start(const struct emu_env *env, size_t n_env, const char *background, bool mute);

/* The same in EMU_XTERM, until it has painted and asked all it wants to know. */
struct emu *emu_start_xterm(void);
void emu_finish(struct emu *r);

/* Reads what there is; false when nothing came for wait_ms. */
bool emu_pump(struct emu *r, int wait_ms);
void emu_settle(struct emu *r);

/* Types keys, waits until each was painted. */
void emu_type(struct emu *r, const char *keys);

/* Waits for a line of the program (of the leader) that begins with `want` and returns it; later calls
 * look behind it. The string is static. */
const char *emu_told(struct emu *r, const char *want);
const char *emu_news(struct emu *r, const char *want);

/* What is on the screen. A blank is as good as what was erased: "". */
VTermScreenCell emu_cell(const struct emu *r, int row, int col);
const char *emu_cell_text(const struct emu *r, int row, int col);
uint32_t emu_rgb(VTermColor c); /* UINT32_MAX: not a 24-bit colour */
void emu_assert_cell(const struct emu *r, int row, int col, const char *want);
char *emu_snapshot(const struct emu *r, int rows, int cols); /* text and colours, malloc'd */

bool emu_wrote(const struct emu *r, const char *bytes);
bool emu_mode(const struct emu_scan *s, int mode); /* a private mode is on */
void emu_assert_modes(const struct emu *r, bool on);

/* The terminal is as the program found it, and every sequence was whole. */
void emu_assert_given_back(struct emu *r);

#endif
