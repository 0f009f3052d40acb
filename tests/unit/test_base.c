#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/uuid.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define assert_str(have, want) assert_true(str_eq(have, STR(want)))

static void slices_are_clamped(void **state)
{
    (void)state;
    struct str s = STR("abcdef");
    assert_str(str_sub(s, 1, 3), "bc");
    assert_str(str_sub(s, 4, 99), "ef");
    assert_int_equal(str_sub(s, 5, 2).n, 0);
    assert_int_equal(str_sub(s, 99, 100).n, 0);
    assert_null(str_sub(STR_NONE, 0, 5).p);
    assert_null(str_of(NULL).p);
}

static void strings_compare(void **state)
{
    (void)state;
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR("")));
    assert_false(str_starts(STR("ab"), STR("abc")));
    assert_true(str_ends(STR("abc"), STR("bc")));
    assert_false(str_ends(STR("c"), STR("bc")));
    assert_true(str_eq_nocase(STR("Text/HTML"), STR("tEXT/html")));
    assert_false(str_eq_nocase(STR("@["), STR("`{"))); /* 32 apart, and no letters */
}

static void strings_are_searched(void **state)
{
    (void)state;
    struct str s = STR("abcabc");
    assert_int_equal(str_find(s, STR("bc"), 0), 1);
    assert_int_equal(str_find(s, STR("bc"), 2), 4);
    assert_int_equal(str_find(s, STR("bc"), 5), STR_NPOS);
    assert_int_equal(str_find(s, STR(""), 6), 6);
    assert_int_equal(str_find(s, STR(""), 7), STR_NPOS);
    assert_int_equal(str_chr(s, 'c', 3), 5);
    assert_int_equal(str_chr(s, 'c', 6), STR_NPOS);
    assert_int_equal(str_chr(STR_NONE, 'c', 0), STR_NPOS);
    assert_str(str_trim(STR(" \t\r\n\v\f a b \n")), "a b");
    assert_int_equal(str_trim(STR("  ")).n, 0);
}

static void strings_are_split(void **state)
{
    (void)state;
    struct str rest = STR(",a,,b"), field;
    static const char *const want[] = {"", "a", "", "b"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_split(&rest, ',', &field));
        assert_true(str_eq(field, str_of(want[i])));
    }
    assert_false(str_split(&rest, ',', &field));

    rest = STR("a,"); /* a separator at the end: an empty field behind it */
    assert_true(str_split(&rest, ',', &field) && str_eq(field, STR("a")));
    assert_true(str_split(&rest, ',', &field) && field.n == 0);
    assert_false(str_split(&rest, ',', &field));

    rest = STR("");
    assert_true(str_split(&rest, ',', &field));
    assert_false(str_split(&rest, ',', &field));
    rest = STR_NONE;
    assert_false(str_split(&rest, ',', &field));
}

static void numbers_have_limits(void **state)
{
    (void)state;
    unsigned long long v = 7;
    assert_true(str_to_u64(STR("0"), 0, &v) && v == 0);
    assert_true(str_to_u64(STR("18446744073709551615"), UINT64_MAX, &v) && v == UINT64_MAX);
    assert_true(str_to_u64(STR("00042"), 42, &v) && v == 42);
    v = 7;
    static const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "1x", "0x1", "１"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(str_to_u64(str_of(bad[i]), UINT64_MAX, &v));
    assert_false(str_to_u64(STR("18446744073709551616"), UINT64_MAX, &v));
    assert_false(str_to_u64(STR("99999999999999999999999"), UINT64_MAX, &v));
    assert_false(str_to_u64(STR("43"), 42, &v));
    assert_false(str_to_u64(STR("5"), 4, &v));
    assert_int_equal(v, 7);
}

