#include "app/importer_priv.h"

#include "app/paths.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { OWN_FDS = 3, MAX_FDS = OWN_FDS + IMPORT_MAX_PAGES };

/* One that has closed its pipe is as good as gone, unless it only pretends. */
enum { GOING_MS = 200 };

static bool allow_unconfined;

void importer_allow_unconfined(bool allowed)
{
    allow_unconfined = allowed;
}

void importer_arg(struct importer_args *a, const char *option, const char *value)
{
    struct buf b = {0};
    if (!value)
        return;
    buf_addf(&b, "%s%s", option, value);
    vec_push(&a->words, buf_take(&b));
}

void importer_args_free(struct importer_args *a)
{
    for (size_t i = 0; i < a->words.n; i++)
        free(a->words.v[i]);
    vec_free(&a->words);
}

void importer_args(struct importer_args *a, const char *verb)
{
    *a = (struct importer_args){0};
    vec_push(&a->words, paths_importer());
    importer_arg(a, "", verb);
    if (allow_unconfined)
        importer_arg(a, "--unconfined", "");
}

/* Descriptors that stand where the child's will: copied above them, so that no dup2 overwrites one
 * before it is used. Returns 0 or errno. */
static int raise_fds(int *fds, bool *copied, size_t n)
{
    int above = IMPORT_PAGES_FD + (int)(n - OWN_FDS);
    for (size_t i = 0; i < n; i++) {
        if (fds[i] >= above)
            continue;
        fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, above);
        if (fds[i] < 0)
            return errno;
        copied[i] = true;
    }
    return 0;
}

static int spawn(char *const *words, const int *fds, size_t n, pid_t *pid)
{
    static const int own[OWN_FDS] = {IMPORT_SOURCE_FD, IMPORT_RESULT_FD, IMPORT_DONE_FD};
    posix_spawn_file_actions_t acts;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawn_file_actions_init(&acts);
    for (size_t i = 0; i < n; i++)
        posix_spawn_file_actions_adddup2(
            &acts, fds[i], i < OWN_FDS ? own[i] : IMPORT_PAGES_FD + (int)(i - OWN_FDS));
    posix_spawn_file_actions_addopen(&acts, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&acts, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&acts, IMPORT_PAGES_FD + (int)(n - OWN_FDS));
    int error = posix_spawn(pid, words[0], &acts, &attr, words, environ);
    posix_spawn_file_actions_destroy(&acts);
    posix_spawnattr_destroy(&attr);
    return error;
}

bool importer_spawn(struct importer_args *a, const struct import_label *l,
                    const struct importer_fds *f, pid_t *pid, struct err *e)
{
    int fds[MAX_FDS] = {f->source, f->result, f->done};
    bool copied[MAX_FDS] = {false};
    size_t n = OWN_FDS + f->npages;
    for (size_t i = 0; i < f->npages; i++)
        fds[OWN_FDS + i] = f->pages[i];
    vec_push(&a->words, NULL);
    int error = raise_fds(fds, copied, n);
    if (!error)
        error = spawn(a->words.v, fds, n, pid);
    for (size_t i = 0; i < n; i++)
        if (copied[i])
            close(fds[i]);
    return !error || err_set(e, ERR_IMPORTER,
                             _("%s: the importer %s does not start: %s; install jiandu again"),
                             l->name, a->words.v[0], i18n_strerror(error));
}

bool importer_channels(const struct import_label *l, int *result, int done[2], struct err *e)
{
    done[0] = done[1] = -1;
    *result = memfd_create("jiandu-document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*result < 0)
        return err_set(e, ERR_IO, _("no memory file for the importer: %s"), i18n_strerror(errno));
    return pipe2(done, O_CLOEXEC) == 0 ||
           err_set(e, ERR_IO, _("%s: the importer cannot be watched: %s"), l->name,
                   i18n_strerror(errno));
}

static bool ends_by_itself(pid_t pid)
{
    struct pollfd p = {.fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN};
    if (p.fd < 0)
        return false;
    bool ended = poll(&p, 1, GOING_MS) > 0;
    close(p.fd);
    return ended;
}

int importer_wait(pid_t pid)
{
    int status;
    bool held = !ends_by_itself(pid);
    if (held)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return IMPORTER_HELD;
    /* where there is no pidfd, it was killed on the way out, which does not change its status */
    return held && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? IMPORTER_HELD : status;
}

bool importer_promises(int status)
{
    return status != IMPORTER_HELD && WIFEXITED(status) &&
           WEXITSTATUS(status) <= IMPORT_ERROR_RECORD;
}

bool importer_is_unconfined(int status)
{
    return status != IMPORTER_HELD && WIFEXITED(status) && WEXITSTATUS(status) == IMPORT_UNCONFINED;
}

bool importer_check_confinement(struct err *e)
{
    const struct import_label l = {0};
    const struct importer_fds f = {
        .source = STDIN_FILENO, .result = STDIN_FILENO, .done = STDIN_FILENO};
    struct importer_args a;
    pid_t pid;
    int status;
    importer_args(&a, "check");
    bool ok = importer_spawn(&a, &l, &f, &pid, e);
    importer_args_free(&a);
    if (!ok)
        return false;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return err_set(e, ERR_IMPORTER, "%s", i18n_strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == IMPORT_DOCUMENT)
        return true;
    return err_set(e, ERR_IMPORTER,
                   importer_is_unconfined(status) ? _("refused by this kernel")
                                                  : _("the importer does not run"));
}
