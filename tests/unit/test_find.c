#include "doc/builder.h"
#include "doc/find.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc_finish.h"

static struct doc *doc_of(const char *text)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PRE);
    doc_build_text(b, str_of(text));
    doc_build_close(b, BLOCK_PRE);
    return finish(b);
}

/* The places of needle as "beg-end beg-end". */
static void check(const char *text, const char *needle, const char *want)
{
    struct doc *d = doc_of(text);
    struct find_hits hits = {0};
    struct buf got = {0};
    doc_find(d, str_of(needle), 100, &hits);
    for (size_t i = 0; i < hits.r.n; i++)
        buf_addf(&got, "%s%u-%u", i ? " " : "", hits.r.v[i].beg, hits.r.v[i].end);
    assert_string_equal(buf_cstr(&got), want);
    buf_free(&got);
    vec_free(&hits.r);
    doc_free(d);
}

static void test_plain(void **state)
{
    (void)state;
    check("一二一二", "二", "3-6 9-12");
    check("一二一二", "一二", "0-6 6-12");
    check("aaaa", "aa", "0-2 2-4");
    check("一二", "三", "");
    check("一二", "", "");
    check("ab", "abc", "");
}

static void test_folding(void **state)
{
    (void)state;
    check("AbC abc", "aBc", "0-3 4-7");
    check("ＡＢc", "abC", "0-7");
    check("abc", "ＡＢＣ", "0-3");
    check("（一）(一)", "(一)", "0-9 9-14");
    check("甲　乙", "甲 乙", "0-9");
    check("甲\n乙", "甲 乙", "0-7");
    check("開源與开源", "开源", "0-6 9-15");
    check("CAFÉ cafe\xCC\x81", "café", "0-5 6-12");
    check("é", "e", ""); /* letters with marks are other letters */
}

static void test_grapheme_boundaries(void **state)
{
    (void)state;
    check("か\xe3\x82\x99か", "か", "6-9"); /* U+3099 belongs to what it follows */
    check("e\xcc\x81", "e", "");
}

static void test_limit(void **state)
{
    (void)state;
    struct doc *d = doc_of("aaaaaaaa");
    struct find_hits hits = {0};
    doc_find(d, STR("a"), 3, &hits);
    assert_int_equal(hits.r.n, 3);
    vec_free(&hits.r);
    doc_free(d);
}

static void test_words(void **state)
{
    (void)state;
    assert_true(find_has_words(STR("One page forward"), STR("PAGE one")));
    assert_true(find_has_words(STR("東塔的鐘"), STR("鐘　塔")));
    assert_false(find_has_words(STR("東塔的鐘"), STR("鐘 橋")));
    assert_true(find_has_words(STR("任何"), STR("  ")));
    assert_true(find_has_words(STR(""), STR("")));
}

/* Against the definition, over short random texts of few letters. */
static void test_random(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "A", "Ａ", "ａ", "二"};
    static const char folded[] = {'a', 'a', 'a', 'a', '2'};
    srand(7);
    for (int round = 0; round < 500; round++) {
        struct buf text = {0}, plain = {0}, needle = {0}, plain_needle = {0};
        buf_addc(&text, '_'); /* the text is never empty */
        buf_addc(&plain, '_');
        for (int i = rand() % 12; i > 0; i--) {
            int k = rand() % 5;
            buf_adds(&text, letters[k]);
            buf_addc(&plain, folded[k]);
        }
        for (int i = 1 + rand() % 2; i > 0; i--) {
            int k = rand() % 5;
            buf_adds(&needle, letters[k]);
            buf_addc(&plain_needle, folded[k]);
        }
        size_t want = 0, at = 0;
        while ((at = str_find(buf_str(&plain), buf_str(&plain_needle), at)) != STR_NPOS) {
            want++;
            at += plain_needle.n;
        }
        struct doc *d = doc_of(buf_cstr(&text));
        struct find_hits hits = {0};
        doc_find(d, buf_str(&needle), 100, &hits);
        assert_int_equal(hits.r.n, want);
        vec_free(&hits.r);
        doc_free(d);
        buf_free(&text);
        buf_free(&plain);
        buf_free(&needle);
        buf_free(&plain_needle);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_grapheme_boundaries),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
