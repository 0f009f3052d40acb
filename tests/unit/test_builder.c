#include "doc_make.h"

#include "doc/rules.h"
#include "doc/serial.h"
#include "text/grapheme.h"
#include "text/sanitize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "doc_expect.h"

static void expect_error(struct doc_builder *b, enum err_code code, const char *msg)
{
    struct err e = {0};
    assert_null(doc_builder_finish(b, &e));
    assert_int_equal(e.code, code);
    assert_string_equal(e.msg, msg);
    doc_builder_free(b);
}

static void leaves_are_joined(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    leaf(b, BLOCK_TITLE, "題");
    leaf(b, BLOCK_HEADING, "one");
    leaf(b, BLOCK_RULE, "");
    leaf(b, BLOCK_PARA, "末");
    expect(b, "title 0..3 \"題\"\n"
              "heading 1 4..7 \"one\"\n"
              "rule 8..8\n"
              "para 9..12 \"末\"\n");
}

static void a_rule_may_be_first(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_RULE);
    text(b, " \n");
    text(b, "no text of a rule");
    doc_build_close(b, BLOCK_RULE);
    expect(b, "rule 0..0\npara 1..18 \"no text of a rule\"\n");
}

static void empty_blocks_are_dropped(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    leaf(b, BLOCK_PARA, " \n　");
    doc_build_open(b, BLOCK_QUOTE);
    doc_build_block_attr(b, ATTR_ID, STR("gone"));
    doc_build_open(b, BLOCK_LIST);
    leaf(b, BLOCK_ITEM, "");
    doc_build_close(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_ROW);
    leaf(b, BLOCK_CELL, "");
    leaf(b, BLOCK_CELL, "x");
    doc_build_close(b, BLOCK_TABLE);
    doc_build_open(b, BLOCK_FIGURE);
    doc_build_block_attr(b, ATTR_ALT, STR("a \"cat\""));
    doc_build_close(b, BLOCK_FIGURE);
    expect(b, "table 0..2\n"
              "  row 0..2\n"
              "    cell 0..0\n"
              "    cell 1..2 \"x\"\n"
              "figure 3..3 alt=\"a \\\"cat\\\"\"\n");
}

static void only_the_first_block_is_a_title(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    leaf(b, BLOCK_TITLE, " ");
    leaf(b, BLOCK_TITLE, "a");
    leaf(b, BLOCK_TITLE, "b");
    text(b, "c");
    expect(b, "title 0..1 \"a\"\nheading 1 2..3 \"b\"\npara 4..5 \"c\"\n");
}

static void notes_come_last(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_PARA);
    text(b, "本文 ");
    doc_build_note_ref(b, STR("1"));
    doc_build_open(b, BLOCK_FOOTNOTE);
    doc_build_block_attr(b, ATTR_LABEL, STR("1"));
    doc_build_open(b, BLOCK_LIST);
    doc_build_flags(b, BLOCK_F_ORDERED | BLOCK_F_TASK);
    leaf(b, BLOCK_ITEM, "註");
    doc_build_open(b, BLOCK_FOOTNOTE);
    text(b, "inner");
    doc_build_close(b, BLOCK_FOOTNOTE);
    doc_build_close(b, BLOCK_FOOTNOTE);
    text(b, "goes on");
    doc_build_close(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "end");
    expect(b, "quote 0..14\n"
              "  para 0..14 \"本文 goes on\"\n"
              "    note-ref 6..6 label=1\n"
              "para 15..18 \"end\"\n"
              "footnote 19..28 label=1\n"
              "  list ordered 19..28\n"
              "    item 19..22\n"
              "      para 19..22 \"註\"\n"
              "    item 23..28\n"
              "      para 23..28 \"inner\"\n");
}

static void containers_are_made(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    leaf(b, BLOCK_ITEM, "a");
    doc_build_open(b, BLOCK_ITEM);
    doc_build_flags(b, BLOCK_F_TASK | BLOCK_F_DONE);
    text(b, "b");
    doc_build_close(b, BLOCK_ITEM);
    text(b, "behind");
    leaf(b, BLOCK_CELL, "c");
    leaf(b, BLOCK_CELL, "d");
    doc_build_open(b, BLOCK_ROW);
    leaf(b, BLOCK_CELL, "e");
    doc_build_close(b, BLOCK_ROW);
    leaf(b, BLOCK_HEADING, "h");
    expect(b, "list 0..3\n"
              "  item 0..1\n"
              "    para 0..1 \"a\"\n"
              "  item task done 2..3\n"
              "    para 2..3 \"b\"\n"
              "para 4..10 \"behind\"\n"
              "table 11..16\n"
              "  row 11..14\n"
              "    cell 11..12 \"c\"\n"
              "    cell 13..14 \"d\"\n"
              "  row 15..16\n"
              "    cell 15..16 \"e\"\n"
              "heading 1 17..18 \"h\"\n");
}

