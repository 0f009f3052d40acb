/* What UAX #14, and the libraries that keep to it, get wrong in Chinese, Japanese and Korean text: by
 * family, each with the places where a line may end (|) and the tailoring that makes them so. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "linebreak_expect.h"

/* 1. Quotation marks open and close where their neighbours are wide. */
static void curly_quotes(void **state)
{
    static const struct breaks_case CASES[] = {
        {"说|“你|好”|的|人|“很”|多", "east-asian-quote"},
        {"道：|“再|见”，|‘好’。", "east-asian-quote"},
        {"是|——|“他”，|吗", "east-asian-quote"},
        {"用|“word”|写", "east-asian-quote"},
        {"“‘嵌|套’|的|话”", "east-asian-quote"},
        {"叫|‘阿|蓝’|的|船", "east-asian-quote"},
        {"问：|“去|哪？”|她|笑", "east-asian-quote"},
        {"（“早”）|和|“晚”、|“迟”", "east-asian-quote"},
        {"和|“……|嗯”|完", "east-asian-quote"},
        {"が|“は|い”|と", "east-asian-quote"},
        {"it’s |“a |word” |here", NULL},
        {"我|写|it’s|吧", NULL},
        {"rock |’n’ |roll", NULL},
        {"say(“no”)", NULL},
    };
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_GB, .lang = LINEBREAK_ZH_HANS);
}

/* 2. A full stop within a word (LB29). */
static void full_stops_within_words(void **state)
{
    static const struct breaks_case CASES[] = {
        {"用|Node.js|和|example.com|写|Ph.D.|论|文", NULL},
        {"在|U.S.A.|讀|v2.10.3|版", NULL},
        {"见|i.e. |与|e.g.，|同", NULL},
        {"读|a.b.c|吧", NULL},
    };
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
}

