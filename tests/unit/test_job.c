/* The worker: answers come, stale ones never do. */
#include "scratch.h"

#include "app/job.h"
#include "base/file.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct job_list_request ALL = {.limit = 1000, .bundled = true};

enum { PATIENCE_MS = 30000 };

static void read_sources(int from, int n)
{
    struct doc d = {.text = STR("words")};
    struct library *lib = library_open(scratch_library, NULL);
    char source[32];
    assert_non_null(lib);
    for (int i = from; i < from + n; i++) {
        snprintf(source, sizeof source, "/books/%d.txt", i);
        assert_true(library_keep_position(lib, source, &d, 0, NULL));
    }
    library_close(lib);
}

static struct job *start(void)
{
    struct err e = {0};
    struct job *j = job_new(scratch_library, &e);
    assert_non_null(j);
    return j;
}

static bool readable(const struct job *j, int wait_ms)
{
    struct pollfd p = {.fd = job_fd(j), .events = POLLIN};
    return poll(&p, 1, wait_ms) == 1;
}

static struct job_result take(struct job *j)
{
    struct job_result r;
    do
        assert_true(readable(j, PATIENCE_MS));
    while (!job_take(j, &r));
    return r;
}

static void test_list(void **state)
{
    struct job_result r;
    (void)state;
    read_sources(0, 12);
    struct job *j = start();
    assert_false(readable(j, 0));
    assert_false(job_take(j, &r));
    job_list_start(j, 7, &(struct job_list_request){.limit = 10});
    r = take(j);
    assert_int_equal(r.kind, JOB_LIST);
    assert_int_equal(r.gen, 7);
    assert_true(r.ok);
    assert_int_equal(r.read.n, 10);
    assert_int_equal(r.bundled.n, 0);
    assert_false(readable(j, 0));

    struct library_entry *last = &r.read.v[9];
    job_list_start(j, 7, &(struct job_list_request){last->last_read_ms, last->id, 10, false});
    job_result_free(&r);
    r = take(j);
    assert_int_equal(r.read.n, 2);
    job_result_free(&r);
    job_free(j);
}

/* Pages of one generation all come, in order. */
static void test_same_generation(void **state)
{
    (void)state;
    read_sources(0, 5);
    struct job *j = start();
    for (size_t i = 1; i <= 5; i++)
        job_list_start(j, 1, &(struct job_list_request){.limit = i});
    for (size_t i = 1; i <= 5; i++) {
        struct job_result r = take(j);
        assert_int_equal(r.read.n, i);
        job_result_free(&r);
    }
    job_free(j);
}

static void test_stale_is_dropped(void **state)
{
    (void)state;
    read_sources(0, 200);
    struct job *j = start();
    struct job_result r;
    for (unsigned gen = 1; gen <= 300; gen++) {
        job_list_start(j, gen, &ALL);
        if (gen % 7 == 0)
            readable(j, PATIENCE_MS); /* let some finish */
        while (job_take(j, &r)) {
            assert_int_equal(r.gen, gen);
            assert_true(r.ok);
            job_result_free(&r);
        }
    }
    job_list_start(j, 301, &ALL);
    r = take(j);
    assert_int_equal(r.gen, 301);
    assert_true(r.ok);
    assert_int_equal(r.read.n, 200);
    job_result_free(&r);
    assert_false(job_take(j, &r));
    assert_false(readable(j, 0));
    job_free(j);
}

static void test_cancel(void **state)
{
    (void)state;
    read_sources(0, 20);
    struct job *j = start();
    for (unsigned gen = 1; gen < 50; gen += 2) {
        job_list_start(j, gen, &ALL);
        if (gen % 3)
            readable(j, PATIENCE_MS);
        job_cancel(j, JOB_LIST, gen);
        job_list_start(j, gen + 1, &ALL);
        struct job_result r = take(j);
        assert_int_equal(r.gen, gen + 1);
        assert_true(r.ok); /* the interrupt did not hit it */
        assert_int_equal(r.read.n, 20);
        job_result_free(&r);
    }
    job_free(j);
}

static void test_library_comes_later(void **state)
{
    (void)state;
    struct job *j = start();
    job_list_start(j, 1, &ALL);
    struct job_result r = take(j);
    assert_true(r.ok);
    assert_int_equal(r.err.code, ERR_NONE);
    assert_int_equal(r.read.n, 0);
    job_result_free(&r);
    assert_int_equal(access(scratch_library, F_OK), -1); /* asking makes none */

    read_sources(0, 3);
    job_list_start(j, 2, &ALL);
    r = take(j);
    assert_int_equal(r.read.n, 3);
    job_result_free(&r);

    read_sources(3, 2); /* and what another connection writes is seen */
    job_list_start(j, 3, &ALL);
    r = take(j);
    assert_int_equal(r.read.n, 5);
    job_result_free(&r);
    job_free(j);
}

/* What is no library is told, and is as one with nothing in it. */
static void test_unopened(void **state)
{
    struct buf text = {0};
    (void)state;
    buf_fill(&text, 'x', 5000);
    assert_true(file_replace(scratch_library, buf_str(&text), NULL));
    buf_free(&text);
    struct job *j = start();
    job_list_start(j, 1, &ALL);
    struct job_result r = take(j);
    assert_true(r.ok);
    assert_int_equal(r.err.code, ERR_DB);
    assert_non_null(strstr(r.err.msg, scratch_library));
    assert_int_equal(r.read.n, 0);
    job_result_free(&r);
    job_free(j);
}

static void test_ended_at_any_time(void **state)
{
    (void)state;
    read_sources(0, 50);
    for (unsigned i = 0; i < 60; i++) {
        struct job *j = start();
        for (unsigned n = 0; n < i % 4; n++)
            job_list_start(j, n / 2, &ALL);
        if (i % 3 == 0)
            usleep(i * 20);
        job_free(j);
    }
    job_free(NULL);
}

static volatile sig_atomic_t caught;
static pid_t caught_in;

static void catch (int sig)
{
    (void)sig;
    caught++;
    caught_in = gettid();
}

/* A signal to the process interrupts the thread that owns the screen, never the worker. */
static void test_signals_stay(void **state)
{
    struct sigaction sa = {.sa_handler = catch}, was;
    (void)state;
    struct job *j = start();
    sigaction(SIGUSR1, &sa, &was);
    for (int i = 0; i < 20; i++) {
        caught = 0;
        kill(getpid(), SIGUSR1);
        assert_int_equal(caught, 1);
        assert_int_equal(caught_in, gettid());
    }
    sigaction(SIGUSR1, &was, NULL);
    job_free(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_list, scratch_fresh),
        cmocka_unit_test_setup(test_same_generation, scratch_fresh),
        cmocka_unit_test_setup(test_stale_is_dropped, scratch_fresh),
        cmocka_unit_test_setup(test_cancel, scratch_fresh),
        cmocka_unit_test_setup(test_library_comes_later, scratch_fresh),
        cmocka_unit_test_setup(test_unopened, scratch_fresh),
        cmocka_unit_test_setup(test_ended_at_any_time, scratch_fresh),
        cmocka_unit_test_setup(test_signals_stay, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
