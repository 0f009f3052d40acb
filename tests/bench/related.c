/* How good related articles are, on real text with known groups (handbooks.h), beside BM25 and chance.
 *
 *   related [-s SEED] [-v]      -v: what was found for some articles
 *
 * The articles of a language are stored in a library in random order, with their titles and texts and
 * nothing else: no source, no date, no book. Each article whose group has more than five articles asks for
 * the best five others; precision@5 is the share of them that are of its group, on average.
 *
 * BM25 (k1 1.2, b 0.75) is asked with the 25 terms of the article that weigh most by tf-idf, over the same
 * words of the whole texts, and over pairs of characters and words of letters as a full-text index has
 * them; titles are in the texts. */
#include "tests/bench/corpus.h"
#include "tests/bench/handbooks.h"

#include "doc/terms_priv.h"
#include "store/article.h"
#include "store/related.h"
#include "text/fold.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BEST = 5, QUERY_TERMS = 25, SHOWN = 12, DF_SLOTS = 1 << 20 };

/* A text as a bag of tokens, sorted by id. */
struct bag {
    VEC(struct count {
        uint32_t id;
        double n;
    })
    v;
    double tokens;
};

struct model {
    struct bag *bags;
    double mean_tokens;
    uint32_t *id; /* a table of tokens and in how many texts they are */
    double *texts;
};

struct bench {
    struct handbook_articles a;
    uint32_t *group_size;
};

static uint32_t slot_of(const struct model *m, uint32_t id)
{
    uint32_t i = (id * 0x9E3779B1u) % DF_SLOTS;
    while (m->texts[i] > 0 && m->id[i] != id)
        i = (i + 1) % DF_SLOTS;
    return i;
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = ((const struct count *)a)->id, y = ((const struct count *)b)->id;
    return (x > y) - (x < y);
}

static int by_number(const void *a, const void *b)
{
    double x = ((const struct count *)a)->n, y = ((const struct count *)b)->n;
    return (x < y) - (x > y);
}

static void bag_add(struct bag *b, uint32_t id)
{
    vec_push(&b->v, (struct count){id, 1});
    b->tokens++;
}

static void bag_finish(struct bag *b)
{
    size_t n = 0;
    qsort(b->v.v, b->v.n, sizeof *b->v.v, by_id);
    for (size_t i = 0; i < b->v.n; i++) {
        if (n && b->v.v[n - 1].id == b->v.v[i].id)
            b->v.v[n - 1].n++;
        else
            b->v.v[n++] = b->v.v[i];
    }
    b->v.n = n;
}

static void take_token(void *ctx, const struct token *t)
{
    if (t->kind != TOKEN_PHRASE)
        bag_add(ctx, t->id);
}

static void take_flow(void *ctx, uint32_t hash)
{
    (void)ctx;
    (void)hash;
}

/* The words that terms are made of. */
static void words_of(const struct doc *d, struct bag *b)
{
    struct token_sink sink = {take_token, take_flow, b};
    for (uint32_t i = 0; i < d->nblocks; i++)
        if (block_is_leaf(&d->blocks[i]))
            terms_scan(doc_slice(d, d->blocks[i].r), d->blocks[i].r.beg, &sink);
}

/* Pairs of characters, words of letters. */
static void pairs_of(const struct doc *d, struct bag *b)
{
    struct str s = d->text;
    uint32_t before = 0, word = 0;
    while (s.n) {
        uint32_t c[FOLD_MAX];
        fold_char(utf8_take(&s), c);
        unsigned flags = uniprop(c[0])->flags;
        bool is_cjk = flags & (UF_HAN | UF_KANA | UF_HANGUL);
        bool is_letter = !is_cjk && flags & (UF_LETTER | UF_DIGIT);
        if (!is_letter && word)
            bag_add(b, word);
        word = is_letter ? terms_hash((uint32_t[]){word, c[0]}, 2) : 0;
        if (is_cjk && before)
            bag_add(b, terms_hash((uint32_t[]){before, c[0]}, 2));
        before = is_cjk ? c[0] : 0;
    }
    if (word)
        bag_add(b, word);
}

static void model_make(struct model *m, const struct bench *x,
                       void (*tokens)(const struct doc *, struct bag *))
{
    size_t n = x->a.v.n;
    *m = (struct model){.bags = mem_zero(n, sizeof *m->bags),
                        .id = mem_zero(DF_SLOTS, sizeof *m->id),
                        .texts = mem_zero(DF_SLOTS, sizeof *m->texts)};
    for (size_t i = 0; i < n; i++) {
        struct bag *b = &m->bags[i];
        tokens(x->a.v.v[i].doc, b);
        bag_finish(b);
        m->mean_tokens += b->tokens / (double)n;
        for (size_t k = 0; k < b->v.n; k++) {
            uint32_t at = slot_of(m, b->v.v[k].id);
            m->id[at] = b->v.v[k].id;
            m->texts[at]++;
        }
    }
}

