#include "doc_make.h"

#include "doc/anchor.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* A document of preformatted text, so that it is what is given. */
static struct doc *doc_of(const char *text)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PRE);
    doc_build_text(b, str_of(text));
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    doc_builder_free(b);
    return d;
}

static struct doc_range range_of(const struct doc *d, const char *what)
{
    size_t at = str_find(d->text, str_of(what), 0);
    assert_int_not_equal(at, STR_NPOS);
    return (struct doc_range){(doc_pos)at, (doc_pos)(at + strlen(what))};
}

#define assert_range(r, b, e)                                                                      \
    do {                                                                                           \
        assert_int_equal((r).beg, b);                                                              \
        assert_int_equal((r).end, e);                                                              \
    } while (0)

static const struct doc_range UNTOUCHED = {777, 888};

static void an_anchor_tells_its_surroundings(void **state)
{
    (void)state;
    struct doc *d = doc_of("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"
                           "引文"
                           "甲乙丙");
    struct anchor a = anchor_make(d, range_of(d, "引文"));
    assert_true(str_eq(a.exact, STR("引文")));
    assert_int_equal(utf8_count(a.prefix), ANCHOR_CONTEXT_CHARS);
    assert_true(str_starts(a.prefix, STR("四五六")));
    assert_true(str_eq(a.suffix, STR("甲乙丙")));
    assert_true(a.exact.p >= d->text.p && a.exact.p < d->text.p + d->text.n);

    a = anchor_make(d, (struct doc_range){3, 3});
    assert_int_equal(utf8_count(a.exact), ANCHOR_CONTEXT_CHARS);
    assert_true(str_starts(a.exact, STR("二三")));
    assert_true(str_eq(a.prefix, STR("一")));

    a = anchor_make(d, (struct doc_range){UINT32_MAX, 2});
    assert_range(a.hint, d->text.n, d->text.n);
    assert_int_equal(a.exact.n, 0);
    doc_free(d);
}

static void the_same_text_is_exact(void **state)
{
    (void)state;
    struct doc *d = doc_of("a word, a word, a word");
    for (doc_pos p = 0; p <= d->text.n; p++) {
        struct doc_range r = UNTOUCHED;
        struct anchor a = anchor_make(d, (struct doc_range){p, p});
        assert_int_equal(anchor_find(d, &a, &r), ANCHOR_EXACT);
        assert_range(r, p, p);
    }
    struct anchor a = anchor_make(d, (struct doc_range){10, 14});
    struct doc_range r = UNTOUCHED;
    assert_int_equal(anchor_find(d, &a, &r), ANCHOR_EXACT);
    assert_range(r, 10, 14);
    a.hint.end = UINT32_MAX; /* a hint that is not true to the text */
    assert_int_equal(anchor_find(d, &a, &r), ANCHOR_EXACT);
    assert_range(r, 10, 14);
    doc_free(d);
}

/* Where the anchor of `what` in `before` is found in `after`; DOC_NONE when lost. */
static doc_pos moved(const char *before, const char *what, const char *after)
{
    struct doc *d = doc_of(before), *e = doc_of(after);
    struct anchor a = anchor_make(d, range_of(d, what));
    struct doc_range r = UNTOUCHED;
    enum anchor_match m = anchor_find(e, &a, &r);
    if (m == ANCHOR_LOST)
        assert_range(r, UNTOUCHED.beg, UNTOUCHED.end);
    else {
        assert_int_equal(m, ANCHOR_MOVED);
        assert_true(str_eq(doc_slice(e, r), str_of(what)));
    }
    doc_free(d);
    doc_free(e);
    return m == ANCHOR_LOST ? DOC_NONE : r.beg;
}

static void edits_elsewhere_move_it(void **state)
{
    (void)state;
    assert_int_equal(moved("前文。這裡是引用的句子。後文。", "這裡是引用的句子",
                           "新加的一段\n前文。這裡是引用的句子。後文。"),
                     16 + 9);
    assert_int_equal(moved("0123456789", "3456789", "x0123456789"), 4);
}

static void context_chooses(void **state)
{
    (void)state;
    assert_int_equal(moved("red word here, green word there, blue word where", "green word",
                           "x, green word, red word here, green word there, blue word"),
                     30);
    /* places that overlap */
    assert_int_equal(moved("丙哈哈甲乙丁戊己庚", "哈哈", "丙哈哈哈甲乙丁戊己庚"), 6);
}

