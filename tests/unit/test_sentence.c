#include "text/sentence.h"

#include "base/vec.h"
#include "random.h"
#include "text/grapheme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Sentences of a text in a row, with | before each but the first; an inner level is not seen in this. */
static void cut(struct str s, struct buf *out)
{
    for (size_t at = 0, last = 0; at < s.n;) {
        struct text_range r = sentence_at(s, at), around = r;
        while (sentence_around(s, r, &around))
            r = around;
        buf_add(out, str_sub(s, last, r.beg));
        if (r.beg)
            buf_addc(out, '|');
        buf_add(out, str_sub(s, r.beg, r.end));
        last = at = r.end;
        while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n'))
            at++;
    }
}

static void test_rules(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "入冬以後，山路要封四個月。|信件都堆在那間屋子裡！|為什麼？|沒有人問",
        "他說：「走吧。」|雨停了。",
        "「走吧。」|「去哪裡？」|「山上。」",
        "「走吧。」他說。|然後大家都走了。",
        "「走吧！」老周低聲說，然後拿起燈。|燈亮了。",
        "「走吧。」|我知道，他想走。",
        "他說：「走吧。我們晚了。」|門開了。",
        "他說：「他問『去哪裡？』」|我沒有回答。",
        "「他說：『走吧。』」|門開了。",
        "我看了《你好，李煥英！》，很好看。|你呢？",
        "所謂「為什麼？」的問題。",
        "他問「為什麼？」時沒有看我。",
        "他走了（很久以前。）沒有回來。|（原文如此。）|下一句。",
        "我……我不知道。|「我不知道……」|「真的？」",
        "他等了很久……|「走吧。」",
        "他等了很久……！|走吧。",
        "真的嗎？！|真的。",
        "“慢一點。”|“好。”",
        "圓周率是３．１４。|對嗎？",
        "「本当？」と聞いた。|「はい。」|雨だ。",
        "今日は雨だ。|明日は晴れる。",
        "비가 왔다. |그는 우산이 없었다. |정말?",
        "He came. |He saw.",
        "Mr. Smith met J. R. Jones at 3.14 p.m. today. |It rained.",
        "1. First things come first. |2. Then the rest.",
        "\"Why?\" he asked. |\"Go. Now.\" |They went.",
        "See e.g. the notes. |He doesn’t know. |‘Never mind.’ |It’s late.",
        "見 https://example.org/a.html?b=c 的說明。|用 Node.js 寫的。",
        "It works! |真的！|Really? |Yes.",
        "第一行\n|第二行",
        "「第一段沒有關上。|第二句也是。",
        "他說：「沒有關上。|第二句也是。",
        "沒有開。」|下一句。",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0}, got = {0};
        for (const char *p = cases[i]; *p; p++)
            if (*p != '|')
                buf_addc(&text, *p);
        cut(buf_str(&text), &got);
        if (!str_eq(buf_str(&got), str_of(cases[i])))
            fail_msg("want %s\n got %s", cases[i], buf_cstr(&got));
        buf_free(&text);
        buf_free(&got);
    }
}

static struct str at_text(struct str s, const char *word)
{
    struct text_range r = sentence_at(s, str_find(s, str_of(word), 0));
    return str_sub(s, r.beg, r.end);
}

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("want %s got %.*s", want, STR_ARG(got));
}

static void test_nested(void **state)
{
    (void)state;
    struct str s = STR("他說：「走吧。我們『真的。很』晚了。」門開了。「好。」");
    assert_str(at_text(s, "走"), "走吧。");
    assert_str(at_text(s, "我們"), "我們『真的。很』晚了。");
    assert_str(at_text(s, "真的"), "真的。");
    assert_str(at_text(s, "他說"), "他說：「走吧。我們『真的。很』晚了。」");
    assert_str(at_text(s, "門"), "門開了。");
    assert_str(at_text(s, "好"), "「好。」");
    struct text_range r = sentence_at(s, str_find(s, STR("真的"), 0)), o;
    assert_true(sentence_around(s, r, &o));
    assert_str(str_sub(s, o.beg, o.end), "我們『真的。很』晚了。");
    assert_true(sentence_around(s, o, &o));
    assert_str(str_sub(s, o.beg, o.end), "他說：「走吧。我們『真的。很』晚了。」");
    assert_false(sentence_around(s, o, &o));
}

