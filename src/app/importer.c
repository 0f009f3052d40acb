#include "app/importer.h"

#include "app/importer_priv.h"
#include "base/clock.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* An importer that has given its result and was killed. It takes a while to go. */
static pid_t leaving;

void importer_reap(void)
{
    if (leaving > 0)
        while (waitpid(leaving, NULL, 0) < 0 && errno == EINTR)
            ;
    leaving = 0;
}

static void leave(struct import_job *job)
{
    importer_reap();
    kill(job->pid, SIGKILL);
    leaving = job->pid;
    job->pid = 0;
}

static void job_end(struct import_job *job)
{
    if (job->pid > 0) {
        leave(job);
        importer_reap();
    }
    if (job->done >= 0)
        close(job->done);
    if (job->memfd >= 0)
        close(job->memfd);
    job->done = job->memfd = -1;
}

static void request_args(const struct import_request *rq, struct importer_args *a)
{
    char pages[16];
    importer_args(a, rq->quotes ? "quotes" : "parse");
    importer_arg(a, "--name=", rq->name);
    importer_arg(a, "--mime=", rq->mime);
    importer_arg(a, "--charset=", rq->charset);
    importer_arg(a, "--format=", rq->format);
    importer_arg(a, "--repair=", rq->repair);
    snprintf(pages, sizeof pages, "%zu", rq->npages);
    importer_arg(a, "--pages=", rq->npages ? pages : NULL);
    importer_arg(a, "--keep", rq->keep ? "" : NULL);
    importer_arg(a, "--packed", rq->packed ? "" : NULL);
}

bool importer_start(const struct import_request *rq, struct import_job *job, struct err *e)
{
    int done[2];
    struct importer_args a;
    int timeout_ms = rq->timeout_ms > 0 ? rq->timeout_ms : IMPORTER_TIMEOUT_MS;
    *job = (struct import_job){.done = -1, .memfd = -1, .keep = rq->keep};
    job->deadline_mono_ms = clock_mono_ms() + timeout_ms;
    importer_label(&job->label, rq->name, rq->quotes ? "plain" : rq->format);
    bool ok = importer_channels(&job->label, &job->memfd, done, e);
    job->done = done[0];
    if (ok) {
        request_args(rq, &a);
        struct importer_fds fds = {rq->fd, job->memfd, done[1], rq->pages, rq->npages};
        ok = importer_spawn(&a, &job->label, &fds, &job->pid, e);
        importer_args_free(&a);
    }
    if (done[1] >= 0)
        close(done[1]); /* so that the importer's end is the pipe's end */
    if (!ok) {
        job->pid = 0;
        job_end(job);
    }
    return ok;
}

void importer_cancel(struct import_job *job)
{
    if (job->pid > 0)
        job_end(job);
}

static bool wait_for_result(const struct import_job *job)
{
    struct pollfd p = {.fd = job->done, .events = POLLIN};
    for (;;) {
        int64_t left = job->deadline_mono_ms - clock_mono_ms();
        int n = poll(&p, 1, left > 0 ? (int)left : 0);
        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

/* The exit status: announced, or that of the importer that ends without a word. */
static int take_status(struct import_job *job)
{
    unsigned char announced;
    if (read(job->done, &announced, 1) == 1) {
        leave(job);
        return W_EXITCODE(announced, 0);
    }
    int status = importer_wait(job->pid);
    job->pid = 0;
    return status;
}

/* Waits; true with what was promised, IMPORT_DOCUMENT or IMPORT_ERROR_RECORD. */
static bool wait_for_promise(struct import_job *job, enum import_status *out, struct err *e)
{
    if (!wait_for_result(job))
        return importer_fail_slow(&job->label, e);
    int status = take_status(job);
    if (!importer_promises(status))
        return importer_fail_status(&job->label, status, e);
    *out = WEXITSTATUS(status);
    return true;
}

/* Sealed first: what can still be written or truncated is not looked at. */
static bool map_result(const struct import_job *job, struct importer_result *out, struct err *e)
{
    struct stat st;
    if (fcntl(job->memfd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) <
        0)
        return importer_fail(&job->label, _("the importer keeps a hold on what it returned"), e);
    if (!importer_check_size(&job->label, fstat(job->memfd, &st) < 0 ? 0 : st.st_size, e))
        return false;
    out->n = (size_t)st.st_size;
    out->p = mmap(NULL, out->n, PROT_READ, MAP_PRIVATE, job->memfd, 0);
    return out->p != MAP_FAILED || importer_fail(&job->label, i18n_strerror(errno), e);
}

/* What was promised, mapped; false with the error that was told, or with what went wrong. */
static bool take_result(struct import_job *job, struct importer_result *r, struct err *e)
{
    enum import_status promise = IMPORT_DOCUMENT;
    *r = (struct importer_result){.is_map = true, .keep = job->keep};
    if (!wait_for_promise(job, &promise, e) || !map_result(job, r, e))
        return false;
    if (promise == IMPORT_DOCUMENT)
        return true;
    importer_take_error(&job->label, str_n(r->p, r->n), e);
    munmap(r->p, r->n);
    return false;
}

struct doc *importer_finish_kept(struct import_job *job, struct import_kept *kept, struct err *e)
{
    struct importer_result r;
    struct doc *d = NULL;
    if (take_result(job, &r, e)) {
        d = importer_take_document(&job->label, &r, kept, e);
        if (!d)
            munmap(r.p, r.n);
    }
    job_end(job);
    return d;
}

struct doc *importer_finish(struct import_job *job, struct err *e)
{
    struct import_kept unwanted;
    return importer_finish_kept(job, &unwanted, e);
}

bool importer_finish_quotes(struct import_job *job, struct quotes *out, struct err *e)
{
    struct importer_result r;
    bool ok = take_result(job, &r, e);
    if (ok) {
        ok = importer_take_quotes(&job->label, str_n(r.p, r.n), out, e);
        munmap(r.p, r.n);
    }
    job_end(job);
    return ok;
}

static bool refuse(const char *name, mode_t mode, struct err *e)
{
    if (S_ISDIR(mode))
        return err_set(e, ERR_UNSUPPORTED, _("%s: is a directory; open a file in it"), name);
    if (S_ISREG(mode) || S_ISFIFO(mode))
        return true;
    return err_set(e, ERR_UNSUPPORTED, _("%s: is a device or a socket, not a file"), name);
}

/* Files of /proc have the size 0 and something to read. */
static bool is_empty(int fd, const struct stat *st)
{
    char c;
    return S_ISREG(st->st_mode) && st->st_size == 0 && pread(fd, &c, 1, 0) == 0;
}

int importer_open_file(const char *path, struct err *e)
{
    struct import_label label;
    struct stat st;
    const char *name = label.name;
    importer_label(&label, path, NULL);
    /* Looked at before it is opened: opening a device can have effects. */
    if (stat(path, &st) < 0) {
        err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "%s: %s", name, i18n_strerror(errno));
        return -1;
    }
    if (!refuse(name, st.st_mode, e))
        return -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        err_set(e, ERR_IO, "%s: %s", name, i18n_strerror(errno));
        return -1;
    }
    if (!is_empty(fd, &st))
        return fd;
    err_set(e, ERR_EMPTY, _("%s: nothing to read in it"), name);
    close(fd);
    return -1;
}
