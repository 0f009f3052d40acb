/* Originals (base/original.h), made and read: the importer's side of keeping what a document was made
 * of. */
#ifndef JD_IMPORT_KEEP_H
#define JD_IMPORT_KEEP_H

#include "parse/registry.h"

/* Loads what packs (packer.h), before the confinement. Where it is missing, the two below say so. */
void keep_load(void);

/* Writes the original of in, read as `format` into a document of that content hash, to fd. ERR_LIMIT
 * when its pages are together larger than one source may be; ERR_IO. */
bool keep_write(const struct parse_input *in, const char *format, struct hash128 content, int fd,
                struct err *e);

/* in->bytes is an original: in becomes the source that it was, but for what in itself says of the
 * format, the MIME type and the encoding. *raw owns the bytes then. ERR_FORMAT for what is damaged or
 * unpacks to another length than it says; nothing larger than IMPORT_MAX_SOURCE_BYTES is made. */
bool keep_unpack(struct parse_input *in, struct buf *raw, struct err *e);

#endif
