/* Quotes of the library to files and from files: between store/quote.h and app/exchange.h. */
#ifndef JD_APP_QUOTE_EXCHANGE_H
#define JD_APP_QUOTE_EXCHANGE_H

#include "app/exchange.h"
#include "app/library.h"
#include "store/quote.h"

/* Appends the quotes in a format ("markdown", "template:FILE"). */
bool quotes_export(struct library *lib, const struct quote_list *l, const char *format,
                   struct buf *out, struct err *e);

/* The same into a file, which is made, or brought up to date as exchange_update says. format NULL: by the
 * file's extension. exchange_report_free ends *r. */
bool quotes_export_file(struct library *lib, const struct quote_list *l, const char *format,
                        const char *path, struct exchange_report *r, struct err *e);

struct quote_import_count {
    size_t added, changed, same;
    size_t
        orphans; /* of those added or changed: of no article of the library, or not found in it */
};

/* Reads a file of quotes. Each goes to the article of its UUID, its URL, its source, or its title where only
 * one has it, and is found there by its anchor; else it waits as an orphan. One that is there is changed
 * only by a newer one. One act, which undo takes back. Appends what was wrong in the file to *warnings, a
 * line each. */
bool quotes_import(struct library *lib, const char *path, const char *format,
                   struct quote_import_count *count, struct buf *warnings, struct err *e);

#endif
