/* Repair as a whole: what was changed can be turned back, and a second time changes nothing. */
#include "text/repair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "corrupt_reading.h"

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

/* Each kind by an example of its damage, and by one that is too little to go by. */
static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool markup;
        enum repair_kind kind;
        size_t done, offered;
        const char *want;
    } cases[] = {
        {"甲&nbsp;乙&nbsp;丙&ldquo;丁&rdquo;&#25103;&#x620A;", false, REPAIR_ENTITIES, 6, 0,
         "甲 乙 丙“丁”戏戊"},
        {"甲&amp;amp;nbsp;乙&amp;nbsp;丙&nbsp;丁", false, REPAIR_ENTITIES, 3, 0, "甲 乙 丙 丁"},
        {"<p>甲&amp;nbsp;乙&amp;#8220;丙&amp;#8221;<a href='?a=1&amp;b=2'>", true, REPAIR_ENTITIES,
         3, 0, "<p>甲&nbsp;乙&#8220;丙&#8221;<a href='?a=1&amp;b=2'>"},
        {"<script>w('甲&amp;nbsp;乙&amp;nbsp;丙')</script><p>丁&amp;nbsp;戊<script>'&amp;nbsp;'",
         true, REPAIR_ENTITIES, 0, 0, NULL},
        {"甲&nbsp;乙", false, REPAIR_ENTITIES, 0, 0, NULL},
        {"山\u200B路\u200C\u2060要\uFEFF封四\U000E0041個", false, REPAIR_INVISIBLE, 4, 0,
         "山路要封四個"},
        {"山\u200B路，👨\u200D👩\u200D👧，می\u200Cخواهم", false, REPAIR_INVISIBLE, 0, 0, NULL},
        {"山\uE123路\uE124要\uE125封", false, REPAIR_INVISIBLE, 0, 3, NULL},
        {"山&@#路要封%$^&四個月，信&@#件便都$%^堆", false, REPAIR_FILLER, 4, 0,
         "山路要封四個月，信件便都堆"},
        {"甲&&乙&&丙&&丁&&戊", false, REPAIR_FILLER, 0, 0, NULL},
        {"锟斤拷锟斤拷山路锟斤拷要封锟斤拷", false, REPAIR_LOST, 0, 4, NULL},
        {"“锟斤拷”是兩個字，「锟斤拷」也是。", false, REPAIR_LOST, 0, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct repair_opts o = {.markup = cases[i].markup};
        struct repair r;
        repair_text(str_of(cases[i].text), &o, &r);
        char *got = str_dup(r.text);
        assert_string_equal(got, cases[i].want ? cases[i].want : cases[i].text);
        assert_int_equal(r.done[cases[i].kind], cases[i].done);
        assert_int_equal(r.offered[cases[i].kind], cases[i].offered);
        free(got);
        repair_free(&r);
    }
}

/* Damage of the small kinds, put into texts by a seed: each must come out as it was. */

typedef void corruptor(struct random *r, struct str text, struct buf *out);

/* Between two ideographs, at one place in `rarely`. */
static void sprinkle(struct random *r, struct str text, const char *const *what, uint32_t n,
                     uint32_t rarely, struct buf *out)
{
    for (uint32_t last = 0; text.n;) {
        uint32_t c = utf8_take(&text);
        bool between = last >= 0x4E00 && last < 0xA000 && c >= 0x4E00 && c < 0xA000;
        if (between && random_below(r, rarely) == 0)
            buf_adds(out, what[random_below(r, n)]);
        buf_add_utf8(out, c);
        last = c;
    }
}

static void put_invisible(struct random *r, struct str text, struct buf *out)
{
    static const char *const marks[] = {
        "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\U000E0041\U000E0042"};
    sprinkle(r, text, marks, 7, 20, out);
}

static void put_filler(struct random *r, struct str text, struct buf *out)
{
    static const char *const noise[] = {"&@#", "%$^", "@#$%", "#@!&"};
    sprinkle(r, text, noise, 4, 25, out);
}

static void escape_twice(struct random *r, struct str text, struct buf *out)
{
    (void)r;
    while (text.n) {
        uint32_t c = utf8_take(&text);
        if (c == 0xFF0C)
            buf_adds(out, "&#65292;");
        else if (c == 0x3002)
            buf_adds(out, "&#x3002;");
        else
            buf_add_utf8(out, c);
    }
}

static void test_generated(void **state)
{
    (void)state;
    static const struct {
        corruptor *corrupt;
        enum repair_kind kind;
    } kinds[] = {{put_invisible, REPAIR_INVISIBLE},
                 {put_filler, REPAIR_FILLER},
                 {escape_twice, REPAIR_ENTITIES}};
    size_t damaged = 0, left = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct random r = {seed * 104729};
        struct buf clean = {0}, text = {0};
        const struct repair_opts o = {0};
        struct repair rep;
        size_t k = seed % 3;
        for (unsigned n = 8 + random_below(&r, 20); n; n--)
            buf_adds(&clean, CORRUPT_TEXTS[random_below(&r, 16)]);
        kinds[k].corrupt(&r, buf_str(&clean), &text);
        repair_text(buf_str(&text), &o, &rep);
        damaged++;
        left += !str_eq(rep.text, buf_str(&clean));
        assert_true(rep.done[kinds[k].kind] > 0);
        repair_free(&rep);
        buf_free(&clean);
        buf_free(&text);
    }
    print_message("%zu texts damaged, %zu not as they were\n", damaged, left);
    assert_int_equal(left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turned_back), cmocka_unit_test(test_again),
        cmocka_unit_test(test_never),       cmocka_unit_test(test_opts),
        cmocka_unit_test(test_kinds),       cmocka_unit_test(test_generated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
