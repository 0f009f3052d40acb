/* A page: it is refused with a message, or becomes a document that its own validator takes. */
#include "parse/html.h"

#include "doc/serial.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct err e = {0};
    struct parse_input in = {.bytes = str_n((const char *)data, n),
                             .name = STR("https://example.org/dir/page.html")};
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d = PARSER_HTML.parse(&in, b, &e) ? doc_builder_finish(b, &e) : NULL;
    if (!d && !e.msg[0])
        abort();
    doc_free(d);
    doc_builder_free(b);
    return 0;
}
