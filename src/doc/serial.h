/* The stored form of a document: what the importer hands over and the library keeps. Little-endian,
 * versioned, mapped and used in place.
 *
 *   header (struct doc_stored_header), then each aligned to DOC_STORED_ALIGN bytes:
 *   blocks, spans, attributes (the structs of doc.h), text, strings
 *
 * A section of no bytes has no padding before it; padding is zero; nothing follows the strings.
 *
 * doc_load believes nothing: sizes, order, nesting, offsets, UTF-8 and cleanness of every byte are
 * checked before a document comes out, in one pass over each section. What it does not check are
 * the rules that only a builder can know to be kept: white space (C4), grapheme clusters, units. */
#ifndef JD_DOC_SERIAL_H
#define JD_DOC_SERIAL_H

#include "base/err.h"
#include "doc/doc.h"

#define DOC_MAGIC          "JDOC"
#define DOC_ERROR_MAGIC    "JERR" /* an importer's error record: app/importer.h */
#define DOC_STORED_VERSION 1

enum { DOC_STORED_ALIGN = 8 };

struct doc_stored_header {
    char magic[4];
    uint16_t version, canon_version;
    uint32_t nblocks, nspans, nattrs, text_bytes, strings_bytes, units;
    uint64_t text_hash;
    uint64_t content_hash_hi, content_hash_lo;
};

/* The document in bytes, which must stay as they are while it is used (bytes at an odd address are
 * copied). ERR_FORMAT tells what is wrong with them and where. */
struct doc *doc_load(struct str bytes, struct err *e);

/* As doc_load; on success the document owns the bytes: malloc'd, or a mapping to be unmapped. On
 * failure they stay the caller's. */
struct doc *doc_load_owned(void *p, size_t n, bool is_map, struct err *e);

/* The same, where something may follow the stored form, whose length goes to *stored_bytes. */
struct doc *doc_load_owned_front(void *p, size_t n, bool is_map, size_t *stored_bytes,
                                 struct err *e);

#endif
