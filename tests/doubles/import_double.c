/* Plays an importer that misbehaves. What it does is named by JIANDU_DOUBLE; the table at the end
 * lists the parts. It uses nothing of the program, so that it cannot be wrong in the same way. */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RESULT_FD = 3, DONE_FD = 4 };
enum { CODE_FORMAT = 4, CODE_DB = 8 }; /* of enum err_code */

static void put(const void *p, size_t n)
{
    if (write(RESULT_FD, p, n) != (ssize_t)n)
        _exit(99);
}

static void put_u32(uint32_t v)
{
    unsigned char b[4] = {v & 255, v >> 8 & 255, v >> 16 & 255, v >> 24};
    put(b, sizeof b);
}

static int put_error(uint32_t code, const char *msg)
{
    put("JERR", 4);
    put_u32(code);
    put_u32((uint32_t)strlen(msg));
    put(msg, strlen(msg));
    return 1;
}

static int die_of(int sig)
{
    signal(sig, SIG_DFL); /* a sanitizer would make an exit of it */
    raise(sig);
    return 0;
}

static int crash(void)
{
    return die_of(SIGSEGV);
}

static int bus_error(void)
{
    return die_of(SIGBUS);
}

static int forbidden(void)
{
    return die_of(SIGSYS);
}

static int no_memory(void)
{
    return die_of(SIGABRT);
}

static int killed(void)
{
    return die_of(SIGKILL);
}

static int out_of_time(void)
{
    return die_of(SIGXCPU);
}

static int terminated(void)
{
    return die_of(SIGTERM);
}

static int unconfined(void)
{
    return 3;
}

static _Noreturn int hang(void)
{
    for (;;)
        pause();
}

static int nothing(void)
{
    return 0;
}

static int failure(void)
{
    return 42;
}

static int garbage(void)
{
    uint32_t x = 2463534242u;
    for (int i = 0; i < 4096; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        put_u32(x);
    }
    return 0;
}

/* A header that promises a thousand blocks, and nothing behind it. */
static int truncated(void)
{
    put("JDOC\1\0\1\0", 8);
    put_u32(1000);
    for (int i = 0; i < 5; i++)
        put_u32(100000);
    return 0;
}

/* What is left of a document stands behind it. */
static int error_over_leftovers(void)
{
    truncated();
    lseek(RESULT_FD, 0, SEEK_SET);
    return put_error(CODE_FORMAT, "torn");
}

static int document_with_error_status(void)
{
    truncated();
    return 1;
}

static int error_with_good_status(void)
{
    put_error(CODE_FORMAT, "an error");
    return 0;
}

static int error(void)
{
    return put_error(CODE_FORMAT, "book: it is torn");
}

static int hostile_error(void)
{
    return put_error(CODE_FORMAT, "a\033]0;owned\007\033[31mb\nc\342\200\256d\377");
}

static int error_of_the_reader(void)
{
    return put_error(CODE_DB, "the library is gone");
}

static int unknown_error(void)
{
    return put_error(4711, "what");
}

static int long_error(void)
{
    static char msg[100000];
    memset(msg, 'x', sizeof msg - 1);
    return put_error(CODE_FORMAT, msg);
}

static int lying_error(void)
{
    put("JERR", 4);
    put_u32(CODE_FORMAT);
    put_u32(1 << 30);
    put("short", 5);
    return 1;
}

static int short_error(void)
{
    put("JER", 3);
    return 1;
}

static void announce(unsigned char status)
{
    if (write(DONE_FD, &status, 1) != 1)
        _exit(96);
}

static int announce_and_hang(void)
{
    put_error(CODE_FORMAT, "book: it is torn");
    announce(1);
    hang();
}

static int announce_and_fail(void)
{
    put_error(CODE_FORMAT, "book: it is torn");
    announce(1);
    return failure();
}

static int announce_failure(void)
{
    announce(42);
    return 0;
}

/* Goes on writing where the reader looks. */
static int announce_and_write(void)
{
    put_error(CODE_FORMAT, "book: it is torn");
    announce(1);
    for (;;)
        if (pwrite(RESULT_FD, "garbage", 7, 0) < 0 || ftruncate(RESULT_FD, 1 << 20) < 0)
            hang();
}

static int close_and_hang(void)
{
    close(DONE_FD);
    hang();
}

/* A child keeps a writable mapping until the source ends. */
static int keep_mapping(void)
{
    char c;
    garbage();
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, RESULT_FD, 0) == MAP_FAILED)
        return 97;
    if (fork() == 0)
        while (read(0, &c, 1) > 0)
            ;
    announce(0);
    return 0;
}

static int seal_first(void)
{
    garbage();
    return fcntl(RESULT_FD, F_ADD_SEALS, F_SEAL_SEAL) < 0;
}

static int too_much(void)
{
    return ftruncate(RESULT_FD, (off_t)3 << 30) < 0;
}

