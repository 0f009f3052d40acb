#include "base/file.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail_errno(struct err *e, const char *path)
{
    enum err_code code = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    return err_set(e, code, "%s: %s", path, i18n_strerror(errno));
}

static bool check_size(const char *path, size_t n, size_t max, struct err *e)
{
    if (n <= max)
        return true;
    return err_set(e, ERR_LIMIT, _("%s: larger than the limit of %zu MB"), path, max >> 20);
}

bool file_read_fd(int fd, const char *name, size_t max_bytes, struct buf *out, struct err *e)
{
    for (;;) {
        buf_reserve(out, 64 * 1024);
        ssize_t n = read(fd, out->p + out->n, out->cap - out->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_errno(e, name);
        if (n == 0)
            return true;
        out->n += (size_t)n;
        if (!check_size(name, out->n, max_bytes, e))
            return false;
    }
}

bool file_read(const char *path, size_t max_bytes, struct buf *out, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(e, path);
    bool ok = file_read_fd(fd, path, max_bytes, out, e);
    close(fd);
    return ok;
}

bool file_write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        s.p += n;
        s.n -= (size_t)n;
    }
    return true;
}

bool file_replace(const char *path, struct str s, struct err *e)
{
    bool ok = false;
    char *real = realpath(path, NULL);
    const char *to = real ? real : path;
    struct buf tmp = {0};
    buf_addf(&tmp, "%s.XXXXXX", to);
    buf_cstr(&tmp);
    int fd = mkostemp(tmp.p, O_CLOEXEC);
    if (fd < 0) {
        fail_errno(e, path);
        goto out;
    }
    struct stat st;
    mode_t mode = stat(to, &st) == 0 ? st.st_mode & 0777 : 0600;
    if (fchmod(fd, mode) == 0 && file_write_all(fd, s) && fsync(fd) == 0 && rename(tmp.p, to) == 0)
        ok = true;
    else
        fail_errno(e, path);
    close(fd);
    if (!ok)
        unlink(tmp.p);
out:
    free(real);
    buf_free(&tmp);
    return ok;
}

bool file_mkdirs(const char *dir, struct err *e)
{
    bool ok = true;
    if (mkdir(dir, 0700) == 0 || errno == EEXIST) /* as nearly always */
        return true;
    char *p = str_dup(str_of(dir));
    for (char *s = p + 1; ok; s++) {
        if (*s != '/' && *s != '\0')
            continue;
        char keep = *s;
        *s = '\0';
        if (mkdir(p, 0700) < 0 && errno != EEXIST)
            ok = fail_errno(e, p);
        *s = keep;
        if (keep == '\0')
            break;
    }
    free(p);
    return ok;
}

static const char *home_dir(void)
{
    const char *home = getenv("HOME");
    if (home && home[0] == '/')
        return home;
    struct passwd *pw = getpwuid(getuid());
    return pw && pw->pw_dir ? pw->pw_dir : "/";
}

char *file_xdg_dir(enum xdg_dir which)
{
    static const struct {
        const char *env, *under_home;
    } dirs[] = {
        [XDG_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
        [XDG_DATA] = {"XDG_DATA_HOME", ".local/share"},
        [XDG_STATE] = {"XDG_STATE_HOME", ".local/state"},
        [XDG_CACHE] = {"XDG_CACHE_HOME", ".cache"},
    };
    const char *set = getenv(dirs[which].env);
    struct buf b = {0};
    if (set && set[0] == '/') /* a relative path is to be ignored, says the specification */
        buf_addf(&b, "%s/jiandu", set);
    else
        buf_addf(&b, "%s/%s/jiandu", home_dir(), dirs[which].under_home);
    return buf_take(&b);
}

char *file_join(const char *dir, const char *name)
{
    struct buf b = {0};
    size_t n = strlen(dir);
    buf_addf(&b, n && dir[n - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
    return buf_take(&b);
}

char *file_xdg_path(enum xdg_dir which, const char *name)
{
    char *dir = file_xdg_dir(which), *path = file_join(dir, name);
    free(dir);
    return path;
}

struct str file_name(struct str path)
{
    const char *slash = path.n ? memrchr(path.p, '/', path.n) : NULL;
    return slash ? str_sub(path, (size_t)(slash + 1 - path.p), path.n) : path;
}

struct str file_ext(struct str path)
{
    struct str name = file_name(path);
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    if (!dot || dot == name.p)
        return STR_NONE;
    return str_sub(name, (size_t)(dot + 1 - name.p), name.n);
}
