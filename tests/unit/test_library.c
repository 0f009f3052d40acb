/* What is remembered: places found again, the list of what was read, and nothing lost. */
#include "random.h"
#include "scratch.h"

#include "app/library.h"
#include "base/file.h"
#include "doc/builder.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct random rnd = {19991231};

static struct library *open_library(void)
{
    struct err e = {0};
    struct library *lib = library_open(scratch_library, &e);
    assert_string_equal(e.msg, "");
    assert_non_null(lib);
    return lib;
}

/* A document of n numbered paragraphs, each different, behind an optional first one. */
static struct doc *make_doc(const char *title, const char *first, int n)
{
    struct err e = {0};
    struct buf text = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    if (title) {
        doc_build_open(b, BLOCK_TITLE);
        doc_build_text(b, str_of(title));
        doc_build_close(b, BLOCK_TITLE);
    }
    doc_build_attr(b, ATTR_LANG, STR("zh-Hant"));
    for (int i = first ? -1 : 0; i < n; i++) {
        struct buf para = {0};
        if (i < 0)
            buf_adds(&para, first);
        else
            buf_addf(&para, "第%d天，船過了第%d座橋，岸上的人數到%d，雨就停了。", i, i * 7 + 3,
                     i * i);
        doc_build_open(b, BLOCK_PARA);
        doc_build_text(b, buf_str(&para));
        doc_build_close(b, BLOCK_PARA);
        buf_add(&text, buf_str(&para));
        buf_free(&para);
    }
    doc_build_content_hash(b, hash128(buf_str(&text)));
    struct doc *d = doc_builder_finish(b, &e);
    doc_builder_free(b);
    buf_free(&text);
    assert_string_equal(e.msg, "");
    return d;
}

static doc_pos pos_of_text(const struct doc *d, const char *s)
{
    size_t at = str_find(d->text, str_of(s), 0);
    assert_true(at != STR_NPOS);
    return (doc_pos)at;
}

static void keep(struct library *lib, const char *source, const struct doc *d, doc_pos pos)
{
    struct err e = {0};
    assert_true(library_keep_position(lib, source, d, pos, &e));
    assert_string_equal(e.msg, "");
}

static struct reading_state where(struct library *lib, const char *source, const struct doc *d)
{
    struct err e = {0};
    struct reading_state st;
    assert_true(library_position(lib, source, d, &st, &e));
    assert_string_equal(e.msg, "");
    return st;
}

static struct library_list list(struct library *lib, size_t limit)
{
    struct library_list l;
    struct err e = {0};
    assert_true(library_list_read(lib, 0, 0, limit, &l, &e));
    return l;
}

static void test_unknown(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 5);
    struct reading_state st = where(lib, "/books/a.txt", d);
    assert_false(st.known);
    assert_int_equal(st.pos, 0);
    doc_free(d);
    library_close(lib);
}

/* Every place is restored, over a closing of the library. */
static void test_restored(void **state)
{
    (void)state;
    struct doc *d = make_doc("遠行", NULL, 40);
    for (uint32_t i = 0; i < d->nblocks; i++) {
        struct library *lib = open_library();
        keep(lib, "/books/a.txt", d, d->blocks[i].r.beg);
        library_close(lib);
        lib = open_library();
        struct reading_state st = where(lib, "/books/a.txt", d);
        assert_true(st.known && st.same_content);
        assert_int_equal(st.match, ANCHOR_EXACT);
        assert_int_equal(st.pos, d->blocks[i].r.beg);
        assert_true(st.last_read_ms > 0);
        library_close(lib);
    }
    doc_free(d);
}

static void test_end_and_beyond(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 3);
    keep(lib, "/books/a.txt", d, (doc_pos)d->text.n);
    assert_int_equal(where(lib, "/books/a.txt", d).pos, d->text.n);
    keep(lib, "/books/a.txt", d, UINT32_MAX);
    struct library_list l = list(lib, 9);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.v[0].progress_permille, 1000);
    library_list_free(&l);
    doc_free(d);
    library_close(lib);
}

