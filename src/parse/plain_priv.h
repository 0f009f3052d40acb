/* Inside of the plain text parser. It goes over the lines several times, from what is sure to what
 * is guessed; a line that one pass has claimed is left alone by the later ones:
 *
 *   plain_split      the text into lines without their white space, blank lines counted
 *   plain_profile    which convention the file has: a line is a paragraph, or is wrapped
 *   plain_head       page chrome, title and byline at the top            → attributes
 *   plain_foot       keywords, related articles, disclaimers, site links → attributes
 *   plain_classify   rules, code, quotes, lists
 *   plain_turns      names that open the turns of a dialogue
 *   plain_verse      runs of short lines
 *   plain_headings   numbered headings, and short lines that head what follows
 *   plain_emit       the blocks, with links and ruby inside
 *
 * Each pass is linear. A line that is long is known to be a paragraph by its first and last bytes;
 * what looks at every character only sees lines of at most PLAIN_SHORT_BYTES.
 *
 * What is not in the document: white space, stripped readings, bullets and numbers of list items,
 * fences, the symbols of a rule, '>' of quoted lines, the labels and separators of a byline, the
 * notation of ruby, editor's notes ［＃…］ of Aozora texts. All else is in the text or in an
 * attribute. */
#ifndef JD_PARSE_PLAIN_PRIV_H
#define JD_PARSE_PLAIN_PRIV_H

#include "base/vec.h"
#include "doc/builder.h"

#include <stdint.h>

enum {
    PLAIN_SHORT_BYTES = 200, /* a longer line is prose */
    PLAIN_HEADING_COLS = 48, /* 24 Han */
};

enum line_kind {
    LINE_TEXT, /* a paragraph, or a line of one */
    LINE_DONE, /* is in an attribute */
    LINE_TITLE,
    LINE_HEADING, /* num: enum heading_rank */
    LINE_TURN,    /* mark: bytes of name, colon and space */
    LINE_BULLET,  /* mark: bytes of the bullet and the space behind it */
    LINE_NUMBER,  /* the same; num: the number */
    LINE_RULE,
    LINE_FENCE, /* mark: bytes of the fence; opens if num is 1 */
    LINE_CODE,
    LINE_VERSE,
    LINE_QUOTE, /* mark: bytes of '>' and the space behind it */
};

/* How a line ends, closing quotes and brackets put aside. */
enum line_end {
    END_BARE,     /* no punctuation */
    END_SENTENCE, /* 。！？. */
    END_OPEN,     /* ，：— and others after which the sentence goes on */
};

/* What makes a heading, from the outermost to the innermost. */
enum heading_rank {
    RANK_NONE,
    RANK_PART,    /* 第一部, 卷二, Part One */
    RANK_CHAPTER, /* 第三章, 第十二回, Chapter 3, 序章 where there are chapters */
    RANK_SECTION, /* 第一節 */
    RANK_PLAIN, /* a short line without punctuation, or in quotation marks; 一、; a lone numeral */
    RANK_PAREN,  /* （二） */
    RANK_NUMBER, /* 3. */
    RANKS
};

struct line {
    uint32_t beg, len; /* without white space at both ends; len > 0 */
    uint8_t kind;      /* enum line_kind */
    uint8_t gap;       /* blank lines before it, 255 at most */
    uint8_t indent;    /* columns, 255 at most */
    uint8_t end;       /* enum line_end */
    uint16_t mark, num;
};

struct profile {
    bool wrapped;         /* a paragraph is several lines */
    unsigned wrap_cols;   /* the column they were wrapped at */
    bool spaced;          /* nearly every line stands between blank lines */
    bool quoted_speech;   /* lines in quotation marks are speech, as always in Japanese */
    unsigned base_indent; /* the least indent */
    unsigned para_indent; /* the indent that most lines have */
};

struct plain {
    struct str text; /* valid UTF-8, readings stripped */
    VEC(struct line) lines;
    struct profile profile;
    struct str lang; /* as lang_detect has it */
    bool aozora;     /* ruby is written 漢字《かんじ》 */
    struct doc_builder *b;
};

static inline struct str line_str(const struct plain *p, size_t i)
{
    return str_n(p->text.p + p->lines.v[i].beg, p->lines.v[i].len);
}

/* plain_lines.c */
void plain_split(struct plain *p);
void plain_profile(struct plain *p);
unsigned plain_cols(struct str s);          /* cells, nearly: 2 from U+2E80 on */
bool plain_in(uint32_t c, const char *set); /* c is one of the characters of set */
uint32_t plain_last(struct str s);          /* the last code point; 0 when s is empty */
struct str plain_trim(struct str s);        /* without white space, U+3000 and NBSP included */
enum line_end plain_ending(struct str s);
bool plain_joins(const struct plain *p, size_t i); /* line i goes on in line i + 1 */

/* plain_mark.c: what a line begins with. */
bool plain_is_rule(struct str s);
size_t plain_bullet(struct str s);                   /* bytes of bullet and space; 0 without */
size_t plain_number(struct str s, unsigned *num);    /* the same for 1. 1、 (1) ① */
unsigned plain_number_style(struct str s);           /* tells 1. from (1) and ① */
enum heading_rank plain_numbered_rank(struct str s); /* by 第…章, Chapter, 一、, （一） */
bool plain_is_chapter_word(struct str s);            /* 序章, Introduction */

/* plain_byline.c: "label: value" and whole bylines. */
bool plain_keywords(struct plain *p, struct str s); /* a line of keywords: gives the attributes */
bool plain_byline(struct plain *p, struct str s);   /* a byline: gives the attributes */
enum byline_kind { BYLINE_NONE, BYLINE_DATE, BYLINE_LABELLED };
enum byline_kind plain_is_byline(struct str s); /* BYLINE_DATE: all it says for sure is a date */
bool plain_is_keywords(struct str s);
size_t plain_title_label(struct str s); /* bytes of "Subject: "; 0 without */

/* plain_chrome.c */
bool plain_is_chrome(struct str s);  /* a disclaimer, site links, a control, … */
bool plain_is_control(struct str s); /* one word of a panel or a menu */

/* plain_meta.c */
void plain_head(struct plain *p);
void plain_foot(struct plain *p);

/* plain_classify.c, plain_heading.c */
void plain_classify(struct plain *p);
void plain_headings(struct plain *p);

/* plain_turn.c, plain_verse.c */
void plain_turns(struct plain *p);
void plain_verse(struct plain *p);

/* plain_emit.c */
void plain_emit(struct plain *p);

/* plain_inline.c: text of the open leaf with its links and ruby. */
struct inline_state {
    size_t http, www; /* offsets of the next addresses in the text; STR_NPOS: no more */
};
void plain_inline_start(const struct plain *p, struct inline_state *st);
void plain_inline(const struct plain *p, struct inline_state *st, struct str s);
bool plain_is_aozora(struct str text); /* 漢字《かんじ》, three times at least */

#endif
