/* What the reader remembers, and how a source becomes a document on the screen. */
#ifndef JD_APP_LIBRARY_H
#define JD_APP_LIBRARY_H

#include "base/err.h"
#include "doc/anchor.h"
#include "doc/doc.h"

struct db;
struct library;

/* A reader without a library goes on reading: where lib is NULL (it did not open: the user was told),
 * nothing is known, nothing is kept, lists hold the bundled articles only, and no #id is found. */

/* Opens (and creates) the library; path NULL: $XDG_DATA_HOME/jiandu/library.db. A library written by
 * a newer program is refused with a message; one that is busy is waited for, briefly. */
struct library *library_open(const char *path, struct err *e);
void library_close(struct library *lib);

/* For lists and searches beside the reader, on another thread: read-only; ERR_NOT_FOUND when there
 * is none yet. library_interrupt, from any thread, ends what it is being asked. */
struct library *library_open_read(const char *path, struct err *e);
void library_interrupt(struct library *lib);

/* Its connection, for what src/store gives; NULL where lib is NULL. */
struct db *library_db(struct library *lib);

/* Where a source was left. source is its absolute path, URL, or "-" (a stream: known again by its
 * content only). A file that was moved is known by its content, one that was edited by its path. */
struct reading_state {
    bool known;        /* was read before */
    bool same_content; /* the bytes are those that were read */
    doc_pos pos;       /* found again by its anchor */
    enum anchor_match match;
    int64_t last_read_ms;
};

bool library_position(struct library *lib, const char *source, const struct doc *d,
                      struct reading_state *out, struct err *e);

/* Keeps the place, and notes that the source was read now (title, language, progress for the list).
 * Called when a document is left, every minute while reading, and on suspend. */
bool library_keep_position(struct library *lib, const char *source, const struct doc *d,
                           doc_pos pos, struct err *e);

/* The same, where what has been read (up to seen) is not told by the place: the last page may begin
 * long before the end. */
bool library_keep_seen(struct library *lib, const char *source, const struct doc *d, doc_pos pos,
                       doc_pos seen, struct err *e);

/* The encoding and the repairs that the user chose for a source (malloc'd; NULL: none were), and
 * keeping them. A stream has none: it is not the same the next time. */
bool library_choice(struct library *lib, const char *source, char **charset, char **repair,
                    struct err *e);
bool library_keep_choice(struct library *lib, const char *source, const char *charset,
                         const char *repair, struct err *e);

/* One row of the list of what was read and of the bundled articles. Strings belong to the list. */
struct library_entry {
    int64_t id;   /* short alias #id; 0 for a bundled article never opened */
    char *uuid;   /* "" likewise */
    char *source; /* absolute path, URL */
    char *title;
    char *lang;                /* BCP 47, may be "" */
    char *summary;             /* may be "" */
    int32_t progress_permille; /* 0–1000; -1: never opened */
    int32_t units;             /* reading units of the whole, 0: not known */
    int64_t last_read_ms;      /* 0: never */
    bool bundled;
    bool missing; /* a local file that is no longer there */
};

struct library_list {
    struct library_entry *v;
    size_t n;
};

/* Read ones by last_read_ms descending, at most limit from before_ms on (keyset paging; 0: from the
 * newest; before_id breaks ties). */
bool library_list_read(struct library *lib, int64_t before_ms, int64_t before_id, size_t limit,
                       struct library_list *out, struct err *e);

/* How many there are of what was read, and how many of them were not read to the end. */
struct library_count {
    size_t read, unfinished;
};

bool library_count(struct library *lib, struct library_count *out, struct err *e);

/* The bundled articles (assets/articles/index.tsv), each with its reading state if it has one. */
bool library_list_bundled(struct library *lib, struct library_list *out, struct err *e);
void library_list_free(struct library_list *l);

/* The source of #id; malloc'd; NULL with ERR_NOT_FOUND. */
char *library_source_of(struct library *lib, int64_t id, struct err *e);

/* Takes an entry off the list of what was read (a tombstone; undone by the second call). */
bool library_forget(struct library *lib, int64_t id, struct err *e);
bool library_unforget(struct library *lib, int64_t id, struct err *e);

#endif
