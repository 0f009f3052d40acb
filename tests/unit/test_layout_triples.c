/* Properties of layout over seeded triples of a paragraph, a measure from 1 to 120 cells, and a mode.
 * With a number as its argument the program lays out so many (make soak), and tells how far it is; with
 * another, from that seed on. */
#include "layout_check.h"
#include "layout_make.h"

#include "text/linebreak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#ifdef __SANITIZE_ADDRESS__
enum { TRIPLES = 4000 };
#else
enum { TRIPLES = 100000 };
#endif

/* Modes that must all have been met: by level, language, alignment, style, and what is switched on. */
enum {
    LEVELS = LINEBREAK_LEVEL_STRICT + 1,
    LANGS = LINEBREAK_OTHER + 1,
    ALIGNS = LAYOUT_EVEN + 1,
    STYLES = LAYOUT_WEB + 1,
    SWITCHES = 16,
    MODES = LEVELS * LANGS * ALIGNS * STYLES * SWITCHES,

    /* and by how readings are shown in which script, whether words are kept, and spacing */
    RUBIES = RUBY_ABOVE + 1,
    SPACINGS = 9,
    SHOWINGS = RUBIES * PINYIN_MODES * SCRIPTS * 2,
};

struct coverage {
    unsigned long modes[MODES], showings[SHOWINGS], spacings[SPACINGS], measures[121];
    unsigned long lines, wrapped, emergencies;
};

static unsigned mode_of(const struct layout_opts *o, unsigned lang)
{
    unsigned switches = o->compress | o->full << 1 | o->gap << 2 | o->hang << 3;
    return (((switches * STYLES + o->style) * ALIGNS + o->align) * LANGS + lang) * LEVELS +
           o->level;
}

static unsigned showing_of(const struct layout_opts *o)
{
    return ((o->keep_words * SCRIPTS + o->script) * PINYIN_MODES + o->pinyin) * RUBIES + o->ruby;
}

/* One paragraph, now and then a heading, a turn or code. */
static struct doc *make_paragraph(struct choices *c)
{
    static const char *const langs[] = {"zh-Hans", "zh-Hant", "ja", "ko", "en"};
    struct doc_builder *b = doc_builder_new(NULL);
    doc_build_attr(b, ATTR_LANG, str_of(langs[choose(c, LANGS)]));
    switch (choose(c, 16)) {
    case 0:
        make_leaf(b, c, BLOCK_HEADING);
        break;
    case 1:
        make_turn(b, c);
        break;
    case 2:
        make_code(b, c, choose(c, 2) ? BLOCK_CODE : BLOCK_PRE);
        break;
    default:
        make_leaf(b, c, BLOCK_PARA);
    }
    struct doc *d = doc_builder_finish(b, NULL);
    doc_builder_free(b);
    return d;
}

/* The edges of lines. */

/* Wide marks that no level but none has at the edge of a line, whatever is beside them. */
static const char NOT_FIRST[] = "。，、；：！？」』）》〉】〗〕］｝";
static const char NOT_LAST[] = "（《〈「『【〖〔［｛";
static const char SMALL_KANA[] = "ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

static bool is_one_of(const char *set, uint32_t c)
{
    for (struct str rest = str_of(set); rest.n;)
        if (utf8_take(&rest) == c)
            return true;
    return false;
}

/* spaced: white space is between the two, behind which small kana may begin a line. */
static bool is_allowed_edge(uint32_t before, uint32_t behind, bool spaced,
                            const struct linebreak_opts *o)
{
    if (o->level == LINEBREAK_LEVEL_NONE ||
        before == 0x200B) /* a zero-width space parts anything */
        return true;
    bool strict_ja = o->level == LINEBREAK_LEVEL_STRICT && o->lang == LINEBREAK_JA;
    if (strict_ja && !spaced && uniprop(before)->flags & UF_KANA && is_one_of(SMALL_KANA, behind))
        return false;
    return !is_one_of(NOT_FIRST, behind) && !is_one_of(NOT_LAST, before);
}

