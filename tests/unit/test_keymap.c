#include "app/keymap.h"
#include "keys_default.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct keymap *parsed(const char *text, const char *want_complaints)
{
    struct keymap *km = keymap_new_empty();
    struct buf complaints = {0};
    keymap_parse(km, "k", str_of(text), &complaints);
    assert_string_equal(buf_cstr(&complaints), want_complaints);
    buf_free(&complaints);
    return km;
}

static struct key key_of(const char *name)
{
    struct key k;
    assert_true(key_parse(str_of(name), &k));
    return k;
}

/* The command that keys, separated by spaces, give; COMMAND_COUNT for the beginning of one. */
static enum command press(const struct keymap *km, enum key_ctx ctx, const char *names)
{
    struct str rest = str_of(names), name;
    struct key keys[KEYMAP_SEQUENCE];
    size_t n = 0;
    while (str_split(&rest, ' ', &name) && n < KEYMAP_SEQUENCE)
        assert_true(key_parse(name, &keys[n++]));
    enum command cmd = CMD_NONE;
    const char *arg;
    switch (keymap_find(km, ctx, keys, n, &cmd, &arg)) {
    case KEYMAP_PREFIX:
        return COMMAND_COUNT;
    case KEYMAP_BOUND:
        return cmd;
    default:
        return CMD_NONE;
    }
}

static void test_default_file_is_faultless(void **state)
{
    (void)state;
    struct keymap *km = parsed(KEYS_DEFAULT, "");
    keymap_free(km);
}

static void test_each_command_is_bound(void **state)
{
    (void)state;
    struct keymap *km = keymap_new();
    struct buf keys = {0};
    for (enum command c = CMD_NONE + 1; c < COMMAND_COUNT; c++) {
        size_t n = 0;
        for (unsigned ctx = 0; ctx < KEY_CTXS; ctx++)
            n += keymap_keys_of(km, (enum key_ctx)ctx, c, 0, &keys);
        if (n == 0)
            fail_msg("no key for %s", COMMAND_DEFS[c].name);
    }
    buf_free(&keys);
    keymap_free(km);
}

static void test_command_names(void **state)
{
    (void)state;
    for (enum command c = CMD_NONE; c < COMMAND_COUNT; c++) {
        struct str name = str_of(COMMAND_DEFS[c].name);
        struct key k;
        assert_int_equal(command_find(name), c);
        assert_false(key_parse(name, &k)); /* else a key file would be ambiguous */
        assert_true(COMMAND_DEFS[c].help[0] != '\0');
    }
    assert_int_equal(command_find(STR("page-dow")), COMMAND_COUNT);
}

static void test_conventions(void **state)
{
    (void)state;
    static const struct {
        enum key_ctx ctx;
        const char *keys;
        enum command cmd;
    } want[] = {
        {CTX_READER, "j", CMD_LINE_DOWN},
        {CTX_READER, "space", CMD_PAGE_DOWN},
        {CTX_READER, "ctrl+b", CMD_PAGE_UP},
        {CTX_READER, "g g", CMD_START},
        {CTX_READER, "g", COMMAND_COUNT},
        {CTX_READER, "G", CMD_END},
        {CTX_READER, "] ]", CMD_SECTION_NEXT},
        {CTX_READER, "{", CMD_SECTION_PREV},
        {CTX_READER, "d", CMD_HALF_DOWN},
        {CTX_LIBRARY, "d", CMD_REMOVE},
        {CTX_READER, "q", CMD_QUIT},
        {CTX_CONTENTS, "q", CMD_CLOSE},
        {CTX_READER, "t", CMD_CONTENTS},
        {CTX_CONTENTS, "t", CMD_CLOSE},
        {CTX_CONTENTS, "j", CMD_LINE_DOWN},
        {CTX_HELP, "?", CMD_CLOSE},
        {CTX_INFO, "?", CMD_HELP},
        {CTX_PROMPT, "enter", CMD_ACCEPT},
        {CTX_LIBRARY, "enter", CMD_OPEN},
        {CTX_READER, "enter", CMD_FOLLOW},
        {CTX_READER, "f5", CMD_NONE},
        {CTX_READER, "backtab", CMD_LINK_PREV},
    };
    struct keymap *km = keymap_new();
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_int_equal(press(km, want[i].ctx, want[i].keys), want[i].cmd);
    keymap_free(km);
}

static void check_round_trip(struct key k)
{
    struct buf name = {0};
    struct key back;
    key_format(k, &name);
    assert_true(key_parse(buf_str(&name), &back));
    assert_int_equal(back.code, k.code);
    assert_int_equal(back.mods, k.mods);
    buf_free(&name);
}

static void test_key_names_round_trip(void **state)
{
    (void)state;
    for (uint8_t mods = 0; mods < 8; mods++) {
        for (uint32_t c = ' '; c < 0x7F; c++)
            check_round_trip((struct key){c, mods});
        for (uint32_t i = 0; i < KEYMAP_NAMED; i++)
            check_round_trip((struct key){KEYMAP_SPECIAL + i, mods});
        check_round_trip((struct key){0x7c21, mods});
        check_round_trip((struct key){0x20BB7, mods});
    }
}

