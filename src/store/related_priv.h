/* For the files of store/related.c: related_gather.c finds what may be related, related_judge.c says how
 * much it is and why, related.c does one after the other. */
#ifndef JD_STORE_RELATED_PRIV_H
#define JD_STORE_RELATED_PRIV_H

#include "base/vec.h"
#include "store/related.h"
#include "store/related_rank.h"
#include "store/sql.h"

/* What is known of an article, or of the document that others are looked for. Strings are owned. */
struct related_facts {
    int64_t id; /* 0: not in the library */
    char *title, *author, *url;
    int64_t site, feed, published_ms; /* 0: not known */
    int place;
    struct signature sig;
};

/* One that may be related; its reasons so far are those that it was found by. */
struct related_candidate {
    struct related_facts f;
    unsigned reasons;
    double likeness; /* cosine */
    double score;
};

struct related_search {
    struct db *db;
    const struct doc *doc;
    struct related_facts subject;
    struct rank_lore lore;
    VEC(struct related_candidate) found;
};

void related_facts_free(struct related_facts *f);

/* Fills f of article f->id; *found tells whether there is one. */
bool related_read_facts(struct db *db, struct related_facts *f, bool *found, struct err *e);

/* Finds the candidates, with their facts, and the lore. */
bool related_gather(struct related_search *s, struct err *e);

/* Scores, orders and explains them; those that are nothing but far go. */
void related_judge(struct related_search *s);

#endif
