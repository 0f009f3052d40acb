/* The quick path of line breaking agrees with the walk of the rules. */
#include "text/linebreak_run.h"

#include "text/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"

enum { ALL_OPTS = (LINEBREAK_OTHER + 1) * (LINEBREAK_LEVEL_STRICT + 1) * 4, PLENTY = 10000 };

static struct linebreak_opts opts_of(unsigned i)
{
    return (struct linebreak_opts){.tailored = true,
                                   .lang = (uint8_t)(i / 16),
                                   .level = (uint8_t)(i / 4 % 4),
                                   .keep_words = i & 1,
                                   .remedial = i >> 1 & 1};
}

/* Where the walk from byte at finds its first and last break, and the cells up to there. */
struct breaks {
    size_t first, last; /* STR_NPOS: none; the end of the text counts */
};

/* The breaks of the walk from byte at on, none behind byte `bound` but the first. */
static struct breaks walked(struct str s, size_t at, size_t bound, const struct linebreak_opts *o)
{
    struct breaks b = {STR_NPOS, STR_NPOS};
    struct linebreaker w;
    uint32_t c;
    enum linebreak_kind after;
    linebreak_start(&w, s, at, o);
    while (linebreak_next(&w, &c, &after) && (w.pos <= bound || b.first == STR_NPOS))
        if (after != LINEBREAK_NONE) {
            b.first = b.first == STR_NPOS ? w.pos : b.first;
            b.last = w.pos;
        }
    return b;
}

static struct str without_spaces(struct str s)
{
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return s;
}

static void check_run(struct str s, size_t at, uint32_t cols, const struct linebreak_opts *o,
                      unsigned long *counts)
{
    struct linebreak_pairs pairs;
    linebreak_pairs(o, &pairs);
    struct linebreak_run r = linebreak_run(&pairs, s, at, cols);
    struct str line = str_sub(s, at, r.end);
    bool breaks = r.end == at || walked(s, at, r.end, o).last == r.end;
    size_t next = r.end < s.n ? walked(s, r.end, r.end, o).first : s.n;
    bool fits = width_str(without_spaces(str_sub(s, at, next))) <= cols;
    if (!breaks || r.cols != width_str(line) || r.ink != width_str(without_spaces(line)) ||
        r.ink > cols || (r.why == LINEBREAK_RUN_OVERRUN && fits) ||
        (r.why == LINEBREAK_RUN_WHOLE && r.end != s.n))
        fail_msg("breaks %d [" STR_FMT "] next %zu level %d language %d words %d from byte %zu in "
                 "%u cells: to %zu, %u and %u cells, "
                 "%d: " STR_FMT,
                 breaks, STR_ARG(line), next, o->level, o->lang, o->keep_words, at, cols, r.end,
                 r.cols, r.ink, r.why, STR_ARG(s));
    counts[r.why] += r.end > at;
}

static const char POOL[] =
    "————………………12.5 10% "
    "漢字中文春天山水한글자かなきカナッょー、。，．「」（）『』！？：；々・〜“”‘’—…·～／２３％$€"
    "+/%abcdefgh xyz 5kg:.,;!?-()[]'\"é\u3099\u0301👍🏽👩‍🇯🇵각\u1160א\u00AD"
    "\u200B\u2060\u00A0\u3000\n\t&=⸺";

static void any_run_is_as_walked(void **state)
{
    struct random r = {11};
    unsigned long counts[3] = {0};
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct buf b = {0};
        random_text(&r, str_of(POOL), 60, &b);
        struct linebreak_opts o = opts_of(random_below(&r, ALL_OPTS));
        uint32_t cols = 1 + random_below(&r, 80);
        struct linebreaker w;
        uint32_t c;
        enum linebreak_kind after = LINEBREAK_ALLOWED;
        linebreak_start(&w, buf_str(&b), 0, &o);
        do
            if (after != LINEBREAK_NONE && w.pos < b.n)
                check_run(buf_str(&b), w.pos, cols, &o, counts);
        while (linebreak_next(&w, &c, &after));
        buf_free(&b);
    }
    for (int i = 0; i < 3; i++)
        assert_true(counts[i] > 1000);
}

/* Every character of a class beside one of each other, in front and behind. */
static const char *const SIDES[] = {"漢", "ょ", "ー", "한",  "「", "。",  "！",  "・",
                                    "：", "“",  "”",  "a",   "7",  " ",   ". ",  "(",
                                    ")",  "か", "é",  "漢 ", "a ", "「 ", ".",   "!",
                                    "?",  "! ", "%",  "——",  "……", "7 ",  "。”", "“ "};

static void check_beside(const struct linebreak_opts *o, uint32_t c, const char *side,
                         unsigned long *counts)
{
    char utf8[4];
    struct str one = str_n(utf8, utf8_put(c, utf8));
    struct buf b = {0};
    buf_addf(&b, "漢" STR_FMT "%s漢", STR_ARG(one), side);
    check_run(buf_str(&b), 0, PLENTY, o, counts);
    b.n = 0;
    buf_addf(&b, "漢%s" STR_FMT "漢", side, STR_ARG(one));
    check_run(buf_str(&b), 0, PLENTY, o, counts);
    buf_free(&b);
}

static void every_character_of_a_run(void **state)
{
    unsigned long counts[3] = {0};
    size_t met[RUN_CLASSES] = {0};
    (void)state;
    for (uint32_t c = ' '; c < 0x10000; c++) {
        const struct uniprop *u = uniprop(c);
        unsigned many = u->flags & (UF_HAN | UF_HANGUL) && c % 67; /* one in some stands for them */
        if (u->run == RUN_NONE || many)
            continue;
        met[u->run]++;
        assert_true(u->gb == GB_OTHER || u->gb == GB_LV || u->gb == GB_LVT);
        for (size_t i = 0; i < sizeof SIDES / sizeof SIDES[0]; i++)
            for (unsigned k = 0; k < ALL_OPTS; k += 1 + 12 * (c > 0x2FFF)) {
                struct linebreak_opts o = opts_of(k);
                check_beside(&o, c, SIDES[i], counts);
            }
    }
    for (int i = RUN_NONE + 1; i < RUN_CLASSES; i++)
        assert_true(met[i] > 0);
}

/* Only with a terminal that shows quotes in one cell are they part of a run. */
static void wide_quotes_are_left_alone(void **state)
{
    struct width_policy wide = WIDTH_DEFAULT;
    struct linebreak_opts o = opts_of(LINEBREAK_LEVEL_BASIC * 4);
    struct linebreak_pairs pairs;
    (void)state;
    linebreak_pairs(&o, &pairs);
    assert_int_equal(linebreak_run(&pairs, STR("說“你”好"), 0, PLENTY).why, LINEBREAK_RUN_WHOLE);
    wide.ambiguous = 2;
    width_set_policy(&wide);
    linebreak_pairs(&o, &pairs);
    assert_int_equal(linebreak_run(&pairs, STR("說“你”好"), 0, PLENTY).why, LINEBREAK_RUN_STOPS);
    width_set_policy(&WIDTH_DEFAULT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_run_is_as_walked),
        cmocka_unit_test(every_character_of_a_run),
        cmocka_unit_test(wide_quotes_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
