/* jiandu-import: bytes from outside in, stored documents out; see base/importer_protocol.h. It reads
 * nothing but the descriptors it is given and the modules of the parsers that the bytes need. */
#include "base/file.h"
#include "base/i18n.h"
#include "import/keep.h"
#include "import/parsers.h"
#include "import/run.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>

struct request {
    struct run run;
    const char *verb;
    struct str repair;
    bool unconfined;
};

static int misused(const char *why)
{
    fprintf(stderr,
            "jiandu-import: %s\n"
            "usage: jiandu-import parse|quotes|serve|check [OPTIONS]\n"
            "It is started by jiandu.\n",
            why);
    return IMPORT_MISUSED;
}

static bool parse_args(int argc, char **argv, struct request *rq)
{
    static const struct option longs[] = {
        {"name", required_argument, NULL, 'n'},    {"mime", required_argument, NULL, 'm'},
        {"charset", required_argument, NULL, 'c'}, {"format", required_argument, NULL, 'f'},
        {"repair", required_argument, NULL, 'r'},  {"pages", required_argument, NULL, 'p'},
        {"keep", no_argument, NULL, 'k'},          {"packed", no_argument, NULL, 'z'},
        {"unconfined", no_argument, NULL, 'u'},    {0}};
    struct parse_input *in = &rq->run.in;
    unsigned long long pages;
    int opt;
    in->name = STR("-");
    while ((opt = getopt_long(argc, argv, "", longs, NULL)) != -1) {
        struct str value = str_of(optarg ? optarg : "");
        switch (opt) {
        case 'n':
            in->name = value;
            break;
        case 'm':
            in->mime = value;
            break;
        case 'c':
            in->charset = value;
            break;
        case 'f':
            in->format = value;
            break;
        case 'r':
            rq->repair = value;
            break;
        case 'p':
            if (!str_to_u64(value, PARSE_MAX_PAGES, &pages))
                return false;
            in->npages = (size_t)pages;
            break;
        case 'k':
            rq->run.keep = true;
            break;
        case 'z':
            rq->run.packed = true;
            break;
        case 'u':
            rq->unconfined = true;
            break;
        default:
            return false;
        }
    }
    rq->verb = optind + 1 == argc ? argv[optind] : "";
    return true;
}

/* What fd has from where it stands. A regular file is mapped; what has no size (a pipe, a file of
 * /proc) is read. The bytes live until the process ends. */
static bool read_source(int fd, struct str name, struct str *out, struct err *e)
{
    struct buf bytes = {0};
    struct stat st;
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && at >= 0 && st.st_size > at &&
        (uint64_t)st.st_size <= IMPORT_MAX_SOURCE_BYTES) {
        size_t n = (size_t)st.st_size;
        void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p != MAP_FAILED) {
            *out = str_sub(str_n(p, n), (size_t)at, n);
            return true;
        }
    }
    char *label = str_dup(name);
    bool ok = file_read_fd(fd, label, IMPORT_MAX_SOURCE_BYTES, &bytes, e);
    *out = buf_str(&bytes);
    free(label);
    return ok;
}

static bool read_sources(struct parse_input *in, struct err *e)
{
    if (!read_source(IMPORT_SOURCE_FD, in->name, &in->bytes, e))
        return false;
    for (size_t i = 0; i < in->npages; i++)
        if (!read_source(IMPORT_PAGES_FD + (int)i, in->name, &in->pages[i], e))
            return false;
    return in->bytes.n > 0 ||
           err_set(e, ERR_EMPTY, _("%.*s: nothing to read in it"), STR_ARG(in->name));
}

/* The source is seen: what its format and its encoding need, and no more. */
static void prepare_for(const struct parser *parser, struct parse_input *in)
{
    struct str declared = parser->declared ? parser->declared(in) : STR_NONE;
    in->kit = charset_kit_open(in->bytes, in->charset, declared);
    if (parser->hands_on)
        parsers_load_all();
    for (size_t i = 0; i < in->npages; i++)
        charset_kit_add(in->kit, in->pages[i], in->charset, declared);
}

/* Nothing is known of it: as for many sources. */
static void prepare_for_any(struct parse_input *in)
{
    parsers_load_all();
    in->kit = charset_kit_open(STR_NONE, STR_NONE, STR_NONE);
}

/* Everything that opens files, so that nothing need be opened later. */
static bool prepare(struct request *rq, struct err *e)
{
    struct parse_input *in = &rq->run.in;
    if (!repair_opts_parse(rq->repair, &in->repair, e) || !read_sources(in, e))
        return false;
    if (rq->run.keep || rq->run.packed)
        keep_load();
    if (rq->run.packed) {
        prepare_for_any(in);
        return true;
    }
    const char *format = parser_choose(in, e);
    const struct parser *parser = format ? parsers_load(format, e) : NULL;
    if (parser)
        prepare_for(parser, in);
    return parser;
}

static enum import_status parse(struct request *rq)
{
    struct err e = {0};
    if (!prepare(rq, &e))
        return run_fail(&e);
    enum import_status status = run_confine(rq->unconfined, &e);
    return status == IMPORT_DOCUMENT ? run_source(&rq->run) : status;
}

static enum import_status quotes(struct request *rq)
{
    struct err e = {0};
    struct parse_input *in = &rq->run.in;
    if (!read_sources(in, &e))
        return run_fail(&e);
    in->kit = charset_kit_open(in->bytes, in->charset, STR_NONE);
    enum import_status status = run_confine(rq->unconfined, &e);
    return status == IMPORT_DOCUMENT ? run_quotes(in) : status;
}

static enum import_status check(void)
{
    struct err e = {0};
    enum import_status status = run_confine(false, &e);
    if (status != IMPORT_DOCUMENT)
        fprintf(stderr, "%s\n", e.msg);
    return status;
}

static bool result_is_file(void)
{
    struct stat st;
    return fstat(IMPORT_RESULT_FD, &st) == 0 && S_ISREG(st.st_mode);
}

int main(int argc, char **argv)
{
    struct request rq = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody is left to stop a run without end */
    i18n_init();
    if (!parse_args(argc, argv, &rq))
        return misused("wrong arguments");
    if (strcmp(rq.verb, "check") == 0)
        return check();
    if (!result_is_file())
        return misused("descriptor 3 is not a file to write to");
    if (strcmp(rq.verb, "serve") == 0)
        return serve(rq.unconfined);
    if (strcmp(rq.verb, "quotes") == 0)
        return quotes(&rq);
    if (strcmp(rq.verb, "parse") != 0)
        return misused("wrong arguments");
    return parse(&rq);
}
