/* For tests that want jiandu-import itself. */
#ifndef JD_TESTS_REAL_IMPORTER_H
#define JD_TESTS_REAL_IMPORTER_H

#include "scratch.h"

#include "app/paths.h"

/* $JIANDU_REAL_IMPORTER, else the one of the build; without, the test is skipped. */
static inline void use_real_importer(void)
{
    unsetenv("JIANDU_IMPORTER");
    const char *given = getenv("JIANDU_REAL_IMPORTER");
    if (given)
        setenv("JIANDU_IMPORTER", given, 1);
    char *path = paths_importer();
    bool there = access(path, X_OK) == 0;
    free(path);
    if (!there) {
        print_message("no jiandu-import is built: skipped\n");
        skip();
    }
}

#endif
