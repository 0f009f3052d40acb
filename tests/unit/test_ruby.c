/* Readings: where they stand, what room they take, and that nothing parts them from their base. */
#include "layout_check.h"
#include "layout_make.h"

#include "layout/chunk.h"
#include "layout/ruby.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static void ruby(struct doc_builder *b, const char *base, const char *reading)
{
    doc_build_span_open(b, SPAN_RUBY);
    doc_build_span_attr(b, ATTR_RUBY, str_of(reading));
    doc_build_text(b, str_of(base));
    doc_build_span_close(b);
}

static struct doc_builder *para(const char *lang)
{
    struct doc_builder *b = start(lang);
    doc_build_open(b, BLOCK_PARA);
    return b;
}

static struct layout_opts with(unsigned measure, enum ruby_mode mode)
{
    struct layout_opts o = at_width(measure);
    o.indent_em = 0;
    o.ruby = (uint8_t)mode;
    return o;
}

static struct doc_builder *mountain(void)
{
    struct doc_builder *b = para("ja");
    ruby(b, "山道", "やまみち");
    doc_build_text(b, STR("の朝、"));
    ruby(b, "霧", "きり");
    doc_build_text(b, STR("が出た。"));
    doc_build_close(b, BLOCK_PARA);
    return b;
}

static void test_modes(void **state)
{
    (void)state;
    expect(mountain(), with(40, RUBY_OFF), "山道の朝、霧が出た。\n");
    expect(mountain(), with(40, RUBY_BRACKETS), "山道（やまみち）の朝、霧（きり）が出た。\n");
    expect(mountain(), with(40, RUBY_ABOVE),
           "やまみち      きり\n"
           "  山道  の朝、 霧 が出た。\n");
}

/* Each line has its row; a base is not parted, from its reading neither. */
static void test_lines(void **state)
{
    (void)state;
    expect(mountain(), with(16, RUBY_ABOVE),
           "やまみち\n"
           "  山道  の朝、\n"
           "きり\n"
           " 霧 が出た。\n");
    expect(mountain(), with(20, RUBY_BRACKETS),
           "山道（やまみち）の\n"
           "朝、霧（きり）が出\n"
           "た。\n");
}

static void test_line_spacing_holds_the_readings(void **state)
{
    (void)state;
    struct layout_opts o = with(16, RUBY_ABOVE);
    o.line_spacing = 1;
    expect(mountain(), o,
           "やまみち\n"
           "  山道  の朝、\n"
           "きり\n"
           " 霧 が出た。\n");
    o.line_spacing = 2;
    expect(mountain(), o,
           "やまみち\n"
           "  山道  の朝、\n"
           "\n"
           "きり\n"
           " 霧 が出た。\n");
}

/* Short readings stand in the middle, those of neighbours a cell apart. */
static void test_room(void **state)
{
    (void)state;
    struct doc_builder *b = para("ja");
    ruby(b, "大和撫子", "なでしこ");
    ruby(b, "生地", "きじ");
    ruby(b, "木", "き");
    doc_build_close(b, BLOCK_PARA);
    expect(b, with(40, RUBY_ABOVE),
           "なでしこ きじ き\n"
           "大和撫子 生地 木\n");
}

/* Characters read one by one have one pair of brackets, words their own. */
static void test_characters_share_brackets(void **state)
{
    (void)state;
    struct doc_builder *b = para("ja");
    ruby(b, "東", "とう");
    ruby(b, "京", "きょう");
    ruby(b, "物語", "ものがたり");
    doc_build_close(b, BLOCK_PARA);
    expect(b, with(60, RUBY_BRACKETS), "東京（とうきょう）物語（ものがたり）\n");
}

static void test_latin_reading_has_latin_brackets(void **state)
{
    (void)state;
    struct doc_builder *b = para("zh-Hant");
    ruby(b, "重慶", "Chóngqìng");
    doc_build_close(b, BLOCK_PARA);
    expect(b, with(60, RUBY_BRACKETS), "重慶(Chóngqìng)\n");
}