static void equal_places_go_to_the_nearest(void **state)
{
    (void)state;
    struct doc *d = doc_of("........ the very words ........ the very words ........ ");
    struct anchor a = anchor_make(d, (struct doc_range){33, 47});
    a.prefix = a.suffix = STR_NONE;
    a.text_hash++;
    struct doc_range r;
    a.hint = (struct doc_range){25, 26};
    assert_int_equal(anchor_find(d, &a, &r), ANCHOR_MOVED);
    assert_range(r, 33, 47);
    a.hint = (struct doc_range){20, 21};
    assert_int_equal(anchor_find(d, &a, &r), ANCHOR_MOVED);
    assert_range(r, 9, 23);
    doc_free(d);
}

static void short_texts_are_not_guessed(void **state)
{
    (void)state;
    assert_int_equal(moved("甲的乙", "的", "丙丁的戊"), DOC_NONE);
    assert_int_equal(moved("what was here", "here", "gone"), DOC_NONE);
    /* seven characters alone, eight alone */
    assert_int_equal(moved("1234567", "1234567", "x1234567"), DOC_NONE);
    assert_int_equal(moved("12345678", "12345678", "x12345678"), 1);
    /* one character, seven around it */
    assert_int_equal(moved("甲乙丙丁的戊己庚", "的", "x甲乙丙丁的戊己庚"), 13);
}

static void clusters_are_not_cut(void **state)
{
    (void)state;
    assert_int_equal(
        moved("the letter e", "the letter e", "of the letter e\xCC\x81, or the letter e"), 22);
    assert_int_equal(moved("the letter e", "the letter e", "of the letter e\xCC\x81"), DOC_NONE);
}

static void the_end_is_found_by_what_is_before(void **state)
{
    (void)state;
    struct doc *d = doc_of("一二三四五六七八九完"), *e = doc_of("零一二三四五六七八九完");
    struct anchor a = anchor_make(d, (struct doc_range){30, 30});
    struct doc_range r = UNTOUCHED;
    assert_int_equal(anchor_find(e, &a, &r), ANCHOR_MOVED);
    assert_range(r, 33, 33);
    doc_free(d);
    doc_free(e);
}

static void repetition_is_no_trap(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_fill(&b, 'a', 40000);
    struct doc *d = doc_of(buf_cstr(&b));
    struct anchor a = anchor_make(d, (struct doc_range){10000, 30000});
    a.text_hash++;
    struct doc_range r;
    assert_int_equal(anchor_find(d, &a, &r), ANCHOR_MOVED);
    assert_range(r, 10000, 30000);
    doc_free(d);
    buf_free(&b);
}

/* A range is found again after an insertion before or behind it, and is the same text. */
static void random_edits_elsewhere_lose_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"天", "地", "玄黃", "宇宙", " word ", "。", "é"};
    for (uint64_t seed = 1; seed <= 300; seed++) {
        uint64_t s = seed;
        struct buf text = {0};
        size_t cut[4] = {0}; /* edges of three stretches: before, quoted, behind */
        for (int i = 1; i < 4; i++) {
            for (int k = 0; k < 30; k++)
                buf_adds(&text, words[make_random(&s) % 7]);
            buf_addf(&text, "%d", i);
            cut[i] = text.n;
        }
        struct doc *d = doc_of(buf_cstr(&text));
        struct anchor a = anchor_make(d, (struct doc_range){(doc_pos)cut[1], (doc_pos)cut[2]});
        struct buf edited = {0};
        size_t shift = seed % 2 ? 12 : 0;
        buf_adds(&edited, shift ? "新加的字" : "");
        buf_add(&edited, buf_str(&text));
        buf_adds(&edited, "又加");
        struct doc *e = doc_of(buf_cstr(&edited));
        struct doc_range r = UNTOUCHED;
        assert_int_equal(anchor_find(e, &a, &r), ANCHOR_MOVED);
        assert_range(r, cut[1] + shift, cut[2] + shift);
        doc_free(d);
        doc_free(e);
        buf_free(&text);
        buf_free(&edited);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_anchor_tells_its_surroundings),
        cmocka_unit_test(the_same_text_is_exact),
        cmocka_unit_test(edits_elsewhere_move_it),
        cmocka_unit_test(context_chooses),
        cmocka_unit_test(equal_places_go_to_the_nearest),
        cmocka_unit_test(short_texts_are_not_guessed),
        cmocka_unit_test(clusters_are_not_cut),
        cmocka_unit_test(the_end_is_found_by_what_is_before),
        cmocka_unit_test(repetition_is_no_trap),
        cmocka_unit_test(random_edits_elsewhere_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
