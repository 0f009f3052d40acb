/* What the reader and jiandu-import agree on; the reader's side is app/importer.h and
 * app/import_pool.h, the importer's src/import. Integers are little-endian.
 *
 * jiandu-import parse --name=NAME [--mime=…] [--charset=…] [--format=…] [--repair=SPEC] [--pages=N]
 *                     [--keep] [--packed] [--unconfined]
 *     0    the source bytes: a file or a pipe
 *     3    a memfd, to which it writes one stored document, with --keep right behind it the original
 *          that it was made of (base/original.h), or an error record:
 *          DOC_ERROR_MAGIC, u32 enum err_code, u32 n, n bytes of message; a document that was begun
 *          before it may leave bytes behind it
 *     4    a pipe, to which it writes its exit status as one byte once the result is complete, so
 *          that nobody waits for the end of a process with much memory
 *     5…   the article's further pages, N of them, granted by the reader
 *     With --packed descriptor 0 has an original, as an earlier run gave it, and no pages follow: all
 *     are in it. It is unpacked behind the confinement, and parsed as it was: in its format, with the
 *     MIME type and the encoding it came with, unless the options name others.
 *
 * jiandu-import quotes [--name N] [--charset C] [--format F] [--unconfined]     a file of quotes
 *     the same, with stored quotes (doc/quote_stored.h) for a document
 *
 * jiandu-import serve [--unconfined]        several documents, one after the other
 *     0    requests: IMPORT_REQUEST_MAGIC, u32 n[5] — the lengths of name, mime, charset, format and
 *          repair —, u32 set of enum import_flag, u64 bytes of source; then these, in this order,
 *          without end marks
 *     3    a memfd for results, as above; the reader copies a result out of it and truncates it to
 *          nothing before the next request
 *     4    one status byte a document; the end of descriptor 0 ends it
 *
 * jiandu-import check      confines itself and ends: IMPORT_DOCUMENT if that is granted here */
#ifndef JD_BASE_IMPORTER_PROTOCOL_H
#define JD_BASE_IMPORTER_PROTOCOL_H

enum {
    IMPORT_SOURCE_FD = 0,
    IMPORT_RESULT_FD = 3,
    IMPORT_DONE_FD = 4,
    IMPORT_PAGES_FD = 5,
    IMPORT_MAX_PAGES = 32,
    IMPORT_MAX_SOURCE_BYTES = 256 << 20,
    IMPORT_MAX_WORD_BYTES = 64 << 10, /* a request's name, mime, …: each */
    IMPORT_PARSER_VERSION = 1, /* raised when the same bytes are read into a better document: what a
                                * library keeps is then made anew of its original */
};

/* Exit status, and the byte on descriptor 4. */
enum import_status {
    IMPORT_DOCUMENT = 0,
    IMPORT_ERROR_RECORD = 1,
    IMPORT_MISUSED = 2,
    IMPORT_UNCONFINED = 3, /* the kernel refuses the confinement, and --unconfined was not given */
};

#define IMPORT_REQUEST_MAGIC "JDRQ"

/* The words of a request, in their order, and the bytes before them. */
enum { IMPORT_NAME, IMPORT_MIME, IMPORT_CHARSET, IMPORT_FORMAT, IMPORT_REPAIR, IMPORT_WORDS };
enum { IMPORT_REQUEST_BYTES = 4 + 4 * IMPORT_WORDS + 4 + 8 };

enum import_flag {
    IMPORT_KEEP = 1 << 0,   /* --keep */
    IMPORT_PACKED = 1 << 1, /* --packed */
    IMPORT_FLAGS = (1 << 2) - 1,
};

#endif