static void what_a_list_or_table_cannot_hold_is_wrapped(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_LIST);
    leaf(b, BLOCK_PARA, "a");
    leaf(b, BLOCK_PARA, "b");
    leaf(b, BLOCK_ITEM, "c");
    doc_build_close(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_TABLE);
    text(b, "caption");
    doc_build_open(b, BLOCK_ROW);
    leaf(b, BLOCK_CELL, "d");
    leaf(b, BLOCK_QUOTE, "e");
    expect(b, "list 0..5\n"
              "  item 0..3\n"
              "    para 0..1 \"a\"\n"
              "    para 2..3 \"b\"\n"
              "  item 4..5\n"
              "    para 4..5 \"c\"\n"
              "table 6..17\n"
              "  row 6..13\n"
              "    cell 6..13 \"caption\"\n"
              "  row 14..17\n"
              "    cell 14..15 \"d\"\n"
              "    cell 16..17 \"e\"\n");
}

static void a_cell_takes_blocks_in(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_CELL);
    leaf(b, BLOCK_PARA, "a");
    leaf(b, BLOCK_HEADING, "b");
    doc_build_open(b, BLOCK_TABLE);
    doc_build_open(b, BLOCK_ROW);
    leaf(b, BLOCK_CELL, "c");
    doc_build_close(b, BLOCK_ROW);
    doc_build_close(b, BLOCK_TABLE);
    text(b, "d");
    doc_build_open(b, BLOCK_CELL);
    text(b, "e");
    doc_build_open(b, BLOCK_ROW);
    doc_build_open(b, BLOCK_CELL);
    text(b, "f");
    expect(b, "table 0..11\n"
              "  row 0..9\n"
              "    cell 0..7 \"a\\nb\\nc\\nd\"\n"
              "    cell 8..9 \"e\"\n"
              "  row 10..11\n"
              "    cell 10..11 \"f\"\n");
}

static void closing_ends_what_is_inside(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_ITEM);
    text(b, "in");
    doc_build_close(b, BLOCK_TABLE);
    doc_build_close(b, BLOCK_QUOTE);
    doc_build_close(b, BLOCK_LIST);
    doc_build_level(b, 3);
    text(b, "out");
    doc_build_open(b, BLOCK_HEADING);
    doc_build_level(b, 99);
    text(b, "deep");
    expect(b, "quote 0..2\n"
              "  list 0..2\n"
              "    item 0..2\n"
              "      para 0..2 \"in\"\n"
              "para 3..6 \"out\"\n"
              "heading 6 7..11 \"deep\"\n");
}

static void deep_containers_merge(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    for (int i = 0; i < 100; i++)
        doc_build_open(b, BLOCK_QUOTE);
    leaf(b, BLOCK_ITEM, "a");
    leaf(b, BLOCK_CELL, "b");
    for (int i = 0; i < 99; i++)
        doc_build_close(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "c");
    doc_build_close(b, BLOCK_QUOTE);
    leaf(b, BLOCK_PARA, "d");
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    assert_int_equal(d->nblocks, DOC_MAX_DEPTH + 4);
    assert_int_equal(d->blocks[DOC_MAX_DEPTH - 1].kind, BLOCK_QUOTE);
    for (uint32_t i = DOC_MAX_DEPTH; i < d->nblocks; i++)
        assert_int_equal(d->blocks[i].kind, BLOCK_PARA);
    assert_int_equal(d->blocks[DOC_MAX_DEPTH].parent, DOC_MAX_DEPTH - 1);
    assert_int_equal(d->blocks[DOC_MAX_DEPTH + 2].parent, 0);
    assert_int_equal(d->blocks[DOC_MAX_DEPTH + 3].parent, DOC_NONE);
    doc_free(d);
    doc_builder_free(b);
}

