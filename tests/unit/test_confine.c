/* The importer's confinement, tried from inside: each thing that a hostile document could make a
 * parser do is refused, and what parsing needs is not. */
#include "../doubles/import_probe.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

extern char **environ;

static int run(const char *program, const char *arg)
{
    char *argv[] = {(char *)(uintptr_t)program, (char *)(uintptr_t)arg, NULL};
    pid_t pid;
    int status;
    assert_int_equal(posix_spawn(&pid, program, NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGSYS    ? (int)KILLED
               : WTERMSIG(status) == SIGABRT ? (int)ABORTED
                                             : 1000 + WTERMSIG(status);
    return WEXITSTATUS(status);
}

static const struct {
    const char *name;
    int end;
} ACTS[] = {
#define X(act, end) {#act, end},
    PROBE_ACTS(X)
#undef X
};

static bool is_sanitized(void)
{
    const char *s = getenv("SANITIZED");
    return s && strcmp(s, "yes") == 0;
}

static void test_acts(void **state)
{
    (void)state;
    const char *probe = getenv("JIANDU_PROBE_PATH");
    if (!probe || run(probe, "run_on") == PROBE_UNCONFINED) {
        print_message("%s\n",
                      probe ? "this kernel has no seccomp filters" : "no JIANDU_PROBE_PATH");
        skip();
    }
    for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++) {
        /* a sanitizer maps terabytes, and makes its own of an abort */
        if (is_sanitized() && (ACTS[i].end == PROBE_ENOMEM || ACTS[i].end == ABORTED))
            continue;
        int end = run(probe, ACTS[i].name);
        if (end != ACTS[i].end)
            fail_msg("%s ends with %d, not %d", ACTS[i].name, end, ACTS[i].end);
    }
}

static void test_check(void **state)
{
    (void)state;
    const char *importer = getenv("JIANDU_IMPORTER");
    assert_non_null(importer);
    assert_in_range(run(importer, "check"), 0, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acts),
        cmocka_unit_test(test_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
