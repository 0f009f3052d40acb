/* ui/term.c on a real tty, drawn on a terminal emulator: what arrives on the screen, and in which
 * state the terminal is left. */
#include "emulator.h"
#include "term_child.h"
#include "text/width.h"

#include "base/file.h"
#include "ui/term.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- painting ---- */

static void test_characters_stand_where_they_should(void **state)
{
    (void)state;
    static const struct {
        int row, col;
        const char *text;
    } want[] = {
        {0, 0, "中"},
        {0, 2, "文"},
        {0, 4, "a"},
        {0, 7, "“"},
        {0, 8, "”"},
        {0, 9, "x"},
        {2, 0, "か\u0301"},
        {2, 2, "e\u0301\u0302\u0303\u0304"},
        {2, 3, "z"},
        {3, 0, "👍"},
        {3, 2, "|"},
        {3, 3, "👨"},
        {3, 5, "|"},
        {3, 6, "🇨"},
        {3, 7, "🇳"},
        {3, 8, "|"},
        {3, 9, "ｶ"},
        {3, 11, "|"},
        {3, 12, "❤"},
        {3, 13, "|"},
        {ROWS - 2, COLS - 2, "邊"},
        {ROWS - 1, COLS - 2, "角"},
        {ROWS - 1, COLS - 3, ""},
    };
    struct emu *r = emu_start_xterm();
    VTermPos cursor;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        emu_assert_cell(r, want[i].row, want[i].col, want[i].text);
    assert_int_equal(emu_cell(r, 0, 0).width, 2);
    vterm_state_get_cursorpos(vterm_obtain_state(r->vt), &cursor);
    assert_int_equal(cursor.row, 2);
    assert_int_equal(cursor.col, 1);
    assert_true(emu_mode(&r->scan, 25));
    emu_assert_modes(r, true);
    emu_type(r, "b");
    assert_false(emu_mode(&r->scan, 25)); /* a page without a cursor */
    emu_finish(r);
}

/* Whatever a cluster is, the bar behind it stands where the program's widths say. */
static void test_rare_characters_shift_nothing(void **state)
{
    (void)state;
    static const char *const clusters[] = CHILD_RARE;
    struct emu *r = emu_start_xterm();
    int col = 0;
    for (int i = 0; i < (int)(sizeof clusters / sizeof *clusters); i++) {
        col = (i % CHILD_RARE_IN_ROW ? col : 0) + (int)width_str(str_of(clusters[i]));
        emu_assert_cell(r, CHILD_RARE_ROW + i / CHILD_RARE_IN_ROW, col, "|");
        col++;
    }
    emu_finish(r);
}

static void test_colours_come_through(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    VTermScreenCell c = emu_cell(r, 1, 0);
    assert_int_equal(emu_rgb(c.fg), CHILD_FG);
    assert_int_equal(emu_rgb(c.bg), CHILD_BG);
    c = emu_cell(r, 1, 4);
    assert_true(VTERM_COLOR_IS_INDEXED(&c.fg) && c.fg.indexed.idx == 9);
    assert_true(VTERM_COLOR_IS_INDEXED(&c.bg) && c.bg.indexed.idx == 200);
    c = emu_cell(r, 0, 0);
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&c.fg) && VTERM_COLOR_IS_DEFAULT_BG(&c.bg));
    assert_true(emu_wrote(r, ";2;192;255;238"));
    assert_false(emu_wrote(r, "8:2:"));
    emu_finish(r);
}

static void test_attributes_come_through(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    assert_true(emu_cell(r, 4, 0).attrs.bold);
    assert_true(emu_cell(r, 4, 4).attrs.italic);
    assert_int_equal(emu_cell(r, 4, 6).attrs.underline, VTERM_UNDERLINE_SINGLE);
    assert_true(emu_cell(r, 4, 8).attrs.reverse);
    assert_true(emu_cell(r, 4, 10).attrs.strike);
    assert_false(emu_cell(r, 4, 10).attrs.blink);
    assert_true(emu_cell(r, 4, 12).attrs.bold && emu_cell(r, 4, 12).attrs.italic);
    assert_true(!emu_cell(r, 4, 13).attrs.bold && emu_cell(r, 4, 13).attrs.italic);
    assert_false(emu_cell(r, 4, 14).attrs.italic);
    emu_finish(r);
}

/* Only with the program's own wcwidth does curses take “ for two cells; with libc's it would put a
 * blank into the second. */
