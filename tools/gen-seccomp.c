/* Prints the seccomp filters of src/import/confine.c as C tables, made by libseccomp for the machine
 * that it is built for: gen-seccomp >confine_filter.h.
 *
 * Made here and not in the importer, a start of which then neither loads libseccomp nor compiles a
 * filter. The process that a signal may be sent to is known at run time only: CONFINE_SELF stands
 * for it, and confine.c puts its own number in its place. */
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SELF = 0x5EED5E1F };

/* Reading and writing what is open, memory, and ending. */
static const int ALLOWED[] = {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(lseek),
                              SCMP_SYS(fstat), SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap),
                              SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(getrandom),
                              SCMP_SYS(clock_gettime), SCMP_SYS(exit_group),
                              /* what abort needs beside tgkill */
                              SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction),
                              SCMP_SYS(rt_sigreturn), SCMP_SYS(getpid), SCMP_SYS(gettid)};

/* What the run time of AddressSanitizer asks for beside these, when it starts to report. */
static const int ALLOWED_SANITIZER[] = {
    SCMP_SYS(sigaltstack), SCMP_SYS(sched_yield),       SCMP_SYS(getrusage),
    SCMP_SYS(readlink),    SCMP_SYS(sched_getaffinity), SCMP_SYS(prctl),
    SCMP_SYS(close),       SCMP_SYS(set_robust_list)};

static const int OPENING[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(creat)};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool allow_all(scmp_filter_ctx f, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0) < 0)
            return false;
    return true;
}

static bool refuse_files(scmp_filter_ctx f)
{
    for (size_t i = 0; i < COUNT(OPENING); i++)
        if (seccomp_rule_add(f, SCMP_ACT_ERRNO(1 /* EPERM */), OPENING[i], 0) < 0)
            return false;
    return true;
}

static bool allow_some(scmp_filter_ctx f)
{
    static const int MAPPING[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect)};
    for (size_t i = 0; i < COUNT(MAPPING); i++)
        if (seccomp_rule_add(f, SCMP_ACT_ALLOW, MAPPING[i], 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) < 0)
            return false;
    /* glibc's fstat */
    return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                            SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH)) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (uint32_t)SELF, 0)) == 0;
}

static bool print_filter(scmp_filter_ctx f, const char *name)
{
    struct sock_filter in;
    FILE *t = tmpfile();
    if (!t || seccomp_export_bpf(f, fileno(t)) < 0)
        return false;
    rewind(t);
    printf("\nstatic const struct sock_filter %s[] = {\n", name);
    while (fread(&in, sizeof in, 1, t) == 1)
        printf("    {0x%02x, %u, %u, 0x%08x},\n", in.code, in.jt, in.jf, in.k);
    printf("};\n");
    fclose(t);
    return true;
}

static bool make(const char *name, bool sanitizer)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool ok = f && allow_all(f, ALLOWED, COUNT(ALLOWED)) && refuse_files(f) && allow_some(f) &&
              (!sanitizer || allow_all(f, ALLOWED_SANITIZER, COUNT(ALLOWED_SANITIZER))) &&
              print_filter(f, name);
    if (f)
        seccomp_release(f);
    return ok;
}

int main(void)
{
    printf("/* Made by tools/gen-seccomp.c. */\n#define CONFINE_SELF 0x%08xu\n", SELF);
    if (make("FILTER_STRICT", false) && make("FILTER_SANITIZER", true) && fflush(stdout) == 0)
        return 0;
    fprintf(stderr, "gen-seccomp: libseccomp made no filter\n");
    return 1;
}
