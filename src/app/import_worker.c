#include "app/import_worker.h"

#include "app/importer_priv.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/le.h"
#include "doc/serial.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* An error record is not longer. */
enum { RECORD_MAX_BYTES = 8192 };

static void close_fds(struct import_worker *w)
{
    const int fds[] = {w->requests, w->done, w->result};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    w->requests = w->done = w->result = -1;
}

/* One that was killed takes a while to go; nobody waits for it before he must. */
static void reap(struct import_worker *w)
{
    if (w->leaving > 0)
        while (waitpid(w->leaving, NULL, 0) < 0 && errno == EINTR)
            ;
    w->leaving = 0;
}

static void make_void(struct import_worker *w)
{
    *w = (struct import_worker){.requests = -1, .done = -1, .result = -1, .leaving = w->leaving};
}

static void forget(struct import_worker *w)
{
    close_fds(w);
    buf_free(&w->head);
    make_void(w);
}

/* A socket, since writing to one whose reader has gone need not raise a signal. */
static bool open_requests(struct import_worker *w, int *childs, struct err *e)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return err_set(e, ERR_IO, _("%s: the importer cannot be asked: %s"), w->label.name,
                       i18n_strerror(errno));
    w->requests = pair[0];
    *childs = pair[1];
    return true;
}

bool worker_start(struct import_worker *w, const struct import_label *l, struct err *e)
{
    struct importer_args a;
    int source = -1, done[2];
    make_void(w);
    w->label = *l;
    bool ok = importer_channels(l, &w->result, done, e) && open_requests(w, &source, e);
    w->done = done[0];
    if (ok) {
        importer_args(&a, "serve");
        struct importer_fds fds = {.source = source, .result = w->result, .done = done[1]};
        ok = importer_spawn(&a, l, &fds, &w->pid, e);
        importer_args_free(&a);
    }
    if (source >= 0)
        close(source);
    if (done[1] >= 0)
        close(done[1]);
    if (!ok)
        forget(w);
    return ok;
}

void worker_stop(struct import_worker *w)
{
    if (w->pid <= 0)
        return;
    reap(w);
    kill(w->pid, SIGKILL);
    w->leaving = w->pid;
    forget(w);
}

void worker_end(struct import_worker *w)
{
    worker_stop(w);
    reap(w);
}

void worker_ask(struct import_worker *w, const struct pool_source *s, struct str source,
                int timeout_ms)
{
    const char *const words[IMPORT_WORDS] = {[IMPORT_NAME] = s->name,
                                             [IMPORT_MIME] = s->mime,
                                             [IMPORT_CHARSET] = s->charset,
                                             [IMPORT_FORMAT] = s->format,
                                             [IMPORT_REPAIR] = s->repair};
    importer_label(&w->label, s->name, s->format);
    w->keep = s->keep;
    buf_clear(&w->head);
    buf_adds(&w->head, IMPORT_REQUEST_MAGIC);
    for (size_t i = 0; i < IMPORT_WORDS; i++)
        le_put(&w->head, str_of(words[i]).n, 4);
    le_put(&w->head, (s->keep ? IMPORT_KEEP : 0u) | (s->packed ? IMPORT_PACKED : 0u), 4);
    le_put(&w->head, source.n, 8);
    for (size_t i = 0; i < IMPORT_WORDS; i++)
        buf_add(&w->head, str_of(words[i]));
    w->unsent[0] = buf_str(&w->head);
    w->unsent[1] = source;
    w->deadline_mono_ms = clock_mono_ms() + (timeout_ms > 0 ? timeout_ms : IMPORTER_TIMEOUT_MS);
    worker_send(w);
}

/* n bytes of what was unsent have gone. */
static void count_sent(struct import_worker *w, size_t n)
{
    for (size_t i = 0; i < 2; i++) {
        size_t gone = n < w->unsent[i].n ? n : w->unsent[i].n;
        w->unsent[i] = str_sub(w->unsent[i], gone, w->unsent[i].n);
        n -= gone;
    }
}

/* What an importer that has gone does not take is dropped: that it has gone, `done` tells. */
void worker_send(struct import_worker *w)
{
    while (worker_has_unsent(w)) {
        struct iovec iov[2] = {{(void *)w->unsent[0].p, w->unsent[0].n},
                               {(void *)w->unsent[1].p, w->unsent[1].n}};
        struct msghdr m = {.msg_iov = iov, .msg_iovlen = 2};
        ssize_t n = sendmsg(w->requests, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == ENOBUFS))
            return;
        count_sent(w, n < 0 ? SIZE_MAX : (size_t)n);
    }
}

/* The status that was announced, once; else how it ended. It is gone then, and pid 0. */
static int take_status(struct import_worker *w)
{
    unsigned char announced[2];
    if (read(w->done, announced, sizeof announced) == 1)
        return W_EXITCODE(announced[0], 0);
    int status = importer_wait(w->pid);
    w->pid = 0;
    return status;
}

static bool read_at_start(int fd, char *p, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t got = pread(fd, p + at, n - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

/* A copy of the result's first bytes, at most `most`; NULL with the error. */
static char *copy_result(const struct import_worker *w, size_t most, size_t *n, struct err *e)
{
    struct stat st;
    if (!importer_check_size(&w->label, fstat(w->result, &st) < 0 ? 0 : st.st_size, e))
        return NULL;
    *n = (size_t)st.st_size < most ? (size_t)st.st_size : most;
    char *p = mem_alloc(*n);
    if (read_at_start(w->result, p, *n))
        return p;
    free(p);
    importer_fail(&w->label, _("the importer keeps a hold on what it returned"), e);
    return NULL;
}

static enum worker_answer take_result(struct import_worker *w, enum import_status promise,
                                      struct worker_result *out)
{
    struct importer_result r = {.keep = w->keep};
    bool is_document = promise == IMPORT_DOCUMENT;
    enum worker_answer answer = WORKER_FAILED;
    r.p = copy_result(w, is_document ? IMPORTER_MAX_RESULT_BYTES : RECORD_MAX_BYTES, &r.n, &out->e);
    if (!r.p)
        return answer;
    if (is_document) {
        out->d = importer_take_document(&w->label, &r, &out->kept, &out->e);
        if (out->d)
            return WORKER_DOCUMENT;
    } else {
        importer_take_error(&w->label, str_n(r.p, r.n), &out->e);
        if (out->e.code != ERR_IMPORTER)
            answer = WORKER_ERROR;
    }
    free(r.p);
    return answer;
}

/* Ready for the next one? */
static bool make_ready(struct import_worker *w)
{
    w->answered++;
    return !worker_has_unsent(w) && ftruncate(w->result, 0) == 0;
}

enum worker_answer worker_take(struct import_worker *w, struct worker_result *out)
{
    *out = (struct worker_result){0};
    enum worker_answer answer = WORKER_FAILED;
    int status = take_status(w);
    if (importer_promises(status) && w->pid > 0)
        answer = take_result(w, WEXITSTATUS(status), out);
    else
        importer_fail_status(&w->label, importer_promises(status) ? IMPORTER_HELD : status,
                             &out->e);
    if (importer_is_unconfined(status))
        answer = WORKER_REFUSED;
    bool usable = answer == WORKER_DOCUMENT || answer == WORKER_ERROR;
    if (usable && make_ready(w))
        return answer;
    if (w->pid > 0)
        worker_stop(w);
    else
        forget(w);
    return answer;
}
