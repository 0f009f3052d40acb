/* Importers that misbehave (tests/doubles), and the reader's one clear message for each. */
#include "real_importer.h"
#include "scratch.h"

#include "app/importer.h"
#include "base/str.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The error that the reader makes of a double's run. fd is the source. */
static struct err run_on(const char *part, const char *format, int timeout_ms, int fd)
{
    struct err e = {0};
    struct import_job job;
    use_double(part);
    struct import_request rq = {
        .name = "book.txt", .fd = fd, .format = format, .timeout_ms = timeout_ms};
    assert_true(importer_start(&rq, &job, &e));
    assert_null(importer_finish(&job, &e));
    assert_int_equal(job.pid, 0);
    assert_int_equal(job.done, -1);
    assert_int_equal(job.memfd, -1);
    return e;
}

static struct err run(const char *part)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct err e = run_on(part, NULL, 0, fd);
    close(fd);
    return e;
}

static void test_misbehaviour(void **state)
{
    static const struct {
        const char *part, *says;
    } cases[] = {
        {"crash", "has a fault and died"},
        {"bus-error", "the file perhaps shrank"},
        {"forbidden", "tried what it may not and was stopped"},
        {"no-memory", "needed too much memory"},
        {"killed", "perhaps too little memory"},
        {"out-of-time", "too much time"},
        {"terminated", "died (signal 15)"},
        {"failure", "failed (status 42)"},
        {"nothing", "returned nothing"},
        {"garbage", "no document"},
        {"truncated", "no document"},
        {"error-with-good-status", "no document"},
        {"document-with-error-status", "cannot be understood"},
        {"error-of-the-reader", "cannot be understood"},
        {"unknown-error", "cannot be understood"},
        {"long-error", "cannot be understood"},
        {"lying-error", "cannot be understood"},
        {"short-error", "cannot be understood"},
        {"seal-first", "keeps a hold"},
        {"too-much", "too much"},
        {"announce-failure", "failed (status 42)"},
        {"close-and-hang", "broke off and was stopped"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = run(cases[i].part);
        assert_int_equal(e.code, ERR_IMPORTER);
        assert_true(says(e.msg, cases[i].says));
        assert_true(str_starts(str_of(e.msg), STR("book.txt: ")));
        assert_true(says(e.msg, "--type plain"));
    }
}

static void test_plain_gets_other_advice(void **state)
{
    (void)state;
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct err e = run_on("crash", "plain", 0, fd);
    assert_null(strstr(e.msg, "--type"));
    assert_true(says(e.msg, "report"));
    close(fd);
}

static void test_hang(void **state)
{
    (void)state;
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct err e = run_on("hang", NULL, 50, fd);
    assert_int_equal(e.code, ERR_IMPORTER);
    assert_true(says(e.msg, "too long"));
    close(fd);
}

static void test_keeps_mapping(void **state)
{
    (void)state;
    int p[2];
    assert_int_equal(pipe2(p, O_CLOEXEC), 0);
    struct err e = run_on("keep-mapping", NULL, 0, p[0]);
    assert_int_equal(e.code, ERR_IMPORTER);
    assert_true(says(e.msg, "keeps a hold"));
    close(p[0]);
    close(p[1]);
}

static void test_unconfined(void **state)
{
    (void)state;
    struct err e = run("unconfined");
    assert_int_equal(e.code, ERR_IMPORTER);
    assert_true(says(e.msg, "book.txt: this kernel refuses to confine"));
    assert_true(says(e.msg, "`unconfined yes`"));
}

static void test_error_over_leftovers(void **state)
{
    (void)state;
    struct err e = run("error-over-leftovers");
    assert_int_equal(e.code, ERR_FORMAT);
    assert_string_equal(e.msg, "book.txt: torn");
}

static void test_error_record(void **state)
{
    (void)state;
    struct err e = run("error");
    assert_int_equal(e.code, ERR_FORMAT);
    assert_string_equal(e.msg, "book.txt: book: it is torn");
}

/* What is announced counts, whatever the importer does then; it is killed. */
static void test_announced_error_record(void **state)
{
    static const char *const parts[] = {"announce-and-hang", "announce-and-fail"};
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct err e = run(parts[i]);
        assert_int_equal(e.code, ERR_FORMAT);
        assert_string_equal(e.msg, "book.txt: book: it is torn");
        importer_reap();
        assert_int_equal(waitpid(-1, NULL, 0), -1); /* no child is left */
    }
}

