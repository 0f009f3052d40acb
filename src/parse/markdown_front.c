#include "parse/markdown_priv.h"

#include "parse/date.h"

/* The part of YAML that people write before an article: "key: value", "[a, b]", lists of "- a". */

enum { VALUE_MAX = 2000, LIST_MAX = 64 };

enum front_key { FRONT_ATTR, FRONT_DATE, FRONT_TITLE, FRONT_LANG, FRONT_URL };

static const struct key {
    const char *name;
    enum front_key what;
    enum attr_key attr;
} keys[] = {
    {"title", FRONT_TITLE, ATTR_TITLE},        {"lang", FRONT_LANG, ATTR_LANG},
    {"language", FRONT_LANG, ATTR_LANG},       {"url", FRONT_URL, ATTR_URL},
    {"canonical_url", FRONT_URL, ATTR_URL},    {"link", FRONT_URL, ATTR_URL},
    {"date", FRONT_DATE, ATTR_DATE},           {"published", FRONT_DATE, ATTR_DATE},
    {"author", FRONT_ATTR, ATTR_AUTHOR},       {"authors", FRONT_ATTR, ATTR_AUTHOR},
    {"editor", FRONT_ATTR, ATTR_EDITOR},       {"source", FRONT_ATTR, ATTR_SOURCE},
    {"publisher", FRONT_ATTR, ATTR_SOURCE},    {"summary", FRONT_ATTR, ATTR_SUMMARY},
    {"description", FRONT_ATTR, ATTR_SUMMARY}, {"tags", FRONT_ATTR, ATTR_KEYWORD},
    {"keywords", FRONT_ATTR, ATTR_KEYWORD},    {"categories", FRONT_ATTR, ATTR_KEYWORD},
};

static const struct key *find_key(struct str name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq_nocase(name, str_of(keys[i].name)))
            return &keys[i];
    return NULL;
}

static struct str unquote(struct str s)
{
    s = str_trim(s);
    bool quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    return quoted ? str_sub(s, 1, s.n - 1) : s;
}

static void give(const struct key *k, struct str value, struct front_matter *f,
                 struct doc_builder *b)
{
    char iso[DATE_ISO_BYTES];
    size_t beg, end;
    value = unquote(value);
    if (!k || !value.n || value.n > VALUE_MAX)
        return;
    switch (k->what) {
    case FRONT_TITLE:
        f->title = value;
        break;
    case FRONT_LANG:
        f->lang = value;
        break;
    case FRONT_URL:
        f->url = value;
        break;
    case FRONT_DATE:
        if (date_find(value, &beg, &end, iso))
            doc_build_attr(b, ATTR_DATE, str_of(iso));
        break;
    case FRONT_ATTR:
        doc_build_attr(b, k->attr, value);
        break;
    }
}

/* A value: one, or for keywords and authors several. */
static void give_value(const struct key *k, struct str value, struct front_matter *f,
                       struct doc_builder *b)
{
    bool list = value.n >= 2 && value.p[0] == '[' && value.p[value.n - 1] == ']';
    bool several = k && k->attr == ATTR_KEYWORD;
    struct str rest = list ? str_sub(value, 1, value.n - 1) : value, one;
    if (!list && !several) {
        give(k, value, f, b);
        return;
    }
    for (unsigned n = 0; n < LIST_MAX && str_split(&rest, ',', &one); n++)
        give(k, one, f, b);
}

/* Where the front matter ends, behind the line of "---"; 0 without. */
static size_t front_end(struct str text)
{
    struct str rest = text, line;
    if (!str_split(&rest, '\n', &line) || line.n < 3 || !str_eq(str_trim(line), STR("---")))
        return 0;
    while (str_split(&rest, '\n', &line)) {
        struct str s = str_trim(line);
        if (str_eq(s, STR("---")) || str_eq(s, STR("...")))
            return rest.p ? (size_t)(rest.p - text.p) : text.n;
    }
    return 0;
}

struct str front_matter_read(struct str text, struct front_matter *f, struct doc_builder *b)
{
    *f = (struct front_matter){0};
    size_t end = front_end(text);
    struct str rest = str_sub(text, 0, end), line;
    const struct key *key = NULL;
    bool folded = false;
    if (!end)
        return text;
    str_split(&rest, '\n', &line);
    while (str_split(&rest, '\n', &line)) {
        struct str s = str_trim(line);
        size_t colon = str_chr(s, ':', 0);
        bool inner = line.n && (line.p[0] == ' ' || line.p[0] == '\t' || line.p[0] == '-');
        if (inner && str_starts(s, STR("- "))) {
            give(key, str_sub(s, 2, s.n), f, b);
        } else if (inner && folded) {
            give(key, s, f, b);
            folded = false;
        } else if (!inner && colon != STR_NPOS) {
            struct str value = str_trim(str_sub(s, colon + 1, s.n));
            key = find_key(str_trim(str_sub(s, 0, colon)));
            folded = str_eq(value, STR("|")) || str_eq(value, STR(">"));
            if (!folded)
                give_value(key, value, f, b);
        }
    }
    return str_sub(text, end, text.n);
}
