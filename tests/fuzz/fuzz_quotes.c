/* Files of quotes. The first byte chooses the format (a letter; any other: by what is in it). It is refused
 * with a message, or becomes quotes that the reader's own validator takes. */
#include "doc/quote_stored.h"
#include "parse/quotes.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct str format_of(uint8_t c)
{
    switch (c) {
    case 'w':
        return STR("w3c");
    case 'r':
        return STR("readwise");
    case 'k':
        return STR("koreader");
    case 'c':
        return STR("kindle");
    case 'f':
        return STR("foliate");
    }
    return STR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct err e = {0};
    struct quotes_writer w = {0};
    struct buf stored = {0};
    struct quotes q;
    if (n == 0)
        return 0;
    struct parse_input in = {.bytes = str_n((const char *)data + 1, n - 1),
                             .name = STR("quotes"),
                             .format = format_of(data[0])};
    bool ok = quotes_parse(&in, &w, &e) && quotes_writer_into(&w, &stored, &e);
    if (!ok && !e.msg[0])
        abort();
    if (ok && !quotes_load(buf_str(&stored), &q, &e))
        abort();
    if (ok)
        quotes_free(&q);
    quotes_writer_free(&w);
    buf_free(&stored);
    return 0;
}
