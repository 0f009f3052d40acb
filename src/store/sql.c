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

    [SQL_ARTICLE_GET] =
        "SELECT a.id, a.uuid, a.source, a.url, a.title, a.author, a.summary, a.lang, a.format,"
        " coalesce(s.name, ''), coalesce(f.name, ''), a.content_hash, a.published_ms, a.added_ms,"
        " a.read_ms, a.dated, a.place, a.state, a.starred, a.progress_permille, a.units,"
        " a.canon_version, a.parser FROM article AS a LEFT JOIN site AS s ON s.id = a.site"
        " LEFT JOIN feed AS f ON f.id = a.feed WHERE a.id = :id AND a.place < 3",

    [SQL_ARTICLE_ROW] =
        "SELECT " SQL_ROW_COLUMNS
        " FROM article AS a LEFT JOIN site AS s ON s.id = a.site WHERE a.id = :id AND a.place < 3",

    [SQL_ARTICLE_BY_UUID] = "SELECT id FROM article WHERE uuid = :uuid AND place < 3",

    [SQL_ARTICLE_BY_URL] = "SELECT id FROM article WHERE url = :url AND url <> '' AND place < 3",

    [SQL_ARTICLE_BY_SOURCE] =
        "SELECT id FROM article WHERE source = :source AND place < 3 ORDER BY id DESC LIMIT 1",

    [SQL_ARTICLE_BY_CONTENT] = "SELECT id FROM article WHERE content_hash = :content_hash"
                               " AND place < 3 ORDER BY id LIMIT 1",

    [SQL_ARTICLE_BY_TITLE] = "SELECT CASE count(*) WHEN 1 THEN max(id) ELSE 0 END FROM article"
                             " WHERE title = :title AND place IN (0, 1)",

    [SQL_ARTICLE_KNOWN] = "SELECT content_hash, canon_version, parser, added_ms FROM article"
                          " WHERE id = :id",

    [SQL_ARTICLE_ADD] =
        "INSERT INTO article (uuid, source, url, content_hash, title, author, summary, lang, "
        "format,"
        " site, feed, units, published_ms, dated, added_ms, canon_version, parser, modified_ms,"
        " device) VALUES (:uuid, :source, :url, :content_hash, :title, :author, :summary, :lang,"
        " :format, nullif(:site, 0), nullif(:feed, 0), :units, :published, :dated, :added,"
        " :canon_version, :parser, :now, 1)",

    [SQL_ARTICLE_REPLACE] =
        "UPDATE article SET source = :source, url = CASE :url WHEN '' THEN url ELSE :url END,"
        " content_hash = :content_hash,"
        " title = CASE edited & 1 WHEN 0 THEN :title ELSE title END,"
        " author = CASE edited & 2 WHEN 0 THEN :author ELSE author END, summary = :summary,"
        " lang = :lang, format = :format, site = nullif(:site, 0),"
        " feed = coalesce(nullif(:feed, 0), feed), units = :units,"
        " published_ms = CASE :dated WHEN 0 THEN published_ms ELSE :published END,"
        " dated = max(dated, :dated), canon_version = :canon_version, parser = :parser,"
        " modified_ms = :now, device = 1 WHERE id = :id",

    [SQL_ARTICLE_PLACE] =
        "UPDATE article SET place = :place, modified_ms = :now, device = 1,"
        " deleted_ms = CASE :place WHEN 3 THEN :now END WHERE id = :id AND place <> :place",

    [SQL_ARTICLE_STATE] =
        "UPDATE article SET state = :state, modified_ms = :now, device = 1,"
        " progress_permille = CASE :state WHEN 0 THEN 0 WHEN 2 THEN 1000"
        " ELSE min(progress_permille, 999) END WHERE id = :id AND state <> :state",

    [SQL_ARTICLE_STAR] = "UPDATE article SET starred = :starred, modified_ms = :now, device = 1"
                         " WHERE id = :id AND starred <> :starred",

    [SQL_ARTICLE_RENAME] =
        "UPDATE article SET title = :title, author = :author, modified_ms = :now, device = 1,"
        " edited = edited | (title <> :title) | (author <> :author) * 2 WHERE id = :id",

    [SQL_ARTICLE_READ] = "UPDATE article SET read_ms = :now, modified_ms = :now, device = 1,"
                         " state = CASE WHEN state = 2 OR :progress >= 1000 THEN 2 ELSE 1 END,"
                         " progress_permille = :progress WHERE id = :id",

    [SQL_BODY_PUT] = "INSERT INTO body (article, doc, original) VALUES (:id, :doc, :original)"
                     " ON CONFLICT (article) DO UPDATE SET doc = excluded.doc,"
                     " original = coalesce(excluded.original, original)",

    [SQL_BODY_DOC] = "SELECT doc FROM body WHERE article = :id",

    [SQL_BODY_ORIGINAL] = "SELECT original FROM body WHERE article = :id",

    [SQL_SITE_FIND] = "SELECT id FROM site WHERE name = :name",
    [SQL_SITE_ADD] = "INSERT INTO site (name) VALUES (:name)",
    [SQL_FEED_FIND] = "SELECT id FROM feed WHERE name = :name",
    [SQL_FEED_ADD] =
        "INSERT INTO feed (uuid, name, modified_ms, device) VALUES (:uuid, :name, :now, 1)",
    [SQL_TAG_FIND] = "SELECT id FROM tag WHERE name = :name",
    [SQL_TAG_ADD] =
        "INSERT INTO tag (uuid, name, modified_ms, device) VALUES (:uuid, :name, :now, 1)",
    [SQL_KEYWORD_FIND] = "SELECT id FROM keyword WHERE name = :name",
    [SQL_KEYWORD_ADD] = "INSERT INTO keyword (name) VALUES (:name)",

    [SQL_ARTICLE_TAG_ADD] = "INSERT INTO article_tag (tag, added_ms, article)"
                            " SELECT :tag, added_ms, id FROM article WHERE id = :id"
                            " ON CONFLICT DO NOTHING",

    [SQL_ARTICLE_TAG_REMOVE] = "DELETE FROM article_tag WHERE article = :id AND tag = :tag",

    [SQL_ARTICLE_TAGS] = "SELECT t.id, t.name, 1000 FROM article_tag AS l JOIN tag AS t"
                         " ON t.id = l.tag WHERE l.article = :id ORDER BY t.name",

    [SQL_ARTICLE_KEYWORD_ADD] = "INSERT INTO article_keyword (keyword, added_ms, article, weight)"
                                " VALUES (:keyword, :added, :id, :weight) ON CONFLICT DO NOTHING",

    [SQL_ARTICLE_KEYWORDS_CLEAR] = "DELETE FROM article_keyword WHERE article = :id",

    [SQL_ARTICLE_KEYWORDS] = "SELECT k.id, k.name, l.weight FROM article_keyword AS l"
                             " JOIN keyword AS k ON k.id = l.keyword WHERE l.article = :id"
                             " ORDER BY l.weight DESC, k.name",

    [SQL_LINK_ADD] =
        "INSERT INTO link (article, target) VALUES (:id, :target) ON CONFLICT DO NOTHING",

    [SQL_LINKS_CLEAR] = "DELETE FROM link WHERE article = :id",

    [SQL_NOTE_SET] = "INSERT INTO note (article, uuid, text, modified_ms, device)"
                     " VALUES (:id, :uuid, :text, :now, 1) ON CONFLICT (article) DO UPDATE SET"
                     " text = excluded.text, modified_ms = excluded.modified_ms,"
                     " device = excluded.device",

    [SQL_NOTE_REMOVE] = "DELETE FROM note WHERE article = :id",

    [SQL_NOTE_GET] = "SELECT text FROM note WHERE article = :id",

    [SQL_TALLY_GET] = "SELECT n FROM tally WHERE kind = :kind AND key = :key",

