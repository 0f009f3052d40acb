/* Short names for tests that build documents and compare their trees. Include behind cmocka.h. */
#ifndef JD_TESTS_DOC_EXPECT_H
#define JD_TESTS_DOC_EXPECT_H

#include "doc_finish.h"
#include "doc_make.h"

/* Ends b and compares the tree of its document. */
static inline void expect(struct doc_builder *b, const char *tree)
{
    struct doc *d = finish(b);
    char *have = make_tree(d);
    assert_string_equal(have, tree);
    free(have);
    doc_free(d);
}

static inline void text(struct doc_builder *b, const char *s)
{
    doc_build_text(b, str_of(s));
}

static inline void leaf(struct doc_builder *b, enum block_kind kind, const char *s)
{
    doc_build_open(b, kind);
    text(b, s);
    doc_build_close(b, kind);
}

#endif
