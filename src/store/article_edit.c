/* What the user does to articles. */
#include "base/uuid.h"
#include "store/article.h"
#include "store/sql.h"
#include "store/word.h"

bool article_set_place(struct db *db, const int64_t *ids, size_t n, enum article_place place,
                       int64_t now_ms, struct err *e)
{
    return db_run_each(db, SQL_ARTICLE_PLACE, ":place", place, ids, n, now_ms, e);
}

bool article_set_state(struct db *db, const int64_t *ids, size_t n, enum article_state state,
                       int64_t now_ms, struct err *e)
{
    return db_run_each(db, SQL_ARTICLE_STATE, ":state", state, ids, n, now_ms, e);
}

bool article_set_starred(struct db *db, const int64_t *ids, size_t n, bool starred, int64_t now_ms,
                         struct err *e)
{
    return db_run_each(db, SQL_ARTICLE_STAR, ":starred", starred, ids, n, now_ms, e);
}

bool article_tag(struct db *db, const int64_t *ids, size_t n, struct str tag, bool has,
                 int64_t now_ms, struct err *e)
{
    return word_tag(db, has ? SQL_ARTICLE_TAG_ADD : SQL_ARTICLE_TAG_REMOVE, ids, n, tag, has,
                    now_ms, e);
}

bool article_rename(struct db *db, int64_t id, struct str title, struct str author, int64_t now_ms,
                    struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_ARTICLE_RENAME, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    bind_int(st, ":now", now_ms);
    bind_text(st, ":title", sql_text(title));
    bind_text(st, ":author", sql_text(author));
    return db_run(db, st, e);
}

bool article_set_note(struct db *db, int64_t id, struct str text, int64_t now_ms, struct err *e)
{
    char uuid[UUID_CHARS + 1];
    sqlite3_stmt *st = db_stmt(db, text.n ? SQL_NOTE_SET : SQL_NOTE_REMOVE, e);
    if (!st)
        return false;
    uuid_make(uuid);
    bind_int(st, ":id", id);
    bind_int(st, ":now", now_ms);
    bind_text(st, ":uuid", str_of(uuid));
    bind_text(st, ":text", text);
    return db_run(db, st, e);
}

bool article_was_read(struct db *db, int64_t id, int32_t progress_permille, int64_t now_ms,
                      struct err *e)
{
    return db_run_each(db, SQL_ARTICLE_READ, ":progress", progress_permille, &id, 1, now_ms, e);
}

bool article_tag_words(struct db *db, const int64_t *ids, size_t n, struct str words,
                       int64_t now_ms, struct err *e)
{
    struct buf plain = {0};
    bool ok = true;
    for (size_t i = 0; i < words.n; i++)
        buf_addc(&plain, words.p[i] == ',' ? ' ' : words.p[i]);
    struct str rest = buf_str(&plain), word;
    while (ok && str_split(&rest, ' ', &word)) {
        bool has = !str_starts(word, STR("-"));
        struct str tag = has ? word : str_sub(word, 1, word.n);
        if (str_starts(tag, STR("#")))
            tag = str_sub(tag, 1, tag.n);
        ok = !tag.n || article_tag(db, ids, n, tag, has, now_ms, e);
    }
    buf_free(&plain);
    return ok;
}
