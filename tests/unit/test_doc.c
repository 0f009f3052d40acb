#include "doc_make.h"

#include "doc/serial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc_finish.h"

/* Blocks: 0 title "T", 1 quote, 2 list, 3 item, 4 para "ab", 5 item, 6 para "cd", 7 rule,
 * 8 para "ef". Text: "T\nab\ncd\n\nef". */
static struct doc *sample(void)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_KEYWORD, STR("k1"));
    doc_build_attr(b, ATTR_KEYWORD, STR("k2"));
    doc_build_attr(b, ATTR_TITLE, STR("meta"));
    doc_build_attr(b, ATTR_EDITOR, STR(""));
    doc_build_open(b, BLOCK_TITLE);
    doc_build_text(b, STR("T"));
    doc_build_open(b, BLOCK_QUOTE);
    doc_build_open(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_ITEM);
    doc_build_block_attr(b, ATTR_ID, STR("i3"));
    doc_build_text(b, STR("ab"));
    doc_build_close(b, BLOCK_ITEM);
    doc_build_open(b, BLOCK_ITEM);
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("#i3"));
    doc_build_text(b, STR("c"));
    doc_build_span_close(b);
    doc_build_note_ref(b, STR("1"));
    doc_build_span_open(b, SPAN_EM);
    doc_build_text(b, STR("d"));
    doc_build_close(b, BLOCK_QUOTE);
    doc_build_span_close(b);
    doc_build_open(b, BLOCK_RULE);
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("ef"));
    return finish(b);
}

static void leaves_are_found(void **state)
{
    (void)state;
    struct doc *d = sample();
    static const uint32_t at[] = {0, 0, 4, 4, 4, 6, 6, 6, 7, 8, 8, 8};
    assert_true(str_eq(d->text, STR("T\nab\ncd\n\nef")));
    for (doc_pos p = 0; p < sizeof at / sizeof *at; p++)
        assert_int_equal(doc_leaf_at(d, p), at[p]);
    assert_int_equal(doc_leaf_at(d, UINT32_MAX), 8);

    static const uint32_t leaves[] = {DOC_NONE, 0, 4, 6, 7, 8, DOC_NONE};
    for (size_t i = 1; i < sizeof leaves / sizeof *leaves; i++) {
        assert_int_equal(doc_next_leaf(d, leaves[i - 1]), leaves[i]);
        assert_int_equal(doc_prev_leaf(d, leaves[i]), leaves[i - 1]);
    }
    assert_int_equal(doc_next_leaf(d, 1), 7);
    assert_int_equal(doc_prev_leaf(d, 1), 0);
    assert_int_equal(doc_next_leaf(d, 3), 6);
    doc_free(d);
}

static void an_empty_document_has_no_leaf(void **state)
{
    (void)state;
    struct doc_stored_header h = {.magic = {'J', 'D', 'O', 'C'},
                                  .version = DOC_STORED_VERSION,
                                  .canon_version = DOC_CANON_VERSION,
                                  .text_hash = hash64(STR(""))};
    struct doc *d = doc_load(str_n((const char *)&h, sizeof h), NULL);
    assert_non_null(d);
    assert_int_equal(doc_leaf_at(d, 0), DOC_NONE);
    assert_int_equal(doc_next_leaf(d, DOC_NONE), DOC_NONE);
    assert_int_equal(doc_prev_leaf(d, DOC_NONE), DOC_NONE);
    assert_int_equal(doc_span_from(d, 0), 0);
    assert_int_equal(doc_span_at(d, 0), DOC_NONE);
    assert_null(doc_title(d).p);
    doc_free(d);
    doc_free(NULL);
}

static void ancestors_are_found(void **state)
{
    (void)state;
    struct doc *d = sample();
    assert_int_equal(doc_ancestor(d, 6, BLOCK_ITEM), 5);
    assert_int_equal(doc_ancestor(d, 6, BLOCK_QUOTE), 1);
    assert_int_equal(doc_ancestor(d, 6, BLOCK_PARA), 6);
    assert_int_equal(doc_ancestor(d, 8, BLOCK_QUOTE), DOC_NONE);
    doc_free(d);
}

/* Spans: 0 link [5,6), 1 note-ref [6,6), 2 em [6,7). */
static void spans_are_found(void **state)
{
    (void)state;
    struct doc *d = sample();
    assert_int_equal(d->nspans, 3);
    static const uint32_t from[] = {0, 0, 0, 0, 0, 0, 1, 3, 3};
    for (doc_pos p = 0; p < sizeof from / sizeof *from; p++)
        assert_int_equal(doc_span_from(d, p), from[p]);
    assert_int_equal(doc_span_at(d, 4), DOC_NONE);
    assert_int_equal(doc_span_at(d, 5), 0);
    assert_int_equal(doc_span_at(d, 6), 2);
    assert_int_equal(doc_span_at(d, 7), DOC_NONE);
    doc_free(d);
}

static void attributes_are_found(void **state)
{
    (void)state;
    struct doc *d = sample();
    uint32_t beg, end;
    assert_true(str_eq(doc_attr(d, ATTR_KEYWORD), STR("k1")));
    assert_null(doc_attr(d, ATTR_AUTHOR).p);
    assert_non_null(doc_attr(d, ATTR_EDITOR).p);
    assert_int_equal(doc_attr(d, ATTR_EDITOR).n, 0);
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    assert_int_equal(end - beg, 4);
    assert_true(str_eq(doc_block_attr(d, 3, ATTR_ID), STR("i3")));
    assert_null(doc_block_attr(d, 4, ATTR_ID).p);
    doc_attrs_of(d, ATTR_OWNER_BLOCK(4), &beg, &end);
    assert_int_equal(end - beg, 0);
    assert_true(str_eq(doc_span_attr(d, 0, ATTR_HREF), STR("#i3")));
    assert_true(str_eq(doc_span_attr(d, 1, ATTR_LABEL), STR("1")));
    assert_null(doc_span_attr(d, 2, ATTR_HREF).p);
    doc_free(d);
}

