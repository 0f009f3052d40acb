#include "app/wanted.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/importer_protocol.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct pages {
    const struct source *s;
    const struct source_opts *o;
    int fd[IMPORT_MAX_PAGES];
    struct stat st[IMPORT_MAX_PAGES];
    size_t n;
    int64_t until_ms;
};

/* The file of that name in the source's own folder, opened, and its path, malloc'd; -1 when it is not
 * granted. */
static int open_page(const struct pages *p, struct str next, struct stat *st, char **opened)
{
    char *fragment = NULL, *path = NULL;
    size_t slash = next.n;
    while (slash > 0 && next.p[slash - 1] != '/')
        slash--;
    char *named = source_resolve_link(p->s, str_sub(next, slash, next.n), &fragment);
    int fd = -1;
    if (named && p->s->base) {
        const char *name = strrchr(named, '/');
        path = file_join(p->s->base, name ? name + 1 : named);
        fd = strcmp(path, named) == 0 ? importer_open_file(path, NULL) : -1;
    }
    if (fd >= 0 && !(fstat(fd, st) == 0 && S_ISREG(st->st_mode))) {
        close(fd);
        fd = -1;
    }
    *opened = fd >= 0 ? path : NULL;
    if (fd < 0)
        free(path);
    free(named);
    free(fragment);
    return fd;
}

static bool is_granted_already(const struct pages *p, const struct stat *st)
{
    struct stat first;
    if (stat(p->s->id, &first) == 0 && first.st_dev == st->st_dev && first.st_ino == st->st_ino)
        return true;
    for (size_t i = 0; i < p->n; i++)
        if (p->st[i].st_dev == st->st_dev && p->st[i].st_ino == st->st_ino)
            return true;
    return false;
}

/* kept: NULL for a page by itself, of which nothing is kept. */
static struct doc *import(const struct pages *p, const char *name, int fd, const int *pages,
                          size_t npages, struct import_kept *kept)
{
    struct import_kept unwanted;
    struct import_job job;
    int64_t left = p->until_ms - clock_mono_ms();
    struct import_request rq = {.name = name, .fd = fd, .pages = pages, .npages = npages};
    if (p->o) {
        rq.mime = p->o->mime;
        rq.charset = p->o->charset;
        rq.format = p->o->format;
        rq.repair = p->o->repair;
        rq.keep = p->o->keep && kept;
    }
    rq.timeout_ms = left > 0 ? (int)left : 1;
    struct doc *d = importer_start(&rq, &job, NULL)
                        ? importer_finish_kept(&job, kept ? kept : &unwanted, NULL)
                        : NULL;
    lseek(fd, 0, SEEK_SET);
    return d;
}

/* The page behind, read by itself to learn of the next; NULL when it is not granted or not to be
 * read. */
static struct doc *take_page(struct pages *p, struct str next)
{
    char *path;
    struct doc *page = NULL;
    int fd = open_page(p, next, &p->st[p->n], &path);
    if (fd >= 0 && !is_granted_already(p, &p->st[p->n]))
        page = import(p, path, fd, NULL, 0, NULL);
    if (page)
        p->fd[p->n++] = fd;
    else if (fd >= 0)
        close(fd);
    free(path);
    return page;
}

static void find_pages(struct pages *p, const struct doc *d)
{
    struct doc *page = NULL;
    struct str next = doc_attr(d, ATTR_NEXT);
    while (next.n && p->n < IMPORT_MAX_PAGES && clock_mono_ms() < p->until_ms) {
        struct doc *behind = take_page(p, next);
        doc_free(page);
        page = behind;
        if (!page)
            return;
        next = doc_attr(page, ATTR_NEXT);
    }
    doc_free(page);
}

struct doc *wanted_join_kept(const struct source *s, const struct source_opts *o, struct doc *d,
                             struct import_kept *kept)
{
    struct import_kept all;
    struct pages p = {.s = s, .o = o, .until_ms = clock_mono_ms() + WANTED_MAX_MS};
    struct doc *joined = NULL;
    if (!s->base || !doc_attr(d, ATTR_NEXT).n)
        return d;
    find_pages(&p, d);
    int first = p.n ? importer_open_file(s->id, NULL) : -1;
    if (first >= 0) {
        joined = import(&p, s->id, first, p.fd, p.n, &all);
        close(first);
    }
    for (size_t i = 0; i < p.n; i++)
        close(p.fd[i]);
    if (!joined)
        return d;
    doc_free(d);
    *kept = all;
    return joined;
}

struct doc *wanted_join(const struct source *s, const struct source_opts *o, struct doc *d)
{
    struct import_kept unwanted;
    return wanted_join_kept(s, o, d, &unwanted);
}
