/* Many documents through several importers: in order, whatever happens to one of them. */
#include "real_importer.h"
#include "scratch.h"

#include "app/import_pool.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <sys/wait.h>

/* What a run is given, and what came of it. */
struct feed {
    size_t n, at, came;
    void (*make)(size_t i, struct pool_source *out);
    void (*check)(size_t i, const struct doc *d, const struct err *e);
    size_t stop_after; /* 0: never */
};

static bool feed_next(void *ctx, struct pool_source *out)
{
    struct feed *f = ctx;
    if (f->at == f->n)
        return false;
    f->make(f->at++, out);
    out->tag = (void *)f->at;
    return true;
}

static bool feed_done(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e)
{
    struct feed *f = ctx;
    assert_int_equal((size_t)s->tag, f->came + 1); /* in order */
    assert_true((d != NULL) != (e != NULL));
    f->check(f->came++, d, e);
    doc_free(d);
    return f->came != f->stop_after;
}

static const struct pool_ops ops = {feed_next, feed_done};

static size_t count_fds(void)
{
    size_t n = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* Runs it, sees that nothing is left behind, and gives the number of importers started. */
static unsigned run(struct feed *f, unsigned importers, int timeout_ms, bool *ok, struct err *e)
{
    unsigned started = 0;
    size_t fds = count_fds();
    struct pool_opts o = {.importers = importers, .timeout_ms = timeout_ms, .started = &started};
    *ok = import_pool_run(&o, &ops, f, e);
    assert_int_equal(count_fds(), fds);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return started;
}

static unsigned run_all(struct feed *f, unsigned importers, int timeout_ms)
{
    struct err e = {0};
    bool ok;
    unsigned started = run(f, importers, timeout_ms, &ok, &e);
    assert_string_equal(e.msg, "");
    assert_true(ok);
    assert_int_equal(f->came, f->n);
    return started;
}

/* The double: a source is its name, and what it says. */

static const char *const *script; /* what goes wrong, by the number of the source */
static char names[2 * POOL_DOCS_PER_IMPORTER + 1][32];

static void make_named(size_t i, struct pool_source *out)
{
    snprintf(names[i], sizeof names[i], "%s%zu", script && script[i] ? script[i] : "book ", i);
    *out = (struct pool_source){.name = names[i], .bytes = STR("words"), .fd = -1};
}

static void assert_answered(size_t i, const struct err *e)
{
    char expected[64];
    snprintf(expected, sizeof expected, "%s: words", names[i]);
    assert_int_equal(e->code, ERR_FORMAT);
    assert_string_equal(e->msg, expected);
}

static void check_named(size_t i, const struct doc *d, const struct err *e)
{
    assert_null(d);
    assert_answered(i, e);
}

static void test_none(void **state)
{
    (void)state;
    use_double("serve");
    struct feed f = {.n = 0, .make = make_named, .check = check_named};
    assert_int_equal(run_all(&f, 2, 0), 0);
}

static void test_replaced_in_time(void **state)
{
    (void)state;
    use_double("serve");
    script = NULL;
    struct feed f = {.n = 2 * POOL_DOCS_PER_IMPORTER + 1, .make = make_named, .check = check_named};
    assert_int_equal(run_all(&f, 1, 0), 3);
    f = (struct feed){.n = 2 * POOL_DOCS_PER_IMPORTER, .make = make_named, .check = check_named};
    assert_int_equal(run_all(&f, 1, 0), 2);
    f = (struct feed){.n = 2 * POOL_DOCS_PER_IMPORTER, .make = make_named, .check = check_named};
    assert_true(run_all(&f, 3, 0) >= 3);
}

/* Few documents start few importers. */
static void test_starts_no_more_than_needed(void **state)
{
    (void)state;
    use_double("serve");
    script = NULL;
    struct feed f = {.n = 1, .make = make_named, .check = check_named};
    assert_int_equal(run_all(&f, 8, 0), 1);
}

static const char *expected_failure;

static void check_second_fails(size_t i, const struct doc *d, const struct err *e)
{
    if (i != 2) {
        check_named(i, d, e);
        return;
    }
    assert_null(d);
    assert_int_equal(e->code, ERR_IMPORTER);
    assert_true(says(e->msg, expected_failure));
    assert_true(str_starts(str_of(e->msg), str_of(names[i])));
}

/* Whatever goes wrong costs its one document an error. It is tried once more where the importer had
 * answered others before. */
static void test_failures(void **state)
{
    static const struct {
        const char *what, *says;
        unsigned started;
    } cases[] = {
        {"crash ", "has a fault and died", 3}, {"exit ", "broke off", 3},
        {"garbage ", "no document", 3},        {"misused ", "failed (status 2)", 3},
        {"too-much ", "returned too much", 3}, {"hang ", "took too long", 2},
    };
    (void)state;
    use_double("serve");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const words[6] = {[2] = cases[i].what};
        script = words;
        expected_failure = cases[i].says;
        struct feed f = {.n = 6, .make = make_named, .check = check_second_fails};
        unsigned started = run_all(&f, 1, strcmp(cases[i].what, "hang ") == 0 ? 300 : 0);
        assert_int_equal(started, cases[i].started);
        f = (struct feed){.n = 6, .make = make_named, .check = check_second_fails};
        run_all(&f, 2, strcmp(cases[i].what, "hang ") == 0 ? 300 : 0);
    }
}

