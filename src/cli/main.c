#include "app/importer.h"
#include "base/exe.h"
#include "base/i18n.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const struct cli_verb *const CLI_VERBS[] = {&CLI_DUMP,   &CLI_IMPORT, &CLI_LIST, &CLI_OPEN,
                                            &CLI_QUOTE,  &CLI_CONFIG, &CLI_KEYS, &CLI_THEME,
                                            &CLI_DOCTOR, &CLI_HELP,   NULL};

/* A closed standard descriptor would be given to the next file opened, and messages written into it.
 * What stands in is open the wrong way round, so that using it fails as it should. */
static void open_standard_fds(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
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
    importer_reap();
    return code;
}
