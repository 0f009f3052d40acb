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

static void repeat(struct buf *out, const char *s, unsigned n)
{
    while (n--)
        buf_adds(out, s);
}

/* n times unit and something to read behind it: a document, or nothing to read, and soon. */
static void expect_survives(const char *unit, unsigned n)
{
    struct buf s = {0};
    struct err e = {0};
    repeat(&s, unit, n);
    buf_adds(&s, "末\n");
    struct doc *d = parse_str(&TESTED_PARSER, buf_str(&s), &e);
    if (!d && e.code != ERR_EMPTY)
        fail_msg("%s: %s", unit, e.msg);
    doc_free(d);
    buf_free(&s);
}

#endif
