#include "store/article_list.h"

#include "base/i18n.h"
#include "store/sql.h"

static const char *const ORDER_COLUMN[LIST_ORDERS] = {
    [ORDER_ADDED] = "added_ms", [ORDER_PUBLISHED] = "published_ms",
    [ORDER_READ] = "read_ms",   [ORDER_UNITS] = "units",
    [ORDER_TITLE] = "title",
};

/* How a filter is asked for, and the index that gives each order within it. */
static const struct {
    const char *table, *id, *where;
    const char *index[LIST_ORDERS]; /* NULL: the pair is not offered */
} PLANS[LIST_FILTERS] = {
    [LIST_KEPT] = {"article",
                   "id",
                   "place = 0",
                   {"article_added", "article_published", "article_read", "article_units",
                    "article_title"}},
    [LIST_UNREAD] = {"article",
                     "id",
                     "place = 0 AND state = 0",
                     {"article_state_added", "article_state_published", NULL, "article_state_units",
                      NULL}},
    [LIST_READING] = {"article",
                      "id",
                      "place = 0 AND state = 1",
                      {"article_state_added", "article_state_published", "article_state_read",
                       "article_state_units", NULL}},
    [LIST_FINISHED] = {"article",
                       "id",
                       "place = 0 AND state = 2",
                       {"article_state_added", "article_state_published", "article_state_read",
                        "article_state_units", NULL}},
    [LIST_STARRED] = {"article", "id", "starred = 1", {"article_starred", NULL, NULL, NULL, NULL}},
    [LIST_ARCHIVE] = {"article",
                      "id",
                      "place = 1",
                      {"article_added", "article_published", "article_read", "article_units",
                       "article_title"}},
    [LIST_TRASH] = {"article",
                    "id",
                    "place = 2",
                    {"article_added", "article_published", "article_read", "article_units",
                     "article_title"}},
    [LIST_SITE] = {"article",
                   "id",
                   "place = 0 AND site = :key",
                   {"article_site_added", "article_site_published", NULL, NULL, NULL}},
    [LIST_FEED] = {"article",
                   "id",
                   "place = 0 AND feed = :key",
                   {NULL, "article_feed_published", NULL, NULL, NULL}},
    [LIST_TAG] = {"article_tag",
                  "article",
                  "tag = :key",
                  {"article_tag_added", NULL, NULL, NULL, NULL}},
    [LIST_KEYWORD] = {"article_keyword",
                      "article",
                      "keyword = :key",
                      {"article_keyword_added", NULL, NULL, NULL, NULL}},
    [LIST_LANG] = {"article",
                   "id",
                   "place = 0 AND lang = :lang",
                   {"article_lang_added", NULL, NULL, NULL, NULL}},
};

bool article_list_has(enum list_filter f, enum list_order o)
{
    return PLANS[f].index[o] != NULL;
}

/* Their indices know nothing of places: what was thrown away is looked up, and left out. */
static bool is_of_all_places(enum list_filter f)
{
    return f == LIST_STARRED || f == LIST_TAG || f == LIST_KEYWORD;
}

/* The ids come of the index alone; then each row is looked up. */
const char *article_list_sql(const struct article_query *q, struct buf *out)
{
    const char *index = PLANS[q->filter].index[q->order], *id = PLANS[q->filter].id;
    const char *key = ORDER_COLUMN[q->order];
    if (!index)
        return NULL;
    bool up = q->ascending != q->backwards;
    const char *dir = up ? "ASC" : "DESC";
    buf_addf(out,
             "SELECT " SQL_ROW_COLUMNS
             " FROM (SELECT %s AS id, %s AS k FROM %s INDEXED BY %s WHERE %s",
             id, key, PLANS[q->filter].table, index, PLANS[q->filter].where);
    if (is_of_all_places(q->filter))
        buf_addf(out, " AND (SELECT p.place FROM article AS p WHERE p.id = %s.%s) < 2",
                 PLANS[q->filter].table, id);
    if (q->order == ORDER_READ)
        buf_adds(out, " AND read_ms > 0");
    if (q->below)
        buf_addf(out, " AND %s >= :least AND %s < :below", key, key);
    if (q->from.id)
        buf_addf(out, " AND (%s, %s) %s%s (:value, :id)", key, id, up ? ">" : "<",
                 q->inclusive ? "=" : "");
    buf_addf(out, " ORDER BY %s %s, %s %s LIMIT :limit) AS l", key, dir, id, dir);
    buf_addf(out,
             " CROSS JOIN article AS a ON a.id = l.id LEFT JOIN site AS s ON s.id = a.site"
             " ORDER BY l.k %s, l.id %s",
             dir, dir);
    return index;
}

