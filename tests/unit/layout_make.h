/* Documents for tests of layout: whole articles from a string of choices, which a seed or a fuzzer
 * gives. */
#ifndef JD_TESTS_LAYOUT_MAKE_H
#define JD_TESTS_LAYOUT_MAKE_H

#include "doc/builder.h"
#include "layout/layout.h"
#include "layout/ruby.h"
#include "text/script.h"

struct choices {
    const uint8_t *p; /* NULL: from seed */
    size_t n;         /* of p; else how many are left */
    uint64_t seed;
};

/* A number below m; 0 when the choices are used up. */
static inline unsigned choose(struct choices *c, unsigned m)
{
    if (c->n == 0)
        return 0;
    c->n--;
    if (c->p)
        return *c->p++ % m;
    c->seed = c->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(c->seed >> 33) % m;
}

static inline void make_words(struct doc_builder *b, struct choices *c)
{
    static const char *const pieces[] = {
        "春天的雨下了一整夜",
        "，",
        "。",
        "「橋」",
        "（一九六二年）",
        "——",
        "……",
        "コーヒー",
        "ょっと",
        "안녕하세요",
        " ",
        "word ",
        "typography",
        "e\u0301",
        "👍🏽",
        "👩‍👩‍👧",
        "🇹🇼",
        "𠮷",
        "3.14%",
        "“引號”",
        "·",
        "\u00AD",
        "\u00A0",
        "http://example.org/a-very-long-path/with?some=query&and=more",
        "Node.js、",
        "《書名》！？",
        "antidis\u00ADestablish\u00ADmentarianism ",
        "\u3000",
        "か\u3099",
        "﷽",
        "\u200B",
        "！」』）。",
    };
    for (unsigned n = 1 + choose(c, 12); n; n--)
        doc_build_text(b, str_of(pieces[choose(c, sizeof pieces / sizeof *pieces)]));
}

static inline void make_ruby(struct doc_builder *b, struct choices *c)
{
    static const char *const bases[] = {"漢", "山道", "大和撫子", "か\u3099く", "A2", "（注）"};
    static const char *const readings[] = {
        "かん", "やまみち",
        "や",   "yamatonadeshiko no hanashi",
        "ﾔﾏ",   "とても長い読みがここに付いている、とてもとても"};
    for (unsigned n = 1 + choose(c, 3); n; n--) {
        doc_build_span_open(b, SPAN_RUBY);
        doc_build_span_attr(b, ATTR_RUBY, str_of(readings[choose(c, 6)]));
        doc_build_text(b, str_of(bases[choose(c, 6)]));
        doc_build_span_close(b);
    }
}

static inline void make_prose(struct doc_builder *b, struct choices *c)
{
    make_words(b, c);
    for (unsigned n = choose(c, 5); n; n--) {
        switch (choose(c, 8)) {
        case 0:
            doc_build_break(b);
            break;
        case 1:
            doc_build_note_ref(b, choose(c, 2) ? STR("a") : STR("b"));
            break;
        case 2:
            doc_build_span_open(b, 1u << choose(c, 9));
            make_words(b, c);
            doc_build_span_close(b);
            break;
        case 3:
            make_ruby(b, c);
            break;
        default:
            make_words(b, c);
        }
    }
}

static inline void make_leaf(struct doc_builder *b, struct choices *c, enum block_kind k)
{
    doc_build_open(b, k);
    make_prose(b, c);
    doc_build_close(b, k);
}

static inline void make_table(struct doc_builder *b, struct choices *c)
{
    unsigned rows = 1 + choose(c, 4), cols = 1 + choose(c, 4), header = choose(c, 2);
    doc_build_open(b, BLOCK_TABLE);
    for (unsigned r = 0; r < rows; r++) {
        doc_build_open(b, BLOCK_ROW);
        for (unsigned i = 0; i < cols; i++) {
            doc_build_open(b, BLOCK_CELL);
            if (header && r == 0)
                doc_build_flags(b, BLOCK_F_HEADER);
            switch (choose(c, 8)) {
            case 0:
                doc_build_block_attr(b, ATTR_COLSPAN, STR("2"));
                break;
            case 1:
                doc_build_block_attr(b, ATTR_ROWSPAN, STR("3"));
                break;
            case 2:
                doc_build_block_attr(b, ATTR_ALIGN, STR("right"));
                break;
            case 3:
                break;
            default:
                make_words(b, c);
            }
            doc_build_close(b, BLOCK_CELL);
        }
        doc_build_close(b, BLOCK_ROW);
    }
    doc_build_close(b, BLOCK_TABLE);
}

