/* The index of the bundled articles. */
#include "app/bundled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_index(void **state)
{
    static const char index[] = "# file\tlang\tunits\ttitle\tsummary\n"
                                "post.txt\tzh-Hant\t1200\t山裡的小郵局\t冬天的信\n"
                                "\n"
                                "short.md\tja\tmany\t橋\r\n"
                                "no-title.md\tzh\n"
                                "\ten\t1\tno file\n";
    struct library_list l = {0};
    (void)state;
    bundled_parse("/assets", str_of(index), &l);
    assert_int_equal(l.n, 2);
    assert_string_equal(l.v[0].source, "/assets/post.txt");
    assert_string_equal(l.v[0].lang, "zh-Hant");
    assert_string_equal(l.v[0].title, "山裡的小郵局");
    assert_string_equal(l.v[0].summary, "冬天的信");
    assert_string_equal(l.v[0].uuid, "");
    assert_int_equal(l.v[0].units, 1200);
    assert_int_equal(l.v[0].progress_permille, -1);
    assert_int_equal(l.v[0].id, 0);
    assert_true(l.v[0].bundled && l.v[0].missing);
    assert_string_equal(l.v[1].title, "橋");
    assert_string_equal(l.v[1].summary, "");
    assert_int_equal(l.v[1].units, 0);
    library_list_free(&l);
}

static void test_nothing_there(void **state)
{
    struct library_list l = {0};
    (void)state;
    bundled_parse("/assets", STR(""), &l);
    bundled_list("/nowhere", &l);
    assert_int_equal(l.n, 0);
    library_list_free(&l);
}

/* Where the assets are, every line of the index is an article that is there. */
static void test_assets(void **state)
{
    struct library_list l = {0};
    (void)state;
    char *dir = bundled_dir();
    bundled_list(dir, &l);
    free(dir);
    for (size_t i = 0; i < l.n; i++) {
        if (l.v[i].missing)
            print_error("%s: missing\n", l.v[i].source);
        assert_false(l.v[i].missing);
        assert_true(l.v[i].units > 0);
        assert_true(*l.v[i].lang && *l.v[i].summary);
    }
    library_list_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_nothing_there),
        cmocka_unit_test(test_assets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
