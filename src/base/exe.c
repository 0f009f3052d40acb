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

bool exe_in_build_tree(void)
{
    static const char build[] = ABS_BUILDDIR;
    const size_t n = sizeof build - 1;
    char *dir = exe_dir();
    bool in = strncmp(dir, build, n) == 0 && (dir[n] == '\0' || dir[n] == '/');
    free(dir);
    return in;
}

const char *exe_locale_dir(void)
{
    return exe_in_build_tree() ? ABS_BUILDDIR "/po" : LOCALEDIR;
}
