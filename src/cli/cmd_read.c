#include "base/i18n.h"
#include "cli/cli.h"
#include "ui/ui.h"

#include <unistd.h>

static const struct cli_option OPTIONS[] = {CLI_SOURCE_OPTIONS, {0}};

/* Without a terminal on stdout there is nobody to page for: the text itself is wanted. */
static int run_without_screen(struct cli *c, const char *source)
{
    return source ? CLI_DUMP.run(c) : CLI_LIST.run(c);
}

static int run(struct cli *c)
{
    struct err e = {0};
    struct ui_args a = {.library_path = c->library_path, .config_path = c->config_path};
    if (!cli_source_of(c, &a.source, &a.opts, &e))
        return cli_fail(&e);
    if (!a.source && !isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        a.source = "-"; /* something | jiandu */
    if (!isatty(STDOUT_FILENO))
        return run_without_screen(c, a.source);
    a.settings = &c->settings;
    a.chosen = &c->chosen;
    a.notice = c->complaints.n ? buf_cstr(&c->complaints) : NULL;
    return ui_run(&a, &e) ? CLI_OK : cli_fail(&e);
}

const struct cli_verb CLI_READ = {.name = "read",
                                  .args = N_("[SOURCE]"),
                                  .help = N_("read a source, or open the library"),
                                  .options = OPTIONS,
                                  .run = run};