static int chatter(void)
{
    printf("\033[2Jon the screen\n");
    fprintf(stderr, "\033[2Jon the screen too\n");
    fflush(stdout);
    return error();
}

/* Reports the descriptors it was given, but for its own of /proc. */
static int list_fds(void)
{
    char msg[256] = "", path[64], link[256];
    for (int fd = 0; fd < 1024; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (readlink(path, link, sizeof link) > 0)
            snprintf(msg + strlen(msg), sizeof msg - strlen(msg), "%d ", fd);
    }
    return put_error(CODE_FORMAT, msg);
}

/* Reports the signals that are blocked or ignored. */
static int list_signals(void)
{
    char msg[1024] = "signals:";
    sigset_t blocked;
    sigprocmask(SIG_SETMASK, NULL, &blocked);
    for (int s = 1; s < 32; s++) {
        struct sigaction sa;
        if (sigismember(&blocked, s) == 1)
            snprintf(msg + strlen(msg), sizeof msg - strlen(msg), " blocked %d", s);
        if (sigaction(s, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN)
            snprintf(msg + strlen(msg), sizeof msg - strlen(msg), " ignored %d", s);
    }
    return put_error(CODE_FORMAT, msg);
}

static int argument_count;
static char **arguments;

/* Reports its arguments and what it was given to read. */
static int echo(void)
{
    char msg[3000] = "", source[100] = "";
    for (int i = 1; i < argument_count; i++)
        snprintf(msg + strlen(msg), sizeof msg - strlen(msg), "%s|", arguments[i]);
    if (read(0, source, sizeof source - 1) > 0)
        strncat(msg, source, sizeof msg - strlen(msg) - 1);
    return put_error(CODE_FORMAT, msg);
}

/* Reports its arguments and the first byte of each page. */
static int list_pages(void)
{
    char msg[3000] = "", c[2] = "";
    for (int i = 1; i < argument_count; i++)
        snprintf(msg + strlen(msg), sizeof msg - strlen(msg), "%s|", arguments[i]);
    for (int fd = DONE_FD + 1; read(fd, c, 1) == 1; fd++)
        strcat(msg, c);
    return put_error(CODE_FORMAT, msg);
}

/* The document "a" (doc/serial.h), of the content hash {2, 3}, and behind it an original
 * (base/original.h) with something wrong. */

static void put_u64(uint64_t v)
{
    put_u32((uint32_t)v);
    put_u32((uint32_t)(v >> 32));
}

static void put_document(void)
{
    put("JDOC\1\0\1\0", 8);
    const uint32_t counts[] = {1, 0, 0,
                               1, 0, 1}; /* blocks, spans, attributes, text, strings, units */
    for (int i = 0; i < 6; i++)
        put_u32(counts[i]);
    put_u64(0xE6C632B61E964E1F); /* XXH3 of "a" */
    put_u64(2);
    put_u64(3);
    put("\2\0\0\0", 4); /* a paragraph */
    const uint32_t block[] = {UINT32_MAX, 1, UINT32_MAX, 0,
                              1}; /* parent, next, attributes, range */
    for (int i = 0; i < 5; i++)
        put_u32(block[i]);
    put("a", 1);
}

static const struct original {
    const char *name, *magic;
    unsigned version, sources;
    uint64_t raw, rest, hash;
    int bytes; /* of it that are written; -1: all */
} ORIGINALS[] = {
    {"kept", "JORI", 1, 1, 1, 4, 3, -1},
    {"kept-nothing", "JORI", 1, 1, 1, 4, 3, 0},
    {"kept-little", "JORI", 1, 1, 1, 4, 3, 39},
    {"kept-cut", "JORI", 1, 1, 1, 4, 3, 43},
    {"kept-magic", "JERR", 1, 1, 1, 4, 3, -1},
    {"kept-version", "JORI", 2, 1, 1, 4, 3, -1},
    {"kept-no-page", "JORI", 1, 0, 1, 4, 3, -1},
    {"kept-pages", "JORI", 1, 34, 1, 4, 3, -1},
    {"kept-large", "JORI", 1, 1, (256 << 20) + 1, 4, 3, -1},
    {"kept-larger", "JORI", 1, 1, UINT64_MAX, 4, 3, -1},
    {"kept-long", "JORI", 1, 1, 1, 5, 3, -1},
    {"kept-longer", "JORI", 1, 1, 1, UINT64_MAX - 39, 3, -1},
    {"kept-short", "JORI", 1, 1, 1, 3, 3, -1},
    {"kept-other", "JORI", 1, 1, 1, 4, 4, -1},
};

/* NULL when that is not the name of one, up to its end or a space. */
static const struct original *find_original(const char *name)
{
    size_t n = strcspn(name, " ");
    for (size_t i = 0; i < sizeof ORIGINALS / sizeof *ORIGINALS; i++)
        if (strlen(ORIGINALS[i].name) == n && strncmp(ORIGINALS[i].name, name, n) == 0)
            return &ORIGINALS[i];
    return NULL;
}

static int put_original(const struct original *o)
{
    put_document();
    put(o->magic, 4);
    put_u32(o->version | o->sources << 16);
    put_u64(o->raw);
    put_u64(o->rest);
    put_u64(2);
    put_u64(o->hash);
    put("rest", 4);
    if (o->bytes >= 0 && ftruncate(RESULT_FD, 81 + o->bytes) < 0)
        return 96;
    return 0;
}

/* As `jiandu-import serve`: answers each request by its name with an error that repeats it and the
 * beginning of the source; a name may begin with what goes wrong. */

static void get(void *p, size_t n)
{
    char *to = p;
    while (n) {
        ssize_t got = read(0, to, n);
        if (got <= 0)
            _exit(0);
        to += got;
        n -= (size_t)got;
    }
}

static uint64_t number(const unsigned char *p, int bytes)
{
    uint64_t v = 0;
    while (bytes-- > 0)
        v = v << 8 | p[bytes];
    return v;
}

/* Returns the status to announce. */
static int answer(const char *name, const char *source, int answered)
{
    char msg[600];
    const struct original *original = find_original(name);
    if (original)
        return put_original(original);
    if (strncmp(name, "crash", 5) == 0)
        return crash();
    if (strncmp(name, "hang", 4) == 0)
        hang();
    if (strncmp(name, "exit", 4) == 0)
        _exit(0);
    if (strncmp(name, "misused", 7) == 0)
        return 2;
    if (strncmp(name, "garbage", 7) == 0)
        return garbage();
    if (strncmp(name, "too-much", 8) == 0)
        return too_much();
    if (strncmp(name, "seal", 4) == 0)
        fcntl(RESULT_FD, F_ADD_SEALS, F_SEAL_SHRINK);
    if (strncmp(name, "twice", 5) == 0)
        announce(1);
    if (strncmp(name, "tired", 5) == 0 && answered > 0)
        return crash();
    snprintf(msg, sizeof msg, "%s: %.100s", name, source);
    return put_error(CODE_FORMAT, msg);
}

static int serve(void)
{
    for (int answered = 0;; answered++) {
        unsigned char head[36];
        char name[256] = "", rest[4096], source[101] = "";
        get(head, sizeof head);
        size_t words = 0, n = number(head + 28, 8), first = number(head + 4, 4);
        for (int i = 0; i < 5; i++)
            words += number(head + 4 + 4 * i, 4);
        if (memcmp(head, "JDRQ", 4) != 0 || first >= sizeof name || words - first > sizeof rest)
            return 95;
        get(name, first);
        get(rest, words - first);
        for (size_t at = 0; at < n; at++) {
            char c;
            get(&c, 1);
            if (at < sizeof source - 1)
                source[at] = c;
        }
        lseek(RESULT_FD, 0, SEEK_SET);
        announce((unsigned char)answer(name, source, answered));
        if (strncmp(name, "leave", 5) == 0)
            return 0;
    }
}

static const struct {
    const char *name;
    int (*play)(void);
} PARTS[] = {
    {"crash", crash},
    {"bus-error", bus_error},
    {"forbidden", forbidden},
    {"no-memory", no_memory},
    {"killed", killed},
    {"out-of-time", out_of_time},
    {"terminated", terminated},
    {"unconfined", unconfined},
    {"hang", hang},
    {"nothing", nothing},
    {"failure", failure},
    {"garbage", garbage},
    {"truncated", truncated},
    {"document-with-error-status", document_with_error_status},
    {"error-with-good-status", error_with_good_status},
    {"error", error},
    {"hostile-error", hostile_error},
    {"error-of-the-reader", error_of_the_reader},
    {"unknown-error", unknown_error},
    {"long-error", long_error},
    {"lying-error", lying_error},
    {"short-error", short_error},
    {"error-over-leftovers", error_over_leftovers},
    {"serve", serve},
    {"keep-mapping", keep_mapping},
    {"seal-first", seal_first},
    {"too-much", too_much},
    {"announce-and-hang", announce_and_hang},
    {"announce-and-fail", announce_and_fail},
    {"announce-failure", announce_failure},
    {"announce-and-write", announce_and_write},
    {"close-and-hang", close_and_hang},
    {"chatter", chatter},
    {"list-fds", list_fds},
    {"list-signals", list_signals},
    {"echo", echo},
    {"list-pages", list_pages},
};

int main(int argc, char **argv)
{
    const char *part = getenv("JIANDU_DOUBLE");
    argument_count = argc;
    arguments = argv;
    for (size_t i = 0; part && i < sizeof PARTS / sizeof *PARTS; i++)
        if (strcmp(part, PARTS[i].name) == 0)
            return PARTS[i].play();
    if (part && find_original(part))
        return put_original(find_original(part));
    fprintf(stderr, "import_double: JIANDU_DOUBLE names no part\n");
    return 98;
}
