/* Readwise's CSV (RFC 4180; Readwise: "Import highlights from a CSV"): columns by the names in the first
 * line, in any order. Tags stand in the note, ".tag .tag", as its first line; Readwise's own export has a
 * column for them. */
#include "base/i18n.h"
#include "parse/quotes.h"
#include "text/json.h"

enum column { HIGHLIGHT, TITLE, AUTHOR, URL, NOTE, LOCATION, DATE, COLOR, TAGS, COLUMNS };

enum { MAX_FIELDS = 256 }; /* those behind it are read over */

static const struct {
    const char *name;
    enum column column;
} names[] = {
    {"highlight", HIGHLIGHT}, {"title", TITLE},        {"book title", TITLE},
    {"author", AUTHOR},       {"book author", AUTHOR}, {"url", URL},
    {"note", NOTE},           {"location", LOCATION},  {"date", DATE},
    {"highlighted at", DATE}, {"color", COLOR},        {"tags", TAGS},
};

struct csv {
    const struct quote_source *s;
    size_t at, line;
    char comma;
    struct buf bytes;          /* of the fields of a row */
    size_t end[MAX_FIELDS], n; /* where each ends in bytes */
    int column[MAX_FIELDS];    /* enum column; -1: of no use */
    size_t row, row_line;
};

static char peek(const struct csv *c)
{
    return c->at < c->s->text.n ? c->s->text.p[c->at] : '\0';
}

/* A field in quotes; what stands behind the closing one, up to the comma, is taken as it is. */
static void take_quoted(struct csv *c)
{
    struct str text = c->s->text;
    size_t opened = c->line;
    for (c->at++;;) {
        size_t quote = str_chr(text, '"', c->at);
        struct str part = str_sub(text, c->at, quote);
        buf_add(&c->bytes, part);
        for (size_t i = 0; (i = str_chr(part, '\n', i)) != STR_NPOS; i++)
            c->line++;
        if (quote == STR_NPOS) {
            quotes_writer_warn(c->s->out, _("line %zu: a quotation mark is not closed"), opened);
            c->at = text.n;
            return;
        }
        c->at = quote + 1;
        if (peek(c) != '"')
            return;
        buf_addc(&c->bytes, '"');
        c->at++;
    }
}

static bool is_end(const struct csv *c)
{
    char b = peek(c);
    return c->at >= c->s->text.n || b == '\n' || b == '\r';
}

static void take_field(struct csv *c)
{
    if (peek(c) == '"')
        take_quoted(c);
    while (!is_end(c) && peek(c) != c->comma)
        buf_addc(&c->bytes, c->s->text.p[c->at++]);
    if (c->n < MAX_FIELDS)
        c->end[c->n++] = c->bytes.n;
}

/* The next row; false at the end. An empty line is a row of one empty field. */
static bool take_row(struct csv *c)
{
    if (c->at >= c->s->text.n)
        return false;
    buf_clear(&c->bytes);
    c->n = 0;
    c->row_line = c->line;
    take_field(c);
    while (!is_end(c)) {
        c->at++;
        take_field(c);
    }
    if (peek(c) == '\r')
        c->at++;
    if (peek(c) == '\n')
        c->at++;
    c->line++;
    return true;
}

static struct str field(const struct csv *c, size_t i)
{
    return str_sub(buf_str(&c->bytes), i ? c->end[i - 1] : 0, c->end[i]);
}

static bool read_header(struct csv *c)
{
    bool highlight = false;
    if (!take_row(c))
        return false;
    for (size_t i = 0; i < MAX_FIELDS; i++) {
        c->column[i] = -1;
        for (size_t k = 0; i < c->n && k < sizeof names / sizeof *names; k++)
            if (str_eq_nocase(str_trim(field(c, i)), str_of(names[k].name)))
                c->column[i] = (int)names[k].column;
        highlight |= c->column[i] == HIGHLIGHT;
    }
    return highlight;
}

