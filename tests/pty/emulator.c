#include "emulator.h"

#include "term_child.h"

#include "base/file.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000, QUIET_MS = 40 };

/* ---- a scanner of the bytes: are the sequences whole, and which modes are on ---- */

static const int MODES[EMU_MODES] = {1049, 25, 1002, 1004, 1006, 2004, 2026, 2031};

static void scan_csi(struct emu_scan *s, char final)
{
    if (s->seq[0] != '?' || (final != 'h' && final != 'l'))
        return;
    for (const char *p = s->seq + 1; *p; p += strcspn(p, ";"), p += *p == ';')
        for (size_t i = 0; i < EMU_MODES; i++)
            if (atoi(p) == MODES[i])
                s->mode[i] = final == 'h';
}

static void scan_byte(struct emu_scan *s, unsigned char c)
{
    switch (s->state) {
    case SCAN_TEXT:
        s->state = c == 0x1B ? SCAN_ESC : SCAN_TEXT;
        break;
    case SCAN_ESC:
        s->n = 0;
        s->state = c == '['          ? SCAN_CSI
                   : strchr("]P", c) ? SCAN_STRING
                   : strchr("()", c) ? SCAN_CHARSET
                                     : SCAN_TEXT;
        s->cut |= c < ' ';
        break;
    case SCAN_CSI:
        if (c >= 0x40) {
            s->seq[s->n] = '\0';
            scan_csi(s, (char)c);
            s->state = SCAN_TEXT;
        } else if (c < ' ') {
            s->cut = true;
            s->state = c == 0x1B ? SCAN_ESC : SCAN_TEXT;
        } else if (s->n < sizeof s->seq - 1) {
            s->seq[s->n++] = (char)c;
        }
        break;
    case SCAN_STRING:
        s->state = c == 0x1B ? SCAN_STRING_ESC : c == '\a' ? SCAN_TEXT : SCAN_STRING;
        break;
    case SCAN_STRING_ESC:
        s->cut |= c != '\\';
        s->state = SCAN_TEXT;
        break;
    case SCAN_CHARSET:
        s->state = SCAN_TEXT;
        break;
    }
}

bool emu_mode(const struct emu_scan *s, int mode)
{
    for (size_t i = 0; i < EMU_MODES; i++)
        if (MODES[i] == mode)
            return s->mode[i];
    fail_msg("mode %d is not looked at", mode);
    return false;
}

/* ---- a terminal with a program in it ---- */

const struct emu_env EMU_XTERM[EMU_XTERM_VARS] = {{"TERM", "xterm-256color"},
                                                  {"COLORTERM", "truecolor"}};

static char *child_path(void)
{
    const char *build = getenv("builddir");
    return file_join(build ? build : ".", "tests/pty/term_child");
}

