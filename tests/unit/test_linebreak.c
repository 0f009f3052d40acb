#include "text/linebreak.h"

#include "text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "break_test.h"
#include "linebreak_expect.h"
#include "random.h"

static const struct linebreak_opts PLAIN = {0};

static void check_walk(struct break_test *t)
{
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after;
    size_t i = 1;
    linebreak_start(&w, buf_str(&t->text), 0, &PLAIN);
    for (; linebreak_next(&w, &c, &after); i++)
        if (t->places[i].at != w.pos || t->places[i].breaks != (after != LINEBREAK_NONE))
            fail_msg("%s", t->line);
    assert_int_equal(i, t->n);
}

static void conformance(void **state)
{
    struct break_test t;
    (void)state;
    if (!break_test_open(&t, "LineBreakTest.txt"))
        skip();
    size_t n = 0;
    for (; break_test_next(&t); n++)
        check_walk(&t);
    break_test_close(&t);
    assert_int_equal(n, 7654);
}

/* Rules that LineBreakTest has a case for. */
static const bool DIFFERS[LINEBREAK_RULE_COUNT] = {
    [LINEBREAK_RULE_CLUSTER] = true,  [LINEBREAK_RULE_NO_LEVEL] = true,
    [LINEBREAK_RULE_DASH] = true,     [LINEBREAK_RULE_PREFIX] = true,
    [LINEBREAK_RULE_SUFFIX] = true,   [LINEBREAK_RULE_HASH] = true,
    [LINEBREAK_RULE_OPERATOR] = true, [LINEBREAK_RULE_UNIT] = true,
    [LINEBREAK_RULE_KANA] = true,     [LINEBREAK_RULE_WORDS] = true,
    [LINEBREAK_RULE_REMEDIAL] = true,
};

/* The walk's differences from the test, by the rule that it names for each. */
static void count_differences(struct break_test *t, const struct linebreak_opts *o, size_t *counts)
{
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after;
    linebreak_start(&w, buf_str(&t->text), 0, o);
    for (size_t i = 1; linebreak_next(&w, &c, &after); i++)
        if (t->places[i].breaks != (after != LINEBREAK_NONE)) {
            if (!w.rule)
                fail_msg("level %d language %d, at byte %zu: %s", o->level, o->lang, w.pos,
                         t->line);
            counts[w.rule]++;
        }
}

/* With every set of options, what differs from LineBreakTest names the tailoring that made it so; and
 * nothing but these tailorings does. */
static void conformance_tailored(void **state)
{
    size_t counts[LINEBREAK_RULE_COUNT] = {0};
    struct break_test t;
    (void)state;
    if (!break_test_open(&t, "LineBreakTest.txt"))
        skip();
    while (break_test_next(&t))
        for (unsigned i = 0; i < (LINEBREAK_OTHER + 1) * (LINEBREAK_LEVEL_STRICT + 1) * 4; i++) {
            struct linebreak_opts o = {.tailored = true,
                                       .lang = (uint8_t)(i / 16),
                                       .level = (uint8_t)(i / 4 % 4),
                                       .keep_words = i & 1,
                                       .remedial = i >> 1 & 1};
            count_differences(&t, &o, counts);
        }
    break_test_close(&t);
    for (unsigned rule = 0; rule < LINEBREAK_RULE_COUNT; rule++)
        if ((counts[rule] > 0) != DIFFERS[rule])
            fail_msg("%s: %zu differences", linebreak_rule_name(rule), counts[rule]);
}

static bool breaks_at(const char *text, size_t at, uint8_t lang, uint8_t level)
{
    struct linebreak_opts o = {.tailored = true, .lang = lang, .level = level};
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after = LINEBREAK_NONE;
    linebreak_start(&w, str_of(text), 0, &o);
    while (w.pos < at && linebreak_next(&w, &c, &after))
        ;
    assert_int_equal(w.pos, at);
    return after != LINEBREAK_NONE;
}

/* Puts each character of list between ideographs and asks for a break before or behind it. */
static void expect_forbidden(const char *list, bool at_start, uint8_t lang, uint8_t level)
{
    for (struct str rest = str_of(list); rest.n;) {
        struct str c = str_sub(rest, 0, grapheme_next(rest, 0));
        struct buf text = {0};
        buf_addf(&text, "漢" STR_FMT "字", STR_ARG(c));
        if (breaks_at(buf_cstr(&text), at_start ? 3 : 3 + c.n, lang, level))
            fail_msg("%s at level %d", buf_cstr(&text), level);
        buf_free(&text);
        rest = str_sub(rest, c.n, rest.n);
    }
}

