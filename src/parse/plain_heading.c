/* Headings: numbered ones, and short lines that stand alone above a text.
 *
 * A line is a candidate by its look. It is a heading if text follows, or a heading of a deeper rank
 * that is one; of several candidates of one rank in a row (a list, a table of contents) none is. */
#include "parse/plain_priv.h"
#include "text/utf8.h"

#include <ctype.h>

enum {
    CHAPTER_COLS = 80,
    NUMBERED_COLS = 60,
    LATIN_COLS = 64,
    LATIN_WORDS = 10,
    BODY_BYTES = 100, /* a line of that length is text, whatever its end */
};

enum mark {
    BY_NUMBER,
    BY_LOOK, /* a short line without punctuation */
    BY_WORD, /* 序章, Introduction: of the chapters' rank where there are chapters */
};

static bool is_latin(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xE2)
            return false;
    return true;
}

static bool is_latin_heading(struct str s)
{
    unsigned words = 1;
    for (size_t i = 0; i < s.n; i++)
        words += s.p[i] == ' ';
    return s.n <= LATIN_COLS && words <= LATIN_WORDS && !(s.p[0] >= 'a' && s.p[0] <= 'z');
}

/* “…” 「…」 around the whole line */
static bool is_quoted(struct str s)
{
    static const struct {
        uint32_t open, close;
    } pairs[] = {{0x201C, 0x201D}, {0x300C, 0x300D}, {0x300E, 0x300F}, {'"', '"'}};
    unsigned len;
    uint32_t first = utf8_get(s.p, &len), last = plain_last(s);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (first == pairs[i].open && last == pairs[i].close)
            return true;
    return false;
}

/* No punctuation of a sentence inside, one comma at most, and no bracket or sign in front. */
static bool is_plain_phrase(struct str s)
{
    unsigned commas = 0, len;
    unsigned char first = (unsigned char)s.p[0];
    if (first < 0x80 && first != '"' && !isalnum(first))
        return false;
    if (plain_in(utf8_get(s.p, &len), "（▲△↑↓—–…、，。”’）》】」』"))
        return false;
    for (struct str rest = s; rest.n;) {
        uint32_t c = utf8_take(&rest);
        if (plain_in(c, "。！？；：:;!?@"))
            return false;
        commas += plain_in(c, "，,");
    }
    return commas <= 1 && str_find(s, STR("www."), 0) == STR_NPOS;
}

static bool is_phrase(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    struct str s = line_str(p, i);
    if (l->end != END_BARE || l->len > 3 * PLAIN_HEADING_COLS / 2)
        return false;
    if (is_latin(s) ? !is_latin_heading(s) : plain_cols(s) > PLAIN_HEADING_COLS)
        return false;
    return is_plain_phrase(s) && !(is_quoted(s) && p->profile.quoted_speech);
}

/* The blank lines around a heading, as the file's convention has them. */
static bool stands_apart(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i], *next = l + 1, *prev = i ? l - 1 : NULL;
    bool above = !prev || l->gap;
    if (prev && prev->kind == LINE_TEXT && prev->end == END_OPEN)
        return false;
    if (p->profile.wrapped || p->profile.spaced)
        return above && next->gap;
    bool as_paragraph = p->profile.para_indent > 0 && l->indent == p->profile.para_indent;
    return above || (!as_paragraph && prev->end == END_SENTENCE);
}

static bool is_text(const struct plain *p, size_t i, bool strict)
{
    const struct line *l = &p->lines.v[i];
    switch (l->kind) {
    case LINE_TEXT:
        return !strict || l->end == END_SENTENCE || l->len >= BODY_BYTES || plain_joins(p, i);
    case LINE_TURN:
    case LINE_BULLET:
    case LINE_NUMBER:
    case LINE_FENCE:
    case LINE_CODE:
    case LINE_VERSE:
    case LINE_QUOTE:
        return true;
    default:
        return false;
    }
}

/* Only a chapter's heading may end as a sentence does. */
static bool may_be_chapter(struct str s)
{
    return (unsigned char)s.p[0] < 0x80 || str_starts(s, STR("第")) || str_starts(s, STR("제"));
}