/* The file was edited in front of the place: the same words are found, further on. */
static void test_edited(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *before = make_doc("遠行", NULL, 40), *after = make_doc("遠行", "船是借來的。", 40);
    keep(lib, "/books/a.txt", before, pos_of_text(before, "第20天"));
    struct reading_state st = where(lib, "/books/a.txt", after);
    assert_true(st.known);
    assert_false(st.same_content);
    assert_int_equal(st.match, ANCHOR_MOVED);
    assert_int_equal(st.pos, pos_of_text(after, "第20天"));

    keep(lib, "/books/a.txt", after, pos_of_text(after, "第30天"));
    st = where(lib, "/books/a.txt", before); /* each content has its own place */
    assert_true(st.same_content);
    assert_int_equal(st.pos, pos_of_text(before, "第20天"));

    struct doc *third = make_doc("遠行", "船是換來的。", 40);
    st = where(lib, "/books/a.txt", third); /* a new one goes on from the one read last */
    assert_int_equal(st.pos, pos_of_text(third, "第30天"));

    struct library_list l = list(lib, 9);
    assert_int_equal(l.n, 1); /* and the source has one row */
    library_list_free(&l);
    keep(lib, "/books/a.txt", before, 0);
    l = list(lib, 9);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.v[0].progress_permille, 0);
    library_list_free(&l);
    doc_free(before);
    doc_free(after);
    doc_free(third);
    library_close(lib);
}

static void test_replaced_by_another_text(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 40), *other = make_doc("歸來", "門前的樹還在。", 0);
    keep(lib, "/books/a.txt", d, pos_of_text(d, "第20天"));
    struct reading_state st = where(lib, "/books/a.txt", other);
    assert_int_equal(st.match, ANCHOR_LOST);
    assert_int_equal(st.pos, 0);
    doc_free(d);
    doc_free(other);
    library_close(lib);
}

static void test_moved_file(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 40);
    keep(lib, "/books/a.txt", d, pos_of_text(d, "第20天"));
    struct reading_state st = where(lib, "/shelf/b.txt", d);
    assert_true(st.known && st.same_content);
    assert_int_equal(st.pos, pos_of_text(d, "第20天"));
    doc_free(d);
    library_close(lib);
}

/* What comes through a pipe is known by its content alone, and cannot be opened from a list. */
static void test_stream(void **state)
{
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 40), *other = make_doc("遠行", "另一篇。", 40);
    keep(lib, "-", d, pos_of_text(d, "第20天"));
    keep(lib, "-", other, pos_of_text(other, "第5天"));
    assert_int_equal(where(lib, "-", d).pos, pos_of_text(d, "第20天"));
    struct doc *third = make_doc("遠行", "又一篇。", 40);
    assert_false(where(lib, "-", third).known);
    struct library_list l = list(lib, 9);
    assert_int_equal(l.n, 0);
    library_list_free(&l);
    doc_free(d);
    doc_free(other);
    doc_free(third);
    library_close(lib);
}