static const char NO_START[] =
    "。．，、；：！？‼⁇⁈⁉」』”’）》〉】〗〕］｝·・‧～–—%％‰℃°′″¢)]},.;:!?";
static const char NO_START_JA[] = "ヽヾゝゞ々〻ー〜゠‐〟｠»";
static const char NO_START_STRICT_JA[] = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰ";
static const char NO_END[] = "（《〈「『【〖〔［｛“‘〝([{$￥¥£€№#";

static void every_forbidden_character(void **state)
{
    (void)state;
    for (uint8_t level = LINEBREAK_LEVEL_BASIC; level <= LINEBREAK_LEVEL_STRICT; level++)
        for (uint8_t lang = 0; lang <= LINEBREAK_OTHER; lang++) {
            expect_forbidden(NO_START, true, lang, level);
            expect_forbidden(NO_START_JA, true, lang, level);
            expect_forbidden(NO_END, false, lang, level);
        }
    expect_forbidden(NO_START_STRICT_JA, true, LINEBREAK_JA, LINEBREAK_LEVEL_STRICT);
    for (uint8_t level = LINEBREAK_LEVEL_GB; level <= LINEBREAK_LEVEL_STRICT; level++) {
        expect_forbidden("/／", true, LINEBREAK_ZH_HANS, level);
        expect_forbidden("/／", false, LINEBREAK_ZH_HANS, level);
    }
}

/* Level none: full-width marks may stand at either edge. */
static void nothing_is_forbidden_at_level_none(void **state)
{
    static const char FREE[] =
        "。．，、；：！？」』”’）》〉】〗〕］｝・（《〈「『【〖〔［｛“‘〝～／ー";
    (void)state;
    for (struct str rest = str_of(FREE); rest.n;) {
        struct str c = str_sub(rest, 0, grapheme_next(rest, 0));
        char text[32];
        snprintf(text, sizeof text, "漢" STR_FMT "字", STR_ARG(c));
        assert_true(breaks_at(text, 3, LINEBREAK_ZH_HANS, LINEBREAK_LEVEL_NONE));
        assert_true(breaks_at(text, 3 + c.n, LINEBREAK_ZH_HANS, LINEBREAK_LEVEL_NONE));
        rest = str_sub(rest, c.n, rest.n);
    }
}

static void forced_breaks(void **state)
{
    static const char TEXT[] = "a\nb\r\nc\vd\u2028漢 \n";
    static const size_t WANT[] = {2, 5, 7, 11, sizeof TEXT - 1};
    struct linebreak_opts o = {.tailored = true, .level = LINEBREAK_LEVEL_BASIC};
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after;
    size_t n = 0;
    (void)state;
    linebreak_start(&w, str_of(TEXT), 0, &o);
    while (linebreak_next(&w, &c, &after))
        if (after == LINEBREAK_MANDATORY)
            assert_int_equal(w.pos, WANT[n++]);
    assert_int_equal(n, 5);
    linebreak_start(&w, STR_NONE, 0, &o);
    assert_false(linebreak_next(&w, &c, &after));
}

static const char POOL[] = "漢字한자かなッー、。「」（）“”‘’—…·～／２３．，％$€#+/%abc "
                           "5kg:.-'\"é\u3099\u0301👍🏽👩‍🇯🇵🇰각אֿ\u00AD"
                           "\u200B\u2060\u00A0\u3000\n\r\t?&=―⸺♥！：；)]({";

static struct linebreak_opts random_opts(struct random *r)
{
    return (struct linebreak_opts){.tailored = true,
                                   .lang = (uint8_t)random_below(r, LINEBREAK_OTHER + 1),
                                   .level = (uint8_t)random_below(r, LINEBREAK_LEVEL_STRICT + 1),
                                   .keep_words = random_below(r, 2),
                                   .remedial = random_below(r, 2)};
}

static void random_line(struct random *r, struct buf *out)
{
    if (random_below(r, 4) == 0)
        buf_adds(out, "見http://www.a.org/");
    random_text(r, str_of(POOL), 40, out);
}