/* ".tag .tag" as the whole first line of a note: the tags go, the rest stays. */
static size_t take_tags(struct str *note, struct str *tags, size_t max)
{
    struct str rest = *note, line, word;
    size_t n = 0;
    if (!str_split(&rest, '\n', &line))
        return 0;
    struct str words = str_trim(line);
    while (str_split(&words, ' ', &word)) {
        if (!word.n)
            continue;
        if (word.n < 2 || word.p[0] != '.' || word.p[1] == '.' || n == max)
            return 0;
        tags[n++] = str_sub(word, 1, word.n);
    }
    if (n)
        *note = rest;
    return n;
}

static size_t split_tags(struct str s, struct str *tags, size_t max)
{
    struct str tag;
    size_t n = 0;
    while (n < max && str_split(&s, ',', &tag))
        if ((tag = str_trim(tag)).n)
            tags[n++] = tag;
    return n;
}

static void keep_location(struct csv *c, struct str location, struct quote_record *q)
{
    struct buf b = {0};
    unsigned long long place;
    if (!location.n || str_to_u64(location, DOC_MAX_TEXT, &place))
        return; /* the place that this program wrote is no place in anybody else's text */
    buf_adds(&b, "{\"annotation\":{\"readwise\":{\"location\":");
    json_string_exact(&b, location);
    buf_adds(&b, "}}}");
    q->extra = arena_str(c->s->arena, buf_str(&b));
    buf_free(&b);
}

static void read_row(struct csv *c)
{
    enum { MAX_TAGS = 64 };
    struct str v[COLUMNS] = {{NULL, 0}}, tags[MAX_TAGS];
    struct quote_record q = QUOTE_RECORD_NONE;
    for (size_t i = 0; i < c->n; i++)
        if (c->column[i] >= 0)
            v[c->column[i]] = field(c, i);
    q.exact = v[HIGHLIGHT];
    q.note = v[NOTE];
    q.article.title = v[TITLE];
    q.article.author = v[AUTHOR];
    q.article.url = q.article.source = str_trim(v[URL]);
    q.created_ms = quote_time(v[DATE], false);
    quote_color_parse(str_trim(v[COLOR]), &q.color);
    q.ntags = v[TAGS].n ? split_tags(v[TAGS], tags, MAX_TAGS) : take_tags(&q.note, tags, MAX_TAGS);
    q.tags = tags;
    keep_location(c, str_trim(v[LOCATION]), &q);
    c->row++;
    if (!quotes_writer_add(c->s->out, &q))
        quotes_writer_warn(c->s->out, _("line %zu: record %zu has no Highlight"), c->row_line,
                           c->row);
}

static bool open_with(struct csv *c, const struct quote_source *s, char comma)
{
    *c = (struct csv){.s = s, .line = 1, .comma = comma, .bytes = c->bytes};
    return read_header(c);
}

/* Spreadsheets write other separators where the comma is the decimal point. */
static bool open_any(struct csv *c, const struct quote_source *s)
{
    return open_with(c, s, ',') || open_with(c, s, ';') || open_with(c, s, '\t');
}

static bool parse(const struct quote_source *s, struct err *e)
{
    struct csv *c = arena_alloc(s->arena, sizeof *c);
    *c = (struct csv){0};
    bool ok = open_any(c, s);
    if (!ok)
        err_set(e, ERR_FORMAT, _("line 1: there is no column “Highlight”"));
    while (ok && take_row(c))
        if (c->bytes.n)
            read_row(c);
    buf_free(&c->bytes);
    return ok;
}

static bool looks(struct str text)
{
    struct str head = str_sub(text, 0, str_chr(text, '\n', 0));
    struct quotes_writer none = {0};
    struct arena arena = {0};
    struct quote_source s = {head, &arena, &none};
    struct csv *c = arena_alloc(&arena, sizeof *c);
    *c = (struct csv){0};
    bool yes = open_any(c, &s);
    buf_free(&c->bytes);
    quotes_writer_free(&none);
    arena_free(&arena);
    return yes;
}

const struct quote_parser QUOTES_READWISE = {"readwise", looks, parse};
