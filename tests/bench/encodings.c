/* How often the encoding of a short text is found, beside uchardet alone.
 *
 *   encodings [-v] [-s SEED] FOLDER      FOLDER as corpus.h says
 *
 * 200 samples of each kind of text are cut at random, 25, 50, 100 and 300 characters long, put into
 * each encoding, and decoded with nothing declared. Right is what gives the sample back, whatever
 * the encoding is called. Samples that are all ASCII, or have characters which the encoding lacks,
 * are cut anew. Western text is there for false alarms: it must not be taken for Chinese, Japanese
 * or Korean. -v: also by kind of text, and what was answered instead. */
#include "tests/bench/corpus.h"

#include "text/charset.h"

#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SAMPLES = 200, TRIES = 50 * SAMPLES, LENGTHS = 4, LANGS = 4, MAX_WRONG = 24 };

static const size_t LENGTH[LENGTHS] = {25, 50, 100, 300};

static const struct coding {
    const char *iconv;
    const char *langs[LANGS];
} CODINGS[] = {
    {"GB18030", {"zh-Hans"}},
    {"GBK", {"zh-Hans"}},
    {"BIG5", {"zh-Hant"}},
    {"BIG5-HKSCS", {"zh-Hant"}},
    {"CP932", {"ja"}},
    {"EUC-JP", {"ja"}},
    {"ISO-2022-JP", {"ja"}},
    {"EUC-KR", {"ko"}},
    {"CP949", {"ko"}},
    {"UTF-16LE", {"zh-Hans", "zh-Hant", "ja", "ko"}},
    {"UTF-16BE", {"zh-Hans", "zh-Hant", "ja", "ko"}},
    {"WINDOWS-1252", {"fr", "de"}},
    {"ISO-8859-2", {"pl"}},
    {"WINDOWS-1251", {"ru"}},
    {"KOI8-R", {"ru"}},
};

/* What uchardet calls some encodings, and the superset that pages mean by it. */
static const struct {
    const char *name, *iconv;
} SUPERSETS[] = {
    {"GB2312", "GB18030"}, {"BIG5", "BIG5-HKSCS"}, {"SHIFT_JIS", "CP932"},
    {"EUC-KR", "CP949"},   {"UHC", "CP949"},       {"ISO-8859-1", "WINDOWS-1252"},
};

struct tally {
    size_t tried, right;
    struct {
        char name[32];
        size_t n;
    } wrong[MAX_WRONG];
    size_t wrongs;
};

/* One method of finding out: text in out and true, or false; name gets what it took it for. */
typedef bool decoder(struct str bytes, struct buf *out, char name[32]);

static struct {
    void *(*create)(void);
    int (*feed)(void *, const char *, size_t);
    void (*finish)(void *);
    const char *(*answer)(void *);
    void (*destroy)(void *);
} uchardet;

/* The library stays open: the decoder under test opens it by the same name each time. */
static bool load_uchardet(void)
{
    void *lib = dlopen("libuchardet.so.0", RTLD_NOW);
    if (!lib)
        return false;
    *(void **)&uchardet.create = dlsym(lib, "uchardet_new");
    *(void **)&uchardet.feed = dlsym(lib, "uchardet_handle_data");
    *(void **)&uchardet.finish = dlsym(lib, "uchardet_data_end");
    *(void **)&uchardet.answer = dlsym(lib, "uchardet_get_charset");
    *(void **)&uchardet.destroy = dlsym(lib, "uchardet_delete");
    return uchardet.create && uchardet.feed && uchardet.finish && uchardet.answer &&
           uchardet.destroy;
}

