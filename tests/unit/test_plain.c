/* What the plain text parser makes of texts, and of the page that the project started from. */
#include "base/file.h"
#include "doc/dump.h"
#include "parse/plain.h"
#include "tests/unit/doc_make.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct doc *parse(struct str text)
{
    struct err e = {0};
    struct parse_input in = {.bytes = text, .name = STR("test")};
    struct doc_builder *b = doc_builder_new(NULL);
    struct doc *d = PARSER_PLAIN.parse(&in, b, &e) ? doc_builder_finish(b, &e) : NULL;
    doc_builder_free(b);
    if (!d)
        fail_msg("%s", e.msg);
    return d;
}

/* The leaves of d, one a line: a letter for the kind (and a heading's level), a space, the text.
 * Leaves in lists have a '-' for each list they are in, those in quotes a '>'. */
static void outline_of(const struct doc *d, struct buf *out)
{
    for (uint32_t i = 0; i < d->nblocks; i++) {
        const struct block *k = &d->blocks[i];
        if (!block_is_leaf(k))
            continue;
        for (uint32_t up = k->parent; up != DOC_NONE; up = d->blocks[up].parent)
            if (d->blocks[up].kind == BLOCK_LIST || d->blocks[up].kind == BLOCK_QUOTE)
                buf_addc(out, d->blocks[up].kind == BLOCK_LIST ? '-' : '>');
        buf_addc(out, "THPCVRcFS"[k->kind]);
        if (k->kind == BLOCK_HEADING)
            buf_addf(out, "%d", k->level);
        buf_addc(out, ' ');
        struct str s = doc_slice(d, k->r);
        for (size_t j = 0; j < s.n; j++)
            buf_addc(out, s.p[j] == '\n' ? '/' : s.p[j]);
        buf_addc(out, '\n');
    }
}

static void assert_outline(const char *text, const char *want)
{
    struct doc *d = parse(str_of(text));
    struct buf out = {0};
    outline_of(d, &out);
    assert_string_equal(buf_cstr(&out), want);
    buf_free(&out);
    doc_free(d);
}

/* All values of a document attribute, joined by '|'. */
static void assert_attrs(const struct doc *d, enum attr_key key, const char *want)
{
    struct buf out = {0};
    uint32_t beg, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    for (uint32_t i = beg; i < end; i++) {
        if (d->attrs[i].key != key)
            continue;
        if (out.n)
            buf_addc(&out, '|');
        buf_add(&out, str_sub(d->strings, d->attrs[i].beg, d->attrs[i].beg + d->attrs[i].len));
    }
    assert_string_equal(buf_cstr(&out), want);
    buf_free(&out);
}

static void assert_attr(const char *text, enum attr_key key, const char *want)
{
    struct doc *d = parse(str_of(text));
    assert_attrs(d, key, want);
    doc_free(d);
}

#define BODY "這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n"

