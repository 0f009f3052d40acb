#include "app/stream.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/importer_protocol.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 64 * 1024, SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL };

enum stream_state { STREAM_COMING, STREAM_WHOLE, STREAM_TOO_LONG, STREAM_BROKEN };

/* Only state is shared while the thread runs. */
struct stream {
    int from, kept; /* kept: a memory file, or the regular file itself */
    off_t start;    /* of the bytes in kept */
    int to;         /* the pipe's end to write to; -1: nobody reads any more */
    int stop;       /* an eventfd */
    bool threaded;
    pthread_t thread;
    _Atomic enum stream_state state;
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Waits until fd is ready; false when the thread is to stop. */
static bool wait_for(const struct stream *s, int fd, short events)
{
    struct pollfd p[] = {{.fd = s->stop, .events = POLLIN}, {.fd = fd, .events = events}};
    while (poll(p, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return !p[0].revents;
}

/* A reader that has gone costs it nothing: the bytes are kept nevertheless. */
static bool pass_on(struct stream *s, struct str bytes)
{
    while (bytes.n && s->to >= 0) {
        ssize_t n = write(s->to, bytes.p, bytes.n);
        if (n >= 0)
            bytes = str_sub(bytes, (size_t)n, bytes.n);
        else if (errno == EAGAIN && !wait_for(s, s->to, POLLOUT))
            return false;
        else if (errno != EAGAIN && errno != EINTR)
            close_fd(&s->to);
    }
    return true;
}

static enum stream_state take_all(struct stream *s)
{
    char chunk[CHUNK_BYTES];
    size_t total = 0;
    while (wait_for(s, s->from, POLLIN)) {
        ssize_t n = read(s->from, chunk, sizeof chunk);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n < 0)
            return STREAM_BROKEN;
        if (n == 0)
            return fcntl(s->kept, F_ADD_SEALS, SEALS) == 0 ? STREAM_WHOLE : STREAM_BROKEN;
        struct str bytes = str_n(chunk, (size_t)n);
        total += bytes.n;
        if (!pass_on(s, bytes)) /* also what is too much: the importer tells of it */
            return STREAM_BROKEN;
        if (total > IMPORT_MAX_SOURCE_BYTES)
            return STREAM_TOO_LONG;
        if (!file_write_all(s->kept, bytes))
            return STREAM_BROKEN;
    }
    return STREAM_BROKEN;
}

/* The state is told before the importer sees the end. */
static void *take(void *arg)
{
    struct stream *s = arg;
    atomic_store(&s->state, take_all(s));
    close_fd(&s->from);
    close_fd(&s->to);
    return NULL;
}

/* Signals are the main thread's; a SIGPIPE stays pending here and goes with the thread. */
static bool start_thread(struct stream *s)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    int error = pthread_create(&s->thread, NULL, take, s);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    s->threaded = error == 0;
    errno = error;
    return s->threaded;
}

static bool start_taking(struct stream *s, int *reader)
{
    int p[2];
    s->kept = memfd_create("jiandu-stream", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    s->stop = eventfd(0, EFD_CLOEXEC);
    if (s->kept < 0 || s->stop < 0 || pipe2(p, O_CLOEXEC) < 0)
        return false;
    s->to = p[1];
    fcntl(s->to, F_SETFL, O_NONBLOCK);
    if (start_thread(s)) {
        *reader = p[0];
        return true;
    }
    close(p[0]);
    return false;
}

/* The file's place in the caller's descriptor stays where it is. */
static bool start_file(struct stream *s, off_t at, int *reader)
{
    s->kept = s->from;
    s->from = -1;
    s->start = at;
    atomic_store(&s->state, STREAM_WHOLE);
    *reader = stream_again(s, "-", NULL);
    return *reader >= 0;
}

struct stream *stream_start(int fd, int *reader, struct err *e)
{
    struct stat st;
    struct stream *s = mem_zero(1, sizeof *s);
    s->kept = s->to = s->stop = -1;
    s->from = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    bool regular = s->from >= 0 && fstat(s->from, &st) == 0 && S_ISREG(st.st_mode);
    if (s->from >= 0 &&
        (regular ? start_file(s, lseek(fd, 0, SEEK_CUR), reader) : start_taking(s, reader)))
        return s;
    err_set(e, ERR_IO, _("the stream cannot be read: %s"), i18n_strerror(errno));
    stream_free(s);
    return NULL;
}

/* Through /proc it has a place of its own and cannot be written to; without, it is shared. */
static int reopen(const struct stream *s)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", s->kept);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 ? fd : fcntl(s->kept, F_DUPFD_CLOEXEC, 0);
}

int stream_again(const struct stream *s, const char *name, struct err *e)
{
    switch (atomic_load(&s->state)) {
    case STREAM_COMING:
        err_set(e, ERR_IO, _("%s: still coming; try again when it is complete"), name);
        return -1;
    case STREAM_TOO_LONG:
        err_set(e, ERR_LIMIT, _("%s: larger than the limit of %zu MB"), name,
                (size_t)IMPORT_MAX_SOURCE_BYTES >> 20);
        return -1;
    case STREAM_BROKEN:
        err_set(e, ERR_IO, _("%s: could not be kept; open it again"), name);
        return -1;
    case STREAM_WHOLE:
        break;
    }
    int fd = reopen(s);
    if (fd < 0 || lseek(fd, s->start, SEEK_SET) < 0) {
        err_set(e, ERR_IO, "%s: %s", name, i18n_strerror(errno));
        close_fd(&fd);
    }
    return fd;
}

void stream_free(struct stream *s)
{
    if (!s)
        return;
    if (s->threaded) {
        uint64_t one = 1;
        file_write_all(s->stop, str_n((const char *)&one, sizeof one));
        pthread_join(s->thread, NULL);
    }
    close_fd(&s->from);
    close_fd(&s->to);
    close_fd(&s->kept);
    close_fd(&s->stop);
    free(s);
}
