/* Cards: what is on them, and that nothing sticks out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quote_make.h"

#include "app/card.h"
#include "base/vec.h"
#include "text/grapheme.h"
#include "text/width.h"

#include <stdlib.h>

static void expect_has(const struct buf *b, const char *part)
{
    if (str_find(buf_str(b), str_of(part), 0) == STR_NPOS)
        fail_msg("no “%s” in:\n%.*s", part, STR_ARG(buf_str(b)));
}

static void a_card_is_framed(void **state)
{
    (void)state;
    struct quote_record q = quote_make(UUID_1, "信走得慢，話才有分量。");
    struct card_opts o = {0};
    struct buf out = {0};
    card_text(&q, &o, &out);
    assert_string_equal(buf_cstr(&out), "╭────────────────────────────╮\n"
                                        "│                            │\n"
                                        "│   信走得慢，話才有分量。   │\n"
                                        "│                            │\n"
                                        "│      山裡的小郵局 · 沈溪   │\n"
                                        "│               2026-03-01   │\n"
                                        "│                            │\n"
                                        "╰────────────────────────────╯\n");
    buf_free(&out);
}

/* Every line of every card has the same width, and not more than was asked for. */
static void nothing_sticks_out(void **state)
{
    (void)state;
    struct random r = {13};
    for (int i = 0; i < 400; i++) {
        struct arena a = {0};
        struct quote_record q = quote_random(&r, &a);
        struct width_policy p = WIDTH_DEFAULT;
        struct card_opts o = {.cols = 20 + random_below(&r, 110)};
        struct buf out = {0};
        struct str rest, line;
        size_t width = 0;
        p.ambiguous = (uint8_t)(1 + random_below(&r, 2));
        width_set_policy(&p);
        card_text(&q, &o, &out);
        rest = str_sub(buf_str(&out), 0, out.n - 1);
        while (str_split(&rest, '\n', &line)) {
            size_t w = width_str(line);
            if (width && w != width)
                fail_msg("%zu cells, not %zu:\n%.*s", w, width, STR_ARG(buf_str(&out)));
            width = w;
        }
        assert_true(width <= (o.cols < CARD_MIN_COLS ? CARD_MIN_COLS : o.cols));
        buf_free(&out);
        arena_free(&a);
    }
    width_set_policy(&WIDTH_DEFAULT);
}

/* The text of the picture, tags left out; and every tag closed. */
static void text_of(struct str svg, struct buf *out)
{
    VEC(struct str) open = {0};
    struct str rest = svg;
    size_t at;
    while ((at = str_chr(rest, '<', 0)) != STR_NPOS) {
        size_t end = str_chr(rest, '>', at);
        assert_true(end != STR_NPOS);
        struct str tag = str_sub(rest, at + 1, end);
        if (open.n && str_eq(vec_last(&open), STR("tspan")))
            buf_add(out, str_sub(rest, 0, at));
        struct str name = str_sub(tag, 0, str_chr(tag, ' ', 0));
        if (str_starts(tag, STR("/"))) {
            assert_true(open.n && str_eq(vec_last(&open), str_sub(tag, 1, tag.n)));
            open.n--;
        } else if (!str_ends(tag, STR("/"))) {
            vec_push(&open, name);
        }
        rest = str_sub(rest, end + 1, rest.n);
    }
    assert_int_equal(open.n, 0);
    vec_free(&open);
}

static void a_picture_shows_all_of_the_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown, *lang;
    } cases[] = {
        {"信走得慢，話才有分量。", NULL, "zh-Hant"},
        {"他说：“自由”不是“免费”——Linux & <b>。", "他说：“自由”不是“免费”——Linux&amp;&lt;b&gt;。",
         "zh-Hans"},
        {"国境の長いトンネルを抜けると「雪国」であった。", NULL, "ja"},
        {"죽는 날까지", "죽는날까지", "ko"},
        {"It was the best of times.", NULL, "en"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quote_record q = quote_make(UUID_1, cases[i].text);
        struct card_opts o = {0};
        struct buf svg = {0}, text = {0}, lang = {0};
        card_svg(&q, &o, &svg);
        text_of(buf_str(&svg), &text);
        assert_string_equal(buf_cstr(&text), cases[i].shown ? cases[i].shown : cases[i].text);
        buf_addf(&lang, "xml:lang=\"%s\"", cases[i].lang);
        expect_has(&svg, buf_cstr(&lang));
        expect_has(&svg, ">山裡的小郵局");
        buf_free(&svg);
        buf_free(&text);
        buf_free(&lang);
    }
}

/* Any record gives a well-formed picture, and the width policy of the terminal is as it was. */
static void any_quote_gives_a_picture(void **state)
{
    (void)state;
    struct random r = {17};
    struct width_policy p = WIDTH_DEFAULT;
    p.ambiguous = 2;
    p.ext_h = 0;
    width_set_policy(&p);
    for (int i = 0; i < 200; i++) {
        struct arena a = {0};
        struct quote_record q = quote_random(&r, &a);
        struct card_opts o = {.cols = random_below(&r, 140)};
        struct buf svg = {0}, text = {0};
        card_svg(&q, &o, &svg);
        text_of(buf_str(&svg), &text);
        buf_free(&svg);
        buf_free(&text);
        arena_free(&a);
    }
    assert_memory_equal(width_policy(), &p, sizeof p);
    width_set_policy(&WIDTH_DEFAULT);
}

static void colors_are_the_themes(void **state)
{
    (void)state;
    struct quote_record q = quote_make(UUID_1, "文");
    for (int mode = 0; mode < THEME_MODES; mode++) {
        struct theme t = theme_resolve(NULL, NULL, (enum theme_mode)mode, DEPTH_RGB);
        struct card_opts o = {.theme = &t};
        struct buf svg = {0}, want = {0};
        card_svg(&q, &o, &svg);
        buf_addf(&want, "fill=\"#%06X\"", (unsigned)theme_rgb(t.role[ROLE_TEXT].bg));
        expect_has(&svg, buf_cstr(&want));
        buf_clear(&want);
        buf_addf(&want, "stroke=\"#%06X\"", (unsigned)theme_rgb(t.role[ROLE_ACCENT].fg));
        expect_has(&svg, buf_cstr(&want));
        buf_free(&svg);
        buf_free(&want);
    }
}

/* The typography is the settings'. */
static void settings_count(void **state)
{
    (void)state;
    struct settings s;
    struct err e = {0};
    struct quote_record q = quote_make(UUID_1, "他用Linux寫信。");
    struct card_opts o = {.settings = &s};
    struct buf out = {0};
    settings_defaults(&s);
    card_text(&q, &o, &out);
    expect_has(&out, "他用 Linux 寫信。");
    assert_true(setting_set(&s, STR("gap"), STR("off"), &e));
    buf_clear(&out);
    card_text(&q, &o, &out);
    expect_has(&out, "他用Linux寫信。");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_framed),
        cmocka_unit_test(nothing_sticks_out),
        cmocka_unit_test(a_picture_shows_all_of_the_text),
        cmocka_unit_test(any_quote_gives_a_picture),
        cmocka_unit_test(colors_are_the_themes),
        cmocka_unit_test(settings_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
