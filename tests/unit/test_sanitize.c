#include "text/sanitize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "random.h"

static const enum sanitize_keep KEEPS[] = {SANITIZE_LINE, SANITIZE_TEXT, SANITIZE_CODE};

/* The list of the header, once more and by hand. */
static bool must_refuse(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0001 && c <= 0xE007F) || c % 0x10000 >= 0xFFFE;
}

static bool is_kept(enum sanitize_keep keep, uint32_t c)
{
    return (c == '\n' && keep != SANITIZE_LINE) || (c == '\t' && keep == SANITIZE_CODE);
}

/* Every code point, alone and inside runs that the quick paths take. */
static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        assert_int_equal(sanitize_refuses(c), must_refuse(c));
        char s[64] = "漢字漢字";
        size_t at = strlen(s);
        size_t n = at + utf8_put(c, s + at);
        memcpy(s + n, "漢字abcdefghijklmnop", 22);
        for (size_t k = 0; k < 3; k++) {
            size_t want = must_refuse(c) && !is_kept(KEEPS[k], c) ? at : n + 22;
            if (sanitize_clean_prefix(str_n(s, n + 22), KEEPS[k]) != want)
                fail_msg("U+%04X", c);
        }
    }
}

static void every_ascii_byte_in_a_word_of_eight(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++)
        for (size_t at = 0; at < 16; at++) {
            char s[] = "abcdefghijklmnop";
            s[at] = (char)c;
            size_t want = c >= 0x20 && c < 0x7F ? 16 : at;
            assert_int_equal(sanitize_clean_prefix(str_n(s, 16), SANITIZE_LINE), want);
        }
}

static void expect(struct str in, enum sanitize_keep keep, const char *want, size_t changed)
{
    struct buf out = {0};
    size_t n = sanitize(in, keep, &out);
    assert_string_equal(buf_cstr(&out), want);
    assert_int_equal(n, changed);
    buf_free(&out);
}

static void escape_sequences_go_whole(void **state)
{
    static const char *const SEQUENCES[] = {
        "\x1b[31m",
        "\x1b[1;38:2::1:2:3m",
        "\x1b[?1049h",
        "\x1b[>q",
        "\x1b[!p",
        "\x1b[2 q",
        "\x1b]0;a title\x07",
        "\x1b]0;a title\x1b\\",
        "\x1b]8;;http://example.org/\x1b\\",
        "\x1b]52;c;Zm9v\x07",
        "\x1bP+q544e\x1b\\",
        "\x1b_Ga=T,f=100;AAAA\x1b\\",
        "\x1b^pm\x1b\\",
        "\x1bXsos\x1b\\",
        "\x1b(B",
        "\x1b#8",
        "\x1b%G",
        "\0337",
        "\x1b=",
        "\x1bM",
        "\033c",
        "\302\23331m",
        "\302\2350;a title\302\234",
        "\302\2350;a title\x07",
        "\302\220q#0\302\234",
        "\302\230sos\302\234",
        "\302\236pm\302\234",
        "\302\237apc\x1b\\",
        "\x1b[",
        "\302\233",
        "\x1b",
        "\302\204",
        "\x07",
        "\x08",
        "\x7f",
        "\x0e",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\U000e0041",
        "\ufff9",
        "\u061c",
        "\ufdd0",
        "\U0001fffe",
    };
    (void)state;
    for (size_t i = 0; i < sizeof SEQUENCES / sizeof SEQUENCES[0]; i++) {
        struct buf in = {0};
        buf_addf(&in, "前%s後", SEQUENCES[i]);
        for (size_t k = 0; k < 3; k++)
            expect(buf_str(&in), KEEPS[k], "前後", 1);
        buf_free(&in);
    }
}

static void nothing_is_clean(void **state)
{
    (void)state;
    assert_int_equal(sanitize_clean_prefix(STR_NONE, SANITIZE_LINE), 0);
    expect(STR_NONE, SANITIZE_LINE, "", 0);
}

static void nul_is_dropped(void **state)
{
    (void)state;
    expect(STR("a\0b"), SANITIZE_LINE, "ab", 1);
}

