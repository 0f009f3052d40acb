#include "text/charset.h"

#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random.h"

static const char HANS[] =
    "竹简是中国最早的书。人们把字写在竹片上，用绳子把竹片编在一起，卷起来收藏。读书的人坐在窗前，"
    "慢慢打开竹简，一行一行地读下去。后来有了纸，书变轻了，读书的人也多了起来。";
static const char HANT[] =
    "竹簡是中國最早的書。人們把字寫在竹片上，用繩子把竹片編在一起，捲起來收藏。讀書的人坐在窗前，"
    "慢慢打開竹簡，一行一行地讀下去。後來有了紙，書變輕了，讀書的人也多了起來。";
static const char JA[] =
    "竹簡は紙が生まれる前の本です。細く切った竹に文字を書き、ひもで結んで巻いておきました。"
    "読む人はそれをゆっくり開き、一行ずつ読んでいきました。コンピュータの画面でも同じように読めます"
    "。";
static const char KO[] =
    "죽간은 종이가 나오기 전의 책이다. 사람들은 대나무 조각에 글을 쓰고 끈으로 엮어 말아 두었다. "
    "읽는 사람은 그것을 천천히 펼쳐 한 줄씩 읽어 내려갔다.";

static struct buf encode(const char *utf8, const char *charset)
{
    struct buf out = {0};
    char *in = (char *)(uintptr_t)utf8;
    size_t left = strlen(utf8);
    iconv_t cd = iconv_open(charset, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    buf_reserve(&out, left * 4 + 16);
    char *to = out.p;
    size_t room = out.cap;
    assert_true(iconv(cd, &in, &left, &to, &room) != (size_t)-1);
    assert_true(iconv(cd, NULL, NULL, &to, &room) != (size_t)-1);
    out.n = (size_t)(to - out.p);
    iconv_close(cd);
    return out;
}

struct want {
    const char *text, *name;
    enum charset_origin origin;
    size_t replaced;
};

static void expect(struct str bytes, const char *given, const char *declared, struct want want)
{
    struct charset_result r;
    struct err e = {0};
    if (!charset_decode(bytes, str_of(given), str_of(declared), NULL, &r, &e))
        fail_msg("%s", e.msg);
    assert_string_equal(r.name, want.name);
    assert_int_equal(r.origin, want.origin);
    assert_int_equal(r.replaced, want.replaced);
    assert_int_equal(r.text.n, strlen(want.text));
    assert_memory_equal(r.text.p, want.text, r.text.n);
    charset_free(&r);
}

static void expect_error(struct str bytes, const char *given, enum err_code code)
{
    struct charset_result r;
    struct err e = {0};
    assert_false(charset_decode(bytes, str_of(given), STR_NONE, NULL, &r, &e));
    assert_int_equal(e.code, code);
    assert_true(e.msg[0] != '\0');
    assert_null(r.own.p);
}

static void utf8_is_borrowed(void **state)
{
    struct charset_result r;
    (void)state;
    assert_true(charset_decode(str_of(HANS), STR_NONE, STR_NONE, NULL, &r, NULL));
    assert_ptr_equal(r.text.p, HANS);
    assert_int_equal(r.origin, CHARSET_UTF8);
    charset_free(&r);
    expect(STR("plain"), "", "gbk", (struct want){"plain", "UTF-8", CHARSET_UTF8, 0});
    expect(STR(""), "", "", (struct want){"", "UTF-8", CHARSET_UTF8, 0});
    expect(STR_NONE, "", "", (struct want){"", "UTF-8", CHARSET_UTF8, 0});
}

static void byte_order_marks_come_first(void **state)
{
    static const struct {
        const char *charset, *bom;
        size_t n;
    } CASES[] = {
        {"UTF-8", "\xEF\xBB\xBF", 3},    {"UTF-16LE", "\xFF\xFE", 2},
        {"UTF-16BE", "\xFE\xFF", 2},     {"UTF-32LE", "\xFF\xFE\0\0", 4},
        {"UTF-32BE", "\0\0\xFE\xFF", 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct buf body = encode(HANT, CASES[i].charset), all = {0};
        buf_add(&all, str_n(CASES[i].bom, CASES[i].n));
        buf_add(&all, buf_str(&body));
        struct want want = {HANT, CASES[i].charset, CHARSET_BOM, 0};
        expect(buf_str(&all), "", "", want);
        expect(buf_str(&all), "gbk", "big5", want);
        buf_free(&body);
        buf_free(&all);
    }
}

static void utf16_without_a_mark(void **state)
{
    static const char *const TEXTS[] = {"第一章\n竹簡 bamboo slips\n", "一个字，一张纸。\n一",
                                        "abc"};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof TEXTS / sizeof TEXTS[0]; i++) {
        const char *name = i % 2 ? "UTF-16BE" : "UTF-16LE";
        struct buf b = encode(TEXTS[i / 2], name);
        expect(buf_str(&b), "", "", (struct want){TEXTS[i / 2], name, CHARSET_GUESSED, 0});
        buf_free(&b);
    }
}

static void guesses(void **state)
{
    static const struct {
        const char *text, *charset, *name;
    } CASES[] = {{HANS, "GB18030", "GB18030"},
                 {HANT, "BIG5", "Big5-HKSCS"},
                 {JA, "CP932", "Shift_JIS"},
                 {JA, "EUC-JP", "EUC-JP"},
                 {KO, "CP949", "EUC-KR"}};
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct buf b = encode(CASES[i].text, CASES[i].charset);
        expect(buf_str(&b), "", "",
               (struct want){CASES[i].text, CASES[i].name, CHARSET_GUESSED, 0});
        buf_free(&b);
    }
}

