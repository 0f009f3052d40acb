#include "text/charset_guess.h"

#include "text/charset_kit.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>

enum { SAMPLE_MAX_BYTES = 256 * 1024 };

/* A code unit that text of any language has many of: ASCII, kana, CJK punctuation. Not N, which 一
 * (U+4E00) is in the other byte order. */
static bool is_common(unsigned unit)
{
    return (unit >= 0x20 && unit < 0x7F && unit != 'N') || unit == '\t' || unit == '\n' ||
           unit == '\r' || (unit >= 0x3000 && unit < 0x3100) || (unit >= 0xFF00 && unit < 0xFF20);
}

const char *charset_guess_utf16(struct str bytes)
{
    struct str head = str_sub(bytes, 0, 4096);
    size_t le = 0, be = 0;
    if (bytes.n % 2 || !head.n || !memchr(head.p, 0, head.n))
        return NULL;
    for (size_t i = 0; i < head.n; i += 2) {
        unsigned first = (unsigned char)head.p[i], second = (unsigned char)head.p[i + 1];
        le += is_common(second << 8 | first);
        be += is_common(first << 8 | second);
    }
    /* One unit in 20 at least; else it is binary data. */
    if (le > 2 * be && le >= head.n / 40)
        return "UTF-16LE";
    return be > 2 * le && be >= head.n / 40 ? "UTF-16BE" : NULL;
}

bool charset_guess_iso2022jp(struct str bytes)
{
    if (str_chr(bytes, '\x1B', 0) == STR_NPOS) /* many times as quick as the search of a word */
        return false;
    if (str_find(bytes, STR("\x1B$B"), 0) == STR_NPOS &&
        str_find(bytes, STR("\x1B$@"), 0) == STR_NPOS)
        return false;
    for (size_t i = 0; i < bytes.n; i++)
        if ((unsigned char)bytes.p[i] >= 0x80)
            return false;
    return true;
}

static void ask_uchardet(struct str bytes, struct charset_kit *kit, char label[CHARSET_LABEL_BYTES])
{
    struct charset_detector own = {0};
    const struct charset_detector *d = charset_kit_detector(kit, &own);
    label[0] = '\0';
    if (!d)
        return;
    void *u = d->create();
    if (u && d->feed(u, bytes.p, bytes.n) == 0) {
        d->finish(u);
        snprintf(label, CHARSET_LABEL_BYTES, "%s", d->answer(u));
    }
    if (u)
        d->destroy(u);
    charset_detector_unload(&own);
}

/* True when iconv finds no invalid byte; a sequence cut at the end of the sample is none. */
static bool decodes(struct charset_kit *kit, const char *iconv_name, struct str bytes)
{
    iconv_t cd = charset_kit_take(kit, iconv_name);
    if (cd == (iconv_t)-1)
        return false;
    char *in = (char *)(uintptr_t)bytes.p; /* which iconv does not write to */
    size_t left = bytes.n, r = 0;
    while (left) {
        char scratch[4096], *to = scratch;
        size_t room = sizeof scratch;
        r = iconv(cd, &in, &left, &to, &room);
        if (r == (size_t)-1 && errno != E2BIG)
            break;
    }
    bool ok = left == 0 || errno == EINVAL;
    charset_kit_give(kit, cd);
    return ok;
}

/* uchardet calls short or mixed Chinese texts by the names of one-byte encodings. */
static bool is_doubtful(const char *label)
{
    static const char *const PREFIXES[] = {"WINDOWS-", "ISO-8859-", "MAC-",  "IBM",
                                           "TIS-",     "VISCII",    "ASCII", "KOI8-"};
    for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++)
        if (strncmp(label, PREFIXES[i], strlen(PREFIXES[i])) == 0)
            return true;
    return label[0] == '\0';
}

/* A fifth of the bytes are not ASCII: no Western European text. */
static bool has_many_high_bytes(struct str bytes)
{
    size_t high = 0;
    for (size_t i = 0; i < bytes.n; i++)
        high += (unsigned char)bytes.p[i] >= 0x80;
    return high > bytes.n / 5;
}

void charset_guess(struct str bytes, struct charset_kit *kit, char label[CHARSET_LABEL_BYTES])
{
    static const struct {
        const char *label, *iconv;
    } TRIES[] = {{"gb18030", "GB18030"},
                 {"big5", "BIG5-HKSCS"},
                 {"shift_jis", "CP932"},
                 {"euc-kr", "CP949"}};
    struct str sample = str_sub(bytes, 0, SAMPLE_MAX_BYTES);
    ask_uchardet(sample, kit, label);
    if (!is_doubtful(label) || !has_many_high_bytes(sample))
        return;
    for (size_t i = 0; i < sizeof TRIES / sizeof TRIES[0]; i++)
        if (decodes(kit, TRIES[i].iconv, sample)) {
            snprintf(label, CHARSET_LABEL_BYTES, "%s", TRIES[i].label);
            return;
        }
}
