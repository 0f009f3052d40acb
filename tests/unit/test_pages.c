/* Articles spread over several pages: what the parser takes for the next page, and how it joins what
 * the reader granted. */
#include "parse/html.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse_make.h"

static void check_next(const char *name, const char *link, const char *want)
{
    struct buf page = {0};
    struct err e = {0};
    buf_addf(&page, "<h1>長文</h1><p>這裏是正文，有好幾句話，還有逗號。</p><div>%s</div>", link);
    struct doc *d = parse_named(&PARSER_HTML, str_of(name), buf_str(&page), &e);
    assert_non_null(d);
    struct buf got = {0};
    buf_add(&got, doc_attr(d, ATTR_NEXT));
    if (strcmp(buf_cstr(&got), want) != 0)
        fail_msg("%s in %s: \"%s\" for \"%s\"", link, name, buf_cstr(&got), want);
    buf_free(&got);
    doc_free(d);
    buf_free(&page);
}

static void test_next(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"/a/story.html", "<a href=story_2.html>下一頁</a>", "story_2.html"},
        {"/a/story.html", "<a href='story-2.html'>下一页</a>", "story-2.html"},
        {"/a/story_2.html", "<a href=story_3.html>下一頁</a>", "story_3.html"},
        {"/a/story_9.html", "<a href=story_10.html>下一頁</a>", "story_10.html"},
        {"/a/story_19.html", "<a href=story_20.html>下一頁</a>", "story_20.html"},
        {"https://x.example/n/12.html", "<a href='?page=2'>次のページ</a>",
         "https://x.example/n/12.html?page=2"},
        {"https://x.example/n/12?page=2", "<a href='?page=3' rel=next>3</a>",
         "https://x.example/n/12?page=3"},
        {"https://x.example/n/12", "<link rel=next href=/n/12/2>", "https://x.example/n/12/2"},
        {"https://x.example/n/12/2", "<a href=/n/12/3>다음 페이지</a>", "https://x.example/n/12/3"},
        {"https://x.example/n/12", "<a href=/n/12/page/2>Next page</a>",
         "https://x.example/n/12/page/2"},
        /* The next article, the same page, a page before, and one that is skipped to. */
        {"/a/story.html", "<a href=other.html rel=next>下一篇</a>", ""},
        {"/a/story.html", "<a href=story_2.html>目錄</a>", ""},
        {"https://x.example/n/12", "<a href=/n/13 rel=next>下一页</a>", "https://x.example/n/13"},
        {"https://x.example/n/12", "<link rel=next href=/n/13>", ""},
        {"https://x.example/n/12/2", "<a href=/n/12/3 rel=next>下一页</a>",
         "https://x.example/n/12/3"},
        {"/a/story_3.html", "<a href=story_2.html>上一頁</a>", ""},
        {"/a/story.html", "<a href='#top' rel=next>下一頁</a>", ""},
        {"/a/story.html", "<a href=story_7.html rel=next>下一頁</a>", ""},
        {"/a/story.html", "<a href='javascript:next()'>下一頁</a>", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_next(cases[i][0], cases[i][1], cases[i][2]);
}

#define PAGE(n, next)                                                                              \
    "<title>長文</title><h1>長文</h1><p>第" n                                                      \
    "頁的正文，<sup><a href='#n'>1</a></sup>有好幾句話。</p>" next "<p id=n>第" n "頁的註。</p>"

static void test_joined(void **state)
{
    (void)state;
    struct parse_input in = {
        .name = STR("/a/story.html"),
        .bytes = STR(PAGE("一", "<div><a href=story_2.html>下一頁</a></div>")),
        .pages = {STR(PAGE("二", "<div><a href=story.html>上一頁</a> "
                                 "<a href=story_3.html>下一頁</a></div>")),
                  STR(PAGE("三", "<div><a href=story_2.html>上一頁</a> "
                                 "<a href=story_4.html>下一頁</a></div>"))},
        .npages = 2,
    };
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    assert_true(PARSER_HTML.parse(&in, b, &e));
    struct doc *d = doc_builder_finish(b, &e);
    doc_builder_free(b);
    assert_true(str_eq(doc_attr(d, ATTR_PAGES), STR("3")));
    char *tree = parse_tree(d);
    assert_string_equal(tree, "title 0..6 \"長文\"\n"
                              "para 7..46 \"第一頁的正文，有好幾句話。\"\n"
                              "  note-ref 28..28 label=1\n"
                              "para 47..86 \"第二頁的正文，有好幾句話。\"\n"
                              "  note-ref 68..68 label=2:1\n"
                              "para 87..126 \"第三頁的正文，有好幾句話。\"\n"
                              "  note-ref 108..108 label=3:1\n"
                              "footnote 127..145 label=1\n"
                              "  para 127..145 \"第一頁的註。\"\n"
                              "footnote 146..164 label=2:1\n"
                              "  para 146..164 \"第二頁的註。\"\n"
                              "footnote 165..183 label=3:1\n"
                              "  para 165..183 \"第三頁的註。\"\n");
    free(tree);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