static void test_title(void **state)
{
    (void)state;
    assert_outline("山裡的信\n\n" BODY,
                   "T 山裡的信\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("山裡的信到了嗎？\n\n" BODY,
                   "T 山裡的信到了嗎？\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("雪停了。\n\n" BODY,
                   "P 雪停了。\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("只有一行", "P 只有一行\n");
    assert_outline("第一章 雪\n\n" BODY,
                   "H1 第一章 雪\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("Subject: On snow\n\nIt is white and it is cold.\n",
                   "T On snow\nP It is white and it is cold.\n");
}

static void test_byline(void **state)
{
    (void)state;
    static const struct {
        const char *line, *source, *author, *editor, *date, *note;
    } cases[] = {
        {"山報 2025/2/8 15:36:57 責編:小雪", "山報", "", "小雪", "2025-02-08T15:36:57", ""},
        {"来源：山报　作者：小雪　2024年1月2日", "山报", "小雪", "", "2024-01-02", ""},
        {"文／小雪 編輯／老周", "", "小雪", "老周", "", ""},
        {"2024-01-02 08:30 | 山報 | 閱讀 1024", "", "", "", "2024-01-02T08:30", "山報|閱讀 1024"},
        {"记者 小雪 发布于 2024-01-02", "", "小雪", "", "2024-01-02", ""},
        {"By Jane Snow | March 3, 2024", "", "Jane Snow", "", "2024-03-03", ""},
        {"Published March 3, 2024 by nobody", "", "", "", "", ""},
        {"김설 기자 2024.01.02 08:30", "", "김설", "", "2024-01-02T08:30", ""},
        {"2024年1月2日，山裡下了第一場雪", "", "", "", "2024-01-02", "山裡下了第一場雪"},
        {"By the river the snow was gone.", "", "", "", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0};
        buf_addf(&text, "山裡的信\n\n%s\n\n" BODY BODY, cases[i].line);
        struct doc *d = parse(buf_str(&text));
        if (i != 6 && i != 9 && str_find(d->text, str_of(cases[i].line), 0) != STR_NPOS)
            fail_msg("no byline: %s", cases[i].line);
        if (i != 6) {
            assert_attrs(d, ATTR_SOURCE, cases[i].source);
            assert_attrs(d, ATTR_AUTHOR, cases[i].author);
            assert_attrs(d, ATTR_EDITOR, cases[i].editor);
            assert_attrs(d, ATTR_DATE, cases[i].date);
            assert_attrs(d, ATTR_NOTE, cases[i].note);
        }
        doc_free(d);
        buf_free(&text);
    }
}

static void test_headings(void **state)
{
    (void)state;
    /* by look, in a text with blank lines and in one without */
    assert_outline("甲說的事。\n\n雪線上的人\n\n乙說的事，比甲說的長得多。\n",
                   "P 甲說的事。\nH1 雪線上的人\nP 乙說的事，比甲說的長得多。\n");
    assert_outline("甲說的事。\n“雪線上的人”\n乙說的事，比甲說的長得多。\n",
                   "P 甲說的事。\nH1 “雪線上的人”\nP 乙說的事，比甲說的長得多。\n");
    /* not before the end, not behind a colon, not as speech among speech */
    assert_outline("甲說的事，很長很長。\n\n雪線上的人\n",
                   "P 甲說的事，很長很長。\nP 雪線上的人\n");
    assert_outline("牆上寫著：\n\n雪線上的人\n\n乙說的事，比甲說的長得多。\n",
                   "P 牆上寫著：\nP 雪線上的人\nP 乙說的事，比甲說的長得多。\n");
    assert_outline(
        "“來了。”\n“誰？”\n“我。”\n“雪線上的人”\n乙說的事，比甲說的長得多。\n",
        "P “來了。”\nP “誰？”\nP “我。”\nP “雪線上的人”\nP 乙說的事，比甲說的長得多。\n");
    /* levels are dense, by kind */
    assert_outline(
        "第一卷 山\n第一章 雪\n" BODY "一、信\n" BODY "（一）來\n" BODY "第二章 風\n" BODY,
        "H1 第一卷 山\nH2 第一章 雪\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n"
        "H3 一、信\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n"
        "H4 （一）來\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n"
        "H2 第二章 風\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("第十二回 老漁夫夜渡寒江　小書生雪中借火\n" BODY,
                   "H1 第十二回 老漁夫夜渡寒江　小書生雪中借火\n"
                   "P 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline(
        "Chapter 3\n\nThe snow came early.\n\nCHAPTER IV. Wind\n\nThe wind came late.\n",
        "H1 Chapter 3\nP The snow came early.\nH1 CHAPTER IV. Wind\nP The wind came late.\n");
    assert_outline("제1장 눈\n\n눈이 왔다.\n\n제2장 바람\n\n바람이 불었다.\n",
                   "H1 제1장 눈\nP 눈이 왔다.\nH1 제2장 바람\nP 바람이 불었다.\n");
    /* a table of contents is none, nor a sentence that speaks of a chapter */
    assert_outline("第一章 雪\n第二章 風\n\n第一章 雪\n" BODY,
                   "P 第一章 雪\nP 第二章 風\nH1 第一章 雪\n"
                   "P 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline(
        "第一章說的是山裡的事。\n" BODY,
        "P 第一章說的是山裡的事。\nP 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline(
        "1. 生火\n\n先把爐子點著，再把水壺放上去。\n\n2. 燒水\n\n等水開了，把它倒進壺裡。\n",
        "H1 1. 生火\nP 先把爐子點著，再把水壺放上去。\nH1 2. 燒水\nP 等水開了，把它倒進壺裡。\n");
}

static void test_lists(void **state)
{
    (void)state;
    assert_outline("要帶的東西有這些。\n• 火柴\n  - 長的\n  - 短的\n• 信紙\n然後就出門。\n",
                   "P 要帶的東西有這些。\n-P 火柴\n--P 長的\n--P 短的\n-P 信紙\nP 然後就出門。\n");
    assert_outline("3. 把水燒開。\n4. 把麵放下去。\n", "-P 把水燒開。\n-P 把麵放下去。\n");
    assert_outline("1、水\n（1）冷\n（2）熱\n2、火\n", "-P 水\n--P 冷\n--P 熱\n-P 火\n");
    assert_outline("1. 水\n- 冷\n2. 火\n", "-P 水\n--P 冷\n-P 火\n");
    assert_outline("- 水\n1. 火\n", "-P 水\n-P 火\n");
    assert_outline("- 水\n\n  山裡的。\n- 火\n", "-P 水\n-P 山裡的。\n-P 火\n");
    assert_outline("他看見○○和-5度，3.14也在。\n-5度\n", "P 他看見○○和-5度，3.14也在。\nP -5度\n");
    struct doc *d = parse(STR("3. 把水燒開。\n4. 把麵放下去。\n"));
    assert_int_equal(d->blocks[0].kind, BLOCK_LIST);
    assert_int_equal(d->blocks[0].flags, BLOCK_F_ORDERED);
    assert_true(str_eq(doc_block_attr(d, 0, ATTR_START), STR("3")));
    doc_free(d);
}

static void test_turns(void **state)
{
    (void)state;
    assert_outline("甲君：雪停了。\n乙：是嗎？\n甲君:是的。\n\n說了很久。\n\n乙：走吧。\n",
                   "S 甲君：雪停了。\nS 乙：是嗎？\nS 甲君:是的。\nP 說了很久。\nS 乙：走吧。\n");
    assert_outline("Q: Is it snow?\nA: It is.\n", "S Q: Is it snow?\nS A: It is.\n");
    assert_outline("问：雪停了吗？\n答：停了。\n", "S 问：雪停了吗？\nS 答：停了。\n");
    assert_outline("Jane Doe: It is snow.\nJohn: It is.\nJane Doe: Good.\nJohn: Yes.\n",
                   "S Jane Doe: It is snow.\nS John: It is.\nS Jane Doe: Good.\nS John: Yes.\n");
    /* clauses, labels and single names are none */
    assert_outline("他說：「走。」\n他說：「好。」\n他說：「嗯。」\n",
                   "P 他說：「走。」\nP 他說：「好。」\nP 他說：「嗯。」\n");
    assert_outline("注意：別走遠。\n來源：山報。\n注意：別走遠。\n來源：山報。\n",
                   "P 注意：別走遠。\nP 來源：山報。\nP 注意：別走遠。\nP 來源：山報。\n");
    assert_outline("老周：走了。\n山裡沒有人。\n", "P 老周：走了。\nP 山裡沒有人。\n");
    assert_outline("http://a.example/\nhttp://b.example/\n12:30 來\n12:40 走\n",
                   "P http://a.example/\nP http://b.example/\nP 12:30 來\nP 12:40 走\n");
    assert_attr("甲君：雪停了。\n乙：是嗎？\n甲君：是的。\n乙：走吧。\n", ATTR_SPEAKER, "甲君|乙");
    struct doc *d = parse(STR("Jo: Snow.\nAl: Yes.\nJo: Good.\nAl: No.\n"));
    assert_int_equal(d->nspans, 4);
    assert_int_equal(d->spans[1].kinds, SPAN_SPEAKER);
    assert_true(str_eq(doc_slice(d, d->spans[1].r), STR("Al:")));
    doc_free(d);
}

/* A few labels in a long story make no dialogue of it. */
static void test_turns_in_a_story(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 600; i++)
        buf_adds(&text, i % 150 == 0 ? "旁白：很久以前。\n" : "山裡的雪還沒有化，路也還沒有通。\n");
    struct doc *d = parse(buf_str(&text));
    assert_int_equal(d->nspans, 0);
    doc_free(d);
    buf_free(&text);
}

