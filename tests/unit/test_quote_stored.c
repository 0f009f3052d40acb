/* The stored form of quotes: what is written is read, and what is not well formed is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "quote_make.h"

#include "doc/quote_stored.h"

#include <stdlib.h>

static void store(const struct quote_record *v, size_t n, struct buf *out)
{
    struct quotes_writer w = {0};
    struct err e = {0};
    for (size_t i = 0; i < n; i++)
        assert_true(quotes_writer_add(&w, &v[i]));
    assert_true(quotes_writer_into(&w, out, &e));
    quotes_writer_free(&w);
}

static void what_is_stored_is_loaded(void **state)
{
    (void)state;
    struct random r = {42};
    for (int round = 0; round < 200; round++) {
        struct arena a = {0};
        struct quote_record v[5];
        struct buf bytes = {0};
        struct quotes q;
        struct err e = {0};
        for (size_t i = 0; i < 5; i++) {
            v[i] = quote_random(&r, &a);
            v[i].extra = i % 2 ? STR("{\"a\":[1,2.50]}") : STR_NONE;
        }
        store(v, 5, &bytes);
        if (!quotes_load(buf_str(&bytes), &q, &e))
            fail_msg("%s", e.msg);
        assert_int_equal(q.v.n, 5);
        for (size_t i = 0; i < 5; i++) {
            quote_expect(&q.v.v[i], &v[i]);
            quote_expect_str("extra", q.v.v[i].extra, v[i].extra);
        }
        quotes_free(&q);
        buf_free(&bytes);
        arena_free(&a);
    }
}

/* Any byte wrong: it is refused with a message, or what comes out is clean and in range. */
static void damage_is_refused_or_harmless(void **state)
{
    (void)state;
    struct random r = {7};
    struct quote_record full = quote_make_full();
    struct buf bytes = {0};
    size_t refused = 0;
    full.extra = STR("{\"a\":1}");
    store(&full, 1, &bytes);
    for (int round = 0; round < 20000; round++) {
        struct buf bad = {0};
        struct quotes q;
        struct err e = {0};
        buf_add(&bad, str_sub(buf_str(&bytes), 0,
                              random_below(&r, 4) ? bytes.n : random_below(&r, (uint32_t)bytes.n)));
        for (unsigned k = 1 + random_below(&r, 3); k && bad.n; k--)
            bad.p[random_below(&r, (uint32_t)bad.n)] = (char)random_below(&r, 256);
        if (!quotes_load(buf_str(&bad), &q, &e)) {
            assert_true(e.msg[0]);
            refused++;
        } else {
            for (size_t i = 0; i < q.v.n; i++) {
                const struct quote_record *x = &q.v.v[i];
                assert_true(x->exact.n > 0 && x->color < QUOTE_COLOR_COUNT);
                assert_true(sanitize_clean_prefix(x->exact, SANITIZE_CODE) == x->exact.n);
                assert_true(sanitize_clean_prefix(x->article.title, SANITIZE_LINE) ==
                            x->article.title.n);
                assert_true(x->start == -1 || (x->start >= 0 && x->end >= x->start));
            }
            quotes_free(&q);
        }
        buf_free(&bad);
    }
    assert_true(refused > 5000);
    buf_free(&bytes);
}

static void put(struct buf *b, uint64_t v, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_addc(b, (char)(v >> 8 * i));
}

static void put_field(struct buf *b, enum quote_field f, struct str value)
{
    put(b, f, 2);
    put(b, 0, 2);
    put(b, value.n, 4);
    buf_add(b, value);
}

static void each_rule_is_kept(void **state)
{
    (void)state;
    struct field {
        enum quote_field f;
        struct str value;
    };
#define NUM(lit)                                                                                   \
    {                                                                                              \
        lit "\0\0\0\0\0\0\0", 8                                                                    \
    }
    static const struct {
        const char *rule;
        struct field v[5];
    } cases[] = {
        {"it is not clean UTF-8", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXACT, {"a\x1b", 2}}}},
        {"it is not clean UTF-8", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_TITLE, {"a\nb", 3}}}},
        {"it is not clean UTF-8", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_NOTE, {"\xff", 1}}}},
        {"it is empty", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXACT, {"", 0}}}},
        {"it is there twice",
         {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXACT, {"a", 1}}, {QUOTE_F_EXACT, {"a", 1}}}},
        {"a quote without text", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_TITLE, {"a", 1}}}},
        {"out of order", {{QUOTE_F_EXACT, {"a", 1}}}},
        {"out of order",
         {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXACT, {"a", 1}}, {QUOTE_F_WARNING, {"w", 1}}}},
        {"it is not a UUID", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_UUID, {"a", 1}}}},
        {"it is not a JSON object", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXTRA, {"[1]", 3}}}},
        {"it is not a number", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_COLOR, {"a", 1}}}},
        {"it is out of range", {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_COLOR, NUM("\5")}}},
        {"its place is out of order",
         {{QUOTE_F_RECORD, {"", 0}}, {QUOTE_F_EXACT, {"a", 1}}, {QUOTE_F_START, NUM("\5")}}},
        {"its place is out of order",
         {{QUOTE_F_RECORD, {"", 0}},
          {QUOTE_F_EXACT, {"a", 1}},
          {QUOTE_F_START, NUM("\5")},
          {QUOTE_F_END, NUM("\4")}}},
        {"of an unknown kind", {{QUOTE_FIELDS, {"a", 1}}}},
        {"it is not empty", {{QUOTE_F_RECORD, {"a", 1}}}},
    };
