/* Reading quotes. */
#include "base/i18n.h"
#include "doc/find.h"
#include "store/quote.h"
#include "store/sql.h"

enum quote_col {
    COL_ID,
    COL_ARTICLE,
    COL_UUID,
    COL_TEXT_HASH,
    COL_POS_BEG,
    COL_POS_END,
    COL_CHAR_BEG,
    COL_CHAR_END,
    COL_PERMILLE,
    COL_EXACT,
    COL_PREFIX,
    COL_SUFFIX,
    COL_LOST,
    COL_COLOR,
    COL_NOTE,
    COL_SECTION,
    COL_SOURCE,
    COL_URL,
    COL_TITLE,
    COL_AUTHOR,
    COL_EXTRA,
    COL_TAGS,
    COL_CREATED,
    COL_MODIFIED,
    COL_DUE,
    COL_INTERVAL,
    COL_REVIEWS
};

#define COLUMNS                                                                                    \
    "q.id, q.article, q.uuid, q.text_hash, q.pos_beg, q.pos_end, q.char_beg, q.char_end,"          \
    " q.permille, q.exact, q.prefix, q.suffix, q.lost, q.color, q.note, q.section, q.source,"      \
    " q.url, q.title, q.author, q.extra,"                                                          \
    " (SELECT group_concat(name, char(10)) FROM (SELECT t.name FROM quote_tag qt"                  \
    " JOIN tag t ON t.id = qt.tag WHERE qt.quote = q.id ORDER BY t.name)),"                        \
    " q.created_ms, q.modified_ms, q.due_ms, q.interval_days, q.reviews"

void quote_list_free(struct quote_list *l)
{
    vec_free(&l->v);
    arena_free(&l->arena);
}

static struct str copied(struct quote_list *l, sqlite3_stmt *st, enum quote_col col)
{
    return arena_str(&l->arena, column_text(st, col));
}

static doc_pos pos_of(int64_t v)
{
    return v < 0 || v > DOC_MAX_TEXT ? 0 : (doc_pos)v;
}

static void read_tags(struct quote_list *l, struct str joined, struct quote *q)
{
    struct str rest = joined, name;
    while (rest.n && str_split(&rest, '\n', &name))
        q->ntags++;
    struct str *tags = arena_alloc(&l->arena, (q->ntags + 1) * sizeof *tags);
    rest = joined;
    for (size_t i = 0; i < q->ntags && str_split(&rest, '\n', &name); i++)
        tags[i] = arena_str(&l->arena, name);
    q->tags = tags;
}

static struct anchor read_anchor(struct quote_list *l, sqlite3_stmt *st)
{
    return (struct anchor){
        .hint = {pos_of(sqlite3_column_int64(st, COL_POS_BEG)),
                 pos_of(sqlite3_column_int64(st, COL_POS_END))},
        .exact = copied(l, st, COL_EXACT),
        .prefix = copied(l, st, COL_PREFIX),
        .suffix = copied(l, st, COL_SUFFIX),
        .text_hash = (uint64_t)sqlite3_column_int64(st, COL_TEXT_HASH),
    };
}

static void read_quote(struct quote_list *l, sqlite3_stmt *st)
{
    struct quote q = {
        .id = sqlite3_column_int64(st, COL_ID),
        .article = sqlite3_column_int64(st, COL_ARTICLE),
        .uuid = copied(l, st, COL_UUID),
        .anchor = read_anchor(l, st),
        .char_beg = sqlite3_column_int64(st, COL_CHAR_BEG),
        .char_end = sqlite3_column_int64(st, COL_CHAR_END),
        .permille = sqlite3_column_int(st, COL_PERMILLE),
        .lost = sqlite3_column_int(st, COL_LOST),
        .color = (unsigned)sqlite3_column_int(st, COL_COLOR),
        .note = copied(l, st, COL_NOTE),
        .section = copied(l, st, COL_SECTION),
        .source = copied(l, st, COL_SOURCE),
        .url = copied(l, st, COL_URL),
        .title = copied(l, st, COL_TITLE),
        .author = copied(l, st, COL_AUTHOR),
        .extra = copied(l, st, COL_EXTRA),
        .created_ms = sqlite3_column_int64(st, COL_CREATED),
        .modified_ms = sqlite3_column_int64(st, COL_MODIFIED),
        .due_ms = sqlite3_column_int64(st, COL_DUE),
        .interval_days = sqlite3_column_int(st, COL_INTERVAL),
        .reviews = sqlite3_column_int(st, COL_REVIEWS),
    };
    read_tags(l, copied(l, st, COL_TAGS), &q);
    vec_push(&l->v, q);
}

