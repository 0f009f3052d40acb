/* A stream (a pipe, a FIFO, standard input) whose bytes are kept, so that they can be imported again
 * with another encoding or repair.
 *
 * A thread takes what comes, puts it into a memory file and passes it on to whoever reads the other
 * end of a pipe. So nobody waits for a slow stream but the importer, and the end of the reader is
 * never held up by it. Where the descriptor is a regular file (`jiandu - <FILE`) nothing is copied.
 * At most IMPORT_MAX_SOURCE_BYTES are kept. */
#ifndef JD_APP_STREAM_H
#define JD_APP_STREAM_H

#include "base/err.h"

struct stream;

/* Begins to take from fd, which stays the caller's. *reader: a descriptor that gives the bytes from
 * the beginning as they come, the caller's. */
struct stream *stream_start(int fd, int *reader, struct err *e);

/* Another one, from the beginning on. -1: ERR_IO while there is still something to come, ERR_LIMIT
 * when it was too much. name is for messages. */
int stream_again(const struct stream *s, const char *name, struct err *e);

/* Stops taking, where it still does. */
void stream_free(struct stream *s);

#endif
