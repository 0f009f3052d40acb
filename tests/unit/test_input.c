/* The parser of terminal input: every sequence, cut at every byte, and bytes that mean nothing. */
#include "ui/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Events as text, one after the other: what the tests compare. */
static void describe(struct buf *b, const struct event *ev)
{
    static const char *const kinds[] = {
        "none", "key",     "mouse",  "paste",   "focus", "resize",  "background", "mode", "cursor",
        "da1",  "version", "decrqm", "resumed", "quit",  "decrqss", "foreground", "font", "kitty",
    };
    buf_adds(b, kinds[ev->kind]);
    switch (ev->kind) {
    case EVENT_KEY:
        if (ev->key >= KEY_SPECIAL)
            buf_addf(b, " #%u", ev->key - KEY_SPECIAL);
        else
            buf_addf(b, " %x", ev->key);
        break;
    case EVENT_MOUSE:
        buf_addf(b, " %d %d %d,%d", ev->what, ev->button, ev->row, ev->col);
        break;
    case EVENT_CURSOR:
    case EVENT_DECRQM:
        buf_addf(b, " %d %d", ev->row, ev->col);
        break;
    case EVENT_MODE:
    case EVENT_FOCUS:
        buf_addf(b, " %d", ev->value);
        break;
    default:
        break;
    }
    if (ev->mods)
        buf_addf(b, " %s%s%s", ev->mods & MOD_SHIFT ? "S" : "", ev->mods & MOD_ALT ? "A" : "",
                 ev->mods & MOD_CTRL ? "C" : "");
    if (ev->text.n)
        buf_addf(b, " " STR_FMT, STR_ARG(ev->text));
    buf_addc(b, '|');
}

static void drain(struct input *in, struct buf *b)
{
    struct event ev;
    while (input_next(in, &ev)) {
        assert_int_not_equal(ev.kind, EVENT_NONE);
        describe(b, &ev);
    }
    assert_int_equal(ev.kind, EVENT_NONE);
}

/* Events of s fed in pieces of at most `piece` bytes, the first of `first`. */
static char *events(struct str s, size_t first, size_t piece, bool timeout)
{
    struct input *in = input_new();
    struct buf b = {0};
    for (size_t at = 0, n = first; at < s.n; at += n, n = piece) {
        input_feed(in, str_sub(s, at, at + n));
        drain(in, &b);
    }
    if (timeout && input_wait_ms(in) >= 0) {
        input_timeout(in);
        drain(in, &b);
        assert_int_equal(input_wait_ms(in), -1);
    }
    input_free(in);
    return buf_take(&b);
}

static void expect(struct str s, const char *want)
{
    for (size_t first = 1; first <= s.n; first++) {
        char *whole = events(s, first, s.n, true), *bytes = events(s, first, 1, true);
        assert_string_equal(whole, want);
        assert_string_equal(bytes, want);
        free(whole);
        free(bytes);
    }
}

struct sequence {
    const char *bytes, *want;
};

static void expect_all(const struct sequence *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect(str_of(t[i].bytes), t[i].want);
}

#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof *(table))

static void test_characters(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"q", "key 71|"},
        {"Qq", "key 51|key 71|"},
        {"中", "key 4e2d|"},
        {"𠮷", "key 20bb7|"},
        {"か\u3099", "key 304b|key 3099|"},
        {"\uFFFD", "key fffd|"},
        {"\033x", "key 78 A|"},
        {"\033中", "key 4e2d A|"},
        {"\033\r", "key #10 A|"},
        {"\033\x7f", "key #14 A|"},
        {"\033\001", "key 61 AC|"},
        {"\033\\", "key 5c A|"},
        {"\t\r\n\b\x7f", "key #11|key #10|key 6a C|key #14|key #14|"},
        {"\001\032\034\035\036\037", "key 61 C|key 7a C|key 5c C|key 5d C|key 5e C|key 5f C|"},
    };
    EXPECT_ALL(table);
    expect(STR("\0"), "key 20 C|");
}

static void test_invalid_bytes_are_dropped(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\xff"
         "a",
         "key 61|"},
        {"\xc0\x80z", "key 7a|"},
        {"\xed\xa0\x80z", "key 7a|"},     /* a surrogate */
        {"\xf4\x90\x80\x80z", "key 7a|"}, /* past U+10FFFF */
        {"\xe4\xb8q", "key 71|"},         /* cut */
        {"\xe4\xb8\033[A", "key #0|"},
        {"\xe4\xe4\xb8\xad", "key 4e2d|"},
        {"\xc2\x9bq", "key 71|"}, /* a C1 control */
        {"\x80\x80\x80", ""},
        {"\033\xff", "key #13|"},
    };
    EXPECT_ALL(table);
}