#undef NUM
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0}, fields = {0};
        struct quotes q;
        struct err e = {0};
        size_t n = 0;
        for (; n < 5 && (n == 0 || cases[i].v[n].f); n++)
            put_field(&fields, cases[i].v[n].f, cases[i].v[n].value);
        buf_adds(&b, QUOTES_MAGIC);
        put(&b, QUOTES_STORED_VERSION, 4);
        put(&b, n, 4);
        buf_add(&b, buf_str(&fields));
        if (quotes_load(buf_str(&b), &q, &e))
            fail_msg("taken: case %zu (%s)", i, cases[i].rule);
        if (!strstr(e.msg, cases[i].rule))
            fail_msg("case %zu: %s, not %s", i, e.msg, cases[i].rule);
        buf_free(&b);
        buf_free(&fields);
    }
}

/* Whatever a parser gives, the reader takes it. */
static void the_writer_writes_what_can_be_read(void **state)
{
    (void)state;
    struct quotes_writer w = {0};
    struct quote_record q = quote_make("no uuid", "a\x1b[31mb\xff");
    struct str tags[] = {STR("x\ny"), STR("\x01"), STR("z")};
    struct buf bytes = {0};
    struct quotes got;
    struct err e = {0};
    q.start = 9;
    q.end = 3;
    q.permille = 5000;
    q.created_ms = INT64_MAX;
    q.extra = STR("{broken");
    q.tags = tags;
    q.ntags = 3;
    assert_true(quotes_writer_add(&w, &q));
    q.exact = STR("\x01");
    assert_false(quotes_writer_add(&w, &q));
    for (size_t i = 0; i < QUOTES_MAX_WARNINGS + 7; i++)
        quotes_writer_warn(&w, "warning %zu\x1b[0m", i);
    assert_true(quotes_writer_into(&w, &bytes, &e));
    if (!quotes_load(buf_str(&bytes), &got, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(got.v.n, 1);
    quote_expect_str("exact", got.v.v[0].exact, STR("ab\uFFFD"));
    quote_expect_number("start", got.v.v[0].start, -1);
    quote_expect_number("tags", (int64_t)got.v.v[0].ntags, 2);
    assert_int_equal(got.warnings.n, QUOTES_MAX_WARNINGS + 1);
    quote_expect_str("warning", got.warnings.v[QUOTES_MAX_WARNINGS], STR("and 7 more of the kind"));
    quotes_free(&got);
    quotes_writer_free(&w);
    buf_free(&bytes);
}

static void a_derived_uuid_is_one(void **state)
{
    (void)state;
    char a[QUOTE_UUID_CHARS + 1], b[QUOTE_UUID_CHARS + 1];
    struct quote_record q = quote_make("", "甲"), other = quote_make("", "乙");
    quote_record_derive_uuid(&q, a);
    quote_record_derive_uuid(&other, b);
    assert_true(quote_uuid_ok(str_of(a)));
    assert_int_equal(a[14], '8');
    assert_true(strchr("89ab", a[19]) != NULL);
    assert_string_not_equal(a, b);
    q.note = STR("another");
    quote_record_derive_uuid(&q, b);
    assert_string_equal(a, b);
}

static void colors_have_names(void **state)
{
    (void)state;
    static const char *const names[] = {"yellow", "green", "blue", "pink", "purple"};
    static const char *const labels[] = {"黃", "綠", "藍", "粉", "紫"};
    enum quote_color c;
    for (unsigned i = 0; i < QUOTE_COLOR_COUNT; i++) {
        assert_string_equal(quote_color_name(i), names[i]);
        assert_string_equal(quote_color_label(i), labels[i]);
        assert_true(quote_color_parse(str_of(names[i]), &c) && c == i);
        assert_true(quote_color_parse(str_of(labels[i]), &c) && c == i);
    }
    assert_false(quote_color_parse(STR("red"), &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_stored_is_loaded),
        cmocka_unit_test(damage_is_refused_or_harmless),
        cmocka_unit_test(each_rule_is_kept),
        cmocka_unit_test(the_writer_writes_what_can_be_read),
        cmocka_unit_test(a_derived_uuid_is_one),
        cmocka_unit_test(colors_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
