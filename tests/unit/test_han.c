#include "text/han.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_readings(void **state)
{
    (void)state;
    static const struct {
        uint32_t c;
        const char *reading;
        bool has;
    } cases[] = {
        {0x958B, "kāi", true},                          /* 開 */
        {0x958B, "kái", false},                         /* another tone */
        {0x958B, "kai", false},                         /* the neutral tone is a tone of its own */
        {0x958B, "ka", false},                          /* a prefix */
        {0x91CD, "zhòng", true},                        /* 重, both ways */
        {0x91CD, "chóng", true},  {0x4E86, "le", true}, /* 了 */
        {0x4E86, "liǎo", true},   {0x5973, "nǚ", true}, /* 女 */
        {0x7DA0, "lǜ", true},                           /* 綠 */
        {0x96D9, "shuāng", true},                       /* the longest */
        {0x20000, "hē", true},                          /* outside the BMP: 𠀀 */
        {'a', "a", false},        {0x3042, "a", false}, /* あ */
        {0x10FFFF, "a", false},   {0xFFFFFFFF, "a", false}, {0x958B, "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(han_has_reading(cases[i].c, str_of(cases[i].reading)), cases[i].has);
}

static void test_syllables(void **state)
{
    (void)state;
    static const char *const yes[] = {"a", "zhuàng", "lǜ", "le", "ér", "xiōng"};
    static const char *const no[] = {"", "b", "kaī", "KAI", "adaptability", "zhuàngx", "lv", "ㄅ"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(han_is_syllable(str_of(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(han_is_syllable(str_of(no[i])));
    assert_false(han_is_syllable(str_n("a\0", 2)));
}

static void test_script(void **state)
{
    (void)state;
    assert_int_equal(han_script(0x9580), HAN_TRADITIONAL); /* 門 */
    assert_int_equal(han_script(0x95E8), HAN_SIMPLIFIED);  /* 门 */
    assert_int_equal(han_script(0x4EBA), HAN_BOTH);        /* 人 */
    assert_int_equal(han_script(0x540E), HAN_BOTH); /* 后: in 皇后 traditional has it too */
    assert_int_equal(han_script('a'), HAN_BOTH);
    assert_int_equal(han_script(0x10FFFF), HAN_BOTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