/* All of s from one encoding into another; false when a character cannot be had in it. */
static bool convert(const char *to_name, const char *from_name, struct str s, struct buf *out)
{
    iconv_t cd = iconv_open(to_name, from_name);
    if (cd == (iconv_t)-1)
        return false;
    buf_clear(out);
    buf_reserve(out, 8 * s.n + 16); /* what no encoding here exceeds, escapes and all */
    char *in = (char *)(uintptr_t)s.p, *to = out->p; /* in is not written to */
    size_t left = s.n, room = out->cap;
    size_t r = iconv(cd, &in, &left, &to, &room);
    if (r == 0)
        r = iconv(cd, NULL, NULL, &to, &room);
    out->n = (size_t)(to - out->p);
    iconv_close(cd);
    return r == 0;
}

static bool by_charset(struct str bytes, struct buf *out, char name[32])
{
    struct charset_result r = {0};
    struct err e = {0};
    bool ok = charset_decode(bytes, STR_NONE, STR_NONE, NULL, &r, &e);
    snprintf(name, 32, "%s", ok ? r.name : "(refused)");
    buf_clear(out);
    if (ok)
        buf_add(out, r.text);
    charset_free(&r);
    return ok;
}

static const char *superset(const char *name)
{
    for (size_t i = 0; i < sizeof SUPERSETS / sizeof SUPERSETS[0]; i++)
        if (strcmp(SUPERSETS[i].name, name) == 0)
            return SUPERSETS[i].iconv;
    return name;
}

static bool by_uchardet(struct str bytes, struct buf *out, char name[32])
{
    void *u = uchardet.create();
    if (!u)
        return false;
    uchardet.feed(u, bytes.p, bytes.n);
    uchardet.finish(u);
    snprintf(name, 32, "%s", uchardet.answer(u));
    uchardet.destroy(u);
    if (name[0])
        return convert("UTF-8", superset(name), bytes, out);
    strcpy(name, "(none)");
    return false;
}

static void tally_wrong(struct tally *t, const char *name, size_t n)
{
    size_t i = 0;
    while (i < t->wrongs && strcmp(t->wrong[i].name, name) != 0)
        i++;
    if (i == MAX_WRONG)
        return;
    if (i == t->wrongs)
        snprintf(t->wrong[t->wrongs++].name, sizeof t->wrong[i].name, "%s", name);
    t->wrong[i].n += n;
}

static void tally_try(struct tally *t, decoder *decode, struct str bytes, struct str sample)
{
    struct buf out = {0};
    char name[32] = "";
    t->tried++;
    if (decode(bytes, &out, name) && str_eq(buf_str(&out), sample))
        t->right++;
    else
        tally_wrong(t, name, 1);
    buf_free(&out);
}