/* A walk covers the text, breaks no cluster, and names where it differs from the plain one. */
static void any_text_is_walked(void **state)
{
    struct random r = {6};
    (void)state;
    for (int round = 0; round < 6000; round++) {
        struct buf b = {0};
        random_line(&r, &b);
        struct str s = buf_str(&b);
        struct linebreak_opts o = random_opts(&r);
        struct linebreaker w, plain;
        uint32_t c;
        enum linebreak_kind after, usual;
        size_t at = 0;
        linebreak_start(&w, s, 0, &o);
        linebreak_start(&plain, s, 0, &PLAIN);
        for (; linebreak_next(&w, &c, &after); at = w.pos) {
            unsigned len;
            assert_int_equal(c, utf8_get(s.p + at, &len));
            assert_int_equal(w.pos, at + len);
            assert_true(linebreak_next(&plain, &c, &usual));
            if (after != LINEBREAK_NONE)
                assert_int_equal(grapheme_floor(s, w.pos), w.pos);
            if ((after == LINEBREAK_NONE) != (usual == LINEBREAK_NONE) && !w.rule)
                fail_msg("no rule at byte %zu of " STR_FMT, w.pos, STR_ARG(s));
        }
        assert_int_equal(at, s.n);
        buf_free(&b);
    }
}

static void expect_same_rest(const struct linebreaker *at, const struct linebreak_opts *o)
{
    struct linebreaker on = *at, again;
    uint32_t c;
    enum linebreak_kind want, got;
    linebreak_start(&again, at->text, at->pos, o);
    while (linebreak_next(&on, &c, &want)) {
        assert_true(linebreak_next(&again, &c, &got));
        if (again.pos != on.pos || got != want)
            fail_msg("from byte %zu, at %zu: %d, not %d: " STR_FMT, at->pos, on.pos, got, want,
                     STR_ARG(at->text));
    }
}

static void a_walk_may_start_at_any_break(void **state)
{
    struct random r = {7};
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf b = {0};
        random_line(&r, &b);
        struct linebreak_opts o = random_opts(&r);
        struct linebreaker w;
        uint32_t c;
        enum linebreak_kind after;
        linebreak_start(&w, buf_str(&b), 0, &o);
        while (linebreak_next(&w, &c, &after))
            if (after != LINEBREAK_NONE)
                expect_same_rest(&w, &o);
        buf_free(&b);
    }
}

/* An address longer than what is looked back for its beginning, and a line of slashes. */
static void long_addresses_are_walked(void **state)
{
    struct buf b = {0};
    struct linebreak_opts o = {.tailored = true, .level = LINEBREAK_LEVEL_BASIC};
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after;
    size_t breaks = 0;
    (void)state;
    buf_adds(&b, "http://example.org");
    for (int i = 0; i < 200; i++)
        buf_adds(&b, "/bc=d");
    linebreak_start(&w, buf_str(&b), 0, &o);
    while (linebreak_next(&w, &c, &after)) {
        breaks += after != LINEBREAK_NONE;
        if (after == LINEBREAK_ALLOWED)
            expect_same_rest(&w, &o);
    }
    assert_in_range(breaks, 390, 401);
    buf_free(&b);
}

static void languages(void **state)
{
    static const struct {
        const char *tag;
        enum linebreak_lang lang;
    } CASES[] = {
        {"zh", LINEBREAK_ZH_HANS},
        {"zh-Hans", LINEBREAK_ZH_HANS},
        {"zh_CN.UTF-8", LINEBREAK_ZH_HANS},
        {"zh-SG", LINEBREAK_ZH_HANS},
        {"zh-Hant", LINEBREAK_ZH_HANT},
        {"zh_TW", LINEBREAK_ZH_HANT},
        {"zh-Hant-HK", LINEBREAK_ZH_HANT},
        {"ZH-hk", LINEBREAK_ZH_HANT},
        {"ja-JP", LINEBREAK_JA},
        {"JA", LINEBREAK_JA},
        {"ko_KR", LINEBREAK_KO},
        {"kok", LINEBREAK_OTHER},
        {"en", LINEBREAK_OTHER},
        {"", LINEBREAK_OTHER},
        {"zhuang-language", LINEBREAK_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        if (linebreak_lang_of(str_of(CASES[i].tag)) != CASES[i].lang)
            fail_msg("%s", CASES[i].tag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conformance),
        cmocka_unit_test(conformance_tailored),
        cmocka_unit_test(every_forbidden_character),
        cmocka_unit_test(nothing_is_forbidden_at_level_none),
        cmocka_unit_test(forced_breaks),
        cmocka_unit_test(any_text_is_walked),
        cmocka_unit_test(a_walk_may_start_at_any_break),
        cmocka_unit_test(long_addresses_are_walked),
        cmocka_unit_test(languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
