/* Properties of the reader view, over random documents, keys and screens. */
#include "base/file.h"
#include "doc/builder.h"
#include "layout/layout.h"
#include "ui/loop.h"
#include "ui/open.h"
#include "ui/reader.h"
#include "ui/view_library.h"

#include <locale.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "doc_finish.h"

#include "scratch.h"

static int64_t fake_now = 1000000;

static int64_t now_ms(void)
{
    return fake_now;
}

struct rig {
    struct term *term;
    struct ui *ui;
    struct reader *reader;
};

static void add_random_text(struct doc_builder *b, int chars)
{
    static const char *const bits[] = {"河", "邊", "的",    "樹", "，",
                                       "。", "ab", " word", "「", "」"};
    for (int i = 0; i < chars; i++)
        doc_build_text(b, str_of(bits[rand() % 10]));
}

static void add_random_block(struct doc_builder *b)
{
    static const enum block_kind kinds[] = {BLOCK_PARA, BLOCK_PARA, BLOCK_PARA,  BLOCK_HEADING,
                                            BLOCK_CODE, BLOCK_RULE, BLOCK_FIGURE};
    enum block_kind kind = kinds[rand() % 7];
    doc_build_open(b, kind);
    if (kind == BLOCK_HEADING)
        doc_build_level(b, 1 + (unsigned)rand() % 3);
    if (kind != BLOCK_RULE)
        add_random_text(b, kind == BLOCK_HEADING ? 6 : 1 + rand() % 200);
    if (kind == BLOCK_PARA && rand() % 3 == 0) {
        doc_build_span_open(b, SPAN_LINK);
        doc_build_span_attr(b, ATTR_HREF, STR("https://example.org/"));
        add_random_text(b, 4);
        doc_build_span_close(b);
    }
    doc_build_close(b, kind);
}

static struct doc *random_doc(int blocks)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_TITLE);
    doc_build_text(b, STR("題目"));
    doc_build_close(b, BLOCK_TITLE);
    while (blocks--)
        add_random_block(b);
    return finish(b);
}

static struct rig rig_new(unsigned rows, unsigned cols, int blocks)
{
    static const struct source_opts none = {0};
    struct rig rig;
    struct settings s;
    settings_defaults(&s);
    rig.term = term_fake_new(rows, cols, DEPTH_RGB);
    rig.ui = ui_new(&(struct ui_config){
        .term = rig.term, .settings = &s, .keys = keymap_new(), .now_ms = now_ms});
    struct source src = {.given = str_dup(STR("a.txt")), .id = str_dup(STR("/a.txt"))};
    rig.reader = view_reader_open(rig.ui, &src, &none, random_doc(blocks));
    ui_draw(rig.ui);
    return rig;
}

static void command(struct rig *rig, enum command cmd)
{
    ui_command(rig->ui, &(struct command_call){.cmd = cmd, .arg = ""});
    ui_draw(rig->ui);
}

static void resize(struct rig *rig, unsigned rows, unsigned cols)
{
    struct event ev = {.kind = EVENT_RESIZE, .row = (int)rows, .col = (int)cols};
    term_fake_resize(rig->term, rows, cols);
    ui_handle(rig->ui, &ev);
    ui_draw(rig->ui);
}

static void assert_same_place(struct place a, struct place b)
{
    assert_int_equal(a.pos, b.pos);
    assert_int_equal(a.lead, b.lead);
}

/* A page forward and back is the same screen, from any place. */
static void test_page_back_is_exact(void **state)
{
    (void)state;
    srand(11);
    for (int round = 0; round < 30; round++) {
        struct rig rig = rig_new(4 + (unsigned)rand() % 30, 10 + (unsigned)rand() % 80, 30);
        for (int i = rand() % 40; i > 0; i--)
            command(&rig, CMD_LINE_DOWN);
        struct place was[200];
        size_t n = 0;
        while (n < 200 && !reader_at_end(rig.reader)) {
            was[n++] = rig.reader->place;
            command(&rig, CMD_PAGE_DOWN);
        }
        while (n > 0) {
            command(&rig, CMD_PAGE_UP);
            assert_same_place(rig.reader->place, was[--n]);
        }
        ui_free(rig.ui);
    }
}

/* Pages leave no line out: each begins where the one before showed it, or on the row behind. */
static void test_pages_skip_nothing(void **state)
{
    (void)state;
    srand(12);
    for (int round = 0; round < 30; round++) {
        struct rig rig = rig_new(4 + (unsigned)rand() % 30, 10 + (unsigned)rand() % 80, 40);
        while (!reader_at_end(rig.reader)) {
            struct layout_at next = reader_bottom(rig.reader), was = rig.reader->top;
            layout_next(rig.reader->layout, &next);
            command(&rig, CMD_PAGE_DOWN);
            assert_true(layout_cmp(rig.reader->top, was) > 0);
            struct layout_at top = rig.reader->top;
            while (layout_cmp(next, top) < 0) { /* only blank rows may be skipped */
                assert_true(layout_line(rig.reader->layout, next)->flags & LINE_BLANK);
                assert_true(layout_next(rig.reader->layout, &next));
            }
        }
        ui_free(rig.ui);
    }
}

/* Whatever becomes of the screen, and of the settings, the place stays. */
static void test_resize_keeps_the_place(void **state)
{
    (void)state;
    srand(13);
    for (int round = 0; round < 20; round++) {
        struct rig rig = rig_new(24, 80, 30);
        for (int i = rand() % 200; i > 0; i--)
            command(&rig, CMD_LINE_DOWN);
        struct place place = rig.reader->place;
        struct layout_at top = rig.reader->top;
        for (int i = 0; i < 10; i++) {
            resize(&rig, 1 + (unsigned)rand() % 60, 1 + (unsigned)rand() % 150);
            assert_same_place(rig.reader->place, place);
        }
        ui_cycle_mode(rig.ui);
        resize(&rig, 24, 80);
        assert_same_place(rig.reader->place, place);
        assert_int_equal(layout_cmp(rig.reader->top, top), 0);
        ui_free(rig.ui);
    }
}

