/* The document of a builder, which goes. Include behind cmocka.h. */
#ifndef JD_TESTS_DOC_FINISH_H
#define JD_TESTS_DOC_FINISH_H

#include "doc/builder.h"

static inline struct doc *finish(struct doc_builder *b)
{
    struct err e = {0};
    struct doc *d = doc_builder_finish(b, &e);
    if (!d)
        fail_msg("no document: %s", e.msg);
    doc_builder_free(b);
    return d;
}

#endif