static void a_list_at_the_last_level_is_whole(void **state)
{
    (void)state;
    for (int room = 0; room <= 2; room++) {
        struct doc_builder *b = doc_builder_new(NULL);
        for (int i = 0; i < DOC_MAX_DEPTH - room; i++)
            doc_build_open(b, BLOCK_QUOTE);
        leaf(b, BLOCK_ITEM, "a");
        doc_build_open(b, BLOCK_QUOTE);
        text(b, "b");
        struct doc *d = doc_builder_finish(b, NULL);
        assert_non_null(d);
        bool list = d->blocks[DOC_MAX_DEPTH - room].kind == BLOCK_LIST;
        assert_int_equal(list, room == 2);
        doc_free(d);
        doc_builder_free(b);
    }
}

static void attributes_are_kept_in_order(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_block_attr(b, ATTR_ID, STR("no block is open"));
    doc_build_open(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_ITEM);
    doc_build_open(b, BLOCK_PARA);
    doc_build_block_attr(b, ATTR_LANG, STR("ja"));
    text(b, "x");
    doc_build_close(b, BLOCK_ITEM);
    doc_build_block_attr(b, ATTR_START, STR("3"));
    doc_build_block_attr(b, ATTR_ID, STR("i"));
    doc_build_attr(b, ATTR_KEYWORD, STR(" 甲\x1b[1m\n乙 "));
    doc_build_attr(b, ATTR_KEYWORD, STR("丙"));
    doc_build_attr(b, ATTR_NOTE, STR("one\ntwo\t2"));
    doc_build_attr(b, ATTR_RELATED_LABEL, STR("相關"));
    doc_build_attr(b, ATTR_KEYS, STR("unknown"));
    expect(b, "keyword: 甲 乙\n"
              "keyword: 丙\n"
              "note: \"one\\ntwo 2\"\n"
              "related-label: 相關\n"
              "related: (none)\n"
              "list 0..1 start=3 id=i\n"
              "  item 0..1\n"
              "    para 0..1 \"x\" lang=ja\n");
}

static void nothing_to_read_is_an_error(void **state)
{
    (void)state;
    expect_error(doc_builder_new(NULL), ERR_EMPTY, "nothing to read in it");
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_TITLE, STR("title"));
    leaf(b, BLOCK_RULE, "");
    leaf(b, BLOCK_CELL, "　");
    leaf(b, BLOCK_FOOTNOTE, " ");
    expect_error(b, ERR_EMPTY, "nothing to read in it");
    b = doc_builder_new(NULL);
    leaf(b, BLOCK_FIGURE, "");
    expect(b, "figure 0..0\n");
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct doc_limits lim = DOC_LIMITS_DEFAULT;
    lim.max_text_bytes = 2 << 20;
    struct doc_builder *b = doc_builder_new(&lim);
    for (int i = 0; i < 300000; i++)
        text(b, "ten bytes ");
    doc_build_open(b, BLOCK_LIST); /* goes on without harm */
    text(b, "x");
    expect_error(b, ERR_LIMIT, "its text is longer than the limit of 2 MB");

    lim = DOC_LIMITS_DEFAULT;
    lim.max_blocks = 3;
    b = doc_builder_new(&lim);
    for (int i = 0; i < 3; i++)
        leaf(b, BLOCK_ITEM, "x");
    expect_error(b, ERR_LIMIT, "it has more than 3 paragraphs and other blocks");

    lim = DOC_LIMITS_DEFAULT;
    lim.max_spans = 2;
    b = doc_builder_new(&lim);
    for (int i = 0; i < 3; i++)
        doc_build_note_ref(b, STR("1"));
    text(b, "x");
    expect_error(b, ERR_LIMIT, "it has more than 2 links and emphases");

    lim = DOC_LIMITS_DEFAULT;
    lim.max_string_bytes = 1024;
    b = doc_builder_new(&lim);
    for (int i = 0; i < 103; i++)
        doc_build_attr(b, ATTR_KEYWORD, STR("ten bytes!"));
    text(b, "x");
    expect_error(b, ERR_LIMIT, "its titles, links and notes are longer than 1 KB");

    lim = DOC_LIMITS_DEFAULT;
    lim.max_attrs = 3;
    b = doc_builder_new(&lim);
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("x"));
    for (int i = 0; i < 4; i++)
        leaf(b, BLOCK_PARA, "x");
    expect_error(b, ERR_LIMIT, "it has more than 3 attributes");
}

static void a_limit_reached_exactly_is_no_error(void **state)
{
    (void)state;
    struct doc_limits lim = {.max_text_bytes = 3, .max_blocks = 2};
    struct doc_builder *b = doc_builder_new(&lim);
    leaf(b, BLOCK_PARA, "a");
    leaf(b, BLOCK_PARA, "b");
    expect(b, "para 0..1 \"a\"\npara 2..3 \"b\"\n");
}