static void test_curses_counts_as_the_policy_says(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    emu_type(r, "y");
    emu_assert_cell(r, 0, 9, "y");
    emu_type(r, "w"); /* ambiguous is 2 */
    buf_clear(&r->bytes);
    emu_type(r, "R");
    assert_true(emu_wrote(r, "abc“”y"));
    emu_finish(r);
}

static void test_emoji_sequences_stay_whole_where_drawn(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    buf_clear(&r->bytes);
    emu_type(r, "e");
    assert_true(emu_wrote(r, "👍🏽"));
    assert_true(emu_wrote(r, "👨‍👩‍👧"));
    emu_finish(r);
}

/* Frame over frame gives what painting from nothing gives, also when colour pairs run out. */
static void test_frames_over_frames(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    for (int i = 0; i < 16; i++) {
        emu_type(r, "b");
        char *drawn = emu_snapshot(r, ROWS, COLS);
        if (i % 5 == 0 || i > 12) {
            emu_type(r, "R");
            char *fresh = emu_snapshot(r, ROWS, COLS);
            assert_string_equal(drawn, fresh);
            free(fresh);
        }
        free(drawn);
    }
    emu_type(r, "p");
    char *page = emu_snapshot(r, ROWS, COLS);
    struct emu *other = emu_start_xterm();
    char *first = emu_snapshot(other, ROWS, COLS);
    assert_string_equal(page, first);
    free(page);
    free(first);
    emu_finish(other);
    emu_finish(r);
}

static void test_links(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    size_t at = str_find(buf_str(&r->bytes), STR(";" CHILD_LINK "\033\\"), 0);
    assert_int_not_equal(at, STR_NPOS);
    emu_assert_cell(r, 5, CHILD_LINK_COL, "連");
    emu_assert_cell(r, 5, CHILD_LINK_COL + 2, "結");
    assert_int_equal(emu_cell(r, 5, CHILD_LINK_COL).attrs.underline, VTERM_UNDERLINE_SINGLE);
    assert_true(emu_wrote(r, "\033[6;31H\033]8;id="));
    assert_true(emu_wrote(r, "\033]8;;\033\\\0338"));
    emu_finish(r);
}

static void test_a_mode_2026_frame_only_where_known(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    assert_false(emu_wrote(r, "\033[?2026h"));
    file_write_all(r->master, STR("\033[?2026;2$y"));
    emu_type(r, "y");
    assert_true(emu_wrote(r, "\033[?2026h"));
    assert_false(emu_mode(&r->scan, 2026));
    emu_finish(r);
}

static void test_resize(void **state)
{
    (void)state;
    enum { NEW_ROWS = 9, NEW_COLS = 51 };
    struct emu *r = emu_start_xterm();
    vterm_set_size(r->vt, NEW_ROWS, NEW_COLS);
    ioctl(r->master, TIOCSWINSZ, &(struct winsize){.ws_row = NEW_ROWS, .ws_col = NEW_COLS});
    assert_string_equal(emu_told(r, "event 5"), "event 5 key 0 mods 0 row 9 col 51 value 0");
    emu_told(r, "shown");
    emu_settle(r);
    emu_assert_cell(r, 0, 0, "中");
    emu_assert_cell(r, NEW_ROWS - 1, NEW_COLS - 2, "角");
    emu_type(r, "b");
    char *drawn = emu_snapshot(r, NEW_ROWS, NEW_COLS);
    emu_type(r, "R");
    char *fresh = emu_snapshot(r, NEW_ROWS, NEW_COLS);
    assert_string_equal(drawn, fresh);
    free(drawn);
    free(fresh);
    emu_finish(r);
}

/* ---- input and answers ---- */

static void test_events_come_through(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    file_write_all(r->master, STR("\033[<0;10;5M"));
    assert_string_equal(emu_told(r, "event 2"), "event 2 key 0 mods 0 row 4 col 9 value 0");
    file_write_all(r->master, STR("\033[200~q\rq\033[201~"));
    assert_string_equal(emu_told(r, "paste"), "paste q");
    file_write_all(r->master, STR("中"));
    assert_string_equal(emu_told(r, "event 1"), "event 1 key 4e2d mods 0 row 0 col 0 value 0");
    file_write_all(r->master, STR("\033"));
    assert_string_equal(emu_told(r, "event 1"), "event 1 key 20000d mods 0 row 0 col 0 value 0");
    file_write_all(r->master, STR("m"));
    emu_told(r, "shown");
    emu_settle(r);
    assert_false(emu_mode(&r->scan, 1002));
    emu_finish(r);
}

