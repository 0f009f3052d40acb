#include "base/iso.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static void times_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        int64_t ms;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2021-03-05T12:34:56Z", INT64_C(1614947696000)},
        {"2021-03-05T12:34:56", INT64_C(1614947696000)},
        {"2021-03-05 12:34:56.7891+08:00", INT64_C(1614918896789)},
        {"2021-03-05T12:34:56,5-0530", INT64_C(1614967496500)},
        {"2021-03-05T12:34Z", INT64_C(1614947640000)},
        {"2021-03-05T12:34+08", INT64_C(1614918840000)},
        {"2021-03-05", INT64_C(1614902400000)},
        {"2021-03", INT64_C(1614556800000)},
        {"2021", INT64_C(1609459200000)},
        {"2000-02-29", INT64_C(951782400000)},
        {"0001-01-01", INT64_C(-62135596800000)},
        {"1969-12-31T23:59:59.999Z", -1},
    };
    static const char *const bad[] = {
        "",
        "x",
        "21-03-05",
        "2021-",
        "2021-13",
        "2021-02-29",
        "1900-02-29",
        "2021-03-32",
        "2021-03-05T",
        "2021-03-05T24:00",
        "2021-03-05T12",
        "2021-03-05T12:60",
        "2021-03-05T12:34:56+",
        "2021-03-05x",
        "2021-03-05T12:34:56Zx",
        "2021-03-05T12:34:56+24:00",
        "0000-01-01",
        "20210305",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ms = -7;
        if (!iso_parse(str_of(cases[i].s), false, &ms) || ms != cases[i].ms)
            fail_msg("%s: %lld", cases[i].s, (long long)ms);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t ms;
        if (iso_parse(str_of(bad[i]), false, &ms))
            fail_msg("taken: %s", bad[i]);
    }
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    for (int64_t ms = INT64_C(-62135596800000); ms < INT64_C(253402300800000);
         ms += INT64_C(86400000123)) {
        struct buf b = {0};
        int64_t again;
        iso_add(&b, ms);
        if (!iso_parse(buf_str(&b), true, &again) || again != ms)
            fail_msg("%s: %lld, not %lld", buf_cstr(&b), (long long)again, (long long)ms);
        buf_free(&b);
    }
}

static void this_machines_time_counts(void **state)
{
    (void)state;
    int64_t ms;
    struct buf b = {0};
    setenv("TZ", "CST-8", 1);
    tzset();
    assert_true(iso_parse(STR("2021-03-05T04:34:56"), true, &ms));
    assert_int_equal(ms, INT64_C(1614890096000));
    assert_true(iso_parse(STR("2021-03-05T04:34:56Z"), true, &ms));
    assert_int_equal(ms, INT64_C(1614918896000));
    iso_add_local_date(&b, INT64_C(1614890096000));
    assert_string_equal(buf_cstr(&b), "2021-03-05");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(this_machines_time_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
