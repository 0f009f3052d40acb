/* What content says never reaches a terminal as anything but text. Every field of a document that
 * a source can fill is fed with every code point and sequence that text/sanitize.h refuses; then the
 * bytes that come out of the reader in a pty, and out of every dump, are searched for them.
 *
 * The reader writes control sequences of its own, so the sequences fed carry a signature (666). */
#include "base/file.h"
#include "base/vec.h"
#include "text/sanitize.h"
#include "text/utf8.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/jiandu-clean.XXXXXX";

static const char *const SEQUENCES[] = {
    "\x1b[666mRED",
    "\x1b]0;T666\x07",
    "\x1b]52;c;NjY2\x1b\\",
    "\x1bPq666\x1b\\",
    "\x1b_G666\x1b\\",
    "\x1b^666\x1b\\",
    "\x1b[666t",
    "\x1b[?666h",
    "\xc2\x9b"
    "666m",
    "\xc2\x9d"
    "0;666\xc2\x9c",
    "\x1b#8",
    "\x1b"
    "c666",
};

/* A text with every refused code point that may stand in a text file, and every sequence. Enough
 * ordinary text around it that it is not taken for a binary. */
static void add_payload(struct buf *b, bool entities)
{
    for (uint32_t c = 1; c < 0xE0080; c = c == 0x2100 ? 0xFE00 : c == 0xFFFF ? 0xE0000 : c + 1) {
        if (!sanitize_refuses(c) || c == '\n' || c == '\t' || c == '\r')
            continue;
        if (entities)
            buf_addf(b, "字&#x%X;", c);
        else if (c >= 0x80)
            buf_addf(b, "字"), buf_add_utf8(b, c);
    }
    for (size_t i = 0; !entities && i < sizeof SEQUENCES / sizeof *SEQUENCES; i++)
        buf_addf(b, "這裡有一段普通的文字，夾著不該有的東西%s，後面還有文字。", SEQUENCES[i]);
}

static char *payload(bool entities)
{
    struct buf b = {0};
    add_payload(&b, entities);
    return buf_take(&b);
}

static const char FILLER[] = "冬天的信走得慢，話才有分量。爐子上的水開著，窗外什麼也看不見。";

static void add_filler(struct buf *b, const char *before, const char *after)
{
    for (int i = 0; i < 120; i++)
        buf_addf(b, "%s%s%s\n", before, FILLER, after);
}

static char *write_file(const char *name, struct buf *b)
{
    struct err e;
    char *path = file_join(dir, name);
    assert_true(file_replace(path, buf_str(b), &e));
    buf_free(b);
    return path;
}

static char *html_file(bool entities)
{
    char *p = payload(entities);
    struct buf b = {0};
    buf_addf(&b,
             "<!DOCTYPE html><html lang=\"zh-Hant\"><head><meta charset=utf-8><title>題%s</title>",
             p);
    static const char *const metas[] = {"name=author",         "property=og:site_name",
                                        "property=og:title",   "property=article:published_time",
                                        "name=description",    "name=keywords",
                                        "property=article:tag"};
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
        buf_addf(&b, "<meta %s content=\"詞%s\">", metas[i], p);
    buf_addf(&b, "<link rel=canonical href=\"https://example.org/%s\"></head><body>", p);
    buf_addf(&b, "<nav>導覽%s</nav><article><h1>題%s</h1><h2 id=\"x%s\">節%s</h2>", p, p, p, p);
    buf_addf(&b, "<p>段%s <b>粗%s</b> <a href=\"u%s\" title=\"%s\">鏈%s</a> ", p, p, p, p, p);
    buf_addf(&b, "<ruby>漢字%s<rt>かんじ%s</rt></ruby> <code>碼%s</code></p>", p, p, p);
    buf_addf(&b,
             "<figure><img src=\"i%s.png\" alt=\"圖%s\"><figcaption>說明%s</figcaption></figure>",
             p, p, p);
    buf_addf(&b, "<pre><code class=\"language-c%s\">code %s</code></pre>", p, p);
    buf_addf(&b, "<ol start=\"3%s\"><li>項%s</li></ol><blockquote>引%s</blockquote>", p, p, p);
    buf_addf(&b, "<table><tr><th align=\"%s\">頭%s</th></tr><tr><td>格%s</td></tr></table>", p, p,
             p);
    add_filler(&b, "<p>", "</p>");
    buf_addf(&b, "</article><footer>頁尾%s</footer></body></html>", p);
    free(p);
    return write_file(entities ? "entities.html" : "raw.html", &b);
}

