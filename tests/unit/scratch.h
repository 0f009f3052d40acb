/* For tests of the app: a scratch folder with room for a library, the importer's double, and a look
 * into messages. */
#ifndef JD_TESTS_SCRATCH_H
#define JD_TESTS_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char scratch_dir[] = "/tmp/jiandu-test-XXXXXX";
static char scratch_library[sizeof scratch_dir + 16];

/* Set-up of a test: the folder is empty. */
static inline int scratch_fresh(void **state)
{
    char path[sizeof scratch_dir + 256];
    struct dirent *d;
    (void)state;
    DIR *dir = opendir(scratch_dir);
    if (!dir)
        return -1;
    while ((d = readdir(dir))) {
        snprintf(path, sizeof path, "%s/%.254s", scratch_dir, d->d_name);
        unlink(path);
    }
    closedir(dir);
    return 0;
}

/* Set-up and tear-down of a group. */
static inline int scratch_make(void **state)
{
    (void)state;
    if (!mkdtemp(scratch_dir))
        return -1;
    snprintf(scratch_library, sizeof scratch_library, "%s/library.db", scratch_dir);
    return 0;
}

static inline int scratch_remove(void **state)
{
    return scratch_fresh(state) < 0 ? -1 : rmdir(scratch_dir);
}

/* A file of these bytes, at its beginning; to be closed. */
static inline int scratch_file(const char *p, size_t n)
{
    char path[sizeof scratch_dir + 16];
    snprintf(path, sizeof path, "%s/in", scratch_dir);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_int_equal(write(fd, p, n), n);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* The importer is from here on the double, in that part (tests/doubles/import_double.c). */
static inline void use_double(const char *part)
{
    const char *path = getenv("JIANDU_DOUBLE_PATH");
    if (!path) {
        print_message("JIANDU_DOUBLE_PATH names no test double: skipped\n");
        skip();
    }
    setenv("JIANDU_IMPORTER", path, 1);
    setenv("JIANDU_DOUBLE", part, 1);
}

static inline bool says(const char *msg, const char *part)
{
    if (strstr(msg, part))
        return true;
    print_error("no “%s” in “%s”\n", part, msg);
    return false;
}

#endif
