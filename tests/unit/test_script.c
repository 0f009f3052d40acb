/* Chinese shown in another script: characters by their words, one for one. */
#include "layout_check.h"
#include "layout_make.h"

#include "text/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static void need(enum script s)
{
    struct err e = {0};
    if (!script_load(s, &e)) {
        print_message("skipped: %s\n", e.msg);
        skip();
    }
}

/* Before anything is loaded. */
static void test_without_the_library(void **state)
{
    (void)state;
    struct err e = {0};
    struct buf out = {0};
    setenv("JIANDU_OPENCC", "libnothing-like-it.so", 1);
    assert_false(script_load(SCRIPT_TAIWAN, &e));
    assert_int_equal(e.code, ERR_UNSUPPORTED);
    assert_non_null(strstr(e.msg, "libopencc1.1"));
    assert_false(script_convert(SCRIPT_TAIWAN, HAN_SIMPLIFIED, STR("头发"), &out));
    assert_int_equal(out.n, 0);
    struct doc_builder *b = start("zh-Hans");
    struct layout_opts o = at_width(40);
    o.script = SCRIPT_TAIWAN;
    o.indent_em = 0;
    leaf(b, BLOCK_PARA, "头发很长");
    expect(b, o, "头发很长\n");
    unsetenv("JIANDU_OPENCC");
    buf_free(&out);
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        enum script to;
        const char *text, *want;
    } cases[] = {
        {SCRIPT_TAIWAN, "头发长了，他发现后面的皇后在干净的里面",
         "頭髮長了，他發現後面的皇后在乾淨的裡面"},
        {SCRIPT_HONGKONG, "这里的面条，表面的历史", "這裏的麪條，表面的歷史"},
        {SCRIPT_TAIWAN, "计算机软件", "計算機軟件"},
        {SCRIPT_SIMPLIFIED, "頭髮長了，發現皇后後面的乾隆", "头发长了，发现皇后后面的乾隆"},
        {SCRIPT_TAIWAN, "一九六二年的𠮷野家 ABC 头", "一九六二年的𠮷野家 ABC 頭"},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        need(cases[i].to);
        assert_true(script_convert(cases[i].to, HAN_BOTH, str_of(cases[i].text), &out));
        assert_string_equal(buf_cstr(&out), cases[i].want);
    }
    buf_free(&out);
}

static void test_what_is_so_already_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"乾淨的裡面，皇后與後面，隻身一人只有一隻貓",
                                        "範圍與范先生", "ABC 123", "", "山水"};
    struct buf out = {0};
    need(SCRIPT_TAIWAN);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(script_convert(SCRIPT_TAIWAN, HAN_TRADITIONAL, str_of(texts[i]), &out));
    assert_false(script_convert(SCRIPT_SIMPLIFIED, HAN_SIMPLIFIED, STR("头发干净，乾隆"), &out));
    assert_false(script_convert(SCRIPT_AS_WRITTEN, HAN_SIMPLIFIED, STR("头发"), &out));
    buf_free(&out);
}

/* A text that does not tell what it is written in is what the document is. */
static void test_document_tells(void **state)
{
    (void)state;
    struct buf out = {0};
    need(SCRIPT_TAIWAN);
    assert_true(script_convert(SCRIPT_TAIWAN, HAN_SIMPLIFIED, STR("后面"), &out));
    assert_string_equal(buf_cstr(&out), "後面");
    assert_false(script_convert(SCRIPT_TAIWAN, HAN_TRADITIONAL, STR("皇后"), &out));
    buf_free(&out);
}

