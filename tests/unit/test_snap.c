/* Snapshots: tests/snap/FORMAT/NAME.EXT is parsed, and its tree is NAME.tree beside it. With
 * UPDATE_SNAPSHOTS=1 in the environment the trees are written instead of compared: look at the
 * difference before it is committed. */
#include "base/file.h"
#include "doc/dump.h"
#include "parse/html.h"
#include "parse/markdown.h"
#include "parse/plain.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *ext;
    const struct parser *parser;
} formats[] = {
    {"txt", &PARSER_PLAIN},
    {"html", &PARSER_HTML},
    {"md", &PARSER_MARKDOWN},
};

static const struct parser *parser_of(struct str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_eq(file_ext(name), str_of(formats[i].ext)))
            return formats[i].parser;
    return NULL;
}

/* The tree of a file; false with a message printed. */
static bool tree_of(const char *path, const struct parser *parser, struct buf *tree)
{
    struct err e = {0};
    struct buf bytes = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d = NULL;
    bool ok = file_read(path, 1 << 24, &bytes, &e);
    struct parse_input in = {.bytes = buf_str(&bytes), .name = file_name(str_of(path))};
    ok = ok && parser->parse(&in, b, &e);
    d = ok ? doc_builder_finish(b, &e) : NULL;
    if (d)
        doc_dump_tree(d, tree);
    else
        print_message("%s: %s\n", path, e.msg);
    doc_free(d);
    doc_builder_free(b);
    buf_free(&bytes);
    return d != NULL;
}

/* Prints the first line that differs. */
static void show_difference(const char *path, struct str want, struct str got)
{
    struct str w = {0}, g = {0};
    for (unsigned line = 1;; line++) {
        bool more_w = str_split(&want, '\n', &w), more_g = str_split(&got, '\n', &g);
        if (more_w && more_g && str_eq(w, g))
            continue;
        print_message("%s:%u\n  want %.*s\n  got  %.*s\n", path, line, (int)(more_w ? w.n : 0), w.p,
                      (int)(more_g ? g.n : 0), g.p);
        return;
    }
}

static bool check_file(const char *dir, const char *name, const struct parser *parser)
{
    char *path = file_join(dir, name);
    struct buf tree_path = {0}, tree = {0}, want = {0};
    struct err e = {0};
    buf_add(&tree_path, str_n(path, strlen(path) - file_ext(str_of(name)).n));
    buf_adds(&tree_path, "tree");
    const char *expected = buf_cstr(&tree_path);
    bool ok = tree_of(path, parser, &tree);
    if (ok && getenv("UPDATE_SNAPSHOTS")) {
        ok = file_replace(expected, buf_str(&tree), &e);
    } else if (ok) {
        ok = file_read(expected, 1 << 24, &want, &e);
        if (ok && !str_eq(buf_str(&want), buf_str(&tree))) {
            show_difference(expected, buf_str(&want), buf_str(&tree));
            ok = false;
        }
    }
    if (e.code)
        print_message("%s\n", e.msg);
    buf_free(&want);
    buf_free(&tree);
    buf_free(&tree_path);
    free(path);
    return ok;
}

/* Checks the files of one folder; counts them. A folder that is not there has none. */
static unsigned check_folder(const char *format, unsigned *failed)
{
    const char *src = getenv("srcdir");
    struct buf dir = {0};
    buf_addf(&dir, "%s/tests/snap/%s", src ? src : ".", format);
    struct dirent **entries;
    int n = scandir(buf_cstr(&dir), &entries, NULL, alphasort);
    unsigned files = 0;
    for (int i = 0; i < n; i++) {
        const struct parser *parser = parser_of(str_of(entries[i]->d_name));
        if (parser) {
            files++;
            *failed += !check_file(buf_cstr(&dir), entries[i]->d_name, parser);
        }
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    buf_free(&dir);
    return files;
}

static void test_snapshots(void **state)
{
    (void)state;
    static const char *const folders[] = {"plain", "html", "markdown"};
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        unsigned n = check_folder(folders[i], &failed);
        print_message("%s: %u snapshots\n", folders[i], n);
        assert_true(n >= 8);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_snapshots)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
