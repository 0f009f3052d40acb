#include "app/importer_priv.h"

#include "base/i18n.h"
#include "base/le.h"
#include "base/original.h"
#include "doc/serial.h"
#include "text/sanitize.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

enum { ERROR_HEADER_BYTES = 12, ERROR_MESSAGE_MAX = 4096 };

/* A file name may hold anything, escape sequences too. */
void importer_label(struct import_label *l, const char *name, const char *format)
{
    struct buf clean = {0};
    sanitize(str_of(name), SANITIZE_LINE, &clean);
    struct str fits = str_sub(buf_str(&clean), 0, sizeof l->name - 1);
    size_t n = sanitize_clean_prefix(fits, SANITIZE_LINE);
    if (n)
        memcpy(l->name, clean.p, n);
    l->name[n] = '\0';
    l->plain = format && strcmp(format, "plain") == 0;
    buf_free(&clean);
}

bool importer_fail(const struct import_label *l, const char *what, struct err *e)
{
    if (l->plain)
        return err_set(e, ERR_IMPORTER, _("%s: %s; please report it, with the file"), l->name,
                       what);
    return err_set(e, ERR_IMPORTER, _("%s: %s; --type plain may still read it"), l->name, what);
}

bool importer_fail_slow(const struct import_label *l, struct err *e)
{
    return importer_fail(l, _("it took too long and was stopped"), e);
}

static const struct {
    int signal;
    const char *what;
} DEATHS[] = {
    {SIGSYS, N_("the importer tried what it may not and was stopped; the file may be hostile")},
    {SIGABRT, N_("the importer needed too much memory, or has a fault")},
    {SIGKILL, N_("the importer was killed; there was perhaps too little memory")},
    {SIGSEGV, N_("the importer has a fault and died")},
    {SIGBUS, N_("the importer died; the file perhaps shrank while it was read")},
    {SIGXCPU, N_("it needed too much time and was stopped")},
};

static bool fail_signal(const struct import_label *l, int sig, struct err *e)
{
    char why[128];
    for (size_t i = 0; i < sizeof DEATHS / sizeof *DEATHS; i++)
        if (DEATHS[i].signal == sig)
            return importer_fail(l, _(DEATHS[i].what), e);
    snprintf(why, sizeof why, _("the importer died (signal %d)"), sig);
    return importer_fail(l, why, e);
}

bool importer_fail_status(const struct import_label *l, int status, struct err *e)
{
    char why[128];
    if (status == IMPORTER_HELD)
        return importer_fail(l, _("the importer broke off and was stopped"), e);
    if (WIFSIGNALED(status))
        return fail_signal(l, WTERMSIG(status), e);
    if (importer_is_unconfined(status))
        return err_set(e, ERR_IMPORTER,
                       _("%s: this kernel refuses to confine the importer; `unconfined yes` in the "
                         "configuration goes on without"),
                       l->name);
    snprintf(why, sizeof why, _("the importer failed (status %d)"), WEXITSTATUS(status));
    return importer_fail(l, why, e);
}

bool importer_check_size(const struct import_label *l, int64_t n, struct err *e)
{
    if (n <= 0)
        return importer_fail(l, _("the importer returned nothing"), e);
    return (uint64_t)n <= IMPORTER_MAX_RESULT_BYTES ||
           importer_fail(l, _("the importer returned too much"), e);
}

/* What an importer may tell of; the rest is the reader's own to say. */
static bool code_is_importers(uint64_t code)
{
    return code == ERR_USAGE || code == ERR_NOT_FOUND || code == ERR_IO || code == ERR_FORMAT ||
           code == ERR_LIMIT || code == ERR_EMPTY || code == ERR_UNSUPPORTED;
}

/* The message of a record, which has the length that the record gives; empty for what is none. */
static struct str record_message(struct str rec)
{
    if (rec.n < ERROR_HEADER_BYTES || !str_starts(rec, STR(DOC_ERROR_MAGIC)) ||
        !code_is_importers(le_get(rec.p + 4, 4)))
        return STR_NONE;
    uint32_t n = (uint32_t)le_get(rec.p + 8, 4);
    struct str rest = str_sub(rec, ERROR_HEADER_BYTES, rec.n);
    return n <= ERROR_MESSAGE_MAX && n <= rest.n ? str_sub(rest, 0, n) : STR_NONE;
}

bool importer_take_error(const struct import_label *l, struct str rec, struct err *e)
{
    struct str msg = record_message(rec);
    struct buf clean = {0};
    if (msg.n == 0)
        return importer_fail(l, _("the importer returned what cannot be understood"), e);
    sanitize(msg, SANITIZE_LINE, &clean);
    err_set(e, (enum err_code)le_get(rec.p + 4, 4), "%s", buf_cstr(&clean));
    if (str_find(buf_str(&clean), str_of(l->name), 0) == STR_NPOS) /* parsers know no names */
        err_prefix(e, "%s", l->name);
    buf_free(&clean);
    return false;
}

/* What stands behind the document d, of which it was made. */
static bool take_original(const struct doc *d, struct import_kept *kept, struct err *e)
{
    struct original_header h;
    if (!original_read(kept->original, &h, e))
        return false;
    kept->raw_bytes = (size_t)h.raw_bytes;
    return (h.content_hash_hi == d->content_hash.hi && h.content_hash_lo == d->content_hash.lo) ||
           err_set(e, ERR_FORMAT, _("packed original: of another document"));
}

static struct doc *take_kept(const struct importer_result *r, struct import_kept *kept,
                             struct err *e)
{
    size_t n;
    struct doc *d = doc_load_owned_front(r->p, r->n, r->is_map, &n, e);
    if (!d)
        return NULL;
    kept->stored = str_n(r->p, n);
    kept->original = str_n((const char *)r->p + n, r->n - n);
    if (take_original(d, kept, e))
        return d;
    d->owned = NULL; /* stays the caller's */
    d->owned_is_map = false;
    doc_free(d);
    return NULL;
}

static bool fail_untrue(const struct import_label *l, const char *what, struct err *e)
{
    struct buf why = {0};
    buf_addf(&why, _("the importer returned what is no document (%s)"), what);
    importer_fail(l, buf_cstr(&why), e);
    buf_free(&why);
    return false;
}

struct doc *importer_take_document(const struct import_label *l, const struct importer_result *r,
                                   struct import_kept *kept, struct err *e)
{
    struct err cause = {0};
    *kept = (struct import_kept){0};
    struct doc *d =
        r->keep ? take_kept(r, kept, &cause) : doc_load_owned(r->p, r->n, r->is_map, &cause);
    if (d)
        return d;
    *kept = (struct import_kept){0};
    fail_untrue(l, cause.msg, e);
    return NULL;
}

bool importer_take_quotes(const struct import_label *l, struct str bytes, struct quotes *out,
                          struct err *e)
{
    struct err cause = {0};
    return quotes_load(bytes, out, &cause) || fail_untrue(l, cause.msg, e);
}
