#include "parse/quotes.h"

#include "base/i18n.h"
#include "base/iso.h"
#include "parse/date.h"
#include "text/json.h"

static const struct quote_parser *const parsers[] = {
    &QUOTES_W3C, &QUOTES_KOREADER, &QUOTES_FOLIATE, &QUOTES_KINDLE, &QUOTES_READWISE,
};
enum { PARSERS = sizeof parsers / sizeof *parsers };

static bool fail_unknown(struct str format, struct err *e)
{
    struct buf names = {0};
    for (size_t i = 0; i < PARSERS; i++)
        buf_addf(&names, "%s%s", i ? ", " : "", parsers[i]->name);
    if (format.n)
        err_set(e, ERR_UNSUPPORTED, _("quotes are not read from “%.*s”; there is: %s"),
                STR_ARG(format), buf_cstr(&names));
    else
        err_set(e, ERR_FORMAT, _("this is no file of quotes that is known; there is: %s"),
                buf_cstr(&names));
    buf_free(&names);
    return false;
}

static const struct quote_parser *choose(struct str format, struct str text, struct err *e)
{
    for (size_t i = 0; i < PARSERS; i++)
        if (format.n ? str_eq(format, str_of(parsers[i]->name)) : parsers[i]->looks(text))
            return parsers[i];
    fail_unknown(format, e);
    return NULL;
}

bool quotes_parse(const struct parse_input *in, struct quotes_writer *out, struct err *e)
{
    struct charset_result charset = {0};
    struct arena arena = {0};
    if (!charset_decode(in->bytes, in->charset, STR_NONE, in->kit, &charset, e))
        return false;
    struct quote_source s = {.text = charset.text, .arena = &arena, .out = out};
    const struct quote_parser *p = choose(in->format, s.text, e);
    bool ok = p && p->parse(&s, e);
    arena_free(&arena);
    charset_free(&charset);
    return ok;
}

struct str quote_json_text(struct arena *a, struct str value)
{
    struct buf b = {0};
    struct str s = STR_NONE;
    if (json_text(value, &b) && b.n)
        s = arena_str(a, buf_str(&b));
    buf_free(&b);
    return s;
}

static bool is_known(struct str key, const char *const *known)
{
    for (; *known; known++)
        if (json_key_is(key, *known))
            return true;
    return false;
}

void quote_json_rest(struct str object, const char *const *known, struct buf *members)
{
    struct str key, item;
    for (size_t at = 0; json_next(object, &at, &key, &item);) {
        if (is_known(key, known))
            continue;
        if (members->n)
            buf_addc(members, ',');
        json_compact(members, key);
        buf_addc(members, ':');
        json_compact(members, item);
    }
}

bool quote_json_open(struct str text, struct str *value, struct err *e)
{
    struct json_fault f;
    return json_parse(text, value, &f) ||
           err_set(e, ERR_FORMAT, _("line %zu: this is not JSON: %s"), f.line, f.why);
}

int64_t quote_time(struct str s, bool local)
{
    int64_t ms;
    size_t beg, end;
    char iso[DATE_ISO_BYTES];
    if (iso_parse(str_trim(s), local, &ms))
        return ms;
    return date_find(s, &beg, &end, iso) && iso_parse(str_of(iso), local, &ms) ? ms : 0;
}
