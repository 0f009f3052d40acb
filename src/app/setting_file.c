/* The configuration file's text: a setting a line, `name value`. A '#' begins a comment at the
 * beginning of a line and, behind the value, after white space; a value may begin with one. */
#include "app/setting.h"

#include "base/i18n.h"
#include "text/sanitize.h"

enum { MAX_COMPLAINTS = 20 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static size_t skip_blank(struct str s, size_t i)
{
    while (i < s.n && is_blank(s.p[i]))
        i++;
    return i;
}

static size_t skip_word(struct str s, size_t i)
{
    while (i < s.n && !is_blank(s.p[i]))
        i++;
    return i;
}

/* Splits a line without its '\n'. False: nothing but blanks and a comment. The value is empty when
 * there is none, and then stands where it would. */
static bool split_line(struct str line, struct str *name, struct str *value)
{
    size_t beg = skip_blank(line, 0), end = skip_word(line, beg);
    if (beg == line.n || line.p[beg] == '#')
        return false;
    *name = str_sub(line, beg, end);
    beg = skip_blank(line, end);
    if (beg == line.n) {
        *value = str_sub(line, end, end);
        return true;
    }
    size_t stop = end = skip_word(line, beg);
    while ((stop = skip_blank(line, stop)) < line.n && line.p[stop] != '#')
        end = stop = skip_word(line, stop);
    *value = str_sub(line, beg, end);
    return true;
}

static struct str without_bom(struct str text)
{
    struct str bom = STR("\xEF\xBB\xBF");
    return str_starts(text, bom) ? str_sub(text, bom.n, text.n) : text;
}

static void complain(struct buf *out, const char *path, size_t line, size_t count, const char *msg)
{
    if (count > MAX_COMPLAINTS)
        return;
    sanitize(str_of(path), SANITIZE_LINE, out);
    if (count == MAX_COMPLAINTS)
        buf_addf(out, ":%zu: %s\n", line, _("and further bad lines"));
    else
        buf_addf(out, ":%zu: %s\n", line, msg);
}

void settings_parse(struct settings *s, const char *path, struct str text, struct buf *complaints)
{
    struct str rest = without_bom(text), line, name, value;
    size_t number = 0, bad = 0;
    while (str_split(&rest, '\n', &line)) {
        struct err e = {0};
        number++;
        if (split_line(line, &name, &value) && !setting_set(s, name, value, &e))
            complain(complaints, path, number, ++bad, e.msg);
    }
}

/* The value's place in the last line that sets name: the one that counts. STR_NONE without. */
static struct str find_value(struct str text, struct str name)
{
    struct str rest = without_bom(text), place = STR_NONE, line, n, v;
    while (str_split(&rest, '\n', &line))
        if (split_line(line, &n, &v) && str_eq(n, name))
            place = v;
    return place;
}

static void append_line(struct str text, struct str name, struct str value, struct buf *out)
{
    size_t first = str_chr(text, '\n', 0);
    bool crlf = first != STR_NPOS && first > 0 && text.p[first - 1] == '\r';
    struct str end = crlf ? STR("\r\n") : STR("\n");
    buf_add(out, text);
    if (text.n && text.p[text.n - 1] != '\n')
        buf_add(out, end);
    buf_add(out, name);
    buf_addc(out, ' ');
    buf_add(out, value);
    buf_add(out, end);
}

void settings_edit(struct str text, struct str name, struct str value, struct buf *out)
{
    struct str old = find_value(text, name);
    if (!old.p) {
        append_line(text, name, value, out);
        return;
    }
    size_t at = (size_t)(old.p - text.p);
    buf_add(out, str_sub(text, 0, at));
    if (old.n == 0)
        buf_addc(out, ' ');
    buf_add(out, value);
    buf_add(out, str_sub(text, at + old.n, text.n));
}
