#include "doc/builder.h"
#include "doc/outline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* A document with headings of these levels (a digit each); '.' is a paragraph. Each leaf has one
 * character, so that leaf i is at 2 * i. */
static struct doc *doc_of(const char *levels)
{
    struct doc_builder *b = doc_builder_new(NULL);
    for (; *levels; levels++) {
        doc_build_open(b, *levels == '.' ? BLOCK_PARA : BLOCK_HEADING);
        if (*levels != '.')
            doc_build_level(b, (unsigned)(*levels - '0'));
        doc_build_text(b, STR("x"));
    }
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    doc_builder_free(b);
    return d;
}

static void expect_levels(const char *levels, const char *want)
{
    char have[16] = "";
    struct doc *d = doc_of(levels);
    struct outline o = outline_build(d);
    assert_in_range(o.n, 0, sizeof have - 1);
    for (size_t i = 0; i < o.n; i++)
        have[i] = (char)('0' + o.v[i].level);
    assert_string_equal(have, want);
    outline_free(&o);
    doc_free(d);
}

static void levels_are_dense(void **state)
{
    (void)state;
    expect_levels(".", "");
    expect_levels("123123", "123123");
    expect_levels("2.4.6", "123");
    expect_levels("3121", "1121");
    expect_levels("2535", "1223");
    expect_levels("263626", "122312");
    expect_levels("123456", "123456");
    expect_levels("654321", "111111");
}

static void sections_cover_the_text(void **state)
{
    (void)state;
    struct doc *d = doc_of(".1.2..1");
    struct outline o = outline_build(d);
    assert_int_equal(o.n, 3);
    assert_int_equal(o.v[0].block, 1);
    assert_int_equal(o.v[0].r.beg, 2);
    assert_int_equal(o.v[0].r.end, 6);
    assert_int_equal(o.v[1].r.beg, 6);
    assert_int_equal(o.v[1].r.end, 12);
    assert_int_equal(o.v[2].r.beg, 12);
    assert_int_equal(o.v[2].r.end, d->text.n);

    assert_int_equal(outline_at(&o, 0), o.n);
    assert_int_equal(outline_at(&o, 1), o.n);
    assert_int_equal(outline_at(&o, 2), 0);
    assert_int_equal(outline_at(&o, 5), 0);
    assert_int_equal(outline_at(&o, 6), 1);
    assert_int_equal(outline_at(&o, 12), 2);
    assert_int_equal(outline_at(&o, DOC_NONE), 2);
    outline_free(&o);
    assert_int_equal(outline_at(&o, 3), 0);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_are_dense),
        cmocka_unit_test(sections_cover_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