static void test_moves(void **state)
{
    (void)state;
    struct str s = STR("一。「二。三。」四。 five. Six.");
    static const char *const begins[] = {"一", "「二", "二", "三", "四", "five", "Six"};
    size_t at = 0;
    for (size_t i = 1; i < 7; i++) {
        at = sentence_next(s, at);
        assert_int_equal(at, str_find(s, str_of(begins[i]), 0));
    }
    assert_int_equal(sentence_next(s, at), s.n);
    at = s.n;
    for (size_t i = 7; i-- > 0;) {
        at = sentence_prev(s, at);
        assert_int_equal(at, str_find(s, str_of(begins[i]), 0));
    }
    assert_int_equal(sentence_prev(s, 0), 0);
    struct text_range none = sentence_at(STR("   "), 1);
    assert_int_equal(none.beg, none.end);
}

/* Of any text: what is found holds the place or is beside white space, is on cluster boundaries, and
 * two places of one sentence find the same one. */
static void test_properties(void **state)
{
    (void)state;
    static const char *const pieces[] = {"山", "路", "。", "！",       "…",
                                         "「", "」", "『", "』",       "（",
                                         "）", "《", "》", " ",        "\n",
                                         "a",  "B",  ".",  "?",        "\"",
                                         "說", "3",  "，", "か\u3099", "👩‍👩‍👧",
                                         "　"};
    struct random random = {7};
    for (int round = 0; round < 20000; round++) {
        struct buf text = {0};
        for (int i = 0; i < 12; i++)
            buf_adds(&text, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        struct str s = buf_str(&text);
        for (size_t at = 0; at < s.n; at = grapheme_next(s, at)) {
            struct text_range r = sentence_at(s, at), o;
            assert_true(r.beg <= r.end && r.end <= s.n);
            bool space = s.p[at] == ' ' || s.p[at] == '\n' || strncmp(s.p + at, "　", 3) == 0;
            if (!(r.beg <= at && at < r.end) && !space)
                fail_msg("%zu of %s: %zu..%zu", at, buf_cstr(&text), r.beg, r.end);
            if (r.end > r.beg) {
                assert_int_equal(grapheme_floor(s, r.beg), r.beg);
                struct text_range again = sentence_at(s, r.beg);
                if (again.beg != r.beg || again.end > r.end)
                    fail_msg("%zu of %s: %zu..%zu, %zu..%zu", at, buf_cstr(&text), r.beg, r.end,
                             again.beg, again.end);
            }
            if (sentence_around(s, r, &o))
                assert_true(o.beg <= r.beg && o.end >= r.end);
            assert_true(sentence_next(s, at) > at);
        }
        buf_free(&text);
    }
}

static void assert_word(const char *text, const char *at, const char *want)
{
    struct str s = str_of(text);
    struct text_range r = word_at(s, str_find(s, str_of(at), 0));
    assert_str(str_sub(s, r.beg, r.end), want);
}

static void test_words(void **state)
{
    (void)state;
    assert_word("信件便都堆在屋子裡", "件", "信件");
    assert_word("信件便都堆在屋子裡", "子", "屋子裡");
    assert_word("我们要学习软件", "习", "学习");
    assert_word("用 Node.js 寫", "js", "Node.js");
    assert_word("これは本です", "れ", "これは");
    assert_word("コーヒーを", "ヒ", "コーヒー");
    assert_word("안녕 하세요", "세", "하세요");
    assert_word("山。", "。", "。");
    struct str s = STR("信件，屋子 two。three");
    size_t at = word_seen_next(s, 0);
    assert_int_equal(at, str_find(s, STR("屋"), 0));
    at = word_seen_next(s, at);
    assert_int_equal(at, str_find(s, STR("two"), 0));
    at = word_seen_next(s, at);
    assert_int_equal(at, str_find(s, STR("three"), 0));
    assert_int_equal(word_seen_next(s, at), s.n);
    assert_int_equal(word_seen_prev(s, at), str_find(s, STR("two"), 0));
    assert_int_equal(word_seen_prev(s, str_find(s, STR("屋"), 0)), 0);
}

/* The cost does not grow with the paragraph. */
static void test_window(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 200000; i++)
        buf_adds(&text, i % 9 ? "山路" : "霧。");
    struct str s = buf_str(&text);
    size_t at = s.n / 2;
    for (int i = 0; i < 50; i++)
        at = sentence_next(s, at);
    assert_true(at > s.n / 2 && at < s.n / 2 + 50 * 60);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules), cmocka_unit_test(test_nested),
        cmocka_unit_test(test_moves), cmocka_unit_test(test_properties),
        cmocka_unit_test(test_words), cmocka_unit_test(test_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