/* One ruby that formatting parts in spans has one reading. */
static void test_one_ruby_of_several_spans(void **state)
{
    (void)state;
    struct doc_builder *b = para("ja");
    doc_build_span_open(b, SPAN_RUBY);
    doc_build_span_attr(b, ATTR_RUBY, STR("とうきょう"));
    doc_build_text(b, STR("東"));
    doc_build_span_open(b, SPAN_STRONG);
    doc_build_text(b, STR("京"));
    doc_build_span_close(b);
    doc_build_span_close(b);
    doc_build_close(b, BLOCK_PARA);
    expect(b, with(60, RUBY_BRACKETS), "東京（とうきょう）\n");
}

static void test_long_reading_is_cut(void **state)
{
    (void)state;
    struct doc_builder *b = para("ja");
    ruby(b, "峠", "とても長い読みがここに付いている");
    doc_build_close(b, BLOCK_PARA);
    expect(b, with(20, RUBY_ABOVE),
           "とても長…\n"
           "   峠\n");
}

/* In a table there is no row for them. */
static void test_table_has_brackets(void **state)
{
    (void)state;
    struct doc_builder *b = start("ja");
    doc_build_open(b, BLOCK_TABLE);
    for (int i = 0; i < 2; i++) {
        doc_build_open(b, BLOCK_ROW);
        doc_build_open(b, BLOCK_CELL);
        ruby(b, "峠", "とうげ");
        doc_build_close(b, BLOCK_CELL);
        doc_build_open(b, BLOCK_CELL);
        doc_build_text(b, STR("一"));
        doc_build_close(b, BLOCK_CELL);
        doc_build_close(b, BLOCK_ROW);
    }
    doc_build_close(b, BLOCK_TABLE);
    expect(b, with(40, RUBY_ABOVE),
           "峠（とうげ）  一\n"
           "峠（とうげ）  一\n");
}

/* The text is the base alone: copying and searching see nothing else. */
static void test_text_is_the_base(void **state)
{
    (void)state;
    struct doc *d = finish(mountain());
    assert_true(str_eq(d->text, STR("山道の朝、霧が出た。")));
    doc_free(d);
}

/* A screen that shows a line from its top shows its readings too. */
static void test_screen_begins_with_readings(void **state)
{
    (void)state;
    struct doc *d = finish(mountain());
    struct layout_opts o = with(16, RUBY_ABOVE);
    struct layout *l = layout_new(d, &o);
    struct layout_at text = layout_find(l, 18), top = layout_with_readings(l, text);
    assert_int_equal(text.row, 3);
    assert_int_equal(top.row, 2);
    assert_true(layout_line(l, top)->flags & LINE_READINGS);
    assert_int_equal(layout_pos(l, top), layout_pos(l, text));
    assert_int_equal(layout_with_readings(l, top).row, 2);
    layout_free(l);
    doc_free(d);
}

/* The pieces cover the text, each byte of it has one, and no character is parted. */
static void test_chunks_partition(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct choices c = {.n = 100000, .seed = seed};
        struct doc_builder *b = start("zh-Hans");
        doc_build_open(b, BLOCK_PARA);
        for (int i = 0; i < 400; i++)
            make_words(b, &c);
        doc_build_close(b, BLOCK_PARA);
        struct doc *d = finish(b);
        assert_true(d->text.n > 20000);
        for (uint32_t at = 0, next; at < d->text.n; at = next) {
            struct chunk k = chunk_at(d->text, at);
            next = k.end;
            assert_int_equal(k.beg, at);
            assert_true(k.end > at && k.end <= d->text.n);
            assert_true(k.end == d->text.n || ((unsigned char)d->text.p[k.end] & 0xC0) != 0x80);
            for (uint32_t i = k.beg; i < k.end; i += 1 + choose(&c, 200)) {
                struct chunk same = chunk_at(d->text, i);
                assert_memory_equal(&same, &k, sizeof k);
            }
        }
        doc_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_line_spacing_holds_the_readings),
        cmocka_unit_test(test_room),
        cmocka_unit_test(test_characters_share_brackets),
        cmocka_unit_test(test_latin_reading_has_latin_brackets),
        cmocka_unit_test(test_one_ruby_of_several_spans),
        cmocka_unit_test(test_long_reading_is_cut),
        cmocka_unit_test(test_table_has_brackets),
        cmocka_unit_test(test_text_is_the_base),
        cmocka_unit_test(test_screen_begins_with_readings),
        cmocka_unit_test(test_chunks_partition),
    };
    return cmocka_run_group_tests_name("ruby", tests, NULL, NULL);
}