/* What comes behind the announcement is lost, or spoils the result before anybody looks at it. */
static void test_writes_after_announcing(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct err e = run("announce-and-write");
        assert_true(says(e.msg, "it is torn") || says(e.msg, "cannot be understood"));
    }
}

static void test_error_record_is_cleaned(void **state)
{
    (void)state;
    struct err e = run("hostile-error");
    assert_int_equal(e.code, ERR_FORMAT);
    assert_string_equal(e.msg, "book.txt: ab c"
                               "d\xEF\xBF\xBD");
}

static void test_nothing_reaches_the_screen(void **state)
{
    (void)state;
    int p[2], out = dup(STDOUT_FILENO), errs = dup(STDERR_FILENO);
    char c;
    assert_int_equal(pipe2(p, O_CLOEXEC | O_NONBLOCK), 0);
    use_double("nothing");
    dup2(p[1], STDOUT_FILENO);
    dup2(p[1], STDERR_FILENO);
    struct err e = run("chatter");
    dup2(out, STDOUT_FILENO);
    dup2(errs, STDERR_FILENO);
    close(out);
    close(errs);
    close(p[1]);
    assert_int_equal(read(p[0], &c, 1), 0);
    close(p[0]);
    assert_string_equal(e.msg, "book.txt: book: it is torn");
}

static void test_given_only_its_descriptors(void **state)
{
    (void)state;
    struct err e = run("list-fds");
    assert_string_equal(e.msg, "book.txt: 0 1 2 3 4 ");
}

/* The reader may itself have a descriptor 3, or none below it. */
static void test_low_descriptors(void **state)
{
    (void)state;
    use_double("nothing");
    int keep = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 20), three = fcntl(3, F_DUPFD_CLOEXEC, 20);
    int source = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(STDIN_FILENO); /* the memory file would be descriptor 0 */
    struct err e = run_on("list-fds", NULL, 0, source);
    assert_string_equal(e.msg, "book.txt: 0 1 2 3 4 ");
    assert_true(dup3(source, 3, O_CLOEXEC) == 3 || source == 3);
    e = run_on("list-fds", NULL, 0, 3); /* the source stands where the result goes */
    assert_string_equal(e.msg, "book.txt: 0 1 2 3 4 ");
    close(3);
    if (three >= 0)
        dup2(three, 3);
    dup2(keep, STDIN_FILENO);
    close(keep);
    close(three);
    if (source != 3)
        close(source);
}

static void test_signals_are_reset(void **state)
{
    sigset_t block, old;
    (void)state;
    use_double("nothing");
    sigemptyset(&block);
    sigaddset(&block, SIGWINCH);
    sigprocmask(SIG_BLOCK, &block, &old);
    void (*was)(int) = signal(SIGPIPE, SIG_IGN);
    struct err e = run("list-signals");
    signal(SIGPIPE, was);
    sigprocmask(SIG_SETMASK, &old, NULL);
    assert_string_equal(e.msg, "book.txt: signals:");
}

static void test_arguments_and_source(void **state)
{
    (void)state;
    struct err e = {0};
    struct import_job job;
    char path[sizeof scratch_dir + 16];
    snprintf(path, sizeof path, "%s/in", scratch_dir);
    use_double("echo");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(write(fd, "words", 5), 5);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    struct import_request rq = {.name = "a\033[31mb.md",
                                .fd = fd,
                                .mime = "text/html",
                                .charset = "Big5",
                                .format = "html"};
    assert_true(importer_start(&rq, &job, &e));
    assert_string_equal(job.label.name, "ab.md");
    assert_null(importer_finish(&job, &e));
    assert_string_equal(e.msg,
                        "parse|--name=ab.md|--mime=text/html|--charset=Big5|--format=html|words");
    assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC); /* stays the caller's */
    close(fd);
}

