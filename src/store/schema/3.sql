-- Facts of the library itself. An alias #12 of what was only read stays what it was.
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta SELECT 'last_reading_alias', coalesce(max(id), 0) FROM reading;

-- Where articles come from by themselves.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL DEFAULT '',
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    deleted_ms INTEGER
) STRICT;

-- A medium: its name as articles tell it, else the host of their URL.
CREATE TABLE site (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- What was put into the library. source is the path or URL it was read from, url its canonical URL
-- ('' without), content_hash that of its original bytes: by these it is known again. place is where
-- it is kept and state how far it is read (enum article_place, article_state in store/article.h); a
-- tombstone is a place, so that the lists' indices leave it out. Where no date is known (dated = 0)
-- published_ms is added_ms, so that all can be sorted by it. edited tells what of title (1) and author
-- (2) is the user's own. canon_version and parser tell what made the document: an older one is made
-- anew of the original.
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 16),
    title TEXT NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    lang TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    site INTEGER REFERENCES site (id),
    feed INTEGER REFERENCES feed (id),
    units INTEGER NOT NULL DEFAULT 0,
    published_ms INTEGER NOT NULL,
    dated INTEGER NOT NULL DEFAULT 0,
    added_ms INTEGER NOT NULL,
    read_ms INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL DEFAULT 0 CHECK (place BETWEEN 0 AND 3),
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    progress_permille INTEGER NOT NULL DEFAULT 0 CHECK (progress_permille BETWEEN 0 AND 1000),
    edited INTEGER NOT NULL DEFAULT 0,
    canon_version INTEGER NOT NULL,
    parser INTEGER NOT NULL DEFAULT 0,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    deleted_ms INTEGER
) STRICT;
INSERT INTO sqlite_sequence SELECT 'article', coalesce(max(id), 0) FROM reading;
CREATE UNIQUE INDEX article_url ON article (url) WHERE url <> '' AND place < 3;
CREATE INDEX article_source ON article (source) WHERE place < 3;
CREATE INDEX article_content ON article (content_hash) WHERE place < 3;

-- The lists' indices (store/article_list.c); the rowid is the last column of each.
CREATE INDEX article_added ON article (place, added_ms);
CREATE INDEX article_published ON article (place, published_ms);
CREATE INDEX article_title ON article (place, title);
CREATE INDEX article_units ON article (place, units);
CREATE INDEX article_read ON article (place, read_ms) WHERE read_ms > 0;
CREATE INDEX article_state_added ON article (place, state, added_ms);
CREATE INDEX article_state_published ON article (place, state, published_ms);
CREATE INDEX article_state_units ON article (place, state, units);
CREATE INDEX article_state_read ON article (place, state, read_ms) WHERE read_ms > 0;
CREATE INDEX article_starred ON article (starred, added_ms) WHERE starred = 1;
CREATE INDEX article_site_added ON article (place, site, added_ms);
CREATE INDEX article_site_published ON article (place, site, published_ms);
CREATE INDEX article_feed_published ON article (place, feed, published_ms)
    WHERE feed IS NOT NULL;
CREATE INDEX article_lang_added ON article (place, lang, added_ms);

-- The document's stored form (doc/serial.h), uncompressed, and the original bytes as the importer
-- compressed them (NULL: not kept). Apart, so that lists never meet it.
CREATE TABLE body (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    doc BLOB NOT NULL,
    original BLOB
) STRICT;

