/* Properties of layout over random documents, and what a lazy layout must not do. */
#include "doc_make.h"
#include "layout_check.h"
#include "layout_make.h"

#include "base/vec.h"
#include "paint/paint.h"
#include "text/linebreak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout_small.h"

static void fail_seed(uint64_t seed, const struct layout_opts *o, const char *bad)
{
    if (bad)
        fail_msg("seed %u measure %u style %u spacing %u level %u: %s", (unsigned)seed, o->measure,
                 o->style, o->line_spacing, o->level, bad);
}

static void test_any_article(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct choices c = {.n = 4000, .seed = seed};
        struct doc *d = make_article(&c, 24);
        for (int i = 0; i < 4; i++) {
            struct layout_opts o = make_opts(&c);
            struct layout *l = layout_new(d, &o);
            fail_seed(seed, &o, check_layout(l));
            layout_free(l);
        }
        doc_free(d);
    }
}

/* Documents from any calls of the builder: every kind of block in every other. */
static void test_any_document(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct doc *d = finish(make_builder(seed, 150));
        struct choices c = {.n = 20, .seed = seed};
        struct layout_opts o = make_opts(&c);
        struct layout *l = layout_new(d, &o);
        fail_seed(seed, &o, check_layout(l));
        layout_free(l);
        doc_free(d);
    }
}

/* A place found in one layout is shown by the row found for it in another. */
static void test_width_change_keeps_the_place(void **state)
{
    (void)state;
    struct choices c = {.n = 100000, .seed = 7};
    for (int k = 0; k < 20; k++) {
        struct doc *d = make_article(&c, 24);
        struct layout_opts o = make_opts(&c);
        struct layout *l = layout_new(d, &o);
        for (int i = 0; i < 50; i++) {
            doc_pos pos = (doc_pos)(choose(&c, 1 << 20) % d->text.n);
            struct layout_at at = layout_find(l, pos);
            const struct line *ln = layout_line(l, at);
            assert_false(ln->flags & LINE_BLANK);
            if (!(ln->flags & LINE_TABLE))
                assert_true(ln->r.beg <= pos &&
                            (pos < ln->r.end || d->blocks[at.unit].r.end == pos));
        }
        layout_free(l);
        doc_free(d);
    }
}

/* Rows do not depend on what was looked at before, nor on what the cache has forgotten. */
static void test_lazy_is_eager(void **state)
{
    (void)state;
    struct choices c = {.n = 20000, .seed = 3};
    struct doc_builder *b = start("zh-Hans");
    for (int i = 0; i < 700; i++)
        make_leaf(b, &c, BLOCK_PARA);
    struct doc *d = finish(b);
    struct layout_opts o = at_width(33);
    struct layout *walked = layout_new(d, &o);
    struct layout_at at;
    VEC(struct layout_at) rows = {0};
    VEC(struct line) lines = {0};
    for (bool more = layout_first(walked, &at); more; more = layout_next(walked, &at)) {
        vec_push(&rows, at);
        vec_push(&lines, *layout_line(walked, at));
    }
    for (int i = 0; i < 3000; i++) {
        size_t k = choose(&c, 1 << 24) % rows.n;
        struct layout *l = i % 3 ? walked : layout_new(d, &o);
        assert_memory_equal(layout_line(l, rows.v[k]), &lines.v[k], sizeof(struct line));
        if (l != walked)
            layout_free(l);
    }
    vec_free(&rows);
    vec_free(&lines);
    layout_free(walked);
    doc_free(d);
}

static void test_opening_is_lazy(void **state)
{
    (void)state;
    struct doc_builder *b = start("zh-Hans");
    struct buf text = {0};
    for (int i = 0; i < 30000; i++)
        buf_adds(&text, "山路要封四個月，");
    for (int i = 0; i < 1000; i++)
        leaf(b, BLOCK_PARA, "山路要封四個月。");
    leaf(b, BLOCK_PARA, buf_cstr(&text));
    buf_free(&text);
    struct doc *d = finish(b);
    struct layout *l = layout_new(d, &LAYOUT_DEFAULT);
    struct layout_at at;
    assert_int_equal(layout_units_made(l), 0);
    layout_first(l, &at);
    assert_int_equal(layout_move(l, &at, 39), 39);
    assert_in_range(layout_units_made(l), 1, 41);
    layout_find(l, (doc_pos)d->text.n / 2);
    assert_in_range(layout_units_made(l), 1, 42);
    layout_free(l);
    doc_free(d);
}

/* The prohibition of level basic, told independently of the breaker: what may not begin and what may
 * not end a line. A line that layout calls an emergency is excused, provided that no allowed break
 * would have left it half full. */
static const char NOT_FIRST[] = "。，、；：！？」』）》〉】”";
static const char NOT_LAST[] = "（《〈「『【“";