static char *markdown_file(void)
{
    char *p = payload(false);
    struct buf b = {0};
    buf_addf(
        &b,
        "---\ntitle: 題%s\nauthor: 人%s\nsource: 處%s\ndate: 2024-01-01%s\ntags: [詞%s]\n---\n\n",
        p, p, p, p, p);
    buf_addf(&b, "# 題%s\n\n段%s **粗%s** [鏈%s](u \"%s\") `碼%s`[^a]\n\n[^a]: 註%s\n\n", p, p, p,
             p, p, p, p);
    buf_addf(&b, "```c%s\ncode %s\n```\n\n![圖%s](i.png)\n\n| 頭%s |\n|---|\n| 格%s |\n\n", p, p, p,
             p, p);
    add_filler(&b, "", "\n");
    free(p);
    return write_file("raw.md", &b);
}

static char *plain_file(void)
{
    char *p = payload(false);
    struct buf b = {0};
    buf_addf(&b, "題目%s\n\n某社 2024/1/2 03:04:05 責編：某%s\n\n第一章 %s\n\n", p, p, p);
    buf_addf(&b, "甲%s：問話%s\n\n乙%s：答話%s\n\n", p, p, p, p);
    add_filler(&b, "", "\n");
    buf_addf(&b, "相關文章\n題%s\n\n關鍵詞：詞%s\n", p, p);
    free(p);
    return write_file("raw.txt", &b);
}

static char *badly_named_file(void)
{
    struct buf b = {0};
    add_filler(&b, "", "\n");
    return write_file("name\x1b]0;T666\x07\xc2\x9b"
                      "666m\xe2\x80\xae.txt",
                      &b);
}

/* The control sequence that begins at out[at] (an ESC): CSI to its final byte, a string to its
 * terminator, else ESC and one byte (ECMA-48). */
static struct str sequence_at(struct str out, size_t at)
{
    size_t end = at + 2;
    if (end > out.n)
        return str_sub(out, at, out.n);
    switch (out.p[at + 1]) {
    case '[':
        while (end < out.n && (out.p[end] < '@' || out.p[end] > '~'))
            end++;
        break;
    case ']':
    case 'P':
    case '_':
    case '^':
        while (end < out.n && out.p[end] != '\x07' && out.p[end] != '\x1b')
            end++;
        break;
    }
    return str_sub(out, at, end + 1);
}

/* None of the sequences fed comes out as a sequence; its characters alone are text like any other. */
static void assert_no_signature(struct str out, const char *what)
{
    for (size_t i = 0; (i = str_chr(out, '\x1b', i)) != STR_NPOS; i++) {
        struct str seq = sequence_at(out, i);
        if (str_find(seq, STR("666"), 0) != STR_NPOS || str_find(seq, STR("NjY2"), 0) != STR_NPOS ||
            str_starts(seq, STR("\x1b"
                                "c")) ||
            str_starts(seq, STR("\x1b#8")))
            fail_msg("%s: the sequence ESC %.*s came out", what, (int)seq.n - 1, seq.p + 1);
    }
}

/* Of what is refused, what is no part of the reader's own sequences. */
static bool must_not_come(uint32_t c, bool in_pty)
{
    if (c == '\n' || c == '\t')
        return false;
    if (in_pty && (c == 0x1B || c == '\r' || c == '\b' || c == 7 || c == 0x0E || c == 0x0F))
        return false;
    return sanitize_refuses(c);
}

static void assert_clean(struct str out, bool in_pty, const char *what)
{
    assert_no_signature(out, what);
    for (size_t i = 0; i < out.n;) {
        unsigned len;
        uint32_t c = utf8_get_unsafe(str_sub(out, i, out.n), &len);
        if (must_not_come(c, in_pty))
            fail_msg("%s: U+%04X came out at byte %zu", what, c, i);
        i += len;
    }
}

static char *reader_path(void)
{
    const char *build = getenv("builddir");
    return file_join(build ? build : ".", "jiandu");
}

