#include "app/source.h"

#include "app/library.h"
#include "app/stream.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/importer_protocol.h"
#include "store/article.h"
#include "text/sanitize.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 3986, 3.1; STR_NPOS when s does not begin with a scheme. */
static size_t scheme_len(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (alpha || (i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
            continue;
        return c == ':' && i > 0 ? i : STR_NPOS;
    }
    return STR_NPOS;
}

static bool has_scheme(struct str s, struct str scheme)
{
    size_t n = scheme_len(s);
    return n != STR_NPOS && str_eq_nocase(str_sub(s, 0, n), scheme);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded; what is no escape stays as it is ("100%.md"). NULL when a NUL comes out. */
static char *percent_decode(struct str s)
{
    struct buf out = {0};
    for (size_t i = 0; i < s.n; i++) {
        int hi = -1, lo = -1;
        if (s.p[i] == '%' && i + 2 < s.n) {
            hi = hex_digit(s.p[i + 1]);
            lo = hex_digit(s.p[i + 2]);
        }
        bool escape = hi >= 0 && lo >= 0;
        buf_addc(&out, escape ? (char)(hi << 4 | lo) : s.p[i]);
        if (escape)
            i += 2;
    }
    if (out.n && memchr(out.p, '\0', out.n)) {
        buf_free(&out);
        return NULL;
    }
    return buf_take(&out);
}

/* The path of a file: URL (RFC 8089) of this machine, without fragment; NULL for others. */
static char *file_url_path(struct str url)
{
    struct str rest = str_sub(url, sizeof "file:" - 1, url.n);
    rest = str_sub(rest, 0, str_chr(rest, '#', 0));
    if (str_starts(rest, STR("//"))) {
        size_t slash = str_chr(rest, '/', 2);
        struct str host = str_sub(rest, 2, slash);
        if (slash == STR_NPOS || (host.n && !str_eq_nocase(host, STR("localhost"))))
            return NULL;
        rest = str_sub(rest, slash, rest.n);
    }
    return rest.n && rest.p[0] == '/' ? percent_decode(rest) : NULL;
}

/* Quoted for a POSIX shell. */
static void add_shell_quoted(struct buf *out, struct str s)
{
    buf_addc(out, '\'');
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, s.p[i]);
    buf_addc(out, '\'');
}

static char *refuse_web(struct str url, struct err *e)
{
    struct buf clean = {0}, quoted = {0};
    sanitize(url, SANITIZE_LINE, &clean);
    add_shell_quoted(&quoted, buf_str(&clean));
    err_set(e, ERR_UNSUPPORTED,
            _("web pages are not fetched yet; to read it: curl -sL %s | jiandu -"),
            buf_cstr(&quoted));
    buf_free(&clean);
    buf_free(&quoted);
    return NULL;
}

static char *refuse_url(struct str url, struct err *e)
{
    struct buf clean = {0};
    sanitize(url, SANITIZE_LINE, &clean);
    err_set(e, ERR_UNSUPPORTED, _("%s: not a file of this machine"), buf_cstr(&clean));
    buf_free(&clean);
    return NULL;
}

static bool is_alias(struct str s, int64_t *id)
{
    unsigned long long v;
    if (s.n < 2 || s.p[0] != '#' || !str_to_u64(str_sub(s, 1, s.n), INT64_MAX, &v))
        return false;
    *id = (int64_t)v;
    return true;
}

/* The path that `given` names; malloc'd. A file whose name looks like an alias or a URL is
 * reached as ./NAME. */
static char *local_path(struct str given, struct library *lib, struct err *e)
{
    int64_t id;
    if (is_alias(given, &id))
        return library_source_of(lib, id, e);
    if (has_scheme(given, STR("http")) || has_scheme(given, STR("https")))
        return refuse_web(given, e);
    if (!has_scheme(given, STR("file")))
        return str_dup(given);
    char *path = file_url_path(given);
    return path ? path : refuse_url(given, e);
}

/* A stream is not the same the next time it has the same name. */
static bool is_stream(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode);
}

static int open_stdin(struct source *out, struct err *e)
{
    if (isatty(STDIN_FILENO)) {
        err_set(e, ERR_USAGE, _("nothing is piped in; for example: curl -sL URL | jiandu -"));
        return -1;
    }
    int fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        err_set(e, ERR_IO, "-: %s", i18n_strerror(errno));
    out->id = str_dup(STR("-"));
    return fd;
}

static char *folder_of(const char *path)
{
    const char *slash = path[0] == '/' ? strrchr(path, '/') : NULL;
    if (!slash)
        return NULL;
    return str_dup(slash == path ? STR("/") : str_n(path, (size_t)(slash - path)));
}

static int open_path(const char *path, struct source *out, struct err *e)
{
    int fd = path ? importer_open_file(path, e) : -1;
    if (fd < 0)
        return -1;
    char *real = is_stream(fd) ? NULL : realpath(path, NULL);
    out->id = real ? real : str_dup(STR("-"));
    if (!real)
        return fd;
    out->base = folder_of(real);
    return fd;
}