static bool is_one_of(const char *set, struct str cluster)
{
    return cluster.n >= 3 && memmem(set, strlen(set), cluster.p, cluster.n) != NULL;
}

static uint32_t drawn_cols(struct str s)
{
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return (uint32_t)width_str(s);
}

/* The widest text, not over cols, that an allowed break ends. */
static uint32_t best_allowed(struct str text, size_t beg, uint32_t cols)
{
    const struct linebreak_opts opts = {
        .tailored = true, .lang = LINEBREAK_ZH_HANT, .level = LINEBREAK_LEVEL_BASIC};
    struct linebreaker w;
    enum linebreak_kind after;
    uint32_t c, best = 0;
    linebreak_start(&w, text, beg, &opts);
    while (linebreak_next(&w, &c, &after)) {
        uint32_t now = drawn_cols(str_sub(text, beg, w.pos));
        if (now > cols)
            break;
        if (after != LINEBREAK_NONE)
            best = now;
    }
    return best;
}

static void check_edges(const struct doc *d, const struct line *ln, uint32_t measure)
{
    struct str rest = str_sub(d->text, ln->r.end, d->text.n);
    struct str text = str_sub(d->text, 0, ln->r.end);
    if (!(ln->flags & LINE_WRAPPED))
        return;
    if (ln->flags & LINE_EMERGENCY) {
        struct str unit = doc_slice(d, d->blocks[ln->block].r);
        uint32_t cols = measure - ln->x;
        assert_true(best_allowed(unit, ln->r.beg - d->blocks[ln->block].r.beg, cols) * 2 < cols);
        return;
    }
    while (text.n && text.p[text.n - 1] == ' ')
        text.n--;
    size_t last = grapheme_prev(text, text.n);
    assert_false(is_one_of(NOT_FIRST, str_sub(rest, 0, grapheme_next(rest, 0))));
    assert_false(is_one_of(NOT_LAST, str_sub(text, last, text.n)));
}

static void test_prohibition_holds(void **state)
{
    (void)state;
    static const char *const pieces[] = {"山", "路要", "，",     "。", "「",    "」",
                                         "（", "）",   "《信》", "！", "？",    "、",
                                         "：", "“雪”", "a",      "in", " the ", "1962"};
    struct choices c = {.n = 1000000, .seed = 11};
    unsigned wrapped = 0;
    for (unsigned measure = 1; measure <= 48; measure++) {
        struct doc_builder *b = start("zh-Hant");
        doc_build_open(b, BLOCK_PARA);
        for (int i = 0; i < 400; i++)
            doc_build_text(b, str_of(pieces[choose(&c, sizeof pieces / sizeof *pieces)]));
        struct doc *d = finish(b);
        struct layout_opts o = at_width(measure);
        struct layout *l = layout_new(d, &o);
        struct layout_at at;
        for (bool more = layout_first(l, &at); more; more = layout_next(l, &at)) {
            const struct line *ln = layout_line(l, at);
            check_edges(d, ln, measure);
            wrapped += (ln->flags & (LINE_WRAPPED | LINE_EMERGENCY)) == LINE_WRAPPED;
        }
        layout_free(l);
        doc_free(d);
    }
    assert_true(wrapped > 1000);
}

/* What runs ahead of the rules gives the lines that the rules give. */
static void test_runs_are_as_the_rules(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "山路要封四個月", "words of letters ", "a b c ", "，",       "x", "信件便都堆",
        "2 kg ",          "http://a/b ",       "的",     "e\u0301 ", ". "};
    struct choices c = {.n = 1000000, .seed = 5};
    for (int k = 0; k < 40; k++) {
        struct doc_builder *b = start("zh-Hant");
        doc_build_open(b, BLOCK_PARA);
        for (int i = 0; i < 100; i++)
            doc_build_text(b, str_of(pieces[choose(&c, sizeof pieces / sizeof *pieces)]));
        struct doc *d = finish(b);
        struct layout_opts o = at_width(20 + (unsigned)k);
        struct layout *l = layout_new(d, &o);
        struct layout_at at;
        for (bool more = layout_first(l, &at); more; more = layout_next(l, &at)) {
            const struct line *ln = layout_line(l, at);
            if ((ln->flags & (LINE_WRAPPED | LINE_EMERGENCY)) != LINE_WRAPPED)
                continue;
            uint32_t best = best_allowed(d->text, ln->r.beg, o.measure - ln->x);
            assert_int_equal(ln->w, best);
        }
        layout_free(l);
        doc_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_article),
        cmocka_unit_test(test_any_document),
        cmocka_unit_test(test_width_change_keeps_the_place),
        cmocka_unit_test(test_lazy_is_eager),
        cmocka_unit_test(test_opening_is_lazy),
        cmocka_unit_test(test_prohibition_holds),
        cmocka_unit_test(test_runs_are_as_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
