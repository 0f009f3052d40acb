#include "doc/quote_record.h"

#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>

const struct quote_record QUOTE_RECORD_NONE = {.start = -1, .end = -1, .permille = -1};

/* The byte that stands n units into text; STR_NPOS behind its end, or inside of a character. */
static size_t byte_of(struct str text, int64_t n, bool utf16)
{
    size_t at = 0;
    while (n > 0 && at < text.n) {
        unsigned len;
        uint32_t c = utf8_get(text.p + at, &len);
        n -= utf16 && c >= 0x10000 ? 2 : 1;
        at += len;
    }
    return n == 0 ? at : STR_NPOS;
}

static bool place_in(const struct quote_record *q, struct str text, bool utf16,
                     struct doc_range *out)
{
    size_t beg = byte_of(text, q->start, utf16);
    if (beg == STR_NPOS || !str_starts(str_sub(text, beg, text.n), q->exact))
        return false;
    *out = (struct doc_range){(doc_pos)beg, (doc_pos)(beg + q->exact.n)};
    return true;
}

bool quote_record_place(const struct quote_record *q, struct str text, struct doc_range *out)
{
    if (q->start < 0 || !q->exact.n)
        return false;
    return place_in(q, text, false, out) || place_in(q, text, true, out);
}

void quote_record_derive_uuid(const struct quote_record *q, char out[QUOTE_UUID_CHARS + 1])
{
    struct buf b = {0};
    buf_addf(&b, "%" PRId64 "\n", q->created_ms);
    buf_add(&b, q->article.title);
    buf_addc(&b, '\n');
    buf_add(&b, q->exact);
    struct hash128 h = hash128(buf_str(&b));
    buf_free(&b);
    snprintf(out, QUOTE_UUID_CHARS + 1, "%08x-%04x-8%03x-%04x-%012" PRIx64, (unsigned)(h.hi >> 32),
             (unsigned)(h.hi >> 16 & 0xFFFF), (unsigned)(h.hi & 0xFFF),
             (unsigned)(0x8000 | (h.lo >> 48 & 0x3FFF)), h.lo & UINT64_C(0xFFFFFFFFFFFF));
}

bool quote_uuid_ok(struct str s)
{
    if (s.n != QUOTE_UUID_CHARS)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex =
            (s.p[i] >= '0' && s.p[i] <= '9') || ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'f');
        if (dash ? s.p[i] != '-' : !hex)
            return false;
    }
    return true;
}
