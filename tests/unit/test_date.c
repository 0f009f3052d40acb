#include "parse/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso;
    } cases[] = {
        {"2025/2/8 15:36:57", "2025-02-08T15:36:57"},
        {"2025-02-08 15:36", "2025-02-08T15:36"},
        {"2025-02-08T15:36:57.123Z", "2025-02-08T15:36:57Z"},
        {"2025-02-08T15:36:57+08:00", "2025-02-08T15:36:57+08:00"},
        {"2025.2.8", "2025-02-08"},
        {"2025年2月8日", "2025-02-08"},
        {"2025 年 2 月 8 日", "2025-02-08"},
        {"2025年2月8日 15时36分", "2025-02-08T15:36"},
        {"2025年2月8日15時36分57秒", "2025-02-08T15:36:57"},
        {"2025年2月8日 星期六 下午3:36", "2025-02-08T15:36"},
        {"2025年2月8日（土）午前9時05分", "2025-02-08T09:05"},
        {"2025年2月號", "2025-02"},
        {"2025年2月", "2025-02"},
        {"2025년 2월 8일 오후 3:36", "2025-02-08T15:36"},
        {"2025. 2. 8.", "2025-02-08"},
        {"March 3, 2024", "2024-03-03"},
        {"Published Mar. 3rd, 2024 at noon", "2024-03-03"},
        {"3 March 2024, 3:36 PM", "2024-03-03T15:36"},
        {"12 Sep 2023 12:05 AM", "2023-09-12T00:05"},
        {"Mon, 3 Feb 2025 10:15:00 +0100", "2025-02-03T10:15:00+01:00"},
        {"2025-02-30 and no more", "2025-02-30"},
        {"2025-13-01", NULL},
        {"2025-00-01", NULL},
        {"2025-01-00", NULL},
        {"12025-01-01", NULL},
        {"2025-01-011", NULL},
        {"192.168.1.1", NULL},
        {"version 2.10.12", NULL},
        {"may be 2024", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char iso[DATE_ISO_BYTES];
        size_t beg, end;
        bool found = date_find(str_of(cases[i].text), &beg, &end, iso);
        if (found != (cases[i].iso != NULL))
            fail_msg("%s: %s", cases[i].text, found ? iso : "nothing");
        if (found)
            assert_string_equal(iso, cases[i].iso);
    }
}

static void test_place(void **state)
{
    (void)state;
    struct str s = STR("量子 2025/2/8 15:36:57 編輯");
    char iso[DATE_ISO_BYTES];
    size_t beg, end;
    assert_true(date_find(s, &beg, &end, iso));
    assert_int_equal(beg, sizeof "量子 " - 1);
    assert_true(str_eq(str_sub(s, end, s.n), STR(" 編輯")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
