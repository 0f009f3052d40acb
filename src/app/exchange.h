/* Quotes to files and from files.
 *
 * Writing. Quotes go out by article, in the order in which the articles first come, inside of one by place
 * (those without one last, by time). exchange_update writes for a file that is there: a quote is known again
 * by its stable id, so nothing is there twice.
 *
 *   markdown, org   Only what this program wrote is changed, between its marks (a comment in Markdown, a
 *                   property and a comment in Org, with the id and a hash of what was written). What the user
 *                   wrote around it stays; so does a quote that the user has edited between the marks, which
 *                   is told of. New quotes go behind the one before them of their article and section, a new
 *                   article to the end. A quote that is no longer among those given stays, and is told of.
 *   w3c readwise koreader kindle foliate
 *                   The file is written anew from its own quotes, read again through the importer, and those
 *                   given; a quote that is only in the file stays, and is told of.
 *   text, template  The file is written anew.
 *
 * w3c carries everything, and reading it gives the same record again. What the others carry:
 *
 *   readwise        text, title, author, URL, note and tags (".tag" words in the note's first line), the
 *                   place as a number, the second it was made
 *   koreader        text, note, section, colour (pink is red), title, author, source, the second it was made
 *   kindle          text, note, title, author, the second it was made, in this machine's time
 *   foliate         text, note, colour, title, author, source, both times; of one article only
 *
 * `extra` of a record is a JSON object. Each part is there where it is needed: "annotation", "target",
 * "article", "comment" (members of these that a record has no place for; one that the writer would write
 * itself takes its place), "tag" ({tag: {members}}), "body", "selector", "targets" (what else stood in these
 * lists). A reader's own terms stand in annotation.koreader, .kindle, .foliate and .readwise, and are
 * written again in its format. */
#ifndef JD_APP_EXCHANGE_H
#define JD_APP_EXCHANGE_H

#include "base/err.h"
#include "doc/quote_stored.h"

struct exchange_opts {
    int64_t now_ms;            /* when this is done */
    struct str template_text;  /* of format template */
    const char *template_name; /* its file, for messages */
};

struct exchange_format {
    const char *name; /* "markdown" */
    const char *extension;
    const char *media_type;
    const char *help; /* N_() */
    bool can_import;
    bool updates; /* exchange_update changes a text in place */
};

/* The table, in the order of help; NULL behind the end. */
const struct exchange_format *exchange_format_at(size_t i);

/* By name; "template:FILE" gives the format template, and *file (may be NULL) points to FILE. ERR_USAGE
 * with what there is. */
const struct exchange_format *exchange_format_find(const char *name, const char **file,
                                                   struct err *e);

/* By the extension of a path; NULL where none has it. */
const struct exchange_format *exchange_format_of_path(const char *path);

/* Appends the file. */
bool exchange_write(const struct exchange_format *f, const struct quote_record *v, size_t n,
                    const struct exchange_opts *o, struct buf *out, struct err *e);

struct exchange_report {
    size_t added, changed, same;
    struct quotes
        gone; /* in the file and not among those given; of Markdown and Org only the uuid */
    struct quotes edited; /* likewise: edited by the user, and so not changed */
};

void exchange_report_free(struct exchange_report *r);

/* Appends what the file that holds `old` is to be. read: its quotes, as exchange_read gave them, for the
 * formats that can be imported (NULL for the others, and for an empty file). exchange_report_free ends *r,
 * after an error too. */
bool exchange_update(const struct exchange_format *f, struct str old, const struct quotes *read,
                     const struct quote_record *v, size_t n, const struct exchange_opts *o,
                     struct buf *out, struct exchange_report *r, struct err *e);

/* Reads a file of quotes through the importer. format: a name, or NULL to tell by what is in it. Records
 * without an id get one that is the same at each reading (quote_record_derive_uuid). Warnings are lines with
 * the place and the cause, without the file's name. quotes_free ends *out. */
bool exchange_read(const char *path, const char *format, struct quotes *out, struct err *e);
bool exchange_read_fd(int fd, const char *name, const char *format, struct quotes *out,
                      struct err *e);

#endif
