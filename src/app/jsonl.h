/* Lines of JSON from a descriptor, each a source for the pool of importers: the reader only cuts them,
 * what is in one is for the importer to read (parse/record.h).
 *
 * A source is called NAME:LINE, lines counted from 1. Lines of white space and a byte order mark before
 * the first are passed over; the last one need not end. A line that is too long is an error of its
 * own, and the next is read. Lines are held as long as import_pool.h asks for, POOL_AHEAD of them. */
#ifndef JD_APP_JSONL_H
#define JD_APP_JSONL_H

#include "app/import_pool.h"

enum { JSONL_MAX_LINE_BYTES = 32 << 20 };

struct jsonl;

/* fd stays the caller's; name is for messages. max_line_bytes 0: JSONL_MAX_LINE_BYTES. */
struct jsonl *jsonl_open(int fd, const char *name, size_t max_line_bytes);
void jsonl_close(struct jsonl *j);

/* As pool_ops.next: the format "json-record" and the bytes or the error are set, all else is left as it
 * is. What cannot be read ends it, with ERR_IO for a last source. Waits for the descriptor. */
bool jsonl_next(struct jsonl *j, struct pool_source *out);

/* The number of the last line that was read; 0 before the first. */
size_t jsonl_line(const struct jsonl *j);

#endif