/* The conditions of the query that SQLite looks at: parameters of others stay away. */
static void add_conditions(const struct quote_query *q, struct buf *sql)
{
    buf_adds(sql, " WHERE q.deleted_ms IS NULL");
    if (q->id)
        buf_adds(sql, " AND q.id = :id");
    if (q->uuid.n)
        buf_adds(sql, " AND q.uuid = :uuid");
    if (q->article)
        buf_adds(sql, " AND q.article = :article");
    if (q->tag.n)
        buf_adds(sql, " AND q.id IN (SELECT qt.quote FROM quote_tag qt JOIN tag t ON t.id = qt.tag"
                      " WHERE t.name = :tag)");
    if (q->color)
        buf_adds(sql, " AND q.color = :color");
    if (q->since_ms)
        buf_adds(sql, " AND q.created_ms >= :since");
    if (q->due_ms)
        buf_adds(sql, " AND q.due_ms <= :due");
    if (q->orphans)
        buf_adds(sql, " AND (q.article IS NULL OR q.lost = 1)");
}

static const char *const ORDERS[] = {
    [QUOTE_BY_ARTICLE] =
        " ORDER BY (q.article IS NULL OR q.lost = 1),"
        " max(q.created_ms) OVER (PARTITION BY coalesce('#' || q.article, q.title)) DESC,"
        " q.article, q.title, q.pos_beg, q.char_beg, q.created_ms, q.id",
    [QUOTE_BY_DATE] = " ORDER BY q.created_ms DESC, q.id DESC",
    [QUOTE_BY_DUE] = " ORDER BY q.due_ms, q.id",
    [QUOTE_BY_CHANCE] = " ORDER BY random()",
};

static void bind_conditions(sqlite3_stmt *st, const struct quote_query *q)
{
    bind_int(st, ":id", q->id);
    bind_text(st, ":uuid", q->uuid);
    bind_int(st, ":article", q->article);
    bind_text(st, ":tag", q->tag);
    bind_int(st, ":color", (int64_t)q->color - 1);
    bind_int(st, ":since", q->since_ms);
    bind_int(st, ":due", q->due_ms);
}

/* In the last quote of the list. */
static bool has_words(const struct quote_list *l, struct str words)
{
    const struct quote *q = &vec_last(&l->v);
    struct buf b = {0};
    if (!words.n)
        return true;
    const struct str parts[] = {q->anchor.exact, q->note, q->title, q->author};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_add(&b, parts[i]);
        buf_addc(&b, '\n');
    }
    for (size_t i = 0; i < q->ntags; i++) {
        buf_addc(&b, '#');
        buf_add(&b, q->tags[i]);
        buf_addc(&b, ' ');
    }
    bool has = find_has_words(buf_str(&b), words);
    buf_free(&b);
    return has;
}

bool quote_find(struct db *db, const struct quote_query *q, struct quote_list *out, struct err *e)
{
    struct buf sql = {0};
    size_t from = out->v.n;
    buf_adds(&sql, "SELECT " COLUMNS " FROM quote q");
    add_conditions(q, &sql);
    buf_adds(&sql, ORDERS[q->order]);
    sqlite3_stmt *st = db_prepare(db, buf_cstr(&sql), e);
    buf_free(&sql);
    if (!st)
        return false;
    bind_conditions(st, q);
    int rc = SQLITE_DONE;
    while (!(q->limit && out->v.n - from >= q->limit) && (rc = db_step(db, st, e)) == SQLITE_ROW) {
        read_quote(out, st);
        if (!has_words(out, q->words))
            out->v.n--;
    }
    sqlite3_finalize(st);
    return rc != SQLITE_ERROR;
}

bool quote_get(struct db *db, int64_t id, struct quote_list *out, struct err *e)
{
    size_t from = out->v.n;
    if (!quote_find(db, &(struct quote_query){.id = id}, out, e))
        return false;
    return out->v.n > from ||
           err_set(e, ERR_NOT_FOUND, _("quote #%lld is not in the library"), (long long)id);
}

bool quote_count(struct db *db, int64_t article, int64_t now_ms, struct quote_count *out,
                 struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_COUNT, e);
    *out = (struct quote_count){0};
    if (!st)
        return false;
    bind_int(st, ":article", article);
    bind_int(st, ":now", now_ms);
    bool ok = db_step(db, st, e) == SQLITE_ROW;
    if (ok)
        *out = (struct quote_count){
            .all = (size_t)sqlite3_column_int64(st, 0),
            .of_article = (size_t)sqlite3_column_int64(st, 1),
            .orphans = (size_t)sqlite3_column_int64(st, 2),
            .due = (size_t)sqlite3_column_int64(st, 3),
        };
    stmt_done(st);
    return ok;
}

bool quote_tag_names(struct db *db, quote_tag_visit *visit, void *ctx, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_QUOTE_TAG_NAMES, e);
    int rc;
    if (!st)
        return false;
    while ((rc = db_step(db, st, e)) == SQLITE_ROW)
        visit(ctx, column_text(st, 0), (size_t)sqlite3_column_int64(st, 1));
    stmt_done(st);
    return rc == SQLITE_DONE;
}
