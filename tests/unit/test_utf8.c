#include "text/utf8.h"

#include "random.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool is_scalar(uint32_t c)
{
    return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        char s[UTF8_MAX_BYTES];
        unsigned n = utf8_put(c, s), len = 0;
        uint32_t want = is_scalar(c) ? c : UTF8_REPLACEMENT;
        assert_int_equal(n, want < 0x80 ? 1 : want < 0x800 ? 2 : want < 0x10000 ? 3 : 4);
        assert_int_equal(utf8_valid_prefix(str_n(s, n)), n);
        assert_int_equal(utf8_get(s, &len), want);
        assert_int_equal(len, n);
        assert_int_equal(utf8_get_unsafe(str_n(s, n), &len), want);
        assert_int_equal(len, n);
    }
}

/* Table 3-7 of the standard, as it is printed. */
static const struct {
    unsigned char first[4], last[4];
} WELL_FORMED[] = {
    {{0x00}, {0x7F}},
    {{0xC2, 0x80}, {0xDF, 0xBF}},
    {{0xE0, 0xA0, 0x80}, {0xE0, 0xBF, 0xBF}},
    {{0xE1, 0x80, 0x80}, {0xEC, 0xBF, 0xBF}},
    {{0xED, 0x80, 0x80}, {0xED, 0x9F, 0xBF}},
    {{0xEE, 0x80, 0x80}, {0xEF, 0xBF, 0xBF}},
    {{0xF0, 0x90, 0x80, 0x80}, {0xF0, 0xBF, 0xBF, 0xBF}},
    {{0xF1, 0x80, 0x80, 0x80}, {0xF3, 0xBF, 0xBF, 0xBF}},
    {{0xF4, 0x80, 0x80, 0x80}, {0xF4, 0x8F, 0xBF, 0xBF}},
};

static bool table_has(const unsigned char *p, size_t n)
{
    for (size_t row = 0; row < sizeof WELL_FORMED / sizeof WELL_FORMED[0]; row++) {
        const unsigned char *first = WELL_FORMED[row].first, *last = WELL_FORMED[row].last;
        bool fits = true;
        for (size_t i = 0; i < 4; i++)
            fits = fits && (i < n ? p[i] >= first[i] && p[i] <= last[i] : last[i] == 0);
        if (fits)
            return true;
    }
    return false;
}

/* All sequences of two and three bytes, and of four from the bytes at the edges of the table. */
static void well_formed_is_what_the_standard_says(void **state)
{
    static const unsigned char EDGES[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                          0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF};
    (void)state;
    for (unsigned v = 0; v < 1u << 24; v++) {
        unsigned char p[3] = {(unsigned char)(v >> 16), (unsigned char)(v >> 8), (unsigned char)v};
        if (p[0] < 0x80 || (p[2] & 0x3F) > 1)
            continue;
        size_t n = utf8_valid_prefix(str_n((char *)p, 3));
        bool want = table_has(p, 3) || (table_has(p, 2) && p[2] < 0x80);
        assert_int_equal(n == 3, want);
        assert_true(n == 0 || n == 3 || (n == 2 && table_has(p, 2)));
    }
    for (unsigned v = 0; v < 18 * 18 * 18 * 18; v++) {
        unsigned char p[4] = {EDGES[v % 18], EDGES[v / 18 % 18], EDGES[v / 324 % 18],
                              EDGES[v / 5832]};
        if (p[0] >= 0xF0)
            assert_int_equal(utf8_valid_prefix(str_n((char *)p, 4)) == 4, table_has(p, 4));
    }
}

/* Unicode 15, tables 3-8 to 3-11: one U+FFFD for each maximal subpart. */
static void invalid_bytes_are_cut_into_maximal_subparts(void **state)
{
    static const struct {
        const char *bytes, *want;
    } CASES[] = {
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "????????A"},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "????????A"},
        {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "?????A??B"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "????A"},
        {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", "a???b?c??d"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct buf got = {0};
        for (struct str s = str_of(CASES[i].bytes); s.n;) {
            unsigned len;
            uint32_t c = utf8_get_unsafe(s, &len);
            buf_addc(&got, c == UTF8_REPLACEMENT ? '?' : (char)c);
            s = str_sub(s, len, s.n);
        }
        assert_string_equal(buf_cstr(&got), CASES[i].want);
        buf_free(&got);
    }
}

static void the_valid_prefix_ends_where_the_text_is_cut(void **state)
{
    struct str s = STR("plain text, 漢字かな交じり文, 𠮷野家, naïve, and more of it");
    (void)state;
    for (size_t n = 0; n <= s.n; n++) {
        size_t floor = n;
        while (!utf8_is_boundary(s, floor))
            floor--;
        assert_int_equal(utf8_valid_prefix(str_sub(s, 0, n)), floor);
    }
    for (size_t bad = 0; bad < s.n; bad++) {
        struct buf b = {0};
        buf_add(&b, s);
        b.p[bad] = (char)0xFF;
        size_t lead = bad;
        while (!utf8_is_boundary(s, lead))
            lead--;
        assert_int_equal(utf8_valid_prefix(buf_str(&b)), lead);
        buf_free(&b);
    }
}

static void walking_back_meets_the_same_characters(void **state)
{
    struct random r = {1};
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct buf b = {0};
        random_text(&r, STR("aé漢𠮷 "), 40, &b);
        struct str s = buf_str(&b);
        assert_int_equal(utf8_valid_prefix(s), s.n);
        assert_int_equal(utf8_count(s), 40);
        size_t at = s.n, count = 0;
        while (at > 0) {
            size_t beg;
            unsigned len;
            uint32_t c = utf8_before(s, at, &beg);
            assert_int_equal(utf8_get(s.p + beg, &len), c);
            assert_int_equal(beg + len, at);
            at = beg;
            count++;
        }
        assert_int_equal(count, 40);
        struct str rest = s;
        while (rest.n)
            utf8_take(&rest);
        assert_ptr_equal(rest.p, s.p + s.n);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(well_formed_is_what_the_standard_says),
        cmocka_unit_test(invalid_bytes_are_cut_into_maximal_subparts),
        cmocka_unit_test(the_valid_prefix_ends_where_the_text_is_cut),
        cmocka_unit_test(walking_back_meets_the_same_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
