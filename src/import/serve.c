#include "base/i18n.h"
#include "base/le.h"
#include "base/mem.h"
#include "import/keep.h"
#include "import/parsers.h"
#include "import/run.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* One request. The words and the source stand in payload, one behind the other. */
struct request {
    uint32_t word[IMPORT_WORDS]; /* lengths */
    uint32_t flags;              /* set of enum import_flag */
    uint64_t source;             /* length */
    char *payload;
};

/* Exactly n bytes; false at the end of the requests, or in the middle of one. */
static bool read_exactly(char *p, size_t n)
{
    while (n) {
        ssize_t got = read(IMPORT_SOURCE_FD, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

/* False for what is no request, or longer than one may be. */
static bool read_lengths(const char *head, struct request *rq)
{
    if (memcmp(head, IMPORT_REQUEST_MAGIC, 4) != 0)
        return false;
    for (int i = 0; i < IMPORT_WORDS; i++) {
        rq->word[i] = (uint32_t)le_get(head + 4 + 4 * i, 4);
        if (rq->word[i] > IMPORT_MAX_WORD_BYTES)
            return false;
    }
    rq->flags = (uint32_t)le_get(head + 4 + 4 * IMPORT_WORDS, 4);
    rq->source = le_get(head + 8 + 4 * IMPORT_WORDS, 8);
    return rq->source <= IMPORT_MAX_SOURCE_BYTES && !(rq->flags & ~(uint32_t)IMPORT_FLAGS);
}

static bool read_payload(struct request *rq)
{
    size_t n = rq->source;
    for (int i = 0; i < IMPORT_WORDS; i++)
        n += rq->word[i];
    rq->payload = mem_alloc(n);
    return read_exactly(rq->payload, n);
}

static bool make_input(const struct request *rq, struct parse_input *in, struct err *e)
{
    struct str words[IMPORT_WORDS];
    const char *p = rq->payload;
    for (int i = 0; i < IMPORT_WORDS; i++) {
        words[i] = str_n(p, rq->word[i]);
        p += rq->word[i];
    }
    in->name = words[IMPORT_NAME];
    in->mime = words[IMPORT_MIME];
    in->charset = words[IMPORT_CHARSET];
    in->format = words[IMPORT_FORMAT];
    in->bytes = str_n(p, rq->source);
    if (in->bytes.n == 0)
        return err_set(e, ERR_EMPTY, _("%.*s: nothing to read in it"), STR_ARG(in->name));
    return repair_opts_parse(words[IMPORT_REPAIR], &in->repair, e);
}

/* The reader has emptied the result; its bytes begin at the beginning again. */
static enum import_status answer(const struct request *rq, struct charset_kit *kit)
{
    struct err e = {0};
    struct run r = {
        .in = {.kit = kit}, .keep = rq->flags & IMPORT_KEEP, .packed = rq->flags & IMPORT_PACKED};
    if (lseek(IMPORT_RESULT_FD, 0, SEEK_SET) != 0)
        return IMPORT_MISUSED;
    return make_input(rq, &r.in, &e) ? run_source(&r) : run_fail(&e);
}

enum import_status serve(bool unconfined)
{
    struct err e = {0};
    char head[IMPORT_REQUEST_BYTES];
    parsers_load_all();
    keep_load();
    struct charset_kit *kit = charset_kit_open(STR_NONE, STR_NONE, STR_NONE);
    enum import_status status = run_confine(unconfined, &e);
    if (status != IMPORT_DOCUMENT)
        goto out;
    while (status != IMPORT_MISUSED && read_exactly(head, sizeof head)) {
        struct request rq = {0};
        status = read_lengths(head, &rq) && read_payload(&rq) ? answer(&rq, kit) : IMPORT_MISUSED;
        free(rq.payload);
    }
    if (status == IMPORT_ERROR_RECORD) /* the last document's, which has been told */
        status = IMPORT_DOCUMENT;
out:
    charset_kit_close(kit);
    return status;
}
