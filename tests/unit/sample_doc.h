/* The document of the screen tests: a title with its byline, sections, a note, links, a quotation, a
 * dialogue and code. Included by one program only. */
#ifndef JD_TESTS_SAMPLE_DOC_H
#define JD_TESTS_SAMPLE_DOC_H

#include "doc/builder.h"

static void give(struct doc_builder *b, enum block_kind kind, const char *text)
{
    doc_build_open(b, kind);
    doc_build_text(b, str_of(text));
    doc_build_close(b, kind);
}

static void give_link(struct doc_builder *b, const char *href, const char *text)
{
    doc_build_span_open(b, SPAN_LINK);
    doc_build_span_attr(b, ATTR_HREF, str_of(href));
    doc_build_text(b, str_of(text));
    doc_build_span_close(b);
}

static void give_turn(struct doc_builder *b, const char *who, const char *text)
{
    doc_build_open(b, BLOCK_TURN);
    doc_build_span_open(b, SPAN_SPEAKER);
    doc_build_text(b, str_of(who));
    doc_build_span_close(b);
    doc_build_text(b, str_of(text));
    doc_build_close(b, BLOCK_TURN);
}

static void give_head(struct doc_builder *b)
{
    doc_build_attr(b, ATTR_SOURCE, STR("河岸週報"));
    doc_build_attr(b, ATTR_DATE, STR("2024-11-03T08:30:00"));
    doc_build_attr(b, ATTR_AUTHOR, STR("林野"));
    doc_build_attr(b, ATTR_LANG, STR("zh-Hant"));
    doc_build_attr(b, ATTR_KEYWORD, STR("渡船"));
    doc_build_attr(b, ATTR_KEYWORD, STR("河"));
    doc_build_attr(b, ATTR_RELATED_LABEL, STR("相關文章"));
    doc_build_attr(b, ATTR_RELATED, STR("石階"));
    doc_build_attr(b, ATTR_RELATED, STR("沒有收進來的一篇"));
    doc_build_attr(b, ATTR_RELATED, STR("坂道"));
    doc_build_attr(b, ATTR_NOTE, STR("本欄文字由作者授權，轉載請註明。"));
    doc_build_attr(b, ATTR_CHARSET, STR("UTF-8"));
    doc_build_attr(b, ATTR_FORMAT, STR("plain"));
    give(b, BLOCK_TITLE, "最後一班渡船");
}

static void give_first_section(struct doc_builder *b)
{
    doc_build_open(b, BLOCK_HEADING);
    doc_build_level(b, 1);
    doc_build_block_attr(b, ATTR_ID, STR("ferry"));
    doc_build_text(b, STR("渡口"));
    doc_build_close(b, BLOCK_HEADING);
    for (int i = 0; i < 4; i++)
        give(b, BLOCK_PARA,
             "河面寬的時候，兩岸的人說話要用喊的；水落下去，喊聲就近了。船家把纜繩繞在木樁上，"
             "繞三圈，不打結，說這樣河要它走的時候它才走得成。");
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("他的日記"));
    doc_build_note_ref(b, STR("1"));
    doc_build_text(b, STR("裡寫過橋，見"));
    give_link(b, "#bridge", "後文");
    doc_build_text(b, STR("，也見"));
    give_link(b, "https://example.org/river", "河的檔案");
    doc_build_text(b, STR("。"));
    doc_build_close(b, BLOCK_PARA);
    doc_build_open(b, BLOCK_QUOTE);
    give(b, BLOCK_PARA, "水走得比人久，人走得比橋久。");
    doc_build_close(b, BLOCK_QUOTE);
}

static void give_second_section(struct doc_builder *b)
{
    doc_build_open(b, BLOCK_HEADING);
    doc_build_level(b, 2);
    doc_build_block_attr(b, ATTR_ID, STR("bridge"));
    doc_build_text(b, STR("橋"));
    doc_build_close(b, BLOCK_HEADING);
    give_turn(b, "記者：", "橋通車那天，您在哪裡？");
    give_turn(b, "船家：", "在河上。總要有人看看橋底下是什麼樣子。");
    for (int i = 0; i < 5; i++)
        give(b, BLOCK_PARA,
             "The bridge is six hundred metres long. 橋長六百公尺，走過去要八分鐘，"
             "渡船要十二分鐘，可是渡船上有人說話。");
    give(b, BLOCK_CODE, "depart 06:10\narrive 06:22");
    doc_build_open(b, BLOCK_HEADING);
    doc_build_level(b, 1);
    doc_build_text(b, STR("以後"));
    doc_build_close(b, BLOCK_HEADING);
    give(b, BLOCK_PARA, "渡口還在，木樁還在，只是不再有人數那三圈。");
    doc_build_open(b, BLOCK_FOOTNOTE);
    doc_build_block_attr(b, ATTR_LABEL, STR("1"));
    give(b, BLOCK_PARA, "日記藏於鎮上的圖書室。");
    doc_build_close(b, BLOCK_FOOTNOTE);
}

static struct doc *sample_doc(void)
{
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    give_head(b);
    give_first_section(b);
    give_second_section(b);
    struct doc *d = doc_builder_finish(b, &e);
    doc_builder_free(b);
    return d;
}

#endif