static void test_widths_are_measured(void **state)
{
    (void)state;
    struct emu *r = emu_start(EMU_XTERM, EMU_XTERM_VARS, NULL, false);
    emu_told(r, "event 8"); /* the replies to the width probes */
    assert_non_null(strstr(emu_told(r, "info"), "ambiguous 1"));
    emu_told(r, "event 9"); /* DA1 */
    emu_settle(r);
    emu_assert_cell(r, 1, 0, "R"); /* where the probes were printed */
    emu_assert_cell(r, 1, 3, "");
    emu_finish(r);
}

static void test_the_first_paint_waits_for_nothing(void **state)
{
    (void)state;
    struct emu *r = emu_start(EMU_XTERM, EMU_XTERM_VARS, NULL, true);
    emu_told(r, "shown");
    emu_settle(r);
    emu_assert_cell(r, 0, 0, "中");
    file_write_all(r->master, STR("y"));
    assert_non_null(strstr(emu_told(r, "info"), "mode 1 origin guess known 0 ambiguous 0"));
    emu_finish(r);
}

static void expect_mode(const struct emu_env *env, size_t n, const char *background,
                        const char *reply, const char *event, const char *want)
{
    struct emu *r = emu_start(env, n, background, false);
    emu_told(r, "shown");
    file_write_all(r->master, str_of(reply));
    emu_told(r, event);
    const char *info = emu_told(r, "info");
    if (!strstr(info, want))
        fail_msg("\"%s\" is not in \"%s\"", want, info);
    emu_finish(r);
}

static void test_day_and_night(void **state)
{
    (void)state;
    static const struct emu_env fgbg[] = {
        {"TERM", "xterm-256color"}, {"COLORTERM", "truecolor"}, {"COLORFGBG", "0;default;15"}};
    const char *white = "\033]11;rgb:ffff/ffff/ffff\033\\", *black = "\033]11;rgb:0/0/0\a";
    expect_mode(EMU_XTERM, EMU_XTERM_VARS, white, "", "event 6", "mode 0 origin OSC 11 known 1");
    expect_mode(EMU_XTERM, EMU_XTERM_VARS, "\033]11;rgb:ffff/ffff/ffff\033", "", "event 6",
                "mode 0 origin OSC 11");
    expect_mode(fgbg, 3, NULL, "", "event 9", "mode 0 origin COLORFGBG known 1");
    expect_mode(fgbg, 3, black, "", "event 6", "mode 1 origin OSC 11 known 1");
    expect_mode(EMU_XTERM, EMU_XTERM_VARS, NULL, "\033[?997;2n", "event 7",
                "mode 0 origin mode 997 known 1");

    struct emu *r = emu_start(EMU_XTERM, EMU_XTERM_VARS, black, false);
    emu_told(r, "event 9");
    r->background = white; /* the terminal changes; it tells only that it did */
    file_write_all(r->master, STR("\033[?997;2n"));
    emu_told(r, "event 6");
    assert_non_null(strstr(emu_told(r, "info"), "mode 0 origin OSC 11"));
    r->background = black;
    file_write_all(r->master, STR("\033[I"));
    emu_told(r, "event 6");
    assert_non_null(strstr(emu_told(r, "info"), "mode 1 origin OSC 11"));
    emu_finish(r);
}

static void test_depth(void **state)
{
    (void)state;
    static const struct {
        struct emu_env env[3];
        int depth;
    } table[] = {
        {{{"TERM", "xterm-256color"}}, DEPTH_256},
        {{{"TERM", "xterm"}}, DEPTH_8},
        {{{"TERM", "vt100"}}, DEPTH_MONO},
        {{{"TERM", "xterm"}, {"COLORTERM", "24bit"}}, DEPTH_RGB},
        {{{"TERM", "screen-256color"}, {"TMUX", "/tmp/x,1,0"}}, DEPTH_RGB},
        {{{"TERM", "screen-256color"}, {"COLORTERM", "truecolor"}, {"STY", "1.pts"}}, DEPTH_256},
        {{{"TERM", "xterm-256color"}, {"COLORTERM", "truecolor"}, {"NO_COLOR", "1"}}, DEPTH_MONO},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t n = 0;
        while (n < 3 && table[i].env[n].name)
            n++;
        struct emu *r = emu_start(table[i].env, n, NULL, true); /* by the environment alone */
        emu_told(r, "shown");
        file_write_all(r->master, STR("y"));
        int depth = -1;
        assert_int_equal(sscanf(emu_told(r, "info"), "info depth %d", &depth), 1);
        assert_int_equal(depth, table[i].depth);
        emu_settle(r);
        emu_assert_cell(r, 0, 2, "文");
        assert_int_equal(emu_rgb(emu_cell(r, 1, 0).fg) == CHILD_FG, depth == DEPTH_RGB);
        emu_finish(r);
    }
}