static void test_key_names(void **state)
{
    (void)state;
    struct key k;
    assert_int_equal(key_of("ctrl+f").code, 'f');
    assert_int_equal(key_of("ctrl+f").mods, KEY_CTRL);
    assert_int_equal(key_of("ctrl+alt+left").mods, KEY_CTRL | KEY_ALT);
    assert_int_equal(key_of("+").code, '+');
    assert_int_equal(key_of("ctrl++").code, '+');
    assert_int_equal(key_of("space").code, ' ');
    assert_false(key_parse(STR(""), &k));
    assert_false(key_parse(STR("ctrl+"), &k));
    assert_false(key_parse(STR("hyper+x"), &k));
    assert_false(key_parse(STR("\x1b"), &k));
    assert_false(key_parse(STR("\xff"), &k));
}

static void test_user_file(void **state)
{
    (void)state;
    struct keymap *km = keymap_new();
    struct buf complaints = {0};
    keymap_parse(km, "k",
                 STR("# mine\n"
                     "  reader   J   page-down\r\n"
                     "\n"
                     "reader q none\n"
                     "reader g none\n"
                     "reader x x goto 50\n"),
                 &complaints);
    assert_string_equal(buf_cstr(&complaints), "");
    assert_int_equal(press(km, CTX_READER, "J"), CMD_PAGE_DOWN);
    assert_int_equal(press(km, CTX_READER, "q"), CMD_NONE);
    assert_int_equal(press(km, CTX_LIBRARY, "q"), CMD_QUIT);
    enum command cmd;
    const char *arg;
    struct key xx[2] = {key_of("x"), key_of("x")};
    assert_int_equal(keymap_find(km, CTX_READER, xx, 2, &cmd, &arg), KEYMAP_BOUND);
    assert_int_equal(cmd, CMD_GOTO);
    assert_string_equal(arg, "50");
    keymap_free(km);
    buf_free(&complaints);
}

static void test_bad_lines_are_told_and_skipped(void **state)
{
    (void)state;
    struct keymap *km = parsed("readr j line-down\n"
                               "reader jj line-down\n"
                               "reader j line-dwn\n"
                               "reader j\n"
                               "reader j line-down 3\n"
                               "\n"
                               "reader k line-up\n"
                               "reader k k to-start\n",
                               "k:1: no context “readr”; did you mean “reader”?\n"
                               "k:2: no key “jj”\n"
                               "k:3: no command “line-dwn”; did you mean “line-down”?\n"
                               "k:4: the command is missing\n"
                               "k:5: “line-down” takes no argument\n"
                               "k:8: “k” is “line-up” here; free it first: "
                               "reader k none\n");
    assert_int_equal(press(km, CTX_READER, "j"), CMD_NONE);
    assert_int_equal(press(km, CTX_READER, "k"), CMD_LINE_UP);
    keymap_free(km);
}

/* Over the defaults: a second line of the user's for the same keys, and a key that begins a sequence. */
static void test_conflicts_are_told(void **state)
{
    (void)state;
    struct keymap *km = keymap_new();
    struct buf complaints = {0};
    keymap_parse(km, "k",
                 STR("reader J page-down\n"
                     "reader j page-down\n" /* replaces a default: no conflict */
                     "list J page-up\n"
                     "reader J page-up\n"
                     "reader g page-up\n"
                     "reader j k page-up\n"),
                 &complaints);
    assert_string_equal(buf_cstr(&complaints),
                        "k:4: line 1 binds the same keys; this one counts\n"
                        "k:5: “g g” is “to-start” here; free it first: reader g g none\n"
                        "k:6: “j” is “page-down” here; free it first: reader j none\n");
    assert_int_equal(press(km, CTX_READER, "J"), CMD_PAGE_UP);
    assert_int_equal(press(km, CTX_READER, "g g"), CMD_START);
    buf_free(&complaints);
    keymap_free(km);
}

/* The bindings as they are, and whence. */
static void test_listing(void **state)
{
    (void)state;
    struct keymap *km = keymap_new();
    struct buf keys = {0}, complaints = {0};
    size_t defaults = keymap_count(km);
    keymap_parse(km, "k", STR("\nreader x x goto 50\n"), &complaints);
    assert_int_equal(keymap_count(km), defaults + 1);
    assert_int_equal(keymap_at(km, 0, &keys).line, 0);
    buf_clear(&keys);
    struct keymap_binding b = keymap_at(km, defaults, &keys);
    assert_string_equal(buf_cstr(&keys), "x x");
    assert_string_equal(b.context, "reader");
    assert_int_equal(b.cmd, CMD_GOTO);
    assert_string_equal(b.arg, "50");
    assert_int_equal(b.line, 2);
    buf_free(&keys);
    buf_free(&complaints);
    keymap_free(km);
}

static bool is_plain(const struct buf *keys)
{
    return !strstr(keys->p, "ctrl+") && !strstr(keys->p, "alt+") && !strstr(keys->p, "shift+");
}

