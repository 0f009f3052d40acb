/* What breaking and setting lines costs, for the bench: MB a second of processor time over a mixed text
 * beside a plain decoding of it and libunistring's line breaker, in one run; and how long opening, resizing
 * and another measure take in a long novel.
 *
 *   layout MEGABYTES_MIXED MEGABYTES_NOVEL */
#include "layout/layout.h"
#include "doc/builder.h"
#include "layout/ruby.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unilbrk.h>

enum { MEASURE = 60, SCREEN_ROWS = 40, RUNS = 5, MB = 1000000 };

static double read_ms(clockid_t clock)
{
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* For rates: what other processes do meanwhile does not count. */
static double busy_ms(void)
{
    return read_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33);
}

/* Sentences of one or of several languages, in paragraphs of some of them. */
static struct doc *make_doc(size_t bytes, bool mixed)
{
    static const char *const sentences[] = {
        "山路很長，霧從谷底慢慢升上來。",
        "他把信放進木盒，沒有說話；窗外只聽得到風。",
        "她問：「你還記得那座橋嗎？」我想了很久，說記得。",
        "第二天一早，他帶著書和地圖下了山——再也沒有回來……",
        "這一年的冬天比往年都早，也比往年都靜。",
        "用 Node.js 写的版本在 2025 年停止维护,大小是 12.5 MB(约 30%)。",
        "“慢不是迟到，”他说，“慢是把路上的事也一起带来。”",
        "峠を越えると、谷の底に霧が溜まっていた。ちょっと待ってください。",
        "산길은 길고 안개가 골짜기에서 천천히 올라왔다. ",
        "The letters went slowly, and the words had weight. ",
        "See https://example.org/articles/bridge?page=3&lang=zh for the rest. ",
    };
    enum { PLAIN = 5, ALL = sizeof sentences / sizeof *sentences };
    struct doc_builder *b = doc_builder_new(NULL);
    uint64_t seed = 7;
    size_t n = 0, paragraphs = 0;
    doc_build_attr(b, ATTR_LANG, STR("zh-Hant"));
    while (n < bytes) {
        bool heading = paragraphs++ % 60 == 0;
        doc_build_open(b, heading ? BLOCK_HEADING : BLOCK_PARA);
        for (unsigned k = heading ? 1 : 3 + next_random(&seed) % 9; k; k--) {
            struct str s = str_of(sentences[next_random(&seed) % (mixed ? ALL : PLAIN)]);
            doc_build_text(b, s);
            n += s.n;
        }
        doc_build_close(b, heading ? BLOCK_HEADING : BLOCK_PARA);
    }
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

static double rate(const struct doc *d, double ms)
{
    return (double)d->text.n / MB / (ms / 1e3);
}

static double decode(const struct doc *d)
{
    volatile uint32_t sum = 0;
    double from = busy_ms();
    uint32_t all = 0;
    for (size_t i = 0; i < d->text.n;) {
        unsigned len;
        all += utf8_get(d->text.p + i, &len);
        i += len;
    }
    sum = all;
    (void)sum;
    return rate(d, busy_ms() - from);
}

static double libunistring(const struct doc *d)
{
    char *marks = malloc(d->text.n);
    double from = busy_ms();
    for (uint32_t b = 0; b < d->nblocks; b++) {
        struct str s = doc_slice(d, d->blocks[b].r);
        u8_width_linebreaks((const uint8_t *)s.p, s.n, MEASURE, 0, 0, NULL, "UTF-8", marks);
    }
    double r = rate(d, busy_ms() - from);
    free(marks);
    return r;
}

static double lay_out(const struct doc *d, const struct layout_opts *o)
{
    double from = busy_ms();
    struct layout *l = layout_new(d, o);
    struct layout_at at;
    size_t rows = 0;
    for (bool more = layout_first(l, &at); more; more = layout_next(l, &at))
        rows++;
    double r = rate(d, busy_ms() - from);
    layout_free(l);
    return rows ? r : 0;
}

static double best_of(double a, double b)
{
    return a > b ? a : b;
}

static void measure_mixed(size_t megabytes)
{
    struct layout_opts plain = LAYOUT_DEFAULT, all = LAYOUT_DEFAULT;
    struct doc *d = make_doc(megabytes * MB, true);
    double decoding = 0, peer = 0, greedy = 0, set = 0;
    plain.measure = all.measure = MEASURE;
    plain.compress = plain.full = plain.gap = false;
    plain.align = LAYOUT_RAGGED;
    all.align = LAYOUT_EVEN;
    all.hang = true;
    for (int i = 0; i < RUNS; i++) {
        decoding = best_of(decoding, decode(d));
        greedy = best_of(greedy, lay_out(d, &plain));
        set = best_of(set, lay_out(d, &all));
        peer = best_of(peer, libunistring(d));
    }
    printf("mixed text, %zu MB: decoding %.0f MB/s, lines %.0f MB/s (%.0f %% of it), all settings "
           "%.0f "
           "MB/s, u8_width_linebreaks %.0f MB/s, ratio %.1f\n",
           megabytes, decoding, greedy, greedy / decoding * 100, set, peer, greedy / peer);
    doc_free(d);
}

/* The first screen from a place on, drawn. */
static double screen_ms(const struct doc *d, unsigned measure, doc_pos pos)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    const struct glyph *g;
    size_t glyphs = 0;
    o.measure = (uint16_t)measure;
    double from = read_ms(CLOCK_MONOTONIC);
    struct layout *l = layout_new(d, &o);
    struct layout_at at = layout_find(l, pos);
    for (unsigned i = 0; i < SCREEN_ROWS; i++) {
        glyphs += layout_glyphs(l, at, &g);
        if (!layout_next(l, &at))
            break;
    }
    double ms = read_ms(CLOCK_MONOTONIC) - from;
    layout_free(l);
    return glyphs ? ms : -1;
}

static void measure_novel(const char *name, const struct doc *d)
{
    static const unsigned measures[] = {60, 40, 66};
    static const char *const what[] = {"opening", "resizing", "another measure"};
    for (size_t i = 0; i < 3; i++) {
        double beg = screen_ms(d, measures[i], 0);
        double middle = screen_ms(d, measures[i], (doc_pos)(d->text.n / 2));
        double end = screen_ms(d, measures[i], (doc_pos)(d->text.n - 1));
        printf("%s, %zu MB, %s: %.2f ms at the beginning, %.2f in the middle, %.2f at the end\n",
               name, d->text.n / MB, what[i], beg, middle, end);
    }
}

static struct doc *make_paragraph(size_t bytes)
{
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_open(b, BLOCK_PARA);
    for (size_t n = 0; n < bytes; n += 45)
        doc_build_text(b, STR("山路很長，霧從谷底慢慢升上來。"));
    doc_build_close(b, BLOCK_PARA);
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

int main(int argc, char **argv)
{
    size_t mixed = argc > 1 ? strtoul(argv[1], NULL, 10) : 20;
    size_t novel = argc > 2 ? strtoul(argv[2], NULL, 10) : 30;
    measure_mixed(mixed);
    struct doc *d = make_doc(novel * MB, false);
    measure_novel("novel", d);
    doc_free(d);
    d = make_paragraph(novel * MB);
    measure_novel("one paragraph", d);
    doc_free(d);
    return 0;
}