/* Without the white space at its end, in which what has no width may stand. */
static struct str drawn_part(struct str line)
{
    static const char *const blanks[] = {" ", "\u3000", "\u200B", "\u00AD"};
    for (size_t i = 0; i < 4; i++)
        if (str_ends(line, str_of(blanks[i]))) {
            line.n -= strlen(blanks[i]);
            i = (size_t)-1;
        }
    return line;
}

/* Whether the rules allow a break at byte end of a line from byte beg; *any: whether they allow one
 * before it; *half: whether that would have left at least half of cols. */
static bool is_break(struct str text, size_t beg, size_t end, const struct linebreak_opts *o,
                     uint32_t cols, bool *any, bool *half)
{
    enum linebreak_kind after = LINEBREAK_NONE;
    struct linebreaker w;
    uint32_t c, used = 0;
    *any = *half = false;
    linebreak_start(&w, text, beg, o);
    while (w.pos < end && linebreak_next(&w, &c, &after)) {
        struct str line = drawn_part(str_sub(text, beg, w.pos));
        used = after == LINEBREAK_NONE ? used : (uint32_t)width_str(line);
        bool before = w.pos < end && after == LINEBREAK_ALLOWED && used;
        *any |= before;
        *half |= before && used <= cols && used * 2 >= cols;
    }
    return after != LINEBREAK_NONE;
}

/* Whether the line from byte beg could have gone on from the break at byte end to the next. */
static bool ends_early(struct str text, size_t beg, size_t end, const struct linebreak_opts *o,
                       uint32_t cols)
{
    enum linebreak_kind after = LINEBREAK_NONE;
    struct linebreaker w;
    uint32_t c;
    linebreak_start(&w, text, end, o);
    while (after == LINEBREAK_NONE && linebreak_next(&w, &c, &after))
        ;
    struct str longer = str_sub(text, beg, w.pos);
    if (longer.n && longer.p[longer.n - 1] == '\n')
        longer.n--;
    return width_str(drawn_part(longer)) + (after == LINEBREAK_HYPHEN) <= cols;
}

static bool has_spans(const struct doc *d, unsigned kinds)
{
    for (uint32_t i = 0; i < d->nspans; i++)
        if (d->spans[i].kinds & kinds)
            return true;
    return false;
}

/* Readings keep together what the rules would part. */
static bool has_readings(const struct doc *d, const struct layout_opts *o)
{
    return o->pinyin != PINYIN_OFF || (o->ruby != RUBY_OFF && has_spans(d, SPAN_RUBY));
}

/* Nothing but clusters side by side: then the width of a line is that of its text. */
static bool is_bare(const struct doc *d, const struct layout_opts *o)
{
    return !o->compress && !o->full && !o->gap && !o->hang && o->align == LAYOUT_RAGGED &&
           !has_readings(d, o) && !has_spans(d, SPAN_NOTE_REF) && d->blocks[0].kind == BLOCK_PARA &&
           !memmem(d->text.p, d->text.n, "\xE3\x80\x80", 3);
}

/* A third closing mark in a row may begin a line. */
static bool is_remedy(struct str text, size_t beg, size_t end, struct linebreak_opts lb)
{
    bool any, half;
    lb.remedial = true;
    return is_break(text, beg, end, &lb, 0, &any, &half);
}

static const char *check_edge(struct layout *l, struct layout_at at,
                              const struct linebreak_opts *lb)
{
    const struct doc *d = layout_doc(l);
    const struct line ln = *layout_line(l, at);
    struct str text = doc_slice(d, d->blocks[ln.block].r);
    size_t base = d->blocks[ln.block].r.beg, beg = ln.r.beg - base, end = ln.r.end - base, prev;
    uint32_t measure = layout_options(l)->measure;
    bool any, half, breaks;
    unsigned len;
    if (!(ln.flags & LINE_WRAPPED) || end >= text.n)
        return NULL;
    breaks = is_break(text, beg, end, lb, measure > ln.x ? measure - ln.x : 1, &any, &half);
    bool emergency = ln.flags & LINE_EMERGENCY;
    bool named = d->blocks[ln.block].kind == BLOCK_TURN && (ln.flags & LINE_FIRST);
    if (emergency && (!any || named || has_readings(d, layout_options(l))))
        return NULL;
    if (emergency && half && is_bare(d, layout_options(l)))
        return check_failed("emergency", at);
    if (emergency && is_remedy(text, beg, end, *lb))
        return NULL;
    if (!emergency && !breaks)
        return check_failed("ends where no break is allowed", at);
    if (!emergency && is_bare(d, layout_options(l)) &&
        ends_early(text, beg, end, lb, measure - ln.x))
        return check_failed("could hold more", at);
    uint32_t behind = utf8_get(text.p + end, &len);
    bool spaced = text.p[end - 1] == ' ';
    while (end > beg + 1 && text.p[end - 1] == ' ')
        end--;
    if (!is_allowed_edge(utf8_before(text, end, &prev), behind, spaced, lb))
        return check_failed("forbidden edge", at);
    return NULL;
}

