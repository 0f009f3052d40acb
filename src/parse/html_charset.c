#include "parse/html_scan.h"

#include "parse/html_tag.h"

/* The encoding a page declares, looked for in its bytes as HTML 13.2.3.2 does, but only inside
 * <meta>. */

enum { PRESCAN_BYTES = 4096 };

static size_t find_nocase(struct str s, const char *word, size_t from)
{
    struct str w = str_of(word);
    for (size_t at = from; at + w.n <= s.n; at++)
        if (str_eq_nocase(str_sub(s, at, at + w.n), w))
            return at;
    return STR_NPOS;
}

static struct str value_of(struct str s)
{
    static const char ends[] = "\"'; \t\r\n>/";
    s = str_trim(s);
    if (!s.n || s.p[0] != '=')
        return STR_NONE;
    s = str_trim(str_sub(s, 1, s.n));
    if (s.n && (s.p[0] == '"' || s.p[0] == '\''))
        s = str_trim(str_sub(s, 1, s.n));
    size_t end = 0;
    while (end < s.n && !strchr(ends, s.p[end]))
        end++;
    return str_sub(s, 0, end);
}

struct str html_declared_charset(struct str bytes)
{
    struct str head = str_sub(bytes, 0, PRESCAN_BYTES);
    for (size_t at = 0; (at = find_nocase(head, "<meta", at)) != STR_NPOS; at++) {
        struct str tag = str_sub(head, at, str_chr(head, '>', at));
        size_t key = find_nocase(tag, "charset", 0);
        struct str value = key == STR_NPOS ? STR_NONE : value_of(str_sub(tag, key + 7, tag.n));
        if (value.n)
            return value;
    }
    return STR_NONE;
}
