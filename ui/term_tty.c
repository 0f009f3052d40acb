#include "ui/term_tty.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { READ_BYTES = 4096, ALT_STACK_BYTES = 64 * 1024 };

#define MODES_ON  "\033[?2004h\033[?1004h\033[?2031h"
#define MODES_OFF "\033[?2031l\033[?1004l\033[?2004l"
#define MOUSE_ON  "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"

/* ST ends a string and ESC a sequence that the crash may have cut in two. */
static const char CRASH_RESET[] =
    "\033\\\033[?2026l" MOUSE_OFF MODES_OFF "\033[r\033[m\033[?1049l\033[?25h\r";

/* For the handlers. */
static volatile sig_atomic_t raised[NSIG];
static volatile sig_atomic_t crash_armed;
static int wake[2] = {-1, -1};
static int crash_fd = -1;
static struct termios crash_termios;
static void *crash_stack;
static char crash_more[2048];
static volatile sig_atomic_t crash_more_bytes;

static const int NOTED[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGTSTP};
/* The program's own faults, and what else ends it when it is sent. */
static const int CRASHES[] = {SIGSEGV, SIGBUS,  SIGABRT, SIGFPE,  SIGILL,  SIGSYS, SIGTRAP,
                              SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ};

enum { N_NOTED = sizeof NOTED / sizeof *NOTED, N_CRASHES = sizeof CRASHES / sizeof *CRASHES };

static struct sigaction noted_before[N_NOTED], crashes_before[N_CRASHES];

/* ---- signals ---- */

static void note(int sig)
{
    int saved_errno = errno;
    raised[sig] = 1;
    ssize_t ignored = write(wake[1], "", 1); /* a full pipe wakes as well */
    (void)ignored;
    errno = saved_errno;
}

/* Only what POSIX allows in a handler. */
static void crash(int sig)
{
    if (crash_armed) {
        crash_armed = 0;
        ssize_t ignored = write(crash_fd, CRASH_RESET, sizeof CRASH_RESET - 1);
        ignored = write(crash_fd, crash_more, (size_t)crash_more_bytes);
        (void)ignored;
        tcsetattr(crash_fd, TCSANOW, &crash_termios);
    }
    signal(sig, SIG_DFL);
    raise(sig);
}

static void take_signals(void)
{
    struct sigaction noted = {.sa_handler = note, .sa_flags = SA_RESTART};
    struct sigaction crashed = {.sa_handler = crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
    crash_stack = mem_alloc(ALT_STACK_BYTES);
    stack_t stack = {.ss_sp = crash_stack, .ss_size = ALT_STACK_BYTES};
    sigaltstack(&stack, NULL);
    for (int i = 0; i < N_NOTED; i++)
        sigaction(NOTED[i], &noted, &noted_before[i]);
    for (int i = 0; i < N_CRASHES; i++)
        sigaction(CRASHES[i], &crashed, &crashes_before[i]);
}

static void give_signals_back(void)
{
    for (int i = 0; i < N_NOTED; i++)
        sigaction(NOTED[i], &noted_before[i], NULL);
    for (int i = 0; i < N_CRASHES; i++)
        sigaction(CRASHES[i], &crashes_before[i], NULL);
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
    free(crash_stack);
    crash_stack = NULL;
}

static bool take_flag(int sig)
{
    bool was = raised[sig];
    raised[sig] = 0;
    return was;
}

struct tty_signals tty_signals(void)
{
    static const int quits[] = {SIGHUP, SIGTERM, SIGINT};
    char drained[64];
    while (read(wake[0], drained, sizeof drained) > 0)
        ;
    struct tty_signals s = {
        .resize = take_flag(SIGWINCH),
        .resumed = take_flag(SIGCONT),
        .stop = take_flag(SIGTSTP),
    };
    for (size_t i = 0; i < sizeof quits / sizeof *quits && !s.quit; i++)
        if (take_flag(quits[i]))
            s.quit = quits[i];
    return s;
}

void tty_stop(void)
{
    struct sigaction mine;
    sigset_t set, old;
    sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &mine);
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &set, &old);
    kill(0, SIGTSTP); /* the group: whoever feeds us through a pipe stops too */
    sigprocmask(SIG_SETMASK, &old, NULL);
    sigaction(SIGTSTP, &mine, NULL);
}

/* ---- opening and closing ---- */

static bool find_tty(struct tty *t, struct err *e)
{
    bool both = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    int fd = both ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                  : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    int out = both     ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
              : fd < 0 ? -1
                       : fcntl(fd, F_DUPFD_CLOEXEC, 3);
    t->in = fd;
    t->out = out;
    if (fd >= 0 && out >= 0 && tcgetattr(fd, &t->saved) == 0)
        return true;
    return err_set(e, ERR_UNSUPPORTED,
                   _("there is no terminal to show pages on; to get the text: jiandu dump FILE"));
}

static bool in_foreground(const struct tty *t, struct err *e)
{
    pid_t owner = tcgetpgrp(t->in);
    if (owner < 0 || owner == getpgrp())
        return true; /* -1: not our controlling terminal, so no job control on it */
    return err_set(e, ERR_UNSUPPORTED,
                   _("started in the background: bring it to the foreground with fg"));
}

