/* A source named on the command line or in a link → an open import. */
#ifndef JD_APP_SOURCE_H
#define JD_APP_SOURCE_H

#include "app/importer.h"

struct library;

struct source {
    char *given; /* as named */
    char *id;    /* absolute path with links resolved, or a URL: the key of positions; "-" for stdin
                  * and every other stream, which is not the same the next time */
    char *base;  /* directory for relative links; NULL for a stream */
};

struct source_opts {
    const char *mime, *charset, *format; /* NULL: not known */
};

/* Resolves "FILE", "file:///…", "#ID" (lib may be NULL: then ERR_NOT_FOUND), "-" and starts the
 * importer on it. An http(s) URL is ERR_UNSUPPORTED so far, with the curl line that reads it. */
bool source_start(const char *given, const struct source_opts *o, struct library *lib,
                  struct source *out, struct import_job *job, struct err *e);
void source_free(struct source *s);

/* href of a document opened from `from`: malloc'd source to open for a local file, with its
 * #fragment (malloc'd or NULL) split off; NULL when it is not local. "#x" alone gives from->id. */
char *source_resolve_link(const struct source *from, struct str href, char **fragment);

#endif
