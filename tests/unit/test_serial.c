#include "doc_make.h"

#include "doc/serial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc_finish.h"

/* A stored document with its parts in reach, to be damaged. */
struct stored {
    char *p;
    size_t n;
    struct doc_stored_header *h;
    struct block *blocks;
    struct span *spans;
    struct attr *attrs;
    char *text, *strings;
};

static struct stored stored_of(const struct doc *d)
{
    struct stored s = {.n = d->owned_bytes};
    const char *from = d->owned;
    s.p = mem_alloc(s.n);
    memcpy(s.p, from, s.n);
    s.h = (void *)s.p;
    s.blocks = (void *)(s.p + ((const char *)d->blocks - from));
    s.spans = (void *)(s.p + ((const char *)d->spans - from));
    s.attrs = (void *)(s.p + ((const char *)d->attrs - from));
    s.text = s.p + (d->text.p - from);
    s.strings = s.p + (d->strings.p - from);
    return s;
}

/* Blocks: 0 title, 1 para, 2 list, 3 item, 4 para, 5 table, 6 row, 7 cell, 8 footnote, 9 para.
 * Spans: 0 link "連結" in 1, 1 note-ref in 1, 2 em "one" in 4. Text: "題" 0, … */
static struct stored sample(void)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_SOURCE, STR("某報"));
    doc_build_attr(b, ATTR_NOTE, STR("one\ntwo"));
    doc_build_open(b, BLOCK_TITLE);
    doc_build_text(b, STR("題"));
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("本文"));
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, STR("http://a/"));
    doc_build_text(b, STR("連結"));
    doc_build_span_close(b);
    doc_build_note_ref(b, STR("1"));
    doc_build_open(b, BLOCK_LIST);
    doc_build_block_attr(b, ATTR_START, STR("3"));
    doc_build_open(b, BLOCK_ITEM);
    doc_build_span_open(b, SPAN_EM);
    doc_build_text(b, STR("one"));
    doc_build_span_close(b);
    doc_build_close(b, BLOCK_LIST);
    doc_build_open(b, BLOCK_CELL);
    doc_build_text(b, STR("cell"));
    doc_build_close(b, BLOCK_CELL);
    doc_build_open(b, BLOCK_FOOTNOTE);
    doc_build_text(b, STR("note"));
    struct doc *d = finish(b);
    struct stored s = stored_of(d);
    doc_free(d);
    return s;
}

static void expect_bad(struct stored *s, const char *msg)
{
    struct err e = {0};
    struct doc *d = doc_load(str_n(s->p, s->n), &e);
    assert_null(d);
    assert_int_equal(e.code, ERR_FORMAT);
    assert_string_equal(e.msg, msg);
    free(s->p);
}

#define BAD(msg, damage)                                                                           \
    do {                                                                                           \
        struct stored s = sample();                                                                \
        damage;                                                                                    \
        expect_bad(&s, msg);                                                                       \
    } while (0)

static void rehash(struct stored *s)
{
    s->h->text_hash = hash64(str_n(s->text, s->h->text_bytes));
}

static void the_sample_is_good(void **state)
{
    (void)state;
    struct stored s = sample();
    struct doc *d = doc_load(str_n(s.p, s.n), NULL);
    assert_non_null(d);
    assert_null(d->owned);
    assert_int_equal(d->nblocks, 10);
    assert_int_equal(d->nspans, 3);
    doc_free(d);
    free(s.p);
}

