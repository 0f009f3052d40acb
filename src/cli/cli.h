/* The command line: one table of verbs, one file a verb, one parser of options. */
#ifndef JD_CLI_CLI_H
#define JD_CLI_CLI_H

#include "app/setting_file.h"
#include "app/source.h"
#include "base/err.h"
#include "base/vec.h"

enum { CLI_OK = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

struct cli_option {
    const char *name; /* without dashes */
    char letter;      /* 0: none */
    const char *arg;  /* N_() name of its value; NULL: it takes none */
    const char *help; /* N_() */
    int id;
};

/* What was given, in order. An operand has id CLI_OPERAND. */
enum { CLI_OPERAND = -1 };

struct cli_given {
    int id;
    const char *value; /* NULL for an option without a value */
};

/* The globals and what a verb gets. */
struct cli {
    const char *library_path, *config_path;
    bool quiet, json;
    struct settings_file config; /* empty where it is not read */
    struct settings chosen;      /* given: by --set and --preset */
    struct settings settings;    /* defaults, configuration file, chosen, in this order */
    struct buf complaints;       /* about the configuration file, a line each */
    VEC(struct cli_given) given; /* the verb's own options and operands */
};

struct cli_verb {
    const char *name;
    const char *args;                 /* N_() as in the usage line */
    const char *help;                 /* N_() one line */
    const struct cli_option *options; /* name NULL at the end */
    int (*run)(struct cli *c);        /* exit code */
};

extern const struct cli_verb CLI_READ; /* jiandu [SOURCE] */
extern const struct cli_verb CLI_DUMP, CLI_IMPORT, CLI_LIST, CLI_OPEN, CLI_DOCTOR, CLI_THEME,
    CLI_CONFIG, CLI_KEYS, CLI_QUOTE, CLI_HELP;

/* Options that every verb takes, name NULL at the end. */
extern const struct cli_option CLI_GLOBALS[];

/* All verbs but CLI_READ, NULL at the end. */
extern const struct cli_verb *const CLI_VERBS[];

/* Options of a source, in the tables of the verbs that take one. */
enum {
    CLI_OPT_CHARSET = 1,
    CLI_OPT_REPAIR,
    CLI_OPT_FORMAT_IN,
    CLI_OPT_MIME,
    CLI_OPT_SET,
    CLI_OPT_PRESET,
    CLI_OPT_OWN
};

/* Options that settings are given by for a run; cli_choose takes them. */
#define CLI_SETTING_OPTIONS                                                                        \
    {"preset", 0, N_("NAME"), N_("a preset for this run"), CLI_OPT_PRESET},                        \
    {                                                                                              \
        "set", 's', N_("NAME=VALUE"), N_("a setting for this run"), CLI_OPT_SET                    \
    }

#define CLI_SOURCE_OPTIONS                                                                         \
    {"charset", 0, N_("NAME"), N_("encoding of the source"), CLI_OPT_CHARSET},                     \
        {"repair", 0, N_("WHAT"), N_("auto, none, all, or kind=auto|never|always,…"),              \
         CLI_OPT_REPAIR},                                                                          \
        {"type", 0, N_("NAME"), N_("format of the source: plain, html, markdown"),                 \
         CLI_OPT_FORMAT_IN},                                                                       \
        {"mime", 0, N_("TYPE"), N_("media type of the source"), CLI_OPT_MIME}, CLI_SETTING_OPTIONS

/* Parses argv (without the program's name): finds the verb, reads globals and the verb's options
 * into c, and the configuration. Returns the verb; NULL with ERR_USAGE. */
const struct cli_verb *cli_parse(struct cli *c, int argc, char **argv, struct err *e);
void cli_free(struct cli *c);

/* Takes the settings given for the run; c->settings has them then. */
bool cli_choose(struct cli *c, struct err *e);

/* Makes c->settings those of a source (its id; empty for none). */
void cli_settle(struct cli *c, struct str source);

/* Picks the source options out of c->given, and the settings. */
bool cli_source_opts(struct cli *c, struct source_opts *o, struct err *e);

/* The same, and the one source operand; NULL without. */
bool cli_source_of(struct cli *c, const char **source, struct source_opts *o, struct err *e);

/* Messages, one line each, cleaned of what a terminal must not get. */
void cli_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void cli_complain(const struct cli *c); /* about the configuration; not with --quiet */
int cli_fail(const struct err *e);      /* says it; the exit code for its kind */
void cli_print(struct str s);           /* to stdout; a closed pipe ends quietly */
int cli_flush(void);                    /* flushes stdout; the exit code */

/* Usage of the program or of one verb. */
void cli_usage(const struct cli_verb *v, struct buf *out);

/* The reader's document for a source, without a screen; c->settings are that source's. */
struct doc *cli_import(struct cli *c, const char *source, const struct source_opts *o,
                       struct err *e);

#endif