static void test_verse_and_code(void **state)
{
    (void)state;
    assert_outline("夜\n\n山裡沒有燈\n雪替人照路\n一步一步\n都是白的\n\n我站著\n等天亮\n\n" BODY,
                   "T 夜\nV 山裡沒有燈/雪替人照路/一步一步/都是白的//我站著/等天亮\n"
                   "P 這是一段正文，說的是山裡的事情，長得足夠像一段正文。\n");
    assert_outline("窗前燈一點，\n紙上字三行。\n夜深人不寐，\n疑是露成霜。\n",
                   "V 窗前燈一點，/紙上字三行。/夜深人不寐，/疑是露成霜。\n");
    assert_outline(
        "他停了槳。\n「誰？」\n「我。」\n「做什麼？」\n「借火。」\n沒有人說話。\n",
        "P 他停了槳。\nP 「誰？」\nP 「我。」\nP 「做什麼？」\nP 「借火。」\nP 沒有人說話。\n");
    assert_outline("看這個：\n\n```c\nint x;\n\n  y();\n```\n完了。\n",
                   "P 看這個：\nC int x;//  y();\nP 完了。\n");
    assert_outline("看這個：\n\n    int x = 1;\n      y();\n\n完了。\n",
                   "P 看這個：\nC int x = 1;/  y();\nP 完了。\n");
    assert_outline("```\n沒有結束。\n", "P ```\nP 沒有結束。\n");
    assert_outline("前。\n***\n中。\n＊　＊　＊\n後。\n◇\n完。\n",
                   "P 前。\nR \nP 中。\nR \nP 後。\nR \nP 完。\n");
    assert_outline("> 山裡的\n> 雪\n\n完了。\n", ">P 山裡的\n>P 雪\nP 完了。\n");
}

