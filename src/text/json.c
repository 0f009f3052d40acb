#include "text/json.h"

#include "base/i18n.h"
#include "text/sanitize.h"
#include "text/utf8.h"

/* Writing */

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    }
    return NULL;
}

static void add_escaped(struct buf *out, struct str s)
{
    size_t from = 0;
    buf_addc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= ' ' && c != '"' && c != '\\')
            continue;
        const char *esc = escape_of(c);
        buf_add(out, str_sub(s, from, i));
        if (esc)
            buf_adds(out, esc);
        else
            buf_addf(out, "\\u%04x", c);
        from = i + 1;
    }
    buf_add(out, str_sub(s, from, s.n));
    buf_addc(out, '"');
}

void json_string(struct buf *out, struct str s)
{
    if (sanitize_clean_prefix(s, SANITIZE_CODE) == s.n) {
        add_escaped(out, s);
        return;
    }
    struct buf clean = {0};
    sanitize(s, SANITIZE_CODE, &clean);
    add_escaped(out, buf_str(&clean));
    buf_free(&clean);
}

static void add_code_unit(struct buf *out, uint32_t c)
{
    if (c >= 0x10000) {
        buf_addf(out, "\\u%04x", (unsigned)(0xD7C0 + (c >> 10)));
        c = 0xDC00 | (c & 0x3FF);
    }
    buf_addf(out, "\\u%04x", (unsigned)c);
}

/* Text between the quotes of a string, with or without escapes in it: what is refused is escaped. */
static void add_clean(struct buf *out, struct str s)
{
    while (s.n) {
        size_t n = sanitize_clean_prefix(s, SANITIZE_LINE);
        buf_add(out, str_sub(s, 0, n));
        s = str_sub(s, n, s.n);
        if (!s.n)
            break;
        unsigned len;
        add_code_unit(out, utf8_get_unsafe(s, &len));
        s = str_sub(s, len, s.n);
    }
}

void json_string_exact(struct buf *out, struct str s)
{
    struct buf escaped = {0};
    add_escaped(&escaped, s);
    add_clean(out, buf_str(&escaped));
    buf_free(&escaped);
}

void json_add_comma(struct buf *out)
{
    char last = out->n ? out->p[out->n - 1] : '{';
    if (last != '{' && last != '[')
        buf_addc(out, ',');
}

