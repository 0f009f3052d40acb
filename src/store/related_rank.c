#include "store/related_rank.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/* Measured by tests/bench/related.c. */
static const double PRIOR_ARTICLES = 1000; /* what the list of words knows, as if from so many */
static const double PRIOR_SAMPLE = 256;    /* the same, beside a sample */
static const double TF_HALF = 1.2;         /* saturation of a term's frequency, BM25's k1 */
static const double FEEDBACK = 1;          /* share of what the nearest are near to */
enum { NEIGHBOURS = 20, TEACHERS = 10 };

void rank_lore_init(struct rank_lore *l)
{
    *l = (struct rank_lore){0};
    l->id = mem_zero(RANK_SLOTS, sizeof *l->id);
    l->count = mem_zero(RANK_SLOTS, sizeof *l->count);
}

void rank_lore_free(struct rank_lore *l)
{
    free(l->id);
    free(l->count);
}

static uint32_t slot_of(const struct rank_lore *l, uint32_t id)
{
    uint32_t i = id % RANK_SLOTS;
    while (l->count[i] && l->id[i] != id)
        i = (i + 1) % RANK_SLOTS;
    return i;
}

void rank_lore_sample(struct rank_lore *l, const struct signature *s)
{
    if (l->sampled == RANK_SAMPLE) /* what the table has room for */
        return;
    l->sampled++;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t at = slot_of(l, s->id[i]);
        l->id[at] = s->id[i];
        l->count[at]++;
    }
}

/* Bits that a term tells, where `met` of n articles have it, and the list of words says so many bits. */
static double idf(double met, double n, double prior, unsigned bits)
{
    double expected = prior * ldexp(1, -(int)bits);
    return log2((n + prior) / (met + expected));
}

static double frequency(uint8_t code)
{
    double tf = SIGNATURE_TF[code >> 4];
    return tf * (1 + TF_HALF) / (tf + TF_HALF);
}

double rank_weight(const struct rank_lore *l, const struct signature *query, uint32_t i)
{
    double told = idf(l->met[i], l->articles, PRIOR_ARTICLES, query->code[i] & 15);
    return told > 0 ? told * frequency(query->code[i]) : 0;
}

/* A text with its terms weighed, of length 1: of the terms that another one has too, the numbers and
 * weights. */
struct vector {
    uint32_t n;
    uint32_t term[TERMS_MAX];
    float w[TERMS_MAX];
};

static const uint32_t *find_term(const struct signature *s, uint32_t id)
{
    size_t lo = 0, hi = s->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (s->id[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n && s->id[lo] == id ? &s->id[lo] : NULL;
}

static double told_by(const struct rank_lore *l, const struct signature *query, uint32_t id,
                      unsigned bits)
{
    const uint32_t *at = find_term(query, id);
    return at ? idf(l->met[at - query->id], l->articles, PRIOR_ARTICLES, bits)
              : idf(l->count[slot_of(l, id)], l->sampled, PRIOR_SAMPLE, bits);
}

static void weigh(const struct rank_lore *l, const struct signature *query,
                  const struct signature *s, float w[TERMS_MAX])
{
    double sum = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        double told = told_by(l, query, s->id[i], s->code[i] & 15) * frequency(s->code[i]);
        w[i] = told > 0 ? (float)told : 0;
        sum += told > 0 ? told * told : 0;
    }
    float scale = sum > 0 ? (float)(1 / sqrt(sum)) : 0;
    for (uint32_t i = 0; i < s->n; i++)
        w[i] *= scale;
}

/* Numbers for the terms of several texts: a table by id; those that one text alone has get none. */
struct numbers {
    uint32_t id[RANK_SLOTS];
    uint16_t number[RANK_SLOTS]; /* 0: free; ONCE: met in one text */
    uint16_t last;
};

enum { ONCE = 1 };

static uint16_t *number_of(struct numbers *t, uint32_t id)
{
    uint32_t i = id % RANK_SLOTS;
    while (t->number[i] && t->id[i] != id)
        i = (i + 1) % RANK_SLOTS;
    t->id[i] = id;
    return &t->number[i];
}

static void number_terms(struct numbers *t, const struct signature *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        uint16_t *number = number_of(t, s->id[i]);
        *number = !*number ? ONCE : *number == ONCE ? ++t->last : *number;
    }
}

static void make_vector(struct numbers *t, const struct signature *s, const float *w,
                        struct vector *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint16_t number = *number_of(t, s->id[i]);
        if (number == ONCE || w[i] <= 0)
            continue;
        out->term[out->n] = number;
        out->w[out->n++] = w[i];
    }
}

