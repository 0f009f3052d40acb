/* Documents for tests of parsers: from a source to its document, its tree, its text. */
#ifndef JD_TESTS_PARSE_MAKE_H
#define JD_TESTS_PARSE_MAKE_H

#include "doc/dump.h"
#include "doc/serial.h"
#include "parse/registry.h"

#include <stdlib.h>

/* NULL with the error told when the parser refuses. */
static inline struct doc *parse_named(const struct parser *p, struct str name, struct str source,
                                      struct err *e)
{
    struct parse_input in = {.bytes = source, .name = name};
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d = p->parse(&in, b, e) ? doc_builder_finish(b, e) : NULL;
    doc_builder_free(b);
    return d;
}

static inline struct doc *parse_str(const struct parser *p, struct str source, struct err *e)
{
    return parse_named(p, STR("test"), source, e);
}

/* The blocks and spans of the tree, without the attributes of the document; malloc'd. */
static inline char *parse_tree(const struct doc *d)
{
    struct buf all = {0}, out = {0};
    doc_dump_tree(d, &all);
    struct str rest = buf_str(&all), line;
    bool body = false;
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_chr(line, ':', 0), space = str_chr(line, ' ', 0);
        body |= line.n && space < colon;
        if (body && line.n) {
            buf_add(&out, line);
            buf_addc(&out, '\n');
        }
    }
    buf_free(&all);
    return buf_take(&out);
}

#endif
