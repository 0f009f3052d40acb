/* jiandu-import: bytes from outside in, one stored document out. The protocol, descriptor numbers
 * and exit codes are those of app/importer.h. It reads nothing but descriptor 0 and the module of
 * the parser that the bytes need. */
#include "base/exe.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "doc/serial.h"
#include "parse/registry.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SOURCE_FD = 0, RESULT_FD = 3, DONE_FD = 4 };
enum { EXIT_DOCUMENT = 0, EXIT_ERROR_RECORD = 1, EXIT_MISUSED = 2 };

static const size_t MAX_SOURCE_BYTES = (size_t)256 << 20;

static int misused(const char *why)
{
    fprintf(stderr,
            "jiandu-import: %s\n"
            "usage: jiandu-import parse --name=NAME [--mime=TYPE] [--charset=NAME] "
            "[--format=NAME] <SOURCE 3>RESULT\n"
            "It is started by jiandu.\n",
            why);
    return EXIT_MISUSED;
}

static bool parse_args(int argc, char **argv, struct parse_input *in)
{
    static const struct option longs[] = {{"name", required_argument, NULL, 'n'},
                                          {"mime", required_argument, NULL, 'm'},
                                          {"charset", required_argument, NULL, 'c'},
                                          {"format", required_argument, NULL, 'f'},
                                          {0}};
    int opt;
    in->name = STR("-");
    while ((opt = getopt_long(argc, argv, "", longs, NULL)) != -1) {
        struct str value = str_of(optarg);
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
        default:
            return false;
        }
    }
    return optind + 1 == argc && strcmp(argv[optind], "parse") == 0;
}

/* The source from where descriptor 0 stands. A regular file is mapped; what has no size (a pipe, a
 * file of /proc) is read. The bytes live until the process ends. */
static bool read_source(struct parse_input *in, struct err *e)
{
    static struct buf bytes;
    struct stat st;
    off_t at = lseek(SOURCE_FD, 0, SEEK_CUR);
    if (fstat(SOURCE_FD, &st) == 0 && S_ISREG(st.st_mode) && at >= 0 && st.st_size > at &&
        (uint64_t)st.st_size <= MAX_SOURCE_BYTES) {
        size_t n = (size_t)st.st_size;
        void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, SOURCE_FD, 0);
        if (p != MAP_FAILED) {
            in->bytes = str_sub(str_n(p, n), (size_t)at, n);
            return true;
        }
    }
    char *name = str_dup(in->name);
    bool ok = file_read_fd(SOURCE_FD, name, MAX_SOURCE_BYTES, &bytes, e);
    in->bytes = buf_str(&bytes);
    free(name);
    return ok;
}

static bool parse_source(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    if (in->bytes.n == 0)
        return err_set(e, ERR_EMPTY, _("%.*s: nothing to read in it"), STR_ARG(in->name));
    const char *format = parser_choose(in, e);
    if (!format)
        return false;
    char *modules = exe_dir();
    const struct parser *parser = parser_load(format, modules, e);
    free(modules);
    if (!parser)
        return false;
    doc_build_content_hash(b, hash128(in->bytes));
    return parser->parse(in, b, e);
}

static void put_u32(struct buf *out, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        buf_addc(out, (char)(v >> 8 * i));
}

/* A document may have been begun: the record takes its place. */
static bool write_error(const struct err *e)
{
    struct buf rec = {0};
    struct str msg = str_of(e->msg);
    buf_adds(&rec, DOC_ERROR_MAGIC);
    put_u32(&rec, e->code);
    put_u32(&rec, (uint32_t)msg.n);
    buf_add(&rec, msg);
    bool ok = ftruncate(RESULT_FD, 0) == 0 && lseek(RESULT_FD, 0, SEEK_SET) == 0 &&
              file_write_all(RESULT_FD, buf_str(&rec));
    buf_free(&rec);
    return ok;
}

/* Nobody need wait until all memory is given back. */
static void announce(int status)
{
    struct stat st;
    if (fstat(DONE_FD, &st) == 0 && S_ISFIFO(st.st_mode))
        file_write_all(DONE_FD, str_n(&(char){(char)status}, 1));
}

int main(int argc, char **argv)
{
    struct parse_input in = {0};
    struct err e = {0};
    struct stat st;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody is left to stop a run without end */
    i18n_init();
    if (!parse_args(argc, argv, &in))
        return misused("wrong arguments");
    if (fstat(RESULT_FD, &st) < 0 || !S_ISREG(st.st_mode))
        return misused("descriptor 3 is not a file to write to");

    struct doc_builder *b = doc_builder_new(NULL);
    bool ok =
        read_source(&in, &e) && parse_source(&in, b, &e) && doc_builder_write(b, RESULT_FD, &e);
    int status = ok ? EXIT_DOCUMENT : write_error(&e) ? EXIT_ERROR_RECORD : EXIT_MISUSED;
    announce(status);
    doc_builder_free(b);
    return status;
}
