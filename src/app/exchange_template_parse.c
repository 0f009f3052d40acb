#include "app/exchange_template.h"
#include "base/i18n.h"

static const struct {
    const char *name;
    enum template_scope scope; /* where it may stand */
} names[TEMPLATE_NAMES] = {
    [NAME_ARTICLES] = {"articles", SCOPE_ALL},
    [NAME_QUOTES] = {"quotes", SCOPE_ALL},
    [NAME_TAGS] = {"tags", SCOPE_QUOTE},
    [NAME_COUNT] = {"count", SCOPE_ALL},
    [NAME_TODAY] = {"today", SCOPE_ALL},
    [NAME_TITLE] = {"title", SCOPE_ARTICLE},
    [NAME_AUTHOR] = {"author", SCOPE_ARTICLE},
    [NAME_URL] = {"url", SCOPE_ARTICLE},
    [NAME_SOURCE] = {"source", SCOPE_ARTICLE},
    [NAME_PUBLISHED] = {"published", SCOPE_ARTICLE},
    [NAME_ARTICLE_UUID] = {"article-uuid", SCOPE_ARTICLE},
    [NAME_ARTICLE_LINK] = {"article-link", SCOPE_ARTICLE},
    [NAME_TEXT] = {"text", SCOPE_QUOTE},
    [NAME_NOTE] = {"note", SCOPE_QUOTE},
    [NAME_SECTION] = {"section", SCOPE_QUOTE},
    [NAME_COLOR] = {"color", SCOPE_QUOTE},
    [NAME_COLOR_LABEL] = {"color-label", SCOPE_QUOTE},
    [NAME_CREATED] = {"created", SCOPE_QUOTE},
    [NAME_MODIFIED] = {"modified", SCOPE_QUOTE},
    [NAME_UUID] = {"uuid", SCOPE_QUOTE},
    [NAME_LINK] = {"link", SCOPE_QUOTE},
    [NAME_PAGE_LINK] = {"page-link", SCOPE_QUOTE},
    [NAME_PERCENT] = {"percent", SCOPE_QUOTE},
    [NAME_PREFIX] = {"prefix", SCOPE_QUOTE},
    [NAME_SUFFIX] = {"suffix", SCOPE_QUOTE},
    [NAME_FIRST] = {"first", SCOPE_LIST},
    [NAME_LAST] = {"last", SCOPE_LIST},
    [NAME_TAG] = {".", SCOPE_TAG},
};

static const struct {
    const char *name;
    bool arg;
} filters[TEMPLATE_FILTERS] = {
    [FILTER_MARKDOWN] = {"markdown", false}, [FILTER_ORG] = {"org", false},
    [FILTER_HTML] = {"html", false},         [FILTER_JSON] = {"json", false},
    [FILTER_CSV] = {"csv", false},           [FILTER_URL] = {"url", false},
    [FILTER_LINE] = {"line", false},         [FILTER_LINES] = {"lines", true},
    [FILTER_DATE] = {"date", true},
};

struct parser {
    struct str s;
    size_t at, line;
    const char *file;
    struct template *t;
    size_t open[TEMPLATE_MAX_DEPTH];
    unsigned depth;
    bool articles; /* there is {{#articles}} somewhere */
    struct err *e;
};

static bool fail(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct parser *p, const char *fmt, ...)
{
    struct buf why = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_addv(&why, fmt, ap);
    va_end(ap);
    err_set(p->e, ERR_USAGE, "%s:%zu: %s", p->file, p->line, buf_cstr(&why));
    buf_free(&why);
    return false;
}

static void count_lines(struct parser *p, size_t from, size_t to)
{
    for (; (from = str_chr(str_sub(p->s, 0, to), '\n', from)) != STR_NPOS; from++)
        p->line++;
}

static void add_text(struct parser *p, size_t from, size_t to)
{
    if (to > from)
        vec_push(&p->t->v,
                 (struct template_node){.kind = NODE_TEXT, .text = str_sub(p->s, from, to)});
}

static bool is_open(const struct parser *p, enum template_name name)
{
    for (unsigned i = 0; i < p->depth; i++) {
        const struct template_node *n = &p->t->v.v[p->open[i]];
        if (n->kind == NODE_SECTION && n->name == name)
            return true;
    }
    return false;
}

