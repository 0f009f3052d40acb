/* Times a command, for the bench.
 *
 *   measure paint RUNS MARKER COMMAND…   in a pty of 80×24: from the start of the command to the
 *                                        moment its output has MARKER; then it is killed
 *   measure run RUNS COMMAND…            from start to exit, output to /dev/null
 *
 * Prints "MEDIAN_MS MIN_MS PEAK_KB", the peak being that of the command and of the children it
 * waited for, whichever is larger. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_RUNS = 200, WAIT_MS = 20000 };

static double now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Reads fd until marker has gone by; the last bytes are kept so that it may come in two reads. */
static bool wait_for(int fd, const char *marker)
{
    static char window[1 << 17];
    size_t n = 0, m = strlen(marker);
    for (;;) {
        struct pollfd p = {fd, POLLIN, 0};
        if (poll(&p, 1, WAIT_MS) <= 0)
            return false;
        ssize_t r = read(fd, window + n, sizeof window - n);
        if (r <= 0)
            return false;
        n += (size_t)r;
        if (memmem(window, n, marker, m))
            return true;
        if (n > sizeof window / 2) {
            memmove(window, window + n - m, m);
            n = m;
        }
    }
}

static double one_paint(const char *marker, char **argv, long *peak_kb)
{
    struct winsize ws = {.ws_row = 24, .ws_col = 80};
    struct rusage ru;
    int fd, status;
    double from = now_ms();
    pid_t pid = forkpty(&fd, NULL, NULL, &ws);
    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(127);
    }
    bool seen = wait_for(fd, marker);
    double ms = now_ms() - from;
    if (write(fd, "q", 1) == 1) {
        struct pollfd p = {fd, POLLIN, 0};
        char sink[4096];
        while (poll(&p, 1, 300) > 0 && read(fd, sink, sizeof sink) > 0)
            ;
    }
    kill(pid, SIGKILL);
    wait4(pid, &status, 0, &ru);
    close(fd);
    if (ru.ru_maxrss > *peak_kb)
        *peak_kb = ru.ru_maxrss;
    return seen ? ms : -1;
}

static double one_run(char **argv, long *peak_kb)
{
    struct rusage ru;
    int status;
    double from = now_ms();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    while (wait4(pid, &status, 0, &ru) < 0 && errno == EINTR)
        ;
    double ms = now_ms() - from;
    if (ru.ru_maxrss > *peak_kb)
        *peak_kb = ru.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ms : -1;
}

int main(int argc, char **argv)
{
    bool paint = argc > 4 && strcmp(argv[1], "paint") == 0;
    if (!paint && (argc < 4 || strcmp(argv[1], "run") != 0)) {
        fputs("usage: measure paint RUNS MARKER COMMAND… | measure run RUNS COMMAND…\n", stderr);
        return 2;
    }
    int runs = atoi(argv[2]);
    if (runs < 1 || runs > MAX_RUNS)
        return 2;
    double ms[MAX_RUNS];
    long peak_kb = 0;
    for (int i = 0; i < runs; i++) {
        ms[i] = paint ? one_paint(argv[3], argv + 4, &peak_kb) : one_run(argv + 3, &peak_kb);
        if (ms[i] < 0) {
            fprintf(stderr, "measure: %s failed\n", argv[paint ? 4 : 3]);
            return 1;
        }
    }
    qsort(ms, (size_t)runs, sizeof *ms, by_value);
    printf("%.2f %.2f %ld\n", ms[runs / 2], ms[0], peak_kb);
    return 0;
}
