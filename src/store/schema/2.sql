-- How a source is to be read: the encoding and the repairs that the user chose for it.
CREATE TABLE choice (
    source TEXT NOT NULL PRIMARY KEY,
    charset TEXT NOT NULL,
    repair TEXT NOT NULL,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id)
) STRICT, WITHOUT ROWID;
