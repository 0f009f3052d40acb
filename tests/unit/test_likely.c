/* The model of what text is likely: prose in its language, prose in others, and misreadings. */
#include "text/likely.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const PROSE[LIKELY_LANGS] = {
    [LIKELY_ZH_HANS] = "老人把门推开，风带着雪吹进来，炉子里的火忽然亮了一下。",
    [LIKELY_ZH_HANT] = "老人把門推開，風帶著雪吹進來，爐子裡的火忽然亮了一下。",
    [LIKELY_JA] = "老人が戸を開けると、雪が風といっしょに吹き込んできた。",
    [LIKELY_KO] = "노인이 문을 열자 눈이 바람과 함께 들어왔고 불이 밝아졌다.",
};

/* Bits a character. */
static double bits(const char *text, enum likely_lang lang)
{
    size_t chars;
    uint64_t cost = likely_cost(str_of(text), lang, &chars);
    return (double)cost / 256.0 / (double)chars;
}

static void test_own_language(void **state)
{
    (void)state;
    for (int lang = 0; lang < LIKELY_LANGS; lang++) {
        assert_true(bits(PROSE[lang], (enum likely_lang)lang) < 12.0);
        for (int other = 0; other < LIKELY_LANGS; other++)
            if (other != lang)
                assert_true(bits(PROSE[lang], (enum likely_lang)other) >
                            bits(PROSE[lang], (enum likely_lang)lang) + 2.0);
        assert_true(bits(PROSE[lang], LIKELY_ANY) == bits(PROSE[lang], (enum likely_lang)lang));
    }
}

static void test_misreadings(void **state)
{
    (void)state;
    static const char *const texts[] = {"鑰佷汉鎶婇棬鎺ㄥ紑锛岀倝瀛愰噷鐨勭伀",
                                        "橾參藷芢羲ㄛ瑞湍覂悕斯輛懂", "侶몸변鑒삔럿쀼寧몸寧濾",
                                        "ÀÏÈË°ÑÃÅÍÆ¿ª", "\uE123\uE124\uE125"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(bits(texts[i], LIKELY_ANY) > 14.0);
}

static void test_neutral(void **state)
{
    (void)state;
    size_t chars;
    assert_int_equal(likely_cost(STR("plain ASCII, 1234\n"), LIKELY_ANY, &chars), 0);
    assert_int_equal(chars, 0);
    assert_int_equal(likely_cost(STR(""), LIKELY_JA, NULL), 0);
}

/* The text costs what its characters cost, each behind the one before. */
static void test_sum(void **state)
{
    (void)state;
    uint64_t sum = likely_pair_cost(0, 0x6211, LIKELY_ZH_HANS) +
                   likely_pair_cost(0x6211, 0x4EEC, LIKELY_ZH_HANS);
    assert_int_equal(likely_cost(STR("我们"), LIKELY_ZH_HANS, NULL), sum);
    assert_true(likely_pair_cost(0x6211, 0x4EEC, LIKELY_ZH_HANS) <
                likely_pair_cost(0x9F8D, 0x4EEC, LIKELY_ZH_HANS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_language),
        cmocka_unit_test(test_misreadings),
        cmocka_unit_test(test_neutral),
        cmocka_unit_test(test_sum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
