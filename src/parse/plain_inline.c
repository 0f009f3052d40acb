/* Links and ruby in the text of a leaf. */
#include "parse/plain_priv.h"
#include "text/utf8.h"

enum {
    RUBY_EVIDENCE = 3,
    RUBY_MAX_BYTES = 120, /* of a reading */
    BASE_MAX_BYTES = 300, /* of what it stands on, behind ｜ */
    NOTE_MAX_BYTES = 400, /* of an editor's note */
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The first "www." at or after from that begins a word. */
static size_t find_www(struct str text, size_t from)
{
    for (; (from = str_chr(text, 'w', from)) != STR_NPOS; from++)
        if (str_starts(str_sub(text, from, from + 4), STR("www.")) &&
            (from == 0 || !is_letter(text.p[from - 1])))
            return from;
    return STR_NPOS;
}

/* The first "http://" or "https://" that begins at or after from. */
static size_t find_http(struct str text, size_t from)
{
    for (size_t at = from; (at = str_chr(text, ':', at)) != STR_NPOS; at++) {
        size_t scheme = at && text.p[at - 1] == 's' ? 5 : 4;
        if (at >= from + scheme && str_starts(str_sub(text, at, at + 3), STR("://")) &&
            str_eq(str_sub(text, at - scheme, at), str_sub(STR("https"), 0, scheme)))
            return at - scheme;
    }
    return STR_NPOS;
}

/* The next address at or after byte at. Each cursor goes over the whole text once. */
static size_t next_url(const struct plain *p, struct inline_state *st, size_t at)
{
    if (st->http < at)
        st->http = find_http(p->text, at);
    if (st->www < at)
        st->www = find_www(p->text, at);
    return st->http < st->www ? st->http : st->www;
}

static bool is_url_byte(char c)
{
    return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '`';
}

/* Bytes of the address at the beginning of s: up to what is no ASCII, or closes a bracket that the
 * address did not open; a last . , ; : ! ? or ' belongs to the sentence. */
static size_t url_bytes(struct str s)
{
    static const char open[] = "([{", close[] = ")]}";
    unsigned depth[3] = {0};
    size_t n = 0;
    for (; n < s.n && is_url_byte(s.p[n]); n++) {
        const char *o = memchr(open, s.p[n], 3), *c = memchr(close, s.p[n], 3);
        if (o)
            depth[o - open]++;
        if (c && depth[c - close]-- == 0)
            break;
    }
    while (n && memchr(".,;:!?'*_", s.p[n - 1], 9))
        n--;
    return n;
}

static void link_text(const struct plain *p, struct str url)
{
    bool bare = str_starts(url, STR("www."));
    struct buf href = {0};
    buf_adds(&href, bare ? "http://" : "");
    buf_add(&href, url);
    doc_build_span_open(p->b, SPAN_LINK);
    doc_build_span_attr(p->b, ATTR_HREF, buf_str(&href));
    doc_build_text(p->b, url);
    doc_build_span_close(p->b);
    buf_free(&href);
}

static void with_links(const struct plain *p, struct inline_state *st, struct str s)
{
    size_t at = (size_t)(s.p - p->text.p), end = at + s.n;
    for (size_t url = next_url(p, st, at); url < end;) {
        size_t n = url_bytes(str_sub(p->text, url, end));
        size_t least = p->text.p[url] == 'w' ? sizeof "www." : sizeof "https://";
        if (n >= least) {
            doc_build_text(p->b, str_sub(p->text, at, url));
            link_text(p, str_sub(p->text, url, url + n));
            at = url + n;
        }
        url = next_url(p, st, url + (n ? n : 1));
    }
    doc_build_text(p->b, str_sub(p->text, at, end));
}

static bool is_kana(struct str s)
{
    while (s.n) {
        uint32_t c = utf8_take(&s);
        if (!(c >= 0x3041 && c <= 0x3096) && !(c >= 0x30A1 && c <= 0x30FE))
            return false;
    }
    return true;
}

static bool is_ruby_base(uint32_t c)
{
    return (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000 ||
           plain_in(c, "々〆ヶ仝〇");
}

/* Where the Han that end at byte at begin. */
static size_t base_begin(struct str s, size_t at)
{
    while (at > 0) {
        size_t beg;
        if (!is_ruby_base(utf8_before(s, at, &beg)))
            break;
        at = beg;
    }
    return at;
}

/* The reading in the brackets at byte `at` of s; STR_NONE when they do not hold one. */
static struct str ruby_at(struct str s, size_t at)
{
    size_t beg = at + STR("《").n;
    struct str rest = str_sub(s, beg, beg + RUBY_MAX_BYTES);
    size_t n = str_find(rest, STR("》"), 0);
    return n == STR_NPOS || n == 0 ? STR_NONE : str_sub(rest, 0, n);
}

bool plain_is_aozora(struct str text)
{
    struct str open = STR("《");
    unsigned found = 0;
    for (size_t at = str_find(text, open, 0); at != STR_NPOS;
         at = str_find(text, open, at + open.n)) {
        struct str ruby = ruby_at(text, at);
        size_t beg;
        if (ruby.n && is_kana(ruby) && at && is_ruby_base(utf8_before(text, at, &beg)) &&
            ++found == RUBY_EVIDENCE)
            return true;
    }
    return false;
}

/* Takes the next piece of notation off *s: what stands before it is text, [base] has the reading
 * ruby. An editor's note has neither. False when there is none any more. */
static bool take_notation(struct str *s, struct str *text, struct str *base, struct str *ruby)
{
    struct str bar = STR("｜"), note = STR("［＃"), open = STR("《");
    size_t from = 0;
    *base = *ruby = STR_NONE;
    for (size_t i = 0; i < s->n;) {
        struct str rest = str_sub(*s, i, s->n);
        size_t end;
        if (str_starts(rest, note) &&
            (end = str_find(str_sub(rest, 0, NOTE_MAX_BYTES), STR("］"), 0)) != STR_NPOS) {
            *text = str_sub(*s, 0, i);
            *s = str_sub(rest, end + STR("］").n, rest.n);
            return true;
        }
        if (str_starts(rest, bar)) {
            end = str_find(str_sub(rest, 0, BASE_MAX_BYTES), open, 0);
            if (end != STR_NPOS && end > bar.n && ruby_at(rest, end).n) {
                *text = str_sub(*s, 0, i);
                *base = str_sub(rest, bar.n, end);
                *ruby = ruby_at(rest, end);
                *s = str_sub(rest, end + 2 * open.n + ruby->n, rest.n);
                return true;
            }
        }
        if (str_starts(rest, open) && ruby_at(rest, 0).n && (from = base_begin(*s, i)) < i) {
            *text = str_sub(*s, 0, from);
            *base = str_sub(*s, from, i);
            *ruby = ruby_at(rest, 0);
            *s = str_sub(rest, 2 * open.n + ruby->n, rest.n);
            return true;
        }
        unsigned len;
        utf8_get(rest.p, &len);
        i += len;
    }
    return false;
}

void plain_inline(const struct plain *p, struct inline_state *st, struct str s)
{
    struct str text, base, ruby;
    while (p->aozora && take_notation(&s, &text, &base, &ruby)) {
        with_links(p, st, text);
        if (base.n == 0)
            continue;
        doc_build_span_open(p->b, SPAN_RUBY);
        doc_build_span_attr(p->b, ATTR_RUBY, ruby);
        doc_build_text(p->b, base);
        doc_build_span_close(p->b);
    }
    with_links(p, st, s);
}

void plain_inline_start(const struct plain *p, struct inline_state *st)
{
    st->http = find_http(p->text, 0);
    st->www = find_www(p->text, 0);
}
