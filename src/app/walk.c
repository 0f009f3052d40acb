#include "app/walk.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

struct walk {
    const char *const *names;
    size_t n, at;
    VEC(char *) found; /* below the name at hand, to be given from the end */
    char *given;
};

/* What the importer reads (parse/registry.c); elsewhere a file has to be named itself. */
static bool is_text(struct str path)
{
    static const char *const exts[] = {"txt", "text", "md",    "markdown", "mkd",
                                       "htm", "html", "xhtml", NULL};
    struct str ext = file_ext(path);
    for (size_t i = 0; exts[i]; i++)
        if (str_eq_nocase(ext, str_of(exts[i])))
            return true;
    return false;
}

struct walk *walk_new(const char *const *names, size_t n)
{
    struct walk *w = mem_zero(1, sizeof *w);
    w->names = names;
    w->n = n;
    return w;
}

void walk_free(struct walk *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->found.n; i++)
        free(w->found.v[i]);
    vec_free(&w->found);
    free(w->given);
    free(w);
}

static int by_name_down(const void *a, const void *b)
{
    return -strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is in a folder goes on the stack, the first name on top. */
static bool push_folder(struct walk *w, const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *d;
    size_t first = w->found.n;
    if (!dir)
        return false;
    while ((d = readdir(dir)))
        if (d->d_name[0] != '.')
            vec_push(&w->found, file_join(path, d->d_name));
    closedir(dir);
    qsort(w->found.v + first, w->found.n - first, sizeof *w->found.v, by_name_down);
    return true;
}

static const char *give(struct walk *w, char *path)
{
    free(w->given);
    w->given = path;
    return path;
}

/* The next of the stack that is a file to be read; NULL when it is empty. */
static const char *pop(struct walk *w)
{
    struct stat st;
    while (w->found.n) {
        char *path = w->found.v[--w->found.n];
        bool known = lstat(path, &st) == 0;
        bool folder = known && S_ISDIR(st.st_mode);
        if (folder ? !push_folder(w, path) : known && is_text(str_of(path)))
            return give(w, path);
        free(path);
    }
    return NULL;
}

const char *walk_next(struct walk *w)
{
    struct stat st;
    const char *path = pop(w);
    while (!path && w->at < w->n) {
        const char *name = w->names[w->at++];
        bool folder = stat(name, &st) == 0 && S_ISDIR(st.st_mode);
        if (!folder || !push_folder(w, name))
            return name;
        path = pop(w);
    }
    return path;
}