/* Everything that a command writes into a pty of 100×40 while keys are typed. */
static void in_pty(char *const argv[], const char *keys, struct buf *out)
{
    struct winsize ws = {.ws_row = 40, .ws_col = 100};
    int fd, status;
    pid_t pid = forkpty(&fd, NULL, NULL, &ws);
    assert_true(pid >= 0);
    if (pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        execv(argv[0], argv);
        _exit(127);
    }
    for (int quiet = 0; quiet < 40;) {
        struct pollfd p = {fd, POLLIN, 0};
        char bytes[65536];
        if (poll(&p, 1, 100) == 0) {
            quiet++;
            if (*keys && quiet >= 2 && out->n > 500) {
                assert_int_equal(write(fd, keys++, 1), 1);
                quiet = 0;
            }
            continue;
        }
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        buf_add(out, str_n(bytes, (size_t)n));
        quiet = 0;
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    close(fd);
}

static void dump_in(const char *path, const char *format, struct buf *out)
{
    char *reader = reader_path();
    struct buf cmd = {0};
    char *quoted = str_dup(str_of(path));
    setenv("FILE_TO_DUMP", quoted, 1);
    buf_addf(&cmd, "'%s' dump --format %s \"$FILE_TO_DUMP\" 2>&1", reader, format);
    FILE *f = popen(buf_cstr(&cmd), "r");
    assert_non_null(f);
    struct err e;
    assert_true(file_read_fd(fileno(f), "dump", 64 << 20, out, &e));
    pclose(f);
    free(quoted);
    free(reader);
    buf_free(&cmd);
}

static void check_file(char *path)
{
    static const char *const formats[] = {"text", "lines", "tree", "json"};
    struct buf out = {0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        buf_clear(&out);
        dump_in(path, formats[i], &out);
        assert_true(out.n > 2000);
        assert_clean(buf_str(&out), false, formats[i]);
    }
    buf_clear(&out);
    dump_in(path, "ansi", &out);
    assert_no_signature(buf_str(&out), "ansi");

    char *reader = reader_path();
    char *argv[] = {reader, path, NULL};
    buf_clear(&out);
    in_pty(argv, "  ti?\x1b/字\nGgqQ", &out);
    assert_true(out.n > 2000);
    assert_clean(buf_str(&out), true, path);
    char *list[] = {reader, NULL};
    buf_clear(&out);
    in_pty(list, "jjQ", &out);
    assert_clean(buf_str(&out), true, "library");
    free(reader);
    buf_free(&out);
    free(path);
}

static void test_html_raw(void **state)
{
    (void)state;
    check_file(html_file(false));
}

static void test_html_entities(void **state)
{
    (void)state;
    check_file(html_file(true));
}

static void test_markdown(void **state)
{
    (void)state;
    check_file(markdown_file());
}

static void test_plain(void **state)
{
    (void)state;
    check_file(plain_file());
}

static void test_file_name(void **state)
{
    (void)state;
    check_file(badly_named_file());
}

static void test_error_message(void **state)
{
    (void)state;
    struct buf out = {0};
    dump_in("/nonexistent/\x1b]0;T666\x07\xe2\x80\xae\x1b[666m", "text", &out);
    assert_true(out.n > 10);
    assert_clean(buf_str(&out), false, "error message");
    buf_free(&out);
}

static int make_home(void **state)
{
    (void)state;
    unsetenv("JIANDU_IMPORTER");
    return mkdtemp(dir) && setenv("HOME", dir, 1) == 0 && setenv("LC_ALL", "C.UTF-8", 1) == 0 ? 0
                                                                                              : -1;
}

static int remove_home(void **state)
{
    (void)state;
    struct buf cmd = {0};
    buf_addf(&cmd, "rm -rf '%s'", dir);
    int rc = system(buf_cstr(&cmd));
    buf_free(&cmd);
    return rc;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_raw),  cmocka_unit_test(test_html_entities),
        cmocka_unit_test(test_markdown),  cmocka_unit_test(test_plain),
        cmocka_unit_test(test_file_name), cmocka_unit_test(test_error_message),
    };
    return cmocka_run_group_tests(tests, make_home, remove_home);
}
