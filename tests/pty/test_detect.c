/* Day and night as terminals tell them. Each is played by a script: what it answers to the questions of
 * the start, in which order, how late and in which pieces (measured with the versions named). */
#include "emulator.h"

#include "base/file.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIGHT, DARK, MODES };
enum { MAX_ENV = 3 };

#define WIDTHS "\033[2;2R\033[2;3R\033[2;5R\033[2;2R" /* “, 👍🏽, a family, extension H */
#define OSC10  "\033]10;rgb:8080/8080/8080\033\\"
#define OSC11  "%s" /* where the background is told */

struct terminal {
    const char *name;
    struct emu_env env[MODES][MAX_ENV];
    const char *replies;
    const char *background[MODES]; /* NULL: the replies have none */
    const char *origin;            /* what decides; "guess": nothing does */
    unsigned late_ms;              /* after which it answers at all */
    bool in_pieces;
};

#define ST_WHITE "\033]11;rgb:ffff/ffff/ffff\033\\"
#define ST_BLACK "\033]11;rgb:0000/0000/0000\033\\"
#define XTERM                                                                                      \
    {                                                                                              \
        {                                                                                          \
            "TERM", "xterm-256color"                                                               \
        }                                                                                          \
    }
#define SAME(...)                                                                                  \
    {                                                                                              \
        __VA_ARGS__, __VA_ARGS__                                                                   \
    }

static const struct terminal TERMINALS[] = {
    {.name = "XTerm(379)",
     .env = SAME(XTERM),
     .replies = OSC11 OSC10 "\033[?2026;0$y\033P>|XTerm(379)\033\\" WIDTHS "\033[?64;1;2;6;22c",
     .background = {ST_WHITE, ST_BLACK},
     .origin = "OSC 11"},
    {.name = "kitty(0.26.5)",
     .env = SAME({{"TERM", "xterm-kitty"}, {"COLORTERM", "truecolor"}}),
     .replies = OSC11 OSC10 "\033[?2026;2$y\033P>|kitty(0.26.5)\033\\" WIDTHS "\033[?62;c",
     .background = {"\033]11;rgb:ffff/fefe/f5f5\033\\", "\033]11;rgb:1e1e/1e1e/2e2e\033\\"},
     .origin = "OSC 11"},
    {.name = "tmux 3.3a",
     .env = SAME({{"TERM", "tmux-256color"}, {"TMUX", "/tmp/t,1,0"}}),
     .replies = "\033P>|tmux 3.3a\033\\" WIDTHS "\033[?1;2c",
     .origin = "guess"},
    {.name = "tmux 3.6",
     .env = SAME({{"TERM", "tmux-256color"}, {"TMUX", "/tmp/t,1,0"}}),
     .replies = OSC11 OSC10 "\033P>|tmux 3.6\033\\" WIDTHS "\033[?1;2;4c",
     .background = {ST_WHITE "\033[?997;2n", ST_BLACK "\033[?997;1n"},
     .origin = "OSC 11"},
    {.name = "screen",
     .env = SAME({{"TERM", "screen.xterm-256color"}, {"STY", "1.pts"}}),
     .replies = WIDTHS "\033[?1;2c" OSC10 OSC11, /* passed on, behind its own */
     .background = {"\033]11;rgb:ffff/ffff/dddd\a", "\033]11;rgb:00/00/00\a"},
     .origin = "OSC 11"},
    {.name = "rxvt-unicode-256color",
     .env = {{{"TERM", "rxvt-unicode-256color"}, {"COLORFGBG", "0;default;15"}},
             {{"TERM", "rxvt-unicode-256color"}, {"COLORFGBG", "15;default;0"}}},
     .replies = "\033]710;xft:Mono:size=12\033" WIDTHS "\033[?1;2c",
     .origin = "COLORFGBG"},
    {.name = "xterm-256color", .env = SAME(XTERM), .replies = "", .origin = "guess"}, /* silent */
    {.name = "XTerm(379)", /* over a slow line */
     .env = SAME(XTERM),
     .replies = "\033P>|XTerm(379)\033\\" WIDTHS "\033[?64;1c" OSC11,
     .background = {ST_WHITE, ST_BLACK},
     .origin = "OSC 11",
     .late_ms = 900},
    {.name = "XTerm(379)",
     .env = SAME(XTERM),
     .replies = OSC11 OSC10 "\033[?2026;0$y\033P>|XTerm(379)\033\\" WIDTHS "\033[?64;1;2;6;22c",
     .background = {ST_WHITE, ST_BLACK},
     .origin = "OSC 11",
     .in_pieces = true},
};

