#include "store/sql.h"

#define READING_POSITION                                                                           \
    "content_hash, text_hash, pos_beg, pos_exact, pos_prefix, pos_suffix, read_ms"

const char *const SQL_TEXT[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",

    [SQL_READING_BY_CONTENT] =
        "SELECT " READING_POSITION " FROM reading"
        " WHERE source = :source AND content_hash = :content_hash AND deleted_ms IS NULL",

    [SQL_READING_BY_SOURCE] = "SELECT " READING_POSITION " FROM reading"
                              " WHERE source = :source AND latest = 1 AND deleted_ms IS NULL",

    [SQL_READING_ELSEWHERE] = "SELECT " READING_POSITION " FROM reading"
                              " WHERE content_hash = :content_hash AND deleted_ms IS NULL"
                              " ORDER BY read_ms DESC LIMIT 1",

    [SQL_READING_SUPERSEDE] =
        "UPDATE reading SET latest = 0"
        " WHERE source = :source AND latest = 1 AND content_hash <> :content_hash",

    [SQL_READING_KEEP] =
        "INSERT INTO reading (uuid, source, content_hash, title, lang, format, units,"
        " canon_version, text_hash, pos_beg, pos_exact, pos_prefix, pos_suffix,"
        " progress_permille, latest, created_ms, read_ms, modified_ms, device)"
        " VALUES (:uuid, :source, :content_hash, :title, :lang, :format, :units,"
        " :canon_version, :text_hash, :pos_beg, :pos_exact, :pos_prefix, :pos_suffix,"
        " :progress_permille, :latest, :now, :now, :now, 1)"
        " ON CONFLICT (source, content_hash) DO UPDATE SET"
        " title = excluded.title, lang = excluded.lang, format = excluded.format,"
        " units = excluded.units, canon_version = excluded.canon_version,"
        " text_hash = excluded.text_hash, pos_beg = excluded.pos_beg,"
        " pos_exact = excluded.pos_exact, pos_prefix = excluded.pos_prefix,"
        " pos_suffix = excluded.pos_suffix, progress_permille = excluded.progress_permille,"
        " latest = excluded.latest, read_ms = excluded.read_ms,"
        " modified_ms = excluded.modified_ms, device = excluded.device, deleted_ms = NULL",

    [SQL_READING_LIST] =
        "SELECT id, uuid, source, title, lang, progress_permille, units, read_ms FROM reading"
        " WHERE latest = 1 AND deleted_ms IS NULL AND (read_ms, id) < (:before_ms, :before_id)"
        " ORDER BY read_ms DESC, id DESC LIMIT :limit",

    [SQL_READING_COUNT] = "SELECT count(*), total(progress_permille < 1000) FROM reading"
                          " WHERE latest = 1 AND deleted_ms IS NULL",

    [SQL_READING_STATE] =
        "SELECT id, uuid, source, title, lang, progress_permille, units, read_ms FROM reading"
        " WHERE source = :source AND latest = 1 AND deleted_ms IS NULL",

    [SQL_READING_SOURCE] = "SELECT source FROM reading WHERE id = :id AND deleted_ms IS NULL",

    [SQL_READING_FORGET] =
        "UPDATE reading SET deleted_ms = :now, modified_ms = :now, device = 1"
        " WHERE source = (SELECT source FROM reading WHERE id = :id) AND deleted_ms IS NULL",

    [SQL_READING_UNFORGET] =
        "UPDATE reading SET deleted_ms = NULL, modified_ms = :now, device = 1"
        " WHERE (source, deleted_ms) = (SELECT source, deleted_ms FROM reading WHERE id = :id)",

    [SQL_CHOICE_FIND] = "SELECT charset, repair FROM choice WHERE source = :source",

    [SQL_CHOICE_KEEP] =
        "INSERT INTO choice (source, charset, repair, modified_ms, device)"
        " VALUES (:source, :charset, :repair, :now, 1)"
        " ON CONFLICT (source) DO UPDATE SET charset = excluded.charset,"
        " repair = excluded.repair, modified_ms = excluded.modified_ms, device = excluded.device",
};
