/* Starting jiandu-import and taking what it returns.
 *
 *   jiandu-import parse --name=NAME [--mime=…] [--charset=…] [--format=…]
 *     0   the source bytes: a file or a pipe
 *     3   a memfd, to which it writes one stored document, or an error record:
 *         DOC_ERROR_MAGIC, u32 enum err_code, u32 n, n bytes of message
 *     4   a pipe, to which it writes its exit status as one byte once the result is complete, so
 *         that nobody waits for the end of a process with much memory
 *     exit 0 when a document was written, 1 with an error record
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

#include <sys/types.h>

struct import_request {
    const char *name;                    /* shown in messages; a path, a URL, "-" */
    int fd;                              /* the source bytes; stays the caller's */
    const char *mime, *charset, *format; /* NULL: not known */
    int timeout_ms;                      /* 0: the default, 20 s */
};

struct import_job {
    pid_t pid;
    int memfd, done; /* poll done for POLLIN: the result is complete, or the importer has ended */
    int64_t deadline_mono_ms;
    bool plain;     /* asked for as plain text */
    char name[256]; /* clean */
};

/* Starts the importer and returns at once. */
bool importer_start(const struct import_request *rq, struct import_job *job, struct err *e);

/* Waits for the result (no longer than the deadline), and gives the document, NULL with the error.
 * The job is over either way. */
struct doc *importer_finish(struct import_job *job, struct err *e);

/* Waits for an importer that was killed behind its result, if there is one: at the end, so that its
 * time is counted as this program's. Else the next job does it. */
void importer_reap(void);

/* Kills the importer and forgets the job. */
void importer_cancel(struct import_job *job);

/* Opens a local file for reading, with messages for what cannot be read (missing, directory, empty,
 * a device); -1 with the error. */
int importer_open_file(const char *path, struct err *e);

#endif
