/* The stored form of imported quotes: what the importer hands over, like the documents of doc/serial.h.
 * Little-endian:
 *
 *   "JQTS", u16 version, u16 0, u32 fields, then so often:
 *   u16 key (enum quote_field), u16 0, u32 bytes, the bytes
 *
 * Warnings stand first, then the records, each begun by QUOTE_F_RECORD. A field stands once in its record
 * (QUOTE_F_TAG as often as there are tags), and not at all where it is empty or not known. Numbers are
 * eight bytes.
 *
 * quotes_load believes nothing: sizes, keys, order, UTF-8, cleanness, ranges of numbers and the JSON of
 * `extra` are checked before a record comes out. */
#ifndef JD_DOC_QUOTE_STORED_H
#define JD_DOC_QUOTE_STORED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "doc/quote_record.h"

#define QUOTES_MAGIC          "JQTS"
#define QUOTES_STORED_VERSION 1

enum quote_field {
    QUOTE_F_RECORD,
    QUOTE_F_WARNING,
    QUOTE_F_UUID,
    QUOTE_F_EXACT,
    QUOTE_F_PREFIX,
    QUOTE_F_SUFFIX,
    QUOTE_F_NOTE,
    QUOTE_F_TAG,
    QUOTE_F_SECTION,
    QUOTE_F_EXTRA,
    QUOTE_F_ARTICLE_UUID,
    QUOTE_F_TITLE,
    QUOTE_F_AUTHOR,
    QUOTE_F_URL,
    QUOTE_F_SOURCE,
    QUOTE_F_PUBLISHED,
    QUOTE_F_START,
    QUOTE_F_END,
    QUOTE_F_COLOR,
    QUOTE_F_CREATED,
    QUOTE_F_MODIFIED,
    QUOTE_F_PERMILLE,
    QUOTE_FIELDS
};

enum { QUOTES_MAX_WARNINGS = 100, QUOTES_MAX_RECORDS = 1 << 20 };

/* Writing, in the importer. */

struct quotes_writer {
    struct buf warnings, records; /* fields */
    uint32_t fields;
    size_t nwarnings, nrecords;
};

void quotes_writer_free(struct quotes_writer *w);

/* Adds a record; its strings may be any bytes and are made clean. One whose text is empty then is not
 * added: false. */
bool quotes_writer_add(struct quotes_writer *w, const struct quote_record *q);

/* Adds a warning, "PLACE: cause"; behind QUOTES_MAX_WARNINGS they are counted only. */
void quotes_writer_warn(struct quotes_writer *w, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes the stored form. ERR_EMPTY when there is no record, with the first warning as the cause. */
bool quotes_writer_write(struct quotes_writer *w, int fd, struct err *e);
bool quotes_writer_into(struct quotes_writer *w, struct buf *out, struct err *e);

/* Reading. Everything is copied; quotes_free ends it. */

struct quotes {
    VEC(struct quote_record) v;
    VEC(struct str) warnings;
    struct arena arena;
};

bool quotes_load(struct str bytes, struct quotes *out, struct err *e);
void quotes_free(struct quotes *q);

#endif
