#include "parse/html_meta.h"

#include "parse/date.h"
#include "parse/html_tag.h"
#include "parse/url.h"
#include "text/utf8.h"

enum {
    FIELD_MAX = 2000,
    KEYWORDS_MAX = 32,
    KEYWORD_BYTES = 96,
    AUTHOR_MAX = 160,
};

/* The names of a field, the best first. */
static const struct source {
    const char *name;
    enum meta_field field;
} sources[] = {
    {"og:title", META_TITLE},
    {"twitter:title", META_TITLE},
    {"dc.title", META_TITLE},
    {"weibo:article:title", META_TITLE},
    {"author", META_AUTHOR},
    {"article:author", META_AUTHOR},
    {"article:author_name", META_AUTHOR},
    {"dc.creator", META_AUTHOR},
    {"parsely-author", META_AUTHOR},
    {"byl", META_AUTHOR},
    {"og:site_name", META_SITE},
    {"application-name", META_SITE},
    {"article:published_time", META_DATE},
    {"og:published_time", META_DATE},
    {"datepublished", META_DATE},
    {"parsely-pub-date", META_DATE},
    {"pubdate", META_DATE},
    {"publishdate", META_DATE},
    {"publish-date", META_DATE},
    {"date", META_DATE},
    {"dc.date", META_DATE},
    {"dc.date.issued", META_DATE},
    {"weibo:article:create_at", META_DATE},
    {"og:description", META_SUMMARY},
    {"description", META_SUMMARY},
    {"twitter:description", META_SUMMARY},
    {"og:url", META_URL},
};
enum { SOURCES = sizeof sources / sizeof *sources };

static void set_field(struct meta *m, enum meta_field field, unsigned rank, struct str value)
{
    value = str_trim(value);
    if (!value.n || value.n > FIELD_MAX || (m->rank[field] && m->rank[field] <= rank))
        return;
    if (field == META_AUTHOR && (url_is_web(value) || value.n > AUTHOR_MAX))
        return;
    m->field[field] = value;
    m->rank[field] = rank;
}

/* Where a list of keywords is cut: , ， 、 ; ； */
static size_t keyword_end(struct str s, size_t *sep)
{
    static const struct str seps[] = {STR(","), STR("，"), STR("、"), STR(";"), STR("；")};
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; k < sizeof seps / sizeof *seps; k++)
            if (str_starts(str_sub(s, i, s.n), seps[k])) {
                *sep = seps[k].n;
                return i;
            }
    *sep = 0;
    return s.n;
}

static void add_keywords(struct meta *m, struct str list)
{
    while (list.n) {
        size_t sep, end = keyword_end(list, &sep);
        struct str word = str_trim(str_sub(list, 0, end));
        list = str_sub(list, end + sep, list.n);
        bool known = !word.n || word.n > KEYWORD_BYTES || m->keywords.n >= KEYWORDS_MAX;
        for (size_t i = 0; i < m->keywords.n && !known; i++)
            known = str_eq_nocase(m->keywords.v[i], word);
        if (!known)
            vec_push(&m->keywords, word);
    }
}

/* A property may be a list of names. */
static void read_name(struct meta *m, struct str name, struct str content)
{
    for (unsigned i = 0; i < SOURCES; i++)
        if (dom_has_word(name, sources[i].name))
            set_field(m, sources[i].field, i + 1, content);
    if (dom_has_word(name, "keywords") || dom_has_word(name, "news_keywords") ||
        dom_has_word(name, "article:tag"))
        add_keywords(m, content);
}

static struct str collect(struct dom *d, uint32_t i, size_t max)
{
    struct buf text = {0};
    dom_collect(d, i, max, &text);
    struct str s = arena_str(&d->arena, buf_str(&text));
    buf_free(&text);
    return s;
}

static void read_element(struct meta *m, struct dom *d, uint32_t i)
{
    switch (d->v.v[i].tag) {
    case GUMBO_TAG_META:
        read_name(m, dom_attr(d, i, "name"), dom_attr(d, i, "content"));
        read_name(m, dom_attr(d, i, "property"), dom_attr(d, i, "content"));
        read_name(m, dom_attr(d, i, "itemprop"), dom_attr(d, i, "content"));
        break;
    case GUMBO_TAG_TITLE:
        if (!m->page_title.n)
            m->page_title = collect(d, i, FIELD_MAX);
        break;
    case GUMBO_TAG_BASE:
        if (!m->base.n)
            m->base = str_trim(dom_attr(d, i, "href"));
        break;
    case GUMBO_TAG_LINK:
        if (dom_has_word(dom_attr(d, i, "rel"), "canonical"))
            set_field(m, META_URL, 1, dom_attr(d, i, "href"));
        break;
    case GUMBO_TAG_TIME:
        if (m->time == DOM_NONE && dom_attr(d, i, "datetime").n)
            m->time = i;
        break;
    }
}

/* An element that says it names the author; worth less than what the head says. */
static void read_author(struct meta *m, struct dom *d, uint32_t i)
{
    bool says = dom_has_word(dom_attr(d, i, "rel"), "author") ||
                dom_has_word(dom_attr(d, i, "itemprop"), "author");
    if (says && dom_first(d, i) != DOM_NONE)
        set_field(m, META_AUTHOR, SOURCES + 1, collect(d, i, AUTHOR_MAX + 1));
}

void meta_read(struct dom *d, struct meta *m)
{
    *m = (struct meta){.time = DOM_NONE, .lang = str_trim(dom_attr(d, 0, "lang"))};
    if (!m->lang.n)
        m->lang = str_trim(dom_attr(d, 0, "xml:lang"));
    for (uint32_t i = 0; i < d->v.n; i++) {
        if (dom_is_text(d, i))
            continue;
        read_element(m, d, i);
        if (!m->rank[META_AUTHOR])
            read_author(m, d, i);
    }
}

void meta_free(struct meta *m)
{
    vec_free(&m->keywords);
}

static void give_date(const struct meta *m, const struct dom *d, struct doc_builder *b)
{
    char iso[DATE_ISO_BYTES];
    size_t beg, end;
    struct str date = m->field[META_DATE];
    if (!date.n && m->time != DOM_NONE)
        date = dom_attr(d, m->time, "datetime");
    if (date.n && date_find(date, &beg, &end, iso))
        doc_build_attr(b, ATTR_DATE, str_of(iso));
}

void meta_give(const struct meta *m, const struct dom *d, struct str url, struct doc_builder *b)
{
    static const struct {
        enum meta_field field;
        enum attr_key key;
    } given[] = {
        {META_AUTHOR, ATTR_AUTHOR}, {META_SITE, ATTR_SOURCE}, {META_SUMMARY, ATTR_SUMMARY}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (m->field[given[i].field].n)
            doc_build_attr(b, given[i].key, m->field[given[i].field]);
    give_date(m, d, b);
    if (url.n)
        doc_build_attr(b, ATTR_URL, url);
    for (size_t i = 0; i < m->keywords.n; i++)
        doc_build_attr(b, ATTR_KEYWORD, m->keywords.v[i]);
}
