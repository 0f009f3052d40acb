/* The parts of the terminal that know no curses: glyphs, links, colour pairs, the terminfo entry, and
 * what answers mean. */
#include "text/utf8.h"
#include "text/width.h"
#include "ui/term_caps.h"
#include "ui/term_glyph.h"
#include "ui/term_link.h"
#include "ui/term_pairs.h"
#include "ui/term_probe.h"
#include "ui/term_urxvt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct style PLAIN = {COLOR_DEFAULT, COLOR_DEFAULT, 0};

/* ---- glyphs ---- */

static struct cell cell_of(const char *text, unsigned w)
{
    struct cell c = {.n = (uint8_t)strlen(text), .w = (uint8_t)w, .style = PLAIN};
    assert_in_range(c.n, 0, CELL_TEXT_BYTES);
    memcpy(c.text, text, c.n);
    return c;
}

/* "text:w text:w" */
static void expect_glyphs(const char *text, unsigned w, const char *want)
{
    struct cell c = cell_of(text, w);
    struct glyph g[2];
    struct buf b = {0};
    unsigned n = glyph_split(&c, g), sum = 0;
    for (unsigned i = 0; i < n; i++) {
        for (const wchar_t *p = g[i].c; *p; p++)
            buf_add_utf8(&b, (uint32_t)*p);
        buf_addf(&b, ":%u%s", g[i].w, i + 1 < n ? " " : "");
        sum += g[i].w;
    }
    assert_int_equal(sum, w);
    assert_string_equal(buf_cstr(&b), want);
    buf_free(&b);
}

static void test_glyphs(void **state)
{
    (void)state;
    width_set_policy(&WIDTH_DEFAULT);
    expect_glyphs("a", 1, "a:1");
    expect_glyphs("中", 2, "中:2");
    expect_glyphs("か\u3099", 2, "か\u3099:2");
    expect_glyphs("葛\U000E0100", 2, "葛\U000E0100:2");
    expect_glyphs("e\u0301\u0302\u0303\u0304\u0305\u0306", 1, "e\u0301\u0302\u0303\u0304:1");
    expect_glyphs("\u0301", 1, "\u25CC\u0301:1");
    expect_glyphs("\u200B", 1, " :1");
    expect_glyphs("🇨🇳", 2, "🇨:1 🇳:1");
    expect_glyphs("❤\uFE0F", 1, "❤:1");
    expect_glyphs("1\uFE0F\u20E3", 1, "1\u20E3:1");
    expect_glyphs("👍🏽", 2, "👍🏽:2");
    expect_glyphs("👩‍👩‍👧", 2, "👩‍👩‍👧:2");
    expect_glyphs("👩‍👩‍👧‍", 2, "👩:2"); /* longer than curses keeps */
    expect_glyphs("☝🏽", 2, "☝:1  :1");           /* its base is narrow */
    expect_glyphs("x", 2, "x:1  :1");
    expect_glyphs("中", 1, " :1");
    expect_glyphs("", 2, " :1  :1");
}

/* ---- links ---- */

static void test_links(void **state)
{
    (void)state;
    struct grid *g = grid_new(2, 10);
    struct buf b = {0};
    struct style st = {COLOR_RGB(0x010203), COLOR_INDEX(7), CELL_BOLD | CELL_STRIKE};
    char want[200];
    grid_text(g, 1, 3, 7, STR("竹a"), st, false);
    link_row(&b, g, 1, 10);
    assert_int_equal(b.n, 0);
    struct str url = STR("https://example.org/");
    grid_cell(g, 1, 3)->link = grid_cell(g, 1, 4)->link = url;
    link_row(&b, g, 1, 10);
    snprintf(want, sizeof want,
             "\0337\033[2;4H\033]8;id=%x;https://example.org/\033\\"
             "\033[0;1;9;38;2;1;2;3;48;5;7m竹\033]8;;\033\\\0338",
             (unsigned)(link_hash(url) >> 32));
    assert_string_equal(buf_cstr(&b), want);
    buf_clear(&b);
    link_row(&b, g, 1, 4); /* only half of it is on the screen */
    assert_int_equal(b.n, 0);
    grid_cell(g, 1, 3)->link = STR("https://例.org/");
    link_row(&b, g, 1, 10);
    assert_int_equal(b.n, 0);
    grid_cell(g, 1, 3)->link = STR("https://a/\033\\x");
    link_row(&b, g, 1, 10);
    assert_int_equal(b.n, 0);
    buf_free(&b);
    grid_free(g);
}