/* Whether a name may stand here, in the sections that are open. */
static bool check_scope(struct parser *p, enum template_name name)
{
    bool quotes = is_open(p, NAME_QUOTES), tags = is_open(p, NAME_TAGS);
    bool articles = is_open(p, NAME_ARTICLES);
    switch (names[name].scope) {
    case SCOPE_ALL:
        return !(name == NAME_ARTICLES && (articles || quotes)) && !(name == NAME_QUOTES && quotes)
                   ? true
                   : fail(p, _("“%s” stands inside of itself, or of what it holds"),
                          names[name].name);
    case SCOPE_ARTICLE:
        return !p->articles || articles || quotes ||
               fail(p, _("“%s” is of an article: it stands inside of {{#articles}}"),
                    names[name].name);
    case SCOPE_QUOTE:
        return quotes ||
               fail(p, _("“%s” is of a quote: it stands inside of {{#quotes}}"), names[name].name);
    case SCOPE_TAG:
        return tags || fail(p, _("“%s” is a tag: it stands inside of {{#tags}}"), names[name].name);
    case SCOPE_LIST:
        return articles || quotes || tags ||
               fail(p, _("“%s” stands inside of a list only"), names[name].name);
    }
    return false;
}

static bool find_name(struct parser *p, struct str s, enum template_name *out)
{
    struct buf all = {0};
    for (unsigned i = 0; i < TEMPLATE_NAMES; i++) {
        buf_addf(&all, "%s%s", i ? " " : "", names[i].name);
        if (str_eq(s, str_of(names[i].name))) {
            *out = (enum template_name)i;
            buf_free(&all);
            return true;
        }
    }
    fail(p, _("there is no “%.*s”; there is: %s"), STR_ARG(s), buf_cstr(&all));
    buf_free(&all);
    return false;
}

/* NAME or NAME:"words" at the beginning of *s. */
static bool take_filter(struct parser *p, struct str *s, struct template_node *n)
{
    size_t end = 0;
    while (end < s->n && !strchr(":| ", s->p[end]))
        end++;
    struct str name = str_sub(*s, 0, end), arg = STR_NONE;
    *s = str_trim(str_sub(*s, end, s->n));
    if (str_starts(*s, STR(":\""))) {
        size_t close = str_chr(*s, '"', 2);
        if (close == STR_NPOS)
            return fail(p, _("a quotation mark is not closed"));
        arg = str_sub(*s, 2, close);
        *s = str_trim(str_sub(*s, close + 1, s->n));
    }
    for (unsigned i = 0; i < TEMPLATE_FILTERS; i++) {
        if (!str_eq(name, str_of(filters[i].name)))
            continue;
        if (filters[i].arg != (arg.p != NULL))
            return fail(p,
                        filters[i].arg ? _("the filter “%s” wants words: %s:\"…\"")
                                       : _("the filter “%s” wants no words (%s)"),
                        filters[i].name, filters[i].name);
        if (n->nfilters == TEMPLATE_MAX_FILTERS)
            return fail(p, _("more than %d filters"), TEMPLATE_MAX_FILTERS);
        n->filter[n->nfilters].f = (enum template_filter)i;
        n->filter[n->nfilters++].arg = arg;
        return true;
    }
    return fail(p, _("there is no filter “%.*s”"), STR_ARG(name));
}

static bool parse_value(struct parser *p, struct str s)
{
    struct template_node n = {.kind = NODE_VALUE, .line = p->line};
    size_t bar = str_chr(s, '|', 0);
    if (!find_name(p, str_trim(str_sub(s, 0, bar)), &n.name) || !check_scope(p, n.name))
        return false;
    if (n.name == NAME_ARTICLES || n.name == NAME_QUOTES || n.name >= NAME_FIRST)
        if (n.name != NAME_TAG)
            return fail(p, _("“%s” is no value: write {{#%s}}"), names[n.name].name,
                        names[n.name].name);
    s = str_sub(s, bar == STR_NPOS ? s.n : bar, s.n);
    while (s.n) {
        if (s.p[0] != '|')
            return fail(p, _("“|” expected before “%.*s”"), STR_ARG(s));
        s = str_trim(str_sub(s, 1, s.n));
        if (!take_filter(p, &s, &n))
            return false;
    }
    vec_push(&p->t->v, n);
    return true;
}

