#include "layout/chunk.h"

#include "text/uniprop.h"
#include "text/utf8.h"

enum { CHUNK_BYTES = 4096, CHUNK_SEARCH_BYTES = 512 };

static bool is_letter(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_KANA | UF_HANGUL | UF_LETTER | UF_DIGIT);
}

/* Where piece k begins: at the first letter behind something else, near k times the size. */
static uint32_t beginning(struct str text, uint32_t k)
{
    size_t from = (size_t)k * CHUNK_BYTES;
    bool before = true;
    if (k == 0 || from >= text.n)
        return k ? (uint32_t)text.n : 0;
    while (from < text.n && ((unsigned char)text.p[from] & 0xC0) == 0x80)
        from++;
    for (size_t i = from; i < text.n && i < from + CHUNK_SEARCH_BYTES;) {
        unsigned len;
        bool letter = is_letter(utf8_get(text.p + i, &len));
        if (letter && !before)
            return (uint32_t)i;
        before = letter;
        i += len;
    }
    return (uint32_t)from;
}

struct chunk chunk_at(struct str text, uint32_t at)
{
    uint32_t k = at / CHUNK_BYTES;
    uint32_t beg = beginning(text, k);
    if (at < beg)
        return (struct chunk){beginning(text, k - 1), beg};
    return (struct chunk){beg, beginning(text, k + 1)};
}