static void an_unterminated_string_ends_with_its_line(void **state)
{
    (void)state;
    expect(STR("a\x1b]0;lost\nkept"), SANITIZE_TEXT, "a\nkept", 1);
    expect(STR("a\x1bPlost\r\nkept"), SANITIZE_TEXT, "a\nkept", 2);
    expect(STR("a\x1b]0;lost\x1b[31mkept"), SANITIZE_TEXT, "akept", 2);
}

static void an_unterminated_string_takes_4096_bytes_at_most(void **state)
{
    struct buf in = {0}, out = {0};
    (void)state;
    buf_adds(&in, "\x1b]");
    for (int i = 0; i < 2000; i++)
        buf_adds(&in, "字");
    assert_int_equal(sanitize(buf_str(&in), SANITIZE_LINE, &out), 1);
    assert_int_equal(out.n, 6000 - 4095); /* cut between characters */
    assert_int_equal(utf8_count(buf_str(&out)), out.n / 3);
    buf_free(&in);
    buf_free(&out);
}

static void what_is_not_a_sequence_stays_text(void **state)
{
    (void)state;
    expect(STR("\x1b漢"), SANITIZE_LINE, "漢", 1);
    expect(STR("\x1b[漢"), SANITIZE_LINE, "漢", 1);
    expect(STR("\x1b[31漢"), SANITIZE_LINE, "漢", 1);
    expect(STR("[31m is red"), SANITIZE_LINE, "[31m is red", 0);
}

static void line_ends_and_tabs(void **state)
{
    static const char IN[] = "a\tb\nc\r\nd\re\vf\fg\302\205h\u2028i\u2029j";
    (void)state;
    expect(str_of(IN), SANITIZE_LINE, "a b c d e f g h i j", 9);
    expect(str_of(IN), SANITIZE_TEXT, "a b\nc\nd\ne\nf\ng\nh\ni\nj", 8);
    expect(str_of(IN), SANITIZE_CODE, "a\tb\nc\nd\ne\nf\ng\nh\ni\nj", 7);
}

static void invalid_utf8_is_shown(void **state)
{
    (void)state;
    expect(STR("a\xFF"
               "b\xE6\xBC"
               "c\xED\xA0\x80"),
           SANITIZE_LINE,
           "a\uFFFD"
           "b\uFFFD"
           "c\uFFFD\uFFFD\uFFFD",
           5);
    expect(STR("\uFFFD"), SANITIZE_LINE, "\uFFFD", 0);
    expect(STR("\x9b"
               "31m"),
           SANITIZE_LINE,
           "\uFFFD"
           "31m",
           1);
}

static void any_bytes_become_clean(void **state)
{
    struct random r = {5};
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf in = {0}, once = {0}, twice = {0};
        if (round % 2)
            random_text(&r, STR("漢字 a\x1b[]P;m\x07\\\302\233\302\235\302\234\n\r\t\u202e"), 60,
                        &in);
        else
            for (int i = 0; i < 100; i++)
                buf_addc(&in, (char)random_below(&r, 256));
        for (size_t k = 0; k < 3; k++) {
            buf_clear(&once);
            buf_clear(&twice);
            sanitize(buf_str(&in), KEEPS[k], &once);
            assert_int_equal(sanitize_clean_prefix(buf_str(&once), KEEPS[k]), once.n);
            assert_int_equal(sanitize(buf_str(&once), KEEPS[k], &twice), 0);
            assert_true(str_eq(buf_str(&once), buf_str(&twice)));
        }
        buf_free(&in);
        buf_free(&once);
        buf_free(&twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point),
        cmocka_unit_test(every_ascii_byte_in_a_word_of_eight),
        cmocka_unit_test(escape_sequences_go_whole),
        cmocka_unit_test(nothing_is_clean),
        cmocka_unit_test(nul_is_dropped),
        cmocka_unit_test(an_unterminated_string_ends_with_its_line),
        cmocka_unit_test(an_unterminated_string_takes_4096_bytes_at_most),
        cmocka_unit_test(what_is_not_a_sequence_stays_text),
        cmocka_unit_test(line_ends_and_tabs),
        cmocka_unit_test(invalid_utf8_is_shown),
        cmocka_unit_test(any_bytes_become_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
