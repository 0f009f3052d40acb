/* UTF-8 that was read as Latin-1 or Windows-1252 and saved so, once or more: ä½ å¥½ for 你好.
 *
 * A run is a stretch of characters that stand for bytes from 0x80 up. Its bytes must all be valid
 * UTF-8, which prose in a European language is not: there a letter with an accent stands alone or
 * before another letter, and the lead byte of a Han character asks for two signs behind it. */
#include "text/repair_recode.h"

#include "base/arena.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LONG_RUN = 4, /* wide characters that prove a run by itself: a quoted example is shorter */
    PROVEN = 20,  /* in long runs, that let short ones of the same document follow */
    ROUNDS = 3    /* of encoding over again */
};

/* The bytes 80–9F in Windows-1252; 0 where it has none and readers keep the control. */
static const uint16_t CP1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

unsigned char recode_byte_of(uint32_t c)
{
    if (c >= 0x80 && c <= 0xFF)
        return (unsigned char)c;
    for (unsigned i = 0; c > 0xFF && i < 32; i++)
        if (CP1252[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* Takes the run at the beginning of text to bytes; gives its length in text. */
static size_t take_run(struct str text, struct buf *bytes)
{
    size_t at = 0;
    buf_clear(bytes);
    while (at < text.n) {
        unsigned len;
        unsigned char b = recode_byte_of(utf8_get(text.p + at, &len));
        if (!b)
            break;
        buf_addc(bytes, (char)b);
        at += len;
    }
    return at;
}

/* Characters of the Han, kana and Hangul blocks and their punctuation. */
static size_t count_wide(struct str s)
{
    size_t n = 0;
    while (s.n) {
        uint32_t c = utf8_take(&s);
        n += (c >= 0x3000 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
             (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x323AF);
    }
    return n;
}

/* What the run in bytes was before, decoded as often as it was encoded; false: it is no such run. */
static bool decode_run(struct buf *bytes, struct buf *again, size_t *wide)
{
    for (int round = 0; round < ROUNDS; round++) {
        struct str s = buf_str(bytes);
        if (utf8_valid_prefix(s) != s.n)
            return false;
        *wide = count_wide(s);
        if (*wide)
            return true;
        if (take_run(s, again) != s.n)
            return false;
        struct buf swap = *bytes;
        *bytes = *again;
        *again = swap;
    }
    return false;
}

/* Calls for each run from the next C3 on, which leads U+00C0–00FF and is no byte of a Han one. */
static void scan(struct str text, bool short_too, size_t *proven, struct repair_pass *p)
{
    struct buf bytes = {0}, again = {0};
    const char *hit;
    for (size_t at = 0; at < text.n && (hit = memchr(text.p + at, 0xC3, text.n - at));) {
        size_t beg = (size_t)(hit - text.p), wide = 0;
        at = beg + take_run(str_sub(text, beg, text.n), &bytes);
        if (!decode_run(&bytes, &again, &wide))
            continue;
        if (wide >= LONG_RUN)
            *proven += wide;
        if (!p)
            continue;
        if (wide >= LONG_RUN || short_too)
            vec_push(&p->changes,
                     (struct repair_change){beg, at, arena_str(p->arena, buf_str(&bytes))});
        else
            p->offered++;
    }
    buf_free(&bytes);
    buf_free(&again);
}

void recode_latin(struct str text, struct repair_pass *p)
{
    size_t proven = 0, again = 0;
    scan(text, false, &proven, NULL);
    if (proven || memchr(text.p, 0xC3, text.n))
        scan(text, proven >= PROVEN, &again, p);
    p->strong = proven >= PROVEN;
}

/* A run or a line holds no markup but as ASCII, which goes through all of it unharmed. */
void repair_recode(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup;
    if (!text.n)
        return;
    recode_latin(text, p);
    if (!p->changes.n)
        recode_legacy(text, p);
}
