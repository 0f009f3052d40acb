#include "app/link.h"

#include "base/i18n.h"
#include "doc/find.h"
#include "doc/quote_record.h"
#include "text/utf8.h"
#include "text/word.h"

enum {
    WHOLE_CHARS = 40,   /* a quote so long is named whole, */
    END_CHARS = 16,     /* else by so much of either end */
    ALONE_CHARS = 20,   /* shorter ones are named with */
    CONTEXT_CHARS = 12, /* so much of what is around them */
    MAX_HITS = 10000,
};

static const char DIRECTIVE[] = ":~:", TEXT[] = "text=";

/* Writing */

void link_encode(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     c == '.' || c == '_' || c == '~';
        if (plain)
            buf_addc(out, (char)c);
        else
            buf_addf(out, "%%%02X", c);
    }
}

static void add_text(struct buf *out, const struct link_text *t)
{
    if (!t || !t->start.n)
        return;
    buf_addf(out, "%s%s%s", str_chr(buf_str(out), '#', 0) == STR_NPOS ? "#" : "", DIRECTIVE, TEXT);
    link_encode(out, t->prefix);
    buf_adds(out, t->prefix.n ? "-," : "");
    link_encode(out, t->start);
    buf_adds(out, t->end.n ? "," : "");
    link_encode(out, t->end);
    buf_adds(out, t->suffix.n ? ",-" : "");
    link_encode(out, t->suffix);
}

void link_add_quote(struct buf *out, struct str uuid)
{
    buf_addf(out, "jiandu://quote/%.*s", STR_ARG(uuid));
}

static void add_link(struct buf *out, const char *base, struct str rest, const struct link_text *t)
{
    struct buf b = {0};
    buf_adds(&b, base);
    buf_add(&b, rest);
    add_text(&b, t);
    buf_add(out, buf_str(&b));
    buf_free(&b);
}

void link_add_article(struct buf *out, struct str uuid, const struct link_text *t)
{
    add_link(out, "jiandu://article/", uuid, t);
}

void link_add_page(struct buf *out, struct str url, const struct link_text *t)
{
    struct str page = str_sub(url, 0, str_find(url, str_of(DIRECTIVE), 0));
    add_link(out, "", page, t);
}

/* Naming a quote */

static struct str trim(struct str s)
{
    s = str_trim(s);
    while (str_starts(s, STR("\u3000")))
        s = str_trim(str_sub(s, 3, s.n));
    while (str_ends(s, STR("\u3000")))
        s = str_trim(str_sub(s, 0, s.n - 3));
    return s;
}

/* Up to n characters, cut between words where there is such a place. */
static struct str head_of(struct str s, size_t n)
{
    size_t at = 0;
    for (unsigned len; n && at < s.n; n--, at += len)
        utf8_get(s.p + at, &len);
    if (at < s.n && word_floor(s, at) > 0)
        at = word_floor(s, at);
    return trim(str_sub(s, 0, at));
}

static struct str tail_of(struct str s, size_t n)
{
    size_t at = s.n;
    for (; n && at > 0; n--)
        utf8_before(s, at, &at);
    if (at > 0 && word_floor(s, at) != at && word_next(s, at) < s.n)
        at = word_next(s, at);
    return trim(str_sub(s, at, s.n));
}

static struct str first_line(struct str s)
{
    return trim(str_sub(s, 0, str_chr(s, '\n', 0)));
}

static struct str last_line(struct str s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != '\n')
        at--;
    return trim(str_sub(s, at, s.n));
}

struct link_text link_text_of(struct str exact, struct str prefix, struct str suffix)
{
    struct str all = trim(exact);
    bool lines = str_chr(all, '\n', 0) != STR_NPOS;
    size_t chars = utf8_count(all);
    if (lines || chars > WHOLE_CHARS)
        return (struct link_text){.start = head_of(first_line(all), END_CHARS),
                                  .end = tail_of(last_line(all), END_CHARS)};
    struct link_text t = {.start = all};
    if (all.n && chars < ALONE_CHARS) {
        t.prefix = tail_of(last_line(prefix), CONTEXT_CHARS);
        t.suffix = head_of(first_line(suffix), CONTEXT_CHARS);
    }
    return t;
}

/* Parsing */

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Into l->own, where room for all has been made. */
static bool decode(struct link *l, struct str s, struct str *out)
{
    size_t from = l->own.n;
    for (size_t i = 0; i < s.n; i++) {
        int hi = i + 2 < s.n ? hex_of(s.p[i + 1]) : -1, lo = i + 2 < s.n ? hex_of(s.p[i + 2]) : -1;
        if (s.p[i] != '%') {
            buf_addc(&l->own, s.p[i]);
        } else if (hi < 0 || lo < 0) {
            return false;
        } else {
            buf_addc(&l->own, (char)(hi << 4 | lo));
            i += 2;
        }
    }
    *out = str_sub(buf_str(&l->own), from, l->own.n);
    return utf8_valid_prefix(*out) == out->n;
}

