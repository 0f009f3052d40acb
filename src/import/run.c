#include "import/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/le.h"
#include "doc/serial.h"
#include "import/confine.h"
#include "import/keep.h"
#include "import/parsers.h"
#include "parse/quotes.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum import_status run_confine(bool unconfined, struct err *e)
{
    i18n_load();
    setenv("TZ", ":/etc/localtime", 0); /* a zone that has a name is not looked for again */
    tzset();
    return confine(e) || unconfined ? IMPORT_DOCUMENT : IMPORT_UNCONFINED;
}

/* Nobody need wait until all memory is given back. */
static enum import_status announce(enum import_status status)
{
    struct stat st;
    if (fstat(IMPORT_DONE_FD, &st) == 0 && S_ISFIFO(st.st_mode))
        file_write_all(IMPORT_DONE_FD, str_n(&(char){(char)status}, 1));
    return status;
}

/* A document may have been begun: the record takes its place. */
enum import_status run_fail(const struct err *e)
{
    struct buf rec = {0};
    struct str msg = str_of(e->msg);
    buf_adds(&rec, DOC_ERROR_MAGIC);
    le_put(&rec, e->code, 4);
    le_put(&rec, msg.n, 4);
    buf_add(&rec, msg);
    bool ok = lseek(IMPORT_RESULT_FD, 0, SEEK_SET) == 0 &&
              file_write_all(IMPORT_RESULT_FD, buf_str(&rec));
    buf_free(&rec);
    return announce(ok ? IMPORT_ERROR_RECORD : IMPORT_MISUSED);
}

static bool parse(const struct run *r, const struct parser *p, struct err *e)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_content_hash(b, hash128(r->in.bytes));
    bool ok = p->parse(&r->in, b, e) && doc_builder_write(b, IMPORT_RESULT_FD, e);
    if (ok && r->keep)
        ok = keep_write(&r->in, p->name, doc_builder_content_hash(b), IMPORT_RESULT_FD, e);
    doc_builder_free(b);
    return ok;
}

enum import_status run_source(struct run *r)
{
    struct err e = {0};
    struct buf raw = {0};
    const char *format = NULL;
    r->in.other = parsers_find;
    if (!r->packed || keep_unpack(&r->in, &raw, &e))
        format = parser_choose(&r->in, &e);
    const struct parser *parser = format ? parsers_find(format, &e) : NULL;
    bool ok = parser && parse(r, parser, &e);
    buf_free(&raw);
    return ok ? announce(IMPORT_DOCUMENT) : run_fail(&e);
}

enum import_status run_quotes(const struct parse_input *in)
{
    struct err e = {0};
    struct quotes_writer w = {0};
    bool ok = quotes_parse(in, &w, &e) && quotes_writer_write(&w, IMPORT_RESULT_FD, &e);
    enum import_status status = ok ? announce(IMPORT_DOCUMENT) : run_fail(&e);
    quotes_writer_free(&w);
    return status;
}
