/* Articles that are related to one, computed from what the library has of them. When an article is stored,
 * so are its terms (doc/terms.h): as a row of `signature`, and in `term_index`, which finds the articles
 * that a term is in. The rest is done when it is looked at.
 *
 * How near two texts are is the cosine of their terms, each weighed by how often it is met in the text and
 * how seldom in the library; set in proportion to how near either is to its own neighbours (Jégou 2007,
 * Radovanović 2010: some texts are everybody's neighbours), and helped by what the nearest are near to
 * (pseudo relevance feedback). tests/bench/related.c measures each part. A series, links, author, source
 * and date add to it. Up to the newest RELATED_POSTINGS articles of each term are looked at. */
#ifndef JD_STORE_RELATED_H
#define JD_STORE_RELATED_H

#include "doc/terms.h"
#include "store/db.h"

enum {
    RELATED_MAX = 50, /* articles that one call gives */
    RELATED_WORDS = 4,
    RELATED_ALSO = 8,
    RELATED_POSTINGS = 500,
};

/* Why; a set. */
enum related_reason {
    RELATED_TERMS = 1 << 0,       /* by what they are about; the words say more */
    RELATED_SERIES = 1 << 1,      /* parts of one series, by their titles */
    RELATED_LINKS_TO = 1 << 2,    /* this one leads to it */
    RELATED_LINKED_FROM = 1 << 3, /* it leads to this one */
    RELATED_AUTHOR = 1 << 4,
    RELATED_SITE = 1 << 5,
    RELATED_FEED = 1 << 6,
    RELATED_TIME = 1 << 7, /* published within days */
};

struct related_article {
    int64_t id;
    char *title;
    double score; /* the best comes first; below 1 there is no more than likeness */
    unsigned reasons;
    char *words[RELATED_WORDS]; /* keywords that both have, as this one writes them */
    size_t nwords;
    int64_t also[RELATED_ALSO]; /* nearly the same text under other numbers: "also at" */
    size_t nalso;
};

struct related_list {
    struct related_article *v;
    size_t n;
    int64_t also[RELATED_ALSO]; /* the article itself is also here, nearly the same */
    size_t nalso;
};

/* Stores the terms of an article, or those of its new text in place of the old; between db_begin and
 * db_end. An article that is removed keeps them; it is left out when it is asked for. */
bool related_store(struct db *db, int64_t id, const struct terms *t, struct err *e);

/* Takes the terms of an article out, before its row is deleted for good. */
bool related_forget(struct db *db, int64_t id, struct err *e);

/* The best `limit` others, the best first; those in the trash are left out. Free with related_free, also
 * where it failed. ERR_NOT_FOUND: there is no such article. */
bool related_find(struct db *db, int64_t id, size_t limit, struct related_list *out, struct err *e);

/* The same for a document that is not in the library. */
bool related_find_doc(struct db *db, const struct doc *d, size_t limit, struct related_list *out,
                      struct err *e);

void related_free(struct related_list *l);

#endif
