#include "doc_make.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc_expect.h"

/* The text that a paragraph has when it is given in chunks (up to NULL). */
static void expect_para(const char *want, const char *const *chunks)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    for (; *chunks; chunks++)
        text(b, *chunks);
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    char *have = str_dup(d->text);
    assert_string_equal(have, want);
    free(have);
    doc_free(d);
    doc_builder_free(b);
}

#define PARA(want, ...) expect_para(want, (const char *const[]){__VA_ARGS__, NULL})

static void white_space_collapses(void **state)
{
    (void)state;
    PARA("a b", " a \t\n b ");
    PARA("a b c", "a", " ", "", " \n", "b", "\tc", "  ");
    PARA("a b c d e f g h i j k l", "a b c d  e f g h i j k   l");
    PARA("12345678 9", "12345678  9");
    PARA("1234567 89", "1234567  89");
    PARA("1234567 8 9", "1234567 8 9 ");
    PARA("a b", "a\fb");
    PARA("a b", "a\r\nb");
    PARA("a\u00A0 b", "a\u00A0 b");
}

static void line_feeds_between_wide_characters_are_no_space(void **state)
{
    (void)state;
    PARA("漢字仮名", "漢字\n仮名");
    PARA("漢字仮名", "漢字 ", "\n", " 仮名");
    PARA("漢字。「仮名", "漢字。\n「仮名");
    PARA("漢字 仮名", "漢字 仮名");
    PARA("漢字 word 字", "漢字\nword\n字");
    PARA("한국 사람", "한국\n사람");
    PARA("漢 한 漢", "漢\n한\n漢");
}

static void the_indent_is_dropped(void **state)
{
    (void)state;
    PARA("字　字", "　　字　字");
    PARA("字", " 　", "\n　 ", "字");
    struct doc_builder *b = doc_builder_new(NULL);
    leaf(b, BLOCK_PRE, "　字");
    expect(b, "pre 0..6 \"　字\"\n");
}

static void text_is_made_clean(void **state)
{
    (void)state;
    PARA("red", "\x1b[31mred\x1b[0m");
    PARA("ab", "a\xE2\x80\xAE"
               "b");
    PARA("a\xEF\xBF\xBD"
         "b",
         "a\xff"
         "b");
}

static void breaks_are_forced(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_break(b);
    doc_build_open(b, BLOCK_PARA);
    doc_build_break(b);
    text(b, "一 ");
    doc_build_break(b);
    text(b, " 二\n");
    doc_build_break(b);
    doc_build_break(b);
    text(b, "三");
    doc_build_break(b);
    expect(b, "para 0..12 \"一\\n二\\n\\n三\"\n");
}

static void code_keeps_its_space(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_CODE);
    doc_build_block_attr(b, ATTR_CODE_LANG, STR("c"));
    text(b, "  int\tx;\r\n\n");
    doc_build_break(b);
    text(b, "  y  \n \t\n\n");
    doc_build_close(b, BLOCK_CODE);
    leaf(b, BLOCK_PRE, " \n\n");
    expect(b, "code 0..16 \"  int\\tx;\\n\\n\\n  y  \" code-lang=c\n");
}

static void spans_nest(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("http://a/"));
    text(b, "one ");
    doc_build_span_open(b, SPAN_EM | SPAN_NOTE_REF);
    text(b, "two");
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("http://b/"));
    doc_build_span_attr(b, ATTR_HREF, STR("http://c/"));
    text(b, " three");
    doc_build_span_close(b);
    doc_build_span_close(b);
    doc_build_span_close(b);
    doc_build_span_close(b);
    text(b, " four");
    expect(b, "para 0..18 \"one two three four\"\n"
              "  link 0..4 \"one \" href=http://a/\n"
              "  em+link 4..8 \"two \" href=http://a/\n"
              "  em+link 8..13 \"three\" href=http://c/\n");
}

static void space_between_spans_is_in_none(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    for (int i = 0; i < 2; i++) {
        doc_build_span_open(b, SPAN_STRONG);
        text(b, " a ");
        doc_build_span_close(b);
    }
    for (int i = 0; i < 2; i++) {
        doc_build_span_open(b, SPAN_EM);
        text(b, "b");
        doc_build_span_close(b);
    }
    expect(b, "para 0..6 \"a a bb\"\n"
              "  strong 0..1 \"a\"\n"
              "  strong 2..3 \"a\"\n"
              "  em 4..6 \"bb\"\n");
}

static void a_span_is_cut_at_leaf_edges(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_span_open(b, SPAN_MARK);
    leaf(b, BLOCK_PARA, "a");
    leaf(b, BLOCK_CODE, "b\n\n");
    doc_build_span_close(b);
    doc_build_span_close(b);
    expect(b, "para 0..1 \"a\"\n  mark 0..1 \"a\"\n"
              "code 2..3 \"b\"\n  mark 2..3 \"b\"\n");
}