static bool decode_terms(struct link *l, struct str *terms, size_t n)
{
    struct link_text *t = &l->text;
    size_t first = 0;
    if (n > 1 && str_ends(terms[0], STR("-")) &&
        !decode(l, str_sub(terms[first++], 0, terms[0].n - 1), &t->prefix))
        return false;
    if (n - first > 1 && str_starts(terms[n - 1], STR("-")) &&
        !decode(l, str_sub(terms[--n], 1, STR_NPOS), &t->suffix))
        return false;
    if (n - first > 2 || !decode(l, terms[first], &t->start) || !t->start.n)
        return false;
    return n - first == 1 || (decode(l, terms[first + 1], &t->end) && t->end.n);
}

static bool parse_text(struct link *l, struct str value)
{
    enum { TERMS = 4 };
    struct str terms[TERMS], term;
    size_t n = 0;
    buf_reserve(&l->own, value.n + 1);
    while (str_split(&value, ',', &term)) {
        if (n == TERMS)
            return false;
        terms[n++] = term;
    }
    l->has_text = n > 0 && decode_terms(l, terms, n);
    return l->has_text;
}

/* Takes the directive off *s. False when there is one that cannot be understood. */
static bool take_directive(struct link *l, struct str *s)
{
    size_t hash = str_chr(*s, '#', 0);
    size_t at = hash == STR_NPOS ? STR_NPOS : str_find(*s, str_of(DIRECTIVE), hash);
    if (at == STR_NPOS)
        return true;
    struct str rest = str_sub(*s, at + strlen(DIRECTIVE), s->n), part;
    *s = str_sub(*s, 0, at == hash + 1 ? hash : at);
    while (str_split(&rest, '&', &part))
        if (str_starts(part, str_of(TEXT)))
            return parse_text(l, str_sub(part, strlen(TEXT), part.n));
    return true;
}

static bool starts_nocase(struct str s, struct str prefix)
{
    return str_eq_nocase(str_sub(s, 0, prefix.n), prefix);
}

/* The UUID behind the prefix; STR_NONE when it is another link. */
static bool take_uuid(struct str s, struct str prefix, enum link_kind kind, struct link *l)
{
    if (!starts_nocase(s, prefix))
        return false;
    l->kind = kind;
    l->uuid = str_sub(s, prefix.n, s.n);
    if (str_ends(l->uuid, STR("/")))
        l->uuid.n--;
    return quote_uuid_ok(l->uuid);
}

bool link_parse(struct str s, struct link *out, struct err *e)
{
    *out = (struct link){.kind = LINK_PAGE};
    struct str rest = s;
    if (!take_directive(out, &rest)) {
        link_free(out);
        return err_set(e, ERR_USAGE, _("%.*s: what stands behind “:~:text=” names no passage"),
                       STR_ARG(s));
    }
    out->url = rest;
    if (take_uuid(rest, STR("jiandu://quote/"), LINK_QUOTE, out) ||
        take_uuid(rest, STR("jiandu://article/"), LINK_ARTICLE, out) ||
        starts_nocase(rest, STR("https://")) || starts_nocase(rest, STR("http://")))
        return true;
    link_free(out);
    return err_set(e, ERR_USAGE,
                   _("%.*s: no such link; there is jiandu://quote/UUID, jiandu://article/UUID and "
                     "https://…"),
                   STR_ARG(s));
}

void link_free(struct link *l)
{
    buf_free(&l->own);
}

/* Finding */

static bool is_before(struct str text, size_t at, struct str prefix)
{
    return str_ends(trim(str_sub(text, 0, at)), trim(prefix));
}

static bool is_behind(struct str text, size_t at, struct str suffix)
{
    return str_starts(trim(str_sub(text, at, text.n)), trim(suffix));
}

/* The range from a start to the first end behind it; without an end, the start. */
static bool reach(const struct find_hits *ends, const struct link_text *t, struct str text,
                  struct doc_range *r)
{
    if (!t->end.n)
        return is_behind(text, r->end, t->suffix);
    for (size_t i = 0; i < ends->r.n; i++)
        if (ends->r.v[i].beg >= r->end && is_behind(text, ends->r.v[i].end, t->suffix)) {
            r->end = ends->r.v[i].end;
            return true;
        }
    return false;
}

bool link_text_find(const struct doc *d, const struct link_text *t, struct doc_range *out)
{
    struct find_hits starts = {0}, ends = {0};
    bool found = false;
    doc_find(d, t->start, MAX_HITS, &starts);
    if (t->end.n)
        doc_find(d, t->end, MAX_HITS, &ends);
    for (size_t i = 0; i < starts.r.n && !found; i++) {
        struct doc_range r = starts.r.v[i];
        found = is_before(d->text, r.beg, t->prefix) && reach(&ends, t, d->text, &r);
        if (found)
            *out = r;
    }
    vec_free(&starts.r);
    vec_free(&ends.r);
    return found;
}
