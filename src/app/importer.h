/* Starting jiandu-import for one source and taking what it returns (base/importer_protocol.h).
 *
 * The reader believes nothing: it seals the memfd (SHRINK, GROW, WRITE) before it maps it, and
 * validates. What an importer does behind its byte reaches nobody: it is killed. One that ends
 * without the byte is judged by its exit status; one that only closes the pipe is killed. Time is
 * limited; an importer that dies, hangs, or returns garbage gives ERR_IMPORTER with one clear
 * message, and the reader goes on. */
#ifndef JD_APP_IMPORTER_H
#define JD_APP_IMPORTER_H

#include "base/err.h"
#include "doc/doc.h"
#include "doc/quote_stored.h"

#include <sys/types.h>

/* What a document was made of. It is all in the document's own memory: valid until doc_free. */
struct import_kept {
    struct str stored; /* the document's stored form (doc/serial.h) */
    struct str
        original; /* the source packed (base/original.h), to be stored, and given back one day as
                          * a source that is `packed`; of all pages, where the article has several */
    size_t raw_bytes; /* of it, unpacked */
};

struct import_request {
    const char *name;                    /* shown in messages; a path, a URL, "-" */
    int fd;                              /* the source bytes; stays the caller's */
    const char *mime, *charset, *format; /* NULL: not known */
    const char *repair;                  /* as repair_opts_parse reads it; NULL: "auto" */
    const int *pages; /* the article's further pages, open for reading; the caller's */
    size_t npages;    /* at most IMPORT_MAX_PAGES */
    bool keep;        /* the original is wanted beside the document */
    bool packed;      /* the source is one: it is unpacked and parsed as it was, see there */
    int timeout_ms;   /* 0: the default, 20 s */
    bool quotes;      /* a file of quotes; format is one of parse/quotes.h */
};

/* Whose source it is, in messages. */
struct import_label {
    char name[256]; /* clean */
    bool plain;     /* asked for as plain text, or no text: no other way is left to read it */
};

struct import_job {
    pid_t pid;
    int memfd, done; /* poll done for POLLIN: the result is complete, or the importer has ended */
    int64_t deadline_mono_ms;
    bool keep; /* as requested */
    struct import_label label;
};

/* Where the kernel refuses the importer's confinement, imports fail with ERR_IMPORTER and what to do,
 * unless this was set (the setting `unconfined`). */
void importer_allow_unconfined(bool allowed);

/* Whether the importer can confine itself on this machine (jiandu-import check); false with why it
 * cannot, or with what is wrong with the importer. */
bool importer_check_confinement(struct err *e);

/* Starts the importer and returns at once. */
bool importer_start(const struct import_request *rq, struct import_job *job, struct err *e);

/* Waits for the result (no longer than the deadline), and gives the document, NULL with the error.
 * The job is over either way. */
struct doc *importer_finish(struct import_job *job, struct err *e);

/* The same of a request that keeps, with what it was made of. */
struct doc *importer_finish_kept(struct import_job *job, struct import_kept *kept, struct err *e);

/* The same for a request of quotes; quotes_free ends *out. False with the error. */
bool importer_finish_quotes(struct import_job *job, struct quotes *out, struct err *e);

/* Waits for an importer that was killed behind its result, if there is one: at the end, so that its
 * time is counted as this program's. Else the next job does it. */
void importer_reap(void);

/* Kills the importer and forgets the job. */
void importer_cancel(struct import_job *job);

/* Opens a local file for reading, with messages for what cannot be read (missing, directory, empty,
 * a device); -1 with the error. */
int importer_open_file(const char *path, struct err *e);

#endif
