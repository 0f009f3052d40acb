/* Files of quotes for tests: parsed in this process, as the importer does it. Include <cmocka.h> before. */
#ifndef JD_TESTS_QUOTE_PARSE_H
#define JD_TESTS_QUOTE_PARSE_H

#include "parse/quotes.h"

/* NULL format: by what is in it. quotes_free ends *out. */
static inline bool quote_parse(const char *format, struct str bytes, struct quotes *out,
                               struct err *e)
{
    struct quotes_writer w = {0};
    struct buf stored = {0};
    struct parse_input in = {.bytes = bytes, .name = STR("test"), .format = str_of(format)};
    bool ok = quotes_parse(&in, &w, e) && quotes_writer_into(&w, &stored, e) &&
              quotes_load(buf_str(&stored), out, e);
    quotes_writer_free(&w);
    buf_free(&stored);
    return ok;
}

static inline void quote_parse_ok(const char *format, const char *text, size_t n,
                                  struct quotes *out)
{
    struct err e = {0};
    if (!quote_parse(format, str_of(text), out, &e))
        fail_msg("%s", e.msg);
    if (out->v.n != n)
        fail_msg("%zu records, not %zu (%.*s)", out->v.n, n,
                 STR_ARG(out->warnings.n ? out->warnings.v[0] : STR_NONE));
}

#endif
