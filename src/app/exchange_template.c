#include "app/exchange_template.h"

#include "app/link.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "text/json.h"

#include <time.h>

/* A list that is gone through: records [at, end), by articles or one by one, or the tags of one. */
struct frame {
    size_t node;                   /* of its section */
    size_t beg, at, end;           /* all of it; where it is */
    size_t quotes_beg, quotes_end; /* outside of it */
};

struct render {
    const struct template *t;
    const struct exchange *x;
    struct buf *out;
    size_t beg, end; /* the quotes in view */
    size_t tag;
    struct frame stack[TEMPLATE_MAX_DEPTH];
    unsigned depth;
};

static const struct quote_record *record(const struct render *r)
{
    return r->x->v[r->beg];
}

/* Behind the last quote of the article of record i. */
static size_t article_end(const struct render *r, size_t i, size_t limit)
{
    for (i++; i < limit && !exchange_begins_article(r->x, i); i++)
        ;
    return i;
}

/* Filters */

static void add_html(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&':
            buf_adds(out, "&amp;");
            break;
        case '<':
            buf_adds(out, "&lt;");
            break;
        case '>':
            buf_adds(out, "&gt;");
            break;
        case '"':
            buf_adds(out, "&quot;");
            break;
        case '\'':
            buf_adds(out, "&#39;");
            break;
        default:
            buf_addc(out, s.p[i]);
        }
}

static void add_line(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_addc(out, s.p[i] == '\n' ? ' ' : s.p[i]);
}

static void add_lines(struct buf *out, struct str s, struct str before)
{
    struct str line;
    for (size_t n = 0; str_split(&s, '\n', &line); n++) {
        buf_adds(out, n ? "\n" : "");
        buf_add(out, before);
        buf_add(out, line);
    }
}

static void add_date(struct buf *out, struct str s, struct str format)
{
    char text[256];
    int64_t ms;
    struct buf f = {0};
    buf_add(&f, format);
    if (iso_parse(s, false, &ms)) {
        struct tm tm = {0};
        time_t t = (time_t)(ms / 1000);
        localtime_r(&t, &tm);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        buf_add(out, str_n(text, strftime(text, sizeof text, buf_cstr(&f), &tm)));
#pragma GCC diagnostic pop
    } else {
        buf_add(out, s);
    }
    buf_free(&f);
}

static void apply(enum template_filter f, struct str arg, struct str s, struct buf *out)
{
    switch (f) {
    case FILTER_MARKDOWN:
        exchange_escape_markdown(out, s);
        break;
    case FILTER_ORG:
        exchange_escape_org(out, s);
        break;
    case FILTER_HTML:
        add_html(out, s);
        break;
    case FILTER_JSON:
        json_string_exact(out, s);
        break;
    case FILTER_CSV:
        exchange_escape_csv(out, s);
        break;
    case FILTER_URL:
        link_encode(out, s);
        break;
    case FILTER_LINE:
        add_line(out, s);
        break;
    case FILTER_LINES:
        add_lines(out, s, arg);
        break;
    case FILTER_DATE:
        add_date(out, s, arg);
        break;
    case TEMPLATE_FILTERS:
        break;
    }
}

/* Values */

static void add_time(struct buf *out, int64_t ms)
{
    if (ms)
        iso_add(out, ms);
}

static void add_tags(struct buf *out, const struct quote_record *q)
{
    for (size_t i = 0; i < q->ntags; i++) {
        buf_adds(out, i ? ", " : "");
        buf_add(out, q->tags[i]);
    }
}

static void add_article_link(struct buf *out, const struct quote_record *q)
{
    if (q->article.uuid.n)
        link_add_article(out, q->article.uuid, NULL);
}

static void add_quote_value(const struct quote_record *q, enum template_name name, struct buf *out)
{
    switch (name) {
    case NAME_TAGS:
        add_tags(out, q);
        break;
    case NAME_CREATED:
        add_time(out, q->created_ms);
        break;
    case NAME_MODIFIED:
        add_time(out, q->modified_ms);
        break;
    case NAME_LINK:
        link_add_quote(out, q->uuid);
        break;
    case NAME_PAGE_LINK:
        exchange_add_page_link(out, q);
        break;
    case NAME_PERCENT:
        if (q->permille >= 0)
            buf_addf(out, "%d", q->permille / 10);
        break;
    default:
        break;
    }
}

static struct str text_value(const struct render *r, enum template_name name)
{
    const struct quote_record *q = record(r);
    switch (name) {
    case NAME_TITLE:
        return exchange_title(q);
    case NAME_AUTHOR:
        return q->article.author;
    case NAME_URL:
        return q->article.url;
    case NAME_SOURCE:
        return q->article.source;
    case NAME_PUBLISHED:
        return q->article.published;
    case NAME_ARTICLE_UUID:
        return q->article.uuid;
    case NAME_TEXT:
        return q->exact;
    case NAME_NOTE:
        return q->note;
    case NAME_SECTION:
        return q->section;
    case NAME_COLOR:
        return str_of(quote_color_name(q->color));
    case NAME_COLOR_LABEL:
        return str_of(quote_color_label(q->color));
    case NAME_UUID:
        return q->uuid;
    case NAME_PREFIX:
        return q->prefix;
    case NAME_SUFFIX:
        return q->suffix;
    case NAME_TAG:
        return q->tags[r->tag];
    default:
        return STR_NONE;
    }
}

