#include "store/sql.h"

struct str sql_hash(struct hash128 h, char out[static SQL_HASH_BYTES])
{
    for (int i = 0; i < 8; i++) {
        out[i] = (char)(h.hi >> (56 - 8 * i));
        out[8 + i] = (char)(h.lo >> (56 - 8 * i));
    }
    return str_n(out, SQL_HASH_BYTES);
}

struct hash128 column_hash(sqlite3_stmt *st, int col)
{
    struct str b = column_blob(st, col);
    struct hash128 h = {0};
    if (b.n != SQL_HASH_BYTES)
        return h;
    for (int i = 0; i < 8; i++) {
        h.hi = h.hi << 8 | (unsigned char)b.p[i];
        h.lo = h.lo << 8 | (unsigned char)b.p[8 + i];
    }
    return h;
}

struct str sql_text(struct str s)
{
    return s.p ? s : STR("");
}
