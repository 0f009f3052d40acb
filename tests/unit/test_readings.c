#include "parse/readings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_strips(const char *text, size_t n, const char *want)
{
    struct buf out = {0};
    assert_int_equal(readings_strip(str_of(text), &out), n);
    if (n)
        assert_string_equal(buf_cstr(&out), want);
    else
        assert_int_equal(out.n, 0);
    buf_free(&out);
}

static void test_injected(void **state)
{
    (void)state;
    assert_strips("開(kāi)源與(yǔ)閉源，誰(shuí)更長(cháng)久", 4, "開源與閉源，誰更長久");
    assert_strips("開(kāi)門(mén)", 2, "開門");
    assert_strips("馬(mǎ)(mǎ)車(chē)門(mén)", 3, "馬(mǎ)車門"); /* only right behind a Han */
}

static void test_what_stays(void **state)
{
    (void)state;
    assert_strips("開(kāi)門(mén)見(jiàn)山，適應(adaptability)力，信(1961)，門(mò)，門 (mén)", 3,
                  "開門見山，適應(adaptability)力，信(1961)，門(mò)，門 (mén)");
    assert_strips("開(kāi)門(mén)見(jiàn)山，a(ā)，）(ā)，門（mén）", 3,
                  "開門見山，a(ā)，）(ā)，門（mén）");
    assert_strips("開(kāi)門(mén)見(jiàn)山(shān", 3, "開門見山(shān");
    assert_strips("(kāi)開(kāi)門(mén)見(jiàn)", 3, "(kāi)開門見");
}

static void test_glosses_stay(void **state)
{
    (void)state;
    assert_strips("", 0, NULL);
    assert_strips("(", 0, NULL);
    assert_strips("重(chóng)慶", 0, NULL);
    assert_strips("開(kāi)源", 0, NULL);
    assert_strips("重(chóng)庆和银行(háng)", 0, NULL);
    /* two, among more words in brackets */
    assert_strips("門(mén)車(chē)，蘋果(apple)，梨(pear)，桃(peach)", 0, NULL);
}

/* Three readings in a book are glosses of its author. */
static void test_rare_glosses_stay(void **state)
{
    (void)state;
    struct buf b = {0}, out = {0};
    buf_adds(&b, "開(kāi)門(mén)見(jiàn)");
    for (int i = 0; i < 2000; i++)
        buf_adds(&b, "山裡的雪還沒有化");
    assert_int_equal(readings_strip(buf_str(&b), &out), 0);
    buf_free(&b);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_injected),
        cmocka_unit_test(test_what_stays),
        cmocka_unit_test(test_glosses_stay),
        cmocka_unit_test(test_rare_glosses_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
