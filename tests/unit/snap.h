/* The runner of the snapshot tests: every tests/snap/FORMAT/NAME.EXT is parsed and handed to a
 * check, which compares dumps of it with the files NAME.… beside it. With UPDATE_SNAPSHOTS=1 in the
 * environment those are written instead: look at the difference before it is committed. */
#ifndef JD_TESTS_SNAP_H
#define JD_TESTS_SNAP_H

#include "base/file.h"
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

/* stem: the path up to the dot of its extension, with it. */
typedef bool snap_check(const struct doc *d, struct str stem);

static const struct {
    const char *ext;
    const struct parser *parser;
} snap_formats[] = {
    {"txt", &PARSER_PLAIN},
    {"html", &PARSER_HTML},
    {"md", &PARSER_MARKDOWN},
};

static const struct parser *snap_parser(struct str name)
{
    for (size_t i = 0; i < sizeof snap_formats / sizeof *snap_formats; i++)
        if (str_eq(file_ext(name), str_of(snap_formats[i].ext)))
            return snap_formats[i].parser;
    return NULL;
}

/* The document of a file; NULL with a message printed. */
static struct doc *snap_doc(const char *path, const struct parser *parser)
{
    struct err e = {0};
    struct buf bytes = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    bool ok = file_read(path, 1 << 24, &bytes, &e);
    struct parse_input in = {.bytes = buf_str(&bytes), .name = file_name(str_of(path))};
    ok = ok && parser->parse(&in, b, &e);
    struct doc *d = ok ? doc_builder_finish(b, &e) : NULL;
    if (!d)
        print_message("%s: %s\n", path, e.msg);
    doc_builder_free(b);
    buf_free(&bytes);
    return d;
}

/* Prints the first line that differs. */
static void snap_show_difference(const char *path, struct str want, struct str got)
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

/* Compares with the file stem + ext, or writes it. */
static bool snap_compare(struct str stem, const char *ext, struct str got)
{
    struct buf name = {0}, want = {0};
    struct err e = {0};
    bool ok;
    buf_add(&name, stem);
    buf_adds(&name, ext);
    const char *path = buf_cstr(&name);
    if (getenv("UPDATE_SNAPSHOTS")) {
        ok = file_replace(path, got, &e);
    } else {
        ok = file_read(path, 1 << 24, &want, &e);
        if (ok && !str_eq(buf_str(&want), got)) {
            snap_show_difference(path, buf_str(&want), got);
            ok = false;
        }
    }
    if (e.code)
        print_message("%s\n", e.msg);
    buf_free(&want);
    buf_free(&name);
    return ok;
}

static bool snap_file(const char *dir, const char *name, const struct parser *parser,
                      snap_check *check)
{
    char *path = file_join(dir, name);
    struct doc *d = snap_doc(path, parser);
    bool ok = d && check(d, str_n(path, strlen(path) - file_ext(str_of(name)).n));
    doc_free(d);
    free(path);
    return ok;
}

/* Checks the files of one folder; counts them. A folder that is not there has none. */
static unsigned snap_folder(const char *format, snap_check *check, unsigned *failed)
{
    const char *src = getenv("srcdir");
    struct buf dir = {0};
    buf_addf(&dir, "%s/tests/snap/%s", src ? src : ".", format);
    struct dirent **entries;
    int n = scandir(buf_cstr(&dir), &entries, NULL, alphasort);
    unsigned files = 0;
    for (int i = 0; i < n; i++) {
        const struct parser *parser = snap_parser(str_of(entries[i]->d_name));
        if (parser) {
            files++;
            *failed += !snap_file(buf_cstr(&dir), entries[i]->d_name, parser, check);
        }
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    buf_free(&dir);
    return files;
}

static void snap_all(snap_check *check)
{
    static const char *const folders[] = {"plain", "html", "markdown"};
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        unsigned n = snap_folder(folders[i], check, &failed);
        print_message("%s: %u snapshots\n", folders[i], n);
        assert_true(n >= 8);
    }
    assert_int_equal(failed, 0);
}

#endif
