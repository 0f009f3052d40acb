#include "app/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *const NAMES[] = {"measure", "mode", "mouse", "line-spacing", "tab", "indent"};

static const char *nearest(const char *s)
{
    return suggest_name(str_of(s), NAMES, sizeof NAMES / sizeof *NAMES);
}

static void test_nearest(void **state)
{
    static const struct {
        const char *given, *near;
    } cases[] = {
        {"measure", "measure"},
        {"mesure", "measure"},  /* one letter missing */
        {"measrue", "measure"}, /* two swapped: one step, not two */
        {"MEASURE", "measure"}, /* case is no difference */
        {"maesrue", "measure"}, /* two swaps in seven letters */
        {"line_spacing", "line-spacing"},
        {"linespacing", "line-spacing"},
        {"moed", "mode"}, /* one swap in four */
        {"tba", "tab"},
        {"idnent", "indent"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(nearest(cases[i].given), cases[i].near);
}

static void test_too_far(void **state)
{
    static const char *const cases[] = {
        "",       "t",   "tb", /* one of two letters is more than a third */
        "hovse!",              /* three steps in six letters */
        "theme",  "xyz", "messuring",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(nearest(cases[i]));
}

static void test_bounded(void **state)
{
    static char longish[100000];
    static const char *const names[] = {longish, "tab"};
    (void)state;
    memset(longish, 'a', sizeof longish - 1);
    assert_null(suggest_name(str_of(longish), names, 2));
    assert_string_equal(suggest_name(STR("tab"), names, 2), "tab");
    assert_null(suggest_name(STR("tab"), NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_too_far),
        cmocka_unit_test(test_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