static void test_keys(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033[A\033[B\033[C\033[D", "key #0|key #1|key #3|key #2|"},
        {"\033OA\033OB\033OC\033OD", "key #0|key #1|key #3|key #2|"},
        {"\033[H\033[F\033OH\033OF", "key #4|key #5|key #4|key #5|"},
        {"\033[1~\033[4~\033[7~\033[8~", "key #4|key #5|key #4|key #5|"},
        {"\033[2~\033[3~\033[5~\033[6~", "key #8|key #9|key #6|key #7|"},
        {"\033[1;5A", "key #0 C|"},
        {"\033[1;2B\033[1;3C\033[1;6D", "key #1 S|key #3 A|key #2 SC|"},
        {"\033[5;5~\033[6;3~", "key #6 C|key #7 A|"},
        {"\033[Z", "key #12|"},
        {"\033OM", "key #10|"},
        {"\033OP\033OQ\033OR\033OS", "key #15|key #16|key #17|key #18|"},
        {"\033[11~\033[12~\033[13~\033[14~\033[15~", "key #15|key #16|key #17|key #18|key #19|"},
        {"\033[17~\033[18~\033[19~\033[20~", "key #20|key #21|key #22|key #23|"},
        {"\033[21~\033[23~\033[24~", "key #24|key #25|key #26|"},
        {"\033[1;2P\033[1;5S", "key #15 S|key #18 C|"},
        {"\033[[A\033[[E", "key #15|key #19|"},
        {"\033[a\033Ob", "key #0 S|key #1 C|"}, /* rxvt */
        {"\033[5$\033[5^\033[5@", "key #6 S|key #6 C|key #6 SC|"},
        {"\033\033[A\033\033[6~", "key #0 A|key #7 A|"},
        {"\033[27;5;105~", "key 69 C|"}, /* modifyOtherKeys */
    };
    EXPECT_ALL(table);
}

static void test_kitty_keys(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033[97u", "key 61|"},
        {"\033[97;5u", "key 61 C|"},
        {"\033[97;3u", "key 61 A|"},
        {"\033[97;2u", "key 41|"},
        {"\033[97;6u", "key 61 SC|"},
        {"\033[49:33;2u", "key 21|"},
        {"\033[27u\033[13u\033[9u\033[9;2u\033[127u", "key #13|key #10|key #11|key #12|key #14|"},
        {"\033[97;1:3u\033[97;1:1u", "key 61|"}, /* release, press */
        {"\033[1;1:3A", ""},
        {"\033[20013u", "key 4e2d|"},
        {"\033[57358u", ""}, /* caps lock */
        {"\033[55296u\033[1114112u\033[155u", ""},
    };
    EXPECT_ALL(table);
}

static void test_escape_needs_time(void **state)
{
    (void)state;
    struct input *in = input_new();
    struct buf b = {0};
    assert_int_equal(input_wait_ms(in), -1);
    input_feed(in, STR("\033"));
    drain(in, &b);
    assert_int_equal(b.n, 0);
    assert_int_equal(input_wait_ms(in), 50);
    input_timeout(in);
    drain(in, &b);
    assert_string_equal(buf_cstr(&b), "key #13|");
    assert_int_equal(input_wait_ms(in), -1);

    buf_clear(&b);
    input_feed(in, STR("[A")); /* too late to be a sequence */
    drain(in, &b);
    assert_string_equal(buf_cstr(&b), "key 5b|key 41|");
    buf_free(&b);
    input_free(in);

    static const struct sequence table[] = {
        {"\033\033", "key #13|key #13|"},
        {"\033\033q", "key #13|key 71 A|"},
        {"\033O", "key 4f A|"},
        {"\033\033]11;rgb:0/0/0\a", "key #13|background rgb:0/0/0|"},
        {"\033\033[?62c", "key #13|da1|"},
    };
    EXPECT_ALL(table);
}

static void test_time_does_not_break_a_sequence(void **state)
{
    (void)state;
    static const char *const slow[] = {"\033]11;rgb:ffff/ffff/ffff\033\\",
                                       "\033P>|XTerm(379)\033\\", "\033[?997;1n",
                                       "\033[200~ab\033[201~"};
    static const char *const want[] = {"background rgb:ffff/ffff/ffff|", "version XTerm(379)|",
                                       "mode 1|", "paste ab|"};
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        struct input *in = input_new();
        struct buf b = {0};
        struct str s = str_of(slow[i]);
        input_feed(in, str_sub(s, 0, 2));
        for (size_t at = 2; at < s.n; at++) {
            input_timeout(in);
            drain(in, &b);
            input_feed(in, str_sub(s, at, at + 1));
            drain(in, &b);
        }
        assert_string_equal(buf_cstr(&b), want[i]);
        buf_free(&b);
        input_free(in);
    }
}

static void test_replies(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033]11;rgb:1c1c/1c1c/1c1c\033\\", "background rgb:1c1c/1c1c/1c1c|"},
        {"\033]11;rgb:f/f/f\a", "background rgb:f/f/f|"},
        {"\033]11;rgb:0/0/0\033", "background rgb:0/0/0|"}, /* urxvt, the last reply */
        {"\033]11;rgb:0/0/0\033\033]10;rgb:f/f/f\033q",
         "background rgb:0/0/0|foreground rgb:f/f/f|key 71|"},
        {"\033]11;rgb:0/0/0\033\033[3;3R", "background rgb:0/0/0|cursor 3 3|"},
        {"\033]10;rgb:0/0/0\033\\j", "foreground rgb:0/0/0|key 6a|"},
        {"\033]52;c;aGFuZA==\ak", "key 6b|"},
        {"\033[?997;1n\033[?997;2n", "mode 1|mode 2|"},
        {"\033[?997;3n\033[0n", ""},
        {"\033[2;3R", "cursor 2 3|"},
        {"\033[12;80R", "cursor 12 80|"},
        {"\033[?2;3R", "cursor 2 3|"},
        {"\033[1;2R", "key #17 S|"}, /* F3 unless a reply is due */
        {"\033[?62;4c\033[?6c", "da1|da1|"},
        {"\033[>41;379;0c", ""},
        {"\033[?2026;2$y", "decrqm 2026 2|"},
        {"\033[?0u\033[8;24;80t\033[4;1;1x", ""},
        {"\033P>|kitty(0.26.5)\033\\", "version kitty(0.26.5)|"},
        {"\033P1$r0;48:2::1:2:3m\033\\q", "decrqss 0;48:2::1:2:3m|key 71|"},
        {"\033P0$r\033\\q", "key 71|"},
        {"\033]710;xft:Mono:size=12\033\\q", "font xft:Mono:size=12|key 71|"},
        {"\033P@kitty-cmd{\"ok\":true}\033\\q", "kitty {\"ok\":true}|key 71|"},
        {"\033[I\033[O", "focus 1|focus 0|"},
    };
    EXPECT_ALL(table);
}