enum { NTERMINALS = sizeof TERMINALS / sizeof *TERMINALS };

static void answer(struct emu *r, const struct terminal *t, int mode)
{
    struct buf b = {0};
    const char *told = t->background[mode] ? t->background[mode] : "";
    struct str s = str_of(t->replies);
    size_t at = str_find(s, STR("%s"), 0), rest = at == STR_NPOS ? s.n : at + 2;
    buf_add(&b, str_sub(s, 0, at == STR_NPOS ? s.n : at));
    buf_adds(&b, at == STR_NPOS ? "" : told);
    buf_add(&b, str_sub(s, rest, s.n));
    if (t->late_ms)
        poll(NULL, 0, (int)t->late_ms);
    for (size_t i = 0; i < b.n; i++) {
        file_write_all(r->master, str_n(b.p + i, t->in_pieces ? 1 : b.n));
        if (!t->in_pieces)
            break;
        emu_pump(r, 3);
    }
    buf_free(&b);
}

static struct emu *start(const struct terminal *t, int mode)
{
    size_t n = 0;
    while (n < MAX_ENV && t->env[mode][n].name)
        n++;
    struct emu *r = emu_start(t->env[mode], n, NULL, true);
    r->program = atoi(emu_news(r, "pid ") + 4);
    emu_told(r, "shown"); /* nothing has been answered yet */
    while (!emu_wrote(r, "\033[c"))
        emu_pump(r, 100);
    answer(r, t, mode);
    return r;
}

/* What the program knows when it has read up to a key; no reply may have been taken for another. */
static const char *ask(struct emu *r)
{
    file_write_all(r->master, STR("y"));
    const char *told = emu_told(r, "event 1 ");
    assert_non_null(strstr(told, "key 79 "));
    return emu_told(r, "info");
}

static void expect(const struct terminal *t, struct emu *r, int mode, const char *origin)
{
    char want[64];
    const char *info = ask(r);
    snprintf(want, sizeof want, "mode %d origin %s known %d ", mode, origin,
             strcmp(origin, "guess") != 0);
    if (!strstr(info, want))
        fail_msg("%s: \"%s\" is not in \"%s\"", t->name, want, info);
    snprintf(want, sizeof want, "name %s", t->name);
    if (!strstr(info, want))
        fail_msg("\"%s\" is not in \"%s\"", want, info);
}

static void test_each_terminal_by_day_and_by_night(void **state)
{
    (void)state;
    for (size_t i = 0; i < NTERMINALS; i++)
        for (int mode = LIGHT; mode < MODES; mode++) {
            const struct terminal *t = &TERMINALS[i];
            bool knows = strcmp(t->origin, "guess") != 0;
            struct emu *r = start(t, mode);
            expect(t, r, knows ? mode : DARK, t->origin);
            emu_finish(r);
        }
}

/* Whatever may mean that the colours have changed makes the program ask; it goes by the answer. */
static void test_a_terminal_that_changes_is_followed(void **state)
{
    (void)state;
    static const struct {
        const char *what, *bytes; /* bytes NULL: it was stopped and goes on */
    } signs[] = {{"mode 2031", "\033[?997;1n"}, {"focus", "\033[I"}, {"SIGCONT", NULL}};
    const struct terminal *t = &TERMINALS[0];
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct emu *r = start(t, LIGHT);
        expect(t, r, LIGHT, "OSC 11");
        emu_settle(r);
        size_t before = r->bytes.n;
        if (signs[i].bytes) {
            file_write_all(r->master, str_of(signs[i].bytes));
        } else {
            kill(r->program, SIGSTOP);
            emu_news(r, "stopped");
            file_write_all(r->wake, STR("c"));
        }
        while (str_find(buf_str(&r->bytes), STR("\033]11;?"), before) == STR_NPOS)
            assert_true(emu_pump(r, 5000));
        file_write_all(r->master, STR(ST_BLACK "\033[?64;1c"));
        expect(t, r, DARK, "OSC 11");
        emu_finish(r);
    }
}

/* ---- the font ---- */

