#include "text/width.h"

#include "text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"

static int reset(void **state)
{
    (void)state;
    width_set_policy(&WIDTH_DEFAULT);
    return 0;
}

static void use_ambiguous(int cells)
{
    struct width_policy p = WIDTH_DEFAULT;
    p.ambiguous = (uint8_t)cells;
    width_set_policy(&p);
}

/* What terminals were measured to do. */
static void cells_of_code_points(void **state)
{
    static const struct {
        const char *chars;
        int cells, cells_if_ambiguous_is_2;
    } CASES[] = {
        {"“”‘’—…·①※─●×α€", 1, 2}, {"｡｢｣､ｱﾞ", 1, 1}, {"，。「」　가힣𠮷あー㐀龥〓！０Ａ", 2, 2},
        {"Az~䷀⋯", 1, 1},         {"👍👩😀🀄", 2, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct str rest = str_of(CASES[i].chars);
        while (rest.n) {
            uint32_t c = utf8_take(&rest);
            use_ambiguous(1);
            int narrow = width_of(c);
            use_ambiguous(2);
            if (narrow != CASES[i].cells || width_of(c) != CASES[i].cells_if_ambiguous_is_2)
                fail_msg("U+%04X: %d and %d cells", c, narrow, width_of(c));
        }
    }
}

static void what_takes_no_cell(void **state)
{
    static const uint32_t NONE[] = {
        0x00,   0x1B,   0x7F,   0x9B,   0xAD,   0x0301, 0x1160, 0x11A8, 0x200B,  0x200D,
        0x200E, 0x2028, 0x202E, 0x2060, 0x3099, 0x309A, 0xFE0F, 0xFEFF, 0xE0100,
    };
    (void)state;
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++)
        assert_int_equal(width_of(NONE[i]), 0);
}

/* Ideographs that Unicode has not assigned yet, and extensions G and H, are wide already. */
static void ideographs_to_come_are_wide(void **state)
{
    static const uint32_t WIDE[] = {0x9FFF, 0x2A6DF, 0x2EBE1, 0x2FFFD, 0x30000, 0x31350, 0x3FFFD};
    (void)state;
    for (size_t i = 0; i < sizeof WIDE / sizeof WIDE[0]; i++)
        assert_int_equal(width_of(WIDE[i]), 2);
}

static void cells_of_clusters(void **state)
{
    static const struct {
        const char *cluster;
        int cells;
    } CASES[] = {
        {"か\u3099", 2},
        {"e\u0301", 1},
        {"🇨🇳", 2},
        {"🇨", 1},
        {"👩‍👩‍👧", 2},
        {"👍🏽", 2},
        {"❤️", 1},
        {"1️⃣", 1},
        {"\u1100\u1161\u11A8", 2},
        {"葛\U000E0100", 2},
        {"ｶﾞ", 2},
        {"ﾞ", 1},
        {"\u0301", 0},
        {"\r\n", 0},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct str s = str_of(CASES[i].cluster);
        if (width_cluster(s) != CASES[i].cells || width_str(s) != (size_t)CASES[i].cells)
            fail_msg("%s: %d, %zu", s.p, width_cluster(s), width_str(s));
    }
}

static const char POOL[] = "aZ ~09漢字龥㐀、。“”—가각ᅡ\u3099\u0301"
                           "👩‍👍🏽🇯🇵ｶﾞ\u200B\n\x7F𠮷";

static size_t sum_of_clusters(struct str s)
{
    size_t sum = 0;
    for (size_t at = 0; at < s.n;) {
        size_t next = grapheme_next(s, at);
        sum += (size_t)width_cluster(str_sub(s, at, next));
        at = next;
    }
    return sum;
}

static void a_text_is_as_wide_as_its_clusters(void **state)
{
    struct random r = {3};
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct buf b = {0};
        use_ambiguous(1 + round % 2);
        random_text(&r, round % 3 ? STR("word and 漢字が\u3099 e\u0301") : str_of(POOL), 50, &b);
        assert_int_equal(width_str(buf_str(&b)), sum_of_clusters(buf_str(&b)));
        buf_free(&b);
    }
}

static void what_fits_is_the_longest_prefix(void **state)
{
    struct random r = {4};
    (void)state;
    for (int round = 0; round < 1000; round++) {
        struct buf b = {0};
        random_text(&r, round % 2 ? STR("plain ASCII words 漢字 ") : str_of(POOL), 40, &b);
        struct str s = buf_str(&b);
        size_t cols = random_below(&r, 60), used;
        size_t n = width_fit(s, cols, &used);
        assert_int_equal(width_fit(s, cols, NULL), n);
        assert_true(used <= cols);
        assert_int_equal(grapheme_floor(s, n), n);
        assert_int_equal(used, sum_of_clusters(str_sub(s, 0, n)));
        if (n < s.n) {
            struct str next = str_sub(s, n, grapheme_next(s, n));
            assert_true(used + (size_t)width_cluster(next) > cols);
        }
        buf_free(&b);
    }
}

static void the_policy_is_copied(void **state)
{
    struct width_policy p = {.ambiguous = 2, .emoji_zwj = 1};
    (void)state;
    width_set_policy(&p);
    p.ambiguous = 1;
    assert_int_equal(width_policy()->ambiguous, 2);
    assert_int_equal(width_policy()->emoji_zwj, 1);
    assert_int_equal(width_str(STR("“…”")), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(cells_of_code_points, reset),
        cmocka_unit_test(what_takes_no_cell),
        cmocka_unit_test(ideographs_to_come_are_wide),
        cmocka_unit_test(cells_of_clusters),
        cmocka_unit_test_teardown(a_text_is_as_wide_as_its_clusters, reset),
        cmocka_unit_test(what_fits_is_the_longest_prefix),
        cmocka_unit_test_teardown(the_policy_is_copied, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
