#include "app/setting_line.h"

static const char *const KINDS[SETTINGS_SCOPES] = {
    [SETTINGS_SOURCE] = "source",
    [SETTINGS_PRESET] = "preset",
};

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

static struct str rest_of(struct str s, size_t from)
{
    size_t end = s.n;
    while (end > from && is_blank(s.p[end - 1]))
        end--;
    return str_sub(s, from, end);
}

/* Words from beg on, up to a comment; the first may begin with '#'. */
static struct str take_value(struct str line, size_t beg, struct str *comment)
{
    size_t end = skip_word(line, beg), stop = end;
    while ((stop = skip_blank(line, stop)) < line.n && line.p[stop] != '#')
        end = stop = skip_word(line, stop);
    *comment = rest_of(line, stop);
    return str_sub(line, beg, end);
}

/* A name may hold "]" (an address of IPv6 does): the section's ends the line, or stands before white
 * space and a comment. */
static bool find_close(struct str line, size_t from, size_t *at, struct str *comment)
{
    for (size_t i = from; (i = str_chr(line, ']', i)) != STR_NPOS; i++) {
        size_t behind = skip_blank(line, i + 1);
        if (behind < line.n && (line.p[behind] != '#' || behind == i + 1))
            continue;
        *at = i;
        *comment = rest_of(line, behind);
        return true;
    }
    return false;
}

static struct setting_line read_section(struct str line, size_t beg)
{
    struct setting_line l = {.kind = SETTING_LINE_BAD};
    size_t close;
    if (!find_close(line, beg, &close, &l.comment))
        return l;
    struct str inner = str_trim(str_sub(line, beg + 1, close));
    size_t end = skip_word(inner, 0);
    l.kind = SETTING_LINE_SECTION;
    l.name = str_sub(inner, 0, end);
    l.value = str_trim(str_sub(inner, end, inner.n));
    return l;
}

struct setting_line setting_line_read(struct str line)
{
    struct setting_line l = {.kind = SETTING_LINE_VALUE};
    size_t beg = skip_blank(line, 0), end = skip_word(line, beg);
    if (beg == line.n || line.p[beg] == '#')
        return (struct setting_line){.kind = SETTING_LINE_BLANK, .comment = rest_of(line, beg)};
    if (line.p[beg] == '[')
        return read_section(line, beg);
    l.name = str_sub(line, beg, end);
    beg = skip_blank(line, end);
    l.value = beg == line.n ? str_sub(line, end, end) : take_value(line, beg, &l.comment);
    return l;
}

bool setting_line_scope(struct str kind, enum settings_scope *out)
{
    for (size_t i = SETTINGS_GENERAL + 1; i < SETTINGS_SCOPES; i++)
        if (str_eq(kind, str_of(KINDS[i]))) {
            *out = (enum settings_scope)i;
            return true;
        }
    return false;
}

void setting_line_add_section(enum settings_scope scope, struct str name, struct buf *out)
{
    buf_addf(out, "[%s " STR_FMT "]", KINDS[scope], STR_ARG(name));
}