static bool open_section(struct parser *p, struct str s, enum template_node_kind kind)
{
    struct template_node n = {.kind = kind, .line = p->line};
    if (!find_name(p, s, &n.name) || !check_scope(p, n.name))
        return false;
    if (p->depth == TEMPLATE_MAX_DEPTH)
        return fail(p, _("sections deeper than %d"), TEMPLATE_MAX_DEPTH);
    p->open[p->depth++] = p->t->v.n;
    vec_push(&p->t->v, n);
    return true;
}

static bool close_section(struct parser *p, struct str s)
{
    enum template_name name;
    if (!find_name(p, s, &name))
        return false;
    if (!p->depth)
        return fail(p, _("{{/%s}} closes nothing"), names[name].name);
    size_t begin = p->open[--p->depth];
    struct template_node *n = &p->t->v.v[begin];
    if (n->name != name)
        return fail(p, _("{{/%s}} where {{#%s}} of line %zu is open"), names[name].name,
                    names[n->name].name, n->line);
    n->other = p->t->v.n;
    vec_push(&p->t->v, (struct template_node){
                           .kind = NODE_END, .name = name, .other = begin, .line = p->line});
    return true;
}

static bool parse_tag(struct parser *p, struct str tag)
{
    char sign = tag.n ? tag.p[0] : '\0';
    struct str rest = str_trim(str_sub(tag, 1, tag.n));
    if (sign == '#')
        return open_section(p, rest, NODE_SECTION);
    if (sign == '^')
        return open_section(p, rest, NODE_INVERTED);
    if (sign == '/')
        return close_section(p, rest);
    return sign == '!' || parse_value(p, tag);
}

/* A tag that is all there is in its line takes the line with it: *beg and *end are moved. */
static void take_line(struct parser *p, size_t *beg, size_t *end)
{
    size_t from = *beg, to = *end;
    while (from > p->at && (p->s.p[from - 1] == ' ' || p->s.p[from - 1] == '\t'))
        from--;
    while (to < p->s.n && strchr(" \t\r", p->s.p[to]))
        to++;
    bool begins = from == 0 || p->s.p[from - 1] == '\n';
    bool ends = to == p->s.n || p->s.p[to] == '\n';
    if (!begins || !ends)
        return;
    *beg = from;
    *end = to < p->s.n ? to + 1 : to;
}

static bool parse_next(struct parser *p)
{
    size_t open = str_find(p->s, STR("{{"), p->at);
    size_t close = str_find(p->s, STR("}}"), open == STR_NPOS ? p->s.n : open + 2);
    size_t beg = open, end = close + 2;
    if (open == STR_NPOS) {
        add_text(p, p->at, p->s.n);
        p->at = p->s.n;
        return true;
    }
    count_lines(p, p->at, open);
    if (close == STR_NPOS)
        return fail(p, _("{{ without }}"));
    struct str tag = str_trim(str_sub(p->s, open + 2, close));
    if (tag.n && strchr("#^/!", tag.p[0]))
        take_line(p, &beg, &end);
    add_text(p, p->at, beg);
    if (!parse_tag(p, tag))
        return false;
    count_lines(p, open, end);
    p->at = end;
    return true;
}

bool template_parse(struct str source, const char *file, struct template *out, struct err *e)
{
    *out = (struct template){0};
    struct parser p = {.s = source, .line = 1, .file = file ? file : "?", .t = out, .e = e};
    out->articles = p.articles = str_find(source, STR("{{#articles}}"), 0) != STR_NPOS;
    while (p.at < source.n)
        if (!parse_next(&p))
            return false;
    if (!p.depth)
        return true;
    const struct template_node *n = &out->v.v[p.open[p.depth - 1]];
    p.line = n->line;
    return fail(&p, _("{{#%s}} is not closed"), names[n->name].name);
}

void template_free(struct template *t)
{
    vec_free(&t->v);
}
