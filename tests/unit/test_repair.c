/* Repair as a whole: what was changed can be turned back, and a second time changes nothing. */
#include "text/repair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random.h"

static const char *const DAMAGED[] = {
    "開(kāi)門(mén)見(jiàn)山，大量?jī)r(jià)值。\n",
    "開(kāi)始，因?yàn)檫@意味著過(guò)去說(shuō)的話(huà)。\n",
    "中文 ä½\xC2\xA0å¥½ï¼Œä¸–ç•Œ。\n",
    "山路要封四個月，信件便都堆在半山的那間屋子裡。\n",
    "A plain line, as it was.\n",
};

static void make_text(uint64_t seed, struct buf *out)
{
    struct random r = {seed};
    for (unsigned n = 1 + random_below(&r, 40); n; n--)
        buf_adds(out, DAMAGED[random_below(&r, sizeof DAMAGED / sizeof *DAMAGED)]);
}

/* Each edit turned back, the last first. */
static void turn_back(const struct repair *r, struct buf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < r->edits.n; i++) {
        buf_add(out, str_sub(r->text, at, r->edits.v[i].at));
        buf_add(out, r->edits.v[i].before);
        at = r->edits.v[i].at + r->edits.v[i].len;
    }
    buf_add(out, str_sub(r->text, at, r->text.n));
}

static void test_turned_back(void **state)
{
    (void)state;
    size_t done = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct buf text = {0}, back = {0};
        struct repair_opts o = {0};
        struct repair r;
        make_text(seed, &text);
        memset(o.how, seed % 2 ? REPAIR_ALWAYS : REPAIR_AUTO, sizeof o.how);
        repair_text(buf_str(&text), &o, &r);
        turn_back(&r, &back);
        assert_true(str_eq(buf_str(&back), buf_str(&text)));
        done += r.edits.n;
        repair_free(&r);
        buf_free(&text);
        buf_free(&back);
    }
    assert_true(done > 1000);
}

static void test_again(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct buf text = {0};
        const struct repair_opts o = {0};
        struct repair r, again;
        make_text(seed, &text);
        repair_text(buf_str(&text), &o, &r);
        repair_text(r.text, &o, &again);
        assert_ptr_equal(again.text.p, r.text.p);
        repair_free(&again);
        repair_free(&r);
        buf_free(&text);
    }
}

static void test_never(void **state)
{
    (void)state;
    struct repair_opts o;
    struct repair r;
    assert_true(repair_opts_parse(STR("none"), &o, NULL));
    repair_text(str_of(DAMAGED[0]), &o, &r);
    assert_ptr_equal(r.text.p, DAMAGED[0]);
    repair_free(&r);
}

static void test_opts(void **state)
{
    (void)state;
    struct repair_opts o;
    struct err e = {0};
    assert_true(repair_opts_parse(STR(""), &o, &e));
    assert_int_equal(o.how[REPAIR_READINGS], REPAIR_AUTO);
    assert_true(repair_opts_parse(STR("all, readings=never"), &o, &e));
    assert_int_equal(o.how[REPAIR_READINGS], REPAIR_NEVER);
    assert_int_equal(o.how[REPAIR_RECODED], REPAIR_ALWAYS);
    assert_false(repair_opts_parse(STR("readings=often"), &o, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.msg, "readings"));
    assert_false(repair_opts_parse(STR("spelling=always"), &o, &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turned_back),
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_never),
        cmocka_unit_test(test_opts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