static inline void make_code(struct doc_builder *b, struct choices *c, enum block_kind k)
{
    doc_build_open(b, k);
    for (unsigned n = 1 + choose(c, 4); n; n--) {
        doc_build_text(b, STR("\tif (x)  "));
        make_words(b, c);
        doc_build_text(b, choose(c, 2) ? STR("\n") : STR("\n\n    \t"));
    }
    doc_build_close(b, k);
}

static inline void make_turn(struct doc_builder *b, struct choices *c)
{
    static const char *const names[] = {"問：", "老周：", "Mr Smith: ", "一個名字很長很長的人：",
                                        "A"};
    doc_build_open(b, BLOCK_TURN);
    doc_build_span_open(b, SPAN_SPEAKER);
    doc_build_text(b, str_of(names[choose(c, 5)]));
    doc_build_span_close(b);
    if (choose(c, 6))
        make_prose(b, c);
    doc_build_close(b, BLOCK_TURN);
}

static inline void make_block(struct doc_builder *b, struct choices *c)
{
    static const uint8_t prose[] = {BLOCK_PARA, BLOCK_PARA, BLOCK_PARA, BLOCK_PARA, BLOCK_HEADING};
    switch (choose(c, 16)) {
    case 0:
        doc_build_open(b, BLOCK_QUOTE);
        break;
    case 1:
        doc_build_close(b, BLOCK_QUOTE);
        break;
    case 2:
        doc_build_open(b, BLOCK_LIST);
        doc_build_flags(b, choose(c, 2) ? BLOCK_F_ORDERED : 0);
        doc_build_block_attr(b, ATTR_START, choose(c, 4) ? STR("1") : STR("98"));
        break;
    case 3:
        doc_build_close(b, BLOCK_LIST);
        break;
    case 4:
    case 5:
        doc_build_open(b, BLOCK_ITEM);
        doc_build_flags(b, choose(c, 4) ? 0 : BLOCK_F_TASK | BLOCK_F_DONE);
        break;
    case 6:
        make_code(b, c, choose(c, 2) ? BLOCK_CODE : BLOCK_PRE);
        break;
    case 7:
        make_table(b, c);
        break;
    case 8:
        make_turn(b, c);
        break;
    case 9:
        doc_build_open(b, choose(c, 2) ? BLOCK_RULE : BLOCK_FIGURE);
        doc_build_block_attr(b, ATTR_ALT, STR("一張很長很長的圖的說明文字"));
        break;
    default:
        make_leaf(b, c, prose[choose(c, sizeof prose)]);
    }
}

/* An article of up to n blocks, with a title and notes. */
static inline struct doc *make_article(struct choices *c, unsigned n)
{
    static const char *const langs[] = {"zh-Hant", "zh-Hans", "ja", "ko", "en"};
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_LANG, str_of(langs[choose(c, 5)]));
    doc_build_attr(b, ATTR_SPEAKER, STR("老周"));
    doc_build_attr(b, ATTR_SPEAKER, STR("Mr Smith"));
    if (choose(c, 2))
        make_leaf(b, c, BLOCK_TITLE);
    while (n-- && c->n)
        make_block(b, c);
    make_leaf(b, c, BLOCK_PARA);
    for (unsigned i = 0; i < 2; i++) {
        doc_build_open(b, BLOCK_FOOTNOTE);
        doc_build_block_attr(b, ATTR_LABEL, i ? STR("b") : STR("a"));
        make_leaf(b, c, BLOCK_PARA);
        doc_build_close(b, BLOCK_FOOTNOTE);
    }
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

static inline struct layout_opts make_opts(struct choices *c)
{
    static const uint8_t measures[] = {1, 2, 3, 5, 8, 10, 16, 24, 30, 33, 40, 47, 60, 66, 80};
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = measures[choose(c, sizeof measures)];
    o.style = (uint8_t)choose(c, 2);
    o.line_spacing = (uint8_t)choose(c, 3);
    o.para_spacing = (uint8_t)choose(c, 3);
    o.level = (uint8_t)choose(c, 4);
    unsigned set = choose(c, 16);
    o.compress = set & 1;
    o.full = set & 2;
    o.gap = set & 4;
    o.hang = set & 8;
    o.align = (uint8_t)choose(c, 3);
    o.ruby = (uint8_t)choose(c, 3);
    o.pinyin = (uint8_t)(choose(c, 3) ? PINYIN_OFF : choose(c, PINYIN_MODES));
    o.keep_words = choose(c, 2);
    o.script = (uint8_t)(choose(c, 16) ? SCRIPT_AS_WRITTEN : choose(c, SCRIPTS));
    o.lang = (uint8_t)(choose(c, 4) ? LINEBREAK_OTHER : choose(c, LINEBREAK_OTHER + 1));
    return o;
}

#endif