static void test_wrapped(void **state)
{
    (void)state;
    assert_outline("　　雪下了整整一個月，山口的郵差說，他這輩子沒見過這麼長的冬\n"
                   "天。每天傍晚，他把門拉下一半，坐在裡面聽收音機，偶爾有人探頭\n"
                   "進來買一包火柴。\n"
                   "　　火柴早就沒有了，可是第二天，架子上又多了一排火柴盒，整整齊\n"
                   "齊，像一列等著出發的小火車。\n",
                   "P 雪下了整整一個月，山口的郵差說，他這輩子沒見過這麼長的冬天。每天傍晚，"
                   "他把門拉下一半，坐在裡面聽收音機，偶爾有人探頭進來買一包火柴。\n"
                   "P 火柴早就沒有了，可是第二天，架子上又多了一排火柴盒，整整齊齊，"
                   "像一列等著出發的小火車。\n");
    assert_outline(
        "The snow came early that year and nobody had brought the\n"
        "wood in, so the first fires were made of chairs and of the\n"
        "smaller tables.\n\nThen the wind turned.\n",
        "P The snow came early that year and nobody had brought the wood in, so the first "
        "fires were made of chairs and of the smaller tables.\nP Then the wind turned.\n");
    assert_outline("山裡的雪還沒有化，路也還沒有通。\r\n郵差說明天再來，可是沒有人相信他。\r\n",
                   "P 山裡的雪還沒有化，路也還沒有通。\nP 郵差說明天再來，可是沒有人相信他。\n");
}

static void test_meta(void **state)
{
    (void)state;
    assert_attr(BODY "關鍵詞：山，雪、信\n", ATTR_KEYWORD, "山|雪|信");
    assert_attr(BODY "关键词: 山 雪 信\n", ATTR_KEYWORD, "山|雪|信");
    assert_attr(BODY "標籤：SnowDay山路Wind\n", ATTR_KEYWORD, "SnowDay|山路|Wind");
    assert_attr("It snowed all day.\n\nKeywords: deep snow, wind\n", ATTR_KEYWORD,
                "deep snow|wind");
    assert_attr(BODY "相關文章：\n- 山裡的風\n雪後的路 https://a.example/b\n", ATTR_RELATED,
                "山裡的風|雪後的路");
    assert_attr(BODY "相關文章：\n雪後的路 https://a.example/b\n", ATTR_RELATED_URL,
                "https://a.example/b");
    assert_attr(BODY "相關文章\n\n關鍵詞：山\n", ATTR_RELATED, "");
    assert_attr("首頁\n登錄\n設置\n\n山裡的信\n\n" BODY, ATTR_NOTE, "首頁 登錄 設置");
    assert_attr(BODY "免責聲明：本文只說山裡的事。\n版權所有 山報社\n", ATTR_NOTE,
                "免責聲明：本文只說山裡的事。|版權所有 山報社");
    assert_attr(BODY, ATTR_FORMAT, "plain");
    assert_attr(BODY, ATTR_CHARSET, "UTF-8");
    assert_attr(BODY, ATTR_LANG, "zh-Hant");
    assert_attr("開(kāi)門(mén)見(jiàn)山。\n", ATTR_REPAIR, "readings 3");
    assert_attr("重(chóng)慶。\n", ATTR_REPAIR, "");
}