static void buffers_grow(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_string_equal(buf_cstr(&b), "");
    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "%03d", i);
    buf_fill(&b, '-', 3);
    buf_addc(&b, '\0');
    buf_add(&b, STR_NONE);
    assert_int_equal(b.n, 3004);
    assert_memory_equal(b.p + 2997, "999---\0", 7);
    buf_clear(&b);
    buf_adds(&b, "x");
    char *p = buf_take(&b);
    assert_string_equal(p, "x");
    assert_null(b.p);
    assert_int_equal(b.cap, 0);
    free(p);
    char *copy = str_dup(str_n("ab\0c", 4));
    assert_memory_equal(copy, "ab\0c", 5);
    free(copy);
}

static void arrays_grow(void **state)
{
    (void)state;
    VEC(struct str) v = {0};
    for (size_t i = 0; i < 1000; i++)
        vec_push(&v, (struct str){NULL, i});
    assert_int_equal(v.n, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(v.v[i].n, i);
    assert_int_equal(vec_last(&v).n, 999);
    vec_push(&v, (struct str){NULL, v.n}); /* the item is made of what was there before */
    assert_int_equal(vec_last(&v).n, 1000);
    vec_reserve(&v, 5000);
    assert_true(v.cap >= 6001 && v.n == 1001);
    vec_free(&v);
    assert_null(v.v);
}

static void arenas_hold_much_and_little(void **state)
{
    (void)state;
    struct arena a = {0};
    struct str kept = arena_str(&a, STR("kept"));
    for (int i = 0; i < 2000; i++) {
        char *p = arena_alloc(&a, (size_t)i % 100 + 1);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        memset(p, 0xAA, (size_t)i % 100 + 1);
    }
    memset(arena_alloc(&a, 1 << 20), 0xAA, 1 << 20);
    assert_str(kept, "kept");
    assert_int_equal(kept.p[4], '\0');
    assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    arena_reset(&a);
    assert_non_null(a.head);
    assert_string_equal(arena_printf(&a, "%s", "again"), "again");
    arena_free(&a);
    assert_null(a.head);
    arena_reset(&a);
    arena_free(&a);
}

/* Messages that do not fit: pad ASCII characters, then many of three bytes. */
static void messages_are_cut_on_a_character(void **state)
{
    (void)state;
    struct buf long_text = {0};
    for (int i = 0; i < 300; i++)
        buf_adds(&long_text, "讀");
    for (int pad = 0; pad < 3; pad++) {
        struct err e = {0};
        assert_false(err_set(&e, ERR_IO, "%.*s%s", pad, "abc", buf_cstr(&long_text)));
        size_t room = sizeof e.msg - 1;
        assert_int_equal(strlen(e.msg), room - (room - (size_t)pad) % 3);
        assert_true(str_ends(str_of(e.msg), STR("讀")));

        assert_false(err_set(&e, ERR_IO, "%s", buf_cstr(&long_text)));
        err_prefix(&e, "%.*s", pad, "abc");
        size_t before = (size_t)pad + 2;
        assert_int_equal(strlen(e.msg), room - (room - before) % 3);
        assert_true(str_ends(str_of(e.msg), STR("讀")));
    }
    struct err e = {0};
    err_set(&e, ERR_IO, "%s", buf_cstr(&long_text));
    err_prefix(&e, "%s", buf_cstr(&long_text)); /* a prefix that leaves no room */
    assert_in_range(strlen(e.msg), sizeof e.msg - 3, sizeof e.msg - 1);
    assert_int_equal(strlen(e.msg) % 3, 0);
    buf_free(&long_text);
}

static void messages_take_a_prefix(void **state)
{
    (void)state;
    struct err e = {0};
    assert_false(err_set(&e, ERR_LIMIT, "too %s", "long"));
    assert_false(err_prefix(&e, "%s", "file"));
    assert_string_equal(e.msg, "file: too long");
    assert_int_equal(e.code, ERR_LIMIT);
    assert_false(err_set(NULL, ERR_IO, "x"));
    assert_false(err_prefix(NULL, "x"));
}

/* Files: each test has a folder of its own. */

static int make_dir(void **state)
{
    char *dir = str_dup(STR("/tmp/jiandu-test-base.XXXXXX"));
    *state = mkdtemp(dir);
    return *state ? 0 : -1;
}

static int remove_dir(void **state)
{
    char cmd[128];
    snprintf(cmd, sizeof cmd, "chmod -R u+w '%s' && rm -r '%s'", (char *)*state, (char *)*state);
    int rc = system(cmd);
    free(*state);
    return rc;
}

static void expect_file(const char *path, const char *want)
{
    struct buf b = {0};
    assert_true(file_read(path, 1 << 20, &b, NULL));
    assert_string_equal(buf_cstr(&b), want);
    buf_free(&b);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static void replacing_keeps_mode_and_link(void **state)
{
    struct err e = {0};
    char *file = file_join(*state, "file"), *link = file_join(*state, "link");
    assert_true(file_replace(file, STR("one"), &e));
    assert_int_equal(mode_of(file), 0600);
    assert_int_equal(chmod(file, 0640), 0);
    assert_int_equal(symlink("file", link), 0);
    assert_true(file_replace(link, STR("two"), &e));
    expect_file(file, "two");
    assert_int_equal(mode_of(file), 0640);
    struct stat st;
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    free(file);
    free(link);
}

static void a_failed_replacement_leaves_nothing(void **state)
{
    struct err e = {0};
    char *file = file_join(*state, "no/such/folder");
    assert_false(file_replace(file, STR("x"), &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(str_starts(str_of(e.msg), str_of(file)));
    free(file);
    char *dir = file_join(*state, "dir"); /* a folder cannot be replaced by a file */
    assert_true(file_mkdirs(dir, NULL));
    assert_false(file_replace(dir, STR("x"), &e));
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(rmdir(*state), 0); /* no temporary file is left */
    assert_int_equal(mkdir(*state, 0700), 0);
    free(dir);
}

static void files_are_read_within_limits(void **state)
{
    struct err e = {0};
    struct buf b = {0};
    char *file = file_join(*state, "file");
    assert_true(file_replace(file, STR("12345"), NULL));
    assert_true(file_read(file, 5, &b, &e));
    assert_true(file_read(file, 10, &b, &e)); /* appends */
    assert_string_equal(buf_cstr(&b), "1234512345");
    assert_false(file_read(file, 4, &b, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    free(file);
    buf_free(&b);
}

static void what_cannot_be_read_is_named(void **state)
{
    struct err e = {0};
    struct buf b = {0};
    char *file = file_join(*state, "none"), want[512];
    snprintf(want, sizeof want, "%s: No such file or directory", file);
    assert_false(file_read(file, 5, &b, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_string_equal(e.msg, want);
    assert_false(file_read(*state, 5, &b, &e));
    assert_int_equal(e.code, ERR_IO);
    snprintf(want, sizeof want, "%s: Is a directory", (char *)*state);
    assert_string_equal(e.msg, want);
    free(file);
    buf_free(&b);
}

static void folders_are_made_for_the_user_alone(void **state)
{
    struct err e = {0};
    char *dir = file_join(*state, "a/b/c/"), *file = file_join(*state, "f");
    assert_true(file_mkdirs(dir, &e));
    assert_true(file_mkdirs(dir, &e));
    assert_int_equal(mode_of(dir), 0700);
    assert_true(file_replace(file, STR(""), NULL));
    char *below = file_join(file, "d");
    assert_false(file_mkdirs(below, &e));
    assert_int_equal(e.code, ERR_IO);
    free(dir);
    free(file);
    free(below);
}

static void pipes_are_written_whole(void **state)
{
    (void)state;
    int fd[2];
    assert_int_equal(pipe(fd), 0);
    assert_true(file_write_all(fd[1], STR("through a pipe")));
    assert_true(file_write_all(fd[1], STR("")));
    close(fd[1]);
    struct buf b = {0};
    assert_true(file_read_fd(fd[0], "-", 100, &b, NULL));
    assert_string_equal(buf_cstr(&b), "through a pipe");
    assert_false(file_write_all(-1, STR("x")));
    close(fd[0]);
    buf_free(&b);
}

static void expect_dir(enum xdg_dir which, const char *want)
{
    char *dir = file_xdg_dir(which);
    assert_string_equal(dir, want);
    free(dir);
}

static void folders_follow_the_environment(void **state)
{
    (void)state;
    setenv("HOME", "/h", 1);
    setenv("XDG_CONFIG_HOME", "/c", 1);
    setenv("XDG_DATA_HOME", "relative", 1);
    unsetenv("XDG_STATE_HOME");
    setenv("XDG_CACHE_HOME", "", 1);
    expect_dir(XDG_CONFIG, "/c/jiandu");
    expect_dir(XDG_DATA, "/h/.local/share/jiandu");
    expect_dir(XDG_STATE, "/h/.local/state/jiandu");
    expect_dir(XDG_CACHE, "/h/.cache/jiandu");
    unsetenv("HOME");
    char *dir = file_xdg_dir(XDG_CACHE);
    assert_int_equal(dir[0], '/');
    free(dir);
}

static void paths_come_apart(void **state)
{
    (void)state;
    assert_str(file_name(STR("a/b/c.txt")), "c.txt");
    assert_str(file_name(STR("c")), "c");
    assert_int_equal(file_name(STR("a/")).n, 0);
    assert_str(file_ext(STR("a.b/c.tar.gz")), "gz");
    assert_int_equal(file_ext(STR("a.b/c")).n, 0);
    assert_int_equal(file_ext(STR("a/.profile")).n, 0);
    assert_int_equal(file_ext(STR("a.")).n, 0);
    char *p = file_join("/", "x"), *q = file_join("d", "x");
    assert_string_equal(p, "/x");
    assert_string_equal(q, "d/x");
    free(p);
    free(q);
}

static void hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    char hex[33];
    assert_true(hash64(STR("")) == UINT64_C(0x2D06800538D394C2)); /* xxHash's own test vectors */
    hash128_hex(hash128(STR("")), hex);
    assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
    assert_true(hash64(STR_NONE) == hash64(STR("")));
    hash128_hex((struct hash128){1, 0xABC}, hex);
    assert_string_equal(hex, "00000000000000010000000000000abc");
}

static void uuids_are_random_ones(void **state)
{
    (void)state;
    char a[UUID_CHARS + 1], b[UUID_CHARS + 1];
    for (int i = 0; i < 100; i++) {
        uuid_make(a);
        uuid_make(b);
        assert_string_not_equal(a, b);
        assert_int_equal(strlen(a), UUID_CHARS);
        assert_int_equal(strspn(a, "0123456789abcdef-"), UUID_CHARS);
        assert_int_equal(a[14], '4');
        assert_non_null(strchr("89ab", a[19]));
        assert_true(a[8] == '-' && a[13] == '-' && a[18] == '-' && a[23] == '-');
    }
}

int main(void)
{
#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(strings_compare),
        cmocka_unit_test(strings_are_searched),
        cmocka_unit_test(strings_are_split),
        cmocka_unit_test(numbers_have_limits),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(arenas_hold_much_and_little),
        cmocka_unit_test(messages_are_cut_on_a_character),
        cmocka_unit_test(messages_take_a_prefix),
        FILE_TEST(replacing_keeps_mode_and_link),
        FILE_TEST(a_failed_replacement_leaves_nothing),
        FILE_TEST(files_are_read_within_limits),
        FILE_TEST(what_cannot_be_read_is_named),
        FILE_TEST(folders_are_made_for_the_user_alone),
        cmocka_unit_test(pipes_are_written_whole),
        cmocka_unit_test(folders_follow_the_environment),
        cmocka_unit_test(paths_come_apart),
        cmocka_unit_test(hashes_are_those_of_xxh3),
        cmocka_unit_test(uuids_are_random_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
