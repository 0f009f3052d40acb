/* What repair does to undamaged text, which should be nothing, and how fast it is.
 *
 *   repairs [-s SEED] FOLDER      FOLDER as corpus.h says
 *
 * Each text is cut into documents of 1 to 50 paragraphs. Prints every change that was made of its
 * own accord, with what stood there, and for each language and kind: documents, paragraphs, changes,
 * offers, and MB/s of repair and of UTF-8 validation. */
#include "tests/bench/corpus.h"

#include "text/repair.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_PARAGRAPHS = 50, CONTEXT = 30, TIMED_BYTES = 32 << 20 };

static const char *const LANGS[] = {"zh-Hans", "zh-Hant", "ja", "ko", "fr", "de", "pl", "ru"};

struct counts {
    size_t documents, paragraphs, changes, offers;
};

/* The next 1 to 50 lines of *rest. */
static struct str take_document(struct str *rest, uint64_t *seed, size_t *paragraphs)
{
    size_t want = 1 + corpus_random(seed, MAX_PARAGRAPHS);
    struct str line, all = *rest;
    for (*paragraphs = 0; *paragraphs < want && rest->n && str_split(rest, '\n', &line);)
        ++*paragraphs;
    return str_sub(all, 0, all.n - rest->n);
}

/* One change, with some characters on both sides. */
static void print_edit(const struct repair *r, const struct repair_edit *edit)
{
    size_t beg = edit->at > CONTEXT ? edit->at - CONTEXT : 0, end = edit->at + edit->len + CONTEXT;
    if (end > r->text.n)
        end = r->text.n;
    while (!utf8_is_boundary(r->text, beg))
        beg--;
    while (!utf8_is_boundary(r->text, end))
        end++;
    printf("  %s: \"" STR_FMT "\" stood in: " STR_FMT "\n", repair_kind_name(edit->kind),
           STR_ARG(edit->before), STR_ARG(str_sub(r->text, beg, end)));
}

static void count_document(struct str text, struct counts *c)
{
    struct repair_opts opts = {0};
    struct repair r = {0};
    repair_text(text, &opts, &r);
    for (size_t k = 0; k < REPAIR_KINDS; k++) {
        c->changes += r.done[k];
        c->offers += r.offered[k];
    }
    for (size_t i = 0; i < r.edits.n; i++)
        print_edit(&r, &r.edits.v[i]);
    repair_free(&r);
}

static void repair_once(struct str text)
{
    struct repair_opts opts = {0};
    struct repair r = {0};
    repair_text(text, &opts, &r);
    repair_free(&r);
}

static void validate_once(struct str text)
{
    static volatile size_t sink; /* so that the work is not optimized away */
    sink = utf8_valid_prefix(text);
    (void)sink;
}

/* MB/s of f over text, again and again until some megabytes are done. */
static double speed(void (*f)(struct str), struct str text)
{
    size_t done = 0;
    double from = corpus_seconds();
    for (; done < TIMED_BYTES; done += text.n)
        f(text);
    return (double)done / 1e6 / (corpus_seconds() - from);
}

static size_t run(const char *folder, const char *lang, const char *kind, uint64_t seed)
{
    struct buf b = {0};
    struct counts c = {0};
    if (corpus_read(folder, lang, kind, &b) && b.n) {
        struct str rest = buf_str(&b);
        while (rest.n) {
            size_t paragraphs;
            count_document(take_document(&rest, &seed, &paragraphs), &c);
            c.documents++;
            c.paragraphs += paragraphs;
        }
        printf("%-8s %-10s %9zu %10zu %8zu %7zu %8.0f %9.0f\n", lang, kind, c.documents,
               c.paragraphs, c.changes, c.offers, speed(repair_once, buf_str(&b)),
               speed(validate_once, buf_str(&b)));
    }
    buf_free(&b);
    return c.documents;
}

int main(int argc, char **argv)
{
    uint64_t seed = 7;
    size_t documents = 0;
    int opt;
    while ((opt = getopt(argc, argv, "s:")) != -1) {
        if (opt != 's')
            return 2;
        seed = strtoull(optarg, NULL, 10);
    }
    if (optind + 1 != argc || !seed) {
        fputs("usage: repairs [-s SEED] FOLDER\n", stderr);
        return 2;
    }
    printf("texts of %s, seed %llu\n%-8s %-10s %9s %10s %8s %7s %8s %9s\n", argv[optind],
           (unsigned long long)seed, "language", "kind", "documents", "paragraphs", "changes",
           "offers", "MB/s", "utf8 MB/s");
    for (size_t l = 0; l < sizeof LANGS / sizeof LANGS[0]; l++)
        for (size_t k = 0; k < CORPUS_KINDS; k++)
            documents += run(argv[optind], LANGS[l], CORPUS_KIND[k], seed);
    if (!documents)
        fprintf(stderr, "%s: no texts as LANG/KIND/NAME.txt\n", argv[optind]);
    return documents ? 0 : 1;
}
