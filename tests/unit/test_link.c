#include "app/link.h"

#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc/builder.h"

#define UUID "0f1e2d3c-4b5a-4697-8877-665544332211"

static void expect(struct str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("“%.*s”, not “%s”", STR_ARG(got), want);
}

static void pages_are_named_as_wicg_says(void **state)
{
    (void)state;
    static const struct {
        const char *url, *exact, *prefix, *suffix, *link;
    } cases[] = {
        {"https://e.org/a", "a quite ordinary sentence", "", "",
         "https://e.org/a#:~:text=a%20quite%20ordinary%20sentence"},
        {"https://e.org/a#s", "a-b, c & d of something", "", "",
         "https://e.org/a#s:~:text=a%2Db%2C%20c%20%26%20d%20of%20something"},
        {"https://e.org/a", "short", "what is\nbefore it ", " behind it\nmore",
         "https://e.org/a#:~:text=before%20it-,short,-behind%20it"},
        {"https://e.org/a#:~:text=old", "a quite ordinary sentence", "", "",
         "https://e.org/a#:~:text=a%20quite%20ordinary%20sentence"},
        {"https://e.org/a", "First paragraph.\nLast one.", "x", "y",
         "https://e.org/a#:~:text=First%20paragraph.,Last%20one."},
        {"https://e.org/a", "𠮷", "", "", "https://e.org/a#:~:text=%F0%A0%AE%B7"},
        {"https://e.org/a", " \n ", "", "", "https://e.org/a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        struct link_text t =
            link_text_of(str_of(cases[i].exact), str_of(cases[i].prefix), str_of(cases[i].suffix));
        link_add_page(&b, str_of(cases[i].url), &t);
        expect(buf_str(&b), cases[i].link);
        buf_free(&b);
    }
}

static void library_links_are_read(void **state)
{
    (void)state;
    struct link l;
    struct err e = {0};
    assert_true(link_parse(STR("jiandu://quote/" UUID), &l, &e));
    assert_int_equal(l.kind, LINK_QUOTE);
    expect(l.uuid, UUID);
    assert_false(l.has_text);
    link_free(&l);
    assert_true(
        link_parse(STR("JIANDU://article/" UUID "/#:~:text=%E7%94%B2-,b,c%2Dd,-e&text=x"), &l, &e));
    assert_int_equal(l.kind, LINK_ARTICLE);
    expect(l.uuid, UUID);
    expect(l.text.prefix, "甲");
    expect(l.text.start, "b");
    expect(l.text.end, "c-d");
    expect(l.text.suffix, "e");
    link_free(&l);
    assert_true(link_parse(STR("https://e.org/#frag:~:text=x"), &l, &e));
    assert_int_equal(l.kind, LINK_PAGE);
    expect(l.url, "https://e.org/#frag");
    link_free(&l);
}

static void other_links_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "jiandu://",
        "jiandu://quote/",
        "jiandu://quote/12",
        "jiandu://note/" UUID,
        "jiandu://quote/" UUID "x",
        "ftp://e.org",
        "file.html",
        "jiandu://quote/" UUID "#:~:text=",
        "jiandu://article/" UUID "#:~:text=a,b,c",
        "jiandu://article/" UUID "#:~:text=%zz",
        "jiandu://article/" UUID "#:~:text=%ff",
        "jiandu://article/" UUID "#:~:text=a-,b,c,d,-e",
        "https://e.org/#:~:text=a,",
        "https://e.org/#:~:text=%4",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct link l;
        struct err e = {0};
        if (link_parse(str_of(bad[i]), &l, &e))
            fail_msg("taken: %s", bad[i]);
        assert_int_equal(e.code, ERR_USAGE);
    }
}

/* Any text comes out of a link as it went in. */
static void what_is_written_is_read(void **state)
{
    (void)state;
    struct random r = {99};
    for (int i = 0; i < 3000; i++) {
        struct buf text[4] = {{0}}, url = {0};
        struct link l;
        struct err e = {0};
        for (int k = 0; k < 4; k++)
            random_text(&r, STR("a,b-c&d%e f\n字𠮷「」#:~:text="), random_below(&r, 8) + (k == 1),
                        &text[k]);
        struct link_text t = {buf_str(&text[0]), buf_str(&text[1]), buf_str(&text[2]),
                              buf_str(&text[3])};
        link_add_article(&url, STR(UUID), &t);
        if (!link_parse(buf_str(&url), &l, &e))
            fail_msg("%s: %s", buf_cstr(&url), e.msg);
        assert_true(str_eq(l.text.prefix, t.prefix) && str_eq(l.text.start, t.start) &&
                    str_eq(l.text.end, t.end) && str_eq(l.text.suffix, t.suffix));
        link_free(&l);
        buf_free(&url);
        for (int k = 0; k < 4; k++)
            buf_free(&text[k]);
    }
}

static struct doc *make_doc(void)
{
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    static const char *const paras[] = {
        "他說今天下雨，明天也下雨。",
        "郵局在半山，信在郵局裡；山裡的信走得慢，走得慢的信要走四個月，話才有分量。",
        "他說今天下雨，後天晴。",
    };
    for (size_t i = 0; i < 3; i++) {
        doc_build_open(b, BLOCK_PARA);
        doc_build_text(b, str_of(paras[i]));
        doc_build_close(b, BLOCK_PARA);
    }
    struct doc *d = doc_builder_finish(b, &e);
    doc_builder_free(b);
    assert_non_null(d);
    return d;
}

/* Every range of a document is found again by its link, at the place that it was taken from. */
static void passages_are_found(void **state)
{
    (void)state;
    struct doc *d = make_doc();
    struct random r = {3};
    size_t right = 0, all = 0;
    for (int i = 0; i < 500; i++) {
        size_t a = random_below(&r, (uint32_t)d->text.n), b = a + 30 + random_below(&r, 200);
        while (!utf8_is_boundary(d->text, a))
            a--;
        b = b < d->text.n ? b : d->text.n;
        while (!utf8_is_boundary(d->text, b))
            b--;
        struct str exact = str_sub(d->text, a, b);
        if (str_trim(exact).n != exact.n || utf8_count(exact) < 4)
            continue;
        struct link_text t =
            link_text_of(exact, str_sub(d->text, 0, a), str_sub(d->text, b, d->text.n));
        struct doc_range got;
        all++;
        if (link_text_find(d, &t, &got) && got.beg == a && got.end == b)
            right++;
        else if (t.end.n == 0) /* a whole text with its context must be */
            fail_msg("not found: %.*s", STR_ARG(exact));
    }
    print_message("%zu of %zu ranges are found where they were\n", right, all);
    assert_true(right * 100 >= all * 90);
    struct doc_range got;
    assert_false(link_text_find(d, &(struct link_text){.start = STR("下雪")}, &got));
    assert_true(link_text_find(d, &(struct link_text){.start = STR("他说今天")}, &got));
    assert_int_equal(got.beg, 0);
    assert_true(link_text_find(
        d, &(struct link_text){.start = STR("今天下雨"), .suffix = STR("，後天")}, &got));
    assert_true(got.beg > 100);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_named_as_wicg_says), cmocka_unit_test(library_links_are_read),
        cmocka_unit_test(other_links_are_refused),      cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(passages_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