static void test_links_and_ruby(void **state)
{
    (void)state;
    static const struct {
        const char *text, *url, *href;
    } cases[] = {
        {"看https://a.example/b，後面。", "https://a.example/b", NULL},
        {"（見https://a.example/b(c)）。", "https://a.example/b(c)", NULL},
        {"(see http://a.example/b).", "http://a.example/b", NULL},
        {"Go to www.a.example, now.", "www.a.example", "http://www.a.example"},
        {"It is http:// or www. only.", NULL, NULL},
        {"xhttp:/a awww.b", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct doc *d = parse(str_of(cases[i].text));
        assert_int_equal(d->nspans, cases[i].url ? 1 : 0);
        if (cases[i].url) {
            const char *href = cases[i].href ? cases[i].href : cases[i].url;
            assert_true(str_eq(doc_slice(d, d->spans[0].r), str_of(cases[i].url)));
            assert_true(str_eq(doc_span_attr(d, 0, ATTR_HREF), str_of(href)));
        }
        assert_true(str_eq(d->text, str_of(cases[i].text)));
        doc_free(d);
    }
    struct doc *d = parse(STR("山《やま》の上《うえ》に｜雪の人《ゆきのひと》がいる。\n［＃改ページ"
                              "］本《ほん》を読む。\n"));
    assert_true(str_eq(d->text, STR("山の上に雪の人がいる。\n本を読む。")));
    assert_int_equal(d->nspans, 4);
    assert_true(str_eq(doc_slice(d, d->spans[2].r), STR("雪の人")));
    assert_true(str_eq(doc_span_attr(d, 2, ATTR_RUBY), STR("ゆきのひと")));
    doc_free(d);
    d = parse(STR("他讀了《山海經》，又讀了《水經注》和《詩經》。"));
    assert_int_equal(d->nspans, 0);
    doc_free(d);
}

static void test_failures(void **state)
{
    (void)state;
    struct err e = {0};
    struct parse_input in = {.bytes = STR(" \n\n　\n"), .name = STR("test")};
    struct doc_builder *b = doc_builder_new(NULL);
    assert_true(PARSER_PLAIN.parse(&in, b, &e));
    assert_null(doc_builder_finish(b, &e));
    assert_int_equal(e.code, ERR_EMPTY);
    doc_builder_free(b);
}

/* Words that are in the input are in the text or in an attribute, whatever stands around them. */
static void test_nothing_is_lost(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "%s",
        "%s。",
        "　　%s，山裡的雪還沒有化。",
        "• %s",
        "  - %s",
        "1. %s",
        "（2）%s",
        "一、%s",
        "第三章 %s",
        "“%s”",
        "甲：%s",
        "乙: %s。",
        "> %s",
        "作者：%s",
        "%s 2024-01-02 08:00",
        "關鍵詞：%s",
        "相關文章\n%s",
        "免責聲明：%s",
        "設置\n%s",
        "    x = %s;",
        "```\n%s\n```",
        "https://%s.example/",
        "標題：%s",
        "To: %s",
        "首頁 > %s",
        "*** %s",
        "Chapter %s",
        "",
        "\n",
        "***",
        "***\n",
        "```",
        "%s\n%s",
    };
    uint64_t seed = 7;
    for (int round = 0; round < 1500; round++) {
        struct buf text = {0}, all = {0};
        char word[16];
        unsigned n = 1 + make_random(&seed) % 14;
        for (unsigned i = 0; i < n; i++) {
            snprintf(word, sizeof word, "Tok%02u", i);
            buf_addf(&text, lines[make_random(&seed) % (sizeof lines / sizeof *lines)], word, word);
            buf_addc(&text, '\n');
        }
        buf_adds(&text, "山。\n");
        struct doc *d = parse(buf_str(&text));
        buf_add(&all, d->text);
        buf_addc(&all, '\n');
        buf_add(&all, d->strings);
        for (unsigned i = 0; i < n; i++) {
            snprintf(word, sizeof word, "Tok%02u", i);
            if (str_find(buf_str(&text), str_of(word), 0) != STR_NPOS &&
                str_find(buf_str(&all), str_of(word), 0) == STR_NPOS)
                fail_msg("%s is lost of:\n%s", word, buf_cstr(&text));
        }
        doc_free(d);
        buf_free(&text);
        buf_free(&all);
    }
}

