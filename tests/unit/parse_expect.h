/* What a parser makes of a source, for tests. Define TESTED_PARSER before including; cmocka.h too. */
#ifndef JD_TESTS_PARSE_EXPECT_H
#define JD_TESTS_PARSE_EXPECT_H

#include "parse_make.h"

static struct doc *parse(const char *source)
{
    struct err e = {0};
    struct doc *d = parse_str(&TESTED_PARSER, str_of(source), &e);
    if (!d)
        fail_msg("%s: %s", source, e.msg);
    return d;
}

/* Takes and frees both. */
static void expect_same(struct doc *d, char *have, const char *want)
{
    assert_string_equal(have, want);
    free(have);
    doc_free(d);
}

static void expect_tree(const char *source, const char *tree)
{
    struct doc *d = parse(source);
    expect_same(d, parse_tree(d), tree);
}

static void expect_attr(const char *source, enum attr_key key, const char *value)
{
    struct doc *d = parse(source);
    expect_same(d, str_dup(doc_attr(d, key)), value);
}

#endif
