/* Writing quotes: what the files look like, and writing into one that is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quote_make.h"

#include "app/exchange.h"

#include <stdlib.h>
#include <time.h>

static struct exchange_opts opts = {.now_ms = INT64_C(1772700000000)};

static const struct exchange_format *format(const char *name)
{
    struct err e = {0};
    const struct exchange_format *f = exchange_format_find(name, NULL, &e);
    if (!f)
        fail_msg("%s", e.msg);
    return f;
}

static void write_all(const char *name, const struct quote_record *v, size_t n, struct buf *out)
{
    struct err e = {0};
    buf_clear(out);
    if (!exchange_write(format(name), v, n, &opts, out, &e))
        fail_msg("%s", e.msg);
}

static void update(const char *name, struct str old, const struct quote_record *v, size_t n,
                   struct buf *out, struct exchange_report *r)
{
    struct err e = {0};
    buf_clear(out);
    if (!exchange_update(format(name), old, NULL, v, n, &opts, out, r, &e))
        fail_msg("%s", e.msg);
}

static void expect_has(const struct buf *b, const char *part)
{
    if (str_find(buf_str(b), str_of(part), 0) == STR_NPOS)
        fail_msg("no “%s” in:\n%.*s", part, STR_ARG(buf_str(b)));
}

static void expect_lacks(const struct buf *b, const char *part)
{
    if (str_find(buf_str(b), str_of(part), 0) != STR_NPOS)
        fail_msg("“%s” is in:\n%.*s", part, STR_ARG(buf_str(b)));
}

static void expect_order(const struct buf *b, const char *const *parts)
{
    size_t at = 0;
    for (; *parts; parts++) {
        at = str_find(buf_str(b), str_of(*parts), at);
        if (at == STR_NPOS)
            fail_msg("no “%s” where it should be in:\n%.*s", *parts, STR_ARG(buf_str(b)));
    }
}

static void expect_counts(const struct exchange_report *r, size_t added, size_t changed,
                          size_t same, size_t gone, size_t edited)
{
    if (r->added != added || r->changed != changed || r->same != same || r->gone.v.n != gone ||
        r->edited.v.n != edited)
        fail_msg("added %zu changed %zu same %zu gone %zu edited %zu", r->added, r->changed,
                 r->same, r->gone.v.n, r->edited.v.n);
}

static void formats_are_found(void **state)
{
    (void)state;
    struct err e = {0};
    const char *file;
    assert_string_equal(format("markdown")->extension, "md");
    assert_string_equal(exchange_format_find("template:a.txt", &file, &e)->name, "template");
    assert_string_equal(file, "a.txt");
    assert_null(exchange_format_find("template", &file, &e));
    assert_null(exchange_format_find("markdwn", &file, &e));
    assert_non_null(strstr(e.msg, "markdown, org, w3c, readwise, koreader, kindle, foliate, text, "
                                  "template:FILE"));
    assert_string_equal(exchange_format_of_path("/a/b.MD")->name, "markdown");
    assert_string_equal(exchange_format_of_path("b.csv")->name, "readwise");
    assert_null(exchange_format_of_path("b"));
}

static void markdown_is_markdown(void **state)
{
    (void)state;
    struct quote_record v[2] = {quote_make_full(),
                                quote_make(UUID_2, "1. *a* [b](c) <d> #e\n# f & g")};
    struct buf out = {0};
    v[1].section = STR("_雪_");
    v[1].start = 200;
    v[1].end = 220;
    write_all("markdown", v, 2, &out);
    static const char *const order[] = {
        "# 山裡的小郵局\n",
        "沈溪 · 2026-03-01 · [https://example.org/post-office](<https://example.org/"
        "post-office>)\n",
        "\n## 霧季\n",
        "<!-- jiandu:quote " UUID_1 " -->\n",
        "> 信走得慢，話才有分量。\n>\n> 他說：\"是\"\n",
        "第一行\\\n第二行, \"引\" \\\\ 𠮷\n",
        "\\#郵局 \\#信\n",
        "#:~:text=",
        "jiandu://quote/" UUID_1,
        "<!-- jiandu:end ",
        "\n## \\_雪\\_\n",
        "> 1\\. \\*a\\* \\[b\\](c) \\<d\\> #e\n>\n> \\# f \\& g\n",
        NULL,
    };
    expect_order(&out, order);
    buf_free(&out);
}

static void org_is_org(void **state)
{
    (void)state;
    struct quote_record v[2] = {quote_make_full(), quote_make(UUID_2, "* 星\n#+end_quote\n*粗*")};
    struct buf out = {0};
    v[1].start = 200;
    v[1].end = 220;
    write_all("org", v, 2, &out);
    static const char *const order[] = {
        "* 山裡的小郵局\n:PROPERTIES:\n:JIANDU: article " UUID_A "\n:AUTHOR: 沈溪\n",
        "\n** 霧季\n",
        "\n*** 信走得慢，話才有分量。 :郵局:信:\n:PROPERTIES:\n:JIANDU: quote " UUID_1
        "\n:ID: " UUID_1 "\n:COLOR: green\n",
        ":END:\n#+begin_quote\n信走得慢，話才有分量。\n\n他說",
        "\n#+end_quote\n",
        "[[jiandu://quote/" UUID_1 "][",
        "# jiandu:end ",
        "\n\u200B* 星\n\n\u200B#+end_quote\n\n\u200B*粗*\n#+end_quote\n",
        NULL,
    };
    expect_order(&out, order);
    buf_free(&out);
}

/* Nothing new: the file stays byte by byte, and so when it is written twice. */
static void the_same_again_changes_nothing(void **state)
{
    (void)state;
    static const char *const formats[] = {"markdown", "org"};
    struct random r = {11};
    for (int i = 0; i < 100; i++) {
        struct arena a = {0};
        struct quote_record v[6];
        for (size_t k = 0; k < 6; k++) {
            v[k] = quote_random(&r, &a);
            if (k % 3)
                v[k].article = v[k - 1].article;
        }
        for (size_t f = 0; f < 2; f++) {
            struct buf first = {0}, second = {0};
            struct exchange_report rep;
            write_all(formats[f], v, 6, &first);
            update(formats[f], buf_str(&first), v, 6, &second, &rep);
            expect_counts(&rep, 0, 0, 6, 0, 0);
            assert_true(str_eq(buf_str(&first), buf_str(&second)));
            exchange_report_free(&rep);
            buf_free(&first);
            buf_free(&second);
        }
        arena_free(&a);
    }
}

