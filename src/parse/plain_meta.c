/* The top and the foot of a text: what is about it rather than in it. */
#include "parse/plain_priv.h"
#include "parse/speaker.h"
#include "text/utf8.h"

enum {
    HEAD_LINES = 40, /* at most so many lines before the text proper */
    FOOT_LINES = 60,
    PANEL_MIN_LINES = 2,
    PANEL_MAX_BYTES = 48, /* of a line in a settings panel */
    NAME_MAX_BYTES = 24,  /* of an author's name alone on a line */
    TITLE_MAX_BYTES = 180,
    TITLE_TIGHT_COLS = 60, /* of a title with no blank line behind it */
    RELATED_MAX_BYTES = 180,
};

static struct str without_marker(struct str s)
{
    unsigned num;
    size_t n = plain_bullet(s);
    if (n == 0)
        n = plain_number(s, &num);
    return str_sub(s, n, s.n);
}

static void take_note(struct plain *p, size_t i)
{
    doc_build_attr(p->b, ATTR_NOTE, line_str(p, i));
    p->lines.v[i].kind = LINE_DONE;
}

/* The end of the lines from i on that stand without a blank line between them. */
static size_t group_end(const struct plain *p, size_t i, size_t max)
{
    size_t end = i + 1;
    while (end < p->lines.n && end < i + max && p->lines.v[end].gap == 0)
        end++;
    return end;
}

/* A panel of controls: short lines, half of them known words. One note for all of it. */
static size_t take_panel(struct plain *p, size_t i)
{
    if (i && p->lines.v[i].gap == 0 && p->lines.v[i - 1].kind != LINE_DONE)
        return 0;
    size_t end = group_end(p, i, HEAD_LINES), known = 0;
    for (size_t k = i; k < end; k++) {
        if (p->lines.v[k].len > PANEL_MAX_BYTES)
            return 0;
        known += plain_is_control(without_marker(line_str(p, k)));
    }
    if (end - i < PANEL_MIN_LINES || known * 2 < end - i)
        return 0;
    struct buf note = {0};
    for (size_t k = i; k < end; k++) {
        if (k > i)
            buf_addc(&note, ' ');
        buf_add(&note, without_marker(line_str(p, k)));
        p->lines.v[k].kind = LINE_DONE;
    }
    doc_build_attr(p->b, ATTR_NOTE, buf_str(&note));
    buf_free(&note);
    return end - i;
}

static bool has_title_shape(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    struct str s = line_str(p, i);
    unsigned num;
    if (l->len > TITLE_MAX_BYTES || l->end == END_OPEN)
        return false;
    if (l->end == END_SENTENCE && (plain_in(plain_last(s), "。.；;~") || speaker_opening(s, NULL)))
        return false;
    enum heading_rank rank = plain_numbered_rank(s);
    return !plain_bullet(s) && !plain_number(s, &num) && !plain_is_rule(s) && rank == RANK_NONE &&
           s.p[0] != '>' && !str_starts(s, STR("http")) && !str_starts(s, STR("```"));
}

/* A short line right under the first one, and a blank line behind it: how poems, Aozora texts and
 * licences begin. */
static bool is_second_line(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    if (i + 1 >= p->lines.n || l->gap || l[1].gap == 0 || l->end != END_BARE)
        return false;
    return p->aozora ? l->len <= PANEL_MAX_BYTES : l->len <= NAME_MAX_BYTES && l->len < l[-1].len;
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == ',')
            return false;
    return true;
}

/* A title is a short line at the top that stands apart from what follows. */
static bool is_title(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i], *next = l + 1;
    if (i + 1 >= p->lines.n || !has_title_shape(p, i))
        return false;
    if (p->text.n - (l->beg + l->len) <= l->len)
        return false;
    if (next->gap || plain_is_byline(line_str(p, i + 1)))
        return true;
    if (is_second_line(p, i + 1))
        return true;
    bool tight =
        !p->profile.wrapped && l->end == END_BARE && plain_cols(line_str(p, i)) <= TITLE_TIGHT_COLS;
    return tight && next->len > l->len && (next->end == END_SENTENCE || next->len > 3 * l->len);
}

static void take_title(struct plain *p, size_t i, size_t label)
{
    p->lines.v[i].kind = LINE_TITLE;
    p->lines.v[i].beg += (uint32_t)label;
    p->lines.v[i].len -= (uint32_t)label;
}