static void test_repair_and_permission_are_passed(void **state)
{
    (void)state;
    struct err e = {0};
    struct import_job job;
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct import_request rq = {.name = "a", .fd = fd, .repair = "readings=never"};
    use_double("echo");
    importer_allow_unconfined(true);
    assert_true(importer_start(&rq, &job, &e));
    importer_allow_unconfined(false);
    assert_null(importer_finish(&job, &e));
    assert_string_equal(e.msg, "parse|--unconfined|--name=a|--repair=readings=never|");
    close(fd);
}

/* Each page's descriptor has one letter to read; they stand where the child's own will, in every
 * order. */
static void test_pages(void **state)
{
    enum { PAGES = 8 };
    (void)state;
    int fds[PAGES], pages[PAGES];
    use_double("list-pages");
    int source = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (int i = 0; i < PAGES; i++) {
        int p[2];
        assert_int_equal(pipe2(p, O_CLOEXEC), 0);
        char letter = (char)('a' + i);
        assert_int_equal(write(p[1], &letter, 1), 1);
        close(p[1]);
        fds[i] = p[0];
    }
    for (int i = 0; i < PAGES; i++)
        pages[i] = fds[PAGES - 1 - i];
    struct err e = {0};
    struct import_job job;
    struct import_request rq = {.name = "a", .fd = source, .pages = pages, .npages = PAGES};
    assert_true(importer_start(&rq, &job, &e));
    assert_null(importer_finish(&job, &e));
    assert_string_equal(e.msg, "parse|--name=a|--pages=8|hgfedcba");
    for (int i = 0; i < PAGES; i++) {
        assert_int_equal(fcntl(fds[i], F_GETFD), FD_CLOEXEC); /* stay the caller's */
        close(fds[i]);
    }
    close(source);
}

static void test_missing_importer(void **state)
{
    (void)state;
    struct err e = {0};
    struct import_job job;
    setenv("JIANDU_IMPORTER", "/nowhere/jiandu-import", 1);
    struct import_request rq = {.name = "book.txt", .fd = STDIN_FILENO};
    assert_false(importer_start(&rq, &job, &e));
    assert_int_equal(e.code, ERR_IMPORTER);
    assert_true(says(e.msg, "/nowhere/jiandu-import"));
    importer_cancel(&job); /* harmless */
}

static void test_cancel(void **state)
{
    (void)state;
    struct err e = {0};
    struct import_job job;
    use_double("hang");
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct import_request rq = {.name = "book.txt", .fd = fd};
    assert_true(importer_start(&rq, &job, &e));
    pid_t pid = job.pid;
    importer_cancel(&job);
    assert_int_equal(kill(pid, 0), -1); /* ended and reaped */
    close(fd);
}