/* xterm keeps COLORTERM from its programs, but tells a 24-bit colour back as it was set (so does
 * libvterm). */
static void test_a_terminal_that_knows_24_bit_colours_gets_them(void **state)
{
    (void)state;
    static const struct emu_env env[] = {{"TERM", "xterm-256color"}};
    struct emu *r = emu_start(env, 1, NULL, false), *other = emu_start_xterm();
    emu_told(r, "event 9");
    assert_non_null(strstr(emu_told(r, "info"), "depth 4"));
    emu_told(r, "shown");
    emu_settle(r);
    char *upgraded = emu_snapshot(r, ROWS, COLS), *direct = emu_snapshot(other, ROWS, COLS);
    assert_string_equal(upgraded, direct);
    assert_true(emu_mode(&r->scan, 25));
    free(upgraded);
    free(direct);
    emu_type(r, "yb");
    file_write_all(r->master, STR("q"));
    emu_news(r, "exited 0 unread 0");
    emu_assert_given_back(r);
    emu_finish(r);
    emu_finish(other);
}

/* ---- giving the terminal back ---- */

static void test_stop_and_continue(void **state)
{
    (void)state;
    static const int signals[] = {0, SIGTSTP, SIGSTOP}; /* 0: by the key */
    for (int i = 0; i < 3; i++) {
        struct emu *r = emu_start_xterm();
        char want[64];
        char *before = emu_snapshot(r, ROWS, COLS);
        if (signals[i])
            kill(r->program, signals[i]);
        else
            file_write_all(r->master, STR("\032"));
        snprintf(want, sizeof want, "stopped %d", signals[i] == SIGSTOP ? SIGSTOP : SIGTSTP);
        const char *line = emu_news(r, want);
        emu_settle(r);
        if (signals[i] != SIGSTOP) { /* against which nothing helps */
            assert_non_null(strstr(line, "icanon 1"));
            emu_assert_given_back(r);
        }
        file_write_all(r->wake, STR("c"));
        emu_told(r, "event 12"); /* resumed */
        emu_told(r, "shown");
        emu_settle(r);
        struct termios ios;
        tcgetattr(r->master, &ios);
        assert_int_equal(ios.c_lflag & (ICANON | ECHO | ISIG), 0);
        emu_assert_modes(r, true);
        char *after = emu_snapshot(r, ROWS, COLS);
        assert_string_equal(after, before);
        free(before);
        free(after);
        emu_type(r, "y");
        emu_assert_cell(r, 0, 9, "y");
        emu_finish(r);
    }
}

static void test_a_child_gets_a_clean_terminal(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    char *before = emu_snapshot(r, ROWS, COLS);
    file_write_all(r->master, STR("l"));
    assert_string_equal(emu_told(r, "TERMINFO"), "TERMINFO unset");
    emu_told(r, "shown");
    emu_settle(r);
    char *after = emu_snapshot(r, ROWS, COLS);
    assert_string_equal(after, before);
    emu_assert_modes(r, true);
    free(before);
    free(after);
    emu_finish(r);
}

static void test_every_end_leaves_the_terminal_clean(void **state)
{
    (void)state;
    static const struct {
        int sig; /* 0: the key */
        const char *key, *end;
    } ends[] = {
        {0, "q", "exited 0 unread 0"},       {SIGTERM, NULL, "exited 0 unread 0"},
        {SIGHUP, NULL, "exited 0 unread 0"}, {SIGINT, NULL, "exited 0 unread 0"},
        {SIGSEGV, NULL, "killed 11"},        {SIGBUS, NULL, "killed 7"},
        {SIGFPE, NULL, "killed 8"},          {SIGILL, NULL, "killed 4"},
        {SIGQUIT, NULL, "killed 3"},         {SIGUSR1, NULL, "killed 10"},
        {SIGXCPU, NULL, "killed 24"},        {0, "A", "killed 6"},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct emu *r = emu_start_xterm();
        emu_type(r, "b");
        if (ends[i].sig)
            kill(r->program, ends[i].sig);
        else
            file_write_all(r->master, str_of(ends[i].key));
        emu_news(r, ends[i].end);
        emu_assert_given_back(r);
        emu_finish(r);
    }
}

