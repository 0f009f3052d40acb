/* Opening what is to be read, while the screen stays live: the importer runs, the loop polls it. */
#ifndef JD_UI_OPEN_H
#define JD_UI_OPEN_H

#include "app/source.h"
#include "doc/doc.h"

#include <stdint.h>

struct reader;
struct ui;

/* What is being opened. */
struct opening {
    struct source source;
    struct source_opts opts;
    struct import_job job;
    char *charset, *repair; /* of opts, where it is read again */
    char *fragment;         /* where to go in it; NULL: where it was left */
    int64_t started_ms;
    bool first;   /* named on the command line: a failure ends the program */
    bool replace; /* takes the place of the reader that shows the same source */
};

/* Starts to open a source over the views that are there. What fails at once is a message. A source
 * that was being opened before is given up. */
void open_start(struct ui *ui, const char *given, const struct source_opts *o,
                const char *fragment);

/* Takes over an import that runs already, of the source named on the command line. Returns when it
 * has ended or wait_ms are over: the loop then goes on waiting. */
void open_adopt(struct ui *ui, struct source *s, const struct source_opts *o,
                const struct import_job *job, int wait_ms);

/* Reads again what a reader shows. An article of the library from what the library has of it, unless
 * from_source: then from where it came, and the library has the new text from then on. */
void open_again(struct ui *ui, const struct source *s, const struct source_opts *o,
                bool from_source);

/* Puts the view of a document on top: takes source and document over. */
struct reader *open_document(struct ui *ui, struct source *s, const struct source_opts *o,
                             struct doc *d, const char *fragment);

/* Goes to a quote in its article: in the reader that shows it, if one does, else in a new one, from the
 * library without an importer. */
struct quote;
void open_quote(struct ui *ui, const struct quote *q);

/* True when the importer has ended, or does so within wait_ms. */
bool open_is_done(const struct opening *o, int wait_ms);

/* The importer has ended, or its time is over: shows the document, or the message. */
void open_finish(struct ui *ui);
void open_cancel(struct ui *ui);

#endif