static void replace(struct buf *b, const char *from, const char *to)
{
    size_t at = str_find(buf_str(b), str_of(from), 0);
    struct buf out = {0};
    if (at == STR_NPOS)
        fail_msg("no %s in %s", from, buf_cstr(b));
    buf_add(&out, str_sub(buf_str(b), 0, at));
    buf_adds(&out, to);
    buf_add(&out, str_sub(buf_str(b), at + strlen(from), b->n));
    buf_free(b);
    *b = out;
}

/* What the user writes around the quotes stays where it is; what changed is changed, what is new comes to
 * its place, what is gone is told of. */
static void what_the_user_wrote_stays(void **state)
{
    (void)state;
    static const struct {
        const char *format, *head, *section, *item;
    } cases[] = {{"markdown", "# 我的讀書筆記\n\n前言。\n\n", "\n## 霧季\n", "> "},
                 {"org", "#+title: 我的讀書筆記\n\n前言。\n\n", "\n** 霧季\n", ""}};
    for (size_t i = 0; i < 2; i++) {
        struct quote_record v[4] = {quote_make(UUID_1, "第一句話在這裡。"),
                                    quote_make(UUID_2, "第三句話在這裡。")};
        struct buf file = {0}, out = {0}, again = {0};
        struct exchange_report r;
        v[0].start = 10;
        v[1].start = 30;
        v[1].section = STR("雪季");
        write_all(cases[i].format, v, 2, &out);
        buf_adds(&file, cases[i].head);
        buf_add(&file, buf_str(&out));
        replace(&file, cases[i].section, "\n我對這篇的看法。\n\nPLACE");
        replace(&file, "PLACE", cases[i].section + 1);
        buf_adds(&file, "\n關於第三句的話。\n");

        v[0].note = STR("新的註");
        v[2] = quote_make(UUID_3, "第二句話在這裡。");
        v[2].start = 20;
        v[3] = quote_make("44444444-2222-4333-8444-555555555555", "另一篇的話。");
        v[3].article = (struct quote_article){.title = STR("另一篇")};
        v[3].section = STR_NONE;
        update(cases[i].format, buf_str(&file), v, 4, &out, &r);
        expect_counts(&r, 2, 1, 1, 0, 0);
        exchange_report_free(&r);
        static const char *const order[] = {"我的讀書筆記",
                                            "前言。",
                                            "山裡的小郵局",
                                            "我對這篇的看法。",
                                            "霧季",
                                            "第一句話在這裡。",
                                            "新的註",
                                            "第二句話在這裡。",
                                            "雪季",
                                            "第三句話在這裡。",
                                            "關於第三句的話。",
                                            "另一篇",
                                            "另一篇的話。",
                                            NULL};
        expect_order(&out, order);
        update(cases[i].format, buf_str(&out), v, 4, &again, &r);
        expect_counts(&r, 0, 0, 4, 0, 0);
        exchange_report_free(&r);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));

        /* Two deleted in the library: both stay, told of. */
        update(cases[i].format, buf_str(&out), v, 2, &again, &r);
        expect_counts(&r, 0, 0, 2, 2, 0);
        quote_expect_str("gone", r.gone.v.v[0].uuid, STR(UUID_3));
        exchange_report_free(&r);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));

        /* Edited by hand between the marks: it stays as it is, told of once the quote changes. */
        buf_clear(&file);
        buf_add(&file, buf_str(&out));
        replace(&file, "新的註", "我手寫的註");
        update(cases[i].format, buf_str(&file), v, 4, &again, &r);
        expect_counts(&r, 0, 0, 3, 0, 1);
        quote_expect_str("edited", r.edited.v.v[0].uuid, STR(UUID_1));
        exchange_report_free(&r);
        assert_true(str_eq(buf_str(&file), buf_str(&again)));
        buf_free(&file);
        buf_free(&out);
        buf_free(&again);
    }
}