static void headers_are_checked(void **state)
{
    (void)state;
    BAD("not a stored document", s.p[0] = 'X');
    BAD("stored document: version 2, where 1 is known", s.h->version = 2);
    BAD("stored document: text rules 2, where 1 are known", s.h->canon_version = 2);
    BAD("stored document: text rules 0, where 1 are known", s.h->canon_version = 0);
    BAD("stored document: cut off in its header", s.n = 55);
    BAD("stored document: 8 bytes too many", s.h->strings_bytes -= 8);
    BAD("text: 4294967295 units are more than it has bytes", s.h->units = UINT32_MAX);
    struct stored s = sample();
    struct err e;
    s.h->nblocks = UINT32_MAX;
    assert_null(doc_load(str_n(s.p, s.n), &e));
    s.h->nblocks = 10;
    s.h->text_bytes = UINT32_MAX;
    assert_null(doc_load(str_n(s.p, s.n), &e));
    assert_int_equal(e.code, ERR_LIMIT);
    free(s.p);
}

static void texts_are_checked(void **state)
{
    (void)state;
    BAD("text: byte 3 is not clean UTF-8", s.text[3] = '\x1b');
    BAD("text: byte 4 is not clean UTF-8", s.text[5] = 'x');
    BAD("text: it is not what its hash says", s.text[3] = ' ');
    BAD("strings: byte 8 is not clean UTF-8", s.strings[8] = '\t');
    BAD("attribute 2: its value is more than one line", s.strings[s.attrs[2].beg] = '\n');
}

static void blocks_are_checked(void **state)
{
    (void)state;
    BAD("block 1: of an unknown kind", s.blocks[1].kind = BLOCK_KINDS);
    BAD("block 1: its level is out of range", s.blocks[1].level = 1);
    BAD("block 1: its level is out of range", s.blocks[1].kind = BLOCK_HEADING);
    BAD("block 2: it has flags that its kind does not have", s.blocks[2].flags = BLOCK_F_TASK);
    BAD("block 4: its parent is another", s.blocks[4].parent = 2);
    BAD("block 4: its parent is another", s.blocks[4].parent = DOC_NONE);
    BAD("block 3: it ends where it cannot", s.blocks[3].next = 6);
    BAD("block 3: it ends where it cannot", s.blocks[3].next = 3);
    BAD("block 8: it ends where it cannot", s.blocks[8].next = 11);
    BAD("block 1: a leaf that holds blocks", s.blocks[1].next = 3);
    BAD("block 3: it is empty", s.blocks[3].next = 4);
    BAD("block 4: it cannot stand in its parent", s.blocks[4].kind = BLOCK_CELL);
    BAD("block 3: it cannot stand in its parent", s.blocks[3].kind = BLOCK_QUOTE);
    BAD("block 2: it cannot stand in its parent", s.blocks[2].kind = BLOCK_ROW);
    BAD("block 3: it cannot stand in its parent",
        (s.blocks[2].kind = BLOCK_QUOTE, s.blocks[3].kind = BLOCK_FOOTNOTE));
    BAD("block 1: a title that is not the first", s.blocks[1].kind = BLOCK_TITLE);
    BAD("block 5: it stands behind the footnotes", s.blocks[2].kind = BLOCK_FOOTNOTE;
        s.blocks[3].kind = BLOCK_QUOTE);
    BAD("block 1: its text is not where it must be", s.blocks[1].r.beg++);
    BAD("block 0: its text is not where it must be", s.blocks[0].r.end = UINT32_MAX);
    BAD("block 0: its text does not end at a line", s.blocks[0].r.end = 5);
    BAD("block 2: its text is not where it must be", s.blocks[2].r.beg++);
    BAD("block 3: its text is not where it must be", s.blocks[3].r.end++);
    BAD("block 9: its text does not end at a line", s.blocks[9].r.end--);
    BAD("block 1: it is empty", s.blocks[1].r.end = s.blocks[1].r.beg; s.text[4] = '\n';
        s.text[5] = s.text[6] = 'x'; rehash(&s));
    BAD("text: it goes on behind the last block", s.blocks[9].r.end = s.blocks[8].r.end -= 2;
        s.text[s.blocks[9].r.end] = '\n'; rehash(&s));
}