/* What would take minutes if anything in it were quadratic. */
static void hostile_input_is_linear(void **state)
{
    (void)state;
    const int n = 100000;
    struct doc_builder *b = doc_builder_new(NULL);
    for (int i = 0; i < n; i++)
        doc_build_open(b, i % 2 ? BLOCK_QUOTE : BLOCK_ITEM);
    for (int i = 0; i < n; i++)
        doc_build_close(b, BLOCK_TABLE);
    text(b, "x");
    for (int i = 0; i < n; i++)
        doc_build_close(b, i % 2 ? BLOCK_QUOTE : BLOCK_LIST);
    for (int i = 0; i < n; i++) {
        doc_build_span_open(b, SPAN_LINK);
        doc_build_span_attr(b, ATTR_HREF, STR("http://x/"));
        text(b, "y");
    }
    for (int i = 0; i < n; i++)
        doc_build_span_close(b);
    doc_build_open(b, BLOCK_PARA);
    for (int i = 0; i < n; i++) { /* one cluster of combining marks, then one of flags */
        doc_build_span_open(b, SPAN_EM);
        text(b, i < n / 2 ? "\xCC\x81" : "🇯");
        doc_build_span_close(b);
    }
    struct doc *d = doc_builder_finish(b, NULL);
    assert_non_null(d);
    doc_free(d);
    doc_builder_free(b);
}

static void writing_and_finishing_give_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        struct doc_builder *b = make_builder(seed, 100), *again = make_builder(seed, 100);
        doc_build_content_hash(b, (struct hash128){1, 2});
        doc_build_content_hash(again, (struct hash128){1, 2});
        struct doc *d = doc_builder_finish(b, NULL);
        assert_non_null(d);
        int fd = memfd_create("test", 0);
        assert_true(doc_builder_write(again, fd, NULL));
        assert_int_equal(lseek(fd, 0, SEEK_END), d->owned_bytes);
        void *p = mmap(NULL, d->owned_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
        assert_memory_equal(p, d->owned, d->owned_bytes);
        struct doc *mapped = doc_load_owned(p, d->owned_bytes, true, NULL);
        assert_non_null(mapped);
        assert_int_equal(mapped->content_hash.lo, 2);
        doc_free(mapped);
        close(fd);
        doc_free(d);
        doc_builder_free(b);
        doc_builder_free(again);
    }
}

static void a_refused_write_is_an_error(void **state)
{
    (void)state;
    struct err e = {0};
    struct doc_builder *b = make_builder(1, 10);
    assert_false(doc_builder_write(b, -1, &e));
    assert_int_equal(e.code, ERR_IO);
    doc_builder_free(b);
}

static void check_leaf(const struct doc *d, const struct block *x)
{
    struct str s = doc_slice(d, x->r);
    bool verbatim = block_rules[x->kind].verbatim;
    assert_true(s.n || block_rules[x->kind].keeps_empty);
    if (verbatim || !s.n)
        return;
    assert_false(s.p[0] == ' ' || s.p[0] == '\n' || str_starts(s, STR("\u3000")));
    assert_false(s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\n');
    assert_int_equal(str_find(s, STR("  "), 0), STR_NPOS);
    assert_int_equal(str_find(s, STR(" \n"), 0), STR_NPOS);
    assert_int_equal(str_find(s, STR("\n "), 0), STR_NPOS);
    assert_int_equal(str_chr(s, '\t', 0), STR_NPOS);
}

static void check_span(const struct doc *d, const struct span *s)
{
    struct block const *x = &d->blocks[doc_leaf_at(d, s->r.beg)];
    struct str text_of = doc_slice(d, x->r);
    assert_true(s->r.beg >= x->r.beg && s->r.end <= x->r.end);
    assert_int_equal(s->r.beg == s->r.end, s->kinds == SPAN_NOTE_REF);
    assert_int_equal(grapheme_floor(text_of, s->r.beg - x->r.beg), s->r.beg - x->r.beg);
    assert_int_equal(grapheme_floor(text_of, s->r.end - x->r.beg), s->r.end - x->r.beg);
}

/* The canonical rules hold whatever is called; doc_builder_finish has validated the rest. */
static void random_calls_give_canonical_documents(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        struct err e = {0};
        struct doc_builder *b = make_builder(seed, 20 + (unsigned)seed % 180);
        struct doc *d = doc_builder_finish(b, &e);
        if (!d)
            fail_msg("seed %llu: %s", (unsigned long long)seed, e.msg);
        for (uint32_t i = 0; i < d->nblocks; i++)
            if (block_is_leaf(&d->blocks[i]))
                check_leaf(d, &d->blocks[i]);
        for (uint32_t i = 0; i < d->nspans; i++)
            check_span(d, &d->spans[i]);
        doc_free(d);
        doc_builder_free(b);
    }
}

