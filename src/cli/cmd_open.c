#include "base/i18n.h"
#include "cli/cli.h"

static const struct cli_option OPTIONS[] = {CLI_SOURCE_OPTIONS, {0}};

/* A verb of its own for files whose name is a verb, and for desktop entries. */
static int run(struct cli *c)
{
    struct err e = {0};
    for (size_t i = 0; i < c->given.n; i++)
        if (c->given.v[i].id == CLI_OPERAND)
            return CLI_READ.run(c);
    err_set(&e, ERR_USAGE, _("nothing to open; name a file, - or #ID"));
    return cli_fail(&e);
}

const struct cli_verb CLI_OPEN = {.name = "open",
                                  .args = N_("SOURCE"),
                                  .help = N_("read a source, whatever its name"),
                                  .options = OPTIONS,
                                  .run = run};