static void model_free(struct model *m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vec_free(&m->bags[i].v);
    free(m->bags);
    free(m->id);
    free(m->texts);
}

/* The tokens to ask with, their number turned into their idf. */
static size_t query_of(const struct model *m, size_t article, size_t n,
                       struct count out[QUERY_TERMS])
{
    const struct bag *b = &m->bags[article];
    struct count *v = mem_alloc((b->v.n + 1) * sizeof *v);
    for (size_t i = 0; i < b->v.n; i++) {
        double texts = m->texts[slot_of(m, b->v.v[i].id)];
        v[i] = (struct count){b->v.v[i].id, b->v.v[i].n * log(1 + (double)n / texts)};
    }
    qsort(v, b->v.n, sizeof *v, by_number);
    size_t terms = b->v.n < QUERY_TERMS ? b->v.n : QUERY_TERMS;
    for (size_t i = 0; i < terms; i++) {
        double texts = m->texts[slot_of(m, v[i].id)];
        out[i] = (struct count){v[i].id, log(1 + ((double)n - texts + 0.5) / (texts + 0.5))};
    }
    free(v);
    return terms;
}

static double bm25(const struct model *m, const struct bag *b, const struct count *query, size_t n)
{
    const double k1 = 1.2, b_ = 0.75;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        const struct count *t =
            b->v.n ? bsearch(&query[i], b->v.v, b->v.n, sizeof *t, by_id) : NULL;
        if (t)
            sum += query[i].n * t->n * (k1 + 1) /
                   (t->n + k1 * (1 - b_ + b_ * b->tokens / m->mean_tokens));
    }
    return sum;
}

/* How many of the best five by score are of the article's group. */
static unsigned hits_of(const struct bench *x, size_t article, double *score)
{
    unsigned hits = 0;
    score[article] = -1;
    for (int k = 0; k < BEST; k++) {
        size_t best = 0;
        for (size_t i = 1; i < x->a.v.n; i++)
            if (score[i] > score[best])
                best = i;
        hits += score[best] >= 0 && x->a.v.v[best].group == x->a.v.v[article].group;
        score[best] = -1;
    }
    return hits;
}

static bool is_asked(const struct bench *x, size_t article)
{
    return x->group_size[x->a.v.v[article].group] > BEST;
}

static double measure_bm25(const struct bench *x, void (*tokens)(const struct doc *, struct bag *))
{
    struct model m;
    size_t n = x->a.v.n, asked = 0, hits = 0;
    double *score = mem_alloc(n * sizeof *score);
    model_make(&m, x, tokens);
    for (size_t i = 0; i < n; i++) {
        struct count query[QUERY_TERMS];
        if (!is_asked(x, i))
            continue;
        size_t terms = query_of(&m, i, n, query);
        for (size_t k = 0; k < n; k++)
            score[k] = bm25(&m, &m.bags[k], query, terms);
        hits += hits_of(x, i, score);
        asked++;
    }
    model_free(&m, n);
    free(score);
    return (double)hits / (double)(BEST * asked);
}

static double measure_chance(const struct bench *x, uint64_t seed)
{
    size_t n = x->a.v.n, asked = 0, hits = 0;
    double *score = mem_alloc(n * sizeof *score);
    for (size_t i = 0; i < n; i++) {
        if (!is_asked(x, i))
            continue;
        for (size_t k = 0; k < n; k++)
            score[k] = (double)corpus_random(&seed, 1 << 30);
        hits += hits_of(x, i, score);
        asked++;
    }
    free(score);
    return (double)hits / (double)(BEST * asked);
}

static bool store_all(struct db *db, const struct bench *x, struct err *e)
{
    bool ok = db_begin(db, e);
    for (size_t i = 0; ok && i < x->a.v.n; i++) {
        const struct doc *d = x->a.v.v[i].doc;
        struct buf source = {0};
        struct terms t;
        enum article_stored how;
        int64_t id;
        buf_addf(&source, "bench %zu", i);
        struct article_new a = {.source = buf_str(&source),
                                .title = doc_title(d),
                                .content_hash = {i, d->text_hash},
                                .units = d->units,
                                .canon_version = d->canon_version,
                                .terms = &t,
                                .doc = str_n(d->owned, d->owned_bytes)};
        terms_of(d, &t);
        ok = article_store(db, &a, 1, &id, &how, e);
        if (ok && id != (int64_t)i + 1)
            ok = err_set(e, ERR_DB, "article %zu was stored as #%lld", i, (long long)id);
        buf_free(&source);
    }
    return db_end(db, ok, e);
}