static void test_entry(void **state)
{
    char file[sizeof scratch_dir + 16];
    struct err e = {0};
    (void)state;
    struct library *lib = open_library();
    struct doc *titled = make_doc("山 中\t來信", NULL, 4), *bare = make_doc(NULL, "沒有題目。", 2);
    snprintf(file, sizeof file, "%s/letter.txt", scratch_dir);
    assert_true(file_replace(file, STR("x"), NULL));
    keep(lib, file, titled, 0);
    keep(lib, "/nowhere/b\033[31m.txt", bare, 0);

    struct library_list l = list(lib, 9);
    assert_int_equal(l.n, 2);
    size_t t = l.v[0].missing ? 1 : 0;
    assert_string_equal(l.v[t].title, "山 中 來信");
    assert_string_equal(l.v[t].source, file);
    assert_string_equal(l.v[t].lang, "zh-Hant");
    assert_int_equal(strlen(l.v[t].uuid), 36);
    assert_int_equal(l.v[t].units, titled->units);
    assert_false(l.v[t].missing || l.v[t].bundled);
    assert_string_equal(l.v[!t].title, "b.txt"); /* no title: the file's name, clean */
    assert_true(l.v[!t].missing);

    char *source = library_source_of(lib, l.v[t].id, &e);
    assert_string_equal(source, file);
    free(source);
    assert_null(library_source_of(lib, 4711, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    library_list_free(&l);
    unlink(file);
    doc_free(titled);
    doc_free(bare);
    library_close(lib);
}

/* Pages of any size give each source once, the last read first. */
static void test_paging(void **state)
{
    enum { SOURCES = 53 };
    char source[32];
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 3), *edited = make_doc("遠行", "改過了。", 3);
    for (int i = 0; i < 3 * SOURCES; i++) {
        snprintf(source, sizeof source, "/books/%u.txt",
                 i < SOURCES ? (unsigned)i : random_below(&rnd, SOURCES));
        keep(lib, source, random_below(&rnd, 2) ? d : edited, 0);
    }
    for (size_t page = 1; page < 60; page += 13) {
        struct library_list all = list(lib, 1000), l;
        assert_int_equal(all.n, SOURCES);
        int64_t ms = 0, id = 0;
        size_t at = 0;
        do {
            assert_true(library_list_read(lib, ms, id, page, &l, NULL));
            for (size_t i = 0; i < l.n; i++, at++) {
                assert_string_equal(l.v[i].source, all.v[at].source);
                ms = l.v[i].last_read_ms;
                id = l.v[i].id;
            }
            library_list_free(&l);
        } while (at < all.n);
        for (size_t i = 1; i < all.n; i++)
            assert_true(all.v[i - 1].last_read_ms >= all.v[i].last_read_ms);
        library_list_free(&all);
    }
    doc_free(d);
    doc_free(edited);
    library_close(lib);
}

static void test_forget(void **state)
{
    struct err e = {0};
    (void)state;
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 40), *edited = make_doc("遠行", "改過了。", 40);
    keep(lib, "/books/a.txt", d, pos_of_text(d, "第10天"));
    keep(lib, "/books/a.txt", edited, pos_of_text(edited, "第20天"));
    keep(lib, "/books/b.txt", d, 0);
    struct library_list l = list(lib, 9);
    int64_t id = strcmp(l.v[0].source, "/books/a.txt") == 0 ? l.v[0].id : l.v[1].id;
    library_list_free(&l);

    assert_true(library_forget(lib, id, &e));
    l = list(lib, 9);
    assert_int_equal(l.n, 1);
    assert_string_equal(l.v[0].source, "/books/b.txt");
    library_list_free(&l);
    assert_false(where(lib, "/books/a.txt", edited).known);
    assert_null(library_source_of(lib, id, NULL));
    assert_false(library_forget(lib, id, &e)); /* once is enough */
    assert_int_equal(e.code, ERR_NOT_FOUND);

    assert_true(library_unforget(lib, id, &e));
    assert_int_equal(where(lib, "/books/a.txt", edited).pos, pos_of_text(edited, "第20天"));
    assert_int_equal(where(lib, "/books/a.txt", d).pos, pos_of_text(d, "第10天"));
    assert_false(library_unforget(lib, id, &e));
    assert_false(library_forget(lib, 4711, &e));

    assert_true(library_forget(lib, id, &e));
    keep(lib, "/books/a.txt", edited, 0); /* opened again: known again, under its old number */
    l = list(lib, 9);
    assert_int_equal(l.n, 2);
    assert_true(l.v[0].id == id || l.v[1].id == id);
    library_list_free(&l);
    doc_free(d);
    doc_free(edited);
    library_close(lib);
}

