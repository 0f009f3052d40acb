/* Runs a fuzz entry over the files and folders named on the command line, so that every check
 * replays the seeds without a fuzzer. */
#include "base/file.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SEED_BYTES = 16 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool replay_file(const char *path)
{
    struct err e;
    struct buf b = {0};
    if (!file_read(path, MAX_SEED_BYTES, &b, &e)) {
        fprintf(stderr, "%s\n", e.msg);
        return false;
    }
    /* An exact allocation, so that a sanitizer sees a read past the end. */
    uint8_t *exact = malloc(b.n ? b.n : 1);
    if (!exact)
        abort();
    if (b.n)
        memcpy(exact, b.p, b.n);
    LLVMFuzzerTestOneInput(exact, b.n);
    free(exact);
    buf_free(&b);
    return true;
}

static int replay(const char *path)
{
    DIR *dir = opendir(path);
    int done = 0;
    if (!dir)
        return replay_file(path);
    for (struct dirent *de; (de = readdir(dir));) {
        if (de->d_name[0] == '.')
            continue;
        char *file = file_join(path, de->d_name);
        done += replay_file(file);
        free(file);
    }
    closedir(dir);
    return done;
}

int main(int argc, char **argv)
{
    int done = 0;
    for (int i = 1; i < argc; i++)
        done += replay(argv[i]);
    printf("%d inputs\n", done);
    return done > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
