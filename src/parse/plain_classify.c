/* What lines show by themselves: fences, code, quotes, rules, lists. */
#include "parse/plain_priv.h"
#include "text/utf8.h"

enum {
    RULE_MAX_BYTES = 160,
    CODE_INDENT = 4,
};

static bool is_fence(struct str s)
{
    if (s.n < 3 || (s.p[0] != '`' && s.p[0] != '~') || s.p[1] != s.p[0] || s.p[2] != s.p[0])
        return false;
    size_t n = 3;
    while (n < s.n && s.p[n] == s.p[0])
        n++;
    return str_chr(s, s.p[0], n) == STR_NPOS;
}

static size_t fence_bytes(struct str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] == s.p[0])
        n++;
    return n;
}

/* Marks lines from the fence at i to the one that closes it; gives the next line. One without an
 * end is text, and then so is every later one of its kind, or the search would be quadratic. */
static size_t mark_fenced(struct plain *p, size_t i, bool dead[2])
{
    struct str open = line_str(p, i);
    bool *no_end = &dead[open.p[0] == '~'];
    size_t marks = fence_bytes(open), end = i + 1;
    for (; end < p->lines.n && !*no_end; end++) {
        struct str s = line_str(p, end);
        if (s.p[0] == open.p[0] && s.n >= marks && fence_bytes(s) == s.n)
            break;
    }
    if (*no_end || end == p->lines.n) {
        *no_end = true;
        return i + 1;
    }
    p->lines.v[i].kind = p->lines.v[end].kind = LINE_FENCE;
    p->lines.v[i].mark = (uint16_t)(marks < UINT16_MAX ? marks : UINT16_MAX);
    p->lines.v[i].num = 1;
    for (size_t k = i + 1; k < end; k++)
        p->lines.v[k].kind = LINE_CODE;
    return end + 1;
}

static size_t quote_bytes(struct str s)
{
    size_t n = 0;
    while (n < s.n && n < UINT16_MAX && (s.p[n] == '>' || s.p[n] == ' '))
        n++;
    return n;
}

/* A number that wrapping has put at the beginning of a line. */
static bool is_inside(const struct plain *p, size_t i)
{
    const struct line *prev = i ? &p->lines.v[i - 1] : NULL;
    return prev && prev->kind == LINE_TEXT && prev->end != END_SENTENCE &&
           !plain_in(plain_last(line_str(p, i - 1)), ":：") && plain_joins(p, i - 1);
}

static void mark_line(struct plain *p, size_t i)
{
    struct line *l = &p->lines.v[i];
    struct str s = line_str(p, i);
    unsigned num;
    size_t n;
    if (s.p[0] == '>') {
        l->kind = LINE_QUOTE;
        l->mark = (uint16_t)quote_bytes(s);
    } else if (s.n <= RULE_MAX_BYTES && plain_is_rule(s)) {
        l->kind = LINE_RULE;
    } else if ((n = plain_bullet(s)) > 0 && n <= UINT16_MAX) {
        l->kind = LINE_BULLET;
        l->mark = (uint16_t)n;
    } else if ((n = plain_number(s, &num)) > 0 && n <= UINT16_MAX && !is_inside(p, i)) {
        l->kind = LINE_NUMBER;
        l->mark = (uint16_t)n;
        l->num = (uint16_t)num;
    }
}

/* A letter, a common Han or an opening quotation mark begins no mark: most lines end here. */
static bool may_be_marked(struct str s)
{
    unsigned char c = (unsigned char)s.p[0];
    if (c < 0x80)
        return (c | 0x20) < 'a' || (c | 0x20) > 'z';
    if (c == 0xE2)
        return !str_starts(s, STR("“"));
    if (c == 0xE3)
        return str_starts(s, STR("・"));
    return c < 0xE4 || c > 0xE9;
}

/* Holds what prose does not. */
static bool looks_like_code(struct str s)
{
    bool strong = false;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
        strong = strong || memchr("{};=$|<>_\\", s.p[i], 10) ||
                 (s.p[i] == '(' && i + 1 < s.n && s.p[i + 1] == ')');
    }
    return strong;
}

/* Indented lines behind a blank one, half of which look like code; gives the next line. */
static size_t mark_indented(struct plain *p, size_t i)
{
    unsigned indent = p->profile.base_indent + CODE_INDENT;
    size_t end = i, strong = 0;
    for (; end < p->lines.n; end++) {
        const struct line *l = &p->lines.v[end];
        if (l->kind != LINE_TEXT || l->indent < indent || (end > i && l->gap > 1))
            break;
        strong += l->len <= PLAIN_SHORT_BYTES && looks_like_code(line_str(p, end));
    }
    bool code = strong * 2 >= end - i;
    for (size_t k = i; code && k < end; k++)
        p->lines.v[k].kind = LINE_CODE;
    return end;
}

void plain_classify(struct plain *p)
{
    unsigned indent = p->profile.base_indent + CODE_INDENT;
    bool dead[2] = {false, false};
    for (size_t i = 0; i < p->lines.n;) {
        struct line *l = &p->lines.v[i];
        char first = p->text.p[l->beg];
        size_t from = i++;
        if (l->kind != LINE_TEXT)
            continue;
        if ((first == '`' || first == '~') && is_fence(line_str(p, from)))
            i = mark_fenced(p, from, dead);
        else if (may_be_marked(line_str(p, from)))
            mark_line(p, from);
    }
    for (size_t i = 0; i < p->lines.n;) {
        const struct line *l = &p->lines.v[i];
        bool code = l->kind == LINE_TEXT && l->indent >= indent && (i == 0 || l->gap);
        i = code ? mark_indented(p, i) : i + 1;
    }
}