static void show(const struct bench *x, size_t article, const struct related_list *l)
{
    printf("  %s\n", x->a.v.v[article].where);
    for (size_t i = 0; i < l->n; i++) {
        const struct handbook_article *other = &x->a.v.v[l->v[i].id - 1];
        printf("    %s %.2f %s:", other->group == x->a.v.v[article].group ? "+" : " ",
               l->v[i].score, other->where);
        for (size_t k = 0; k < l->v[i].nwords; k++)
            printf(" %s", l->v[i].words[k]);
        printf("\n");
    }
}

static bool measure_ours(const struct bench *x, struct db *db, bool verbose, double *precision,
                         double *ms, struct err *e)
{
    size_t asked = 0, hits = 0;
    double from = corpus_seconds();
    for (size_t i = 0; i < x->a.v.n; i++) {
        struct related_list l;
        if (!is_asked(x, i))
            continue;
        if (!related_find(db, (int64_t)i + 1, BEST, &l, e))
            return false;
        for (size_t k = 0; k < l.n; k++)
            hits += x->a.v.v[l.v[k].id - 1].group == x->a.v.v[i].group;
        if (verbose && asked < SHOWN)
            show(x, i, &l);
        related_free(&l);
        asked++;
    }
    *ms = (corpus_seconds() - from) * 1e3 / (double)asked;
    *precision = (double)hits / (double)(BEST * asked);
    return true;
}

static bool run_ours(const struct bench *x, bool verbose, double *precision, double *ms)
{
    char path[] = "/tmp/jiandu-related-XXXXXX";
    struct err e = {0};
    int fd = mkstemp(path);
    struct db *db = fd < 0 ? NULL : db_open(path, DB_WRITE, &e);
    bool ok = db && store_all(db, x, &e) && measure_ours(x, db, verbose, precision, ms, &e);
    if (!ok)
        fprintf(stderr, "related: %s\n", e.msg);
    db_close(db);
    close(fd);
    unlink(path);
    return ok;
}

static bool run(const char *lang, uint64_t seed, bool verbose)
{
    struct bench x = {0};
    double ours = 0, ms = 0;
    bool ok = true;
    size_t asked = 0;
    handbooks_read(lang, seed, &x.a);
    x.group_size = mem_zero(x.a.groups + 1, sizeof *x.group_size);
    for (size_t i = 0; i < x.a.v.n; i++)
        x.group_size[x.a.v.v[i].group]++;
    for (size_t i = 0; i < x.a.v.n; i++)
        asked += is_asked(&x, i);
    if (asked) {
        ok = run_ours(&x, verbose, &ours, &ms);
        double words = measure_bm25(&x, words_of), pairs = measure_bm25(&x, pairs_of);
        printf("%-8s %8zu %6u %6zu %7.3f %11.3f %11.3f %7.3f %7.2f %7.1f\n", lang, x.a.v.n,
               x.a.groups, asked, measure_chance(&x, seed), pairs, words, ours,
               ours / (words > pairs ? words : pairs), ms);
    } else {
        printf("%-8s skipped: install %s\n", lang, handbooks_packages(lang));
    }
    free(x.group_size);
    handbooks_free(&x.a);
    return ok;
}

int main(int argc, char **argv)
{
    static const char *const langs[] = {"zh-Hans", "zh-Hant", "ja", "ko"};
    uint64_t seed = 7;
    bool ok = true, verbose = false;
    int opt;
    while ((opt = getopt(argc, argv, "s:v")) != -1) {
        if (opt == 's')
            seed = strtoull(optarg, NULL, 10);
        else if (opt == 'v')
            verbose = true;
        else
            seed = 0;
    }
    if (!seed || optind != argc) {
        fputs("usage: related [-s SEED] [-v]\n", stderr);
        return 2;
    }
    printf("%-8s %8s %6s %6s %7s %11s %11s %7s %7s %7s\n", "language", "articles", "groups",
           "asked", "chance", "BM25 pairs", "BM25 words", "ours", "× BM25", "ms");
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
        ok = run(langs[i], seed, verbose) && ok;
    return ok ? 0 : 1;
}
