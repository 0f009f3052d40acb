/* From a source's bytes to the text that a parser reads: decoded (text/charset.h), then repaired
 * (text/repair.h). */
#ifndef JD_PARSE_DECODE_H
#define JD_PARSE_DECODE_H

#include "parse/registry.h"
#include "text/charset.h"

struct decoded {
    struct str text;
    struct charset_result charset;
    struct repair repair;
};

/* declared: what the content says of its encoding; markup: it is HTML. False with the error; what a
 * failed call leaves needs no decode_free. */
bool decode_source(const struct parse_input *in, struct str bytes, struct str declared, bool markup,
                   struct decoded *out, struct err *e);

/* Gives the document what was found: ATTR_CHARSET, ATTR_REPLACED, ATTR_REPAIR, ATTR_REPAIR_OFFER and
 * ATTR_REPAIR_EDIT. page: of an article of several, from 0; the encoding is that of the first. */
void decode_report(const struct decoded *d, unsigned page, struct doc_builder *b);

void decode_free(struct decoded *d);

#endif
