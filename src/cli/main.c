#include "base/exe.h"
#include "base/i18n.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const struct cli_verb *const CLI_VERBS[] = {&CLI_DUMP,   &CLI_LIST, &CLI_OPEN,
                                            &CLI_DOCTOR, &CLI_HELP, NULL};

/* A closed standard descriptor would be given to the next file opened, and messages written into
 * it. */
static void open_standard_fds(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct cli c = {0};
    open_standard_fds();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL); /* ignored, it would take the importer's exit status away */
    i18n_init();

    const struct cli_verb *verb = cli_parse(&c, argc - 1, argv + 1, &e);
    int code = verb ? verb->run(&c) : cli_fail(&e);
    cli_free(&c);
    return code;
}
