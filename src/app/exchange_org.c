/* Quotes as Org: a heading an article, a section, a quote. A quote's heading has its id in a properties
 * drawer; the region ends with a comment. */
#include "app/exchange_priv.h"
#include "text/width.h"

enum { HEADLINE_COLS = 40 };

/* U+200B before what would be markup, as Org's manual has it ("Escape Character"). */
#define ZWSP "\u200B"

static bool opens_block(struct str line)
{
    size_t digits = 0;
    while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
        digits++;
    if (digits && digits < line.n && (line.p[digits] == '.' || line.p[digits] == ')'))
        return true;
    return line.n && strchr("*#:|-+", line.p[0]);
}

void exchange_escape_org(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool first = i == 0 || strchr(" -('\"{", s.p[i - 1]);
        bool next = i + 1 < s.n && s.p[i + 1] != ' ';
        bool emphasis = first && next && strchr("*/_=~+", s.p[i]);
        bool twice = next && strchr("[<{", s.p[i]) && s.p[i + 1] == s.p[i];
        if (emphasis || twice || (i && s.p[i] == '[' && s.p[i - 1] == '['))
            buf_adds(out, ZWSP);
        buf_addc(out, s.p[i]);
        if (s.p[i] == '\\')
            buf_adds(out, ZWSP);
    }
}

static void add_line(struct buf *out, struct str line)
{
    line = str_trim(line);
    bool emphasis = line.n && strchr("*+", line.p[0]);
    if (opens_block(line) && !emphasis)
        buf_adds(out, ZWSP);
    if (emphasis && !(line.n > 1 && line.p[1] != ' '))
        buf_adds(out, ZWSP);
    exchange_escape_org(out, line);
    buf_addc(out, '\n');
}

static void add_quoted_line(struct buf *out, struct str line)
{
    if (!str_trim(line).n)
        return;
    if (!str_ends(buf_str(out), STR("#+begin_quote\n")))
        buf_addc(out, '\n');
    add_line(out, line);
}

static void add_property(struct buf *out, const char *name, struct str value)
{
    if (!value.n)
        return;
    buf_addf(out, ":%s: ", name);
    buf_add(out, value);
    buf_addc(out, '\n');
}

static void add_link(struct buf *out, struct str label, struct str url)
{
    buf_adds(out, "[[");
    for (size_t i = 0; i < url.n; i++)
        if (strchr("[]\\\n ", url.p[i]))
            buf_addf(out, "%%%02X", (unsigned char)url.p[i]);
        else
            buf_addc(out, url.p[i]);
    buf_adds(out, "][");
    for (size_t i = 0; i < label.n; i++)
        buf_addc(out, label.p[i] == '[' ? '(' : label.p[i] == ']' ? ')' : label.p[i]);
    buf_adds(out, "]]");
}

/* The beginning of the text, as a heading. */
static void add_headline(struct buf *out, struct str exact)
{
    struct str s = str_trim(exact);
    s = str_sub(s, 0, str_chr(s, '\n', 0));
    size_t n = width_fit(s, HEADLINE_COLS, NULL);
    buf_adds(out, "*** ");
    exchange_escape_org(out, str_trim(str_sub(s, 0, n)));
    buf_adds(out, n < s.n ? "…" : "");
}

/* Org's tags are letters, digits, _ @ # %; what else a tag has becomes _. */
static void add_tags(struct buf *out, const struct quote_record *q)
{
    for (size_t i = 0; i < q->ntags; i++) {
        buf_adds(out, i ? "" : " :");
        for (size_t k = 0; k < q->tags[i].n; k++) {
            char c = q->tags[i].p[k];
            bool word = (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
                        ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '@' || c == '#' ||
                        c == '%';
            buf_addc(out, word ? c : '_');
        }
        buf_addc(out, ':');
    }
}

static void add_quote(struct buf *out, const struct quote_record *q)
{
    struct buf made = {0};
    exchange_add_date(&made, q);
    add_headline(out, q->exact);
    add_tags(out, q);
    buf_adds(out, "\n:PROPERTIES:\n");
    buf_addf(out, ":JIANDU: quote %.*s\n", STR_ARG(q->uuid));
    add_property(out, "ID", q->uuid);
    add_property(out, "COLOR", str_of(quote_color_name(q->color)));
    add_property(out, "CREATED", buf_str(&made));
    buf_adds(out, ":END:\n#+begin_quote\n");
    exchange_each_line(q->exact, add_quoted_line, out);
    buf_adds(out, "#+end_quote\n\n");
    if (q->note.n) {
        exchange_each_line(q->note, add_line, out);
        buf_addc(out, '\n');
    }
    exchange_add_source(out, q, exchange_escape_org, add_link);
    buf_free(&made);
}

static void add_article(struct buf *out, const struct quote_record *q, struct str key)
{
    buf_adds(out, "* ");
    exchange_escape_org(out, exchange_title(q));
    buf_addf(out, "\n:PROPERTIES:\n:JIANDU: article %.*s\n", STR_ARG(key));
    add_property(out, "AUTHOR", q->article.author);
    add_property(out, "DATE", q->article.published);
    add_property(out, "URL", q->article.url);
    buf_adds(out, ":END:\n");
}

static void add_section(struct buf *out, struct str section)
{
    buf_adds(out, "** ");
    exchange_escape_org(out, section);
    buf_addc(out, '\n');
}

const struct exchange_dialect EXCHANGE_ORG = {
    .begin = STR(":JIANDU: "),
    .end = STR("# jiandu:end "),
    .heading = '*',
    .begins_at_heading = true,
    .article = add_article,
    .section = add_section,
    .quote = add_quote,
};
