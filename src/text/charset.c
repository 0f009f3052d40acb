#include "text/charset.h"

#include "base/i18n.h"
#include "text/charset_guess.h"
#include "text/charset_kit.h"
#include "text/likely.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

/* Labels that content may declare (the encoding standard's, and some more), with the encoding that
 * is meant: the superset that people really write. Content cannot load other converters. */
static const struct charset_name {
    const char *label, *iana, *iconv;
} NAMES[] = {
    {"utf-8", "UTF-8", "UTF-8"},
    {"utf8", "UTF-8", "UTF-8"},
    {"us-ascii", "windows-1252", "WINDOWS-1252"},
    {"ascii", "windows-1252", "WINDOWS-1252"},
    {"gb2312", "GB18030", "GB18030"},
    {"gbk", "GB18030", "GB18030"},
    {"x-gbk", "GB18030", "GB18030"},
    {"gb_2312-80", "GB18030", "GB18030"},
    {"cp936", "GB18030", "GB18030"},
    {"gb18030", "GB18030", "GB18030"},
    {"euc-cn", "GB18030", "GB18030"},
    {"big5", "Big5-HKSCS", "BIG5-HKSCS"},
    {"big5-hkscs", "Big5-HKSCS", "BIG5-HKSCS"},
    {"cn-big5", "Big5-HKSCS", "BIG5-HKSCS"},
    {"x-x-big5", "Big5-HKSCS", "BIG5-HKSCS"},
    {"cp950", "Big5-HKSCS", "BIG5-HKSCS"},
    {"euc-tw", "EUC-TW", "EUC-TW"},
    {"shift_jis", "Shift_JIS", "CP932"},
    {"shift-jis", "Shift_JIS", "CP932"},
    {"sjis", "Shift_JIS", "CP932"},
    {"x-sjis", "Shift_JIS", "CP932"},
    {"ms_kanji", "Shift_JIS", "CP932"},
    {"windows-31j", "Shift_JIS", "CP932"},
    {"cp932", "Shift_JIS", "CP932"},
    {"euc-jp", "EUC-JP", "EUC-JP-MS"},
    {"x-euc-jp", "EUC-JP", "EUC-JP-MS"},
    {"iso-2022-jp", "ISO-2022-JP", "ISO-2022-JP"},
    {"euc-kr", "EUC-KR", "CP949"},
    {"ks_c_5601-1987", "EUC-KR", "CP949"},
    {"ksc5601", "EUC-KR", "CP949"},
    {"windows-949", "EUC-KR", "CP949"},
    {"cp949", "EUC-KR", "CP949"},
    {"uhc", "EUC-KR", "CP949"},
    {"utf-16", "UTF-16LE", "UTF-16LE"},
    {"utf-16le", "UTF-16LE", "UTF-16LE"},
    {"utf-16be", "UTF-16BE", "UTF-16BE"},
    {"utf-32", "UTF-32LE", "UTF-32LE"},
    {"utf-32le", "UTF-32LE", "UTF-32LE"},
    {"utf-32be", "UTF-32BE", "UTF-32BE"},
    {"iso-8859-1", "windows-1252", "WINDOWS-1252"},
    {"latin1", "windows-1252", "WINDOWS-1252"},
    {"windows-1252", "windows-1252", "WINDOWS-1252"},
    {"cp1252", "windows-1252", "WINDOWS-1252"},
    {"iso-8859-2", "ISO-8859-2", "ISO-8859-2"},
    {"iso-8859-5", "ISO-8859-5", "ISO-8859-5"},
    {"iso-8859-7", "ISO-8859-7", "ISO-8859-7"},
    {"iso-8859-9", "windows-1254", "WINDOWS-1254"},
    {"iso-8859-15", "ISO-8859-15", "ISO-8859-15"},
    {"windows-1250", "windows-1250", "WINDOWS-1250"},
    {"windows-1251", "windows-1251", "WINDOWS-1251"},
    {"windows-1253", "windows-1253", "WINDOWS-1253"},
    {"windows-1254", "windows-1254", "WINDOWS-1254"},
    {"windows-1255", "windows-1255", "WINDOWS-1255"},
    {"windows-1256", "windows-1256", "WINDOWS-1256"},
    {"windows-1257", "windows-1257", "WINDOWS-1257"},
    {"windows-1258", "windows-1258", "WINDOWS-1258"},
    {"windows-874", "windows-874", "CP874"},
    {"tis-620", "windows-874", "CP874"},
    {"koi8-r", "KOI8-R", "KOI8-R"},
    {"koi8-u", "KOI8-U", "KOI8-U"},
    {"macintosh", "macintosh", "MACINTOSH"},
};

