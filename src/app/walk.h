/* The files that names stand for: a file is itself, a folder is what can be read below it, in order of
 * names. Links to folders are not followed, nor is what begins with a dot. */
#ifndef JD_APP_WALK_H
#define JD_APP_WALK_H

#include <stddef.h>

struct walk;

/* The names are borrowed. */
struct walk *walk_new(const char *const *names, size_t n);
void walk_free(struct walk *w);

/* The next path, valid until the next call; NULL at the end. A folder that cannot be read is given as a
 * path, so that opening it says why. */
const char *walk_next(struct walk *w);

#endif