static void close_all(struct tty *t)
{
    if (t->fin)
        fclose(t->fin);
    else if (t->in >= 0)
        close(t->in);
    if (t->fout)
        fclose(t->fout);
    else if (t->frame >= 0)
        close(t->frame);
    if (t->out >= 0)
        close(t->out);
    for (int i = 0; i < 2; i++) {
        if (wake[i] >= 0)
            close(wake[i]);
        wake[i] = -1;
    }
}

static void need_utf8(void)
{
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

bool tty_open(struct tty *t, struct err *e)
{
    need_utf8();
    *t = (struct tty){.in = -1, .out = -1, .frame = -1, .mouse = true};
    if (!find_tty(t, e) || !in_foreground(t, e))
        goto fail;
    t->frame = memfd_create("jiandu-frame", MFD_CLOEXEC);
    t->fin = fdopen(t->in, "r");
    t->fout = t->frame < 0 ? NULL : fdopen(t->frame, "w");
    if (!t->fin || !t->fout || pipe2(wake, O_CLOEXEC | O_NONBLOCK) < 0) {
        err_set(e, ERR_IO, "tty: %s", strerror(errno));
        goto fail;
    }
    memset((void *)raised, 0, sizeof raised);
    take_signals();
    return true;
fail:
    close_all(t);
    return false;
}

void tty_close(struct tty *t)
{
    give_signals_back();
    close_all(t);
}

/* ---- line discipline and modes ---- */

static void set_termios(const struct tty *t, const struct termios *ios)
{
    while (tcsetattr(t->in, TCSANOW, ios) < 0 && errno == EINTR)
        ;
}

void tty_raw(struct tty *t)
{
    struct termios raw = t->saved;
    cfmakeraw(&raw);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    crash_fd = t->out;
    crash_termios = t->saved;
    crash_armed = 1;
    set_termios(t, &raw);
}

void tty_cooked(struct tty *t)
{
    set_termios(t, &t->saved);
    crash_armed = 0;
}

void tty_crash_writes(struct str s)
{
    crash_more_bytes = 0;
    if (s.n > 0 && s.n <= sizeof crash_more) {
        memcpy(crash_more, s.p, s.n);
        crash_more_bytes = (sig_atomic_t)s.n;
    }
}

void tty_modes_on(struct tty *t)
{
    tty_write(t, STR(MODES_ON));
    if (t->mouse)
        tty_write(t, STR(MOUSE_ON));
}

void tty_modes_off(struct tty *t)
{
    tty_write(t, STR(MOUSE_OFF MODES_OFF));
}

void tty_mouse(struct tty *t, bool on)
{
    if (t->mouse == on)
        return;
    t->mouse = on;
    tty_write(t, on ? STR(MOUSE_ON) : STR(MOUSE_OFF));
}

/* ---- bytes ---- */

void tty_write(struct tty *t, struct str s)
{
    if (!t->gone && !file_write_all(t->frame, s))
        t->gone = true;
}

void tty_flush(struct tty *t)
{
    off_t n = lseek(t->frame, 0, SEEK_CUR);
    if (n <= 0 || t->gone)
        return;
    char *bytes = mem_alloc((size_t)n);
    t->gone = pread(t->frame, bytes, (size_t)n, 0) != n || lseek(t->frame, 0, SEEK_SET) < 0 ||
              !file_write_all(t->out, str_n(bytes, (size_t)n));
    free(bytes);
}

bool tty_size(const struct tty *t, unsigned *rows, unsigned *cols)
{
    enum { SIZE_MAX_CELLS = 2000 };
    struct winsize w;
    if (ioctl(t->out, TIOCGWINSZ, &w) < 0 || !w.ws_row || !w.ws_col)
        return false;
    *rows = w.ws_row < SIZE_MAX_CELLS ? w.ws_row : SIZE_MAX_CELLS;
    *cols = w.ws_col < SIZE_MAX_CELLS ? w.ws_col : SIZE_MAX_CELLS;
    return true;
}

enum tty_ready tty_wait(struct tty *t, int wait_ms, const int *fds, size_t nfds)
{
    struct pollfd p[TTY_OTHERS_MAX + 2] = {
        {.fd = wake[0], .events = POLLIN},
        {.fd = t->in, .events = POLLIN},
    };
    tty_flush(t);
    if (nfds > TTY_OTHERS_MAX)
        nfds = TTY_OTHERS_MAX;
    for (size_t i = 0; i < nfds; i++)
        p[i + 2] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    int n = poll(p, nfds + 2, wait_ms);
    if (n < 0 || p[0].revents) /* EINTR: a handler wrote to the pipe */
        return TTY_SIGNAL;
    if (p[1].revents)
        return TTY_INPUT;
    return n > 0 ? TTY_OTHER : TTY_TIMEOUT;
}

void tty_read(struct tty *t, struct buf *out)
{
    buf_reserve(out, READ_BYTES);
    ssize_t n = read(t->in, out->p + out->n, READ_BYTES);
    if (n > 0)
        out->n += (size_t)n;
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        t->gone = true;
}
