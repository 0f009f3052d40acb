#include "ui/adding.h"

#include "base/exe.h"
#include "base/file.h"
#include "base/i18n.h"
#include "ui/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct adding {
    pid_t pid;
    int fd;          /* what it writes */
    struct buf said; /* the last line counts */
};

extern char **environ;

/* "~/x" is below HOME, as a shell would have it. */
static char *expand(struct str path)
{
    const char *home = getenv("HOME");
    bool tilde = home && path.n && path.p[0] == '~' && (path.n == 1 || path.p[1] == '/');
    struct buf b = {0};
    if (tilde)
        buf_adds(&b, home);
    buf_add(&b, str_sub(path, tilde ? 1 : 0, path.n));
    return buf_take(&b);
}

/* The program's own name in its own folder. */
static bool spawn(struct adding *a, const char *library, const char *path, int out)
{
    char *dir = exe_dir(), *exe = file_join(dir, "jiandu");
    char *argv[8] = {exe, "import", "--quiet", "--summary"};
    size_t n = 4;
    posix_spawn_file_actions_t fa;
    if (library) {
        argv[n++] = "--library";
        argv[n++] = (char *)library;
    }
    argv[n++] = (char *)path;
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_addopen(&fa, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&fa, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&fa, out, STDERR_FILENO);
    int error = posix_spawn(&a->pid, exe, &fa, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&fa);
    free(exe);
    free(dir);
    errno = error;
    return error == 0;
}

void adding_start(struct ui *ui, struct str path)
{
    int fd[2];
    if (ui->adding) {
        ui_say(ui, _("Something is still being added; wait for it."));
        return;
    }
    if (!ui->lib) {
        ui_complain(ui, _("There is no library: nothing can be kept."));
        return;
    }
    if (pipe2(fd, O_CLOEXEC | O_NONBLOCK) < 0) {
        ui_complain(ui, "%s", i18n_strerror(errno));
        return;
    }
    struct adding *a = mem_zero(1, sizeof *a);
    char *expanded = expand(path);
    a->fd = fd[0];
    if (spawn(a, ui->library_path, expanded, fd[1])) {
        ui->adding = a;
        ui_say(ui, _("Adding %s …"), expanded);
    } else {
        ui_complain(ui, _("jiandu import does not start: %s"), i18n_strerror(errno));
        close(a->fd);
        free(a);
    }
    close(fd[1]);
    free(expanded);
}

int adding_fd(const struct ui *ui)
{
    return ui->adding ? ui->adding->fd : -1;
}

void adding_free(struct ui *ui)
{
    struct adding *a = ui->adding;
    if (!a)
        return;
    kill(a->pid, SIGTERM);
    while (waitpid(a->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    close(a->fd);
    buf_free(&a->said);
    free(a);
    ui->adding = NULL;
}

static struct str last_line(struct str s)
{
    s = str_trim(s);
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != '\n')
        at--;
    return str_sub(s, at, s.n);
}

/* Its last line is the summary, or why it failed. */
static void finish(struct ui *ui)
{
    struct adding *a = ui->adding;
    int status = 0;
    while (waitpid(a->pid, &status, 0) < 0 && errno == EINTR)
        ;
    struct str line = last_line(buf_str(&a->said));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        ui_say(ui, STR_FMT, STR_ARG(line));
    else
        ui_complain(ui, STR_FMT, STR_ARG(line));
    close(a->fd);
    buf_free(&a->said);
    free(a);
    ui->adding = NULL;
}

void adding_collect(struct ui *ui)
{
    char bytes[4096];
    ssize_t n = 0;
    if (!ui->adding)
        return;
    while ((n = read(ui->adding->fd, bytes, sizeof bytes)) > 0)
        buf_add(&ui->adding->said, str_n(bytes, (size_t)n));
    if (n == 0)
        finish(ui);
}
