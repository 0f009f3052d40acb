#include "ui/background.h"

#include "base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MAX_SAID = 4096 };

static const char *const NAMES[THEME_MODES] = {"light", "dark"};

static bool is_set(const char *name)
{
    const char *v = getenv(name);
    return v && *v;
}

static bool has_desktop(void)
{
    return (is_set("DBUS_SESSION_BUS_ADDRESS") || is_set("XDG_RUNTIME_DIR")) &&
           !is_set("SSH_CONNECTION") && !is_set("SSH_TTY");
}

/* In a process group of its own: the terminal's signals are not for it. */
static bool spawn(struct desktop *d, int out)
{
    static const char *const argv[] = {"dbus-send",
                                       "--session",
                                       "--print-reply=literal",
                                       "--reply-timeout=400",
                                       "--dest=org.freedesktop.portal.Desktop",
                                       "/org/freedesktop/portal/desktop",
                                       "org.freedesktop.portal.Settings.Read",
                                       "string:org.freedesktop.appearance",
                                       "string:color-scheme",
                                       NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attrs;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attrs);
    posix_spawnattr_setflags(&attrs, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attrs, &none);
    bool ok = posix_spawnp(&d->pid, argv[0], &files, &attrs, (char *const *)argv, environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attrs);
    return ok;
}

void desktop_ask(struct desktop *d)
{
    int ends[2];
    if (d->fd >= 0 || !has_desktop() || pipe2(ends, O_CLOEXEC) < 0)
        return;
    bool ok = spawn(d, ends[1]);
    close(ends[1]);
    if (!ok) {
        close(ends[0]);
        return;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    d->fd = ends[0];
    buf_clear(&d->said);
}

static void end(struct desktop *d)
{
    close(d->fd);
    d->fd = -1;
    kill(d->pid, SIGKILL); /* which has done its work, or never will */
    waitpid(d->pid, NULL, 0);
}

/* "   variant       variant          uint32 1": 1 is dark, 2 light, 0 no preference. */
static bool parse(struct str said, enum theme_mode *mode)
{
    size_t at = str_find(said, STR("uint32 "), 0);
    char digit = at != STR_NPOS && at + 7 < said.n ? said.p[at + 7] : '0';
    *mode = digit == '1' ? THEME_DARK : THEME_LIGHT;
    return digit == '1' || digit == '2';
}

bool background_is_told(const struct term_info *info)
{
    return info->mode_known && strcmp(info->mode_origin, "portal") != 0;
}

bool desktop_take(struct desktop *d, struct term_info *info)
{
    char bytes[512];
    ssize_t n = 0;
    while (d->fd >= 0 && d->said.n < MAX_SAID && (n = read(d->fd, bytes, sizeof bytes)) > 0)
        buf_add(&d->said, str_n(bytes, (size_t)n));
    if (d->fd < 0 || (n < 0 && d->said.n < MAX_SAID))
        return false;
    enum theme_mode mode;
    bool told = parse(buf_str(&d->said), &mode) && !background_is_told(info);
    end(d);
    if (told) {
        info->mode = mode;
        info->mode_known = true;
        info->mode_origin = "portal";
    }
    return told;
}

void desktop_close(struct desktop *d)
{
    if (d->fd >= 0)
        end(d);
    buf_free(&d->said);
}

void background_recall(const char *path, struct term_info *info)
{
    enum { MAX_BYTES = 64 };
    struct buf text = {0};
    if (!info->asked || info->mode_known || !file_read(path, MAX_BYTES, &text, NULL))
        goto out;
    for (enum theme_mode m = THEME_LIGHT; m < THEME_MODES; m++)
        if (str_eq(str_trim(buf_str(&text)), str_of(NAMES[m]))) {
            info->mode = m;
            info->mode_origin = "last time";
        }
out:
    buf_free(&text);
}

void background_keep(const char *path, const struct term_info *info)
{
    struct term_info known = {.asked = true, .mode_origin = ""};
    struct buf line = {0};
    background_recall(path, &known);
    bool same = *known.mode_origin && known.mode == info->mode;
    if (!info->bg_known || same)
        return;
    char *dir = str_dup(str_sub(str_of(path), 0, strlen(path) - file_name(str_of(path)).n));
    buf_addf(&line, "%s\n", NAMES[info->mode]);
    if (file_mkdirs(dir, NULL)) /* it is a convenience: nobody is told of a failure */
        file_replace(path, buf_str(&line), NULL);
    free(dir);
    buf_free(&line);
}