int source_open(const char *given, struct library *lib, struct source *out, char **name,
                struct err *e)
{
    bool from_stdin = strcmp(given, "-") == 0;
    *out = (struct source){.given = str_dup(str_of(given))};
    *name = from_stdin ? str_dup(STR("-")) : local_path(str_of(given), lib, e);
    int fd = from_stdin ? open_stdin(out, e) : open_path(*name, out, e);
    if (fd >= 0)
        return fd;
    source_free(out);
    free(*name);
    *name = NULL;
    return -1;
}

/* fd is closed. */
static bool start(const char *name, int fd, bool packed, const struct source_opts *o,
                  struct import_job *job, struct err *e)
{
    struct import_request rq = {.name = name, .fd = fd, .packed = packed};
    if (o) {
        rq.mime = o->mime;
        rq.charset = o->charset;
        rq.format = o->format;
        rq.repair = o->repair;
        rq.keep = o->keep;
    }
    bool ok = importer_start(&rq, job, e);
    close(fd);
    return ok;
}

/* What has no path to be opened again by is kept. Closes fd, and gives the one to read instead. */
static int keep_stream(struct source *s, int fd, struct err *e)
{
    int reader = -1;
    s->stream = stream_start(fd, &reader, e);
    close(fd);
    return reader;
}

bool source_start(const char *given, const struct source_opts *o, struct library *lib,
                  struct source *out, struct import_job *job, struct err *e)
{
    char *name;
    int fd = source_open(given, lib, out, &name, e);
    if (fd >= 0 && !out->base)
        fd = keep_stream(out, fd, e);
    bool ok = fd >= 0 && start(name, fd, false, o, job, e);
    if (!ok)
        source_free(out);
    free(name);
    return ok;
}

bool source_restart(const struct source *s, const struct source_opts *o, struct import_job *job,
                    struct err *e)
{
    int fd = s->stream ? stream_again(s->stream, s->id, e) : importer_open_file(s->id, e);
    return fd >= 0 && start(s->id, fd, false, o, job, e);
}

int64_t source_article(const char *given, struct library *lib)
{
    int64_t id;
    struct article a;
    struct db *db = library_db(lib);
    if (!db || !is_alias(str_of(given), &id) || !article_get(db, id, &a, NULL))
        return 0;
    article_free(&a);
    return id;
}

struct doc *source_open_article(int64_t article, struct library *lib, struct source *out,
                                struct err *e)
{
    struct article a;
    *out = (struct source){0};
    if (!article_get(library_db(lib), article, &a, e))
        return NULL;
    struct doc *d = article_doc(library_db(lib), article, e);
    if (d)
        *out = (struct source){
            .given = str_dup(str_of(a.source)),
            .id = str_dup(str_of(a.source)),
            .base = folder_of(a.source),
            .article = article,
            .outdated = a.canon_version < DOC_CANON_VERSION || a.parser < IMPORT_PARSER_VERSION,
        };
    article_free(&a);
    return d;
}

/* The bytes in a descriptor of their own; -1 with the error. */
static int memory_file(const char *name, struct str bytes, struct err *e)
{
    int fd = memfd_create("original", MFD_CLOEXEC);
    if (fd >= 0 && file_write_all(fd, bytes) && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    err_set(e, ERR_IO, "%s: %s", name, i18n_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

bool source_start_original(int64_t article, const char *name, const struct source_opts *o,
                           struct library *lib, struct import_job *job, struct err *e)
{
    struct buf b = {0};
    int fd = -1;
    if (!article_original(library_db(lib), article, &b, e))
        return false;
    if (b.n)
        fd = memory_file(name, buf_str(&b), e);
    else
        err_set(e, ERR_NOT_FOUND, _("%s: its original was not kept"), name);
    buf_free(&b);
    return fd >= 0 && start(name, fd, true, o, job, e);
}

void source_free(struct source *s)
{
    free(s->given);
    free(s->id);
    free(s->base);
    stream_free(s->stream);
    *s = (struct source){0};
}

static char *join_base(const struct source *from, struct str path)
{
    char *decoded = percent_decode(path), *joined = NULL;
    if (decoded && decoded[0] == '/')
        return decoded;
    if (decoded && from->base)
        joined = file_join(from->base, decoded);
    free(decoded);
    return joined;
}

char *source_resolve_link(const struct source *from, struct str href, char **fragment)
{
    *fragment = NULL;
    href = str_trim(href);
    size_t hash = str_chr(href, '#', 0);
    struct str rest = str_sub(href, 0, hash);
    char *path = NULL;
    if (rest.n == 0)
        path = hash == STR_NPOS ? NULL : str_dup(str_of(from->id));
    else if (has_scheme(rest, STR("file")))
        path = file_url_path(rest);
    else if (scheme_len(rest) == STR_NPOS && !str_starts(rest, STR("//")))
        path = join_base(from, str_sub(rest, 0, str_chr(rest, '?', 0)));
    if (path && hash != STR_NPOS)
        *fragment = percent_decode(str_sub(href, hash + 1, href.n));
    return path;
}