-- The user's tags, and the article's keywords: its own, or found in it (weight in thousandths).
-- Both carry the article's date of addition, so that their lists need no sorting.
CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id)
) STRICT;
CREATE TABLE article_tag (
    tag INTEGER NOT NULL REFERENCES tag (id),
    added_ms INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_added ON article_tag (tag, added_ms, article);
CREATE TABLE keyword (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article_keyword (
    keyword INTEGER NOT NULL REFERENCES keyword (id),
    added_ms INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    weight INTEGER NOT NULL,
    PRIMARY KEY (article, keyword)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_keyword_added ON article_keyword (keyword, added_ms, article);

-- Where an article leads: the hash of a canonical URL (store/article.h, article_url_hash).
CREATE TABLE link (
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    target INTEGER NOT NULL,
    PRIMARY KEY (article, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target, article);

-- The user's note on an article.
CREATE TABLE note (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    uuid TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id)
) STRICT;

-- A stretch of reading, for the history and the statistics. day is yyyymmdd in local time, units
-- what was read on.
CREATE TABLE visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    article INTEGER REFERENCES article (id) ON DELETE SET NULL,
    day INTEGER NOT NULL,
    begun_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    active_ms INTEGER NOT NULL,
    units INTEGER NOT NULL,
    progress_permille INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_ended ON visit (ended_ms);
CREATE INDEX visit_article ON visit (article) WHERE article IS NOT NULL;

-- How many articles there are of each kind (enum tally_kind in store/tally.h): what an article counts
-- as, and the counts, which triggers keep.
CREATE VIEW article_counts_as (article, kind, key) AS
    SELECT id, 0, place FROM article
    UNION ALL SELECT id, 1, state FROM article WHERE place = 0
    UNION ALL SELECT id, 2, 1 FROM article WHERE starred = 1 AND place < 2
    UNION ALL SELECT id, 3, site FROM article WHERE place = 0 AND site IS NOT NULL
    UNION ALL SELECT id, 4, feed FROM article WHERE place = 0 AND feed IS NOT NULL
    UNION ALL SELECT id, 5, lang FROM article WHERE place = 0 AND lang <> ''
    UNION ALL SELECT article, 6, tag FROM article_tag
        WHERE (SELECT place FROM article WHERE id = article) < 2
    UNION ALL SELECT article, 7, keyword FROM article_keyword
        WHERE (SELECT place FROM article WHERE id = article) < 2
    UNION ALL SELECT id, 8, feed FROM article WHERE place = 0 AND feed IS NOT NULL AND state = 0;
CREATE TABLE tally (
    kind INTEGER NOT NULL,
    key ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER article_more AFTER INSERT ON article BEGIN
    INSERT INTO tally SELECT kind, key, 1 FROM article_counts_as WHERE article = new.id
        ON CONFLICT (kind, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER article_less BEFORE DELETE ON article BEGIN
    INSERT INTO tally SELECT kind, key, -1 FROM article_counts_as WHERE article = old.id
        ON CONFLICT (kind, key) DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER article_leaves BEFORE UPDATE OF place, state, starred, site, feed, lang ON article
BEGIN
    INSERT INTO tally SELECT kind, key, -1 FROM article_counts_as WHERE article = old.id
        ON CONFLICT (kind, key) DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER article_arrives AFTER UPDATE OF place, state, starred, site, feed, lang ON article
BEGIN
    INSERT INTO tally SELECT kind, key, 1 FROM article_counts_as WHERE article = new.id
        ON CONFLICT (kind, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER article_tag_more AFTER INSERT ON article_tag BEGIN
    INSERT INTO tally SELECT 6, new.tag, 1 FROM article WHERE id = new.article AND place < 2
        ON CONFLICT (kind, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER article_tag_less BEFORE DELETE ON article_tag BEGIN
    INSERT INTO tally SELECT 6, old.tag, -1 FROM article WHERE id = old.article AND place < 2
        ON CONFLICT (kind, key) DO UPDATE SET n = n - 1;
END;
CREATE TRIGGER article_keyword_more AFTER INSERT ON article_keyword BEGIN
    INSERT INTO tally SELECT 7, new.keyword, 1 FROM article WHERE id = new.article AND place < 2
        ON CONFLICT (kind, key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER article_keyword_less BEFORE DELETE ON article_keyword BEGIN
    INSERT INTO tally SELECT 7, old.keyword, -1 FROM article WHERE id = old.article AND place < 2
        ON CONFLICT (kind, key) DO UPDATE SET n = n - 1;
END;

-- The terms of an article's text (doc/terms.h, store/signature.c), and the articles that a term is in.
CREATE TABLE signature (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    simhash INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    terms BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE term_index USING fts5 (
    terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

-- A passage that was kept. Its anchor (doc/anchor.h) is the hash of the text it was made in, its bytes
-- there (and its code points, -1: not known), what it says and what stood around it. source, url, title
-- and author tell where it is from, so that it stands for itself without its article; lost: its text is not
-- found in the article's. extra is what another program's file said of it (app/exchange.h). It is due for
-- review at due_ms, interval_days behind the last one.
CREATE TABLE quote (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    article INTEGER REFERENCES article (id) ON DELETE SET NULL,
    text_hash INTEGER NOT NULL DEFAULT 0,
    pos_beg INTEGER NOT NULL DEFAULT 0,
    pos_end INTEGER NOT NULL DEFAULT 0,
    char_beg INTEGER NOT NULL DEFAULT -1,
    char_end INTEGER NOT NULL DEFAULT -1,
    permille INTEGER NOT NULL DEFAULT -1,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    lost INTEGER NOT NULL DEFAULT 0 CHECK (lost IN (0, 1)),
    color INTEGER NOT NULL DEFAULT 0 CHECK (color BETWEEN 0 AND 4),
    note TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    due_ms INTEGER NOT NULL DEFAULT 0,
    interval_days INTEGER NOT NULL DEFAULT 0,
    reviews INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    deleted_ms INTEGER
) STRICT;
CREATE INDEX quote_place ON quote (article, pos_beg);
CREATE INDEX quote_created ON quote (created_ms) WHERE deleted_ms IS NULL;
CREATE INDEX quote_due ON quote (due_ms) WHERE deleted_ms IS NULL;
CREATE TABLE quote_tag (
    tag INTEGER NOT NULL REFERENCES tag (id),
    quote INTEGER NOT NULL REFERENCES quote (id) ON DELETE CASCADE,
    PRIMARY KEY (quote, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_tag_tag ON quote_tag (tag, quote);
