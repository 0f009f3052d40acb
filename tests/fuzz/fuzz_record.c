/* A record: it is refused with a message, or becomes a document that its own validator takes, of the
 * same content hash each time. */
#include "../unit/record_parsers.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct err e = {0};
    struct str s = str_n((const char *)data, n);
    struct doc *d = record_parse_in_process(s, &e);
    if (!d && !e.msg[0])
        abort();
    struct doc *again = d ? record_parse_in_process(s, &e) : NULL;
    if (d && (!again || d->content_hash.hi != again->content_hash.hi))
        abort();
    doc_free(again);
    doc_free(d);
    return 0;
}
