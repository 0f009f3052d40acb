/* Files beside the tree that tests use where they are there. Include <cmocka.h> before. */
#ifndef JD_TESTS_SHARED_FILE_H
#define JD_TESTS_SHARED_FILE_H

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

/* Reads $srcdir/../shared/NAME; skips the test with a message where it is absent. */
static inline void shared_file(const char *name, struct buf *out)
{
    struct buf path = {0};
    const char *srcdir = getenv("srcdir");
    struct err e = {0};
    buf_addf(&path, "%s/../shared/%s", srcdir ? srcdir : ".", name);
    bool ok = file_read(buf_cstr(&path), 64 << 20, out, &e);
    buf_free(&path);
    if (!ok) {
        print_message("skipped: ../shared/%s is not here\n", name);
        skip();
    }
}

#endif
