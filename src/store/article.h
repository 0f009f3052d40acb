/* The articles of the library: what was put into it, with its document, its original bytes and what
 * the user did to it. The table `article` and those that hang on it (store/schema/3.sql).
 *
 * An article is known again by its canonical URL; without one by its source; and by its content,
 * where that came from elsewhere. Nothing here deletes a row: what is removed becomes a tombstone. */
#ifndef JD_STORE_ARTICLE_H
#define JD_STORE_ARTICLE_H

#include "base/hash.h"
#include "doc/doc.h"
#include "store/db.h"

enum article_place {
    PLACE_KEPT,    /* in the lists */
    PLACE_ARCHIVE, /* out of the way; found by search, tag and keyword */
    PLACE_TRASH,   /* found in the trash only */
    PLACE_GONE,    /* a tombstone */
    ARTICLE_PLACES
};

enum article_state { STATE_UNREAD, STATE_READING, STATE_FINISHED, ARTICLE_STATES };

struct article_word {
    struct str name;
    uint32_t weight; /* thousandths; of a keyword */
};

struct terms;

/* What is stored; all borrowed. Titles and names are one clean line each. */
struct article_new {
    struct str source, url, title, author, summary, lang, format;
    struct str site, feed; /* names; empty: none */
    struct hash128 content_hash;
    int64_t published_ms; /* 0: not known */
    uint32_t units, canon_version, parser;
    bool anew;           /* not the same even where all of it is: the bytes were read otherwise */
    struct str doc;      /* the stored form (doc/serial.h) */
    struct str original; /* as the importer compressed it; STR_NONE: not kept */
    const struct article_word *tags, *keywords;
    size_t ntags, nkeywords;
    const struct terms *terms; /* for what is related (store/related.h); NULL: none */
    const uint64_t *links;     /* article_url_hash of each address that it leads to */
    size_t nlinks;
};

enum article_stored {
    ARTICLE_ADDED,
    ARTICLE_REPLACED, /* known, with other content: its place, state, tags, notes and quotes stay */
    ARTICLE_SAME,     /* known, with this content read by these rules; new tags were added */
};

/* The one function that stores or replaces a document: takes the old text out of the index, stores,
 * puts the new text in. Must be called between db_begin and db_end. */
bool article_store(struct db *db, const struct article_new *a, int64_t now_ms, int64_t *id,
                   enum article_stored *how, struct err *e);

/* One article; strings are owned. Free with article_free. */
struct article {
    int64_t id;
    char *uuid, *source, *url, *title, *author, *summary, *lang, *format;
    char *site, *feed; /* "": none */
    struct hash128 content_hash;
    int64_t published_ms, added_ms, read_ms; /* read_ms 0: never */
    bool dated;
    enum article_place place;
    enum article_state state;
    bool starred;
    int32_t progress_permille;
    uint32_t units, canon_version, parser;
};

/* False with ERR_NOT_FOUND where there is none (a tombstone is none). */
bool article_get(struct db *db, int64_t id, struct article *out, struct err *e);
void article_free(struct article *a);

/* The id of the article of that UUID, of that source or canonical URL, of that content; 0: there is
 * none. Those in the trash are found too. */
bool article_by_uuid(struct db *db, struct str uuid, int64_t *id, struct err *e);
bool article_by_source(struct db *db, struct str source_or_url, int64_t *id, struct err *e);
/* Of that title, where only one has it. */
bool article_by_title(struct db *db, struct str title, int64_t *id, struct err *e);
bool article_by_content(struct db *db, struct hash128 content, int64_t *id, struct err *e);

/* Its document, which is the caller's, opened without parsing; NULL with the error. */
struct doc *article_doc(struct db *db, int64_t id, struct err *e);

/* Appends the original bytes as the importer compressed them; nothing where they were not kept. */
bool article_original(struct db *db, int64_t id, struct buf *out, struct err *e);

/* What the user does to articles. Each is a change that undo (store/undo.h) takes back, where the
 * caller has opened a group there. An id that is none is passed over. */
bool article_set_place(struct db *db, const int64_t *ids, size_t n, enum article_place place,
                       int64_t now_ms, struct err *e);
bool article_set_state(struct db *db, const int64_t *ids, size_t n, enum article_state state,
                       int64_t now_ms, struct err *e);
bool article_set_starred(struct db *db, const int64_t *ids, size_t n, bool starred, int64_t now_ms,
                         struct err *e);
bool article_rename(struct db *db, int64_t id, struct str title, struct str author, int64_t now_ms,
                    struct err *e);
bool article_tag(struct db *db, const int64_t *ids, size_t n, struct str tag, bool has,
                 int64_t now_ms, struct err *e);
/* Tags as they are typed: separated by spaces or commas, '#' before them or not; "-tag" takes one away. */
bool article_tag_words(struct db *db, const int64_t *ids, size_t n, struct str words,
                       int64_t now_ms, struct err *e);
bool article_set_note(struct db *db, int64_t id, struct str text, int64_t now_ms, struct err *e);

/* Visits the names of its tags, its keywords (the weightiest first), appends its note. */
typedef void article_word_visit(void *ctx, int64_t id, struct str name, int32_t weight);
bool article_tags(struct db *db, int64_t id, article_word_visit *visit, void *ctx, struct err *e);
bool article_keywords(struct db *db, int64_t id, article_word_visit *visit, void *ctx,
                      struct err *e);
bool article_note(struct db *db, int64_t id, struct buf *out, struct err *e);

/* It was read: progress and state follow (finished stays finished). */
bool article_was_read(struct db *db, int64_t id, int32_t progress_permille, int64_t now_ms,
                      struct err *e);

/* hash64 of an address without its #fragment, for `link`. */
uint64_t article_url_hash(struct str url);

#endif
