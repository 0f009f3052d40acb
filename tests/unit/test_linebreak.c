#include "text/linebreak.h"

#include "text/grapheme.h"
#include "text/linebreak_tailor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "break_test.h"
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

/* The text with a bar at each break, and ¬ at one where a hyphen is drawn. Where the plain walk
 * differs, the names of the rules that made it so are added to rules. */
static void show(struct str s, const struct linebreak_opts *o, struct buf *out, struct buf *rules)
{
    struct linebreaker w, plain;
    uint32_t c;
    enum linebreak_kind after, usual;
    linebreak_start(&w, s, 0, o);
    linebreak_start(&plain, s, 0, &PLAIN);
    for (size_t at = 0; linebreak_next(&w, &c, &after); at = w.pos) {
        assert_true(linebreak_next(&plain, &c, &usual));
        buf_add(out, str_sub(s, at, w.pos));
        if ((after == LINEBREAK_NONE) != (usual == LINEBREAK_NONE))
            buf_addf(rules, "%s ", linebreak_rule_name(w.rule));
        if (w.pos < s.n && after != LINEBREAK_NONE)
            buf_adds(out, after == LINEBREAK_HYPHEN ? "¬" : "|");
    }
}

struct breaks_case {
    const char *breaks, *rule; /* rule: the only one that differs from UAX #14, or NULL */
};

static void expect_all(const struct breaks_case *cases, size_t n, struct linebreak_opts o)
{
    for (size_t i = 0; i < n; i++) {
        struct buf text = {0}, got = {0}, rules = {0};
        struct str rest = str_of(cases[i].breaks), mark = STR("¬");
        for (; rest.n; rest = str_sub(rest, str_starts(rest, mark) ? mark.n : 1, rest.n))
            if (*rest.p != '|' && !str_starts(rest, mark))
                buf_addc(&text, *rest.p);
        show(buf_str(&text), &o, &got, &rules);
        assert_string_equal(buf_cstr(&got), cases[i].breaks);
        struct str names = buf_str(&rules), name;
        for (; str_split(&names, ' ', &name) && name.n;)
            if (!cases[i].rule || !str_eq(name, str_of(cases[i].rule)))
                fail_msg("%s: rule " STR_FMT, cases[i].breaks, STR_ARG(name));
        if (cases[i].rule && !rules.n)
            fail_msg("%s: as in UAX #14", cases[i].breaks);
        buf_free(&text);
        buf_free(&got);
        buf_free(&rules);
    }
}

#define EXPECT_ALL(cases, ...)                                                                     \
    expect_all(cases, sizeof(cases) / sizeof(cases)[0],                                            \
               (struct linebreak_opts){.tailored = true, __VA_ARGS__})

/* What UAX #14 gets wrong for CJK text: the nine families of typography. */
static void families(void **state)
{
    static const struct breaks_case CASES[] = {
        /* 1. curly quotes */
        {"说|“你|好”|的|人|“很”|多", "east-asian-quote"},
        {"道：|“再|见”，|‘好’。", "east-asian-quote"},
        {"是|——|“他”，|吗", "east-asian-quote"},
        {"用|“word”|写", "east-asian-quote"},
        {"“‘嵌|套’|的|话”", "east-asian-quote"},
        {"it’s |“a |word” |here", NULL},
        {"我|写|it’s|吧", NULL},
        /* 2. a period within a word */
        {"用|Node.js|和|example.com|写|Ph.D.|论|文", NULL},
        /* 3. connectors */
        {"10—|20|页", "dash"},
        {"从|A～|B|止", "connector"},
        {"約|翰·|藍|儂", "middle-dot"},
        {"甲／乙", "solidus"},
        {"東|京－|大|阪", "connector"},
        /* 4. operators and units */
        {"学|C++|吗", "operator-run"},
        {"以|60km/h|行|驶", "unit"},
        {"重|5 kg|的|石", "unit"},
        {"占|30 %，|约|20 ℃|吧", "unit"},
        {"有|5 |men|吗", NULL},
        {"，.NET|平|台", NULL},
        /* 5. full-width digits */
        {"占|３０％|强", "wide-number"},
        {"第|１２|章", "wide-number"},
        {"约|３．１４|吧", "wide-number"},
        {"约|１，０００|人", "wide-number"},
        /* 6. a prefix behind a closer */
        {"5，|$20", "prefix"},
        {"共|5、|€5", "prefix"},
        {"从，|$20", NULL},
        /* 7. small kana: by language, below */
        /* 8. addresses */
        {"见|https://a.org/|b/|c?|x=|1&|y=|2|吧", "url"},
        {"在|www.example.org/|2/|5|有", "url"},
        {"1/2 |a=b |c&d", NULL},
        /* 9. soft hyphens */
        {"co\u00AD¬op", NULL},
    };
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
}