void json_add_key(struct buf *out, const char *key)
{
    json_add_comma(out);
    json_string(out, str_of(key));
    buf_addc(out, ':');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the string that begins at byte at. */
static size_t string_end(struct str s, size_t at)
{
    for (;;) {
        size_t quote = str_chr(s, '"', at + 1), esc = quote;
        if (quote == STR_NPOS)
            return s.n;
        while (esc > at + 1 && s.p[esc - 1] == '\\')
            esc--;
        if ((quote - esc) % 2 == 0) /* backslashes before it: of pairs alone */
            return quote + 1;
        at = quote;
    }
}

void json_compact(struct buf *out, struct str value)
{
    size_t at = 0;
    while (at < value.n) {
        size_t end = at + 1;
        if (value.p[at] == '"') {
            end = string_end(value, at);
            add_clean(out, str_sub(value, at, end));
        } else if (!is_space(value.p[at])) {
            buf_addc(out, value.p[at]);
        }
        at = end;
    }
}

/* Well-formedness: a machine with a bit for each open bracket. */

struct checker {
    struct str s;
    size_t at;
    const char *why;
    uint64_t objects; /* bit i: the bracket at depth i is an object's */
    unsigned depth;
};

static bool bad(struct checker *c, const char *why)
{
    c->why = why;
    return false;
}

static void skip_space(struct checker *c)
{
    while (c->at < c->s.n && is_space(c->s.p[c->at]))
        c->at++;
}

static char peek(const struct checker *c)
{
    return c->at < c->s.n ? c->s.p[c->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_of(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Four hexadecimal digits at byte at; -1: they are not there. */
static int32_t hex4(struct str s, size_t at)
{
    int32_t v = 0;
    for (size_t i = at; i < at + 4; i++) {
        int h = i < s.n ? hex_of(s.p[i]) : -1;
        if (h < 0)
            return -1;
        v = v << 4 | h;
    }
    return v;
}

static bool check_escape(struct checker *c)
{
    c->at++;
    char e = peek(c);
    if (e == 'u') {
        if (hex4(c->s, c->at + 1) < 0)
            return bad(c, _("bad \\u escape"));
        c->at += 5;
        return true;
    }
    if (!e || !strchr("\"\\/bfnrt", e))
        return bad(c, _("unknown escape"));
    c->at++;
    return true;
}

static bool check_string(struct checker *c)
{
    if (peek(c) != '"')
        return bad(c, _("string expected"));
    c->at++;
    for (;;) {
        if (c->at >= c->s.n)
            return bad(c, _("string without end"));
        char b = c->s.p[c->at];
        if (b == '"')
            break;
        if ((unsigned char)b < ' ')
            return bad(c, _("control character in a string"));
        if (b != '\\')
            c->at++;
        else if (!check_escape(c))
            return false;
    }
    c->at++;
    return true;
}

static bool take_digits(struct checker *c)
{
    size_t from = c->at;
    while (is_digit(peek(c)))
        c->at++;
    return c->at > from || bad(c, _("digit expected"));
}

static bool check_number(struct checker *c)
{
    if (peek(c) == '-')
        c->at++;
    if (peek(c) == '0')
        c->at++;
    else if (!take_digits(c))
        return bad(c, _("value expected"));
    if (peek(c) == '.') {
        c->at++;
        if (!take_digits(c))
            return false;
    }
    if (peek(c) != 'e' && peek(c) != 'E')
        return true;
    c->at++;
    if (peek(c) == '+' || peek(c) == '-')
        c->at++;
    return take_digits(c);
}

static bool check_word(struct checker *c)
{
    static const struct str words[] = {STR("null"), STR("true"), STR("false")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(str_sub(c->s, c->at, c->s.n), words[i])) {
            c->at += words[i].n;
            return true;
        }
    return check_number(c);
}

static bool in_object(const struct checker *c)
{
    return c->objects >> (c->depth - 1) & 1;
}

static bool check_key(struct checker *c)
{
    skip_space(c);
    if (!check_string(c))
        return false;
    skip_space(c);
    if (peek(c) != ':')
        return bad(c, _("“:” expected"));
    c->at++;
    return true;
}

static bool open_bracket(struct checker *c, bool object)
{
    if (c->depth == JSON_MAX_DEPTH)
        return bad(c, _("too deep"));
    c->objects &= ~(UINT64_C(1) << c->depth);
    c->objects |= (uint64_t)object << c->depth;
    c->depth++;
    c->at++;
    return true;
}

/* Behind a value: closes what ends here, and goes on to the next value where there is one. */
static bool after_value(struct checker *c)
{
    while (c->depth) {
        skip_space(c);
        char b = peek(c);
        if (b == ',') {
            c->at++;
            return !in_object(c) || check_key(c);
        }
        if (b != (in_object(c) ? '}' : ']'))
            return bad(c, in_object(c) ? _("“,” or “}” expected") : _("“,” or “]” expected"));
        c->depth--;
        c->at++;
    }
    return true;
}

/* One value, or the beginning of one with more inside. */
static bool check_one(struct checker *c)
{
    skip_space(c);
    char b = peek(c);
    if (b != '{' && b != '[')
        return (b == '"' ? check_string(c) : check_word(c)) && after_value(c);
    if (!open_bracket(c, b == '{'))
        return false;
    skip_space(c);
    if (peek(c) == (b == '{' ? '}' : ']'))
        return after_value(c);
    return b == '[' || check_key(c);
}

static bool check_value(struct checker *c)
{
    do
        if (!check_one(c))
            return false;
    while (c->depth);
    return true;
}

static bool check_text(struct checker *c, size_t *from, size_t *to)
{
    size_t valid = utf8_valid_prefix(c->s);
    if (valid != c->s.n) {
        c->at = valid;
        return bad(c, _("not UTF-8"));
    }
    skip_space(c);
    *from = c->at;
    if (!check_value(c))
        return false;
    *to = c->at;
    skip_space(c);
    return c->at == c->s.n || bad(c, _("something behind the value"));
}

static size_t line_of(struct str s, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; (i = str_chr(str_sub(s, 0, at), '\n', i)) != STR_NPOS; i++)
        line++;
    return line;
}

bool json_parse(struct str text, struct str *value, struct json_fault *f)
{
    struct checker c = {.s = text};
    size_t from, to;
    if (check_text(&c, &from, &to)) {
        *value = str_sub(text, from, to);
        return true;
    }
    if (f)
        *f = (struct json_fault){c.at, line_of(text, c.at), c.why};
    return false;
}

/* Reading what is well formed */

enum json_type json_type(struct str value)
{
    switch (value.n ? value.p[0] : '\0') {
    case '\0':
        return JSON_NONE;
    case 'n':
        return JSON_NULL;
    case 'f':
        return JSON_FALSE;
    case 't':
        return JSON_TRUE;
    case '"':
        return JSON_STRING;
    case '[':
        return JSON_ARRAY;
    case '{':
        return JSON_OBJECT;
    }
    return JSON_NUMBER;
}

static size_t space_end(struct str s, size_t at)
{
    while (at < s.n && is_space(s.p[at]))
        at++;
    return at;
}

/* Behind the value that begins at byte at. */
static size_t value_end(struct str s, size_t at)
{
    unsigned depth = 0;
    if (s.p[at] != '{' && s.p[at] != '[' && s.p[at] != '"') {
        while (at < s.n && !is_space(s.p[at]) && !strchr(",]}", s.p[at]))
            at++;
        return at;
    }
    do {
        char b = s.p[at];
        at = b == '"' ? string_end(s, at) : at + 1;
        if (b == '{' || b == '[')
            depth++;
        else if (b == '}' || b == ']')
            depth--;
    } while (depth && at < s.n);
    return at;
}

bool json_next(struct str value, size_t *at, struct str *key, struct str *item)
{
    enum json_type type = json_type(value);
    if (type != JSON_ARRAY && type != JSON_OBJECT)
        return false;
    size_t i = space_end(value, *at ? *at : 1);
    if (i < value.n && value.p[i] == ',')
        i = space_end(value, i + 1);
    if (i + 1 >= value.n)
        return false;
    *key = STR_NONE;
    if (type == JSON_OBJECT) {
        size_t end = string_end(value, i);
        *key = str_sub(value, i, end);
        i = space_end(value, space_end(value, end) + 1);
    }
    *at = value_end(value, i);
    *item = str_sub(value, i, *at);
    return true;
}

bool json_key_is(struct str key, const char *name)
{
    struct buf said = {0};
    struct str raw = str_sub(key, 1, key.n ? key.n - 1 : 0);
    if (str_chr(raw, '\\', 0) == STR_NPOS)
        return str_eq(raw, str_of(name));
    json_text(key, &said);
    bool same = str_eq(buf_str(&said), str_of(name));
    buf_free(&said);
    return same;
}

struct str json_member(struct str object, const char *name)
{
    struct str key, item, found = STR_NONE;
    if (json_type(object) == JSON_OBJECT)
        for (size_t at = 0; json_next(object, &at, &key, &item);)
            if (json_key_is(key, name))
                found = item;
    return found;
}

/* The character of a \u escape whose digits begin at byte at; *at moves behind it. */
static uint32_t take_unicode(struct str s, size_t *at)
{
    uint32_t c = (uint32_t)hex4(s, *at);
    *at += 4;
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    int32_t low =
        c <= 0xDBFF && str_starts(str_sub(s, *at, s.n), STR("\\u")) ? hex4(s, *at + 2) : 0;
    if (low < 0xDC00 || low > 0xDFFF)
        return UTF8_REPLACEMENT;
    *at += 6;
    return 0x10000 + ((c & 0x3FF) << 10 | ((uint32_t)low & 0x3FF));
}

bool json_text(struct str value, struct buf *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    if (json_type(value) != JSON_STRING)
        return false;
    struct str s = str_sub(value, 1, value.n - 1);
    size_t at = 0;
    while (at < s.n) {
        size_t esc = str_chr(s, '\\', at);
        buf_add(out, str_sub(s, at, esc));
        if (esc == STR_NPOS)
            break;
        char e = s.p[esc + 1];
        const char *known = strchr(from, e);
        at = esc + 2;
        if (e == 'u')
            buf_add_utf8(out, take_unicode(s, &at));
        else
            buf_addc(out, known ? to[known - from] : e);
    }
    return true;
}

bool json_int(struct str value, int64_t *out)
{
    unsigned long long v;
    if (json_type(value) != JSON_NUMBER)
        return false;
    bool minus = value.p[0] == '-';
    size_t beg = minus, end = beg;
    while (end < value.n && is_digit(value.p[end]))
        end++;
    if (end < value.n && value.p[end] != '.')
        return false; /* an exponent: nobody writes a place or a time so */
    if (!str_to_u64(str_sub(value, beg, end), INT64_MAX, &v))
        return false;
    *out = minus ? -(int64_t)v : (int64_t)v;
    return true;
}