/* The query first, then the others. Returns how many numbers there are. */
static size_t make_vectors(const struct rank_lore *l, const struct signature *query,
                           const struct signature *const *others, size_t n, struct vector *out)
{
    struct numbers *t = mem_zero(1, sizeof *t);
    t->last = ONCE;
    number_terms(t, query);
    for (size_t i = 0; i < n; i++)
        number_terms(t, others[i]);
    for (size_t i = 0; i <= n; i++) {
        const struct signature *s = i ? others[i - 1] : query;
        float w[TERMS_MAX];
        weigh(l, query, s, w);
        make_vector(t, s, w, &out[i]);
    }
    size_t last = t->last;
    free(t);
    return last + 1;
}

/* Cosines of each with each, n × n: one at a time is laid out by number for the others to meet. */
static float *compare(const struct vector *v, size_t n, size_t numbers)
{
    float *sim = mem_alloc(n * n * sizeof *sim), *laid = mem_zero(numbers, sizeof *laid);
    for (size_t i = 0; i < n; i++) {
        for (uint32_t t = 0; t < v[i].n; t++)
            laid[v[i].term[t]] = v[i].w[t];
        for (size_t k = 0; k <= i; k++) {
            float sum = 0;
            for (uint32_t t = 0; t < v[k].n; t++)
                sum += v[k].w[t] * laid[v[k].term[t]];
            sim[i * n + k] = sim[k * n + i] = sum;
        }
        for (uint32_t t = 0; t < v[i].n; t++)
            laid[v[i].term[t]] = 0;
    }
    free(laid);
    return sim;
}

/* The sum of the k greatest of n, each but the one at `but`; k is small. */
static double sum_of_best(const float *v, size_t n, size_t but, size_t k)
{
    float best[NEIGHBOURS] = {0};
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = k;
        while (at && i != but && v[i] > best[at - 1])
            at--;
        if (at < k && i != but) {
            memmove(best + at + 1, best + at, (k - 1 - at) * sizeof *best);
            best[at] = v[i];
        }
    }
    for (size_t i = 0; i < k; i++)
        sum += best[i];
    return sum;
}

/* Puts each likeness in proportion to how like either is to what it is most like. */
static void put_in_proportion(float *sim, size_t n)
{
    double *near = mem_alloc(n * sizeof *near);
    for (size_t i = 0; i < n; i++)
        near[i] = sqrt(sum_of_best(sim + i * n, n, i, NEIGHBOURS) / NEIGHBOURS + 1e-6);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            sim[i * n + k] /= (float)(near[i] * near[k]);
    free(near);
}

/* The query is the first of the n. */
static void add_feedback(const float *sim, size_t n, struct rank_score *out)
{
    bool taken[RANK_MAX + 1] = {0};
    size_t teachers[TEACHERS], m = 0;
    double all = 1e-9;
    while (m < TEACHERS && m + 1 < n) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (!taken[i] && (!best || sim[i] > sim[best]))
                best = i;
        taken[best] = true;
        teachers[m++] = best;
        all += sim[best];
    }
    for (size_t i = 1; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < m; k++)
            if (teachers[k] != i)
                sum += sim[teachers[k]] * sim[teachers[k] * n + i];
        out[i - 1].score = sim[i] + FEEDBACK * sum / all;
    }
}

void rank_all(const struct rank_lore *l, const struct signature *query,
              const struct signature *const *others, size_t n, struct rank_score *out)
{
    struct vector *v = mem_alloc((n + 1) * sizeof *v);
    size_t numbers = make_vectors(l, query, others, n, v);
    float *sim = compare(v, n + 1, numbers);
    for (size_t i = 0; i < n; i++)
        out[i].cosine = sim[i + 1];
    put_in_proportion(sim, n + 1);
    add_feedback(sim, n + 1, out);
    free(sim);
    free(v);
}

size_t rank_shared(const struct rank_lore *l, const struct signature *query,
                   const struct signature *other, uint32_t *out, size_t max)
{
    double weights[TERMS_MAX];
    size_t n = 0;
    for (uint32_t i = 0; i < query->n; i++) {
        const uint32_t *at = find_term(other, query->id[i]);
        if (!at)
            continue;
        double w = rank_weight(l, query, i) * frequency(other->code[at - other->id]);
        size_t k = n < max ? n++ : max;
        for (; k && weights[k - 1] < w; k--)
            if (k < max) {
                weights[k] = weights[k - 1];
                out[k] = out[k - 1];
            }
        if (k < max) {
            weights[k] = w;
            out[k] = i;
        }
    }
    return n;
}
