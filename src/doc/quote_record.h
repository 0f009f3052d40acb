/* A quote outside of the library: what is exported, imported and set on a card.
 *
 * All strings are clean UTF-8 (text/sanitize.h): exact, prefix, suffix and note as SANITIZE_CODE, so that
 * they can be compared with a canonical text, the rest as SANITIZE_LINE. What is not known is empty. A
 * record borrows its strings. */
#ifndef JD_DOC_QUOTE_RECORD_H
#define JD_DOC_QUOTE_RECORD_H

#include "doc/doc.h"
#include "doc/quote_color.h"

struct quote_article {
    struct str uuid;
    struct str title, author;
    struct str url;       /* canonical; empty for what has none */
    struct str source;    /* as it was opened: a path or a URL */
    struct str published; /* ISO 8601, as precise as known */
};

struct quote_record {
    struct str uuid;
    struct str exact, prefix, suffix; /* of the canonical text; exact is not empty */
    int64_t start, end; /* code points of the canonical text, half-open; -1: not known.
                                         What others wrote may count UTF-16 units: quote_record_place */
    enum quote_color color;
    struct str note;
    const struct str *tags;
    size_t ntags;
    int64_t created_ms, modified_ms; /* since 1970-01-01 UTC; 0: not known */
    struct quote_article article;
    struct str section; /* the heading over the quote */
    int permille;       /* how far into the article; -1: not known */
    struct str
        extra; /* what else stood in an annotation, a JSON object in one line: app/exchange.h */
};

/* An empty record: places not known, yellow. */
extern const struct quote_record QUOTE_RECORD_NONE;

/* The bytes of text that start and end mean: counted in code points, or else in UTF-16 units, so that the
 * exact text stands there. False where neither is so. */
bool quote_record_place(const struct quote_record *q, struct str text, struct doc_range *out);

/* What identifies a quote whose source has no identifiers: a UUID (RFC 9562, version 8) of title, exact
 * text and time of creation, the same whenever the same file is read. */
enum { QUOTE_UUID_CHARS = 36 };
void quote_record_derive_uuid(const struct quote_record *q, char out[QUOTE_UUID_CHARS + 1]);

/* 8-4-4-4-12 hexadecimal digits. */
bool quote_uuid_ok(struct str s);

#endif