static const struct bom {
    struct str bytes;
    const char *name;
} BOMS[] = {
    /* UTF-32LE begins as UTF-16LE does, so it comes first. */
    {{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
    {{"\xEF\xBB\xBF", 3}, "UTF-8"},    {{"\xFF\xFE", 2}, "UTF-16LE"},
    {{"\xFE\xFF", 2}, "UTF-16BE"},
};

static const struct charset_name *find_name(struct str label)
{
    label = str_trim(label);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (str_eq_nocase(label, str_of(NAMES[i].label)) ||
            str_eq_nocase(label, str_of(NAMES[i].iana)))
            return &NAMES[i];
    return NULL;
}

const char *charset_iconv_name(size_t i)
{
    return i < sizeof NAMES / sizeof NAMES[0] ? NAMES[i].iconv : NULL;
}

const char *charset_iconv_of(struct str label)
{
    const struct charset_name *name = find_name(label);
    return name ? name->iconv : NULL;
}

/* Bytes to step over after an invalid sequence. */
static size_t unit_bytes(const char *iconv_name)
{
    if (strncmp(iconv_name, "UTF-32", 6) == 0)
        return 4;
    return strncmp(iconv_name, "UTF-16", 6) == 0 ? 2 : 1;
}

/* Codes of Big5 that glibc's HKSCS does not know; 0: none. */
static uint32_t odd_big5(struct str bytes)
{
    static const struct {
        uint16_t code, c;
    } CODES[] = {{0xA15A, 0x2574}, {0xA1C3, 0xFFE3}, {0xA1C5, 0x02CD}, {0xA1FE, 0xFF0F},
                 {0xA240, 0xFF3C}, {0xA2CC, 0x5341}, {0xA2CE, 0x5345}, {0xA3E1, 0x20AC}};
    if (bytes.n < 2)
        return 0;
    unsigned code = (unsigned)(unsigned char)bytes.p[0] << 8 | (unsigned char)bytes.p[1];
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        if (CODES[i].code == code)
            return CODES[i].c;
    return 0;
}

/* Converts all of bytes with cd; returns the number of places that became U+FFFD. */
static size_t convert(iconv_t cd, size_t unit, bool big5, struct str bytes, struct buf *out)
{
    char *in = (char *)(uintptr_t)bytes.p; /* which iconv does not write to */
    size_t left = bytes.n, replaced = 0;
    for (bool more = true; more;) {
        more = left > 0; /* at last a call without input, for what the converter holds back */
        buf_reserve(out, left + left / 2 + 64);
        char *to = out->p + out->n;
        size_t room = out->cap - out->n;
        size_t r = iconv(cd, more ? &in : NULL, more ? &left : NULL, &to, &room);
        out->n = (size_t)(to - out->p);
        if (r != (size_t)-1 || errno == E2BIG || !more)
            continue;
        uint32_t odd = big5 && errno == EILSEQ ? odd_big5(str_n(in, left)) : 0;
        if (odd) {
            buf_add_utf8(out, odd);
            in += 2;
            left -= 2;
            continue;
        }
        size_t skip = errno == EINVAL || left < unit ? left : unit;
        in += skip;
        left -= skip;
        buf_add_utf8(out, UTF8_REPLACEMENT);
        replaced++;
    }
    return replaced;
}

static size_t repair_utf8(struct str bytes, struct buf *out)
{
    size_t replaced = 0;
    while (bytes.n) {
        size_t n = utf8_valid_prefix(bytes);
        buf_add(out, str_sub(bytes, 0, n));
        bytes = str_sub(bytes, n, bytes.n);
        if (!bytes.n)
            break;
        unsigned len;
        buf_add_utf8(out, utf8_get_unsafe(bytes, &len));
        bytes = str_sub(bytes, len, bytes.n);
        replaced++;
    }
    return replaced;
}

/* Makes r of valid UTF-8: the bytes themselves. Always true. */
static bool take_utf8(struct charset_result *r, struct str bytes, enum charset_origin origin)
{
    r->origin = origin;
    snprintf(r->name, sizeof r->name, "UTF-8");
    r->replaced = 0;
    r->text = bytes;
    return true;
}

/* glibc reads six codes of Big5 as Hong Kong has them, not as Taiwan wrote them; ‧ stands in many
 * names. */
static void as_written_in_taiwan(struct buf *text)
{
    static const struct {
        uint32_t hk, tw;
    } CODES[] = {{0x2022, 0x2027}, {0x223C, 0xFF5E}, {0xFF64, 0xFE51},
                 {0xA2, 0xFFE0},   {0xA3, 0xFFE1},   {0xA5, 0xFFE5}};
    struct buf out = {0};
    struct str rest = buf_str(text);
    buf_reserve(&out, rest.n);
    while (rest.n) {
        uint32_t c = utf8_take(&rest);
        for (size_t i = 0; i < sizeof CODES / sizeof *CODES && c >= 0x80; i++)
            if (CODES[i].hk == c)
                c = CODES[i].tw;
        buf_add_utf8(&out, c);
    }
    buf_free(text);
    *text = out;
}

/* Makes r of bytes in the encoding that iconv calls iconv_name; false when it knows none. */
static bool decode_as(struct charset_result *r, struct str bytes, const char *iana,
                      const char *iconv_name, enum charset_origin origin)
{
    bool utf8 = strcmp(iconv_name, "UTF-8") == 0;
    buf_clear(&r->own);
    if (utf8 && utf8_valid_prefix(bytes) == bytes.n)
        return take_utf8(r, bytes, origin);
    r->origin = origin;
    snprintf(r->name, sizeof r->name, "%s", iana);
    if (utf8) {
        r->replaced = repair_utf8(bytes, &r->own);
        r->text = buf_str(&r->own);
        return true;
    }
    iconv_t cd = charset_kit_take(r->kit, iconv_name);
    if (cd == (iconv_t)-1)
        return false;
    bool big5 = strcmp(iana, "Big5-HKSCS") == 0;
    r->replaced = convert(cd, unit_bytes(iconv_name), big5, bytes, &r->own);
    charset_kit_give(r->kit, cd);
    if (big5)
        as_written_in_taiwan(&r->own);
    r->text = buf_str(&r->own);
    if (str_starts(r->text, STR("\xEF\xBB\xBF")))
        r->text = str_sub(r->text, 3, r->text.n);
    return true;
}

static bool decode_label(struct charset_result *r, struct str bytes, struct str label,
                         enum charset_origin origin)
{
    const struct charset_name *name = find_name(label);
    return name && decode_as(r, bytes, name->iana, name->iconv, origin);
}

static bool decode_bom(struct charset_result *r, struct str bytes)
{
    for (size_t i = 0; i < sizeof BOMS / sizeof BOMS[0]; i++)
        if (str_starts(bytes, BOMS[i].bytes))
            return decode_label(r, str_sub(bytes, BOMS[i].bytes.n, bytes.n), str_of(BOMS[i].name),
                                CHARSET_BOM);
    return false;
}

/* The reader's own word: beyond the table, any name that iconv knows. */
static bool decode_given(struct charset_result *r, struct str bytes, struct str given,
                         struct err *e)
{
    char name[sizeof r->name];
    if (decode_label(r, bytes, given, CHARSET_GIVEN))
        return true;
    snprintf(name, sizeof name, STR_FMT, STR_ARG(given));
    if (given.n < sizeof name && !strchr(name, '/') &&
        decode_as(r, bytes, name, name, CHARSET_GIVEN))
        return true;
    return err_set(e, ERR_USAGE, _("unknown encoding “%s”"), name);
}

/* More than one bad place in `rate` characters. */
static bool is_poor(const struct charset_result *r, size_t rate)
{
    return r->replaced > utf8_count(r->text) / rate;
}

/* UTF-8 but for a few bad places, or but for its cut end. */
static bool decode_nearly_utf8(struct charset_result *r, struct str bytes)
{
    size_t valid = utf8_valid_prefix(bytes);
    unsigned cut = 0;
    if (valid < bytes.n)
        utf8_get_unsafe(str_sub(bytes, valid, bytes.n), &cut);
    decode_as(r, bytes, "UTF-8", "UTF-8", CHARSET_UTF8);
    bool has_more_than_ascii = utf8_count(str_sub(bytes, 0, valid)) < valid;
    return !is_poor(r, 1000) || (valid + cut == bytes.n && has_more_than_ascii);
}

static void decode_guessed(struct charset_result *r, struct str bytes)
{
    char label[CHARSET_LABEL_BYTES];
    charset_guess(bytes, r->kit, label);
    if (!decode_label(r, bytes, str_of(label), CHARSET_GUESSED))
        decode_label(r, bytes, STR("windows-1252"), CHARSET_GUESSED);
}

/* What comes out is no prose of any of the languages that the guess knows: a wrong label. */
static bool reads_badly(struct str text)
{
    enum { SAMPLE_BYTES = 12 * 1024, ENOUGH = 24, BAD = 14 * 256 }; /* a character, in 1/256 bit */
    size_t chars;
    struct str sample = str_sub(text, 0, SAMPLE_BYTES);
    sample.n = utf8_valid_prefix(sample);
    uint64_t cost = likely_cost(sample, LIKELY_ANY, &chars);
    return chars >= ENOUGH && cost > (uint64_t)chars * BAD;
}

/* A page's label, unless it reads badly so and well as something else. */
static bool decode_declared(struct charset_result *r, struct str bytes, struct str declared)
{
    if (!decode_label(r, bytes, declared, CHARSET_DECLARED) || is_poor(r, 50))
        return false;
    if (!reads_badly(r->text))
        return true;
    decode_guessed(r, bytes);
    return !reads_badly(r->text) || decode_label(r, bytes, declared, CHARSET_DECLARED);
}

static bool choose(struct charset_result *r, struct str bytes, struct str given,
                   struct str declared, struct err *e)
{
    if (decode_bom(r, bytes))
        return true;
    if (given.n)
        return decode_given(r, bytes, given, e);
    const char *wide = charset_guess_utf16(bytes);
    if (wide)
        return decode_label(r, bytes, str_of(wide), CHARSET_GUESSED);
    if (charset_guess_iso2022jp(bytes))
        return decode_label(r, bytes, STR("iso-2022-jp"), CHARSET_GUESSED);
    if (utf8_valid_prefix(bytes) == bytes.n)
        return take_utf8(r, bytes, CHARSET_UTF8);
    if (decode_declared(r, bytes, declared))
        return true;
    if (!decode_nearly_utf8(r, bytes))
        decode_guessed(r, bytes);
    return true;
}

/* The first byte below 0x20 from `at` on, eight at a time; s.n without. */
static size_t next_control(struct str s, size_t at)
{
    for (uint64_t w; s.n - at >= sizeof w; at += sizeof w) {
        memcpy(&w, s.p + at, sizeof w);
        if ((w - 0x2020202020202020u) & ~w & 0x8080808080808080u)
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] >= 0x20)
        at++;
    return at;
}

static bool is_binary(struct str text)
{
    size_t controls = 0;
    for (size_t i = 0; (i = next_control(text, i)) < text.n; i++) {
        char c = text.p[i];
        if (c == '\0')
            return true;
        controls += c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
    }
    return controls > text.n / 100;
}

bool charset_decode(struct str bytes, struct str given, struct str declared,
                    struct charset_kit *kit, struct charset_result *out, struct err *e)
{
    *out = (struct charset_result){.kit = kit};
    if (!choose(out, bytes, given, declared, e)) {
        charset_free(out);
        return false;
    }
    if (is_binary(out->text)) {
        charset_free(out);
        return err_set(e, ERR_FORMAT, _("this is not a text (it has binary data)"));
    }
    return true;
}

void charset_free(struct charset_result *r)
{
    buf_free(&r->own);
    *r = (struct charset_result){0};
}
