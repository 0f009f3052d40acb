/* Entities that were escaped once more than they were read: 甲&nbsp;乙 stands in a text, &amp;nbsp; in
 * a page. Writing on HTML does so on purpose: what holds tags or code is left alone. */
#include "text/repair_priv.h"

#include "base/arena.h"
#include "text/utf8.h"

enum { MAX_NAME = 10, AT_LEAST = 3, AMP = sizeof "amp;" - 1 };

static const struct entity {
    const char *name; /* with its semicolon */
    uint32_t c;
} ENTITIES[] = {
    {"nbsp;", ' '},     {"quot;", '"'},     {"amp;", '&'},       {"lt;", '<'},
    {"gt;", '>'},       {"apos;", '\''},    {"ldquo;", 0x201C},  {"rdquo;", 0x201D},
    {"lsquo;", 0x2018}, {"rsquo;", 0x2019}, {"hellip;", 0x2026}, {"mdash;", 0x2014},
    {"ndash;", 0x2013}, {"middot;", 0xB7},  {"bull;", 0x2022},   {"copy;", 0xA9},
    {"times;", 0xD7},   {"ensp;", ' '},     {"emsp;", ' '},      {"laquo;", 0xAB},
    {"raquo;", 0xBB},   {"eacute;", 0xE9},  {"agrave;", 0xE0},   {"uuml;", 0xFC},
};

/* &#20013; and &#x4E2D;: the code point of what follows the '#', 0 when it is none or ASCII. */
static uint32_t numeric(struct str s, size_t *len)
{
    uint32_t c = 0;
    bool hex = s.n && (s.p[0] | 0x20) == 'x';
    for (size_t i = hex; i < s.n && i < MAX_NAME; i++) {
        char d = s.p[i];
        int v = d >= '0' && d <= '9'                            ? d - '0'
                : (d | 0x20) >= 'a' && (d | 0x20) <= 'f' && hex ? (d | 0x20) - 'a' + 10
                                                                : -1;
        if (d == ';' && i > hex) {
            *len = i + 1;
            return c >= 0x80 && c <= 0x10FFFF && !(c >= 0xD800 && c < 0xE000) ? c : 0;
        }
        if (v < 0)
            break;
        c = c * (hex ? 16 : 10) + (uint32_t)v;
    }
    return 0;
}

/* The entity whose '&' stands before s: what it means, and its length behind the '&'; 0 for none. */
static uint32_t entity_at(struct str s, size_t *len)
{
    if (s.n && s.p[0] == '#') {
        uint32_t c = numeric(str_sub(s, 1, s.n), len);
        ++*len;
        return c;
    }
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++)
        if (str_starts(s, str_of(ENTITIES[i].name))) {
            *len = strlen(ENTITIES[i].name);
            return ENTITIES[i].c;
        }
    return 0;
}

/* How many "amp;" stand one behind the other. */
static size_t amps(struct str s)
{
    size_t n = 0;
    while (str_starts(str_sub(s, n, s.n), STR("amp;")))
        n += AMP;
    return n;
}

static void take(struct str text, size_t at, bool markup, struct repair_pass *p)
{
    struct str rest = str_sub(text, at + 1, text.n);
    size_t escaped = amps(rest), len = 0;
    uint32_t c = entity_at(str_sub(rest, escaped, rest.n), &len);
    struct buf b = {0};
    if (markup) {
        if (escaped && c)
            vec_push(&p->changes, (struct repair_change){at + 1, at + 1 + escaped, STR_NONE});
        return;
    }
    if (!c && !escaped)
        return;
    buf_add_utf8(&b, c ? c : '&');
    vec_push(&p->changes, (struct repair_change){at, at + 1 + escaped + (c ? len : 0),
                                                 arena_str(p->arena, buf_str(&b))});
    buf_free(&b);
}

static bool has(struct str text, const char *word)
{
    return str_find(text, str_of(word), 0) != STR_NPOS;
}

/* A page that was escaped twice has nothing that was escaped once. */
static bool is_about_markup(struct str text, bool markup)
{
    static const char *const ONCE[] = {"&nbsp;", "&quot;", "&ldquo;", "&hellip;", "&#"};
    if (!markup)
        return has(text, "</") || has(text, "HTML") || has(text, "html");
    for (size_t i = 0; i < sizeof ONCE / sizeof *ONCE; i++)
        if (has(text, ONCE[i]))
            return true;
    return has(text, "<code") || has(text, "<pre") || has(text, "```") || has(text, "`&");
}

/* The end of the script, if byte at is in one: what it holds is no text. STR_NPOS when it is not. */
static size_t script_end(struct str text, size_t at, size_t *script)
{
    static const struct str open = STR("<script"), close = STR("</script");
    while (*script < at) {
        size_t end = str_find(text, close, *script);
        end = end == STR_NPOS ? text.n : end;
        if (at < end)
            return end;
        size_t next = str_find(text, open, end);
        *script = next == STR_NPOS ? text.n : next;
    }
    return STR_NPOS;
}

void repair_entities(struct str text, bool markup, struct repair_pass *p)
{
    size_t script = markup ? str_find(text, STR("<script"), 0) : STR_NPOS;
    for (size_t at = str_chr(text, '&', 0); at != STR_NPOS;) {
        size_t before = p->changes.n, end = script < at ? script_end(text, at, &script) : STR_NPOS;
        if (end != STR_NPOS) {
            at = str_chr(text, '&', end);
            continue;
        }
        take(text, at, markup, p);
        size_t from = p->changes.n > before ? vec_last(&p->changes).end : at + 1;
        at = str_chr(text, '&', from);
    }
    if (!p->changes.n)
        return;
    bool about = is_about_markup(text, markup);
    p->strong = p->changes.n >= AT_LEAST && !about;
    p->faint = p->changes.n < AT_LEAST || about;
}
