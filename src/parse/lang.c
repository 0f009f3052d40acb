#include "parse/lang.h"

#include "text/han.h"
#include "text/utf8.h"

enum {
    WINDOW_BYTES = 8192,
    WINDOWS = 3,
    MIN_CHARS = 2, /* fewer tell nothing */
    MIN_LATIN = 12,
    LATIN_PER_CJK = 4, /* a Han character says as much as a short word */
};

struct tally {
    size_t han, kana, hangul, latin, accented, other, simplified, traditional;
};

static void count_han(struct tally *t, uint32_t c)
{
    t->han++;
    enum han_script s = han_script(c);
    t->simplified += s == HAN_SIMPLIFIED;
    t->traditional += s == HAN_TRADITIONAL;
}

static void count_char(struct tally *t, uint32_t c)
{
    if (c < 0x80)
        t->latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    else if ((c >= 0x4E00 && c < 0xA000) || (c >= 0x3400 && c < 0x4DC0) || c >= 0x20000)
        count_han(t, c);
    else if ((c >= 0x3041 && c <= 0x30FA) || (c >= 0xFF66 && c <= 0xFF9F))
        t->kana++;
    else if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF))
        t->hangul++;
    else if (c >= 0xC0 && c < 0x250)
        t->accented++;
    else if (c >= 0x370 && c < 0x1100)
        t->other++;
}

static void count_window(struct tally *t, struct str text, size_t beg, size_t end)
{
    while (beg < end && !utf8_is_boundary(text, beg))
        beg++;
    while (end > beg && !utf8_is_boundary(text, end))
        end--;
    struct str s = str_sub(text, beg, end);
    while (s.n)
        count_char(t, utf8_take(&s));
}

static struct str decide(const struct tally *t)
{
    size_t cjk = t->han + t->kana + t->hangul;
    size_t latin = t->latin + t->accented;
    if (t->other > latin + cjk)
        return STR_NONE;
    if (latin > cjk * LATIN_PER_CJK) {
        bool english = latin >= MIN_LATIN && t->accented * 100 <= latin;
        return english ? STR("en") : STR_NONE;
    }
    if (cjk < MIN_CHARS)
        return STR_NONE;
    if (t->hangul * 3 >= cjk)
        return STR("ko");
    if (t->kana * 6 >= cjk)
        return STR("ja");
    if (t->simplified == t->traditional)
        return STR("zh");
    return t->simplified > t->traditional ? STR("zh-Hans") : STR("zh-Hant");
}

struct str lang_detect(struct str text)
{
    struct tally t = {0};
    if (text.n <= (size_t)WINDOWS * WINDOW_BYTES) {
        count_window(&t, text, 0, text.n);
        return decide(&t);
    }
    size_t step = (text.n - WINDOW_BYTES) / (WINDOWS - 1);
    for (size_t i = 0; i < WINDOWS; i++)
        count_window(&t, text, i * step, i * step + WINDOW_BYTES);
    return decide(&t);
}
