#include "parse/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_lang(struct str text, const char *want)
{
    struct str got = lang_detect(text);
    if (!str_eq(got, str_of(want)))
        fail_msg("want %s, got %.*s: %.60s", want ? want : "none", STR_ARG(got), text.p);
}

static void test_by_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lang;
    } cases[] = {
        {"门开着，风从院子里吹进来，书页一张张翻过去。", "zh-Hans"},
        {"門開著，風從院子裡吹進來，書頁一張張翻過去。", "zh-Hant"},
        {"山水人木", "zh"},
        {"窓を開けると、風が入ってきて本の頁をめくった。", "ja"},
        {"コーヒー", "ja"},
        {"창문을 여니 바람이 들어와 책장을 넘겼다.", "ko"},
        {"國際情勢와 世界經濟에 관한 글", "ko"},
        {"The window was open and the wind turned the pages.", "en"},
        {"用 Linux 和 PostgreSQL 搭建服务器的过程", "zh-Hans"},
        {"A report on the word 漢字 and where it is used in the text of the page", "en"},
        {"La fenêtre était ouverte et le vent a tourné les pages du livre oublié.", NULL},
        {"Окно было открыто, и ветер листал страницы.", NULL},
        {"", NULL},
        {"ok", NULL},
        {"12345 ... !!", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_lang(str_of(cases[i].text), cases[i].lang);
}

/* A title and a licence in English do not hide what a long text is written in, nor does a Chinese
 * text become Japanese by a quotation. */
static void test_long_texts(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 100; i++)
        buf_adds(&b, "Permission is hereby granted to read this text. ");
    for (int i = 0; i < 5000; i++)
        buf_adds(&b, "书页一张张翻过去，风还没有停。");
    buf_adds(&b, "「ありがとう」「さようなら」");
    assert_lang(buf_str(&b), "zh-Hans");
    buf_free(&b);
}

/* Windows may begin and end inside a character. */
static void test_window_edges(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        struct buf b = {0};
        buf_fill(&b, ' ', shift);
        while (b.n < 40000)
            buf_adds(&b, "書頁");
        assert_lang(buf_str(&b), "zh-Hant");
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_characters),
        cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_window_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
