/* A source named on the command line or in a link → an open import. */
#ifndef JD_APP_SOURCE_H
#define JD_APP_SOURCE_H

#include "app/importer.h"

struct library;
struct stream;

/* All zero: no source. */
struct source {
    char *given; /* as named */
    char *id;    /* absolute path with links resolved, or a URL: the key of positions; "-" for stdin
                  * and every other stream, which is not the same the next time */
    char *base;  /* directory for relative links; NULL for a stream */
    struct stream *stream; /* its bytes, kept (app/stream.h); NULL for what has a path */
    int64_t article;       /* it was opened in the library; 0: it was not */
    bool outdated; /* the article was made by older rules: its original is to be read again */
};

struct source_opts {
    const char *mime, *charset, *format; /* NULL: not known */
    const char *repair;                  /* as repair_opts_parse reads it; NULL: "auto" */
    bool keep;                           /* the original is wanted: importer_finish_kept */
};

/* Resolves "FILE", "file:///…", "#ID" (lib may be NULL: then ERR_NOT_FOUND), "-" and opens it for
 * reading: the descriptor, which is the caller's; -1 with the error, *out being empty then. *name:
 * what to call it, the path as given or "-", malloc'd. An http(s) URL is ERR_UNSUPPORTED so far, with
 * the curl line that reads it. A stream is given as it stands, nothing of it is kept. */
int source_open(const char *given, struct library *lib, struct source *out, char **name,
                struct err *e);

/* The same, and starts the importer on it. Returns at once: what is still to come in a stream comes
 * to the importer while it comes. */
bool source_start(const char *given, const struct source_opts *o, struct library *lib,
                  struct source *out, struct import_job *job, struct err *e);

/* The article of the library that `given` names (#ID); 0: it names none. */
int64_t source_article(const char *given, struct library *lib);

/* Its document, without parsing; id and base are those that it was put into the library from. NULL with
 * the error, *out being empty then. */
struct doc *source_open_article(int64_t article, struct library *lib, struct source *out,
                                struct err *e);

/* Starts the importer on what the library has of an article: the original bytes, as they were read, or
 * with another encoding or other repairs. ERR_NOT_FOUND: they were not kept. */
bool source_start_original(int64_t article, const char *name, const struct source_opts *o,
                           struct library *lib, struct import_job *job, struct err *e);

/* Starts the importer on the same source again, with other options: a file is opened anew by its
 * path, a stream's bytes have been kept. ERR_IO before a stream has come to its end, ERR_LIMIT when
 * it had too many. */
bool source_restart(const struct source *s, const struct source_opts *o, struct import_job *job,
                    struct err *e);

void source_free(struct source *s);

/* href of a document opened from `from`: malloc'd source to open for a local file, with its
 * #fragment (malloc'd or NULL) split off; NULL when it is not local. "#x" alone gives from->id. */
char *source_resolve_link(const struct source *from, struct str href, char **fragment);

#endif