static void test_cursor_replies_while_due(void **state)
{
    (void)state;
    struct input *in = input_new();
    struct buf b = {0};
    input_expect_cursor(in, 2);
    input_feed(in, STR("\033[1;2R\033[1;3R\033[1;2R"));
    drain(in, &b);
    assert_string_equal(buf_cstr(&b), "cursor 1 2|cursor 1 3|key #17 S|");
    buf_free(&b);
    input_free(in);
}

static void test_alt_with_an_introducer(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033]q", "key 5d A|key 71|"},
        {"\033Pq", "key 50 A|key 71|"},
        {"\033Oz", "key 4f A|key 7a|"},
    };
    EXPECT_ALL(table);
}

static void test_mouse(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033[<0;10;5M\033[<0;10;5m", "mouse 0 0 4,9|mouse 1 0 4,9|"},
        {"\033[<2;1;1M", "mouse 0 2 0,0|"},
        {"\033[<32;11;5M", "mouse 2 0 4,10|"},
        {"\033[<64;1;1M\033[<65;1;1M", "mouse 3 0 0,0|mouse 4 0 0,0|"},
        {"\033[<20;300;200M", "mouse 0 0 199,299 SC|"},
        {"\033[<35;1;1M\033[<66;1;1M\033[<128;1;1M", ""}, /* motion, sideways, button 8 */
        {"\033[<0;0;1M\033[<0;1M\033[<;1;1M", ""},
        {"\033[M !!q", "mouse 0 0 0,0|key 71|"}, /* X10: no mode 1006 */
        {"\033[M#!!\033[M`!!", "mouse 1 0 0,0|mouse 3 0 0,0|"},
    };
    EXPECT_ALL(table);
}

static void test_paste(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033[200~q\033[201~x", "paste q|key 78|"},
        {"\033[200~a\rb\r\nc\td\033[201~", "paste a\nb\nc\td|"},
        {"\033[200~\033[A:q\033[201~", "paste :q|"}, /* no command comes out of a paste */
        {"\033[200~\xe4\xb8\033[201~", "paste \xef\xbf\xbd|"},
        {"\033[200~\033[200~z\033[201~", "paste z|"},
        {"\033[200~\033[201~", ""},
        {"\033[201~", ""},
    };
    EXPECT_ALL(table);
}

static void test_limits(void **state)
{
    (void)state;
    enum { MB = 1 << 20 };
    struct buf b = {0};
    buf_adds(&b, "\033[200~");
    buf_fill(&b, 'a', 3 * MB);
    buf_adds(&b, "\033[201~q");
    struct input *in = input_new();
    struct event ev;
    input_feed(in, buf_str(&b));
    assert_true(input_next(in, &ev));
    assert_int_equal(ev.kind, EVENT_PASTE);
    assert_int_equal(ev.text.n, MB);
    assert_true(input_next(in, &ev));
    assert_int_equal(ev.key, 'q');
    input_free(in);

    static const struct {
        const char *beg, *end;
    } longs[] = {
        {"\033]11;", "\a"}, {"\033]52;c;", "\033\\"}, {"\033P>|", "\033\\"}, {"\033[", "m"}};
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
        buf_clear(&b);
        buf_adds(&b, longs[i].beg);
        buf_fill(&b, '1', 20000);
        buf_adds(&b, longs[i].end);
        buf_addc(&b, 'q');
        for (size_t piece = 1; piece <= b.n; piece = piece * 7 + 1) {
            char *got = events(buf_str(&b), piece, piece, true);
            assert_string_equal(got, "key 71|");
            free(got);
        }
    }
    buf_free(&b);
}

static void test_a_cut_sequence_does_not_hang(void **state)
{
    (void)state;
    static const struct sequence table[] = {
        {"\033[12\033[A", "key #0|"},          {"\033[12\rq", "key #10|key 71|"},
        {"\033]11;rgb\rq", "key #10|key 71|"}, {"\033]11;rgb\030q", "key 78 C|key 71|"},
        {"\033[1;2中", "key 4e2d|"},           {"\033[M\033[A", "key #0|"},
        {"\033[[\033[A", "key #0|"},
    };
    EXPECT_ALL(table);
}

static uint32_t random_next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Bytes of which many begin, end or cut sequences. */
static struct str random_bytes(char *out, size_t max, uint32_t *seed)
{
    static const char *const bits[] = {
        "\033",  "\033[", "\033]", "\033P", "\033O", "\033\\", "\a",   "200~", "201~", "11;",
        "?997;", ">|",    "1",     ";",     ":",     "M",      "<",    "$",    "y",    "R",
        "c",     "u",     "~",     "中",    "\xe4",  "\xb8",   "\xff", "q",
    };
    size_t n = 0, want = random_next(seed) % max;
    while (n + 6 < want) {
        const char *bit = bits[random_next(seed) % (sizeof bits / sizeof *bits)];
        size_t len = strlen(bit);
        memcpy(out + n, bit, len);
        n += len;
        if (random_next(seed) % 4 == 0)
            out[n++] = (char)random_next(seed);
    }
    return str_n(out, n);
}

static void test_random_bytes_do_not_depend_on_the_cuts(void **state)
{
    (void)state;
    char bytes[256];
    uint32_t seed = 20240607;
    for (int round = 0; round < 3000; round++) {
        struct str s = random_bytes(bytes, sizeof bytes, &seed);
        char *whole = events(s, s.n ? s.n : 1, 1, false);
        char *single = events(s, 1, 1, false);
        char *pieces = events(s, 1 + random_next(&seed) % 9, 1 + random_next(&seed) % 9, false);
        assert_string_equal(single, whole);
        assert_string_equal(pieces, whole);
        free(whole);
        free(single);
        free(pieces);
    }
}

static void test_fold(void **state)
{
    (void)state;
    assert_int_equal(input_fold_fullwidth(0xFF51), 'q');
    assert_int_equal(input_fold_fullwidth(0xFF1F), '?');
    assert_int_equal(input_fold_fullwidth(0xFF10), '0');
    assert_int_equal(input_fold_fullwidth(0x3000), ' ');
    assert_int_equal(input_fold_fullwidth(0x3002), '.');
    assert_int_equal(input_fold_fullwidth('q'), 'q');
    assert_int_equal(input_fold_fullwidth(0x4E2D), 0x4E2D);
    assert_int_equal(input_fold_fullwidth(KEY_UP_), KEY_UP_);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_invalid_bytes_are_dropped),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_kitty_keys),
        cmocka_unit_test(test_escape_needs_time),
        cmocka_unit_test(test_time_does_not_break_a_sequence),
        cmocka_unit_test(test_replies),
        cmocka_unit_test(test_cursor_replies_while_due),
        cmocka_unit_test(test_alt_with_an_introducer),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_a_cut_sequence_does_not_hang),
        cmocka_unit_test(test_random_bytes_do_not_depend_on_the_cuts),
        cmocka_unit_test(test_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