static void tally_add(struct tally *sum, const struct tally *t)
{
    sum->tried += t->tried;
    sum->right += t->right;
    for (size_t i = 0; i < t->wrongs; i++)
        tally_wrong(sum, t->wrong[i].name, t->wrong[i].n);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Puts sample into the encoding. False when it lacks a character: also where iconv puts another in
 * its place (CP932 has one dash for U+2014 and U+2015). */
static bool encode(const char *iconv_name, struct str sample, struct buf *bytes, struct buf *back)
{
    return convert(iconv_name, "UTF-8", sample, bytes) &&
           convert("UTF-8", iconv_name, buf_str(bytes), back) && str_eq(buf_str(back), sample);
}

static void measure(const char *iconv_name, struct str text, size_t chars, uint64_t *seed,
                    struct tally *ours, struct tally *theirs)
{
    struct buf bytes = {0}, back = {0};
    for (size_t i = 0; i < TRIES && ours->tried < SAMPLES; i++) {
        struct str sample = corpus_cut(text, chars, seed);
        if (is_ascii(sample) || !encode(iconv_name, sample, &bytes, &back))
            continue;
        tally_try(ours, by_charset, buf_str(&bytes), sample);
        tally_try(theirs, by_uchardet, buf_str(&bytes), sample);
    }
    buf_free(&bytes);
    buf_free(&back);
}

static double percent(const struct tally *t)
{
    return t->tried ? 100.0 * (double)t->right / (double)t->tried : 0;
}

static void print_figures(const char *label, const struct tally *ours, const struct tally *theirs)
{
    printf("%-32s", label);
    for (size_t i = 0; i < LENGTHS; i++)
        printf("  %5.1f /%5.1f", percent(&ours[i]), percent(&theirs[i]));
    printf("  %6zu\n", ours[0].tried);
}

static void print_wrong(const char *who, const struct tally *t)
{
    if (!t->wrongs)
        return;
    printf("    %s instead:", who);
    for (size_t i = 0; i < t->wrongs; i++)
        printf(" %s %zu", t->wrong[i].name, t->wrong[i].n);
    putchar('\n');
}

static void print_all_wrong(const struct tally *ours, const struct tally *theirs)
{
    for (size_t i = 0; i < LENGTHS; i++) {
        if (!ours[i].wrongs && !theirs[i].wrongs)
            continue;
        printf("   %zu characters\n", LENGTH[i]);
        print_wrong("jiandu", &ours[i]);
        print_wrong("uchardet", &theirs[i]);
    }
}

struct totals {
    struct tally ours[LENGTHS], theirs[LENGTHS];
};

/* One encoding of one language and kind, added to sum. */
static void run_text(const struct coding *c, const char *lang, const char *kind, struct str text,
                     uint64_t *seed, bool verbose, struct totals *sum)
{
    struct totals part = {0};
    char label[64];
    for (size_t i = 0; i < LENGTHS; i++) {
        measure(c->iconv, text, LENGTH[i], seed, &part.ours[i], &part.theirs[i]);
        tally_add(&sum->ours[i], &part.ours[i]);
        tally_add(&sum->theirs[i], &part.theirs[i]);
    }
    if (!verbose)
        return;
    snprintf(label, sizeof label, "  %s %s %s", c->iconv, lang, kind);
    print_figures(label, part.ours, part.theirs);
}

static size_t run_coding(const struct coding *c, const char *folder, uint64_t seed, bool verbose)
{
    struct totals sum = {0};
    for (size_t l = 0; l < LANGS && c->langs[l]; l++)
        for (size_t k = 0; k < CORPUS_KINDS; k++) {
            struct buf text = {0};
            if (corpus_read(folder, c->langs[l], CORPUS_KIND[k], &text))
                run_text(c, c->langs[l], CORPUS_KIND[k], buf_str(&text), &seed, verbose, &sum);
            buf_free(&text);
        }
    if (sum.ours[0].tried)
        print_figures(c->iconv, sum.ours, sum.theirs);
    if (verbose)
        print_all_wrong(sum.ours, sum.theirs);
    return sum.ours[0].tried;
}

int main(int argc, char **argv)
{
    bool verbose = false;
    uint64_t seed = 7;
    int opt;
    while ((opt = getopt(argc, argv, "vs:")) != -1) {
        if (opt == 'v')
            verbose = true;
        else if (opt == 's')
            seed = strtoull(optarg, NULL, 10);
        else
            return 2;
    }
    if (optind + 1 != argc || !seed) {
        fputs("usage: encodings [-v] [-s SEED] FOLDER\n", stderr);
        return 2;
    }
    if (!load_uchardet()) {
        fputs("encodings: no libuchardet.so.0 here; install libuchardet0\n", stderr);
        return 1;
    }
    size_t tried = 0;
    printf("texts of %s, seed %llu, %% right: jiandu / uchardet alone\n%-32s", argv[optind],
           (unsigned long long)seed, "characters");
    for (size_t i = 0; i < LENGTHS; i++)
        printf("  %13zu", LENGTH[i]);
    puts("  samples");
    for (size_t i = 0; i < sizeof CODINGS / sizeof CODINGS[0]; i++)
        tried += run_coding(&CODINGS[i], argv[optind], seed, verbose);
    if (!tried)
        fprintf(stderr, "%s: no texts as LANG/KIND/NAME.txt\n", argv[optind]);
    return tried ? 0 : 1;
}