static const char *check_edges(struct layout *l, const struct linebreak_opts *lb,
                               struct coverage *v)
{
    struct layout_at at;
    const char *bad = NULL;
    for (bool more = layout_first(l, &at); more && !bad; more = layout_next(l, &at)) {
        unsigned flags = layout_line(l, at)->flags;
        v->lines += !(flags & LINE_BLANK);
        v->wrapped += (flags & LINE_WRAPPED) != 0;
        v->emergencies += (flags & LINE_EMERGENCY) != 0;
        bad = check_edge(l, at, lb);
    }
    return bad;
}

static void check_triple(uint64_t seed, struct coverage *v)
{
    struct choices c = {.n = 400, .seed = seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct layout_opts o = make_opts(&c);
    o.measure = (uint16_t)(1 + choose(&c, 120));
    struct doc *d = make_paragraph(&c);
    if (!d) /* nothing but white space */
        return;
    struct layout *l = layout_new(d, &o);
    struct linebreak_opts lb = {
        .tailored = true, .lang = o.lang, .level = o.level, .keep_words = o.keep_words};
    if (lb.lang == LINEBREAK_OTHER)
        lb.lang = (uint8_t)linebreak_lang_of(doc_attr(d, ATTR_LANG));
    const char *bad = check_layout(l);
    bad = bad ? bad : check_edges(l, &lb, v);
    if (bad)
        fail_msg("seed %llu measure %u level %u language %u align %u compress %d full %d gap %d "
                 "hang %d words %d ruby %u pinyin %u: %s: " STR_FMT,
                 (unsigned long long)seed, o.measure, o.level, lb.lang, o.align, o.compress, o.full,
                 o.gap, o.hang, o.keep_words, o.ruby, o.pinyin, bad, STR_ARG(d->text));
    v->modes[mode_of(&o, lb.lang)]++;
    v->showings[showing_of(&o)]++;
    v->spacings[o.line_spacing * 3 + o.para_spacing]++;
    v->measures[o.measure]++;
    layout_free(l);
    doc_free(d);
}

static void check_triples(uint64_t first, uint64_t n, struct coverage *v)
{
    for (uint64_t i = 1; i <= n; i++) {
        check_triple(first + i - 1, v);
        if (n > TRIPLES && i % 100000 == 0) {
            printf("# %llu triples: %lu lines, %lu wrapped, %lu of them emergencies\n",
                   (unsigned long long)i, v->lines, v->wrapped, v->emergencies);
            fflush(stdout);
        }
    }
}

static uint64_t triples = TRIPLES, first_seed = 1;

static void assert_met(const char *what, const unsigned long *counts, unsigned n)
{
    for (unsigned i = 0; i < n && triples >= 100000; i++)
        if (!counts[i])
            fail_msg("%s %u was not met", what, i);
}

static void test_triples(void **state)
{
    static struct coverage v;
    (void)state;
    check_triples(first_seed, triples, &v);
    assert_true(triples < 1000 || (v.wrapped > triples && v.emergencies > 0));
    assert_met("measure", v.measures + 1, 120);
    assert_met("mode", v.modes, MODES);
    assert_met("showing", v.showings, SHOWINGS);
    assert_met("spacing", v.spacings, SPACINGS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_triples),
    };
    if (argc > 1)
        triples = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