static _Noreturn void run_child(int report)
{
    setpgid(0, 0);
    signal(SIGTTOU, SIG_IGN);
    if (!getenv("CHILD_BACKGROUND"))
        tcsetpgrp(STDOUT_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    if (getenv("CHILD_STDIN"))
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    char *path = child_path();
    dup2(report, CHILD_REPORT_FD);
    execl(path, path, (char *)NULL);
    _exit(127);
}

/* The session's leader. Between a stop and the byte that continues it behaves like a shell that
 * leaves the terminal in modes of its own. */
static _Noreturn void lead(int report, int news, int wake)
{
    signal(SIGTTOU, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    pid_t pid = fork();
    if (pid == 0)
        run_child(report);
    close(report);
    setpgid(pid, pid);
    dprintf(news, "pid %d\n", (int)pid);
    int status;
    for (;;) {
        char c;
        struct termios ios;
        waitpid(pid, &status, WUNTRACED);
        tcsetpgrp(STDIN_FILENO, getpgrp());
        tcgetattr(STDIN_FILENO, &ios);
        if (!WIFSTOPPED(status))
            break;
        dprintf(news, "stopped %d icanon %d\n", WSTOPSIG(status), (ios.c_lflag & ICANON) != 0);
        if (read(wake, &c, 1) != 1)
            _exit(1);
        ios.c_lflag |= ICANON | ECHO;
        tcsetattr(STDIN_FILENO, TCSANOW, &ios);
        tcsetpgrp(STDIN_FILENO, pid);
        kill(-pid, SIGCONT);
    }
    struct termios left;
    int unread = 0;
    tcgetattr(STDIN_FILENO, &left);
    struct termios raw = left;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    ioctl(STDIN_FILENO, FIONREAD, &unread);
    tcsetattr(STDIN_FILENO, TCSANOW, &left);
    dprintf(news, "%s %d unread %d\n", WIFSIGNALED(status) ? "killed" : "exited",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), unread);
    char c;
    _exit(read(wake, &c, 1) < 0); /* keeps the tty for the test to look at */
}

static void answer(const char *bytes, size_t n, void *user)
{
    struct emu *r = user;
    if (!r->mute)
        file_write_all(r->master, str_n(bytes, n));
}

static void set_up_emulator(struct emu *r)
{
    r->vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(r->vt, 1);
    r->screen = vterm_obtain_screen(r->vt);
    vterm_screen_enable_altscreen(r->screen, 1);
    vterm_screen_reset(r->screen, 1);
    vterm_output_set_callback(r->vt, answer, r);
    r->scan.mode[1] = true; /* the cursor is shown at first */
}

static void set_environment(const struct emu_env *env, size_t n)
{
    static const char *const cleared[] = {"COLORTERM", "COLORFGBG", "NO_COLOR", "TMUX",
                                          "STY",       "TERMINFO",  "LINES",    "COLUMNS"};
    for (size_t i = 0; i < sizeof cleared / sizeof *cleared; i++)
        unsetenv(cleared[i]);
    setenv("LC_ALL", "C", 1); /* the program must find UTF-8 by itself */
    for (size_t i = 0; i < n; i++)
        env[i].value ? setenv(env[i].name, env[i].value, 1) : unsetenv(env[i].name);
}

/* Starts the program; its first line is not yet awaited. */
struct emu *emu_start(const struct emu_env *env, size_t n_env, const char *background, bool mute)
{
    struct emu *r = mem_zero(1, sizeof *r);
    struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
    int report[2], news[2], wake[2];
    assert_int_equal(pipe2(report, O_CLOEXEC), 0);
    assert_int_equal(pipe2(news, O_CLOEXEC), 0);
    assert_int_equal(pipe2(wake, O_CLOEXEC), 0);
    r->session = forkpty(&r->master, NULL, NULL, &size);
    assert_true(r->session >= 0);
    if (r->session == 0) {
        set_environment(env, n_env);
        close(wake[1]);
        lead(report[1], news[1], wake[0]);
    }
    fcntl(r->master, F_SETFD, FD_CLOEXEC);
    close(report[1]);
    close(news[1]);
    close(wake[0]);
    r->report = report[0];
    r->leader = news[0];
    r->wake = wake[1];
    r->background = background;
    r->mute = mute;
    tcgetattr(r->master, &r->before);
    set_up_emulator(r);
    return r;
}

static void feed(struct emu *r, struct str s)
{
    static const struct str query = {"\033]11;?\033\\", 8};
    size_t old = r->bytes.n, from = old < query.n ? 0 : old - query.n + 1;
    buf_add(&r->bytes, s);
    for (size_t at; (at = str_find(buf_str(&r->bytes), query, from)) != STR_NPOS; from = at + 1)
        if (r->background && !r->mute)
            file_write_all(r->master, str_of(r->background));
    for (size_t i = 0; i < s.n; i++)
        scan_byte(&r->scan, (unsigned char)s.p[i]);
    vterm_input_write(r->vt, s.p, s.n);
}

/* Reads what there is; false when nothing came for wait_ms. */
bool emu_pump(struct emu *r, int wait_ms)
{
    struct pollfd p[] = {{r->ended[0] ? -1 : r->master, POLLIN, 0},
                         {r->ended[1] ? -1 : r->report, POLLIN, 0},
                         {r->ended[2] ? -1 : r->leader, POLLIN, 0}};
    struct buf *lines[] = {NULL, &r->told, &r->news};
    char bytes[16384];
    bool any = false;
    if (poll(p, 3, wait_ms) <= 0)
        return false;
    for (int i = 0; i < 3; i++) {
        if (!p[i].revents)
            continue;
        ssize_t n = read(p[i].fd, bytes, sizeof bytes);
        any = true;
        r->ended[i] = n <= 0;
        if (n > 0 && i == 0)
            feed(r, str_n(bytes, (size_t)n));
        else if (n > 0)
            buf_add(lines[i], str_n(bytes, (size_t)n));
    }
    return any;
}

void emu_settle(struct emu *r)
{
    while (emu_pump(r, QUIET_MS))
        ;
}

/* Waits for a line that begins with `want` and returns it without its end; later calls look behind
 * it. The string is static. */
static const char *await_line(struct emu *r, struct buf *lines, size_t *at, const char *want)
{
    static char line[600];
    for (int idle = 0; idle < PATIENCE_MS / 100;) {
        size_t end = str_chr(buf_str(lines), '\n', *at);
        if (end == STR_NPOS) {
            idle += !emu_pump(r, 100);
            continue;
        }
        struct str s = str_sub(buf_str(lines), *at, end);
        *at = end + 1;
        if (str_starts(s, str_of(want))) {
            snprintf(line, sizeof line, STR_FMT, STR_ARG(s));
            return line;
        }
    }
    fail_msg("\"%s\" did not come; told: " STR_FMT "; news: " STR_FMT, want,
             STR_ARG(buf_str(&r->told)), STR_ARG(buf_str(&r->news)));
    return NULL;
}

const char *emu_told(struct emu *r, const char *want)
{
    return await_line(r, &r->told, &r->told_at, want);
}

const char *emu_news(struct emu *r, const char *want)
{
    return await_line(r, &r->news, &r->news_at, want);
}

/* Ready for keys, the screen painted, the start's questions answered. */
struct emu *emu_start_xterm(void)
{
    struct emu *r = emu_start(EMU_XTERM, EMU_XTERM_VARS, NULL, false);
    r->program = atoi(emu_news(r, "pid ") + 4);
    emu_told(r, "shown");
    emu_settle(r);
    return r;
}

void emu_type(struct emu *r, const char *keys)
{
    file_write_all(r->master, str_of(keys));
    for (size_t n = strlen(keys); n > 0; n--)
        emu_told(r, "shown");
    emu_settle(r);
}

void emu_finish(struct emu *r)
{
    kill(r->session, SIGKILL);
    if (r->program > 0)
        kill(r->program, SIGKILL);
    close(r->master);
    close(r->report);
    close(r->leader);
    close(r->wake);
    waitpid(r->session, NULL, 0);
    vterm_free(r->vt);
    buf_free(&r->bytes);
    buf_free(&r->told);
    buf_free(&r->news);
    free(r);
}

/* ---- what the emulator shows ---- */

VTermScreenCell emu_cell(const struct emu *r, int row, int col)
{
    VTermScreenCell c;
    vterm_screen_get_cell(r->screen, (VTermPos){row, col}, &c);
    return c;
}

/* A blank is as good as what was erased. */
const char *emu_cell_text(const struct emu *r, int row, int col)
{
    static char text[VTERM_MAX_CHARS_PER_CELL * UTF8_MAX_BYTES + 1];
    VTermScreenCell c = emu_cell(r, row, col);
    struct buf b = {0};
    if (c.chars[0] == ' ' && !c.chars[1])
        return "";
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i] && c.chars[i] != (uint32_t)-1; i++)
        buf_add_utf8(&b, c.chars[i]);
    snprintf(text, sizeof text, STR_FMT, STR_ARG(buf_str(&b)));
    buf_free(&b);
    return text;
}

