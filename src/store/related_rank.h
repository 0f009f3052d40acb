/* For store/related.c: how near texts are, by their signatures alone. */
#ifndef JD_STORE_RELATED_RANK_H
#define JD_STORE_RELATED_RANK_H

#include "store/signature.h"

/* How often terms are met: the query's terms exactly, others in a sample of the library. */
struct rank_lore {
    double articles;
    double met[TERMS_MAX]; /* in how many articles each term of the query is */
    uint32_t sampled;      /* articles of the sample */
    uint32_t *id, *count;  /* a table of RANK_SLOTS of its terms; count 0: free */
};

enum { RANK_SLOTS = 1 << 16, RANK_SAMPLE = 256, RANK_MAX = 200 };

void rank_lore_init(struct rank_lore *l);
void rank_lore_free(struct rank_lore *l);
void rank_lore_sample(struct rank_lore *l, const struct signature *s);

/* What term i of the query weighs in it. */
double rank_weight(const struct rank_lore *l, const struct signature *query, uint32_t i);

/* How near the query is to each of n <= RANK_MAX others: cosine, 0 to 1, and the score that they are to be
 * ranked by, which is on no scale. */
struct rank_score {
    double cosine, score;
};
void rank_all(const struct rank_lore *l, const struct signature *query,
              const struct signature *const *others, size_t n, struct rank_score *out);

/* The terms of the query that the other has, those first that add most to the cosine: indices into
 * query->id; returns how many. */
size_t rank_shared(const struct rank_lore *l, const struct signature *query,
                   const struct signature *other, uint32_t *out, size_t max);

#endif
