/* Documents a second through the pool of importers, on the cores that this process may use: plain text
 * and JSON records of 2 KB, with their originals kept and without; the reader's and the importers' own
 * time a document beside, which other load does not change. tests/bench/import [DOCUMENTS] */
#include "app/import_pool.h"
#include "base/clock.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { TEXT_BYTES = 2048, TEXTS = 64 };

struct bench {
    size_t n, at, came, kept_bytes;
    const char *format;
    bool keep;
    struct buf texts[TEXTS];
};

static bool bench_next(void *ctx, struct pool_source *out)
{
    struct bench *b = ctx;
    if (b->at == b->n)
        return false;
    *out = (struct pool_source){.name = "bench",
                                .format = b->format,
                                .keep = b->keep,
                                .bytes = buf_str(&b->texts[b->at++ % TEXTS]),
                                .fd = -1};
    return true;
}

static bool bench_done(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e)
{
    struct bench *b = ctx;
    if (e)
        fprintf(stderr, "%s\n", e->msg);
    b->came += d != NULL;
    b->kept_bytes += s->kept.original.n;
    doc_free(d);
    return true;
}

static double cpu_us(int who)
{
    struct rusage u;
    getrusage(who, &u);
    return ((double)u.ru_utime.tv_sec + (double)u.ru_stime.tv_sec) * 1e6 +
           (double)u.ru_utime.tv_usec + (double)u.ru_stime.tv_usec;
}

/* Paragraphs of sentences in an order that is never the same. */
static void make_text(unsigned *seed, struct buf *out)
{
    static const char *const sentences[] = {
        "入冬以後，山路要封四個月，信件便都堆在半山的那間屋子裡。",
        "管郵局的老周把它們按村子分好，捆上麻繩，放進一排木格。",
        "他在牆上寫了一句話：信走得慢，話才有分量。",
        "我讀了兩遍，想起自己許多年沒有寫過信了。",
        "爐子上的水開著，窗外什麼也看不見，只聽得到風。",
        "茶葉在杯底慢慢舒展開來，顏色一層一層地深下去。",
        "從這裡到縣城有六十里，其中二十里是沒有人家的。",
        "第二年春天，橋修好了，郵車一天可以來回兩趟。",
        "可是那排木格還在，裡面放著幾封沒有人來取的信。",
        "編輯部在一九九八年收到過同樣的問題，答案至今沒有改變。",
    };
    for (unsigned i = 1; out->n < TEXT_BYTES; i++) {
        *seed = *seed * 1103515245u + 12345u;
        buf_adds(out, sentences[(*seed >> 16) % (sizeof sentences / sizeof *sentences)]);
        if (i % 5 == 0)
            buf_adds(out, "\\n\\n");
    }
}

static void make_texts(struct bench *b, bool records)
{
    unsigned seed = 1;
    for (size_t i = 0; i < TEXTS; i++) {
        struct buf text = {0}, *out = &b->texts[i];
        make_text(&seed, &text);
        struct str rest = buf_str(&text);
        if (records)
            buf_addf(out,
                     "{\"url\": \"https://example.org/%zu\", \"title\": \"第 %zu 篇\", "
                     "\"published\": \"2024-05-06T07:08:09Z\", \"tags\": [\"長文\", \"雜記\"], "
                     "\"lang\": \"zh-Hant\", \"text\": \"" STR_FMT "\"}",
                     i, i, STR_ARG(rest));
        for (size_t at; !records && rest.n;) {
            at = str_find(rest, STR("\\n"), 0);
            buf_add(out, str_sub(rest, 0, at));
            if (at != STR_NPOS)
                buf_addc(out, '\n');
            rest = at == STR_NPOS ? STR_NONE : str_sub(rest, at + 2, rest.n);
        }
        buf_free(&text);
    }
}

static void measure(const char *what, const char *format, bool keep, size_t n)
{
    static const struct pool_ops ops = {bench_next, bench_done};
    struct bench *b = mem_zero(1, sizeof *b);
    struct err e = {0};
    b->n = n;
    b->format = format;
    b->keep = keep;
    make_texts(b, strcmp(format, "plain") != 0);
    double reader = cpu_us(RUSAGE_SELF), importers = cpu_us(RUSAGE_CHILDREN);
    int64_t start = clock_mono_ms();
    if (!import_pool_run(&(struct pool_opts){0}, &ops, b, &e))
        fprintf(stderr, "%s\n", e.msg);
    double ms = (double)(clock_mono_ms() - start) + 1e-9, count = (double)n;
    printf("%-24s %7.0f a second; %5.1f µs reader, %5.1f µs importer each; original %zu bytes\n",
           what, (double)b->came * 1000 / ms, (cpu_us(RUSAGE_SELF) - reader) / count,
           (cpu_us(RUSAGE_CHILDREN) - importers) / count, b->kept_bytes / n);
    for (size_t i = 0; i < TEXTS; i++)
        buf_free(&b->texts[i]);
    free(b);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    if (n == 0)
        return 2;
    measure("text", "plain", false, n);
    measure("text, kept", "plain", true, n);
    measure("records", "json-record", false, n);
    measure("records, kept", "json-record", true, n);
    return 0;
}
