#include "app/importer.h"

#include "app/paths.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "doc/serial.h"
#include "text/sanitize.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { CHILD_SOURCE_FD = 0, CHILD_RESULT_FD = 3, CHILD_DONE_FD = 4 };
enum { DEFAULT_TIMEOUT_MS = 20 * 1000 };
enum { ERROR_HEADER_BYTES = 12, ERROR_MESSAGE_MAX = 4096 };

static const size_t MAX_RESULT_BYTES = (size_t)2 << 30;

/* A file name may hold anything, escape sequences too. */
static void name_set(char out[static 256], const char *name)
{
    struct buf clean = {0};
    sanitize(str_of(name), SANITIZE_LINE, &clean);
    size_t n = sanitize_clean_prefix(str_sub(buf_str(&clean), 0, 255), SANITIZE_LINE);
    if (n)
        memcpy(out, clean.p, n);
    out[n] = '\0';
    buf_free(&clean);
}

/* Above the child's descriptors, so that no dup2 in the child overwrites it. */
static int above_child(int fd)
{
    if (fd < 0 || fd > CHILD_DONE_FD)
        return fd;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, CHILD_DONE_FD + 1);
    close(fd);
    return high;
}

static int result_fd(struct err *e)
{
    int fd = above_child(memfd_create("jiandu-document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (fd < 0)
        err_set(e, ERR_IO, _("no memory file for the importer: %s"), i18n_strerror(errno));
    return fd;
}

enum { MAX_ARGS = 8 };

struct args {
    char *v[MAX_ARGS];
    size_t n;
};

static void args_add(struct args *a, const char *option, const char *value)
{
    struct buf b = {0};
    if (!value || !*value)
        return;
    buf_addf(&b, "%s%s", option, value);
    a->v[a->n++] = buf_take(&b);
}

static void args_free(struct args *a)
{
    for (size_t i = 0; i < a->n; i++)
        free(a->v[i]);
}

static void request_args(const struct import_request *rq, const char *program, struct args *a)
{
    args_add(a, "", program);
    args_add(a, "", "parse");
    args_add(a, "--name=", rq->name);
    args_add(a, "--mime=", rq->mime);
    args_add(a, "--charset=", rq->charset);
    args_add(a, "--format=", rq->format);
}

/* The importer has the source, the result, and nothing that could scribble on the screen. It starts
 * with no signal blocked or ignored. */
static int spawn(struct args *a, int source, int result, int done, pid_t *pid)
{
    posix_spawn_file_actions_t fds;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawn_file_actions_init(&fds);
    posix_spawn_file_actions_adddup2(&fds, source, CHILD_SOURCE_FD);
    posix_spawn_file_actions_addopen(&fds, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&fds, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&fds, result, CHILD_RESULT_FD);
    posix_spawn_file_actions_adddup2(&fds, done, CHILD_DONE_FD);
    posix_spawn_file_actions_addclosefrom_np(&fds, CHILD_DONE_FD + 1);
    int error = posix_spawn(pid, a->v[0], &fds, &attr, a->v, environ);
    posix_spawn_file_actions_destroy(&fds);
    posix_spawnattr_destroy(&attr);
    return error;
}

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

/* The reading end is the job's; the writing end, for the child, is returned. */
static int done_pipe(struct import_job *job, struct err *e)
{
    int p[2];
    if (pipe2(p, O_CLOEXEC) == 0) {
        job->done = p[0];
        p[1] = above_child(p[1]);
        if (p[1] >= 0)
            return p[1];
    }
    err_set(e, ERR_IO, _("%s: the importer cannot be watched: %s"), job->name,
            i18n_strerror(errno));
    return -1;
}

bool importer_start(const struct import_request *rq, struct import_job *job, struct err *e)
{
    struct args a = {0};
    int timeout_ms = rq->timeout_ms > 0 ? rq->timeout_ms : DEFAULT_TIMEOUT_MS;
    *job = (struct import_job){.done = -1, .memfd = -1};
    job->deadline_mono_ms = clock_mono_ms() + timeout_ms;
    job->plain = rq->format && strcmp(rq->format, "plain") == 0;
    name_set(job->name, rq->name);
    job->memfd = result_fd(e);
    if (job->memfd < 0)
        return false;

    int error, done = done_pipe(job, e);
    if (done < 0) {
        job_end(job);
        return false;
    }
    char *program = paths_importer();
    request_args(rq, program, &a);
    error = spawn(&a, rq->fd, job->memfd, done, &job->pid);
    close(done); /* so that the importer's end is the pipe's end */
    args_free(&a);
    if (error) {
        job->pid = 0;
        job_end(job);
        err_set(e, ERR_IMPORTER, _("%s: the importer %s does not start: %s; install jiandu again"),
                job->name, program, i18n_strerror(error));
    }
    free(program);
    return error == 0;
}

void importer_cancel(struct import_job *job)
{
    if (job->pid > 0)
        job_end(job);
}

/* Every failure of the importer ends with what the user can do. */
static bool fail(const struct import_job *job, const char *what, struct err *e)
{
    if (job->plain)
        return err_set(e, ERR_IMPORTER, _("%s: %s; please report it, with the file"), job->name,
                       what);
    return err_set(e, ERR_IMPORTER, _("%s: %s; --type plain may still read it"), job->name, what);
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

enum outcome { OUTCOME_FAILED = -1, OUTCOME_DOCUMENT = 0, OUTCOME_ERROR_RECORD = 1 };

/* The exit status: announced, or that of the importer that ends without a word. To be killed on the
 * way out does not change it; one that has only closed the pipe must not be waited for. */
static int take_status(struct import_job *job)
{
    unsigned char announced;
    int status;
    if (read(job->done, &announced, 1) == 1) {
        leave(job);
        return W_EXITCODE(announced, 0);
    }
    kill(job->pid, SIGKILL);
    while (waitpid(job->pid, &status, 0) < 0)
        if (errno != EINTR) {
            status = W_EXITCODE(0xFF, 0);
            break;
        }
    job->pid = 0;
    return status;
}

/* Waits, and tells what the exit status promises. */
static enum outcome wait_for_outcome(struct import_job *job, struct err *e)
{
    char why[128];
    if (!wait_for_result(job)) {
        fail(job, _("it took too long and was stopped"), e);
        return OUTCOME_FAILED;
    }
    int status = take_status(job);
    if (WIFSIGNALED(status))
        snprintf(why, sizeof why, _("the importer died (signal %d)"), WTERMSIG(status));
    else if (WEXITSTATUS(status) <= OUTCOME_ERROR_RECORD)
        return WEXITSTATUS(status);
    else
        snprintf(why, sizeof why, _("the importer failed (status %d)"), WEXITSTATUS(status));
    fail(job, why, e);
    return OUTCOME_FAILED;
}

/* Sealed first: what can still be written or truncated is not looked at. */
static bool map_result(const struct import_job *job, struct str *out, struct err *e)
{
    struct stat st;
    if (fcntl(job->memfd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) <
        0)
        return fail(job, _("the importer keeps a hold on what it returned"), e);
    if (fstat(job->memfd, &st) < 0 || st.st_size <= 0)
        return fail(job, _("the importer returned nothing"), e);
    if ((uint64_t)st.st_size > MAX_RESULT_BYTES)
        return fail(job, _("the importer returned too much"), e);
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, job->memfd, 0);
    if (p == MAP_FAILED)
        return fail(job, i18n_strerror(errno), e);
    *out = str_n(p, (size_t)st.st_size);
    return true;
}

static uint32_t get_u32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

/* What an importer may tell of; the rest is the reader's own to say. */
static bool code_is_importers(uint32_t code)
{
    return code == ERR_USAGE || code == ERR_NOT_FOUND || code == ERR_IO || code == ERR_FORMAT ||
           code == ERR_LIMIT || code == ERR_EMPTY || code == ERR_UNSUPPORTED;
}

static bool take_error_record(const struct import_job *job, struct str rec, struct err *e)
{
    struct str msg = str_sub(rec, ERROR_HEADER_BYTES, rec.n);
    struct buf clean = {0};
    if (msg.n == 0 || msg.n > ERROR_MESSAGE_MAX || !str_starts(rec, STR(DOC_ERROR_MAGIC)) ||
        get_u32(rec.p + 8) != msg.n || !code_is_importers(get_u32(rec.p + 4)))
        return fail(job, _("the importer returned what cannot be understood"), e);
    sanitize(msg, SANITIZE_LINE, &clean);
    err_set(e, (enum err_code)get_u32(rec.p + 4), "%s", buf_cstr(&clean));
    if (str_find(buf_str(&clean), str_of(job->name), 0) == STR_NPOS) /* parsers know no names */
        err_prefix(e, "%s", job->name);
    buf_free(&clean);
    return false;
}

static struct doc *take_document(const struct import_job *job, struct str bytes, struct err *e)
{
    struct err cause = {0};
    struct doc *d = doc_load_owned((void *)bytes.p, bytes.n, true, &cause);
    if (d)
        return d;
    struct buf why = {0};
    buf_addf(&why, _("the importer returned what is no document (%s)"), cause.msg);
    fail(job, buf_cstr(&why), e);
    buf_free(&why);
    return NULL;
}

struct doc *importer_finish(struct import_job *job, struct err *e)
{
    struct doc *d = NULL;
    struct str bytes = STR_NONE;
    enum outcome got = wait_for_outcome(job, e);
    if (got == OUTCOME_FAILED || !map_result(job, &bytes, e))
        goto out;
    if (got == OUTCOME_DOCUMENT)
        d = take_document(job, bytes, e);
    else
        take_error_record(job, bytes, e);
    if (!d)
        munmap((void *)bytes.p, bytes.n);
out:
    job_end(job);
    return d;
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
    char name[256];
    struct stat st;
    name_set(name, path);
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
