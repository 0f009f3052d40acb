/* Where the running program is: in the build tree (its folder is ABS_BUILDDIR or below it, so tests
 * count) or installed. ABS_BUILDDIR and LOCALEDIR come from the compiler's command line. */
#ifndef JD_BASE_EXE_H
#define JD_BASE_EXE_H

#include <stdbool.h>

/* The folder of the running program; malloc'd; "." when /proc is not there. */
char *exe_dir(void);
bool exe_in_build_tree(void);

/* The folder of message catalogues. */
const char *exe_locale_dir(void);

#endif
