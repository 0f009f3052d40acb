#include "tests/bench/corpus.h"

#include "base/file.h"
#include "text/utf8.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_FILE = 64 << 20 };

const char *const CORPUS_KIND[CORPUS_KINDS] = {"news", "fiction", "technical", "list"};

static int is_text(const struct dirent *d)
{
    return str_ends(str_of(d->d_name), STR(".txt"));
}

static bool read_one(const char *dir, const char *name, struct buf *out)
{
    struct err e = {0};
    size_t from = out->n;
    char *path = file_join(dir, name);
    bool ok = file_read(path, MAX_FILE, out, &e);
    if (!ok) {
        fprintf(stderr, "%s\n", e.msg);
    } else if (utf8_valid_prefix(str_sub(buf_str(out), from, out->n)) != out->n - from) {
        fprintf(stderr, "%s: not valid UTF-8\n", path);
        ok = false;
    }
    free(path);
    return ok;
}

bool corpus_read(const char *folder, const char *lang, const char *kind, struct buf *out)
{
    struct buf dir = {0};
    struct dirent **list = NULL;
    buf_addf(&dir, "%s/%s/%s", folder, lang, kind);
    int n = scandir(buf_cstr(&dir), &list, is_text, alphasort);
    bool ok = n > 0;
    for (int i = 0; i < n; i++) {
        ok = ok && read_one(buf_cstr(&dir), list[i]->d_name, out);
        free(list[i]);
    }
    free(list);
    buf_free(&dir);
    return ok;
}

uint64_t corpus_random(uint64_t *seed, uint64_t n)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (*seed * 0x2545F4914F6CDD1Du >> 11) % n;
}

struct str corpus_cut(struct str text, size_t chars, uint64_t *seed)
{
    if (!text.n)
        return STR_NONE;
    size_t beg = corpus_random(seed, text.n);
    while (beg < text.n && utf8_is_cont(text.p[beg]))
        beg++;
    struct str rest = str_sub(text, beg, text.n);
    while (chars && rest.n) {
        utf8_take(&rest);
        chars--;
    }
    return chars ? STR_NONE : str_n(text.p + beg, text.n - rest.n - beg);
}

double corpus_seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}
