/* Files of quotes: from bytes to records (doc/quote_stored.h). Runs in the importer only.
 *
 *   w3c       an AnnotationCollection, AnnotationPage, array or JSON lines of annotations, or one
 *             (W3C Web Annotation Data Model)
 *   readwise  CSV (RFC 4180) with the column Highlight; the others in any order, or absent
 *   koreader  JSON of KOReader's exporter: a book, or several under "documents"
 *   kindle    My Clippings.txt, English, Chinese or Japanese
 *   foliate   JSON of a book's annotations
 *
 * A record that cannot be read is a warning with its place and cause; the rest goes on. Members that mean
 * nothing here are kept in `extra`, so that they can be written again (app/exchange.h). */
#ifndef JD_PARSE_QUOTES_H
#define JD_PARSE_QUOTES_H

#include "doc/quote_stored.h"
#include "parse/registry.h"

struct quote_source {
    struct str text; /* UTF-8 */
    struct arena *arena;
    struct quotes_writer *out;
};

struct quote_parser {
    const char *name;
    bool (*looks)(struct str text);
    /* False: the file as a whole cannot be read. */
    bool (*parse)(const struct quote_source *s, struct err *e);
};

extern const struct quote_parser QUOTES_W3C, QUOTES_READWISE, QUOTES_KOREADER, QUOTES_KINDLE,
    QUOTES_FOLIATE;

/* Reads in->bytes; in->format names a parser, or is empty. ERR_FORMAT where it is none of them, with what
 * there is; ERR_EMPTY where no quote is in it comes later, from quotes_writer_write. */
bool quotes_parse(const struct parse_input *in, struct quotes_writer *out, struct err *e);

/* For the parsers: what a JSON string says, in the arena; STR_NONE for anything else. */
struct str quote_json_text(struct arena *a, struct str value);

/* Appends to `members` all members of an object but those named (NULL at the end), as "key":value. */
void quote_json_rest(struct str object, const char *const *known, struct buf *members);

/* The whole text as JSON; false with line and cause. */
bool quote_json_open(struct str text, struct str *value, struct err *e);

/* As iso_parse, and dates as people write them (parse/date.h); 0 where there is none. */
int64_t quote_time(struct str s, bool local);

#endif
