#include "ui/external.h"

#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_BYTES = 1 << 20 };

static const char *editor(void)
{
    const char *names[] = {getenv("VISUAL"), getenv("EDITOR")};
    for (size_t i = 0; i < 2; i++)
        if (names[i] && *names[i])
            return names[i];
    return "vi";
}

static bool fail(const char *what, struct err *e)
{
    return err_set(e, ERR_IO, "%s: %s", what, i18n_strerror(errno));
}

/* What the editor is told by the terminal (^C) is not for this program. */
static int run(const char *command, const char *path)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, was_int, was_quit;
    posix_spawnattr_t attr;
    sigset_t defaults;
    struct buf line = {0};
    pid_t pid;
    int status = -1;
    buf_addf(&line, "%s \"$1\"", command); /* $EDITOR may have arguments */
    const char *argv[] = {"sh", "-c", buf_cstr(&line), "sh", path, NULL};
    sigfillset(&defaults);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigdefault(&attr, &defaults);
    sigaction(SIGINT, &ignore, &was_int);
    sigaction(SIGQUIT, &ignore, &was_quit);
    if (posix_spawnp(&pid, argv[0], NULL, &attr, (char *const *)argv, environ) == 0)
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
    sigaction(SIGINT, &was_int, NULL);
    sigaction(SIGQUIT, &was_quit, NULL);
    posix_spawnattr_destroy(&attr);
    buf_free(&line);
    return status;
}

static bool edit_file(struct term *t, const char *path, struct buf *text, struct err *e)
{
    struct buf saved = {0};
    t->ops->leave(t);
    int status = run(editor(), path);
    t->ops->enter(t);
    bool ok = (status == 0 ||
               err_set(e, ERR_IO, _("%s ended with a failure; the text is as it was"), editor())) &&
              file_read(path, MAX_BYTES, &saved, e);
    if (ok) {
        buf_clear(text);
        buf_add(text, buf_str(&saved));
    }
    buf_free(&saved);
    return ok;
}

bool external_edit(struct term *t, struct buf *text, struct err *e)
{
    const char *dir = getenv("XDG_RUNTIME_DIR");
    char *path = file_join(dir && *dir ? dir : "/tmp", "jiandu-note-XXXXXX.txt");
    int fd = mkstemps(path, (int)strlen(".txt"));
    bool ok = fd >= 0;
    if (ok) {
        ok = file_write_all(fd, buf_str(text)) || fail(path, e);
        close(fd);
        ok = ok && edit_file(t, path, text, e);
        unlink(path);
    } else {
        fail(path, e);
    }
    free(path);
    return ok;
}