static void the_title_is_the_leaf_or_the_attribute(void **state)
{
    (void)state;
    struct doc *d = sample();
    assert_true(str_eq(doc_title(d), STR("T")));
    doc_free(d);
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_TITLE, STR("meta"));
    doc_build_text(b, STR("x"));
    d = finish(b);
    assert_true(str_eq(doc_title(d), STR("meta")));
    doc_free(d);
}

static void every_kind_and_key_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < BLOCK_KINDS; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(block_kind_name(i), block_kind_name(j));
    for (int i = 0; i < ATTR_KEYS; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(attr_key_name(i), attr_key_name(j));
    assert_string_equal(block_kind_name(BLOCK_KINDS), "?");
    assert_string_equal(attr_key_name(ATTR_KEYS), "?");
}

static void lookups_agree_with_a_plain_search(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct doc *d = finish(make_builder(seed, 100));
        for (doc_pos p = 0; p <= d->text.n; p++) {
            const struct block *x = &d->blocks[doc_leaf_at(d, p)];
            assert_true(block_is_leaf(x) && x->r.beg <= p && p <= x->r.end);
            uint32_t i = 0, at = DOC_NONE;
            while (i < d->nspans && d->spans[i].r.end <= p &&
                   !(d->spans[i].r.beg == p && d->spans[i].r.end == p))
                i++;
            for (uint32_t k = 0; k < d->nspans; k++)
                if (d->spans[k].r.beg <= p && p < d->spans[k].r.end)
                    at = k;
            assert_int_equal(doc_span_from(d, p), i);
            assert_int_equal(doc_span_at(d, p), at);
        }
        doc_free(d);
    }
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    struct buf b = {0};
    json_string(&b, STR("a\"b\\c\n\t字"));
    assert_string_equal(buf_cstr(&b), "\"a\\\"b\\\\c\\n\\t字\"");
    buf_clear(&b);
    json_string(&b, STR("x\x1b[31my\xffz\x01"));
    assert_string_equal(buf_cstr(&b), "\"xy\xEF\xBF\xBDz\"");
    buf_clear(&b);
    json_string(&b, STR_NONE);
    assert_string_equal(buf_cstr(&b), "\"\"");
    buf_free(&b);
}

static void json_is_as_documented(void **state)
{
    (void)state;
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_KEYWORD, STR("k1"));
    doc_build_attr(b, ATTR_SOURCE, STR("某\"報\""));
    doc_build_attr(b, ATTR_KEYWORD, STR("k2"));
    doc_build_attr(b, ATTR_RELATED_LABEL, STR("相關"));
    doc_build_attr(b, ATTR_RELATED, STR("甲"));
    doc_build_attr(b, ATTR_RELATED, STR("乙"));
    doc_build_attr(b, ATTR_RELATED_URL, STR("http://b/"));
    doc_build_open(b, BLOCK_TITLE);
    doc_build_text(b, STR("題"));
    doc_build_open(b, BLOCK_ITEM);
    doc_build_flags(b, BLOCK_F_TASK | BLOCK_F_DONE);
    doc_build_span_open(b, SPAN_LINK | SPAN_EM);
    doc_build_span_attr(b, ATTR_HREF, STR("#"));
    doc_build_text(b, STR("x"));
    struct doc *d = finish(b);
    struct buf out = {0};
    doc_dump_json(d, &out);
    assert_string_equal(
        buf_cstr(&out),
        "{\"title\":\"題\",\"source\":\"某\\\"報\\\"\",\"keyword\":[\"k1\",\"k2\"],"
        "\"related-label\":\"相關\",\"related\":[{\"title\":\"甲\"},"
        "{\"title\":\"乙\",\"url\":\"http://b/\"}],\"units\":1,\"blocks\":[\n"
        "{\"kind\":\"title\",\"depth\":0,\"beg\":0,\"end\":3,\"text\":\"題\"},\n"
        "{\"kind\":\"list\",\"depth\":0,\"beg\":4,\"end\":5},\n"
        "{\"kind\":\"item\",\"depth\":1,\"flags\":[\"task\",\"done\"],\"beg\":4,\"end\":5},\n"
        "{\"kind\":\"para\",\"depth\":2,\"beg\":4,\"end\":5,\"text\":\"x\",\"spans\":["
        "{\"kinds\":[\"em\",\"link\"],\"beg\":4,\"end\":5,\"text\":\"x\","
        "\"attrs\":{\"href\":\"#\"}}]}]}\n");
    buf_free(&out);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_are_found),
        cmocka_unit_test(an_empty_document_has_no_leaf),
        cmocka_unit_test(ancestors_are_found),
        cmocka_unit_test(spans_are_found),
        cmocka_unit_test(attributes_are_found),
        cmocka_unit_test(the_title_is_the_leaf_or_the_attribute),
        cmocka_unit_test(every_kind_and_key_has_a_name),
        cmocka_unit_test(lookups_agree_with_a_plain_search),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(json_is_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
