/* jiandu quote: its parts. */
#ifndef JD_CLI_QUOTE_H
#define JD_CLI_QUOTE_H

#include "app/library.h"
#include "cli/cli.h"
#include "store/quote.h"

enum {
    QUOTE_OPT_ARTICLE = CLI_OPT_OWN,
    QUOTE_OPT_TAG,
    QUOTE_OPT_COLOR,
    QUOTE_OPT_SINCE,
    QUOTE_OPT_ORPHANS,
    QUOTE_OPT_AT,
    QUOTE_OPT_NOTE,
    QUOTE_OPT_FORMAT,
    QUOTE_OPT_OUTPUT
};

/* What is at hand: the operands behind the action. */
struct quote_args {
    struct cli *c;
    struct library *lib;
    VEC(const char *) words;
};

/* The last value of an option; NULL. */
const char *quote_option(const struct quote_args *a, int id);

/* The query that options and words ask for; words is what its text points into. */
bool quote_args_query(const struct quote_args *a, struct quote_query *q, struct buf *words,
                      struct err *e);

/* The quotes that the words name, "12", "#12" or a UUID: ERR_USAGE without words, ERR_NOT_FOUND. */
bool quote_args_ids(const struct quote_args *a, struct quote_list *out, struct err *e);

/* The id of an article of the library: "#12", a UUID, a path, a URL; 0: it is none. */
bool quote_args_article(const struct quote_args *a, const char *name, int64_t *id, struct err *e);

bool quote_args_color(const char *name, unsigned *color, struct err *e);

/* The actions. */
bool quote_run_list(struct quote_args *a, struct err *e);
bool quote_run_add(struct quote_args *a, struct err *e);
bool quote_run_edit(struct quote_args *a, struct err *e);
bool quote_run_remove(struct quote_args *a, struct err *e);
bool quote_run_review(struct quote_args *a, struct err *e);
bool quote_run_random(struct quote_args *a, struct err *e);
bool quote_run_export(struct quote_args *a, struct err *e);
bool quote_run_import(struct quote_args *a, struct err *e);

/* Prints quotes as `list` does. */
void quote_print(const struct cli *c, const struct quote_list *l);

/* Appends one quote, wrapped and with a bar, and who said it below. */
void quote_add_framed(const struct quote *q, unsigned cols, struct buf *out);

/* The width to set it in: the terminal's, at most 64 columns. */
unsigned quote_cols(void);

#endif
