/* Names of sources, and links between them. The importer is a double that tells what it was given. */
#include "scratch.h"

#include "app/library.h"
#include "app/source.h"
#include "app/stream.h"
#include "base/file.h"
#include "base/importer_protocol.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char file[64], link_to_file[64];

/* Starts; the double's answer (arguments and first bytes) comes as the error message. */
static struct source start(const char *given, struct library *lib, char answer[static 480])
{
    struct err e = {0};
    struct source s;
    struct import_job job;
    const struct source_opts o = {.charset = "Big5"};
    use_double("echo");
    if (!source_start(given, &o, lib, &s, &job, &e)) {
        print_error("%s\n", e.msg);
        fail();
    }
    assert_null(importer_finish(&job, &e));
    snprintf(answer, 480, "%s", e.msg);
    return s;
}

static void assert_starts(const char *given, const char *name)
{
    char answer[480], expected[480];
    struct source s = start(given, NULL, answer);
    assert_string_equal(s.given, given);
    assert_string_equal(s.id, file);
    assert_string_equal(s.base, scratch_dir);
    snprintf(expected, sizeof expected, "parse|--name=%s|--charset=Big5|words", name);
    assert_string_equal(answer, expected);
    source_free(&s);
}

static void test_files(void **state)
{
    char url[128];
    (void)state;
    assert_starts(file, file);
    assert_starts(link_to_file, link_to_file); /* the id is what it points to */
    snprintf(url, sizeof url, "file://%s", file);
    assert_starts(url, file);
    snprintf(url, sizeof url, "file://localhost%s#part", file);
    assert_starts(url, file);
    snprintf(url, sizeof url, "FILE:%s/%%74ext%%2Emd", scratch_dir);
    assert_starts(url, file);
}

static void test_relative_file(void **state)
{
    char here[1024];
    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(scratch_dir), 0);
    assert_starts("text.md", "text.md");
    assert_int_equal(rename(file, "#12"), 0);
    struct source s;
    struct import_job job;
    struct err e = {0};
    assert_false(source_start("#12", NULL, NULL, &s, &job, &e)); /* an alias */
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(source_start("./#12", NULL, NULL, &s, &job, &e)); /* a file */
    importer_cancel(&job);
    source_free(&s);
    assert_int_equal(rename("#12", file), 0);
    assert_int_equal(chdir(here), 0);
}

static void test_stdin(void **state)
{
    char answer[480];
    int p[2], keep = dup(STDIN_FILENO);
    (void)state;
    assert_int_equal(pipe(p), 0);
    assert_int_equal(write(p[1], "piped", 5), 5);
    close(p[1]);
    dup2(p[0], STDIN_FILENO);
    close(p[0]);
    struct source s = start("-", NULL, answer);
    assert_string_equal(s.id, "-");
    assert_null(s.base);
    assert_string_equal(answer, "parse|--name=-|--charset=Big5|piped");
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), 0); /* still open */
    dup2(keep, STDIN_FILENO);
    close(keep);
    source_free(&s);
}

