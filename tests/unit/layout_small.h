/* Small documents for tests of layout, and their rows. Include <cmocka.h> before. */
#ifndef JD_TESTS_LAYOUT_SMALL_H
#define JD_TESTS_LAYOUT_SMALL_H

#include "doc_finish.h"
#include "layout_check.h"

#include "doc/builder.h"
#include "paint/paint.h"

static inline struct doc_builder *start(const char *lang)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_LANG, str_of(lang));
    return b;
}

static inline void leaf(struct doc_builder *b, enum block_kind k, const char *text)
{
    doc_build_open(b, k);
    doc_build_text(b, str_of(text));
    doc_build_close(b, k);
}

static inline struct layout_opts at_width(unsigned measure)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = (uint16_t)measure;
    o.compress = o.full = o.gap = false;
    o.align = LAYOUT_RAGGED;
    return o;
}

/* With all that layout/set.h does by default. */
static inline struct layout_opts set_at_width(unsigned measure)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = (uint16_t)measure;
    return o;
}

static inline void expect_rows(const struct doc *d, struct layout_opts o, const char *want)
{
    struct layout *l = layout_new(d, &o);
    struct buf out = {0};
    paint_dump(l, NULL, false, &out);
    assert_string_equal(buf_cstr(&out), want);
    buf_free(&out);
    const char *bad = check_layout(l);
    if (bad)
        fail_msg("%s", bad);
    layout_free(l);
}

/* Ends b, and compares its rows. */
static inline void expect(struct doc_builder *b, struct layout_opts o, const char *want)
{
    struct doc *d = finish(b);
    expect_rows(d, o, want);
    doc_free(d);
}

#endif
