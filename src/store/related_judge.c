/* How much each is related, and why. Likeness of the text counts 1 at most, in proportion to the best; what
 * else there is, is added. */
#include "store/related_priv.h"

#include "doc/series.h"

#include <math.h>
#include <stdlib.h>

static const double SERIES = 1, NEXT_PART = 0.3, LINK = 0.35, AUTHOR = 0.1, ORIGIN = 0.04,
                    DAYS = 0.06;
static const double FAR_COSINE = 0.03;  /* what is less like says nothing */
static const double NEAR_COSINE = 0.12; /* the best one, where it is less like, counts less */
static const double LEAST_SCORE = 0.08;
enum { DAY_MS = 24 * 60 * 60 * 1000, NEAR_DAYS = 7 };

static bool is_same_name(const char *a, const char *b)
{
    return *a && strcmp(a, b) == 0;
}

static double series_score(const struct related_search *s, const struct related_candidate *c)
{
    struct series own, other;
    if (!series_of(str_of(s->subject.title), &own) || !series_of(str_of(c->f.title), &other))
        return 0;
    unsigned apart =
        own.number > other.number ? own.number - other.number : other.number - own.number;
    return SERIES + (apart == 1 ? NEXT_PART : 0);
}

static double days_apart(const struct related_search *s, const struct related_candidate *c)
{
    if (!s->subject.published_ms || !c->f.published_ms)
        return INFINITY;
    return fabs((double)(s->subject.published_ms - c->f.published_ms)) / DAY_MS;
}

static void find_reasons(const struct related_search *s, struct related_candidate *c)
{
    const struct related_facts *f = &s->subject;
    c->reasons |= is_same_name(f->author, c->f.author) ? RELATED_AUTHOR : 0u;
    c->reasons |= f->site && f->site == c->f.site ? RELATED_SITE : 0u;
    c->reasons |= f->feed && f->feed == c->f.feed ? RELATED_FEED : 0u;
    c->reasons |= days_apart(s, c) <= NEAR_DAYS ? RELATED_TIME : 0u;
    c->reasons |= c->likeness >= FAR_COSINE ? RELATED_TERMS : 0u;
}

static double bonus(const struct related_search *s, const struct related_candidate *c)
{
    double sum = 0;
    sum += c->reasons & RELATED_SERIES ? series_score(s, c) : 0;
    sum += c->reasons & RELATED_LINKS_TO ? LINK : 0;
    sum += c->reasons & RELATED_LINKED_FROM ? LINK : 0;
    sum += c->reasons & RELATED_AUTHOR ? AUTHOR : 0;
    sum += c->reasons & (RELATED_SITE | RELATED_FEED) ? ORIGIN : 0;
    sum += c->reasons & RELATED_TIME ? DAYS * exp(-days_apart(s, c) / NEAR_DAYS) : 0;
    return sum;
}

static int by_score(const void *a, const void *b)
{
    const struct related_candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->f.id < y->f.id) - (x->f.id > y->f.id);
}

static void drop_far(struct related_search *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->found.n; i++) {
        if (s->found.v[i].score >= LEAST_SCORE)
            s->found.v[kept++] = s->found.v[i];
        else
            related_facts_free(&s->found.v[i].f);
    }
    s->found.n = kept;
}

static void score_texts(struct related_search *s)
{
    struct rank_score *scores = mem_alloc((s->found.n + 1) * sizeof *scores);
    const struct signature **sigs = mem_alloc((s->found.n + 1) * sizeof *sigs);
    double best = 1e-9, like = 0;
    for (size_t i = 0; i < s->found.n; i++)
        sigs[i] = &s->found.v[i].f.sig;
    rank_all(&s->lore, &s->subject.sig, sigs, s->found.n, scores);
    for (size_t i = 0; i < s->found.n; i++) {
        best = scores[i].score > best ? scores[i].score : best;
        like = scores[i].cosine > like ? scores[i].cosine : like;
    }
    double all = like < NEAR_COSINE ? like / NEAR_COSINE : 1;
    for (size_t i = 0; i < s->found.n; i++) {
        s->found.v[i].likeness = scores[i].cosine;
        s->found.v[i].score = scores[i].cosine < FAR_COSINE ? 0 : all * scores[i].score / best;
    }
    free(sigs);
    free(scores);
}

void related_judge(struct related_search *s)
{
    score_texts(s);
    for (size_t i = 0; i < s->found.n; i++) {
        struct related_candidate *c = &s->found.v[i];
        find_reasons(s, c);
        c->score += bonus(s, c);
    }
    drop_far(s);
    qsort(s->found.v, s->found.n, sizeof *s->found.v, by_score);
}
