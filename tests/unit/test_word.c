#include "text/word.h"

#include "text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unigbrk.h>

#include <cmocka.h>

#include "break_test.h"

/* Unicode's own cases: every place is a boundary or none, seen from every place. */
static void test_conformance(void **state)
{
    (void)state;
    struct break_test t;
    size_t cases = 0;
    if (!break_test_open(&t, "WordBreakTest.txt"))
        skip();
    while (break_test_next(&t)) {
        struct str s = buf_str(&t.text);
        size_t floor = 0;
        for (size_t i = 0; i + 1 < t.n; i++) {
            floor = t.places[i].breaks ? t.places[i].at : floor;
            if (word_floor(s, t.places[i].at) != floor)
                fail_msg("%s", t.line);
            size_t next = i + 1;
            while (!t.places[next].breaks)
                next++;
            if (word_next(s, t.places[i].at) != t.places[next].at)
                fail_msg("%s", t.line);
        }
        cases++;
    }
    break_test_close(&t);
    assert_true(cases > 1800);
}

static void test_left(void **state)
{
    (void)state;
    static const struct {
        const char *text, *left;
    } cases[] = {
        {"one two", "one "},
        {"one two  ", "one "},
        {"Node.js", ""},
        {"山路", "山"},
        {"コーヒー", ""},
        {"橋　two", "橋　"},
        {"a b　", "a "},
        {"3,000", ""},
        {"", ""},
        {"안녕 하세요", "안녕 "},
        {"say “it’s”", "say “it’s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(word_left(str_of(cases[i].text), strlen(cases[i].text)),
                         strlen(cases[i].left));
}

/* What is far away does not count: the same as in the whole text, and never behind the end. */
static void test_window(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 400; i++)
        buf_adds(&text, i % 3 ? "word, " : "山路 e\xCC\x81t ");
    struct str s = buf_str(&text);
    size_t at = 0, steps = 0;
    while (at < s.n) {
        size_t next = word_next(s, at);
        assert_true(next > at && next <= s.n);
        assert_int_equal(word_floor(s, at), at);
        assert_int_equal(word_floor(s, next - 1), at);
        at = next;
        steps++;
    }
    assert_true(steps > 1000);
    buf_clear(&text);
    buf_fill(&text, 'x', 100000);
    assert_true(word_next(buf_str(&text), 50000) - 50000 <= 512);
    buf_free(&text);
}

/* The program's own grapheme clusters are libunistring's, whose tables are a version older. */
static void test_clusters_agree(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",
                                         "山",
                                         "e\xCC\x81",
                                         "👩‍👩‍👧",
                                         "🇹🇼",
                                         "か\u3099",
                                         "한",
                                         "\u1100\u1161",
                                         "\r\n",
                                         "👍🏽",
                                         "\u200D",
                                         "\u0E33",
                                         "\u0915\u093F",
                                         "❤️",
                                         "1️⃣"};
    srand(5);
    for (int round = 0; round < 2000; round++) {
        struct buf text = {0};
        char marks[512];
        for (int i = 0; i < 10; i++)
            buf_adds(&text, pieces[rand() % 15]);
        u8_grapheme_breaks((const uint8_t *)text.p, text.n, marks);
        for (size_t at = 0; at < text.n;) {
            size_t next = grapheme_next(buf_str(&text), at);
            for (size_t i = at + 1; i < next; i++)
                if (marks[i])
                    fail_msg("%zu of %s: no boundary", i, buf_cstr(&text));
            if (next < text.n && !marks[next])
                fail_msg("%zu of %s: a boundary", next, buf_cstr(&text));
            at = next;
        }
        buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conformance),
        cmocka_unit_test(test_left),
        cmocka_unit_test(test_window),
        cmocka_unit_test(test_clusters_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