/* New quotes before all others of an article or a section, and where the user took pieces away. */
static void new_ones_find_their_place(void **state)
{
    (void)state;
    struct quote_record v[3] = {quote_make(UUID_2, "乙句在中間這裡。")};
    struct buf out = {0}, again = {0};
    struct exchange_report r;
    v[0].start = 20;
    write_all("markdown", v, 1, &out);
    v[1] = quote_make(UUID_1, "甲句在前面這裡。");
    v[1].start = 10;
    v[2] = quote_make(UUID_3, "丙句在序裡。");
    v[2].start = 5;
    v[2].section = STR("序");
    update("markdown", buf_str(&out), v, 3, &again, &r);
    expect_counts(&r, 2, 0, 1, 0, 0);
    exchange_report_free(&r);
    static const char *const order[] = {
        "# 山裡的小郵局", "## 序", "丙句在序裡。", "## 霧季", "甲句在前面", "乙句在", NULL};
    expect_order(&again, order);
    size_t heading = str_find(buf_str(&again), STR("## 霧季"), 0);
    assert_true(str_find(buf_str(&again), STR("## 霧季"), heading + 1) == STR_NPOS);

    /* The article's head was deleted: the quote's company shows where it belongs. */
    struct str s = buf_str(&out);
    size_t at = str_find(s, STR("<!-- jiandu:quote"), 0);
    update("markdown", str_sub(s, at, s.n), v, 2, &again, &r);
    expect_counts(&r, 1, 0, 1, 0, 0);
    exchange_report_free(&r);
    static const char *const bare[] = {"甲句在前面", "乙句在", NULL};
    expect_order(&again, bare);
    expect_lacks(&again, "# 山裡的小郵局");

    /* A mark without its end is the user's, and so is a second copy. */
    buf_clear(&again);
    buf_add(&again, s);
    buf_add(&again, str_sub(s, at, s.n));
    buf_adds(&again, "<!-- jiandu:quote " UUID_3 " -->\nopen\n");
    buf_clear(&out);
    struct buf next = {0};
    update("markdown", buf_str(&again), v, 1, &next, &r);
    expect_counts(&r, 0, 0, 1, 0, 0);
    assert_true(str_eq(buf_str(&again), buf_str(&next)));
    exchange_report_free(&r);
    buf_free(&next);
    buf_free(&out);
    buf_free(&again);
}

/* A text that looks like the marks does not become one. */
static void marks_in_a_text_are_text(void **state)
{
    (void)state;
    static const char *const formats[] = {"markdown", "org"};
    for (size_t i = 0; i < 2; i++) {
        struct quote_record q =
            quote_make(UUID_1, "<!-- jiandu:end 0 -->\n# jiandu:end 0\n* x\n:JIANDU: quote y");
        struct buf out = {0}, again = {0};
        struct exchange_report r;
        q.note = q.exact;
        q.section = q.article.title = STR("<!-- jiandu:end 0 --> # jiandu:end 0");
        write_all(formats[i], &q, 1, &out);
        update(formats[i], buf_str(&out), &q, 1, &again, &r);
        expect_counts(&r, 0, 0, 1, 0, 0);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
        exchange_report_free(&r);
        buf_free(&out);
        buf_free(&again);
    }
}