/* ---- pairs ---- */

static void test_pairs(void **state)
{
    (void)state;
    static struct pairs p;
    bool fresh;
    pairs_reset(&p, 1 << 20);
    for (uint32_t i = 0; i < PAIRS_MAX; i++) {
        assert_int_equal(pairs_get(&p, i * 7, i % 5, &fresh), i + 1);
        assert_true(fresh);
    }
    assert_int_equal(pairs_get(&p, 1, 1, &fresh), 0);
    assert_int_equal(pairs_get(&p, 14, 2, &fresh), 3);
    assert_false(fresh);
    pairs_drop_last(&p);
    assert_int_equal(pairs_get(&p, 1, 1, &fresh), PAIRS_MAX);
    assert_true(fresh);
    pairs_reset(&p, 2);
    assert_int_equal(pairs_get(&p, 1, 1, &fresh), 1);
    assert_int_equal(pairs_get(&p, 1, 2, &fresh), 2);
    assert_int_equal(pairs_get(&p, 1, 3, &fresh), 0);
}

/* ---- the terminfo entry ---- */

static const char *const BOOLS[] = {"am", "ccc", NULL}, *const NUMS[] = {"colors", "pairs", NULL},
                         *const STRS[] = {"cup", "kf1", "setaf", NULL};

static void test_the_entry_is_what_term5_says(void **state)
{
    (void)state;
    signed char bools[] = {1, 1};
    int nums[] = {8, -1};
    const char *strs[] = {"\033[H", NULL, "S"};
    struct caps c = {"t", BOOLS, NUMS, STRS, bools, nums, strs, .ax = true};
    struct buf out = {0};
    assert_true(caps_encode(&c, &out));
    /* 1e02 0200 0200 0200 0300 0600 | "t\0" | 01 01 | 8 -1 | 0 -1 4 | "\E[H\0S\0" |
     * 0100 0000 0000 0100 0300 | 01 00 | 0000 | "AX\0" */
    assert_string_equal(buf_cstr(&out), "b64:HgICAAIAAgADAAYAdAABAQgAAAD/////AAD//wQAG1tIAFMA"
                                        "AQAAAAAAAQADAAEAAABBWAA=");
    buf_free(&out);
}

static void test_the_entry_is_derived(void **state)
{
    (void)state;
    signed char bools[] = {1, 1};
    int nums[] = {8, 64};
    const char *strs[] = {"\033[%i%p1%d;%p2%dH", "\033OP", "\033[3%p1%dm"};
    struct caps c = {"t", BOOLS, NUMS, STRS, bools, nums, strs, .ax = false};
    assert_true(caps_derive(&c, false));
    assert_int_equal(nums[0], 8);
    assert_null(strs[1]);
    assert_string_equal(strs[2], "\033[3%p1%dm");
    assert_false(c.rgb);
    assert_true(caps_derive(&c, true));
    assert_int_equal(nums[0], CAPS_COLORS);
    assert_int_equal(nums[1], CAPS_PAIRS);
    assert_int_equal(bools[1], 0); /* ccc */
    assert_true(c.rgb);
    assert_non_null(strstr(strs[2], "38;2;"));
    strs[0] = "\005%p1%c";
    assert_false(caps_derive(&c, true));
}

/* ---- answers ---- */

