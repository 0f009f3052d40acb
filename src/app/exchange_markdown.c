/* Quotes as Markdown (CommonMark): a heading an article, one a section, a block quotation a quote. The marks
 * are comments, which no renderer shows. */
#include "app/exchange_priv.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes at the beginning of a line after which a backslash makes it a plain line; 0: it is one already. */
static size_t line_mark(struct str s, size_t *at)
{
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n]))
        n++;
    *at = n;
    if (n && n < 10)
        return n < s.n && (s.p[n] == '.' || s.p[n] == ')');
    *at = 0;
    return s.n && strchr("#+-=~", s.p[0]) != NULL;
}

/* A line so that it is shown as it is. */
void exchange_escape_markdown(struct buf *out, struct str s)
{
    size_t mark;
    bool marked = line_mark(s, &mark);
    for (size_t i = 0; i < s.n; i++) {
        bool special = strchr("\\`*_<>[]&|~!$", s.p[i]) != NULL;
        if (special || (marked && i == mark))
            buf_addc(out, '\\');
        buf_addc(out, s.p[i]);
    }
}

/* Each line is a paragraph: a line end in the text is a new block, or was asked for. */
static void add_quoted_line(struct buf *out, struct str line)
{
    line = str_trim(line);
    if (!line.n)
        return;
    if (str_ends(buf_str(out), STR("\n")) && !str_ends(buf_str(out), STR("\n\n")))
        buf_adds(out, ">\n");
    buf_adds(out, "> ");
    exchange_escape_markdown(out, line);
    buf_addc(out, '\n');
}

/* Lines of a note stay lines. */
static void add_note_line(struct buf *out, struct str line)
{
    bool first = str_ends(buf_str(out), STR("\n\n"));
    line = str_trim(line);
    if (!first)
        buf_adds(out, line.n && !str_ends(buf_str(out), STR("\n")) ? "\\\n" : "\n");
    if (line.n && !first && str_ends(buf_str(out), STR("\n\n\n")))
        out->n--;
    exchange_escape_markdown(out, line);
}

static void add_tags(struct buf *out, const struct quote_record *q)
{
    for (size_t i = 0; i < q->ntags; i++) {
        buf_adds(out, i ? " \\#" : "\\#");
        exchange_escape_markdown(out, q->tags[i]);
    }
    buf_adds(out, q->ntags ? "\n\n" : "");
}

static void add_link(struct buf *out, struct str label, struct str url)
{
    buf_addc(out, '[');
    exchange_escape_markdown(out, label);
    buf_adds(out, "](<");
    for (size_t i = 0; i < url.n; i++)
        if (strchr("<>\\\n", url.p[i]))
            buf_addf(out, "%%%02X", (unsigned char)url.p[i]);
        else
            buf_addc(out, url.p[i]);
    buf_adds(out, ">)");
}

static void add_quote(struct buf *out, const struct quote_record *q)
{
    buf_addf(out, "<!-- jiandu:quote %.*s -->\n\n", STR_ARG(q->uuid));
    exchange_each_line(q->exact, add_quoted_line, out);
    buf_addc(out, '\n');
    if (q->note.n) {
        exchange_each_line(q->note, add_note_line, out);
        buf_adds(out, "\n\n");
    }
    add_tags(out, q);
    exchange_add_source(out, q, exchange_escape_markdown, add_link);
}

static void add_article(struct buf *out, const struct quote_record *q, struct str key)
{
    const struct str parts[] = {q->article.author, q->article.published};
    size_t n = 0;
    buf_addf(out, "<!-- jiandu:article %.*s -->\n\n# ", STR_ARG(key));
    exchange_escape_markdown(out, exchange_title(q));
    buf_adds(out, "\n\n");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_adds(out, n && parts[i].n ? " · " : "");
        exchange_escape_markdown(out, parts[i]);
        n += parts[i].n;
    }
    buf_adds(out, n && q->article.url.n ? " · " : "");
    if (q->article.url.n)
        add_link(out, q->article.url, q->article.url);
    buf_adds(out, n || q->article.url.n ? "\n" : "");
}

static void add_section(struct buf *out, struct str section)
{
    buf_adds(out, "## ");
    exchange_escape_markdown(out, section);
    buf_addc(out, '\n');
}

const struct exchange_dialect EXCHANGE_MARKDOWN = {
    .begin = STR("<!-- jiandu:"),
    .end = STR("<!-- jiandu:end "),
    .tail = STR(" -->"),
    .heading = '#',
    .article = add_article,
    .section = add_section,
    .quote = add_quote,
};
