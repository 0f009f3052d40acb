#include "base/exe.h"

#include "base/str.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

char *exe_dir(void)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    const char *slash = n > 0 ? memrchr(path, '/', (size_t)n) : NULL;
    if (!slash)
        return str_dup(STR("."));
    return str_dup(str_n(path, slash == path ? 1 : (size_t)(slash - path)));
}

static bool is_below(const char *dir, const char *top)
{
    size_t n = strlen(top);
    return strncmp(dir, top, n) == 0 && (dir[n] == '\0' || dir[n] == '/');
}

/* The kernel gives the program's path without links; the builder may have come through one. */
bool exe_in_build_tree(void)
{
    char *dir = exe_dir(), real[PATH_MAX];
    bool in = is_below(dir, ABS_BUILDDIR) || (realpath(ABS_BUILDDIR, real) && is_below(dir, real));
    free(dir);
    return in;
}

const char *exe_locale_dir(void)
{
    return exe_in_build_tree() ? ABS_BUILDDIR "/po" : LOCALEDIR;
}