static void ruby_may_come_late_and_neighbours_stay_apart(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    for (int i = 0; i < 2; i++) {
        doc_build_span_open(b, SPAN_RUBY);
        text(b, "人");
        doc_build_span_attr(b, ATTR_RUBY, STR(" ひと\n"));
        doc_build_span_close(b);
    }
    expect(b, "para 0..6 \"人人\"\n"
              "  ruby 0..3 \"人\" ruby=ひと\n"
              "  ruby 3..6 \"人\" ruby=ひと\n");
}

static void empty_spans_are_dropped(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    text(b, "a");
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("http://gone/"));
    text(b, " ");
    doc_build_span_close(b);
    doc_build_span_open(b, 0);
    text(b, "b");
    doc_build_span_open(b, 0);
    doc_build_span_attr(b, ATTR_ID, STR("here"));
    text(b, "c");
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    assert_int_equal(d->nspans, 1);
    assert_int_equal(d->nattrs, 1);
    char *tree = make_tree(d);
    assert_string_equal(tree, "para 0..4 \"a bc\"\n  span 3..4 \"c\" id=here\n");
    free(tree);
    doc_free(d);
    doc_builder_free(b);
}

static void span_edges_are_cluster_edges(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    text(b, "e");
    doc_build_span_open(b, SPAN_EM);
    text(b, "\xCC\x81x");
    doc_build_span_close(b);
    doc_build_span_open(b, SPAN_STRONG);
    text(b, "\xCC\x82");
    doc_build_note_ref(b, STR("1"));
    doc_build_span_close(b);
    text(b, "\xCC\x83 ");
    for (int i = 0; i < 4; i++) {
        doc_build_span_open(b, i % 2 ? SPAN_EM : SPAN_STRONG);
        text(b, "🇯");
        doc_build_span_close(b);
    }
    expect(b, "para 0..25 \"e\xCC\x81x\xCC\x82\xCC\x83 🇯🇯🇯🇯\"\n"
              "  em 0..3 \"e\xCC\x81\"\n"
              "  note-ref 3..3 label=1\n"
              "  em 9..25 \"🇯🇯🇯🇯\"\n");
}

static void notes_stand_in_order(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_note_ref(b, STR("0"));
    text(b, "a ");
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("#"));
    doc_build_note_ref(b, STR("1"));
    doc_build_note_ref(b, STR("2"));
    text(b, "b");
    doc_build_note_ref(b, STR("3"));
    text(b, "c");
    doc_build_close(b, BLOCK_PARA);
    doc_build_note_ref(b, STR("lost with its empty paragraph"));
    expect(b, "para 0..4 \"a bc\"\n"
              "  note-ref 0..0 label=0\n"
              "  note-ref 1..1 label=1\n"
              "  note-ref 1..1 label=2\n"
              "  link 2..3 \"b\" href=#\n"
              "  note-ref 3..3 label=3\n"
              "  link 3..4 \"c\" href=#\n");
}

static void units_are_counted(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d;
    /* 40 × 3 characters and a stop; 40 × 15 letters of words, ၀ (U+1040) is a letter too */
    for (int i = 0; i < 40; i++)
        text(b, "漢字가， the quick brown ၀ ");
    d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    assert_int_equal(d->units, 40 * 4 + 40 * 14 * 4 / 15);
    doc_free(d);
    doc_builder_free(b);
}

/* White space and spans do not depend on how text is cut into calls. */
static void chunks_do_not_matter(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        static const char *const words[] = {"漢字", " ",  "\n", "word", "  ",
                                            "\t",   "　", "가", "。"};
        uint64_t s = seed;
        struct buf whole = {0};
        struct doc_builder *a = doc_builder_new(NULL), *b = doc_builder_new(NULL);
        enum block_kind kind = seed % 3 ? BLOCK_PARA : BLOCK_CODE;
        doc_build_open(a, kind);
        doc_build_open(b, kind);
        text(a, "x");
        buf_adds(&whole, "x");
        for (int i = 0; i < 40; i++) {
            const char *w = words[make_random(&s) % (sizeof words / sizeof *words)];
            text(a, w);
            buf_adds(&whole, w);
        }
        doc_build_text(b, buf_str(&whole));
        struct doc *da = doc_builder_finish(a, NULL), *db = doc_builder_finish(b, NULL);
        assert_true(str_eq(da->text, db->text));
        doc_free(da);
        doc_free(db);
        doc_builder_free(a);
        doc_builder_free(b);
        buf_free(&whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_collapses),
        cmocka_unit_test(line_feeds_between_wide_characters_are_no_space),
        cmocka_unit_test(the_indent_is_dropped),
        cmocka_unit_test(text_is_made_clean),
        cmocka_unit_test(breaks_are_forced),
        cmocka_unit_test(code_keeps_its_space),
        cmocka_unit_test(spans_nest),
        cmocka_unit_test(space_between_spans_is_in_none),
        cmocka_unit_test(a_span_is_cut_at_leaf_edges),
        cmocka_unit_test(ruby_may_come_late_and_neighbours_stay_apart),
        cmocka_unit_test(empty_spans_are_dropped),
        cmocka_unit_test(span_edges_are_cluster_edges),
        cmocka_unit_test(notes_stand_in_order),
        cmocka_unit_test(units_are_counted),
        cmocka_unit_test(chunks_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