static void take_author(struct plain *p, size_t i)
{
    doc_build_attr(p->b, ATTR_AUTHOR, line_str(p, i));
    p->lines.v[i].kind = LINE_DONE;
}

/* Takes line i and maybe some behind it; gives how many, 0 where the text proper begins. */
static size_t take_head_line(struct plain *p, size_t i, bool *titled)
{
    struct str s = line_str(p, i);
    size_t n = take_panel(p, i), label = *titled ? 0 : plain_title_label(s);
    if (n)
        return n;
    if (plain_is_chrome(s)) {
        take_note(p, i);
    } else if (label || (!*titled && is_title(p, i) && plain_is_byline(s) == BYLINE_NONE)) {
        take_title(p, i, label);
        *titled = true;
    } else if (!*titled && plain_is_byline(s) == BYLINE_DATE && !is_title(p, i + 1)) {
        return 0; /* the heading of a diary */
    } else if (plain_byline(p, s) || plain_keywords(p, s)) {
        p->lines.v[i].kind = LINE_DONE;
    } else if (i && p->lines.v[i - 1].kind == LINE_TITLE && is_second_line(p, i) && is_name(s)) {
        take_author(p, i);
    } else {
        return 0;
    }
    return 1;
}

void plain_head(struct plain *p)
{
    bool titled = false;
    size_t max = p->lines.n < HEAD_LINES ? p->lines.n : HEAD_LINES;
    for (size_t i = 0, n; i < max; i += n) {
        n = take_head_line(p, i, &titled);
        if (n == 0)
            return;
    }
}

static bool is_related_label(struct str s)
{
    static const char *const labels[] = {
        "相關文章",         "相关文章",        "相關閱讀",
        "相关阅读",         "推薦閱讀",        "推荐阅读",
        "延伸閱讀",         "延伸阅读",        "相關新聞",
        "相关新闻",         "関連記事",        "あわせて読みたい",
        "관련 기사",        "관련기사",        "함께 보면 좋은 기사",
        "Related articles", "Related stories", "Read more",
        "Further reading",
    };
    if (str_ends(s, STR(":")))
        s.n--;
    else if (str_ends(s, STR("：")))
        s.n -= STR("：").n;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_eq_nocase(s, str_of(labels[i])))
            return true;
    return false;
}

/* A title, and its address at the end of the line. */
static void take_related_line(struct plain *p, size_t i)
{
    struct str s = without_marker(line_str(p, i));
    size_t at = str_find(s, STR("http"), 0);
    struct str url = at == STR_NPOS ? STR_NONE : str_sub(s, at, s.n);
    if (url.n && str_chr(url, ' ', 0) == STR_NPOS && str_find(url, STR("://"), 0) != STR_NPOS)
        s = plain_trim(str_sub(s, 0, at));
    else
        url = STR_NONE;
    if (s.n)
        doc_build_attr(p->b, ATTR_RELATED, s);
    if (url.n)
        doc_build_attr(p->b, ATTR_RELATED_URL, url);
    p->lines.v[i].kind = LINE_DONE;
}

static size_t take_related(struct plain *p, size_t i)
{
    doc_build_attr(p->b, ATTR_RELATED_LABEL, line_str(p, i));
    p->lines.v[i].kind = LINE_DONE;
    for (i++; i < p->lines.n; i++) {
        const struct line *l = &p->lines.v[i];
        struct str s = line_str(p, i);
        bool sentence = l->end == END_SENTENCE && !plain_in(plain_last(s), "！？!?…");
        if (l->len > RELATED_MAX_BYTES || sentence || plain_is_chrome(s) || plain_is_keywords(s))
            break;
        take_related_line(p, i);
    }
    return i;
}

void plain_foot(struct plain *p)
{
    size_t i = p->lines.n > FOOT_LINES ? p->lines.n - FOOT_LINES : 0;
    while (i < p->lines.n) {
        struct str s = line_str(p, i);
        if (p->lines.v[i].kind != LINE_TEXT) {
            i++;
        } else if (is_related_label(s)) {
            i = take_related(p, i);
        } else if (plain_is_chrome(s)) {
            take_note(p, i++);
        } else {
            if (plain_keywords(p, s))
                p->lines.v[i].kind = LINE_DONE;
            i++;
        }
    }
}
