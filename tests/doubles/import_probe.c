/* An importer that turns on its reader: confined as jiandu-import is, by the same confine.c, it tries
 * what its argument names, and tells by its exit status how that went. */
#include "import/confine.h"

#include "import_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static long open_to_read(void)
{
    return open("/etc/passwd", O_RDONLY);
}

static long open_to_write(void)
{
    return open("/tmp/jiandu-import-probe", O_WRONLY | O_CREAT, 0600);
}

static long open_proc(void)
{
    return open("/proc/self/mem", O_RDWR);
}

static long make_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long connect_stdin(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(80)};
    return connect(0, (struct sockaddr *)&to, sizeof to);
}

static long fork_process(void)
{
    return fork();
}

static void *idle(void *arg)
{
    return arg;
}

static long start_thread(void)
{
    pthread_t t;
    errno = pthread_create(&t, NULL, idle, NULL);
    return errno ? -1 : 0;
}

static long exec_program(void)
{
    return execl("/bin/true", "true", (char *)NULL);
}

static long map_executable(void)
{
    void *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? -1 : 0;
}

static long protect_executable(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? 0 : mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

static long allocate(void)
{
    volatile char *p = malloc((size_t)4 << 30);
    if (!p)
        return -1;
    for (size_t i = 0; i < (size_t)4 << 30; i += 4096)
        p[i] = 1;
    return 0;
}

static long trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long kill_parent(void)
{
    return kill(getppid(), 0);
}

static long duplicate(void)
{
    return dup(1);
}

static long unlink_file(void)
{
    return unlink("/tmp/jiandu-import-probe-none");
}

static long run_on(void)
{
    struct stat st;
    char *p = malloc(1 << 20), c;
    memset(p, 1, 1 << 20);
    p = realloc(p, 64 << 20);
    memset(p, 1, 64 << 20);
    free(p);
    return fstat(1, &st) + (read(0, &c, 1) < 0) + (write(1, "", 0) < 0);
}

static int by_int(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static long sort_much(void)
{
    static int v[100000];
    for (int i = 0; i < 100000; i++)
        v[i] = i * 7919 % 100003;
    qsort(v, 100000, sizeof *v, by_int);
    return 0;
}

static long end_by_abort(void)
{
    abort();
}

static const struct {
    const char *name;
    long (*act)(void);
} ACTS[] = {
#define X(act, end) {#act, act},
    PROBE_ACTS(X)
#undef X
};

int main(int argc, char **argv)
{
    struct err e = {0};
    size_t i = 0;
    while (i < sizeof ACTS / sizeof *ACTS && (argc < 2 || strcmp(argv[1], ACTS[i].name) != 0))
        i++;
    if (i == sizeof ACTS / sizeof *ACTS)
        return PROBE_UNKNOWN;
    signal(SIGABRT, SIG_DFL);
    if (!confine(&e))
        return PROBE_UNCONFINED;
    errno = 0;
    if (ACTS[i].act() >= 0)
        _exit(PROBE_DONE);
    _exit(errno == EPERM ? PROBE_EPERM : errno == ENOMEM ? PROBE_ENOMEM : PROBE_OTHER);
}
