#include "base/exe.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "import/run.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Loaded ahead: later no file can be opened. One that is missing fails only what needs it. */
static struct {
    const char *name;
    const struct parser *parser;
    struct err why; /* there is none */
} parsers[] = {{.name = "plain"}, {.name = "html"}, {.name = "markdown"}};

enum { PARSERS = sizeof parsers / sizeof *parsers };

/* One request. The words and the source stand in payload, one behind the other. */
struct request {
    uint32_t word[IMPORT_WORDS]; /* lengths */
    uint64_t source;             /* length */
    char *payload;
};

static void load_parsers(void)
{
    char *dir = exe_dir();
    for (size_t i = 0; i < PARSERS; i++)
        parsers[i].parser = parser_load(parsers[i].name, dir, &parsers[i].why);
    free(dir);
}

static const struct parser *find_parser(const char *name, struct err *e)
{
    for (size_t i = 0; i < PARSERS; i++)
        if (strcmp(parsers[i].name, name) == 0) {
            if (!parsers[i].parser)
                *e = parsers[i].why;
            return parsers[i].parser;
        }
    err_set(e, ERR_UNSUPPORTED, _("%s is not read here"), name);
    return NULL;
}

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

static uint64_t get_int(const char *p, int bytes)
{
    uint64_t v = 0;
    while (bytes-- > 0)
        v = v << 8 | (unsigned char)p[bytes];
    return v;
}

/* False for what is no request, or longer than one may be. */
static bool read_lengths(const char *head, struct request *rq)
{
    if (memcmp(head, IMPORT_REQUEST_MAGIC, 4) != 0)
        return false;
    for (int i = 0; i < IMPORT_WORDS; i++) {
        rq->word[i] = (uint32_t)get_int(head + 4 + 4 * i, 4);
        if (rq->word[i] > IMPORT_MAX_WORD_BYTES)
            return false;
    }
    rq->source = get_int(head + 4 + 4 * IMPORT_WORDS, 8);
    return rq->source <= IMPORT_MAX_SOURCE_BYTES;
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
    struct parse_input in = {.kit = kit};
    if (lseek(IMPORT_RESULT_FD, 0, SEEK_SET) != 0)
        return IMPORT_MISUSED;
    const char *format = make_input(rq, &in, &e) ? parser_choose(&in, &e) : NULL;
    const struct parser *parser = format ? find_parser(format, &e) : NULL;
    return parser ? run_parse(parser, &in) : run_fail(&e);
}

enum import_status serve(bool unconfined)
{
    struct err e = {0};
    char head[IMPORT_REQUEST_BYTES];
    load_parsers();
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
