#include "ui/watch.h"

#include "base/file.h"

#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE };

/* The folder of a path, "." for a bare name; malloc'd. */
static char *folder_of(const char *path)
{
    struct str s = str_of(path);
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    s.n -= file_name(s).n;
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return str_dup(s.n ? s : STR("."));
}

/* The nearest folder that there is: a descriptor of the watch; -1. */
static int arm_folder(const struct watch *w, const char *path)
{
    char *dir = folder_of(path);
    int id = inotify_add_watch(w->fd, dir, EVENTS | IN_ONLYDIR);
    while (id < 0 && strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0) {
        char *up = folder_of(dir);
        free(dir);
        dir = up;
        id = inotify_add_watch(w->fd, dir, EVENTS | IN_ONLYDIR);
    }
    free(dir);
    return id;
}

static void arm(struct watch *w)
{
    char *real = realpath(w->path, NULL);
    int old[2] = {w->armed[0], w->armed[1]};
    w->armed[0] = arm_folder(w, w->path);
    w->armed[1] = real ? arm_folder(w, real) : -1; /* often the same, which has the same number */
    for (int i = 0; i < 2; i++)
        if (old[i] >= 0 && old[i] != w->armed[0] && old[i] != w->armed[1])
            inotify_rm_watch(w->fd, old[i]);
    free(real);
}

void watch_open(struct watch *w, const char *path)
{
    *w = (struct watch){.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), .armed = {-1, -1}};
    w->path = str_dup(str_of(path));
    if (w->fd >= 0)
        arm(w);
}

void watch_close(struct watch *w)
{
    if (w->fd >= 0)
        close(w->fd);
    free(w->path);
    *w = (struct watch){.fd = -1};
}

void watch_take(struct watch *w)
{
    char events[4096];
    while (read(w->fd, events, sizeof events) > 0)
        ;
    arm(w);
}
