#include "import/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "doc/serial.h"
#include "import/confine.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum import_status run_confine(bool unconfined, struct err *e)
{
    i18n_load();
    tzset();
    return confine(e) || unconfined ? IMPORT_DOCUMENT : IMPORT_UNCONFINED;
}

static void put_u32(struct buf *out, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        buf_addc(out, (char)(v >> 8 * i));
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
    put_u32(&rec, e->code);
    put_u32(&rec, (uint32_t)msg.n);
    buf_add(&rec, msg);
    bool ok = lseek(IMPORT_RESULT_FD, 0, SEEK_SET) == 0 &&
              file_write_all(IMPORT_RESULT_FD, buf_str(&rec));
    buf_free(&rec);
    return announce(ok ? IMPORT_ERROR_RECORD : IMPORT_MISUSED);
}

enum import_status run_parse(const struct parser *p, const struct parse_input *in)
{
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_content_hash(b, hash128(in->bytes));
    bool ok = p->parse(in, b, &e) && doc_builder_write(b, IMPORT_RESULT_FD, &e);
    enum import_status status = ok ? announce(IMPORT_DOCUMENT) : run_fail(&e);
    doc_builder_free(b);
    return status;
}
