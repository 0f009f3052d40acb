#include "base/i18n.h"
#include "cli/cli.h"
#include "cli/man.h"

enum { OPT_MAN = CLI_OPT_OWN };

static const struct cli_option OPTIONS[] = {
    {"man", 0, NULL, N_("print the manual page"), OPT_MAN},
    {0},
};

static int run(struct cli *c)
{
    struct err e = {0};
    struct buf out = {0};
    const struct cli_verb *verb = NULL;
    const char *names[32];
    size_t n = 0;
    bool man = false;
    for (size_t i = 0; i < c->given.n && !verb; i++) {
        const char *word = c->given.v[i].value;
        man |= c->given.v[i].id == OPT_MAN;
        if (c->given.v[i].id != CLI_OPERAND)
            continue;
        for (const struct cli_verb *const *v = CLI_VERBS; *v; v++) {
            if (strcmp((*v)->name, word) == 0)
                verb = *v;
            if (n < 32)
                names[n++] = (*v)->name;
        }
        if (verb)
            continue;
        const char *near = suggest_name(str_of(word), names, n);
        err_set(&e, ERR_USAGE, near ? _("no verb “%s”; did you mean “%s”?") : _("no verb “%s”"),
                word, near);
        return cli_fail(&e);
    }
    if (man)
        man_page(&out);
    else
        cli_usage(verb, &out);
    cli_print(buf_str(&out));
    buf_free(&out);
    return cli_flush();
}

const struct cli_verb CLI_HELP = {
    .name = "help", .args = N_("[VERB]"), .help = N_("show help"), .options = OPTIONS, .run = run};