/* 第三章, 一、, 序章 */
static enum heading_rank numbered_rank(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    struct str s = line_str(p, i);
    if (l->end == END_SENTENCE && (!may_be_chapter(s) || plain_in(plain_last(s), "。.；;…")))
        return RANK_NONE;
    enum heading_rank rank = plain_numbered_rank(s);
    unsigned cols = rank ? plain_cols(s) : 0;
    if (rank == RANK_NONE || cols > CHAPTER_COLS)
        return RANK_NONE;
    if (rank <= RANK_SECTION)
        return cols <= PLAIN_HEADING_COLS || is_latin(s) || is_plain_phrase(s) ? rank : RANK_NONE;
    bool lone = str_find(s, STR("、"), 0) == STR_NPOS && rank == RANK_PLAIN;
    if (lone && i && l->gap == 0)
        return RANK_NONE;
    return l->end == END_BARE && cols <= NUMBERED_COLS ? rank : RANK_NONE;
}

/* 3. with a short title, alone among paragraphs */
static bool is_number_heading(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    if (l->kind != LINE_NUMBER || l->end != END_BARE || l[1].kind != LINE_TEXT)
        return false;
    if (i && l[-1].kind == LINE_NUMBER)
        return false;
    struct str title = str_sub(line_str(p, i), l->mark, l->len);
    return plain_cols(title) <= PLAIN_HEADING_COLS && is_plain_phrase(title) &&
           stands_apart(p, i) && is_text(p, i + 1, true) && l[1].indent <= l->indent + 2u;
}

static void propose(struct plain *p, size_t i)
{
    struct line *l = &p->lines.v[i];
    enum heading_rank rank = RANK_NONE;
    enum mark mark = BY_NUMBER;
    if (is_number_heading(p, i)) {
        rank = RANK_NUMBER;
    } else if (l->kind != LINE_TEXT || l->len > PLAIN_SHORT_BYTES || (i && plain_joins(p, i - 1))) {
        return;
    } else if ((rank = numbered_rank(p, i)) != RANK_NONE) {
        mark = plain_is_chapter_word(line_str(p, i)) ? BY_WORD : BY_NUMBER;
    } else if (l->end == END_BARE && l[1].len > l->len && is_text(p, i + 1, true) &&
               is_phrase(p, i) && stands_apart(p, i)) {
        rank = RANK_PLAIN;
        mark = BY_LOOK;
    }
    if (rank == RANK_NONE)
        return;
    l->kind = LINE_HEADING;
    l->num = (uint16_t)rank;
    l->mark = (uint16_t)mark;
}

static void reject(struct line *l)
{
    l->kind = LINE_TEXT;
    l->mark = l->num = 0;
}

/* From the end on, so that what follows a candidate is known. */
static void confirm(struct plain *p)
{
    unsigned rejected = RANK_NONE; /* rank of the candidate right behind, if it is none */
    for (size_t i = p->lines.n; i-- > 0;) {
        struct line *l = &p->lines.v[i], *next = l + 1;
        if (l->kind != LINE_HEADING) {
            rejected = RANK_NONE;
            continue;
        }
        bool last = i + 1 == p->lines.n;
        bool before_text = !last && rejected == RANK_NONE && is_text(p, i + 1, false);
        bool before_deeper = !last && next->kind == LINE_HEADING && next->num > l->num;
        rejected = RANK_NONE;
        if (before_text || before_deeper)
            continue;
        rejected = l->num;
        if (!last && next->kind == LINE_HEADING && next->num == l->num &&
            (next->gap == 0 || l->num > RANK_SECTION))
            reject(next);
        reject(l);
    }
}

struct census {
    size_t by_look, text;
    bool chapters;
};

static struct census take_census(const struct plain *p)
{
    struct census c = {0};
    for (size_t i = 0; i < p->lines.n; i++) {
        const struct line *l = &p->lines.v[i];
        bool heading = l->kind == LINE_HEADING;
        c.by_look += heading && l->mark == BY_LOOK;
        c.chapters = c.chapters || (heading && l->num == RANK_CHAPTER && l->mark == BY_NUMBER);
        c.text += l->kind != LINE_DONE && !heading;
    }
    return c;
}

void plain_headings(struct plain *p)
{
    for (size_t i = 0; i + 1 < p->lines.n; i++)
        propose(p, i);
    confirm(p);
    struct census c = take_census(p);
    for (size_t i = 0; i < p->lines.n; i++) {
        struct line *l = &p->lines.v[i];
        if (l->kind != LINE_HEADING)
            continue;
        if (l->mark == BY_LOOK && c.by_look > c.text)
            reject(l);
        else if (l->mark == BY_WORD && !c.chapters)
            l->num = RANK_PLAIN;
    }
}