static void files_that_are_read_are_merged(void **state)
{
    (void)state;
    static const char *const formats[] = {"w3c", "readwise", "koreader", "kindle", "foliate"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct quotes old = {0};
        struct quote_record v[2] = {quote_make(UUID_1, "甲"), quote_make(UUID_2, "乙")};
        struct buf out = {0};
        struct exchange_report r;
        struct err e = {0};
        bool named = strcmp(formats[i], "w3c") == 0;
        vec_push(&old.v, quote_make(UUID_1, "甲"));
        vec_push(&old.v, quote_make(UUID_3, "丙"));
        if (!named) /* they have no ids */
            old.v.v[0].uuid = STR(UUID_A);
        v[0].note = STR("新註");
        assert_true(exchange_update(format(formats[i]), STR("x"), &old, v, 2, &opts, &out, &r, &e));
        expect_counts(&r, 1, 1, 0, 1, 0);
        quote_expect_str("gone", r.gone.v.v[0].exact, STR("丙"));
        expect_has(&out, "新註");
        expect_has(&out, "乙");
        expect_has(&out, "丙");
        size_t first = str_find(buf_str(&out), STR("甲"), 0);
        assert_true(str_find(buf_str(&out), STR("甲"), first + 1) == STR_NPOS);
        exchange_report_free(&r);
        quotes_free(&old);
        buf_free(&out);
    }
}

static void foliate_has_one_book(void **state)
{
    (void)state;
    struct quote_record v[2] = {quote_make(UUID_1, "甲"), quote_make(UUID_2, "乙")};
    struct buf out = {0};
    struct err e = {0};
    v[1].article = (struct quote_article){.title = STR("另一篇")};
    assert_false(exchange_write(format("foliate"), v, 2, &opts, &out, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.msg, "另一篇"));
    buf_free(&out);
}

static void text_is_for_reading(void **state)
{
    (void)state;
    struct quote_record q = quote_make_full();
    struct buf out = {0};
    write_all("text", &q, 1, &out);
    static const char *const order[] = {
        "山裡的小郵局\n沈溪 · 2026-03-01\nhttps://example.org/post-office\n",
        "\n    信走得慢，話才有分量。\n    他說",
        "\n    Note: 第一行\n",
        "\n    #郵局 #信\n",
        "\n    —— 霧季 · 2026-03-05\n    jiandu://quote/" UUID_1 "\n",
        NULL};
    expect_order(&out, order);
    buf_free(&out);
}

/* Templates */

static void expect_template(const char *template, const struct quote_record *v, size_t n,
                            const char *want)
{
    struct exchange_opts o = opts;
    struct buf out = {0};
    struct err e = {0};
    o.template_text = str_of(template);
    o.template_name = "t.txt";
    if (!exchange_write(format("template:t.txt"), v, n, &o, &out, &e))
        fail_msg("%s", e.msg);
    if (strcmp(buf_cstr(&out), want) != 0)
        fail_msg("%s\ngives\n%s\nnot\n%s", template, buf_cstr(&out), want);
    buf_free(&out);
}

