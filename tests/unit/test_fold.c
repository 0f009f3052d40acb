#include "text/fold.h"

#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_the_same(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"開源軟體", "开源软体"},
        {"後來", "后来"},
        {"裡面", "裏面"},
        {"ＡＢＣ１２", "abc12"},
        {"Ñandú", "ñandú"},
        {"e\xCC\x81", "é"},
        {"が", "か\u3099"},
        {"ｶﾞ", "ガ"},
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"Straße", "STRASSE"},
        {"ЖУК", "жук"},
        {"甲　乙", "甲\n乙"},
        {"한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF"},
        {"ﾊﾝｶｸ", "ハンカク"},
        {"（一）", "(一)"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int turn = 0; turn < 2; turn++) {
            struct str a = str_of(same[i][turn]), b = str_of(same[i][!turn]);
            bool leads[256] = {0};
            fold_leads(b, leads);
            if (fold_match(a, b) != a.n || !leads[(unsigned char)a.p[0]])
                fail_msg("%s is not found by %s", a.p, b.p);
        }
}

static void test_not_the_same(void **state)
{
    (void)state;
    static const char *const other[][2] = {
        {"é", "e"}, {"が", "か"}, {"한", "하"}, {"ß", "s"}, {"あ", "ア"}, {"山", "川"}, {"a", "ab"},
    };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_int_equal(fold_match(str_of(other[i][0]), str_of(other[i][1])), 0);
    assert_int_equal(fold_match(STR("abc"), STR("AB")), 2);
}

/* Any code point folds to something, which folds to itself; a text is found by itself. */
static void test_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x30000; c++) {
        uint32_t once[FOLD_MAX], twice[FOLD_MAX];
        char bytes[UTF8_MAX_BYTES];
        if (c >= 0xD800 && c < 0xE000)
            continue;
        unsigned n = fold_char(c, once);
        assert_true(n >= 1 && n <= FOLD_MAX);
        for (unsigned i = 0; i < n; i++) {
            assert_true(once[i] > 0 && once[i] < 0x110000);
            if (fold_char(once[i], twice) != 1 || twice[0] != once[i])
                fail_msg("U+%04X folds to U+%04X, and that to U+%04X", c, once[i], twice[0]);
        }
        struct str s = {bytes, utf8_put(c, bytes)};
        bool leads[256] = {0};
        fold_leads(s, leads);
        if (fold_match(s, s) != s.n || !leads[(unsigned char)bytes[0]])
            fail_msg("U+%04X is not found by itself", c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same),
        cmocka_unit_test(test_not_the_same),
        cmocka_unit_test(test_every_code_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