/* No function needs a chord, which the terminal or the window manager may swallow. What stops the
 * program, draws the screen anew or edits a whole line is the shell's own and has a way round it. */
static void test_no_command_needs_a_chord(void **state)
{
    static const enum command chords[] = {CMD_SUSPEND, CMD_REDRAW, CMD_DELETE_WORD, CMD_DELETE_ALL};
    (void)state;
    struct keymap *km = keymap_new();
    bool plain[COMMAND_COUNT] = {[CMD_NONE] = true};
    for (size_t i = 0; i < sizeof chords / sizeof *chords; i++)
        plain[chords[i]] = true;
    for (size_t i = 0; i < keymap_count(km); i++) {
        struct buf keys = {0};
        struct keymap_binding b = keymap_at(km, i, &keys);
        buf_cstr(&keys);
        plain[b.cmd] |= is_plain(&keys);
        buf_free(&keys);
    }
    for (enum command c = CMD_NONE; c < COMMAND_COUNT; c++)
        if (!plain[c])
            fail_msg("no key without a modifier for %s", COMMAND_DEFS[c].name);
    keymap_free(km);
}

/* Both hands find their way: letters as in vi, and the keys with names. */
static void test_two_ways_to_move(void **state)
{
    static const struct {
        enum key_ctx ctx;
        const char *vi, *named;
    } ways[] = {
        {CTX_READER, "j", "down"},       {CTX_READER, "k", "up"},      {CTX_READER, "f", "pgdn"},
        {CTX_READER, "b", "pgup"},       {CTX_READER, "g g", "home"},  {CTX_READER, "G", "end"},
        {CTX_READER, "H", "backspace"},  {CTX_LIBRARY, "j", "down"},   {CTX_LIBRARY, "k", "up"},
        {CTX_LIBRARY, "ctrl+f", "pgdn"}, {CTX_LIBRARY, "g g", "home"}, {CTX_LIBRARY, "G", "end"},
        {CTX_LIBRARY, "l", "enter"},     {CTX_LIBRARY, "l", "right"},  {CTX_CONTENTS, "j", "down"},
        {CTX_CONTENTS, "G", "end"},      {CTX_CONTENTS, "q", "left"},  {CTX_HELP, "?", "f1"},
    };
    (void)state;
    struct keymap *km = keymap_new();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        enum command cmd = press(km, ways[i].ctx, ways[i].vi);
        assert_true(cmd != CMD_NONE && cmd != COMMAND_COUNT);
        assert_int_equal(cmd, press(km, ways[i].ctx, ways[i].named));
    }
    keymap_free(km);
}

static void test_keys_of_command(void **state)
{
    (void)state;
    struct keymap *km = parsed("reader j line-down\n"
                               "reader down line-down\n"
                               "reader ctrl+e line-down\n"
                               "global q quit\n"
                               "reader q none\n"
                               "reader z z quit\n",
                               "");
    struct buf b = {0};
    assert_int_equal(keymap_keys_of(km, CTX_READER, CMD_LINE_DOWN, 2, &b), 3);
    assert_string_equal(buf_cstr(&b), "j, down");
    buf_clear(&b);
    assert_int_equal(keymap_keys_of(km, CTX_READER, CMD_QUIT, 9, &b), 1);
    assert_string_equal(buf_cstr(&b), "z z"); /* q is hidden there */
    buf_clear(&b);
    assert_int_equal(keymap_keys_of(km, CTX_LIBRARY, CMD_LINE_DOWN, 9, &b), 0);
    buf_free(&b);
    keymap_free(km);
}

/* Any bytes are a key file. */
static void test_random_bytes(void **state)
{
    (void)state;
    static const char *const words[] = {"reader", "global", "j",    "ctrl+", "g",
                                        "none",   "quit",   "\n",   " ",     "#",
                                        "\xff",   "簡",     "goto", "space", "f1"};
    srand(1);
    for (int round = 0; round < 2000; round++) {
        struct buf text = {0}, complaints = {0};
        struct keymap *km = keymap_new_empty();
        for (int i = rand() % 40; i > 0; i--)
            buf_adds(&text, words[rand() % (int)(sizeof words / sizeof words[0])]);
        keymap_parse(km, "k", buf_str(&text), &complaints);
        keymap_free(km);
        buf_free(&text);
        buf_free(&complaints);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_default_file_is_faultless),
        cmocka_unit_test(test_each_command_is_bound),
        cmocka_unit_test(test_command_names),
        cmocka_unit_test(test_conventions),
        cmocka_unit_test(test_key_names_round_trip),
        cmocka_unit_test(test_key_names),
        cmocka_unit_test(test_user_file),
        cmocka_unit_test(test_bad_lines_are_told_and_skipped),
        cmocka_unit_test(test_conflicts_are_told),
        cmocka_unit_test(test_listing),
        cmocka_unit_test(test_no_command_needs_a_chord),
        cmocka_unit_test(test_two_ways_to_move),
        cmocka_unit_test(test_keys_of_command),
        cmocka_unit_test(test_random_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
