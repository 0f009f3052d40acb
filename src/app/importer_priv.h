/* What importer.c (one source) and import_pool.c (many) share: starting a jiandu-import, and judging
 * what it returned or how it ended. */
#ifndef JD_APP_IMPORTER_PRIV_H
#define JD_APP_IMPORTER_PRIV_H

#include "app/importer.h"
#include "base/importer_protocol.h"
#include "base/str.h"
#include "base/vec.h"

enum { IMPORTER_TIMEOUT_MS = 20 * 1000 };

#define IMPORTER_MAX_RESULT_BYTES ((size_t)2 << 30)

void importer_label(struct import_label *l, const char *name, const char *format);

/* importer_spawn.c */

/* A command line; each word is malloc'd. */
struct importer_args {
    VEC(char *) words;
};

/* The program and its verb; and --unconfined where that is allowed. */
void importer_args(struct importer_args *a, const char *verb);

/* A word more, "OPTIONVALUE"; none where value is NULL. */
void importer_arg(struct importer_args *a, const char *option, const char *value);
void importer_args_free(struct importer_args *a);

/* What stands in the child where base/importer_protocol.h says. */
struct importer_fds {
    int source, result, done;
    const int *pages;
    size_t npages; /* at most IMPORT_MAX_PAGES */
};

/* Starts the importer with these descriptors, which stay the caller's. It has nothing else, nothing
 * to scribble on the screen with, and no signal blocked or ignored. ERR_IMPORTER when it does not
 * start. */
bool importer_spawn(struct importer_args *a, const struct import_label *l,
                    const struct importer_fds *f, pid_t *pid, struct err *e);

/* A memory file for results, and a pipe for their announcement (-1 in what was not made). */
bool importer_channels(const struct import_label *l, int *result, int done[2], struct err *e);

/* An exit status, after the importer has closed its pipe: its own, or IMPORTER_HELD for one that did
 * not end and was killed. It is gone then. */
enum { IMPORTER_HELD = -1 };
int importer_wait(pid_t pid);

/* True when that is the status of one that has returned something: IMPORT_DOCUMENT or
 * IMPORT_ERROR_RECORD. */
bool importer_promises(int status);
bool importer_is_unconfined(int status);

/* importer_result.c. Each gives false, with one line that ends with what the user can do. */

bool importer_fail(const struct import_label *l, const char *what, struct err *e);
bool importer_fail_slow(const struct import_label *l, struct err *e);
bool importer_fail_status(const struct import_label *l, int status, struct err *e);

/* n, the size of a result, is one that can be. */
bool importer_check_size(const struct import_label *l, int64_t n, struct err *e);

/* The error that a record tells; bytes may follow it. */
bool importer_take_error(const struct import_label *l, struct str rec, struct err *e);

/* The bytes of a result. */
struct importer_result {
    void *p; /* malloc'd, or a mapping */
    size_t n;
    bool is_map;
    bool keep; /* an original was asked for: it must stand behind the document */
};

/* The document in r, which owns r->p then, and what it was made of; NULL with ERR_IMPORTER, r->p being
 * still the caller's. kept is empty where nothing was to be kept. */
struct doc *importer_take_document(const struct import_label *l, const struct importer_result *r,
                                   struct import_kept *kept, struct err *e);

/* The quotes in bytes, copied; false with ERR_IMPORTER. */
bool importer_take_quotes(const struct import_label *l, struct str bytes, struct quotes *out,
                          struct err *e);

#endif
