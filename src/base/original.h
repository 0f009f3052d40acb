/* An original: a source as it came, packed, which a library keeps beside the document that was made of
 * it, for parsing again when a parser or the canonical rules have become better. The importer packs and
 * unpacks it (import/keep.h); everybody else sees its frame and never what is in it. Integers are
 * little-endian, nothing is aligned.
 *
 *   struct original_header
 *   the rest, header.rest_bytes of it:
 *     u32 n[3], then as many bytes of the format that it was parsed as, and of the MIME type and the
 *       encoding that it came with, as far as anybody said
 *     header.sources times, the article's pages in their order: u64 raw bytes, u64 packed bytes, then
 *       these, a Zstandard frame (RFC 8878) with its checksum
 *
 * The name (a path, a URL) is not in it: whoever keeps an original knows it. */
#ifndef JD_BASE_ORIGINAL_H
#define JD_BASE_ORIGINAL_H

#include "base/err.h"
#include "base/hash.h"

#define ORIGINAL_MAGIC   "JORI"
#define ORIGINAL_VERSION 1

enum { ORIGINAL_WORD_FORMAT, ORIGINAL_WORD_MIME, ORIGINAL_WORD_CHARSET, ORIGINAL_WORDS };

struct original_header {
    char magic[4];
    uint16_t version;
    uint16_t sources;    /* 1 … IMPORT_MAX_PAGES + 1 */
    uint64_t raw_bytes;  /* of all sources, unpacked; at most IMPORT_MAX_SOURCE_BYTES */
    uint64_t rest_bytes; /* behind this header */
    uint64_t content_hash_hi, content_hash_lo; /* the document's */
};

/* The header of packed, which is one original and nothing else. ERR_FORMAT tells what is wrong with
 * its frame, ERR_LIMIT that it would be too large unpacked. */
bool original_read(struct str packed, struct original_header *h, struct err *e);

#endif
