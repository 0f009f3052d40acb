#include "parse/readings.h"

#include "base/vec.h"
#include "text/han.h"
#include "text/utf8.h"

#include <stdint.h>

enum {
    MAX_SYLLABLE = 8, /* bytes */
    MAX_GROUP = 40,   /* bytes of what counts as a bracketed Latin word */
    BYTES_PER_READING = 6000,
};

struct found {
    VEC(uint32_t) at; /* offset of each '(' */
    size_t groups, traditional;
};

static bool is_latin(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool accented = c >= 0xC3 && c <= 0xC7; /* U+00C0 to U+01FF */
        bool rest = c >= 0x80 && c < 0xC0 && i > 0;
        if (!letter && !accented && !rest)
            return false;
    }
    return s.n > 0;
}

/* Looks at the bracket at byte at, which has text on both sides. */
static void look_at(struct str text, size_t at, struct found *f)
{
    struct str head = str_sub(text, at + 1, at + 2 + MAX_GROUP);
    size_t n = str_chr(head, ')', 0);
    if (n == STR_NPOS || (unsigned char)text.p[at - 1] < 0x80)
        return;
    head.n = n;
    if (!is_latin(head))
        return;
    size_t beg;
    uint32_t c = utf8_before(text, at, &beg);
    if (c < 0x3400)
        return;
    f->groups++;
    if (n >= MAX_SYLLABLE || !han_has_reading(c, head))
        return;
    vec_push(&f->at, (uint32_t)at);
    f->traditional += han_script(c) == HAN_TRADITIONAL;
}

static bool injected(const struct found *f, size_t text_bytes)
{
    size_t hits = f->at.n;
    if (hits < 2 || hits * BYTES_PER_READING < text_bytes)
        return false;
    return hits >= 3 || (f->traditional == hits && hits * 2 >= f->groups);
}

static void copy_without(struct str text, const struct found *f, struct buf *out)
{
    buf_reserve(out, text.n);
    size_t from = 0;
    for (size_t i = 0; i < f->at.n; i++) {
        buf_add(out, str_sub(text, from, f->at.v[i]));
        from = str_chr(text, ')', f->at.v[i]) + 1;
    }
    buf_add(out, str_sub(text, from, text.n));
}

size_t readings_strip(struct str text, struct buf *out)
{
    struct found f = {0};
    for (size_t at = str_chr(text, '(', 1); at != STR_NPOS; at = str_chr(text, '(', at + 1))
        look_at(text, at, &f);
    size_t n = injected(&f, text.n) ? f.at.n : 0;
    if (n)
        copy_without(text, &f, out);
    vec_free(&f.at);
    return n;
}