static void western_text_is_windows_1252(void **state)
{
    (void)state;
    expect(STR("Une phrase en fran\xE7"
               "ais, un caf\xE9, et voil\xE0 \x96 c'est tout."),
           "", "",
           (struct want){"Une phrase en français, un café, et voilà – c'est tout.", "windows-1252",
                         CHARSET_GUESSED, 0});
}

/* A label names the superset that people write. */
static void labels(void **state)
{
    static const struct {
        const char *text, *charset, *label, *name;
    } CASES[] = {
        {"镕基、𠮷、€", "GB18030", "gb2312", "GB18030"},
        {"朱镕", "GB18030", "GBK", "GB18030"},
        {"啲嘢", "BIG5-HKSCS", "big5", "Big5-HKSCS"},
        {"①髙﨑", "CP932", "Shift_JIS", "Shift_JIS"},
        {"똠방각하", "CP949", "euc-kr", "EUC-KR"},
        {"it’s €5", "WINDOWS-1252", "iso-8859-1", "windows-1252"},
        {"日本語", "ISO-2022-JP", "iso-2022-jp", "ISO-2022-JP"},
        {"читать", "KOI8-R", " koi8-r ", "KOI8-R"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct buf b = encode(CASES[i].text, CASES[i].charset);
        struct want want = {CASES[i].text, CASES[i].name, CHARSET_GIVEN, 0};
        expect(buf_str(&b), CASES[i].label, "", want);
        want.origin = CHARSET_DECLARED;
        if (strcmp(CASES[i].name, "ISO-2022-JP") != 0)
            expect(buf_str(&b), "", CASES[i].label, want);
        buf_free(&b);
    }
}

static void given_is_any_name_that_iconv_knows(void **state)
{
    (void)state;
    expect(STR("\xC1\xC2"), "CP037", "", (struct want){"AB", "CP037", CHARSET_GIVEN, 0});
    expect_error(STR("abc"), "no-such-charset", ERR_USAGE);
    expect_error(STR("abc"), "gbk//TRANSLIT", ERR_USAGE);
    expect_error(STR("abc"), "a-name-that-is-much-longer-than-any-character-set-has", ERR_USAGE);
}

/* What content declares is believed when the bytes do not speak against it. */
static void a_wrong_declaration_is_passed_over(void **state)
{
    struct buf b = encode(HANT, "BIG5");
    (void)state;
    expect(buf_str(&b), "", "no-such-charset",
           (struct want){HANT, "Big5-HKSCS", CHARSET_GUESSED, 0});
    expect(buf_str(&b), "", "utf-8", (struct want){HANT, "Big5-HKSCS", CHARSET_GUESSED, 0});
    buf_free(&b);
}

static void nearly_utf8(void **state)
{
    struct buf b = {0}, want = {0};
    (void)state;
    buf_adds(&b, HANS);
    b.n -= 1; /* in the middle of the last character */
    buf_add(&want, str_sub(buf_str(&b), 0, b.n - 2));
    buf_adds(&want, "\uFFFD");
    expect(buf_str(&b), "", "", (struct want){buf_cstr(&want), "UTF-8", CHARSET_UTF8, 1});

    buf_clear(&b);
    buf_clear(&want);
    for (int i = 0; i < 50; i++)
        buf_adds(&b, HANS);
    buf_add(&want, buf_str(&b));
    buf_adds(&b, "\xFF竹");
    buf_adds(&want, "\uFFFD竹");
    expect(buf_str(&b), "", "", (struct want){buf_cstr(&want), "UTF-8", CHARSET_UTF8, 1});
    buf_free(&b);
    buf_free(&want);
}

static void bad_places_are_counted(void **state)
{
    (void)state;
    expect(STR("\xD6\xF1\xFF\xBC\xF2 \xD6"), "gbk", "",
           (struct want){"竹\uFFFD简 \uFFFD", "GB18030", CHARSET_GIVEN, 2});
    expect(STR("a\0\0\xD8"
               "b\0"),
           "utf-16le", "",
           (struct want){"a\uFFFD"
                         "b",
                         "UTF-16LE", CHARSET_GIVEN, 1});
    expect(STR("a\xFF"), "utf-8", "", (struct want){"a\uFFFD", "UTF-8", CHARSET_GIVEN, 1});
}

/* Text of many sizes, so that characters lie across every edge of the converter's buffers. */
static void long_texts_are_converted_whole(void **state)
{
    struct buf text = {0};
    (void)state;
    for (int i = 0; i < 300; i++) {
        buf_fill(&text, 'x', (size_t)i % 7);
        buf_adds(&text, HANS);
        if (i % 30)
            continue;
        struct buf b = encode(buf_cstr(&text), "GB18030");
        expect(buf_str(&b), "gb18030", "",
               (struct want){buf_cstr(&text), "GB18030", CHARSET_GIVEN, 0});
        buf_free(&b);
    }
    buf_free(&text);
}

static void binary_data_is_refused(void **state)
{
    static const char ELF[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\x90\x10\0\0";
    static const char PNG[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0";
    struct random r = {8};
    struct buf noise = {0};
    (void)state;
    expect_error(str_n(ELF, sizeof ELF - 1), "", ERR_FORMAT);
    expect_error(str_n(PNG, sizeof PNG - 1), "", ERR_FORMAT);
    expect_error(STR("text with a \0 in it"), "", ERR_FORMAT);
    expect_error(STR("\1\2\3\4\5\6\7 controls"), "", ERR_FORMAT);
    for (int i = 0; i < 5000; i++)
        buf_addc(&noise, (char)random_below(&r, 256));
    expect_error(buf_str(&noise), "", ERR_FORMAT);
    buf_free(&noise);
    expect(STR("\x1b[1mbold\x1b[0m\f\r\n\t"), "", "",
           (struct want){"\x1b[1mbold\x1b[0m\f\r\n\t", "UTF-8", CHARSET_UTF8, 0});
}

static void any_bytes_give_valid_text_or_an_error(void **state)
{
    static const char *const LABELS[] = {"",       "gb18030",     "big5",     "shift_jis", "euc-jp",
                                         "euc-kr", "iso-2022-jp", "utf-16le", "utf-32be",  "utf-8"};
    struct random r = {9};
    (void)state;
    for (int round = 0; round < 1000; round++) {
        struct buf b = {0};
        size_t n = random_below(&r, 200);
        while (b.n < n)
            buf_addc(&b, (char)(0x20 + random_below(&r, 256 - 0x20)));
        struct charset_result res;
        struct err e = {0};
        const char *label = LABELS[random_below(&r, 10)];
        if (charset_decode(buf_str(&b), str_of(label), STR_NONE, NULL, &res, &e)) {
            assert_int_equal(utf8_valid_prefix(res.text), res.text.n);
            charset_free(&res);
        } else {
            assert_int_equal(e.code, ERR_FORMAT);
        }
        buf_free(&b);
    }
}

/* Bytes that are text under the label too, but read as nothing: pages of
 * traditional Chinese that say gb2312 and are Big5. */
static void a_label_that_reads_badly_is_passed_over(void **state)
{
    (void)state;
    static const char *const labels[] = {"gb2312", "euc-kr", "shift_jis", "iso-8859-1"};
    struct buf b = encode(HANT, "BIG5");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        expect(buf_str(&b), "", labels[i], (struct want){HANT, "Big5-HKSCS", CHARSET_GUESSED, 0});
    expect(buf_str(&b), "", "big5", (struct want){HANT, "Big5-HKSCS", CHARSET_DECLARED, 0});
    buf_free(&b);
}

/* Codes that glibc's Big5-HKSCS reads as Hong Kong has them, or not at all. */
static void big5_as_taiwan_writes_it(void **state)
{
    (void)state;
    expect(STR("\xA1\x45\xA1\xE3\xA1\xFE\xA2\xCC\xA4\xA4"), "big5", "",
           (struct want){"‧～／十中", "Big5-HKSCS", CHARSET_GIVEN, 0});
}

/* What was opened ahead decodes as what is opened when it is needed. */
static void a_kit_decodes_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } CASES[] = {{HANS, "GB18030"}, {HANT, "BIG5"},     {JA, "SHIFT_JIS"}, {JA, "EUC-JP"},
                 {KO, "EUC-KR"},    {HANS, "UTF-16LE"}, {HANS, "UTF-8"}};
    struct charset_kit *all = charset_kit_open(STR_NONE, STR_NONE, STR_NONE);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct buf b = encode(CASES[i].text, CASES[i].code);
        struct charset_kit *own = charset_kit_open(buf_str(&b), STR_NONE, STR_NONE);
        struct charset_kit *kits[] = {all, own};
        struct charset_result want, got;
        struct err e = {0};
        bool ok = charset_decode(buf_str(&b), STR_NONE, STR_NONE, NULL, &want, &e);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(charset_decode(buf_str(&b), STR_NONE, STR_NONE, kits[k], &got, &e),
                             ok);
            assert_string_equal(got.name, want.name);
            assert_true(str_eq(got.text, want.text));
            charset_free(&got);
        }
        charset_free(&want);
        charset_kit_close(own);
        buf_free(&b);
    }
    charset_kit_close(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_borrowed),
        cmocka_unit_test(byte_order_marks_come_first),
        cmocka_unit_test(utf16_without_a_mark),
        cmocka_unit_test(guesses),
        cmocka_unit_test(western_text_is_windows_1252),
        cmocka_unit_test(labels),
        cmocka_unit_test(given_is_any_name_that_iconv_knows),
        cmocka_unit_test(a_wrong_declaration_is_passed_over),
        cmocka_unit_test(a_label_that_reads_badly_is_passed_over),
        cmocka_unit_test(big5_as_taiwan_writes_it),
        cmocka_unit_test(a_kit_decodes_the_same),
        cmocka_unit_test(nearly_utf8),
        cmocka_unit_test(bad_places_are_counted),
        cmocka_unit_test(long_texts_are_converted_whole),
        cmocka_unit_test(binary_data_is_refused),
        cmocka_unit_test(any_bytes_give_valid_text_or_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