static void test_no_library(void **state)
{
    struct err e = {0};
    struct library_list l;
    (void)state;
    struct doc *d = make_doc("遠行", NULL, 3);
    assert_false(where(NULL, "/books/a.txt", d).known);
    keep(NULL, "/books/a.txt", d, 0);
    assert_true(library_list_read(NULL, 0, 0, 9, &l, &e));
    assert_int_equal(l.n, 0);
    assert_true(library_list_bundled(NULL, &l, &e));
    library_list_free(&l);
    assert_null(library_source_of(NULL, 1, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_false(library_forget(NULL, 1, &e));
    library_close(NULL);
    library_interrupt(NULL);
    doc_free(d);
}

static void test_place_that_cannot_be(void **state)
{
    struct err e = {0};
    (void)state;
    setenv("XDG_DATA_HOME", "/dev/null", 1);
    assert_null(library_open(NULL, &e));
    assert_true(strstr(e.msg, "/dev/null/jiandu") != NULL);
    e = (struct err){0};
    assert_null(library_open_read(NULL, &e));
    assert_int_equal(e.code == ERR_NOT_FOUND || e.code == ERR_DB, 1);
    unsetenv("XDG_DATA_HOME");
}

/* A library that cannot be written still tells where one was. */
static void test_read_only_file(void **state)
{
    struct err e = {0};
    (void)state;
    if (geteuid() == 0) {
        print_message("root may write everything: skipped\n");
        skip();
    }
    struct library *lib = open_library();
    struct doc *d = make_doc("遠行", NULL, 40);
    keep(lib, "/books/a.txt", d, pos_of_text(d, "第10天"));
    library_close(lib);
    assert_int_equal(chmod(scratch_library, 0400), 0);
    lib = open_library();
    assert_int_equal(where(lib, "/books/a.txt", d).pos, pos_of_text(d, "第10天"));
    assert_false(library_keep_position(lib, "/books/a.txt", d, 0, &e));
    assert_true(strstr(e.msg, scratch_library) && strstr(e.msg, "cannot be written"));
    library_close(lib);

    assert_int_equal(chmod(scratch_dir, 0500), 0);
    lib = library_open(scratch_library, &e); /* SQLite needs files beside it: refused, or read */
    assert_true(lib || strstr(e.msg, scratch_library));
    library_close(lib);
    assert_int_equal(chmod(scratch_dir, 0700), 0);
    doc_free(d);
}

static void test_default_place(void **state)
{
    char file[sizeof scratch_dir + 32];
    (void)state;
    setenv("XDG_DATA_HOME", scratch_dir, 1);
    assert_null(library_open_read(NULL, NULL));
    struct library *lib = library_open(NULL, NULL);
    assert_non_null(lib);
    library_close(lib);
    snprintf(file, sizeof file, "%s/jiandu/library.db", scratch_dir);
    assert_int_equal(unlink(file), 0);
    snprintf(file, sizeof file, "%s/jiandu", scratch_dir);
    assert_int_equal(rmdir(file), 0);
    unsetenv("XDG_DATA_HOME");
}

/* A bundled article that was opened is in both lists, the same. */
static void test_bundled(void **state)
{
    struct err e = {0};
    struct library_list l;
    (void)state;
    struct library *lib = open_library();
    assert_true(library_list_bundled(lib, &l, &e));
    if (l.n == 0) {
        print_message("no bundled articles here: skipped\n");
        library_close(lib);
        skip();
    }
    size_t n = l.n;
    char *source = str_dup(str_of(l.v[n / 2].source));
    library_list_free(&l);

    struct doc *d = make_doc("遠行", NULL, 10);
    keep(lib, source, d, d->blocks[5].r.beg);
    assert_true(library_list_bundled(lib, &l, &e));
    assert_int_equal(l.n, n);
    assert_true(l.v[n / 2].id > 0 && l.v[n / 2].progress_permille > 0);
    assert_string_not_equal(l.v[n / 2].title, "遠行");
    struct library_list read = list(lib, 9);
    assert_int_equal(read.n, 1);
    assert_true(read.v[0].bundled);
    assert_int_equal(read.v[0].id, l.v[n / 2].id);
    library_list_free(&read);
    library_list_free(&l);
    free(source);
    doc_free(d);
    library_close(lib);
}

/* Two programs at one library. */
static void test_two_readers(void **state)
{
    (void)state;
    struct library *a = open_library(), *b = open_library();
    struct library *reader = library_open_read(scratch_library, NULL);
    struct doc *d = make_doc("遠行", NULL, 40);
    assert_non_null(reader);
    keep(a, "/books/a.txt", d, pos_of_text(d, "第10天"));
    assert_int_equal(where(b, "/books/a.txt", d).pos, pos_of_text(d, "第10天"));
    keep(b, "/books/a.txt", d, pos_of_text(d, "第20天"));
    assert_int_equal(where(a, "/books/a.txt", d).pos, pos_of_text(d, "第20天"));
    struct library_list l = list(reader, 9);
    assert_int_equal(l.n, 1);
    library_list_free(&l);
    struct err e = {0};
    assert_false(library_keep_position(reader, "/books/a.txt", d, 0, &e));
    assert_int_equal(e.code, ERR_DB);
    doc_free(d);
    library_close(a);
    library_close(b);
    library_close(reader);
}

/* Keeps places until it is killed; each one that is kept is told. */
static _Noreturn void keep_forever(int told, const struct doc *d)
{
    struct library *lib = library_open(scratch_library, NULL);
    char source[32];
    for (uint32_t i = 0;; i++) {
        snprintf(source, sizeof source, "/books/%u.txt", i);
        if (!lib || !library_keep_position(lib, source, d, d->blocks[i % d->nblocks].r.beg, NULL) ||
            write(told, &i, sizeof i) != sizeof i)
            _exit(1);
    }
}

/* Killed at any moment: what was kept before is there, and so is all that was told of. */
static void test_killed(void **state)
{
    enum { ROUNDS = 25 };
    (void)state;
    struct doc *d = make_doc("遠行", NULL, 40);
    struct library *lib = open_library();
    keep(lib, "/books/old.txt", d, pos_of_text(d, "第20天"));
    library_close(lib);
    for (int round = 0; round < ROUNDS; round++) {
        int p[2], status;
        uint32_t last = 0, i;
        assert_int_equal(pipe(p), 0);
        pid_t pid = fork();
        if (pid == 0)
            keep_forever(p[1], d);
        close(p[1]);
        for (uint32_t n = 0, stop = random_below(&rnd, 40);
             n <= stop && read(p[0], &i, sizeof i) > 0; n++)
            last = i;
        usleep(random_below(&rnd, 300)); /* into the middle of the next */
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        while (read(p[0], &i, sizeof i) > 0)
            last = i;
        close(p[0]);

        lib = open_library();
        assert_int_equal(where(lib, "/books/old.txt", d).pos, pos_of_text(d, "第20天"));
        char source[32];
        snprintf(source, sizeof source, "/books/%u.txt", last);
        assert_int_equal(where(lib, source, d).pos, d->blocks[last % d->nblocks].r.beg);
        library_close(lib);
    }
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_unknown, scratch_fresh),
        cmocka_unit_test_setup(test_restored, scratch_fresh),
        cmocka_unit_test_setup(test_end_and_beyond, scratch_fresh),
        cmocka_unit_test_setup(test_edited, scratch_fresh),
        cmocka_unit_test_setup(test_replaced_by_another_text, scratch_fresh),
        cmocka_unit_test_setup(test_moved_file, scratch_fresh),
        cmocka_unit_test_setup(test_stream, scratch_fresh),
        cmocka_unit_test_setup(test_entry, scratch_fresh),
        cmocka_unit_test_setup(test_paging, scratch_fresh),
        cmocka_unit_test_setup(test_forget, scratch_fresh),
        cmocka_unit_test_setup(test_no_library, scratch_fresh),
        cmocka_unit_test_setup(test_place_that_cannot_be, scratch_fresh),
        cmocka_unit_test_setup(test_read_only_file, scratch_fresh),
        cmocka_unit_test_setup(test_default_place, scratch_fresh),
        cmocka_unit_test_setup(test_bundled, scratch_fresh),
        cmocka_unit_test_setup(test_two_readers, scratch_fresh),
        cmocka_unit_test_setup(test_killed, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