/* Lines down and up are each other's reverse while neither end stops them. */
static void test_lines_are_reversible(void **state)
{
    (void)state;
    srand(14);
    for (int round = 0; round < 20; round++) {
        struct rig rig = rig_new(10, 40, 40);
        int down = 0;
        for (int n = rand() % 60; down < n && !reader_at_end(rig.reader); down++)
            command(&rig, CMD_LINE_DOWN);
        while (down--)
            command(&rig, CMD_LINE_UP);
        struct layout_at first;
        assert_true(layout_first(rig.reader->layout, &first));
        assert_int_equal(layout_cmp(rig.reader->top, first), 0);
        ui_free(rig.ui);
    }
}

static const char *const KEYS[] = {"j",
                                   "k",
                                   " ",
                                   "b",
                                   "d",
                                   "u",
                                   "g",
                                   "G",
                                   "t",
                                   "i",
                                   "?",
                                   "/",
                                   "n",
                                   "N",
                                   "\t",
                                   "\r",
                                   "\033",
                                   "\177",
                                   "]",
                                   "[",
                                   "5",
                                   "%",
                                   "+",
                                   "-",
                                   "D",
                                   "\033[A",
                                   "\033[B",
                                   "\033[5~",
                                   "\033[6~",
                                   "\033[<0;12;5M",
                                   "\033[<64;3;3M",
                                   "\033[<65;3;3M",
                                   "河",
                                   "x",
                                   "\f",
                                   "\033[200~a\nb\033[201~",
                                   "\033[Z",
                                   "\017",
                                   "H",
                                   "L",
                                   "\033[I",
                                   "\033]11;rgb:ff/ff/ff\033\\"};

/* A choice made with a key is in the configuration file, whose other lines stay. */
static void test_choice_lasts(void **state)
{
    (void)state;
    char path[] = "/tmp/test_reader.XXXXXX";
    static const struct source_opts none = {0};
    struct settings s;
    struct err e = {0};
    struct buf text = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(file_replace(path, STR("# mine\nmeasure 50\n"), &e));
    settings_defaults(&s);
    struct ui *ui = ui_new(&(struct ui_config){.term = term_fake_new(24, 80, DEPTH_RGB),
                                               .settings = &s,
                                               .keys = keymap_new(),
                                               .config_path = path,
                                               .now_ms = now_ms});
    struct source src = {.given = str_dup(STR("a.txt")), .id = str_dup(STR("/a.txt"))};
    view_reader_open(ui, &src, &none, random_doc(3));
    ui_cycle_mode(ui);
    ui_cycle_mode(ui);
    ui_free(ui);
    assert_true(file_read(path, 1000, &text, &e));
    assert_string_equal(buf_cstr(&text), "# mine\nmeasure 50\nmode dark\n");
    buf_free(&text);
    unlink(path);
}

/* Any keys, on any screen: nothing breaks, and the place is one of the document. */
static void test_random_keys(void **state)
{
    (void)state;
    srand(15);
    for (int round = 0; round < 15; round++) {
        struct rig rig = rig_new(1 + (unsigned)rand() % 30, 1 + (unsigned)rand() % 90, 20);
        for (int i = 0; i < 400 && !rig.ui->quit; i++) {
            struct event ev;
            term_fake_feed(rig.term, str_of(KEYS[rand() % (int)(sizeof KEYS / sizeof KEYS[0])]));
            while (rig.term->ops->event(rig.term, 0, NULL, 0, &ev) && ev.kind != EVENT_QUIT)
                ui_handle(rig.ui, &ev);
            if (rand() % 20 == 0)
                resize(&rig, 1 + (unsigned)rand() % 30, 1 + (unsigned)rand() % 90);
            fake_now += rand() % 500;
            ui_tick(rig.ui);
            ui_draw(rig.ui);
            assert_true(rig.reader->place.pos <= rig.reader->doc->text.n);
        }
        ui_free(rig.ui);
    }
}

/* A place that cannot be kept is told once, and is there for the shell when nobody has seen it. */
static void test_unkept(void **state)
{
    (void)state;
    struct err e = {0};
    struct rig rig = rig_new(20, 60, 20);
    rig.ui->lib = library_open(scratch_library, &e);
    if (!rig.ui->lib)
        fail_msg("%s", e.msg);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(scratch_library, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "DROP TABLE reading", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);

    ui_keep(rig.ui);
    assert_int_equal(rig.ui->unkept.code, ERR_DB);
    assert_false(rig.ui->unkept_told);
    assert_non_null(strstr(buf_cstr(&rig.ui->message.text), rig.ui->unkept.msg));
    ui_draw(rig.ui);
    assert_true(rig.ui->unkept_told);
    message_clear(&rig.ui->message);
    ui_keep(rig.ui);
    assert_false(message_is_shown(&rig.ui->message));
    ui_free(rig.ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_back_is_exact),
        cmocka_unit_test(test_pages_skip_nothing),
        cmocka_unit_test(test_resize_keeps_the_place),
        cmocka_unit_test(test_lines_are_reversible),
        cmocka_unit_test(test_choice_lasts),
        cmocka_unit_test(test_random_keys),
        cmocka_unit_test_setup(test_unkept, scratch_fresh),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
