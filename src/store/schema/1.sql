-- Who wrote a row last, for synchronising libraries; row 1 is this one.
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE
) STRICT;

-- A source that was read, with one content, and where it was left. The position is an anchor
-- (doc/anchor.h); pos_beg alone means nothing. A source whose content changed has several rows;
-- `latest` marks the one that was read last, which the list shows. A stream has none: it cannot be
-- opened again. deleted_ms is the tombstone. An alias #12 is never given twice.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 16),
    title TEXT NOT NULL,
    lang TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    units INTEGER NOT NULL DEFAULT 0,
    canon_version INTEGER NOT NULL,
    text_hash INTEGER NOT NULL,
    pos_beg INTEGER NOT NULL,
    pos_exact TEXT NOT NULL,
    pos_prefix TEXT NOT NULL,
    pos_suffix TEXT NOT NULL,
    progress_permille INTEGER NOT NULL CHECK (progress_permille BETWEEN 0 AND 1000),
    latest INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    read_ms INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    deleted_ms INTEGER,
    UNIQUE (source, content_hash)
) STRICT;
CREATE UNIQUE INDEX reading_latest ON reading (source) WHERE latest = 1;
CREATE INDEX reading_content ON reading (content_hash, read_ms DESC);
CREATE INDEX reading_list ON reading (read_ms DESC, id DESC)
    WHERE latest = 1 AND deleted_ms IS NULL;