static void templates_are_filled(void **state)
{
    (void)state;
    struct quote_record v[3] = {quote_make_full(), quote_make(UUID_2, "乙"),
                                quote_make(UUID_3, "丙")};
    v[2].article = (struct quote_article){.title = STR("A, \"B\" <c>")};
    v[1].start = v[1].end = 300;
    expect_template("", v, 3, "");
    expect_template("{{count}}|", v, 3, "2|1|");
    expect_template("# {{title}}\n{{#quotes}}\n{{text|lines:\"> \"}}\n{{/quotes}}\n", v, 2,
                    "# 山裡的小郵局\n> 信走得慢，話才有分量。\n> 他說：\"是\"\n> 乙\n");
    expect_template("{{count}}:{{#articles}}{{title}}({{count}}){{^last}}, {{/last}}{{/articles}}.",
                    v, 3, "3:山裡的小郵局(2), A, \"B\" <c>(1).");
    expect_template(
        "{{#quotes}}{{#tags}}{{#first}}[{{/first}}{{.}}{{^last}} {{/last}}{{#last}}]{{/last}}"
        "{{/tags}}{{^tags}}-{{/tags}}{{/quotes}}",
        v, 2, "[郵局 信]-");
    expect_template(
        "{{#quotes}}\n  {{#note}}\n{{note|line}}\n  {{/note}}\n{{^note}}none\n{{/note}}{{! x }}\n"
        "{{/quotes}}\n",
        v, 2, "第一行 \t第二行, \"引\" \\ 𠮷\n\nnone\n\n");
    expect_template("{{title|html}} {{title|csv}} {{title|json}} {{title|url}}", &v[2], 1,
                    "A, &quot;B&quot; &lt;c&gt; \"A, \"\"B\"\" <c>\" \"A, \\\"B\\\" <c>\" "
                    "A%2C%20%22B%22%20%3Cc%3E");
    expect_template(
        "{{#quotes}}{{created}} {{created|date:\"%Y年%m月%d日\"}} {{color}} {{color-label}} "
        "{{percent}} {{link}} {{uuid}}{{/quotes}}",
        v, 1, "2026-03-05T00:00:00Z 2026年03月05日 green 綠 42 jiandu://quote/" UUID_1 " " UUID_1);
    expect_template("{{#quotes}}{{tags}}; {{title}}; {{section}};{{page-link}}{{/quotes}}", &v[2],
                    1, "; A, \"B\" <c>; 霧季;");
    expect_template(
        "{{#articles}}{{#quotes}}{{text|line}}{{/quotes}}/{{/articles}}{{#quotes}}x{{/quotes}}", v,
        3, "信走得慢，話才有分量。 他說：\"是\"乙/丙/xxx");
}

static void templates_say_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *template, *message;
    } cases[] = {
        {"a\n{{titel}}", "t.txt:2: there is no “titel”; there is: articles quotes"},
        {"a\n\n{{#quotes}}\n", "t.txt:3: {{#quotes}} is not closed"},
        {"{{/quotes}}", "t.txt:1: {{/quotes}} closes nothing"},
        {"{{#quotes}}\n{{/tags}}", "t.txt:2: {{/tags}} where {{#quotes}} of line 1 is open"},
        {"{{text}}", "t.txt:1: “text” is of a quote"},
        {"{{#articles}}{{/articles}}\n{{title}}", "t.txt:2: “title” is of an article"},
        {"{{title|upper}}", "t.txt:1: there is no filter “upper”"},
        {"{{title|lines}}", "t.txt:1: the filter “lines” wants words"},
        {"{{title|html:\"x\"}}", "wants no words"},
        {"{{title|lines:\"x}}", "a quotation mark is not closed"},
        {"{{title html}}", "t.txt:1"},
        {"{{title", "t.txt:1: {{ without }}"},
        {"{{quotes}}", "“quotes” is no value"},
        {"a {{}} b", "there is no “”"},
        {"{{.}}", "it stands inside of {{#tags}}"},
        {"{{last}}", "stands inside of a list only"},
        {"{{#quotes}}{{#quotes}}{{/quotes}}{{/quotes}}", "inside of itself"},
        {"{{title|line|line|line|line|line}}", "more than 4 filters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct exchange_opts o = opts;
        struct quote_record q = quote_make(UUID_1, "x");
        struct buf out = {0};
        struct err e = {0};
        o.template_text = str_of(cases[i].template);
        o.template_name = "t.txt";
        if (exchange_write(format("template:t.txt"), &q, 1, &o, &out, &e))
            fail_msg("taken: %s", cases[i].template);
        if (!strstr(e.msg, cases[i].message))
            fail_msg("%s: %s", cases[i].template, e.msg);
        buf_free(&out);
    }
}

static int utc(void **state)
{
    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_found),
        cmocka_unit_test(markdown_is_markdown),
        cmocka_unit_test(org_is_org),
        cmocka_unit_test(the_same_again_changes_nothing),
        cmocka_unit_test(what_the_user_wrote_stays),
        cmocka_unit_test(new_ones_find_their_place),
        cmocka_unit_test(marks_in_a_text_are_text),
        cmocka_unit_test(files_that_are_read_are_merged),
        cmocka_unit_test(foliate_has_one_book),
        cmocka_unit_test(text_is_for_reading),
        cmocka_unit_test(templates_are_filled),
        cmocka_unit_test(templates_say_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, utc, NULL);
}
