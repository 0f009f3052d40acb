/* Readings that were put into a text, and those that were written. */
#include "text/repair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "corrupt_reading.h"
#include "shared_file.h"

static void assert_strips(const char *text, size_t n, const char *want)
{
    const struct repair_opts o = {0};
    struct repair r;
    repair_text(str_of(text), &o, &r);
    assert_int_equal(r.done[REPAIR_READINGS], n);
    if (n) {
        char *got = str_dup(r.text);
        assert_string_equal(got, want);
        free(got);
    } else {
        assert_ptr_equal(r.text.p, text);
    }
    repair_free(&r);
}

static void test_injected(void **state)
{
    (void)state;
    assert_strips("開(kāi)源與(yǔ)閉源，誰(shuí)更長(cháng)久", 4, "開源與閉源，誰更長久");
    assert_strips("開(kāi)門(mén)", 0, NULL);
    assert_strips("馬(mǎ)(mǎ)車(chē)門(mén)", 3, "馬(mǎ)車門"); /* only right behind a Han */
}

static void test_what_stays(void **state)
{
    (void)state;
    assert_strips("開(kāi)門(mén)見(jiàn)山，適應(adaptability)力，信(1961)，門(mò)，山 (shān)", 3,
                  "開門見山，適應(adaptability)力，信(1961)，門(mò)，山 (shān)");
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
    struct buf b = {0};
    buf_adds(&b, "開(kāi)門(mén)見(jiàn)");
    for (int i = 0; i < 2000; i++)
        buf_adds(&b, "山裡的雪還沒有化");
    assert_strips(buf_cstr(&b), 0, NULL);
    buf_free(&b);
}

/* A lesson gives a reading to most characters; a primer to each new one, once. */
static void test_lessons_stay(void **state)
{
    (void)state;
    assert_strips("開(kāi)車(chē)門(mén)見(jiàn)過(guò)馬(mǎ)說(shuō)話(huà)", 0, NULL);
    assert_strips("生字：開(kāi)、門(mén)、見(jiàn)、車(chē)。開門見山。開車出門，看見了車。"
                  "門開了，又關上；車來了，又走了。我們見到開車的人，他見我們開門。",
                  0, NULL);
    assert_strips("量?jī)", 0, NULL);
    assert_strips("好嗎?hǎo)", 0, NULL);
}

static void test_torn(void **state)
{
    (void)state;
    assert_strips("開(kāi)源，大量?jī)r(jià)值", 3, "開源，大量價值");
    assert_strips("門(mén)外，我們?cè)谀承╊I(lǐng)域", 3, "門外，我們在某些領域");
    assert_strips("開(kāi)始，因?yàn)檫@意味著", 2, "開始，因為這意味著");
    assert_strips("開(kāi)始，能夠?qū)W習(xí)", 3, "開始，能夠學習");
    assert_strips("開(kāi)始，人們談?wù)撟晕腋倪M(jìn)的時候", 3, "開始，人們談論自我改進的時候");
}

/* Damage of all kinds of text, made as the seed's was, and turned back. */
static void test_corrupted(void **state)
{
    (void)state;
    struct corrupt_figures f = {0};
    for (uint64_t seed = 1; seed <= 300; seed++)
        corrupt_and_repair(seed, &f);
    print_message("restored %zu of %zu characters (%.2f %%), %zu readings, %zu torn\n", f.restored,
                  f.chars, 100.0 * (double)f.restored / (double)f.chars, f.readings, f.torn);
    assert_true(f.readings > 5000);
    assert_true(f.torn > 100);
    assert_true(f.restored * 1000 >= f.chars * 985);
}

/* The page that it all began with. */
static void test_seed(void **state)
{
    (void)state;
    struct buf page = {0};
    const struct repair_opts o = {0};
    struct repair r;
    shared_file("seed/article.txt", &page);
    repair_text(buf_str(&page), &o, &r);
    assert_int_equal(r.done[REPAIR_READINGS], 592);
    assert_int_equal(r.offered[REPAIR_READINGS], 0);
    static const char *const whole[] = {
        "大量價值",     "我們在某些領域", "因為這意味著",           "談論了自己",  "能夠學習",
        "你們如何察覺", "談論自我改進",   "適應能力(adaptability)", "(resilience)"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (str_find(r.text, str_of(whole[i]), 0) == STR_NPOS)
            fail_msg("%s is not there", whole[i]);
    repair_free(&r);
    buf_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_injected),     cmocka_unit_test(test_what_stays),
        cmocka_unit_test(test_glosses_stay), cmocka_unit_test(test_rare_glosses_stay),
        cmocka_unit_test(test_lessons_stay), cmocka_unit_test(test_torn),
        cmocka_unit_test(test_corrupted),    cmocka_unit_test(test_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