/* Answers that are under way must not end up at the shell's prompt. */
static void test_leaving_at_once_waits_for_the_answers(void **state)
{
    (void)state;
    struct emu *r = emu_start(EMU_XTERM, EMU_XTERM_VARS, NULL, true);
    emu_told(r, "shown");
    file_write_all(r->master, STR("q"));
    while (emu_mode(&r->scan, 2031))
        emu_pump(r, 100);
    file_write_all(r->master, STR("\033]11;rgb:0/0/0\033\\\033[?62c"));
    assert_string_equal(emu_news(r, "exited"), "exited 0 unread 0");
    emu_assert_given_back(r);
    emu_finish(r);
}

static void test_the_terminal_goes_away(void **state)
{
    (void)state;
    struct emu *r = emu_start_xterm();
    close(r->master);
    r->master = open("/dev/null", O_RDWR);
    emu_told(r, "closed");
    emu_finish(r);
}

/* ---- where it cannot work ---- */

static void expect_error(const struct emu_env *env, size_t n, const char *want)
{
    struct emu *r = emu_start(env, n, NULL, false);
    const char *line = emu_told(r, "error");
    char code[32];
    snprintf(code, sizeof code, "error %d ", ERR_UNSUPPORTED);
    assert_int_equal(strncmp(line, code, strlen(code)), 0);
    assert_non_null(strstr(line, want));
    emu_news(r, "exited 1");
    emu_settle(r);
    assert_int_equal(r->bytes.n, 0);
    emu_finish(r);
}

static void test_terminals_that_cannot_show_pages(void **state)
{
    (void)state;
    static const struct emu_env dumb[] = {{"TERM", "dumb"}}, unset[] = {{"TERM", NULL}},
                                unknown[] = {{"TERM", "no\033[31msuch"}},
                                background[] = {{"TERM", "xterm"}, {"CHILD_BACKGROUND", "1"}};
    expect_error(dumb, 1, "jiandu dump");
    expect_error(unset, 1, "jiandu dump");
    expect_error(unknown, 1, "nosuch");
    expect_error(background, 2, "fg");
}

static void test_keys_come_from_the_tty_when_stdin_does_not(void **state)
{
    (void)state;
    static const struct emu_env env[] = {{"TERM", "xterm-256color"}, {"CHILD_STDIN", "1"}};
    struct emu *r = emu_start(env, 2, NULL, false);
    emu_told(r, "shown");
    emu_type(r, "y");
    emu_assert_cell(r, 0, 9, "y");
    file_write_all(r->master, STR("q"));
    emu_news(r, "exited 0");
    emu_assert_given_back(r);
    emu_finish(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters_stand_where_they_should),
        cmocka_unit_test(test_rare_characters_shift_nothing),
        cmocka_unit_test(test_colours_come_through),
        cmocka_unit_test(test_attributes_come_through),
        cmocka_unit_test(test_curses_counts_as_the_policy_says),
        cmocka_unit_test(test_emoji_sequences_stay_whole_where_drawn),
        cmocka_unit_test(test_frames_over_frames),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_a_mode_2026_frame_only_where_known),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_events_come_through),
        cmocka_unit_test(test_widths_are_measured),
        cmocka_unit_test(test_the_first_paint_waits_for_nothing),
        cmocka_unit_test(test_day_and_night),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_a_terminal_that_knows_24_bit_colours_gets_them),
        cmocka_unit_test(test_stop_and_continue),
        cmocka_unit_test(test_a_child_gets_a_clean_terminal),
        cmocka_unit_test(test_every_end_leaves_the_terminal_clean),
        cmocka_unit_test(test_leaving_at_once_waits_for_the_answers),
        cmocka_unit_test(test_the_terminal_goes_away),
        cmocka_unit_test(test_terminals_that_cannot_show_pages),
        cmocka_unit_test(test_keys_come_from_the_tty_when_stdin_does_not),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