/* One that goes, or spoils its file, behind a good answer costs nothing. */
static void test_harmless_failures(void **state)
{
    static const char *const cases[] = {"leave ", "seal ", "tired "};
    (void)state;
    use_double("serve");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const words[6] = {[2] = cases[i]};
        script = words;
        struct feed f = {.n = 6, .make = make_named, .check = check_named};
        assert_int_equal(run_all(&f, 1, 0), 2);
    }
}

static void check_others(size_t i, const struct doc *d, const struct err *e)
{
    if (i != 2)
        check_named(i, d, e);
}

/* What one announces twice is not taken for the answer about the next. */
static void test_announces_twice(void **state)
{
    static const char *const words[6] = {[2] = "twice "};
    (void)state;
    use_double("serve");
    script = words;
    for (int i = 0; i < 10; i++) {
        struct feed f = {.n = 6, .make = make_named, .check = check_others};
        run_all(&f, 1, 0);
    }
}

static void test_stops(void **state)
{
    (void)state;
    use_double("serve");
    script = NULL;
    struct err e = {0};
    bool ok;
    struct feed f = {.n = 100, .make = make_named, .check = check_named, .stop_after = 7};
    run(&f, 2, 0, &ok, &e);
    assert_false(ok);
    assert_string_equal(e.msg, "");
    assert_int_equal(f.came, 7);
}

static void test_no_importer(void **state)
{
    (void)state;
    struct err e = {0};
    bool ok;
    use_double("unconfined");
    struct feed f = {.n = 100, .make = make_named, .check = check_named};
    assert_true(run(&f, 2, 0, &ok, &e) <= 2);
    assert_false(ok);
    assert_true(says(e.msg, "refuses to confine"));
    assert_int_equal(f.came, 0);

    setenv("JIANDU_IMPORTER", "/nowhere/jiandu-import", 1);
    f = (struct feed){.n = 100, .make = make_named, .check = check_named};
    assert_int_equal(run(&f, 2, 0, &ok, &e), 0);
    assert_false(ok);
    assert_true(says(e.msg, "/nowhere/jiandu-import"));
}

/* Sources that cannot be opened or read have their turn too. */
static void make_unopened(size_t i, struct pool_source *out)
{
    make_named(i, out);
    if (i % 2)
        err_set(&out->err, ERR_NOT_FOUND, "%s: gone", names[i]);
    else if (i % 4)
        out->fd = open(scratch_dir, O_RDONLY | O_CLOEXEC); /* a folder has no bytes */
}

static void check_unopened(size_t i, const struct doc *d, const struct err *e)
{
    if (i % 2)
        assert_true(says(e->msg, "gone"));
    else if (i % 4)
        assert_true(says(e->msg, "directory"));
    else
        check_named(i, d, e);
}

static void test_unopened(void **state)
{
    (void)state;
    use_double("serve");
    script = NULL;
    struct feed f = {.n = 50, .make = make_unopened, .check = check_unopened};
    run_all(&f, 2, 0);
}

static const char *const CHARSETS[] = {"UTF-8", "GB18030", "BIG5", "UTF-16LE"};

