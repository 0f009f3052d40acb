#include "parse/markdown_priv.h"

#include "text/uniprop.h"
#include "text/utf8.h"

enum { NEST_MAX = 64 };

/* Bytes of a container's mark at the beginning of s, with one space behind it: > - 3. */
static size_t marker(struct str s)
{
    size_t n = 0;
    if (!s.n)
        return 0;
    if (s.p[0] == '>')
        return 1;
    while (n < s.n && n < 9 && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    bool ordered = n > 0 && n < s.n && (s.p[n] == '.' || s.p[n] == ')');
    bool bullet = n == 0 && (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+');
    return (ordered || bullet) && n + 1 < s.n && (s.p[n + 1] == ' ' || s.p[n + 1] == '\t') ? n + 2
                                                                                           : 0;
}

/* Where the part of a line begins and ends that nests too deep; beg == end: nowhere. */
static void excess(struct str line, size_t *beg, size_t *end)
{
    size_t at = 0, n;
    unsigned depth = 0;
    *beg = *end = 0;
    for (;; at += n) {
        while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
            at++;
        n = marker(str_sub(line, at, line.n));
        if (depth == NEST_MAX)
            *beg = at;
        if (!n)
            break;
        depth++;
    }
    *end = depth > NEST_MAX ? at : *beg;
}

static bool is_cjk(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_KANA | UF_HANGUL);
}

static bool is_punct(uint32_t c)
{
    return uniprop(c)->flags & UF_PUNCT;
}

/* Where the joiner belongs beside the run of * or ~ in [beg, end): before it when it closes behind
 * punctuation and a CJK letter follows, behind it when it opens. */
static void join(struct str s, size_t beg, size_t end, struct buf *out)
{
    size_t at;
    unsigned len;
    uint32_t prev = beg ? utf8_before(s, beg, &at) : ' ';
    uint32_t next = end < s.n ? utf8_get(s.p + end, &len) : ' ';
    bool closes = is_punct(prev) && prev != '\\' && is_cjk(next);
    bool opens = is_cjk(prev) && is_punct(next);
    if (closes)
        buf_add(out, MD_JOINER);
    buf_add(out, str_sub(s, beg, end));
    if (opens)
        buf_add(out, MD_JOINER);
}

static void add_line(struct str s, size_t beg, size_t end, struct buf *out)
{
    for (size_t at = beg; at < end;) {
        size_t run = at;
        while (run < end && s.p[run] != '*' && s.p[run] != '~')
            run++;
        buf_add(out, str_sub(s, at, run));
        for (at = run; at < end && s.p[at] == s.p[run];)
            at++;
        if (at > run)
            join(s, run, at, out);
    }
}

void markdown_source(struct str text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t lf = str_chr(text, '\n', at);
        size_t end = lf == STR_NPOS ? text.n : lf + 1, cut_beg, cut_end;
        excess(str_sub(text, at, end), &cut_beg, &cut_end);
        add_line(text, at, at + cut_beg, out);
        add_line(text, at + cut_end, end, out);
        at = end;
    }
}
