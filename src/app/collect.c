#include "app/collect.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/importer_protocol.h"
#include "base/iso.h"
#include "base/vec.h"
#include "doc/terms.h"
#include "text/sanitize.h"
#include "text/utf8.h"

enum { MAX_LINE_BYTES = 512, MAX_NAME_BYTES = 128, MAX_SUMMARY_BYTES = 1024, MAX_LINKS = 256 };

/* What is given to the store points into the document, and into these. */
struct made {
    struct article_new a;
    struct buf source, title, author, summary, lang, format, site, feed;
    VEC(struct article_word) tags;
    VEC(uint64_t) links;
    struct terms terms;
    struct article_word keywords[TERMS_KEYWORDS];
    struct buf keyword[TERMS_KEYWORDS];
    VEC(struct buf) names;
};

/* Whole characters, on one clean line. */
static struct str line_of(struct str s, size_t max, struct buf *own)
{
    sanitize(s, SANITIZE_LINE, own);
    struct str line = str_trim(buf_str(own));
    return str_sub(line, 0, utf8_valid_prefix(str_sub(line, 0, max)));
}

static size_t path_at(struct str s)
{
    size_t i = 0;
    while (i < s.n && !strchr("/?#", s.p[i]))
        i++;
    return i;
}

/* "example.org" of "https://user@www.example.org:8080/a"; empty for what is no such URL. */
static struct str host_of(struct str url)
{
    size_t at = str_find(url, STR("://"), 0);
    if (at == STR_NPOS || at == 0)
        return STR_NONE;
    struct str host = str_sub(url, at + 3, url.n);
    host = str_sub(host, 0, path_at(host));
    size_t user = str_chr(host, '@', 0);
    if (user != STR_NPOS)
        host = str_sub(host, user + 1, host.n);
    host = str_sub(host, 0, str_chr(host, ':', 0));
    return str_starts(host, STR("www.")) ? str_sub(host, 4, host.n) : host;
}

static struct str site_of(const struct doc *d, struct str url, struct str source)
{
    struct str site = doc_attr(d, ATTR_SOURCE);
    if (!site.n)
        site = host_of(url);
    return site.n ? site : host_of(source);
}

static void add_tag(struct made *m, struct str tag)
{
    struct buf own = {0};
    struct str name = line_of(tag, MAX_NAME_BYTES, &own);
    if (!name.n) {
        buf_free(&own);
        return;
    }
    vec_push(&m->names, own);
    vec_push(&m->tags, (struct article_word){name, 0});
}

/* The document's own, too. */
static void add_tags(struct made *m, const struct collect *c, const struct doc *d)
{
    uint32_t beg, end;
    for (size_t i = 0; i < c->ntags; i++)
        add_tag(m, c->tags[i]);
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    for (uint32_t i = beg; i < end; i++)
        if (d->attrs[i].key == ATTR_TAG)
            add_tag(m, str_sub(d->strings, d->attrs[i].beg, d->attrs[i].beg + d->attrs[i].len));
}

/* What has no name of its own to be known again by has its URL, or the hash of its content: two streams
 * are two articles. */
static struct str source_of(struct made *m, const char *source, const struct doc *d)
{
    char hex[33];
    struct str url = doc_attr(d, ATTR_URL);
    if (strcmp(source, "-") != 0)
        return str_of(source);
    if (url.n)
        return url;
    hash128_hex(d->content_hash, hex);
    buf_addf(&m->source, "content:%s", hex);
    return buf_str(&m->source);
}

static void add_links(struct made *m, const struct doc *d)
{
    struct str last = STR_NONE;
    for (uint32_t i = 0; i < d->nattrs && m->links.n < MAX_LINKS; i++) {
        const struct attr *a = &d->attrs[i];
        struct str url = str_sub(d->strings, a->beg, a->beg + a->len);
        if (a->key != ATTR_HREF || str_eq(url, last) || str_find(url, STR("://"), 0) == STR_NPOS)
            continue;
        last = url;
        vec_push(&m->links, article_url_hash(url));
    }
}

static void add_terms(struct made *m, const struct doc *d)
{
    terms_of(d, &m->terms);
    for (size_t i = 0; i < m->terms.nkeywords; i++)
        m->keywords[i] = (struct article_word){
            line_of(m->terms.keywords[i].name, MAX_NAME_BYTES, &m->keyword[i]),
            m->terms.keywords[i].weight,
        };
}

static void make(struct made *m, const struct collect *c, const struct doc *d,
                 const struct import_kept *kept)
{
    struct str url = doc_attr(d, ATTR_URL), title = doc_title(d);
    struct str source = source_of(m, c->source, d), feed = str_of(c->feed);
    add_tags(m, c, d);
    add_links(m, d);
    add_terms(m, d);
    if (!feed.n)
        feed = doc_attr(d, ATTR_FEED);
    m->a = (struct article_new){
        .source = source,
        .url = url,
        .title = line_of(title.n ? title : file_name(source), MAX_LINE_BYTES, &m->title),
        .author = line_of(doc_attr(d, ATTR_AUTHOR), MAX_LINE_BYTES, &m->author),
        .summary = line_of(doc_attr(d, ATTR_SUMMARY), MAX_SUMMARY_BYTES, &m->summary),
        .lang = line_of(doc_attr(d, ATTR_LANG), MAX_NAME_BYTES, &m->lang),
        .format = line_of(doc_attr(d, ATTR_FORMAT), MAX_NAME_BYTES, &m->format),
        .site = line_of(site_of(d, url, source), MAX_NAME_BYTES, &m->site),
        .feed = line_of(feed, MAX_NAME_BYTES, &m->feed),
        .content_hash = d->content_hash,
        .units = d->units,
        .canon_version = d->canon_version,
        .parser = IMPORT_PARSER_VERSION,
        .anew = c->anew,
        .doc = kept->stored.n ? kept->stored : str_n(d->owned, d->owned_bytes),
        .original = kept->original.n ? kept->original : STR_NONE,
        .tags = m->tags.v,
        .ntags = m->tags.n,
        .terms = &m->terms,
        .keywords = m->keywords,
        .nkeywords = m->terms.nkeywords,
        .links = m->links.v,
        .nlinks = m->links.n,
    };
    iso_parse(doc_attr(d, ATTR_DATE), false, &m->a.published_ms);
}

static void made_free(struct made *m)
{
    for (size_t i = 0; i < m->names.n; i++)
        buf_free(&m->names.v[i]);
    vec_free(&m->names);
    for (size_t i = 0; i < TERMS_KEYWORDS; i++)
        buf_free(&m->keyword[i]);
    vec_free(&m->tags);
    vec_free(&m->links);
    buf_free(&m->source);
    buf_free(&m->title);
    buf_free(&m->author);
    buf_free(&m->summary);
    buf_free(&m->lang);
    buf_free(&m->format);
    buf_free(&m->site);
    buf_free(&m->feed);
}

bool collect_doc(struct library *lib, const struct collect *c, const struct doc *d,
                 const struct import_kept *kept, int64_t *id, enum article_stored *how,
                 struct err *e)
{
    struct made m = {0};
    make(&m, c, d, kept);
    bool ok = article_store(library_db(lib), &m.a, clock_wall_ms(), id, how, e);
    made_free(&m);
    return ok;
}

bool collect_one(struct library *lib, const struct collect *c, const struct doc *d,
                 const struct import_kept *kept, int64_t *id, enum article_stored *how,
                 struct err *e)
{
    return db_begin(library_db(lib), e) &&
           db_end(library_db(lib), collect_doc(lib, c, d, kept, id, how, e), e);
}
