#include "import/confine.h"

#include "base/i18n.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "confine_filter.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifdef SANITIZED
#define FILTER FILTER_SANITIZER
/* At its end the leak checker would start a process. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 1;
}
#else
#define FILTER FILTER_STRICT
#endif

enum { FILTER_LENGTH = sizeof FILTER / sizeof *FILTER };

static bool refused(const char *what, struct err *e)
{
    return err_set(e, ERR_IMPORTER, _("the kernel refuses %s: %s"), what, i18n_strerror(errno));
}

static bool limit(int what, rlim_t to)
{
    struct rlimit now, new = {to, to};
    if (getrlimit(what, &now) == 0 && now.rlim_max < to)
        new.rlim_cur = new.rlim_max = now.rlim_max;
    return setrlimit(what, &new) == 0;
}

static bool set_limits(struct err *e)
{
    bool ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0);
#ifndef SANITIZED
    ok = ok && limit(RLIMIT_AS, CONFINE_MAX_MEMORY);
#endif
    return ok || refused("setrlimit", e);
}

static bool set_filter(struct err *e)
{
    struct sock_filter filter[FILTER_LENGTH];
    const struct sock_fprog program = {.len = FILTER_LENGTH, .filter = filter};
    for (size_t i = 0; i < FILTER_LENGTH; i++) {
        filter[i] = FILTER[i];
        if (BPF_CLASS(filter[i].code) == BPF_JMP && filter[i].k == CONFINE_SELF)
            filter[i].k = (uint32_t)getpid();
    }
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 || refused("seccomp", e);
}

static int by_byte(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* glibc's qsort asks once how much memory there is (sysinfo), when it sorts more than a kilobyte. */
static void let_qsort_ask(void)
{
    char much[2048] = "";
    qsort(much, sizeof much, 1, by_byte);
}

bool confine(struct err *e)
{
    let_qsort_ask();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return refused("no_new_privs", e);
    return set_limits(e) && set_filter(e);
}

const char *confine_filter_name(void)
{
#ifdef SANITIZED
    return "sanitizer";
#else
    return "strict";
#endif
}