enum row_col {
    ROW_ID,
    ROW_UUID,
    ROW_SOURCE,
    ROW_TITLE,
    ROW_AUTHOR,
    ROW_SITE,
    ROW_LANG,
    ROW_SUMMARY,
    ROW_PUBLISHED,
    ROW_ADDED,
    ROW_READ,
    ROW_PLACE,
    ROW_STATE,
    ROW_STARRED,
    ROW_DATED,
    ROW_PROGRESS,
    ROW_UNITS,
    ROW_NOTE
};

static struct article_row row_of(sqlite3_stmt *st)
{
    return (struct article_row){
        .id = sqlite3_column_int64(st, ROW_ID),
        .uuid = column_text(st, ROW_UUID),
        .source = column_text(st, ROW_SOURCE),
        .title = column_text(st, ROW_TITLE),
        .author = column_text(st, ROW_AUTHOR),
        .site = column_text(st, ROW_SITE),
        .lang = column_text(st, ROW_LANG),
        .summary = column_text(st, ROW_SUMMARY),
        .published_ms = sqlite3_column_int64(st, ROW_PUBLISHED),
        .added_ms = sqlite3_column_int64(st, ROW_ADDED),
        .read_ms = sqlite3_column_int64(st, ROW_READ),
        .place = (enum article_place)sqlite3_column_int(st, ROW_PLACE),
        .state = (enum article_state)sqlite3_column_int(st, ROW_STATE),
        .starred = sqlite3_column_int(st, ROW_STARRED),
        .dated = sqlite3_column_int(st, ROW_DATED),
        .progress_permille = sqlite3_column_int(st, ROW_PROGRESS),
        .units = sqlite3_column_int(st, ROW_UNITS),
        .has_note = sqlite3_column_int(st, ROW_NOTE),
    };
}

static bool visit_rows(struct db *db, sqlite3_stmt *st, article_visit *visit, void *ctx,
                       struct err *e)
{
    int rc;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW) {
        struct article_row row = row_of(st);
        visit(ctx, &row);
    }
    return rc == SQLITE_DONE;
}

static void bind_query(sqlite3_stmt *st, const struct article_query *q)
{
    bind_int(st, ":key", q->key);
    bind_text(st, ":lang", sql_text(q->lang));
    bind_int(st, ":least", q->least);
    bind_int(st, ":below", q->below);
    bind_int(st, ":id", q->from.id);
    if (q->order == ORDER_TITLE)
        bind_text(st, ":value", sql_text(q->from.title));
    else
        bind_int(st, ":value", q->from.value);
    bind_int(st, ":limit", q->limit > INT32_MAX ? INT32_MAX : (int64_t)q->limit);
}

bool article_list(struct db *db, const struct article_query *q, article_visit *visit, void *ctx,
                  struct err *e)
{
    struct buf sql = {0};
    bool ok = false;
    if (!article_list_sql(q, &sql)) {
        err_set(e, ERR_USAGE, _("this list is not kept in that order"));
        goto out;
    }
    sqlite3_stmt *st = db_prepare(db, buf_cstr(&sql), e);
    if (st) {
        bind_query(st, q);
        ok = visit_rows(db, st, visit, ctx, e);
        sqlite3_finalize(st);
    }
out:
    buf_free(&sql);
    return ok;
}

bool article_row_of(struct db *db, int64_t id, article_visit *visit, void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_ARTICLE_ROW, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    bool ok = visit_rows(db, st, visit, ctx, e);
    stmt_done(st);
    return ok;
}
