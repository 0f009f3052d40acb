/* Storing a document. The index must see the old text before it is gone, and the new one after it is
 * there: hence one function for both. */
#include "base/uuid.h"
#include "store/article.h"
#include "store/related.h"
#include "store/sql.h"
#include "store/word.h"

struct known {
    int64_t id, added_ms;
    bool same; /* these bytes, read by these rules */
};

static bool read_known(struct db *db, const struct article_new *a, struct known *k, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_ARTICLE_KNOWN, e);
    if (!st)
        return false;
    bind_int(st, ":id", k->id);
    bool ok = db_step(db, st, e) == SQLITE_ROW;
    if (ok) {
        struct hash128 h = column_hash(st, 0);
        k->same = !a->anew && h.hi == a->content_hash.hi && h.lo == a->content_hash.lo &&
                  sqlite3_column_int64(st, 1) >= a->canon_version &&
                  sqlite3_column_int64(st, 2) >= a->parser;
        k->added_ms = sqlite3_column_int64(st, 3);
    }
    stmt_done(st);
    return ok;
}

/* Content counts last, and not where the URL says that it is another article. */
static bool find_known(struct db *db, const struct article_new *a, struct known *k, struct err *e)
{
    *k = (struct known){0};
    if (a->url.n && !article_by_source(db, a->url, &k->id, e))
        return false;
    if (!k->id && !article_by_source(db, a->source, &k->id, e))
        return false;
    if (!k->id && !article_by_content(db, a->content_hash, &k->id, e))
        return false;
    return !k->id || read_known(db, a, k, e);
}

static bool name_origin(struct db *db, const struct article_new *a, int64_t now_ms, int64_t *site,
                        int64_t *feed, struct err *e)
{
    *site = *feed = 0;
    return (!a->site.n || word_id(db, WORD_SITE, a->site, now_ms, site, e)) &&
           (!a->feed.n || word_id(db, WORD_FEED, a->feed, now_ms, feed, e));
}

static void bind_article(sqlite3_stmt *st, const struct article_new *a, struct str hash,
                         int64_t site, int64_t feed, int64_t now_ms)
{
    bind_text(st, ":source", sql_text(a->source));
    bind_text(st, ":url", sql_text(a->url));
    bind_blob(st, ":content_hash", hash);
    bind_text(st, ":title", sql_text(a->title));
    bind_text(st, ":author", sql_text(a->author));
    bind_text(st, ":summary", sql_text(a->summary));
    bind_text(st, ":lang", sql_text(a->lang));
    bind_text(st, ":format", sql_text(a->format));
    bind_int(st, ":site", site);
    bind_int(st, ":feed", feed);
    bind_int(st, ":units", a->units);
    bind_int(st, ":published", a->published_ms ? a->published_ms : now_ms);
    bind_int(st, ":dated", a->published_ms != 0);
    bind_int(st, ":canon_version", a->canon_version);
    bind_int(st, ":parser", a->parser);
    bind_int(st, ":now", now_ms);
}

static bool put_row(struct db *db, const struct article_new *a, int64_t now_ms, struct known *k,
                    struct err *e)
{
    char bytes[SQL_HASH_BYTES], uuid[UUID_CHARS + 1];
    int64_t site, feed;
    sqlite3_stmt *st = db_stmt(db, k->id ? SQL_ARTICLE_REPLACE : SQL_ARTICLE_ADD, e);
    if (!st || !name_origin(db, a, now_ms, &site, &feed, e))
        return false;
    bind_article(st, a, sql_hash(a->content_hash, bytes), site, feed, now_ms);
    if (k->id) {
        bind_int(st, ":id", k->id);
        return db_run(db, st, e);
    }
    uuid_make(uuid);
    bind_text(st, ":uuid", str_of(uuid));
    bind_int(st, ":added", now_ms);
    if (!db_run(db, st, e))
        return false;
    k->id = sqlite3_last_insert_rowid(db_conn(db));
    k->added_ms = now_ms;
    return true;
}

static bool put_body(struct db *db, const struct article_new *a, int64_t id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_BODY_PUT, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    bind_blob(st, ":doc", a->doc);
    if (a->original.p)
        bind_blob(st, ":original", a->original);
    return db_run(db, st, e);
}

static bool clear(struct db *db, enum sql_id what, int64_t id, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, what, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    return db_run(db, st, e);
}

static bool put_keywords(struct db *db, const struct article_new *a, const struct known *k,
                         int64_t now_ms, struct err *e)
{
    for (size_t i = 0; i < a->nkeywords; i++) {
        int64_t word;
        if (!word_id(db, WORD_KEYWORD, a->keywords[i].name, now_ms, &word, e))
            return false;
        sqlite3_stmt *st = db_stmt(db, SQL_ARTICLE_KEYWORD_ADD, e);
        if (!st)
            return false;
        bind_int(st, ":keyword", word);
        bind_int(st, ":added", k->added_ms);
        bind_int(st, ":id", k->id);
        bind_int(st, ":weight", a->keywords[i].weight);
        if (!db_run(db, st, e))
            return false;
    }
    return true;
}

static bool put_links(struct db *db, const struct article_new *a, int64_t id, struct err *e)
{
    for (size_t i = 0; i < a->nlinks; i++) {
        sqlite3_stmt *st = db_stmt(db, SQL_LINK_ADD, e);
        if (!st)
            return false;
        bind_int(st, ":id", id);
        bind_int(st, ":target", (int64_t)a->links[i]);
        if (!db_run(db, st, e))
            return false;
    }
    return true;
}

static bool put_tags(struct db *db, const struct article_new *a, int64_t id, int64_t now_ms,
                     struct err *e)
{
    for (size_t i = 0; i < a->ntags; i++)
        if (!article_tag(db, &id, 1, a->tags[i].name, true, now_ms, e))
            return false;
    return true;
}

bool article_store(struct db *db, const struct article_new *a, int64_t now_ms, int64_t *id,
                   enum article_stored *how, struct err *e)
{
    struct known k;
    if (!find_known(db, a, &k, e))
        return false;
    *id = k.id;
    *how = !k.id ? ARTICLE_ADDED : k.same ? ARTICLE_SAME : ARTICLE_REPLACED;
    if (*how == ARTICLE_SAME)
        return put_tags(db, a, k.id, now_ms, e);
    bool replaces = *how == ARTICLE_REPLACED;
    bool ok = !replaces || (clear(db, SQL_ARTICLE_KEYWORDS_CLEAR, k.id, e) &&
                            clear(db, SQL_LINKS_CLEAR, k.id, e));
    ok = ok && put_row(db, a, now_ms, &k, e) && put_body(db, a, k.id, e) &&
         put_tags(db, a, k.id, now_ms, e) && put_keywords(db, a, &k, now_ms, e) &&
         put_links(db, a, k.id, e) && (!a->terms || related_store(db, k.id, a->terms, e));
    *id = k.id;
    return ok;
}
