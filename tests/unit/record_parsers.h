/* For what parses records in process: the parsers that a record's parts go to. */
#ifndef JD_TESTS_RECORD_PARSERS_H
#define JD_TESTS_RECORD_PARSERS_H

#include "parse/html.h"
#include "parse/markdown.h"
#include "parse/plain.h"
#include "parse/record.h"

static inline const struct parser *record_part(const char *name, struct err *e)
{
    static const struct parser *const all[] = {&PARSER_HTML, &PARSER_MARKDOWN, &PARSER_PLAIN};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    err_set(e, ERR_UNSUPPORTED, "%s", name);
    return NULL;
}

/* NULL with the error. */
static inline struct doc *record_parse_in_process(struct str source, struct err *e)
{
    struct parse_input in = {.bytes = source, .name = STR("in.jsonl:17"), .other = record_part};
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d = PARSER_RECORD.parse(&in, b, e) ? doc_builder_finish(b, e) : NULL;
    doc_builder_free(b);
    return d;
}

#endif