static void add_value(const struct render *r, enum template_name name, struct buf *out)
{
    if (name == NAME_COUNT)
        buf_addf(out, "%zu", r->end - r->beg);
    else if (name == NAME_TODAY)
        iso_add_local_date(out, r->x->o->now_ms);
    else if (r->beg < r->end) {
        buf_add(out, text_value(r, name));
        add_quote_value(record(r), name, out);
        if (name == NAME_ARTICLE_LINK)
            add_article_link(out, record(r));
    }
}

static void put_value(struct render *r, const struct template_node *n)
{
    struct buf now = {0}, next = {0};
    add_value(r, n->name, &now);
    for (unsigned i = 0; i < n->nfilters; i++) {
        buf_clear(&next);
        apply(n->filter[i].f, n->filter[i].arg, buf_str(&now), &next);
        struct buf swap = now;
        now = next;
        next = swap;
    }
    buf_add(r->out, buf_str(&now));
    buf_free(&now);
    buf_free(&next);
}

/* Lists */

static bool is_list(enum template_name name)
{
    return name == NAME_ARTICLES || name == NAME_QUOTES || name == NAME_TAGS;
}

/* The element of the frame that is gone through comes into view. */
static void show(struct render *r, struct frame *f)
{
    enum template_name name = r->t->v.v[f->node].name;
    if (name == NAME_TAGS) {
        r->tag = f->at;
        return;
    }
    r->beg = f->at;
    r->end = name == NAME_QUOTES ? f->at + 1 : article_end(r, f->at, f->end);
}

static void enter(struct render *r, size_t node)
{
    struct frame f = {.node = node,
                      .beg = r->beg,
                      .at = r->beg,
                      .end = r->end,
                      .quotes_beg = r->beg,
                      .quotes_end = r->end};
    if (r->t->v.v[node].name == NAME_TAGS) {
        f.beg = f.at = 0;
        f.end = record(r)->ntags;
    }
    r->stack[r->depth] = f;
    show(r, &r->stack[r->depth++]);
}

/* The next element of the innermost list; false behind the last, which ends it. */
static bool advance(struct render *r)
{
    struct frame *f = &r->stack[r->depth - 1];
    f->at = r->t->v.v[f->node].name == NAME_ARTICLES ? r->end : f->at + 1;
    if (f->at < f->end) {
        show(r, f);
        return true;
    }
    r->beg = f->quotes_beg;
    r->end = f->quotes_end;
    r->depth--;
    return false;
}

static bool is_edge(const struct render *r, enum template_name name)
{
    const struct frame *f = &r->stack[r->depth - 1];
    if (name == NAME_FIRST)
        return f->at == f->beg;
    size_t next = r->t->v.v[f->node].name == NAME_ARTICLES ? r->end : f->at + 1;
    return next >= f->end;
}

/* Whether there is something of that name. */
static bool is_there(struct render *r, enum template_name name)
{
    if (name == NAME_FIRST || name == NAME_LAST)
        return is_edge(r, name);
    if (name == NAME_ARTICLES || name == NAME_QUOTES)
        return r->beg < r->end;
    if (name == NAME_TAGS)
        return record(r)->ntags > 0;
    struct buf b = {0};
    add_value(r, name, &b);
    bool there = b.n > 0;
    buf_free(&b);
    return there;
}

/* Gives the node to go on with. */
static size_t step(struct render *r, size_t i)
{
    const struct template_node *n = &r->t->v.v[i];
    const struct template_node *begin = &r->t->v.v[n->other];
    switch (n->kind) {
    case NODE_TEXT:
        buf_add(r->out, n->text);
        break;
    case NODE_VALUE:
        put_value(r, n);
        break;
    case NODE_SECTION:
        if (!is_there(r, n->name))
            return n->other + 1;
        if (is_list(n->name))
            enter(r, i);
        break;
    case NODE_INVERTED:
        if (is_there(r, n->name))
            return n->other + 1;
        break;
    case NODE_END:
        if (begin->kind == NODE_SECTION && is_list(n->name) && advance(r))
            return n->other + 1;
        break;
    }
    return i + 1;
}

static void render_range(const struct template *t, const struct exchange *x, size_t beg, size_t end,
                         struct buf *out)
{
    struct render r = {.t = t, .x = x, .out = out, .beg = beg, .end = end};
    for (size_t i = 0; i < t->v.n;)
        i = step(&r, i);
}

bool exchange_template(const struct exchange *x, struct buf *out, struct err *e)
{
    struct template t;
    bool ok = template_parse(x->o->template_text, x->o->template_name, &t, e);
    if (ok && (t.articles || !x->n)) {
        render_range(&t, x, 0, x->n, out);
    } else if (ok) {
        struct render r = {.x = x};
        for (size_t i = 0, end; i < x->n; i = end) {
            end = article_end(&r, i, x->n);
            render_range(&t, x, i, end, out);
        }
    }
    template_free(&t);
    return ok;
}