#define TALLY_WORDS(kind, table)                                                                   \
    "SELECT t.key, w.name, t.n FROM tally AS t JOIN " table " AS w ON w.id = t.key"                \
    " WHERE t.kind = " kind " AND t.n > 0 ORDER BY t.n DESC, w.name LIMIT :limit"
    [SQL_TALLY_SITES] = TALLY_WORDS("3", "site"),
    [SQL_TALLY_FEEDS] = TALLY_WORDS("4", "feed"),
    [SQL_TALLY_LANGS] = "SELECT 0, key, n FROM tally WHERE kind = 5 AND n > 0"
                        " ORDER BY n DESC, key LIMIT :limit",
    [SQL_TALLY_TAGS] = TALLY_WORDS("6", "tag"),
    [SQL_TALLY_KEYWORDS] = TALLY_WORDS("7", "keyword"),

    [SQL_VISIT_ADD] =
        "INSERT INTO visit (source, title, article, day, begun_ms, ended_ms, active_ms, units,"
        " progress_permille) VALUES (:source, :title, nullif(:article, 0), :day, :begun, :ended,"
        " :active, :units, :progress)",

    [SQL_VISIT_GO_ON] =
        "UPDATE visit SET title = :title, ended_ms = :ended, active_ms = :active, units = :units,"
        " progress_permille = :progress, article = nullif(:article, 0) WHERE id = :id",

    [SQL_VISIT_LIST] =
        "SELECT id, source, title, coalesce(article, 0), day, begun_ms, ended_ms, active_ms, units,"
        " progress_permille FROM visit WHERE (ended_ms, id) < (:before_ms, :before_id)"
        " ORDER BY ended_ms DESC, id DESC LIMIT :limit",

    [SQL_VISIT_DAYS] = "SELECT day, sum(active_ms), sum(units), count(DISTINCT source) FROM visit"
                       " WHERE ended_ms >= :since GROUP BY day ORDER BY day DESC LIMIT :limit",

    [SQL_VISIT_SITES] =
        "SELECT coalesce(s.name, ''), sum(v.active_ms), sum(v.units), count(DISTINCT v.source)"
        " FROM visit AS v LEFT JOIN article AS a ON a.id = v.article"
        " LEFT JOIN site AS s ON s.id = a.site WHERE v.ended_ms >= :since"
        " GROUP BY 1 ORDER BY 2 DESC LIMIT :limit",

    [SQL_DATA_VERSION] = "PRAGMA data_version",

    [SQL_SIGNATURE_GET] = "SELECT simhash, tokens, terms FROM signature WHERE article = :id",

    [SQL_SIGNATURE_PUT] =
        "INSERT INTO signature (article, simhash, tokens, terms)"
        " VALUES (:id, :simhash, :tokens, :terms) ON CONFLICT (article) DO UPDATE SET"
        " simhash = excluded.simhash, tokens = excluded.tokens, terms = excluded.terms",

    [SQL_SIGNATURE_REMOVE] = "DELETE FROM signature WHERE article = :id",

    [SQL_SIGNATURE_FROM] =
        "SELECT article, terms FROM signature WHERE article >= :id ORDER BY article LIMIT 1",

    [SQL_TERMS_ADD] = "INSERT INTO term_index (rowid, terms) VALUES (:id, :terms)",

    [SQL_TERMS_REMOVE] =
        "INSERT INTO term_index (term_index, rowid, terms) VALUES ('delete', :id, :terms)",

    [SQL_TERMS_FIND] = "SELECT rowid FROM term_index WHERE term_index MATCH :term"
                       " ORDER BY rowid DESC LIMIT :limit",

    [SQL_RELATED_SPAN] = "SELECT coalesce((SELECT min(article) FROM signature), 0),"
                         " coalesce((SELECT max(article) FROM signature), -1),"
                         " (SELECT total(n) FROM tally WHERE kind = 0)",

    [SQL_RELATED_FACTS] =
        "SELECT a.place, a.title, a.author, coalesce(a.site, 0), coalesce(a.feed, 0),"
        " a.published_ms * a.dated, a.url, s.simhash, s.tokens, s.terms FROM article AS a"
        " LEFT JOIN signature AS s ON s.article = a.id WHERE a.id = :id",

    [SQL_RELATED_SERIES] = "SELECT id FROM article WHERE place = :place AND title >= :stem"
                           " AND title < :stem || char(1114111) ORDER BY title LIMIT :limit",

    [SQL_RELATED_LINKED] =
        "SELECT article FROM link WHERE target = :target ORDER BY article DESC LIMIT :limit",

    [SQL_RELATED_BEFORE] = "SELECT id FROM article WHERE place = 0 AND site = :site"
                           " AND published_ms <= :at ORDER BY published_ms DESC LIMIT :limit",

    [SQL_RELATED_BEHIND] = "SELECT id FROM article WHERE place = 0 AND site = :site"
                           " AND published_ms > :at ORDER BY published_ms LIMIT :limit",
    [SQL_QUOTE_BY_UUID] = "SELECT id FROM quote WHERE uuid = :uuid",
    [SQL_QUOTE_PUT] =
        "INSERT INTO quote (uuid, article, text_hash, pos_beg, pos_end, char_beg, char_end,"
        " permille, exact, prefix, suffix, lost, color, note, section, source, url, title, author,"
        " extra, due_ms, interval_days, reviews, created_ms, modified_ms, device)"
        " VALUES (:uuid, :article, :text_hash, :pos_beg, :pos_end, :char_beg, :char_end,"
        " :permille, :exact, :prefix, :suffix, :lost, :color, :note, :section, :source, :url,"
        " :title, :author, :extra, :due, :interval, :reviews, :created, :modified, 1)"
        " ON CONFLICT (uuid) DO UPDATE SET article = excluded.article,"
        " text_hash = excluded.text_hash, pos_beg = excluded.pos_beg, pos_end = excluded.pos_end,"
        " char_beg = excluded.char_beg, char_end = excluded.char_end,"
        " permille = excluded.permille, exact = excluded.exact, prefix = excluded.prefix,"
        " suffix = excluded.suffix, lost = excluded.lost, color = excluded.color,"
        " note = excluded.note, section = excluded.section, source = excluded.source,"
        " url = excluded.url, title = excluded.title, author = excluded.author,"
        " extra = excluded.extra, modified_ms = excluded.modified_ms, device = excluded.device,"
        " deleted_ms = NULL",
    [SQL_QUOTE_MOVE] =
        "UPDATE quote SET article = :article, text_hash = :text_hash, pos_beg = :pos_beg,"
        " pos_end = :pos_end, char_beg = :char_beg, char_end = :char_end, permille = :permille,"
        " exact = :exact, prefix = :prefix, suffix = :suffix, section = :section,"
        " source = :source, url = :url, title = :title, author = :author, lost = 0,"
        " modified_ms = :now, device = 1 WHERE id = :id",
    [SQL_QUOTE_FOUND] =
        "UPDATE quote SET text_hash = :text_hash, pos_beg = :pos_beg, pos_end = :pos_end,"
        " char_beg = :char_beg, char_end = :char_end, permille = :permille, prefix = :prefix,"
        " suffix = :suffix, lost = :lost WHERE id = :id",
    [SQL_QUOTE_COLOR] =
        "UPDATE quote SET color = :color, modified_ms = :now, device = 1 WHERE id = :id",
    [SQL_QUOTE_NOTE] =
        "UPDATE quote SET note = :note, modified_ms = :now, device = 1 WHERE id = :id",
    [SQL_QUOTE_DELETE] = "UPDATE quote SET deleted_ms = :now, modified_ms = :now, device = 1"
                         " WHERE id = :id AND deleted_ms IS NULL",
    [SQL_QUOTE_REVIEW] =
        "UPDATE quote SET due_ms = :due, interval_days = :days, reviews = reviews + 1,"
        " modified_ms = :now, device = 1 WHERE id = :id",
    [SQL_QUOTE_COUNT] = "SELECT count(*), total(article = :article AND lost = 0),"
                        " total(article IS NULL OR lost = 1), total(due_ms <= :now)"
                        " FROM quote WHERE deleted_ms IS NULL",
    [SQL_QUOTE_TAG_ADD] = "INSERT OR IGNORE INTO quote_tag (tag, quote)"
                          " SELECT :tag, id FROM quote WHERE id = :id",
    [SQL_QUOTE_TAG_REMOVE] = "DELETE FROM quote_tag WHERE quote = :id AND tag = :tag",
    [SQL_QUOTE_TAGS_CLEAR] = "DELETE FROM quote_tag WHERE quote = :id",
    [SQL_QUOTE_TAG_NAMES] = "SELECT t.name, count(*) FROM quote_tag qt JOIN tag t ON t.id = qt.tag"
                            " JOIN quote q ON q.id = qt.quote WHERE q.deleted_ms IS NULL"
                            " GROUP BY t.id ORDER BY t.name",
};