static void kana_by_strictness(void **state)
{
    static const struct breaks_case LOOSE[] = {{"フ|ァ|ッ|シ|ョ|ン", "kana"},
                                               {"スー|パー|で", NULL}};
    static const struct breaks_case STRICT[] = {{"ファッ|ショ|ン", NULL}, {"スー|パー|で", NULL}};
    (void)state;
    EXPECT_ALL(LOOSE, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_JA);
    EXPECT_ALL(LOOSE, .level = LINEBREAK_LEVEL_STRICT, .lang = LINEBREAK_ZH_HANT);
    EXPECT_ALL(STRICT, .level = LINEBREAK_LEVEL_STRICT, .lang = LINEBREAK_JA);
}

static void dashes_and_ellipses(void **state)
{
    static const struct breaks_case BASIC[] = {
        {"好|——|吧|……|嗎", "ellipsis"},
        {"好|……|……|……|吧", "ellipsis"},
        {"好…|吧", NULL},
        {"wait…… |what", NULL},
        {"好—|吧", "dash"},
        {"好|——|——|吧", "dash"},
        {"好|———|吧", NULL},
    };
    static const struct breaks_case STRICT[] = {
        {"好——|吧……|嗎", "dash"},
        {"好————|吧", "dash"},
        {"好………………|吧", NULL},
    };
    (void)state;
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_GB);
    EXPECT_ALL(STRICT, .level = LINEBREAK_LEVEL_STRICT);
}

static void ascii_punctuation_between_han(void **state)
{
    static const struct breaks_case CASES[] = {
        {"你,|好:|吗?|对!|是;|嗯.|啊", NULL},
        {"你|(好)|吗|[是]|啊", NULL},
        {"话|#题", "number-sign"},
        {"用|C#|写", NULL},
        {"在|#1|号", NULL},
        {"值|$（五）", "prefix"},
        {"值|￥5|元", NULL},
    };
    static const struct breaks_case BASIC[] = {{"是/|否", NULL}};
    static const struct breaks_case GB[] = {{"是/否", "solidus"}};
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(GB, .level = LINEBREAK_LEVEL_GB);
}

static void korean_words(void **state)
{
    static const struct breaks_case SYLLABLES[] = {{"한|국|어 |글|을 |쓴|다", NULL}};
    static const struct breaks_case WORDS[] = {{"한국어 |글을 |쓴다", "korean-words"}};
    (void)state;
    EXPECT_ALL(SYLLABLES, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_KO);
    EXPECT_ALL(WORDS, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_KO, .keep_words = true);
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

static const char POOL[] = "漢字かなッー、。「」（）“”‘’—…·～／２３．，％$€#+/%abc "
                           "5kg:.-'\"é\u3099\u0301👍🏽👩‍🇯🇵🇰각אֿ\u00AD"
                           "\u200B\u2060\u00A0\u3000\n\r\t?&=―⸺♥！：；)]({";

static struct linebreak_opts random_opts(struct random *r)
{
    return (struct linebreak_opts){.tailored = true,
                                   .lang = (uint8_t)random_below(r, LINEBREAK_OTHER + 1),
                                   .level = (uint8_t)random_below(r, LINEBREAK_LEVEL_STRICT + 1),
                                   .keep_words = random_below(r, 2)};
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
        cmocka_unit_test(families),
        cmocka_unit_test(kana_by_strictness),
        cmocka_unit_test(dashes_and_ellipses),
        cmocka_unit_test(ascii_punctuation_between_han),
        cmocka_unit_test(korean_words),
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