uint32_t emu_rgb(VTermColor c)
{
    return VTERM_COLOR_IS_RGB(&c)
               ? (uint32_t)c.rgb.red << 16 | (uint32_t)c.rgb.green << 8 | c.rgb.blue
               : UINT32_MAX;
}

void emu_assert_cell(const struct emu *r, int row, int col, const char *want)
{
    if (strcmp(emu_cell_text(r, row, col), want) != 0)
        fail_msg("row %d column %d: \"%s\" instead of \"%s\"", row, col, emu_cell_text(r, row, col),
                 want);
}

/* The whole screen with its colours, to compare. */
char *emu_snapshot(const struct emu *r, int rows, int cols)
{
    struct buf b = {0};
    for (int row = 0; row < rows; row++, buf_addc(&b, '\n'))
        for (int col = 0; col < cols; col++) {
            VTermScreenCell c = emu_cell(r, row, col);
            if (c.chars[0] == (uint32_t)-1) /* of which the emulator keeps old colours */
                continue;
            buf_addf(&b, "%s%x,%x ", emu_cell_text(r, row, col), emu_rgb(c.fg), emu_rgb(c.bg));
        }
    return buf_take(&b);
}

bool emu_wrote(const struct emu *r, const char *bytes)
{
    return str_find(buf_str(&r->bytes), str_of(bytes), 0) != STR_NPOS;
}

void emu_assert_modes(const struct emu *r, bool on)
{
    static const int modes[] = {1049, 1002, 1006, 1004, 2004, 2031};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (emu_mode(&r->scan, modes[i]) != on)
            fail_msg("mode %d is %s", modes[i], on ? "off" : "on");
}

/* The terminal as the program found it. */
void emu_assert_given_back(struct emu *r)
{
    struct termios after;
    emu_settle(r);
    tcgetattr(r->master, &after);
    emu_assert_modes(r, false);
    assert_true(emu_mode(&r->scan, 25));
    assert_false(emu_mode(&r->scan, 2026));
    assert_false(r->scan.cut);
    assert_int_equal(r->scan.state, SCAN_TEXT);
    assert_int_equal(after.c_lflag, r->before.c_lflag);
    assert_int_equal(after.c_iflag, r->before.c_iflag);
    assert_int_equal(after.c_oflag, r->before.c_oflag);
    assert_memory_equal(after.c_cc, r->before.c_cc, sizeof after.c_cc);
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++)
            emu_assert_cell(r, row, col, "");
}
