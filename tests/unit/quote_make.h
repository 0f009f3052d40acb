/* Quotes for tests: some by hand, any number by seed, and a comparison that tells the member. Include
 * <cmocka.h> before. */
#ifndef JD_TESTS_QUOTE_MAKE_H
#define JD_TESTS_QUOTE_MAKE_H

#include "random.h"

#include "base/arena.h"
#include "doc/quote_record.h"
#include "text/sanitize.h"

#include <stdio.h>

#define UUID_1 "0f1e2d3c-4b5a-4697-8877-665544332211"
#define UUID_2 "11111111-2222-4333-8444-555555555555"
#define UUID_3 "33333333-2222-4333-8444-555555555555"
#define UUID_A "aaaaaaaa-2222-4333-8444-555555555555"

static const struct str quote_make_tags[] = {{"郵局", 6}, {"信", 3}};

static inline struct quote_record quote_make(const char *uuid, const char *exact)
{
    struct quote_record q = QUOTE_RECORD_NONE;
    q.uuid = str_of(uuid);
    q.exact = str_of(exact);
    q.article = (struct quote_article){
        .uuid = STR(UUID_A),
        .title = STR("山裡的小郵局"),
        .author = STR("沈溪"),
        .url = STR("https://example.org/post-office"),
        .source = STR("https://example.org/post-office?from=feed"),
        .published = STR("2026-03-01"),
    };
    q.section = STR("霧季");
    q.created_ms = INT64_C(1772668800000);
    q.modified_ms = INT64_C(1772668801234);
    return q;
}

/* One of everything. */
static inline struct quote_record quote_make_full(void)
{
    struct quote_record q = quote_make(UUID_1, "信走得慢，話才有分量。\n他說：\"是\"");
    q.prefix = STR("寫了一句話：\n");
    q.suffix = STR("\n我讀了兩遍");
    q.start = 120;
    q.end = 137;
    q.color = QUOTE_GREEN;
    q.note = STR("第一行\n\t第二行, \"引\" \\ 𠮷");
    q.tags = quote_make_tags;
    q.ntags = 2;
    q.permille = 421;
    return q;
}

/* Appends seeded text as clean as `keep` has it. */
static inline struct str quote_random_text(struct random *r, struct arena *a, unsigned max,
                                           enum sanitize_keep keep)
{
    static const char pool[] = "山裡的小郵局，信走得慢。「」『』𠮷"
                               "👨‍👩‍👧🇹🇼ｶﾞかな한글abc "
                               "\"\\/<>&{}[]|*_#-,\n\t:;'%=~`"
                               "\x01\x1b\x7f\r\xC2\x85\xE2\x80\xA8é";
    struct buf dirty = {0}, clean = {0};
    random_text(r, str_n(pool, sizeof pool - 1), random_below(r, max), &dirty);
    sanitize(buf_str(&dirty), keep, &clean);
    struct str s = arena_str(a, buf_str(&clean));
    buf_free(&dirty);
    buf_free(&clean);
    return s.n ? s : STR_NONE;
}

static inline struct str quote_random_uuid(struct random *r, struct arena *a)
{
    return str_of(arena_printf(a, "%08x-%04x-4%03x-8%03x-%08x%04x", random_below(r, UINT32_MAX),
                               random_below(r, 0x10000), random_below(r, 0x1000),
                               random_below(r, 0x1000), random_below(r, UINT32_MAX),
                               random_below(r, 0x10000)));
}

static inline struct quote_record quote_random(struct random *r, struct arena *a)
{
    struct quote_record q = QUOTE_RECORD_NONE;
    q.uuid = quote_random_uuid(r, a);
    do
        q.exact = quote_random_text(r, a, 60, SANITIZE_CODE);
    while (!q.exact.n);
    q.prefix = quote_random_text(r, a, 33, SANITIZE_CODE);
    q.suffix = quote_random_text(r, a, 33, SANITIZE_CODE);
    if (random_below(r, 4)) {
        q.start = random_below(r, 100000);
        q.end = q.start + random_below(r, 1000);
    }
    q.color = (enum quote_color)random_below(r, QUOTE_COLOR_COUNT);
    q.note = quote_random_text(r, a, 80, SANITIZE_CODE);
    struct str *tags = arena_alloc(a, 4 * sizeof *tags);
    for (unsigned n = random_below(r, 4); n; n--) {
        tags[q.ntags] = quote_random_text(r, a, 8, SANITIZE_LINE);
        q.ntags += tags[q.ntags].n > 0;
    }
    q.tags = tags;
    if (random_below(r, 8)) {
        q.created_ms = (int64_t)random_below(r, UINT32_MAX) * 1000 + random_below(r, 1000);
        q.modified_ms = q.created_ms + random_below(r, 100000000) + 1;
    }
    q.article = (struct quote_article){
        .uuid = random_below(r, 3) ? quote_random_uuid(r, a) : STR_NONE,
        .title = quote_random_text(r, a, 20, SANITIZE_LINE),
        .author = quote_random_text(r, a, 10, SANITIZE_LINE),
        .url = quote_random_text(r, a, 30, SANITIZE_LINE),
        .source = quote_random_text(r, a, 30, SANITIZE_LINE),
        .published = quote_random_text(r, a, 10, SANITIZE_LINE),
    };
    q.section = quote_random_text(r, a, 10, SANITIZE_LINE);
    q.permille = (int)random_below(r, 1002) - 1;
    return q;
}

static inline void quote_expect_str(const char *member, struct str got, struct str want)
{
    if (!str_eq(got, want))
        fail_msg("%s: “%.*s”, not “%.*s”", member, STR_ARG(got), STR_ARG(want));
}

static inline void quote_expect_number(const char *member, int64_t got, int64_t want)
{
    if (got != want)
        fail_msg("%s: %lld, not %lld", member, (long long)got, (long long)want);
}

/* Every member but `extra`. */
static inline void quote_expect(const struct quote_record *got, const struct quote_record *want)
{
    quote_expect_str("uuid", got->uuid, want->uuid);
    quote_expect_str("exact", got->exact, want->exact);
    quote_expect_str("prefix", got->prefix, want->prefix);
    quote_expect_str("suffix", got->suffix, want->suffix);
    quote_expect_str("note", got->note, want->note);
    quote_expect_str("section", got->section, want->section);
    quote_expect_str("article.uuid", got->article.uuid, want->article.uuid);
    quote_expect_str("article.title", got->article.title, want->article.title);
    quote_expect_str("article.author", got->article.author, want->article.author);
    quote_expect_str("article.url", got->article.url, want->article.url);
    quote_expect_str("article.source", got->article.source, want->article.source);
    quote_expect_str("article.published", got->article.published, want->article.published);
    quote_expect_number("ntags", (int64_t)got->ntags, (int64_t)want->ntags);
    for (size_t i = 0; i < got->ntags; i++)
        quote_expect_str("tag", got->tags[i], want->tags[i]);
    quote_expect_number("start", got->start, want->start);
    quote_expect_number("end", got->end, want->end);
    quote_expect_number("color", got->color, want->color);
    quote_expect_number("created_ms", got->created_ms, want->created_ms);
    quote_expect_number("modified_ms", got->modified_ms, want->modified_ms);
    quote_expect_number("permille", got->permille, want->permille);
}

#endif
