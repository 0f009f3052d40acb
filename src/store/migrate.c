/* Takes the steps of store/schema.c that a library has not taken yet. */
#include "base/i18n.h"
#include "base/uuid.h"
#include "store/sql.h"

static bool name_device(struct db *db, struct err *e)
{
    char uuid[UUID_CHARS + 1];
    struct buf sql = {0};
    uuid_make(uuid);
    buf_addf(&sql, "INSERT INTO device (id, uuid) VALUES (1, '%s')", uuid);
    bool ok = db_exec(db, buf_cstr(&sql), e);
    buf_free(&sql);
    return ok;
}

static bool take_step(struct db *db, int64_t from, struct err *e)
{
    struct buf sql = {0};
    buf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %lld", DB_APPLICATION,
             (long long)from + 1);
    bool ok = db_exec(db, SCHEMA_STEPS[from], e) && (from > 0 || name_device(db, e)) &&
              db_exec(db, buf_cstr(&sql), e);
    buf_free(&sql);
    return ok;
}

/* The version is read again under the lock: of two programs that start at once, one takes the step
 * and the other finds it taken. */
bool migrate(struct db *db, struct err *e)
{
    bool ok, more;
    do {
        struct db_version v = {0};
        if (!db_begin(db, e))
            return false;
        ok = db_read_version(db, &v, e) && db_check_version(db, &v, e);
        more = ok && v.schema < DB_SCHEMA;
        if (more)
            ok = take_step(db, v.schema, e);
        ok = db_end(db, ok, e);
    } while (ok && more);
    return ok;
}
