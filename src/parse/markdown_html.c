#include "parse/markdown_priv.h"

#include "text/utf8.h"

#include <ctype.h>

enum tag_kind {
    TAG_SPAN,
    TAG_BREAK,
    TAG_BLOCK,
    TAG_STRONG_BLOCK,
    TAG_RULE,
    TAG_IMG,
    TAG_FIGURE,
    TAG_LINK,
    TAG_RUBY,
    TAG_RB,
    TAG_RT,
    TAG_RP,
    TAG_SKIP
};

static const struct tag {
    const char *name;
    enum tag_kind kind;
    unsigned spans;
} tags[] = {
    {"b", TAG_SPAN, SPAN_STRONG},
    {"strong", TAG_SPAN, SPAN_STRONG},
    {"i", TAG_SPAN, SPAN_EM},
    {"em", TAG_SPAN, SPAN_EM},
    {"cite", TAG_SPAN, SPAN_EM},
    {"dfn", TAG_SPAN, SPAN_EM},
    {"code", TAG_SPAN, SPAN_CODE},
    {"kbd", TAG_SPAN, SPAN_CODE},
    {"samp", TAG_SPAN, SPAN_CODE},
    {"tt", TAG_SPAN, SPAN_CODE},
    {"s", TAG_SPAN, SPAN_STRIKE},
    {"del", TAG_SPAN, SPAN_STRIKE},
    {"mark", TAG_SPAN, SPAN_MARK},
    {"sub", TAG_SPAN, SPAN_SUB},
    {"sup", TAG_SPAN, SPAN_SUP},
    {"a", TAG_LINK, SPAN_LINK},
    {"ruby", TAG_RUBY, 0},
    {"rb", TAG_RB, 0},
    {"rt", TAG_RT, 0},
    {"rp", TAG_RP, 0},
    {"br", TAG_BREAK, 0},
    {"hr", TAG_RULE, 0},
    {"img", TAG_IMG, 0},
    {"figure", TAG_FIGURE, 0},
    {"summary", TAG_STRONG_BLOCK, 0},
    {"script", TAG_SKIP, 0},
    {"style", TAG_SKIP, 0},
    {"template", TAG_SKIP, 0},
    {"svg", TAG_SKIP, 0},
    {"iframe", TAG_SKIP, 0},
    {"p", TAG_BLOCK, 0},
    {"div", TAG_BLOCK, 0},
    {"details", TAG_BLOCK, 0},
    {"figcaption", TAG_BLOCK, 0},
    {"section", TAG_BLOCK, 0},
    {"center", TAG_BLOCK, 0},
    {"table", TAG_BLOCK, 0},
    {"tr", TAG_BLOCK, 0},
    {"td", TAG_BLOCK, 0},
    {"th", TAG_BLOCK, 0},
    {"li", TAG_BLOCK, 0},
    {"ul", TAG_BLOCK, 0},
    {"ol", TAG_BLOCK, 0},
    {"dl", TAG_BLOCK, 0},
    {"dt", TAG_BLOCK, 0},
    {"dd", TAG_BLOCK, 0},
    {"blockquote", TAG_BLOCK, 0},
    {"h1", TAG_BLOCK, 0},
    {"h2", TAG_BLOCK, 0},
    {"h3", TAG_BLOCK, 0},
    {"h4", TAG_BLOCK, 0},
    {"pre", TAG_BLOCK, 0},
};

static const struct tag *find_tag(struct str name)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_eq_nocase(name, str_of(tags[i].name)))
            return &tags[i];
    return NULL;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The value of an attribute of a tag. */
static struct str attr_of(struct str tag, const char *name)
{
    struct str key = str_of(name);
    for (size_t at = 1; at + key.n + 1 < tag.n; at++) {
        size_t v = at + key.n;
        if (!is_space(tag.p[at - 1]) || tag.p[v] != '=' || !str_eq_nocase(str_sub(tag, at, v), key))
            continue;
        char quote = tag.p[++v];
        bool quoted = quote == '"' || quote == '\'';
        size_t end = v += quoted;
        while (end < tag.n &&
               (quoted ? tag.p[end] != quote : !is_space(tag.p[end]) && tag.p[end] != '>'))
            end++;
        return str_sub(tag, v, end);
    }
    return STR_NONE;
}

