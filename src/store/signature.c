#include "store/signature.h"

#include "store/related.h"
#include "store/sql.h"

enum {
    TERM_BYTES = 5,    /* of a blob: the id, the code */
    SAME_BITS = 10,    /* in which the signatures of nearly the same texts differ, at most */
    SHORT_TOKENS = 24, /* of a shorter text the signature says little */
};

const uint8_t SIGNATURE_TF[16] = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 19, 25, 40, 80, 160};

static uint8_t code_of(const struct term *t)
{
    unsigned step = 0;
    while (step < 15 && SIGNATURE_TF[step + 1] <= t->tf)
        step++;
    return (uint8_t)(step << 4 | (t->bits & 15u));
}

void signature_of(const struct terms *t, struct signature *out)
{
    out->simhash = t->simhash;
    out->tokens = t->tokens;
    out->n = (uint32_t)t->n;
    for (size_t i = 0; i < t->n; i++) {
        out->id[i] = t->v[i].id;
        out->code[i] = code_of(&t->v[i]);
    }
}

void signature_pack(const struct signature *s, struct buf *out)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (unsigned k = 0; k < 4; k++)
            buf_addc(out, (char)(s->id[i] >> 8 * k));
        buf_addc(out, (char)s->code[i]);
    }
}

void signature_unpack(struct str blob, struct signature *out)
{
    const unsigned char *p = (const unsigned char *)blob.p;
    out->n = 0;
    if (blob.n % TERM_BYTES != 0 || blob.n / TERM_BYTES > TERMS_MAX)
        return;
    for (; out->n < blob.n / TERM_BYTES; p += TERM_BYTES) {
        uint32_t id = (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
        if (out->n && id <= out->id[out->n - 1])
            break;
        out->id[out->n] = id;
        out->code[out->n++] = p[4];
    }
}

void signature_word(uint32_t id, char out[SIGNATURE_WORD])
{
    for (int i = SIGNATURE_WORD - 2; i >= 0; i--, id >>= 5)
        out[i] = "0123456789abcdefghijklmnopqrstuv"[id & 31];
    out[SIGNATURE_WORD - 1] = '\0';
}

bool signature_get(struct db *db, int64_t id, struct signature *out, bool *found, struct err *e)
{
    sqlite3_stmt *st = db_stmt(db, SQL_SIGNATURE_GET, e);
    *found = false;
    if (!st)
        return false;
    bind_int(st, ":id", id);
    int rc = db_step(db, st, e);
    if (rc == SQLITE_ROW) {
        out->simhash = (uint64_t)sqlite3_column_int64(st, 0);
        out->tokens = (uint32_t)sqlite3_column_int64(st, 1);
        signature_unpack(column_blob(st, 2), out);
        *found = true;
    }
    stmt_done(st);
    return rc != SQLITE_ERROR;
}

bool signature_is_same(const struct signature *a, const struct signature *b)
{
    uint32_t less = a->tokens < b->tokens ? a->tokens : b->tokens;
    uint32_t more = a->tokens < b->tokens ? b->tokens : a->tokens;
    if (less < SHORT_TOKENS)
        return less > 0 && less == more && a->simhash == b->simhash;
    return terms_distance(a->simhash, b->simhash) <= SAME_BITS && more - less <= less / 2;
}

/* Tells term_index of a signature, or that it is no more. */
static bool index_terms(struct db *db, enum sql_id how, int64_t id, const struct signature *s,
                        struct err *e)
{
    char words[TERMS_MAX * SIGNATURE_WORD];
    sqlite3_stmt *st = db_stmt(db, how, e);
    if (!st)
        return false;
    for (uint32_t i = 0; i < s->n; i++) {
        signature_word(s->id[i], words + i * SIGNATURE_WORD);
        words[(i + 1) * SIGNATURE_WORD - 1] = ' ';
    }
    bind_int(st, ":id", id);
    bind_text(st, ":terms", str_n(words, s->n * SIGNATURE_WORD));
    return db_run(db, st, e);
}

static bool put_row(struct db *db, int64_t id, const struct signature *s, struct err *e)
{
    struct buf blob = {0};
    sqlite3_stmt *st = db_stmt(db, SQL_SIGNATURE_PUT, e);
    if (!st)
        return false;
    signature_pack(s, &blob);
    bind_int(st, ":id", id);
    bind_int(st, ":simhash", (int64_t)s->simhash);
    bind_int(st, ":tokens", s->tokens);
    bind_blob(st, ":terms", s->n ? buf_str(&blob) : STR(""));
    bool ok = db_run(db, st, e);
    buf_free(&blob);
    return ok;
}

/* The index must be told of the old terms before they are gone. */
static bool unindex(struct db *db, int64_t id, bool *found, struct err *e)
{
    struct signature old;
    return signature_get(db, id, &old, found, e) &&
           (!*found || index_terms(db, SQL_TERMS_REMOVE, id, &old, e));
}

bool related_store(struct db *db, int64_t id, const struct terms *t, struct err *e)
{
    struct signature s;
    bool had;
    signature_of(t, &s);
    return unindex(db, id, &had, e) && put_row(db, id, &s, e) &&
           index_terms(db, SQL_TERMS_ADD, id, &s, e);
}

bool related_forget(struct db *db, int64_t id, struct err *e)
{
    bool had;
    if (!unindex(db, id, &had, e) || !had)
        return !had;
    sqlite3_stmt *st = db_stmt(db, SQL_SIGNATURE_REMOVE, e);
    if (!st)
        return false;
    bind_int(st, ":id", id);
    return db_run(db, st, e);
}