static void spans_are_checked(void **state)
{
    (void)state;
    BAD("span 0: of an unknown kind", s.spans[0].kinds = SPAN_ALL + 1);
    BAD("span 2: of an unknown kind", s.spans[2].kinds = 0);
    BAD("span 0: out of order", s.spans[0].r.end = s.spans[0].r.beg - 1);
    BAD("span 1: out of order", s.spans[1].r.beg = s.spans[1].r.end -= 3);
    BAD("span 0: it does not lie in one leaf", s.spans[0].r.end = 18);
    BAD("span 0: it does not lie in one leaf", s.spans[0].r.beg = s.blocks[0].r.end);
    BAD("span 2: it does not lie in one leaf", s.spans[2].r.end = s.h->text_bytes + 1);
    BAD("span 0: it is empty, or a note's mark that is not", s.spans[0].kinds |= SPAN_NOTE_REF);
    BAD("span 1: it is empty, or a note's mark that is not", s.spans[1].kinds = SPAN_EM);
    BAD("span 0: its edge lies inside a character", s.spans[0].r.beg++);
    BAD("span 0: its edge lies inside a character", s.spans[0].r.end--);
}

static void attributes_are_checked(void **state)
{
    (void)state;
    BAD("attribute 0: of an unknown key", s.attrs[0].key = ATTR_KEYS);
    BAD("attribute 0: its value lies outside", s.attrs[0].len = UINT32_MAX);
    BAD("attribute 0: its value is cut inside a character", s.attrs[0].len--);
    BAD("attribute 0: its value is cut inside a character", s.attrs[0].beg++);
    BAD("attribute 1: its value is more than one line", s.attrs[1].key = ATTR_SUMMARY);
    BAD("attribute 4: out of order", s.attrs[4].owner = ATTR_OWNER_BLOCK(0));
    BAD("attribute 2: its owner does not know it", s.attrs[2].owner = ATTR_OWNER_BLOCK(1));
    BAD("attribute 2: its owner does not know it", s.attrs[2].owner = ATTR_OWNER_BLOCK(10));
    BAD("attribute 2: its owner does not know it", s.blocks[2].attrs = 1);
    BAD("attribute 3: its owner does not know it", s.attrs[3].owner = 3u << 30);
    BAD("attributes: some that are spoken of are missing", s.blocks[1].attrs = 2);
    BAD("attributes: some that are spoken of are missing", s.spans[2].attrs = 77);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    enum { DEEP = DOC_MAX_DEPTH + 1 };
    struct {
        struct doc_stored_header h;
        struct block blocks[DEEP + 1];
        char text[1];
    } s = {.h = {.magic = {'J', 'D', 'O', 'C'},
                 .version = DOC_STORED_VERSION,
                 .canon_version = DOC_CANON_VERSION,
                 .nblocks = DEEP + 1,
                 .text_bytes = 1,
                 .text_hash = hash64(STR("x"))},
           .text = {'x'}};
    for (uint32_t i = 0; i <= DEEP; i++)
        s.blocks[i] = (struct block){.kind = i < DEEP ? BLOCK_QUOTE : BLOCK_PARA,
                                     .parent = i ? i - 1 : DOC_NONE,
                                     .next = DEEP + 1,
                                     .attrs = DOC_NONE,
                                     .r = {0, 1}};
    struct err e = {0};
    struct str bytes = str_n((const char *)&s, offsetof(__typeof__(s), text) + 1);
    assert_null(doc_load(bytes, &e));
    assert_string_equal(e.msg, "block 32: it lies too deep");
}

static void reloading_gives_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct doc *d = finish(make_builder(seed, 120));
        struct doc *again = doc_load(str_n(d->owned, d->owned_bytes), NULL);
        assert_non_null(again);
        char *a = make_tree(d), *b = make_tree(again);
        assert_string_equal(a, b);
        free(a);
        free(b);
        doc_free(again);
        doc_free(d);
    }
}