static void boundary(struct md *m)
{
    if (m->solid || m->figure)
        doc_build_break(m->b);
    else if (!m->leaf)
        doc_build_close(m->b, BLOCK_PARA);
}

static void open_span(struct md *m, const char *name, cmark_node *parent, unsigned kinds)
{
    doc_build_span_open(m->b, kinds);
    vec_push(&m->spans, (struct html_span){name, parent});
}

static void close_span(struct md *m, const char *name, cmark_node *parent)
{
    if (!m->spans.n || vec_last(&m->spans).parent != parent ||
        strcmp(vec_last(&m->spans).name, name) != 0)
        return;
    m->spans.n--;
    doc_build_span_close(m->b);
}

/* Ruby: the base is given under a span, which gets the reading when it has come. */
static void ruby_base(struct md *m, bool open)
{
    bool is_open = m->ruby != RUBY_NONE;
    if (is_open == open)
        return;
    if (open) {
        doc_build_span_open(m->b, SPAN_RUBY);
    } else {
        doc_build_span_attr(m->b, ATTR_RUBY, buf_str(&m->reading));
        doc_build_span_close(m->b);
    }
    buf_clear(&m->reading);
    m->ruby = open ? RUBY_BASE : RUBY_NONE;
}

static void ruby_tag(struct md *m, enum tag_kind kind, bool closes)
{
    if (kind == TAG_RUBY) {
        ruby_base(m, !closes);
    } else if (m->ruby == RUBY_NONE) {
        return;
    } else if (kind == TAG_RT && closes) {
        ruby_base(m, false);
        ruby_base(m, true);
    } else if (kind == TAG_RB) {
        m->ruby = RUBY_BASE;
    } else {
        m->ruby = closes ? RUBY_BASE : kind == TAG_RT ? RUBY_TEXT : RUBY_FALLBACK;
    }
}

static void figure_tag(struct md *m, bool closes)
{
    boundary(m);
    if (closes && m->figure)
        doc_build_close(m->b, BLOCK_FIGURE);
    m->figure = false;
    if (!closes && !m->solid) {
        doc_build_open(m->b, BLOCK_FIGURE);
        m->figure = true;
    }
}

static void link_tag(struct md *m, struct str tag, const char *name, cmark_node *parent)
{
    md_open_link(m, attr_of(tag, "href"), attr_of(tag, "title"));
    vec_push(&m->spans, (struct html_span){name, parent});
}

static void apply(struct md *m, const struct tag *t, bool closes, struct str tag,
                  cmark_node *parent)
{
    switch (t->kind) {
    case TAG_SPAN:
    case TAG_LINK:
        if (closes)
            close_span(m, t->name, parent);
        else if (t->kind == TAG_SPAN)
            open_span(m, t->name, parent, t->spans);
        else
            link_tag(m, tag, t->name, parent);
        break;
    case TAG_BREAK:
        doc_build_break(m->b);
        break;
    case TAG_BLOCK:
        boundary(m);
        break;
    case TAG_STRONG_BLOCK:
        boundary(m);
        if (closes)
            close_span(m, t->name, parent);
        else
            open_span(m, t->name, parent, SPAN_STRONG);
        break;
    case TAG_RULE:
        if (!m->leaf) {
            doc_build_open(m->b, BLOCK_RULE);
            doc_build_close(m->b, BLOCK_RULE);
        }
        break;
    case TAG_IMG:
        md_figure(m, attr_of(tag, "src"), attr_of(tag, "alt"), STR_NONE);
        break;
    case TAG_FIGURE:
        figure_tag(m, closes);
        break;
    case TAG_SKIP:
        if (!closes && !str_ends(tag, STR("/>")))
            m->skip = t->name;
        break;
    default:
        ruby_tag(m, t->kind, closes);
    }
}