enum { NCHARSETS = sizeof CHARSETS / sizeof *CHARSETS };

/* More than one importer is asked for. */
enum { REAL = POOL_DOCS_PER_IMPORTER + 200 };

static char texts[REAL][1024];

/* Text, a page and Markdown by turns, in several encodings; each says its number. One in a hundred
 * is a file, one in a hundred is what nobody can read. */
static void make_real(size_t i, struct pool_source *out)
{
    static const char *const shapes[] = {
        "渡口\n\n第 %zu 封信說，船要等到天亮才開，河上的霧很大。\n\n岸邊的人各自坐著，沒有人催。\n",
        "<!DOCTYPE html><html><head><title>渡口</title></head><body><article><h1>渡口</h1>"
        "<p>第 %zu 封信說，船要等到天亮才開，河上的霧很大。</p>"
        "<p>岸邊的人各自坐著，沒有人催。</p></article></body></html>",
        "# 渡口\n\n第 %zu 封信說，船要等到天亮才開，*河上*的霧很大。\n\n- 岸邊的人各自坐著\n",
    };
    static const char *const exts[] = {"txt", "html", "md"};
    char utf8[1024], *from = utf8, *to = texts[i];
    size_t shape = i % 3;
    const char *charset = CHARSETS[i / 3 % NCHARSETS];
    snprintf(names[i], sizeof names[i], "letter-%zu.%s", i, exts[shape]);
    size_t left = (size_t)snprintf(utf8, sizeof utf8, shapes[shape], i), room = sizeof texts[i];
    iconv_t cd = iconv_open(charset, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
    iconv_close(cd);
    *out = (struct pool_source){.name = names[i], .charset = charset, .fd = -1};
    out->bytes = str_n(texts[i], sizeof texts[i] - room);
    if (i % 100 == 50)
        out->bytes = STR("%PDF-1.7\n");
    if (i % 100 == 51) {
        int p[2];
        assert_int_equal(pipe2(p, O_CLOEXEC), 0);
        assert_int_equal(write(p[1], out->bytes.p, out->bytes.n), out->bytes.n);
        close(p[1]);
        out->fd = p[0];
    }
}

static void check_real(size_t i, const struct doc *d, const struct err *e)
{
    char number[128];
    if (i % 100 == 50) {
        assert_int_equal(e->code, ERR_UNSUPPORTED);
        assert_true(says(e->msg, names[i]));
        return;
    }
    if (e)
        print_error("%s\n", e->msg);
    assert_non_null(d);
    snprintf(number, sizeof number, "第 %zu 封信說，船要等到天亮才開，河上的霧很大。", i);
    assert_true(str_find(d->text, str_of(number), 0) != STR_NPOS);
}

static void test_real_documents(void **state)
{
    (void)state;
    use_real_importer();
    struct feed f = {.n = REAL, .make = make_real, .check = check_real};
    assert_int_equal(run_all(&f, 1, 0), 2);
    f = (struct feed){.n = REAL, .make = make_real, .check = check_real};
    assert_true(run_all(&f, 2, 0) >= 2);
}

/* Larger than any pipe, there and back. */
static struct buf big;

static void make_big(size_t i, struct pool_source *out)
{
    make_named(i, out);
    out->bytes = buf_str(&big);
}

static void check_big(size_t i, const struct doc *d, const struct err *e)
{
    (void)i;
    if (e)
        print_error("%s\n", e->msg);
    assert_non_null(d);
    assert_true(d->text.n > big.n / 2);
}

static void test_big_documents(void **state)
{
    (void)state;
    use_real_importer();
    script = NULL;
    for (int i = 0; i < 40000; i++)
        buf_addf(&big, "第 %d 日，河水漲了一寸，船還沒有來。\n\n", i);
    struct feed f = {.n = 6, .make = make_big, .check = check_big};
    run_all(&f, 2, 0);
    buf_free(&big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_replaced_in_time),
        cmocka_unit_test(test_starts_no_more_than_needed),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_harmless_failures),
        cmocka_unit_test(test_announces_twice),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_no_importer),
        cmocka_unit_test(test_unopened),
        cmocka_unit_test(test_real_documents),
        cmocka_unit_test(test_big_documents),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
