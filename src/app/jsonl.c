#include "app/jsonl.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK_BYTES = 256 << 10, SPARE_BYTES = 1 << 20 };

struct slot {
    struct buf name, line;
};

struct jsonl {
    int fd;
    char *name;
    size_t max_line;
    size_t line;  /* lines read */
    size_t given; /* sources */
    bool ended;
    int error;    /* errno of what ended it, 0: nothing did */
    size_t at, n; /* what is left of chunk: [at, n) */
    char chunk[CHUNK_BYTES];
    struct slot slots[POOL_AHEAD];
};

struct jsonl *jsonl_open(int fd, const char *name, size_t max_line_bytes)
{
    struct jsonl *j = mem_zero(1, sizeof *j);
    j->fd = fd;
    j->name = str_dup(str_of(name));
    j->max_line = max_line_bytes ? max_line_bytes : JSONL_MAX_LINE_BYTES;
    return j;
}

void jsonl_close(struct jsonl *j)
{
    if (!j)
        return;
    for (size_t i = 0; i < POOL_AHEAD; i++) {
        buf_free(&j->slots[i].name);
        buf_free(&j->slots[i].line);
    }
    free(j->name);
    free(j);
}

static bool fill(struct jsonl *j)
{
    ssize_t n;
    if (j->ended)
        return false;
    do
        n = read(j->fd, j->chunk, sizeof j->chunk);
    while (n < 0 && errno == EINTR);
    j->error = n < 0 ? errno : 0;
    j->ended = n <= 0;
    j->at = 0;
    j->n = n > 0 ? (size_t)n : 0;
    return n > 0;
}

/* Appends no more than one byte past the limit, by which the line is known to be too long. */
static void append(const struct jsonl *j, struct str s, struct buf *line)
{
    size_t room = j->max_line + 1 - line->n;
    buf_add(line, str_sub(s, 0, room));
}

/* The next line, without its end; false behind the last. */
static bool read_line(struct jsonl *j, struct buf *line)
{
    bool any = false;
    if (line->cap > SPARE_BYTES) /* one long line should not cost its memory for ever */
        buf_free(line);
    buf_clear(line);
    while (j->at < j->n || fill(j)) {
        struct str left = str_n(j->chunk + j->at, j->n - j->at);
        size_t end = str_chr(left, '\n', 0);
        append(j, str_sub(left, 0, end), line);
        any = true;
        j->at = end == STR_NPOS ? j->n : j->at + end + 1;
        if (end != STR_NPOS)
            break;
    }
    j->line += any;
    return any;
}

static struct str content(const struct jsonl *j, const struct buf *line)
{
    struct str s = buf_str(line);
    if (j->line == 1 && str_starts(s, STR("\xEF\xBB\xBF")))
        s = str_sub(s, 3, s.n);
    return str_trim(s);
}

static void give(struct jsonl *j, size_t line, struct pool_source *out)
{
    struct buf *name = &j->slots[j->given++ % POOL_AHEAD].name;
    buf_clear(name);
    buf_addf(name, "%s:%zu", j->name, line);
    out->name = buf_cstr(name);
    out->format = "json-record";
    out->fd = -1;
}

static bool give_error(struct jsonl *j, struct pool_source *out)
{
    if (!j->error)
        return false;
    give(j, j->line + 1, out);
    err_set(&out->err, ERR_IO, "%s: %s", out->name, i18n_strerror(j->error));
    j->error = 0;
    return true;
}

bool jsonl_next(struct jsonl *j, struct pool_source *out)
{
    struct buf *line = &j->slots[j->given % POOL_AHEAD].line;
    struct str s = STR_NONE;
    while (!s.n) {
        if (!read_line(j, line))
            return give_error(j, out);
        s = content(j, line);
    }
    give(j, j->line, out);
    out->bytes = s;
    if (line->n > j->max_line)
        err_set(&out->err, ERR_LIMIT, _("%s: the line is longer than %zu bytes; it is left out"),
                out->name, j->max_line);
    return true;
}

size_t jsonl_line(const struct jsonl *j)
{
    return j->line;
}