static void test_huge_lines(void **state)
{
    (void)state;
    struct buf text = {0};
    while (text.n < 1 << 20)
        buf_adds(&text, "山裡的雪");
    struct doc *d = parse(buf_str(&text));
    assert_int_equal(d->nblocks, 1);
    assert_int_equal(d->text.n, text.n);
    doc_free(d);
    buf_clear(&text);
    buf_fill(&text, '(', 1 << 20);
    d = parse(buf_str(&text));
    assert_int_equal(d->text.n, text.n);
    doc_free(d);
    buf_free(&text);
}

/* The text of the seed stays out of the project: names and counts only. */
static void test_seed(void **state)
{
    (void)state;
    const char *src = getenv("srcdir");
    char *path = file_join(src ? src : ".", "../shared/seed/article.txt");
    struct buf bytes = {0};
    bool there = file_read(path, 1 << 20, &bytes, NULL);
    free(path);
    if (!there) {
        print_message("no ../shared/seed: skipped\n");
        skip();
    }
    struct doc *d = parse(buf_str(&bytes));
    assert_attrs(d, ATTR_SOURCE, "量子位");
    assert_attrs(d, ATTR_DATE, "2025-02-08T15:36:57");
    assert_attrs(d, ATTR_EDITOR, "清源");
    assert_attrs(d, ATTR_KEYWORD, "OpenAI|阿爾特曼");
    assert_attrs(d, ATTR_SPEAKER, "Deniz|阿爾特曼|Q1|Q2|Q3");
    assert_attrs(d, ATTR_RELATED_LABEL, "相關文章");
    assert_attrs(d, ATTR_RELATED, "");
    assert_attrs(d, ATTR_REPAIR, "readings 592");
    assert_attrs(d, ATTR_LANG, "zh-Hant");

    unsigned kinds[BLOCK_KINDS] = {0}, notes = 0;
    for (uint32_t i = 0; i < d->nblocks; i++)
        kinds[d->blocks[i].kind]++;
    for (uint32_t i = 0; i < d->nattrs; i++)
        notes += d->attrs[i].key == ATTR_NOTE;
    assert_int_equal(d->blocks[0].kind, BLOCK_TITLE);
    assert_true(str_starts(doc_title(d), STR("阿爾特曼")));
    assert_true(str_ends(doc_title(d), STR("AGI")));
    assert_int_equal(kinds[BLOCK_HEADING], 5);
    assert_int_equal(kinds[BLOCK_TURN], 23);
    assert_int_equal(kinds[BLOCK_LIST], 1);
    assert_int_equal(kinds[BLOCK_ITEM], 1);
    assert_int_equal(notes, 4); /* settings, disclaimer, sites, programs */
    assert_int_equal(d->nspans, 24);
    assert_true(str_starts(doc_span_attr(d, 23, ATTR_HREF), STR("https://www.youtube.com/")));
    assert_true(str_find(d->text, STR("(adaptability)"), 0) != STR_NPOS);
    assert_true(str_find(d->text, STR("(kāi)"), 0) == STR_NPOS);
    assert_int_equal(d->blocks[d->nblocks - 1].kind, BLOCK_PARA); /* where it was taken from */
    doc_free(d);
    buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_title),          cmocka_unit_test(test_byline),
        cmocka_unit_test(test_headings),       cmocka_unit_test(test_lists),
        cmocka_unit_test(test_turns),          cmocka_unit_test(test_turns_in_a_story),
        cmocka_unit_test(test_verse_and_code), cmocka_unit_test(test_wrapped),
        cmocka_unit_test(test_meta),           cmocka_unit_test(test_links_and_ruby),
        cmocka_unit_test(test_failures),       cmocka_unit_test(test_nothing_is_lost),
        cmocka_unit_test(test_huge_lines),     cmocka_unit_test(test_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
