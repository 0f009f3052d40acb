/* Confinement of the parse stage: from here on this process can compute, read and write the
 * descriptors it has, and end.
 *
 *   no_new_privs
 *   rlimits   no core, no new file, no child, MAX_MEMORY of address space (not under a sanitizer)
 *   seccomp   read pread64 write lseek fstat brk munmap mremap madvise futex getrandom clock_gettime
 *             exit_group, mmap and mprotect without PROT_EXEC, and what abort needs; opening a file
 *             gives EPERM; all else kills (SIGSYS)
 *
 * The filter is made at build time by tools/gen-seccomp through libseccomp and compiled in
 * (confine_filter.h), so that a start pays for no library. A sanitizer's build has the wider filter
 * that its run time needs, under its own name. */
#ifndef JD_IMPORT_CONFINE_H
#define JD_IMPORT_CONFINE_H

#include "base/err.h"

#include <stdint.h>

#define CONFINE_MAX_MEMORY ((uint64_t)3 << 30)

/* False when the kernel refuses any of it, with what it refused; what was granted stays. To be
 * called when everything that opens files is open: modules, converters, the message catalogue. */
bool confine(struct err *e);

/* "strict", or "sanitizer" in a build for one. */
const char *confine_filter_name(void);

#endif