/* jiandu <(curl …): a path, but a stream */
static void test_process_substitution(void **state)
{
    char answer[480], path[32];
    int p[2];
    (void)state;
    assert_int_equal(pipe(p), 0);
    assert_int_equal(write(p[1], "piped", 5), 5);
    close(p[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", p[0]);
    struct source s = start(path, NULL, answer);
    close(p[0]);
    assert_string_equal(s.id, "-");
    assert_null(s.base);
    source_free(&s);
}

/* What the double says of a source that is imported again, with GB18030. */
static void assert_again(const struct source *s, const char *expected)
{
    struct err e = {0};
    struct import_job job;
    const struct source_opts o = {.charset = "GB18030", .repair = "none"};
    assert_true(source_restart(s, &o, &job, &e));
    assert_null(importer_finish(&job, &e));
    assert_string_equal(e.msg, expected);
}

static void test_file_again(void **state)
{
    char answer[480], expected[480];
    (void)state;
    struct source s = start(file, NULL, answer);
    snprintf(expected, sizeof expected, "parse|--name=%s|--charset=GB18030|--repair=none|words",
             file);
    assert_again(&s, expected);
    source_free(&s);
}

/* Starts on what fd gives as standard input, which is as it was afterwards. */
static struct source start_stdin(int fd, char answer[static 480])
{
    int keep = dup(STDIN_FILENO);
    dup2(fd, STDIN_FILENO);
    close(fd);
    struct source s = start("-", NULL, answer);
    dup2(keep, STDIN_FILENO);
    close(keep);
    return s;
}

static void test_stream_again(void **state)
{
    char answer[480];
    int p[2];
    (void)state;
    assert_int_equal(pipe(p), 0);
    assert_int_equal(write(p[1], "piped", 5), 5);
    close(p[1]);
    struct source s = start_stdin(p[0], answer);
    assert_again(&s, "parse|--name=-|--charset=GB18030|--repair=none|piped");
    assert_again(&s, "parse|--name=-|--charset=GB18030|--repair=none|piped");
    source_free(&s);
}

/* jiandu - <FILE, with something read already */
static void test_redirected_again(void **state)
{
    char answer[480];
    (void)state;
    int fd = open(file, O_RDONLY);
    assert_int_equal(lseek(fd, 2, SEEK_SET), 2);
    struct source s = start_stdin(fd, answer);
    assert_string_equal(answer, "parse|--name=-|--charset=Big5|rds");
    assert_again(&s, "parse|--name=-|--charset=GB18030|--repair=none|rds");
    source_free(&s);
}

/* Whoever starts and stops it does not wait for the stream, nor does it leave anything behind. */
static void test_stream_that_does_not_end(void **state)
{
    struct err e = {0};
    struct source s;
    struct import_job job;
    char path[32];
    int p[2];
    (void)state;
    assert_int_equal(pipe2(p, O_CLOEXEC), 0);
    int before = dup(p[0]);
    close(before);
    snprintf(path, sizeof path, "/dev/fd/%d", p[0]);
    use_double("hang");
    assert_true(source_start(path, NULL, NULL, &s, &job, &e));
    struct import_job again;
    assert_false(source_restart(&s, NULL, &again, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_true(says(e.msg, "still coming"));
    /* more than the importer's pipe holds: it takes nothing, the bytes are kept nevertheless */
    static char chunk[1 << 16];
    for (int i = 0; i < 2; i++)
        assert_int_equal(write(p[1], chunk, sizeof chunk), sizeof chunk);
    importer_cancel(&job);
    source_free(&s);
    int after = dup(p[0]);
    assert_int_equal(after, before);
    close(after);
    close(p[0]);
    close(p[1]);
}

static void test_stream_too_long(void **state)
{
    struct err e = {0};
    int p[2], reader;
    (void)state;
    assert_int_equal(pipe2(p, O_CLOEXEC), 0);
    struct stream *s = stream_start(p[0], &reader, &e);
    assert_non_null(s);
    close(p[0]);
    close(reader); /* who reads it has gone, and misses nothing */
    signal(SIGPIPE, SIG_IGN);
    static char chunk[1 << 20];
    for (size_t n = 0; n <= IMPORT_MAX_SOURCE_BYTES; n += sizeof chunk)
        if (write(p[1], chunk, sizeof chunk) < 0)
            break;
    int again = -1;
    for (int i = 0; i < 1000; i++) {
        again = stream_again(s, "-", &e);
        if (again >= 0 || e.code != ERR_IO)
            break;
        usleep(10000);
    }
    signal(SIGPIPE, SIG_DFL);
    assert_int_equal(again, -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_true(says(e.msg, "256 MB"));
    close(p[1]);
    stream_free(s);
}

static void test_alias(void **state)
{
    char answer[480], given[32];
    struct err e = {0};
    struct doc d = {.text = STR("words")};
    struct library_list l;
    (void)state;
    struct library *lib = library_open(scratch_library, &e);
    assert_non_null(lib);
    assert_true(library_keep_position(lib, file, &d, 0, &e));
    assert_true(library_list_read(lib, 0, 0, 1, &l, &e));
    snprintf(given, sizeof given, "#%lld", (long long)l.v[0].id);
    struct source s = start(given, lib, answer);
    assert_string_equal(s.given, given);
    assert_string_equal(s.id, file);
    source_free(&s);
    library_list_free(&l);
    library_close(lib);
}

static void test_refused(void **state)
{
    static const struct {
        const char *given;
        enum err_code code;
        const char *says;
    } cases[] = {
        {"/nowhere/a.txt", ERR_NOT_FOUND, "/nowhere/a.txt"},
        {"#77", ERR_NOT_FOUND, "#77"},
        {"/", ERR_UNSUPPORTED, "directory"},
        {"/dev/null", ERR_UNSUPPORTED, "device"},
        {"https://example.org/a?b=1&c='x'", ERR_UNSUPPORTED,
         "curl -sL 'https://example.org/a?b=1&c='\\''x'\\''' | jiandu -"},
        {"HTTP://example.org", ERR_UNSUPPORTED, "curl"},
        {"https://example.org/\033[31mx", ERR_UNSUPPORTED, "'https://example.org/x'"},
        {"file://server/share/a.txt", ERR_UNSUPPORTED, "not a file of this machine"},
        {"file:relative.txt", ERR_UNSUPPORTED, "not a file of this machine"},
        {"file:///a%00b", ERR_UNSUPPORTED, "not a file of this machine"},
        {"", ERR_NOT_FOUND, "No such file"},
    };
    (void)state;
    use_double("echo");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        struct source s;
        struct import_job job;
        assert_false(source_start(cases[i].given, NULL, NULL, &s, &job, &e));
        assert_int_equal(e.code, cases[i].code);
        assert_true(says(e.msg, cases[i].says));
        assert_null(strchr(e.msg, '\033'));
        assert_null(s.given);
    }
}

static void assert_link(const struct source *from, const char *href, const char *path,
                        const char *fragment)
{
    char *got_fragment;
    char *got = source_resolve_link(from, str_of(href), &got_fragment);
    if ((path != NULL) != (got != NULL) || (fragment != NULL) != (got_fragment != NULL))
        print_error("%s: %s # %s\n", href, got ? got : "–", got_fragment ? got_fragment : "–");
    assert_true((path != NULL) == (got != NULL));
    assert_true((fragment != NULL) == (got_fragment != NULL));
    if (path)
        assert_string_equal(got, path);
    if (fragment)
        assert_string_equal(got_fragment, fragment);
    free(got);
    free(got_fragment);
}

static void test_links(void **state)
{
    struct source from = {.given = "a.md", .id = "/books/a.md", .base = "/books"};
    (void)state;
    assert_link(&from, "b.md", "/books/b.md", NULL);
    assert_link(&from, " b.md ", "/books/b.md", NULL);
    assert_link(&from, "../c/d.html#三", "/books/../c/d.html", "三");
    assert_link(&from, "b.md?x=1#y", "/books/b.md", "y");
    assert_link(&from, "%E6%A9%8B.md#%E4%B8%89", "/books/橋.md", "三");
    assert_link(&from, "100%.md", "/books/100%.md", NULL);
    assert_link(&from, "/etc/motd", "/etc/motd", NULL);
    assert_link(&from, "#end", "/books/a.md", "end");
    assert_link(&from, "#", "/books/a.md", "");
    assert_link(&from, "file:///x/y.txt#z", "/x/y.txt", "z");
    assert_link(&from, "file:b.md", NULL, NULL);
    assert_link(&from, "", NULL, NULL);
    assert_link(&from, "https://example.org/b.md", NULL, NULL);
    assert_link(&from, "mailto:a@example.org", NULL, NULL);
    assert_link(&from, "javascript:alert(1)", NULL, NULL);
    assert_link(&from, "//example.org/b.md", NULL, NULL);
    assert_link(&from, "a%00b", NULL, NULL);
}

static void test_links_from_a_stream(void **state)
{
    struct source from = {.given = "-", .id = "-"};
    (void)state;
    assert_link(&from, "b.md", NULL, NULL);
    assert_link(&from, "/etc/motd", "/etc/motd", NULL);
    assert_link(&from, "#end", "-", "end");
}

static int make_files(void **state)
{
    if (scratch_make(state) < 0)
        return -1;
    snprintf(file, sizeof file, "%s/text.md", scratch_dir);
    snprintf(link_to_file, sizeof link_to_file, "%s/link", scratch_dir);
    return file_replace(file, STR("words"), NULL) ? symlink(file, link_to_file) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_relative_file),
        cmocka_unit_test(test_stdin),
        cmocka_unit_test(test_process_substitution),
        cmocka_unit_test(test_file_again),
        cmocka_unit_test(test_stream_again),
        cmocka_unit_test(test_redirected_again),
        cmocka_unit_test(test_stream_that_does_not_end),
        cmocka_unit_test(test_stream_too_long),
        cmocka_unit_test(test_alias),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_links_from_a_stream),
    };
    return cmocka_run_group_tests(tests, make_files, scratch_remove);
}