void md_html_tag(struct md *m, struct str tag, cmark_node *parent)
{
    bool closes = str_starts(tag, STR("</"));
    size_t beg = closes ? 2 : 1, end = beg;
    while (end < tag.n && isalnum((unsigned char)tag.p[end]))
        end++;
    struct str name = str_sub(tag, beg, end);
    if (m->skip) {
        if (closes && str_eq_nocase(name, str_of(m->skip)))
            m->skip = NULL;
        return;
    }
    const struct tag *t = find_tag(name);
    if (t)
        apply(m, t, closes, tag, parent);
}

/* Text between tags, with the references that are common there. */

static bool numeric(struct str name, uint32_t *c)
{
    uint32_t v = 0;
    bool hex = name.n > 2 && (name.p[1] | 0x20) == 'x';
    for (size_t i = hex ? 2 : 1; i < name.n; i++) {
        unsigned char d = (unsigned char)name.p[i];
        if (!(hex ? isxdigit(d) : isdigit(d)) || v > 0x10FFFF)
            return false;
        v = v * (hex ? 16 : 10) + (isdigit(d) ? d - 48u : (d | 0x20u) - 'a' + 10u);
    }
    *c = v;
    return name.n > 1;
}

static bool reference(struct str name, uint32_t *c)
{
    static const struct {
        const char *name;
        uint32_t c;
    } named[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
                 {"apos", '\''},    {"nbsp", 0xA0},    {"hellip", 0x2026}, {"mdash", 0x2014},
                 {"ndash", 0x2013}, {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"middot", 0xB7},
                 {"copy", 0xA9},    {"times", 0xD7},   {"emsp", 0x2003}};
    if (str_starts(name, STR("#")))
        return numeric(name, c);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (str_eq(name, str_of(named[i].name))) {
            *c = named[i].c;
            return true;
        }
    return false;
}

static void html_text(struct md *m, struct str s)
{
    struct buf out = {0};
    for (size_t at = 0; at < s.n;) {
        size_t amp = str_chr(s, '&', at);
        amp = amp == STR_NPOS ? s.n : amp;
        buf_add(&out, str_sub(s, at, amp));
        size_t semi = str_chr(str_sub(s, 0, amp + 12), ';', amp);
        uint32_t c;
        at = amp;
        if (semi != STR_NPOS && reference(str_sub(s, amp + 1, semi), &c)) {
            buf_add_utf8(&out, c);
            at = semi + 1;
        } else if (amp < s.n) {
            buf_addc(&out, s.p[at++]);
        }
    }
    bool blank = str_trim(buf_str(&out)).n == 0;
    if (!blank || m->leaf)
        md_text(m, buf_str(&out));
    buf_free(&out);
}

/* Behind the tag or comment that begins at `at`. */
static size_t markup_end(struct str s, size_t at)
{
    if (str_starts(str_sub(s, at, s.n), STR("<!--"))) {
        size_t end = str_find(s, STR("-->"), at + 4);
        return end == STR_NPOS ? s.n : end + 3;
    }
    char quote = 0;
    for (; at < s.n; at++) {
        if (quote ? s.p[at] == quote : s.p[at] == '"' || s.p[at] == '\'')
            quote = quote ? 0 : s.p[at];
        else if (!quote && s.p[at] == '>')
            return at + 1;
    }
    return s.n;
}

void md_html_block(struct md *m, struct str html, cmark_node *parent)
{
    for (size_t at = 0; at < html.n;) {
        size_t lt = str_chr(html, '<', at);
        lt = lt == STR_NPOS ? html.n : lt;
        if (lt > at && !m->skip)
            html_text(m, str_sub(html, at, lt));
        at = lt;
        if (lt == html.n)
            break;
        at = markup_end(html, lt);
        md_html_tag(m, str_sub(html, lt, at), parent);
    }
}

void md_html_leave(struct md *m, cmark_node *parent)
{
    while (m->spans.n && vec_last(&m->spans).parent == parent)
        close_span(m, vec_last(&m->spans).name, parent);
}
