#include "layout_make.h"

#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* All rows of a layout, so that the rules can be told by index. */
struct row {
    struct layout_at at;
    bool blank, readings, heading, widow;
};

struct rows {
    VEC(struct row) r;
};

static void read_rows(struct layout *l, struct rows *rows)
{
    const struct doc *d = layout_doc(l);
    struct layout_at at;
    for (bool more = layout_first(l, &at); more; more = layout_next(l, &at)) {
        unsigned kind = d->blocks[at.unit].kind, flags = layout_line(l, at)->flags;
        bool blank = flags & LINE_BLANK;
        vec_push(&rows->r, (struct row){
                               .at = at,
                               .blank = blank,
                               .readings = flags & LINE_READINGS,
                               .heading = !blank && (kind == BLOCK_HEADING || kind == BLOCK_TITLE),
                               .widow = !blank && kind != BLOCK_TABLE && (flags & LINE_LAST) &&
                                        !(flags & LINE_FIRST),
                           });
    }
}

static size_t index_of(const struct rows *rows, struct layout_at at)
{
    size_t i = 0;
    while (i < rows->r.n && layout_cmp(rows->r.v[i].at, at) != 0)
        i++;
    assert_true(i < rows->r.n);
    return i;
}

static size_t forward(struct layout *l, const struct rows *rows, size_t top, unsigned n)
{
    return index_of(rows, layout_page_forward(l, rows->r.v[top].at, n));
}

/* The last text row of the page at top. */
static size_t last_text(const struct rows *rows, size_t top, unsigned n)
{
    size_t i = top + n < rows->r.n ? top + n - 1 : rows->r.n - 1;
    while (i > top && rows->r.v[i].blank)
        i--;
    return i;
}

static bool strands(const struct rows *rows, size_t top, unsigned n)
{
    return top + n < rows->r.n && rows->r.v[last_text(rows, top, n)].heading;
}

/* The row that a page begins with which is to begin with text row i. */
static size_t opening(const struct rows *rows, size_t i)
{
    return i && rows->r.v[i - 1].readings ? i - 1 : i;
}

/* A row that may open a page: text, no widow, no later line of a run of headings. */
static bool may_open(const struct rows *rows, size_t i, size_t after)
{
    const struct row *r = &rows->r.v[i];
    if (r->blank || opening(rows, i) <= after || (r->widow && !r->heading))
        return false;
    size_t before = i;
    while (before > 0 && rows->r.v[--before].blank)
        ;
    return !r->heading || before <= after || !rows->r.v[before].heading;
}

static void check_turn(const struct rows *rows, size_t top, size_t next, unsigned n)
{
    assert_true(next > top);
    for (size_t i = top + n; i < next; i++)
        assert_true(rows->r.v[i].blank); /* nothing is skipped */
    assert_true(!rows->r.v[next].blank || rows->r.v[next].readings);
    size_t last = last_text(rows, top, n);
    bool choice = false;
    for (size_t i = top + 1; i <= last; i++)
        choice |= may_open(rows, i, top);
    if (!choice)
        return;
    size_t text = next + rows->r.v[next].readings;
    assert_true(text <= last); /* a row is carried over */
    assert_true(may_open(rows, text, top));
    if (strands(rows, next, n))
        for (size_t i = top + 1; i < text; i++)
            assert_true(!may_open(rows, i, top) || strands(rows, opening(rows, i), n));
}

static void check_pages(struct layout *l, const struct rows *rows, unsigned n)
{
    size_t top = 0, next;
    while ((next = forward(l, rows, top, n)) != top) {
        check_turn(rows, top, next, n);
        size_t back = index_of(rows, layout_page_back(l, rows->r.v[next].at, n));
        assert_int_equal(forward(l, rows, back, n), next);
        assert_true(back <= top); /* the one that overlaps least */
        top = next;
    }
    assert_true(top + n >= rows->r.n);
}

static void test_any_article(void **state)
{
    (void)state;
    static const unsigned sizes[] = {1, 2, 3, 4, 7, 12, 24, 50};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct choices c = {.n = 4000, .seed = seed};
        struct doc *d = make_article(&c, 24);
        struct layout_opts o = make_opts(&c);
        o.measure = o.measure < 16 ? 16 : o.measure;
        struct layout *l = layout_new(d, &o);
        struct rows rows = {0};
        read_rows(l, &rows);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_pages(l, &rows, sizes[i]);
        vec_free(&rows.r);
        layout_free(l);
        doc_free(d);
    }
}

/* Ten paragraphs of three lines, a heading behind the fifth: rows 0–14, blank 15, heading 16, blank
 * 17, rows 18–32. */
static struct doc *ten_paragraphs(void)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_LANG, STR("zh-Hant"));
    for (int i = 0; i < 10; i++) {
        if (i == 5) {
            doc_build_open(b, BLOCK_HEADING);
            doc_build_text(b, STR("下"));
        }
        doc_build_open(b, BLOCK_PARA);
        doc_build_text(b, STR("一二三四五六七八九十一二三四五六七八九十一二三"));
    }
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

static void test_rules_by_hand(void **state)
{
    (void)state;
    struct doc *d = ten_paragraphs();
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = 20;
    struct layout *l = layout_new(d, &o);
    struct rows rows = {0};
    read_rows(l, &rows);
    assert_int_equal(rows.r.n, 33);
    assert_true(rows.r.v[16].heading);
    assert_int_equal(forward(l, &rows, 0, 8), 7);    /* one row of overlap */
    assert_int_equal(forward(l, &rows, 0, 9), 7);    /* row 8 is a widow: two rows */
    assert_int_equal(forward(l, &rows, 1, 15), 13);  /* ends in the blank row 15, behind a widow */
    assert_int_equal(forward(l, &rows, 0, 17), 16);  /* the heading at the foot goes along */
    assert_int_equal(forward(l, &rows, 0, 18), 16);  /* also with the blank row below it */
    assert_int_equal(forward(l, &rows, 1, 9), 7);    /* 9 would end in the heading, 8 is a widow */
    assert_int_equal(forward(l, &rows, 23, 10), 23); /* the last page */
    assert_int_equal(forward(l, &rows, 0, 1), 1);
    assert_int_equal(forward(l, &rows, 0, 0), 1);
    assert_int_equal(forward(l, &rows, 0, 40), 0);
    struct layout_at first = rows.r.v[0].at;
    assert_int_equal(layout_cmp(layout_page_back(l, first, 10), first), 0);
    assert_int_equal(layout_cmp(layout_page_back(l, rows.r.v[5].at, 10), first), 0);
    vec_free(&rows.r);
    layout_free(l);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_article),
        cmocka_unit_test(test_rules_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
