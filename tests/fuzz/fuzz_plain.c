/* The plain text parser, on any bytes: what it accepts is a document that loads again. */
#include "doc/dump.h"
#include "parse/plain.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct parse_input in = {.bytes = str_n((const char *)data, size), .name = STR("fuzz")};
    struct doc_builder *b = doc_builder_new(NULL);
    struct buf out = {0};
    if (PARSER_PLAIN.parse(&in, b, &e)) {
        struct doc *d = doc_builder_finish(b, &e);
        if (!d && e.code != ERR_EMPTY && e.code != ERR_LIMIT)
            abort();
        if (d)
            doc_dump_tree(d, &out);
        doc_free(d);
    }
    buf_free(&out);
    doc_builder_free(b);
    return 0;
}