/* 3. Connectors stay behind what they connect. */
static void connectors(void **state)
{
    static const struct breaks_case DASH[] = {
        {"10—|20|页", "dash"}, {"北|京—|上|海", "dash"}, {"2019—|2020|年", "dash"}};
    static const struct breaks_case WAVE[] = {
        {"从|A～|B|止", "connector"}, {"三～|五|天", "connector"}, {"東|京－|大|阪", "connector"}};
    static const struct breaks_case DOT[] = {{"約|翰·|藍|儂", "middle-dot"},
                                             {"李·|王·|张", "middle-dot"}};
    static const struct breaks_case SOLIDUS[] = {
        {"甲／乙", "solidus"}, {"是|或／與|否", "solidus"}, {"上／中／下", "solidus"}};
    (void)state;
    EXPECT_ALL(DASH, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(WAVE, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(DOT, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(SOLIDUS, .level = LINEBREAK_LEVEL_BASIC);
}

/* 4. Operators, and numbers with their units. */
static void operators_and_units(void **state)
{
    static const struct breaks_case OPERATORS[] = {{"学|C++|吗", "operator-run"},
                                                   {"写|g++|编|译", "operator-run"}};
    static const struct breaks_case UNITS[] = {
        {"以|60km/h|行|驶", "unit"},       {"重|5 kg|的|石", "unit"},
        {"占|30 %，|约|20 ℃|吧", "unit"},  {"长|1.5 m|宽|2 cm", "unit"},
        {"存|512 MB|和|2 TiB|盘", "unit"}, {"每|8 m/s|快", "unit"},
    };
    static const struct breaks_case NONE[] = {
        {"有|5 |men|吗", NULL}, {"，.NET|平|台", NULL}, {"住|3 |A |号", NULL}, {"第|7 |章", NULL}};
    (void)state;
    EXPECT_ALL(OPERATORS, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(UNITS, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(NONE, .level = LINEBREAK_LEVEL_BASIC);
}

/* 5. Full-width digits are numbers. */
static void full_width_digits(void **state)
{
    static const struct breaks_case CASES[] = {
        {"占|３０％|强", "wide-number"},
        {"第|１２|章", "wide-number"},
        {"约|３．１４|吧", "wide-number"},
        {"约|１，０００|人", "wide-number"},
        {"西|暦|２０２６|年|３|月", "wide-number"},
    };
    static const struct breaks_case PRICED[] = {{"值|￥８８０|元", "wide-number"}};
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_STRICT, .lang = LINEBREAK_JA);
    EXPECT_ALL(PRICED, .level = LINEBREAK_LEVEL_BASIC);
}

/* 6. A prefix behind a comma belongs to what follows. */
static void prefixes_behind_commas(void **state)
{
    static const struct breaks_case CASES[] = {
        {"5，|$20", "prefix"},
        {"共|5、|€5", "prefix"},
        {"8，|￥20", "prefix"},
        {"（7）|£3", "prefix"},
    };
    static const struct breaks_case USUAL[] = {{"从，|$20", NULL}, {"见、|№5", NULL}};
    static const struct breaks_case OPENING[] = {{"值|$（五）", "prefix"},
                                                 {"值|€「五」", "prefix"}};
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(USUAL, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(OPENING, .level = LINEBREAK_LEVEL_BASIC);
}

/* 7. Small kana are kept off line starts by the strict level in Japanese alone, ー by all but none;
 * Korean breaks between syllables, or at spaces only. */
static void small_kana(void **state)
{
    static const struct breaks_case LOOSE[] = {
        {"フ|ァ|ッ|シ|ョ|ン", "kana"}, {"き|ょ|う|は", "kana"}, {"ア|ィ|ヌ|ㇷ゚|リ", "kana"}};
    static const struct breaks_case STRICT[] = {
        {"ファッ|ショ|ン", NULL}, {"きょ|う|は", NULL}, {"スー|パー|で", NULL}};
    static const struct breaks_case LENGTH[] = {{"スー|パー|で", NULL}, {"々|人々|と", NULL}};
    static const struct breaks_case FREE[] = {{"ス|ー|パ|ー|で", "kana"}};
    (void)state;
    for (uint8_t level = LINEBREAK_LEVEL_BASIC; level <= LINEBREAK_LEVEL_STRICT; level++) {
        EXPECT_ALL(LENGTH, .level = level, .lang = LINEBREAK_JA);
        EXPECT_ALL(LOOSE, .level = level, .lang = LINEBREAK_ZH_HANT);
    }
    EXPECT_ALL(LOOSE, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_JA);
    EXPECT_ALL(LOOSE, .level = LINEBREAK_LEVEL_GB, .lang = LINEBREAK_JA);
    EXPECT_ALL(STRICT, .level = LINEBREAK_LEVEL_STRICT, .lang = LINEBREAK_JA);
    EXPECT_ALL(FREE, .level = LINEBREAK_LEVEL_NONE, .lang = LINEBREAK_JA);
}

static void korean_words(void **state)
{
    static const struct breaks_case SYLLABLES[] = {{"한|국|어 |글|을 |쓴|다", NULL},
                                                   {"봄|이 |왔|다. |끝", NULL},
                                                   {"대|한|민|국|(大|韓|民|國)", NULL}};
    static const struct breaks_case WORDS[] = {
        {"한국어 |글을 |쓴다", "korean-words"},
        {"봄이 |왔다. |끝", "korean-words"},
        {"2026년 |3월의 |Node.js는 |빠르다", "korean-words"},
        {"대한민국(大韓民國)은 |나라", "korean-words"},
        {"각\u1100\u1161\u11A8은 |옛 |글", "korean-words"},
    };
    static const struct breaks_case HAN[] = {{"한자|漢|字|를", "korean-words"}};
    (void)state;
    EXPECT_ALL(SYLLABLES, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_KO);
    EXPECT_ALL(WORDS, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_KO, .keep_words = true);
    EXPECT_ALL(HAN, .level = LINEBREAK_LEVEL_BASIC, .lang = LINEBREAK_ZH_HANT, .keep_words = true);
}

/* 8. A URL may end a line behind / ? & =; what is no URL may not. */
static void addresses(void **state)
{
    static const struct breaks_case URLS[] = {
        {"见|https://a.org/|b/|c?|x=|1&|y=|2|吧", "url"},
        {"在|www.example.org/|2/|5|有", "url"},
        {"（http://a.org/|b）", "url"},
        {"見|ftp://x.org/|a.b/|c", "url"},
    };
    static const struct breaks_case NONE[] = {{"1/2 |a=b |c&d", NULL}, {"e=mc? |a&b=c", NULL}};
    (void)state;
    EXPECT_ALL(URLS, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(NONE, .level = LINEBREAK_LEVEL_BASIC);
}

/* 9. A soft hyphen is a break whose hyphen the program draws. */
static void soft_hyphens(void **state)
{
    static const struct breaks_case CASES[] = {{"co\u00AD¬op", NULL},
                                               {"ty\u00AD¬po\u00AD¬gra\u00AD¬phy |是", NULL},
                                               {"漢\u00AD¬字", NULL},
                                               {"a\u00AD，|b", NULL}};
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
}

/* Prohibition by level. */

static void dashes_and_ellipses(void **state)
{
    static const struct breaks_case BASIC[] = {
        {"好|——|吧|……|嗎", "ellipsis"}, {"好|……|……|……|吧", "ellipsis"},
        {"好|⋯⋯|⋯⋯|吧", "ellipsis"},    {"好…|吧", NULL},
        {"wait…… |what", NULL},         {"好—|吧", "dash"},
        {"好|——|——|吧", "dash"},        {"好|———|吧", NULL},
    };
    static const struct breaks_case STRICT[] = {
        {"好——|吧……|嗎", "dash"},
        {"好————|吧", "dash"},
        {"好………………|吧", NULL},
    };
    (void)state;
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_GB);
    EXPECT_ALL(STRICT, .level = LINEBREAK_LEVEL_STRICT);
}

static void ascii_punctuation_between_han(void **state)
{
    static const struct breaks_case CASES[] = {
        {"你,|好:|吗?|对!|是;|嗯.|啊", NULL},
        {"你|(好)|吗|[是]|啊", NULL},
        {"话|#题", "number-sign"},
        {"用|C#|写", NULL},
        {"在|#1|号", NULL},
        {"值|￥5|元", NULL},
    };
    static const struct breaks_case BASIC[] = {{"是/|否", NULL}};
    static const struct breaks_case GB[] = {{"是/否", "solidus"}};
    (void)state;
    EXPECT_ALL(CASES, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(BASIC, .level = LINEBREAK_LEVEL_BASIC);
    EXPECT_ALL(GB, .level = LINEBREAK_LEVEL_GB);
}

/* The remedial rule: of three closers in a row the last may begin a line, where that is asked for. */
static void three_closers_in_a_row(void **state)
{
    static const struct breaks_case KEPT[] = {{"『好。』」|她", NULL}, {"《书》）。|完", NULL}};
    static const struct breaks_case REMEDY[] = {
        {"『好。』|」|她", "remedial"},
        {"《书》）|。|完", "remedial"},
        {"『好！』|」|。|完", "remedial"},
        {"『好』」|她", NULL},
        {"「好。」|她", NULL},
        {"(a.)]) |b", NULL},
    };
    (void)state;
    for (uint8_t lang = 0; lang <= LINEBREAK_OTHER; lang++)
        for (uint8_t level = LINEBREAK_LEVEL_BASIC; level <= LINEBREAK_LEVEL_STRICT; level++) {
            EXPECT_ALL(KEPT, .level = level, .lang = lang);
            EXPECT_ALL(REMEDY, .level = level, .lang = lang, .remedial = true);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curly_quotes),
        cmocka_unit_test(full_stops_within_words),
        cmocka_unit_test(connectors),
        cmocka_unit_test(operators_and_units),
        cmocka_unit_test(full_width_digits),
        cmocka_unit_test(prefixes_behind_commas),
        cmocka_unit_test(small_kana),
        cmocka_unit_test(korean_words),
        cmocka_unit_test(addresses),
        cmocka_unit_test(soft_hyphens),
        cmocka_unit_test(dashes_and_ellipses),
        cmocka_unit_test(ascii_punctuation_between_han),
        cmocka_unit_test(three_closers_in_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
