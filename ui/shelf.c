#include "ui/shelf.h"

#include "base/i18n.h"

#include <stdlib.h>

static const char *const PARTS[LIST_FILTERS] = {
    [LIST_KEPT] = N_("All articles"), [LIST_UNREAD] = N_("Unread"),
    [LIST_READING] = N_("Reading"),   [LIST_FINISHED] = N_("Finished"),
    [LIST_STARRED] = N_("Starred"),   [LIST_ARCHIVE] = N_("Archive"),
    [LIST_TRASH] = N_("Trash"),
};

static const char *const ORDERS[LIST_ORDERS][2] = {
    [ORDER_ADDED] = {N_("last added first"), N_("first added first")},
    [ORDER_PUBLISHED] = {N_("newest first"), N_("oldest first")},
    [ORDER_READ] = {N_("last read first"), N_("first read first")},
    [ORDER_UNITS] = {N_("longest first"), N_("shortest first")},
    [ORDER_TITLE] = {N_("by title, backwards"), N_("by title")},
};

struct shelf shelf_new(enum list_filter filter, int64_t key, struct str name)
{
    struct shelf s = {.query = {.filter = filter, .key = key}};
    if (name.n)
        s.name = str_dup(name);
    s.query.lang = filter == LIST_LANG ? str_of(s.name) : STR_NONE;
    while (!article_list_has(filter, s.query.order))
        s.query.order++;
    return s;
}

void shelf_free(struct shelf *s)
{
    free(s->name);
    *s = (struct shelf){0};
}

const char *shelf_part_title(enum list_filter f)
{
    return _(PARTS[f]);
}

void shelf_add_title(const struct shelf *s, struct buf *out)
{
    bool tag = s->query.filter == LIST_TAG || s->query.filter == LIST_KEYWORD;
    if (!s->name)
        buf_adds(out, shelf_part_title(s->query.filter));
    else
        buf_addf(out, "%s%s", tag ? "#" : "", s->name);
}

const char *shelf_order_title(const struct shelf *s)
{
    return _(ORDERS[s->query.order][s->query.ascending]);
}

/* Titles go up by nature, the rest down. */
static bool is_natural(const struct article_query *q)
{
    return q->ascending == (q->order == ORDER_TITLE);
}

void shelf_next_order(struct shelf *s)
{
    struct article_query *q = &s->query;
    bool was_natural = is_natural(q);
    q->ascending = !q->ascending;
    if (was_natural)
        return;
    do
        q->order = (q->order + 1) % LIST_ORDERS;
    while (!article_list_has(q->filter, q->order));
    q->ascending = q->order == ORDER_TITLE;
}

bool shelf_day_of(const struct shelf *s, const struct article_row *row, int64_t *wall_ms)
{
    const int64_t times[LIST_ORDERS] = {
        [ORDER_ADDED] = row->added_ms,
        [ORDER_PUBLISHED] = row->published_ms,
        [ORDER_READ] = row->read_ms,
    };
    *wall_ms = times[s->query.order];
    return s->query.order <= ORDER_READ;
}