static void clean_environment(void)
{
    static const char *const names[] = {"COLORTERM", "COLORFGBG", "NO_COLOR", "TMUX", "STY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    setenv("TERM", "xterm", 1);
}

static bool take(struct probe *p, struct term_info *info, struct event ev)
{
    return probe_take(p, info, &ev);
}

static void test_the_background_beats_all(void **state)
{
    (void)state;
    struct probe p;
    struct term_info info;
    clean_environment();
    setenv("COLORFGBG", "15;0", 1);
    probe_start(&p, &info);
    assert_string_equal(info.mode_origin, "COLORFGBG");
    assert_int_equal(info.mode, THEME_DARK);
    assert_true(take(&p, &info, (struct event){.kind = EVENT_MODE, .value = 2}));
    assert_string_equal(info.mode_origin, "mode 997");
    assert_int_equal(info.mode, THEME_LIGHT);
    struct event dark = {.kind = EVENT_BACKGROUND, .text = STR("rgb:1c1c/1c1c/1c1c")};
    assert_true(take(&p, &info, dark));
    assert_string_equal(info.mode_origin, "OSC 11");
    assert_int_equal(info.mode, THEME_DARK);
    assert_false(take(&p, &info, dark)); /* nothing new */
    p.ask_again = false;
    assert_false(take(&p, &info, (struct event){.kind = EVENT_MODE, .value = 2}));
    assert_int_equal(info.mode, THEME_DARK);
    assert_true(p.ask_again);
    assert_false(take(&p, &info, (struct event){.kind = EVENT_BACKGROUND, .text = STR("red")}));
    unsetenv("COLORFGBG");
    probe_start(&p, &info);
    assert_string_equal(info.mode_origin, "guess");
    assert_false(info.mode_known);
}

static void test_widths_count_when_all_are_there(void **state)
{
    (void)state;
    static const int cols[] = {3, 5, 3, 3}; /* “ 2 cells, a skin tone 4, a family 2, ext H 2 */
    struct probe p;
    struct term_info info;
    clean_environment();
    probe_start(&p, &info);
    assert_true(str_ends(probe_queries(&p), STR("\033[c")));
    for (int i = 0; i < PROBE_WIDTHS; i++) {
        assert_int_equal(info.ambiguous, 0);
        bool told = take(&p, &info, (struct event){.kind = EVENT_CURSOR, .row = 2, .col = cols[i]});
        assert_int_equal(told, i == PROBE_WIDTHS - 1);
    }
    assert_int_equal(info.ambiguous, 2);
    assert_false(info.emoji_modifier);
    assert_true(info.emoji_zwj);
    assert_true(info.ext_h);
    assert_false(take(&p, &info, (struct event){.kind = EVENT_CURSOR, .row = 2, .col = 2}));

    probe_start(&p, &info); /* a terminal that answers DA1 only */
    probe_queries(&p);
    assert_true(take(&p, &info, (struct event){.kind = EVENT_DA1}));
    assert_int_equal(p.da1_due, 0);
    assert_false(take(&p, &info, (struct event){.kind = EVENT_CURSOR, .row = 2, .col = 3}));
    assert_int_equal(info.ambiguous, 0);
}

static void test_names_and_modes(void **state)
{
    (void)state;
    struct probe p;
    struct term_info info;
    clean_environment();
    probe_start(&p, &info);
    assert_string_equal(info.name, "xterm");
    assert_true(
        take(&p, &info, (struct event){.kind = EVENT_VERSION, .text = STR("kitty(0.26.5)")}));
    assert_string_equal(info.name, "kitty(0.26.5)");
    struct buf b = {0};
    for (int i = 0; i < 100; i++)
        buf_adds(&b, "竹");
    take(&p, &info, (struct event){.kind = EVENT_VERSION, .text = buf_str(&b)});
    assert_int_equal(strlen(info.name), 63); /* whole characters */
    buf_free(&b);
    take(&p, &info, (struct event){.kind = EVENT_DECRQM, .row = 2026, .col = 2});
    assert_true(info.sync);
    take(&p, &info, (struct event){.kind = EVENT_DECRQM, .row = 2026, .col = 0});
    assert_false(info.sync);
    assert_true(probe_answers("xterm-256color"));
    assert_false(probe_answers("linux"));
    assert_false(probe_answers("vt220"));
}

static void test_24_bit_colours_told_back(void **state)
{
    (void)state;
    struct probe p;
    struct term_info info;
    struct event as_set = {.kind = EVENT_DECRQSS, .text = STR("0;48:2::1:2:3m")};
    clean_environment();
    probe_start(&p, &info);
    assert_int_equal(str_find(probe_queries(&p), STR("$q"), 0), STR_NPOS);
    take(&p, &info, as_set);
    assert_false(p.rgb); /* not asked */
    p.ask_rgb = probe_may_be_rgb(DEPTH_256);
    assert_int_not_equal(str_find(probe_queries(&p), STR("$q"), 0), STR_NPOS);
    take(&p, &info, (struct event){.kind = EVENT_DECRQSS, .text = STR("0;48;5;16m")});
    assert_false(p.rgb);
    assert_false(take(&p, &info, as_set));
    assert_true(p.rgb);
    assert_false(probe_may_be_rgb(DEPTH_MONO));
    assert_false(probe_may_be_rgb(DEPTH_RGB));
    setenv("STY", "1.pts-0", 1);
    assert_false(probe_may_be_rgb(DEPTH_256));
    clean_environment();
}

static void test_depth(void **state)
{
    (void)state;
    const char *origin;
    clean_environment();
    assert_int_equal(probe_depth(-1, false, &origin), DEPTH_MONO);
    assert_string_equal(origin, "terminfo, colors");
    assert_int_equal(probe_depth(8, false, &origin), DEPTH_8);
    assert_int_equal(probe_depth(16, false, &origin), DEPTH_16);
    assert_int_equal(probe_depth(256, false, &origin), DEPTH_256);
    assert_int_equal(probe_depth(256, true, &origin), DEPTH_RGB);
    assert_string_equal(origin, "terminfo, RGB or Tc");
    setenv("TMUX", "/tmp/tmux,1,0", 1);
    assert_int_equal(probe_depth(8, false, &origin), DEPTH_RGB);
    assert_string_equal(origin, "TMUX");
    setenv("STY", "1.pts-0", 1);
    assert_int_equal(probe_depth(256, true, &origin), DEPTH_256);
    assert_string_equal(origin, "terminfo, colors");
    unsetenv("STY");
    setenv("NO_COLOR", "", 1); /* empty does not count */
    assert_int_equal(probe_depth(8, false, &origin), DEPTH_RGB);
    setenv("NO_COLOR", "1", 1);
    assert_int_equal(probe_depth(256, true, &origin), DEPTH_MONO);
    assert_string_equal(origin, "NO_COLOR");
    clean_environment();
}

static void test_where_urxvt_has_its_font_from(void **state)
{
    (void)state;
    static const char args[] = "urxvt\0-fg\0red\0-fn\0xft:Mono:size=12\0-e\0sh";
    static const char none[] = "urxvt\0-e\0sh\0-fn";
    struct buf b = {0};
    assert_true(urxvt_font_of_args(str_n(args, sizeof args), &b));
    assert_string_equal(buf_cstr(&b), "xft:Mono:size=12");
    assert_false(urxvt_font_of_args(str_n(none, sizeof none), &b));
    buf_clear(&b);
    assert_true(urxvt_font_of_resources(STR("! URxvt.font: no\nURxvt.font: xft:A:size=1\n"
                                            "XTerm*font: b\n URxvt*font :\txft:B:size=2 \n"),
                                        &b));
    assert_string_equal(buf_cstr(&b), "xft:B:size=2");
    buf_clear(&b);
    assert_false(urxvt_font_of_resources(STR("URxvt.font\nURxvt.boldFont: c\nURxvt.font:"), &b));
    assert_int_equal(b.n, 0);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_urxvt_has_its_font_from),
        cmocka_unit_test(test_glyphs),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_the_entry_is_what_term5_says),
        cmocka_unit_test(test_the_entry_is_derived),
        cmocka_unit_test(test_the_background_beats_all),
        cmocka_unit_test(test_widths_count_when_all_are_there),
        cmocka_unit_test(test_names_and_modes),
        cmocka_unit_test(test_24_bit_colours_told_back),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
