/* A user's own format: a text with places in braces.
 *
 *   {{NAME}}              a value
 *   {{NAME|FILTER|…}}     made fit for where it stands
 *   {{#NAME}}…{{/NAME}}   for each article, quote or tag; of a value: where there is one
 *   {{^NAME}}…{{/NAME}}   where there is none
 *   {{! remark }}
 *
 * A line with nothing but one of the last three is dropped with its line end. A template without
 * {{#articles}} is used once for each article, one after the other; one with it is used once for all, and
 * then values of an article stand inside of it only.
 *
 *   everywhere      count (of the quotes), today
 *   of an article   title author url source published article-uuid article-link
 *   of a quote      text note section color color-label tags created modified uuid link page-link percent
 *                   prefix suffix
 *   in a list       first, last (there where it is the first, the last), and of tags: .
 *
 *   filters         markdown org html json csv url (escape), line (line ends become spaces),
 *                   lines:"> " (the words before each line), date:"%Y-%m-%d" (of created and modified, as
 *                   strftime has it, in this machine's time)
 *
 * Source: the idea is Mustache's. */
#ifndef JD_APP_EXCHANGE_TEMPLATE_H
#define JD_APP_EXCHANGE_TEMPLATE_H

#include "app/exchange_priv.h"
#include "base/vec.h"

enum { TEMPLATE_MAX_DEPTH = 8, TEMPLATE_MAX_FILTERS = 4 };

enum template_scope { SCOPE_ALL, SCOPE_ARTICLE, SCOPE_QUOTE, SCOPE_TAG, SCOPE_LIST };

enum template_name {
    NAME_ARTICLES,
    NAME_QUOTES,
    NAME_TAGS,
    NAME_COUNT,
    NAME_TODAY,
    NAME_TITLE,
    NAME_AUTHOR,
    NAME_URL,
    NAME_SOURCE,
    NAME_PUBLISHED,
    NAME_ARTICLE_UUID,
    NAME_ARTICLE_LINK,
    NAME_TEXT,
    NAME_NOTE,
    NAME_SECTION,
    NAME_COLOR,
    NAME_COLOR_LABEL,
    NAME_CREATED,
    NAME_MODIFIED,
    NAME_UUID,
    NAME_LINK,
    NAME_PAGE_LINK,
    NAME_PERCENT,
    NAME_PREFIX,
    NAME_SUFFIX,
    NAME_FIRST,
    NAME_LAST,
    NAME_TAG,
    TEMPLATE_NAMES
};

enum template_filter {
    FILTER_MARKDOWN,
    FILTER_ORG,
    FILTER_HTML,
    FILTER_JSON,
    FILTER_CSV,
    FILTER_URL,
    FILTER_LINE,
    FILTER_LINES,
    FILTER_DATE,
    TEMPLATE_FILTERS
};

enum template_node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED, NODE_END };

struct template_node {
    enum template_node_kind kind;
    enum template_name name;
    struct str text; /* of NODE_TEXT */
    size_t other;    /* a section's end, an end's section */
    size_t line;
    unsigned nfilters;
    struct {
        enum template_filter f;
        struct str arg;
    } filter[TEMPLATE_MAX_FILTERS];
};

struct template
{
    VEC(struct template_node) v; /* its strings point into the source */
    bool articles;               /* it goes through the articles itself */
};

/* ERR_USAGE "FILE:LINE: cause". template_free ends it, after an error too. */
bool template_parse(struct str source, const char *file, struct template *out, struct err *e);
void template_free(struct template *t);

#endif