/* What is known from outside holds; what the parser says of the same is dropped. */
static void given_values_hold(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_given(b, ATTR_TAG, STR("one"));
    doc_build_given(b, ATTR_TAG, STR("two"));
    doc_build_given(b, ATTR_LANG, STR("ko"));
    doc_build_attr(b, ATTR_LANG, STR("ja"));
    doc_build_attr(b, ATTR_TAG, STR("three"));
    doc_build_attr(b, ATTR_AUTHOR, STR("who"));
    doc_build_open(b, BLOCK_PARA);
    doc_build_block_attr(b, ATTR_LANG, STR("zh")); /* of a block: another thing */
    text(b, "a");
    struct doc *d = doc_builder_finish(b, NULL);
    static const char *const want[] = {"tag one", "tag two", "lang ko", "author who", "lang zh"};
    assert_int_equal(d->nattrs, 5);
    for (uint32_t i = 0; i < d->nattrs; i++) {
        char have[64];
        snprintf(have, sizeof have, "%s " STR_FMT, attr_key_name(d->attrs[i].key),
                 (int)d->attrs[i].len, d->strings.p + d->attrs[i].beg);
        assert_string_equal(have, want[i]);
    }
    doc_free(d);
    doc_builder_free(b);
}

static struct doc_builder *with_title(const char *title)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_given(b, ATTR_TITLE, str_of(title));
    doc_build_attr(b, ATTR_TITLE, STR("said by the page"));
    return b;
}

static void a_given_title_is_the_title(void **state)
{
    (void)state;
    struct doc_builder *b = with_title("a b");
    leaf(b, BLOCK_TITLE, "a");
    leaf(b, BLOCK_PARA, "c");
    expect(b, "title 0..3 \"a b\"\npara 4..5 \"c\"\n");

    b = with_title("a");
    leaf(b, BLOCK_TITLE, "a b");
    leaf(b, BLOCK_TITLE, "a");
    expect(b, "title 0..1 \"a\"\nheading 1 2..5 \"a b\"\nheading 1 6..7 \"a\"\n");

    b = with_title("a");
    leaf(b, BLOCK_HEADING, "a");
    leaf(b, BLOCK_HEADING, "a");
    expect(b, "title 0..1 \"a\"\nheading 1 2..3 \"a\"\n");

    b = with_title(" "); /* is none */
    leaf(b, BLOCK_TITLE, "a");
    leaf(b, BLOCK_PARA, "c");
    expect(b, "title 0..1 \"a\"\npara 2..3 \"c\"\n");

    b = with_title("a");
    leaf(b, BLOCK_PARA, "a");
    expect_error(b, ERR_EMPTY, "nothing to read in it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_values_hold),
        cmocka_unit_test(a_given_title_is_the_title),
        cmocka_unit_test(leaves_are_joined),
        cmocka_unit_test(a_rule_may_be_first),
        cmocka_unit_test(empty_blocks_are_dropped),
        cmocka_unit_test(only_the_first_block_is_a_title),
        cmocka_unit_test(notes_come_last),
        cmocka_unit_test(containers_are_made),
        cmocka_unit_test(what_a_list_or_table_cannot_hold_is_wrapped),
        cmocka_unit_test(a_cell_takes_blocks_in),
        cmocka_unit_test(closing_ends_what_is_inside),
        cmocka_unit_test(deep_containers_merge),
        cmocka_unit_test(a_list_at_the_last_level_is_whole),
        cmocka_unit_test(attributes_are_kept_in_order),
        cmocka_unit_test(nothing_to_read_is_an_error),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(a_limit_reached_exactly_is_no_error),
        cmocka_unit_test(hostile_input_is_linear),
        cmocka_unit_test(writing_and_finishing_give_the_same),
        cmocka_unit_test(a_refused_write_is_an_error),
        cmocka_unit_test(random_calls_give_canonical_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