static const struct {
    struct terminal t;
    const char *larger, *back; /* what two steps write, and what takes them back */
} FONTS[] = {
    {{.env = {{{"TERM", "rxvt-unicode-256color"}}},
      .replies = "\033]710;xft:Mono:size=12,xft:Han:pixelsize=20\033" WIDTHS "\033[?1;2c"},
     "\033]710;xft:Mono:size=14,xft:Han:pixelsize=22\033\\",
     "\033]710;xft:Mono:size=12,xft:Han:pixelsize=20\033\\"},
    {{.env = {{{"TERM", "mlterm"}}}, .replies = WIDTHS "\033[?63;1;2;3;4;7;29c"},
     "\033]5379;fontsize=larger\033\\",
     "\033]5379;fontsize=smaller\033\\\033]5379;fontsize=smaller\033\\"},
    {{.env = {{{"TERM", "xterm-kitty"}}},
      .replies = "\033P>|kitty(0.26.5)\033\\" WIDTHS "\033[?62;c"},
     "\033P@kitty-cmd{\"cmd\":\"set-font-size\",\"version\":[0,14,2],"
     "\"payload\":{\"size\":1,\"increment_op\":\"+\"}}\033\\",
     "\033P@kitty-cmd{\"cmd\":\"set-font-size\",\"version\":[0,14,2],"
     "\"payload\":{\"size\":2,\"increment_op\":\"-\"}}\033\\"},
};

enum { NFONTS = sizeof FONTS / sizeof *FONTS };

static struct emu *start_larger(size_t i)
{
    struct emu *r = start(&FONTS[i].t, 0);
    ask(r);
    file_write_all(r->master, STR("+"));
    assert_string_equal(emu_told(r, "font"), "font 1 steps 1");
    file_write_all(r->master, STR("+"));
    assert_string_equal(emu_told(r, "font"), "font 1 steps 2");
    emu_told(r, "shown");
    emu_settle(r);
    assert_true(emu_wrote(r, FONTS[i].larger));
    assert_false(emu_wrote(r, FONTS[i].back));
    return r;
}

static void test_the_font_is_given_back(void **state)
{
    (void)state;
    static const struct {
        const char *key; /* quits, crashes, stops */
        const char *news;
    } ends[] = {{"q", "exited 0"}, {"A", "killed 6"}, {"\032", "stopped"}};
    for (size_t i = 0; i < NFONTS; i++)
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            struct emu *r = start_larger(i);
            file_write_all(r->master, str_of(ends[k].key));
            emu_news(r, ends[k].news);
            emu_settle(r);
            assert_true(emu_wrote(r, FONTS[i].back));
            emu_finish(r);
        }
}

static void test_a_font_that_cannot_be_changed_is_left_alone(void **state)
{
    (void)state;
    static const struct terminal fixed[] = {
        {.env = {{{"TERM", "xterm-256color"}}},
         .replies = "\033P>|XTerm(379)\033\\" WIDTHS "\033[?64;1c"},
        {.env = {{{"TERM", "rxvt-unicode"}}}, .replies = "\033]710;7x14\033" WIDTHS "\033[?1;2c"},
        {.env = {{{"TERM", "tmux-256color"}, {"TMUX", "/tmp/t,1,0"}, {"MLTERM", "3.9.0"}}},
         .replies = "\033P>|tmux 3.3a\033\\" WIDTHS "\033[?1;2c"},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        struct emu *r = start(&fixed[i], 0);
        ask(r);
        file_write_all(r->master, STR("+"));
        assert_string_equal(emu_told(r, "font"), "font 0 steps 0");
        emu_settle(r);
        assert_false(emu_wrote(r, "fontsize"));
        assert_false(emu_wrote(r, "\033]710;7"));
        emu_finish(r);
    }
    struct emu *r = start(&FONTS[2].t, 0); /* kitty, of which the user does not want that */
    ask(r);
    file_write_all(r->master, STR("+"));
    emu_told(r, "font 1");
    file_write_all(r->master, STR("\033P@kitty-cmd{\"ok\":false,\"error\":\"disabled\"}\033\\"));
    emu_told(r, "event 17");
    file_write_all(r->master, STR("+"));
    assert_string_equal(emu_told(r, "font"), "font 0 steps 0");
    emu_finish(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_terminal_by_day_and_by_night),
        cmocka_unit_test(test_a_terminal_that_changes_is_followed),
        cmocka_unit_test(test_the_font_is_given_back),
        cmocka_unit_test(test_a_font_that_cannot_be_changed_is_left_alone),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
