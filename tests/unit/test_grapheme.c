#include "text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "break_test.h"
#include "random.h"

static void check_places(struct break_test *t)
{
    struct str s = buf_str(&t->text);
    size_t last = 0; /* boundary */
    for (size_t i = 1; i < t->n; i++) {
        size_t at = t->places[i].at;
        if (t->places[i].breaks) {
            if (grapheme_next(s, last) != at || grapheme_prev(s, at) != last)
                fail_msg("%s", t->line);
            last = at;
        }
        if (grapheme_floor(s, at) != last)
            fail_msg("floor: %s", t->line);
    }
}

static void conformance(void **state)
{
    struct break_test t;
    (void)state;
    if (!break_test_open(&t, "GraphemeBreakTest.txt"))
        skip();
    size_t n = 0;
    for (; break_test_next(&t); n++)
        check_places(&t);
    break_test_close(&t);
    assert_int_equal(n, 602);
}

/* Clusters are between the bars. */
static void clusters_of_real_text(void **state)
{
    static const char *const CASES[] = {
        "漢|字|か|が|。|“|A|”",
        "か\u3099|が",
        "🇯🇵|🇰🇷|🇨",
        "👩‍👩‍👧|👍🏽|❤️|1️⃣",
        "\u1100\u1161\u11A8|각|가\u11A8|한",
        "e\u0301|\r\n|\n|\u0301",
        "葛󠄀|飾",
        "ｶﾞ|ｱ",
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct buf text = {0};
        struct str rest = str_of(CASES[i]), field;
        while (str_split(&rest, '|', &field))
            buf_add(&text, field);
        size_t at = 0;
        rest = str_of(CASES[i]);
        while (str_split(&rest, '|', &field)) {
            assert_int_equal(grapheme_next(buf_str(&text), at), at + field.n);
            assert_int_equal(grapheme_prev(buf_str(&text), at + field.n), at);
            for (size_t in = at; in < at + field.n; in++)
                assert_int_equal(grapheme_floor(buf_str(&text), in), at);
            at += field.n;
        }
        assert_int_equal(at, text.n);
        buf_free(&text);
    }
}

static const char POOL[] = "a漢\u3099\u0301👩‍👍🏽🇯🇵🇰각ᅡ한ᆨ\r\n"
                           "\u200B\u0600कि";

/* From any place, back and forth meet the same boundaries. */
static void both_directions_agree(void **state)
{
    struct random r = {2};
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct buf b = {0};
        random_text(&r, str_of(POOL), 60, &b);
        struct str s = buf_str(&b);
        for (size_t at = 0; at < s.n;) {
            size_t next = grapheme_next(s, at);
            assert_true(next > at && next <= s.n);
            assert_true(utf8_is_boundary(s, next));
            assert_int_equal(grapheme_prev(s, next), at);
            for (size_t in = at; in < next; in++)
                assert_int_equal(grapheme_floor(s, in), at);
            at = next;
        }
        assert_int_equal(grapheme_floor(s, s.n), s.n);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conformance),
        cmocka_unit_test(clusters_of_real_text),
        cmocka_unit_test(both_directions_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
