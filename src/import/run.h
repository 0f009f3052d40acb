/* The parts of jiandu-import; base/importer_protocol.h has what it is told and what it answers. */
#ifndef JD_IMPORT_RUN_H
#define JD_IMPORT_RUN_H

#include "base/importer_protocol.h"
#include "parse/registry.h"

/* Confines this process, or says why not: IMPORT_UNCONFINED unless that is allowed. Else
 * IMPORT_DOCUMENT. */
enum import_status run_confine(bool unconfined, struct err *e);

struct run {
    struct parse_input in;
    bool keep;   /* the original goes behind the document */
    bool packed; /* in.bytes is one */
};

/* Parses by a parser that is loaded (parsers.h), writes the result, a document or an error record, to
 * IMPORT_RESULT_FD from its beginning on, and announces the status: its byte goes to IMPORT_DONE_FD,
 * if there is a pipe. */
enum import_status run_source(struct run *r);

/* The same for a file of quotes (parse/quotes.h), which become stored quotes. */
enum import_status run_quotes(const struct parse_input *in);

/* Writes an error record over whatever is there, and announces it. */
enum import_status run_fail(const struct err *e);

/* The loop of `serve`: all parsers and converters are loaded, then it confines itself. Gives the
 * exit status. */
enum import_status serve(bool unconfined);

#endif