static struct doc *import_text(const char *text, const char *name, bool through_pipe, struct err *e)
{
    struct import_job job;
    char path[sizeof scratch_dir + 16];
    int p[2];
    snprintf(path, sizeof path, "%s/in", scratch_dir);
    if (through_pipe) {
        assert_int_equal(pipe2(p, O_CLOEXEC), 0);
    } else {
        p[0] = open(path, O_RDONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        p[1] = open(path, O_WRONLY | O_CLOEXEC);
    }
    assert_int_equal(write(p[1], text, strlen(text)), strlen(text));
    close(p[1]);
    struct import_request rq = {.name = name, .fd = p[0]};
    bool ok = importer_start(&rq, &job, e);
    close(p[0]);
    return ok ? importer_finish(&job, e) : NULL;
}

static void test_real_text(void **state)
{
    static const char text[] = "茶與水\n\n水要新汲的，火要慢慢地添。\n\n茶葉在杯底舒展開來。\n";
    (void)state;
    use_real_importer();
    for (int i = 0; i < 2; i++) {
        struct err e = {0};
        struct doc *d = import_text(text, "tea.txt", i, &e);
        assert_string_equal(e.msg, "");
        assert_non_null(d);
        assert_true(str_find(d->text, STR("水要新汲的，火要慢慢地添。"), 0) != STR_NPOS);
        struct hash128 h = hash128(str_of(text));
        assert_true(h.hi == d->content_hash.hi && h.lo == d->content_hash.lo);
        doc_free(d);
    }
}

static void test_real_errors(void **state)
{
    static const struct {
        const char *text, *name;
        enum err_code code;
        const char *says;
    } cases[] = {
        {"", "empty.txt", ERR_EMPTY, "empty.txt: nothing to read"},
        {"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "paper", ERR_UNSUPPORTED, "PDF"},
        {"PK\3\4xxxxxxxxxxxxxxxxxxxxxxxxxx", "box", ERR_UNSUPPORTED, "ZIP"},
    };
    (void)state;
    use_real_importer();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        assert_null(import_text(cases[i].text, cases[i].name, true, &e));
        assert_int_equal(e.code, cases[i].code);
        assert_true(says(e.msg, cases[i].says));
    }
}

static void test_open_file(void **state)
{
    char path[sizeof scratch_dir + 16];
    struct err e = {0};
    (void)state;

    assert_int_equal(importer_open_file("/nowhere/a\033[31m.txt", &e), -1);
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(says(e.msg, "/nowhere/a.txt: "));

    assert_int_equal(importer_open_file(scratch_dir, &e), -1);
    assert_true(says(e.msg, "is a directory"));

    assert_int_equal(importer_open_file("/dev/null", &e), -1);
    assert_true(says(e.msg, "is a device"));

    snprintf(path, sizeof path, "%s/empty", scratch_dir);
    close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    assert_int_equal(importer_open_file(path, &e), -1);
    assert_int_equal(e.code, ERR_EMPTY);

    int fd = importer_open_file("/proc/self/status", &e); /* size 0, and something to read */
    assert_true(fd >= 0);
    close(fd);

    if (geteuid() != 0) {
        chmod(path, 0);
        assert_int_equal(importer_open_file(path, &e), -1);
        assert_int_equal(e.code, ERR_IO);
    }
}

static void test_open_fifo(void **state)
{
    char path[sizeof scratch_dir + 16];
    struct err e = {0};
    (void)state;
    snprintf(path, sizeof path, "%s/fifo", scratch_dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    int writer = open(path, O_RDWR | O_CLOEXEC);
    int fd = importer_open_file(path, &e);
    assert_true(fd >= 0);
    close(fd);
    close(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misbehaviour),
        cmocka_unit_test(test_plain_gets_other_advice),
        cmocka_unit_test(test_hang),
        cmocka_unit_test(test_keeps_mapping),
        cmocka_unit_test(test_unconfined),
        cmocka_unit_test(test_error_record),
        cmocka_unit_test(test_error_over_leftovers),
        cmocka_unit_test(test_announced_error_record),
        cmocka_unit_test(test_writes_after_announcing),
        cmocka_unit_test(test_error_record_is_cleaned),
        cmocka_unit_test(test_nothing_reaches_the_screen),
        cmocka_unit_test(test_given_only_its_descriptors),
        cmocka_unit_test(test_low_descriptors),
        cmocka_unit_test(test_signals_are_reset),
        cmocka_unit_test(test_arguments_and_source),
        cmocka_unit_test(test_repair_and_permission_are_passed),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_missing_importer),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_real_text),
        cmocka_unit_test(test_real_errors),
        cmocka_unit_test(test_open_file),
        cmocka_unit_test(test_open_fifo),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