static void bytes_may_be_at_any_address(void **state)
{
    (void)state;
    struct stored s = sample();
    char *moved = mem_alloc(s.n + 3);
    for (size_t shift = 1; shift <= 3; shift++) {
        memcpy(moved + shift, s.p, s.n);
        struct doc *d = doc_load(str_n(moved + shift, s.n), NULL);
        assert_non_null(d);
        assert_true(str_eq(doc_title(d), STR("題")));
        doc_free(d);
    }
    free(moved);
    free(s.p);
}

static void every_truncation_fails(void **state)
{
    (void)state;
    struct stored s = sample();
    for (size_t n = 0; n < s.n; n++) {
        char *cut = mem_alloc(n); /* of its own, so that a read behind its end is seen */
        memcpy(cut, s.p, n);
        assert_null(doc_load(str_n(cut, n), NULL));
        assert_null(doc_load_owned(cut, n, false, NULL));
        free(cut);
    }
    s.p = mem_realloc(s.p, s.n + 1);
    s.p[s.n] = 0;
    assert_null(doc_load(str_n(s.p, s.n + 1), NULL));
    free(s.p);
}

/* All that a reader asks of a document. */
static void use(const struct doc *d)
{
    struct buf out = {0};
    doc_dump_tree(d, &out);
    doc_dump_json(d, &out);
    buf_free(&out);
    for (uint32_t i = doc_next_leaf(d, DOC_NONE); i != DOC_NONE; i = doc_next_leaf(d, i)) {
        assert_int_equal(doc_leaf_at(d, d->blocks[i].r.beg), i);
        doc_ancestor(d, i, BLOCK_QUOTE);
        doc_span_at(d, d->blocks[i].r.end);
    }
}

static unsigned try_damaged(char *p, size_t n)
{
    struct err e = {0};
    struct doc *d = doc_load(str_n(p, n), &e);
    if (!d) {
        assert_int_not_equal(e.code, ERR_NONE);
        assert_int_not_equal(e.msg[0], '\0');
        return 0;
    }
    use(d);
    doc_free(d);
    return 1;
}

static void one_wrong_byte_does_no_harm(void **state)
{
    (void)state;
    struct stored s = sample();
    unsigned loaded = 0, tried = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char was = s.p[i];
        const char values[] = {0, 1, (char)0xFF, (char)(was ^ 1), (char)(was ^ 0x80), '\n', 'A'};
        for (size_t k = 0; k < sizeof values; k++, tried++) {
            s.p[i] = values[k];
            loaded += try_damaged(s.p, s.n);
        }
        s.p[i] = was;
    }
    assert_true(loaded > 0 && loaded < tried / 2);
    free(s.p);
}

static void wrong_words_do_no_harm(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (uint64_t doc = 1; doc <= 40; doc++) {
        struct doc *d = finish(make_builder(doc, 60));
        struct stored s = stored_of(d);
        for (int i = 0; i < 200; i++) {
            uint32_t *words = (void *)s.p;
            size_t at = make_random(&seed) % (s.n / 4);
            uint32_t was = words[at];
            words[at] =
                make_random(&seed) % 3 ? was + make_random(&seed) % 5 - 2 : make_random(&seed) % 64;
            if (make_random(&seed) % 2)
                s.h->text_hash = hash64(d->text);
            try_damaged(s.p, s.n);
            words[at] = was;
            s.h->text_hash = hash64(d->text);
        }
        free(s.p);
        doc_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_good),          cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(texts_are_checked),           cmocka_unit_test(blocks_are_checked),
        cmocka_unit_test(spans_are_checked),           cmocka_unit_test(attributes_are_checked),
        cmocka_unit_test(nesting_is_limited),          cmocka_unit_test(reloading_gives_the_same),
        cmocka_unit_test(bytes_may_be_at_any_address), cmocka_unit_test(every_truncation_fails),
        cmocka_unit_test(one_wrong_byte_does_no_harm), cmocka_unit_test(wrong_words_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
