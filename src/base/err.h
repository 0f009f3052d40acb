/* What went wrong, in words for the user: names the file and the cause. Functions that can fail
 * take a struct err * last (NULL: the caller does not want to know) and return false or NULL. The
 * message is written once, where the cause is known; callers may put a prefix before it. */
#ifndef JD_BASE_ERR_H
#define JD_BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_USAGE,       /* the command line or a setting is wrong */
    ERR_NOT_FOUND,   /* no such file, article, setting, … */
    ERR_IO,          /* the system refused */
    ERR_FORMAT,      /* the content is not what it should be */
    ERR_LIMIT,       /* the content exceeds a limit */
    ERR_EMPTY,       /* nothing to read in it */
    ERR_IMPORTER,    /* the importer died, hung, or returned what is no document */
    ERR_DB,          /* the library refused */
    ERR_UNSUPPORTED, /* cannot be done here */
};

struct err {
    enum err_code code;
    char msg[480];
};

/* Always false, so that a caller can `return err_set(…)`. The message is cut on a character. */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before a message that is there. Always false. */
bool err_prefix(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