/* As many code points, each as wide. */
static void test_one_for_one(void **state)
{
    (void)state;
    struct buf text = {0}, out = {0};
    struct choices c = {.n = 1000000, .seed = 11};
    need(SCRIPT_TAIWAN);
    for (int i = 0; i < 400; i++) {
        enum script to = (enum script)(1 + choose(&c, SCRIPTS - 1));
        text.n = 0;
        for (unsigned n = 1 + choose(&c, 200); n; n--) {
            char utf8[4];
            uint32_t at = choose(&c, 10) ? 0x4E00 + choose(&c, 0x5200) : 0x20 + choose(&c, 0x2FF);
            buf_add(&text, (struct str){utf8, utf8_put(at, utf8)});
        }
        if (!script_convert(to, HAN_BOTH, buf_str(&text), &out))
            continue;
        size_t k = 0;
        for (size_t j = 0; j < text.n;) {
            unsigned a, b;
            assert_true(k < out.n);
            assert_int_equal(width_of(utf8_get(text.p + j, &a)), width_of(utf8_get(out.p + k, &b)));
            j += a;
            k += b;
        }
        assert_int_equal(k, out.n);
    }
    buf_free(&text);
    buf_free(&out);
}

/* Shown so, kept as written: lines end where they did, and places are of the source. */
static void test_layout(void **state)
{
    (void)state;
    need(SCRIPT_TAIWAN);
    struct doc_builder *b = start("zh-Hans");
    leaf(b, BLOCK_HEADING, "后面");
    leaf(b, BLOCK_PARA, "头发长了，他在里面发现了皇后的面条。");
    leaf(b, BLOCK_CODE, "头发");
    struct doc *d = finish(b);
    struct layout_opts o = at_width(20);
    o.script = SCRIPT_TAIWAN;
    expect_rows(d, o,
                "後面\n"
                "\n"
                "  頭髮長了，他在裡面\n"
                "發現了皇后的麵條。\n"
                "\n"
                "  头发\n");
    struct layout *l = layout_new(d, &o);
    const struct glyph *g;
    struct layout_at at = layout_find(l, 7);
    assert_true(layout_glyphs(l, at, &g) > 1);
    assert_int_equal(g[0].pos, 7);
    assert_true(str_eq(g[0].text, STR("頭")));
    assert_true(str_eq(str_sub(d->text, g[0].pos, g[0].pos + g[0].len), STR("头")));
    layout_free(l);
    doc_free(d);
}

/* A paragraph of many pieces is shown the same from wherever it is looked at. */
static void test_pieces(void **state)
{
    (void)state;
    need(SCRIPT_TAIWAN);
    struct doc_builder *b = start("zh-Hans");
    doc_build_open(b, BLOCK_PARA);
    for (int i = 0; i < 3000; i++)
        doc_build_text(b, i % 7 ? STR("头发与发现，") : STR("后面的路。"));
    doc_build_close(b, BLOCK_PARA);
    struct doc *d = finish(b);
    struct layout_opts o = set_at_width(33);
    o.script = SCRIPT_TAIWAN;
    struct layout *l = layout_new(d, &o);
    struct choices c = {.n = 1000, .seed = 5};
    for (int i = 0; i < 200; i++) {
        doc_pos pos = (doc_pos)(choose(&c, 1 << 24) % d->text.n);
        const struct glyph *g;
        size_t n = layout_glyphs(l, layout_find(l, pos), &g);
        for (size_t k = 0; k < n; k++) {
            struct str source = str_sub(d->text, g[k].pos, g[k].pos + g[k].len);
            if (str_eq(source, STR("头")))
                assert_true(str_eq(g[k].text, STR("頭")));
            if (str_eq(source, STR("后")))
                assert_true(str_eq(g[k].text, STR("後")));
        }
    }
    layout_free(l);
    doc_free(d);
}

static void test_japanese_stays(void **state)
{
    (void)state;
    struct doc_builder *b = start("ja");
    struct layout_opts o = at_width(40);
    need(SCRIPT_TAIWAN);
    o.script = SCRIPT_TAIWAN;
    o.indent_em = 0;
    leaf(b, BLOCK_PARA, "国の学校");
    expect(b, o, "国の学校\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_the_library),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_what_is_so_already_stays),
        cmocka_unit_test(test_document_tells),
        cmocka_unit_test(test_one_for_one),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_japanese_stays),
    };
    return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
