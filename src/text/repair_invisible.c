/* Marks that nobody sees, put between characters to know a copy again: zero-width characters and tags
 * between two ideographs or kana, where they mean nothing. Elsewhere they do: in emoji, Persian,
 * Indic and Thai writing, in long words and addresses. Private-use characters may be letters of a
 * font, so they are offered only. */
#include "text/repair_priv.h"

#include "text/uniprop.h"
#include "text/utf8.h"

enum { AT_LEAST = 3 };

static bool is_invisible(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
           c == 0x180E || c == 0xAD || (c >= 0xE0000 && c <= 0xE007F);
}

static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

static bool is_character(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_KANA);
}

/* First bytes of what is looked for: U+00AD, U+180E, U+200B–2064, U+E000–FEFF, U+E0000 and beyond. */
static bool may_begin(unsigned char b, unsigned char next)
{
    switch (b) {
    case 0xC2:
        return next == 0xAD;
    case 0xE1:
        return next == 0xA0;
    case 0xE2:
        return next == 0x80 || next == 0x81;
    case 0xEE:
    case 0xEF:
        return true;
    default:
        return b >= 0xF3;
    }
}

void repair_invisible(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup;
    for (size_t at = 1; at + 2 < text.n; at++) {
        if ((unsigned char)text.p[at] < 0xC2 ||
            !may_begin((unsigned char)text.p[at], (unsigned char)text.p[at + 1]))
            continue;
        size_t beg = at, end = at, before_beg;
        bool visible = false;
        unsigned len;
        for (uint32_t c; end < text.n; end += len) {
            c = utf8_get(text.p + end, &len);
            if (!is_invisible(c) && !is_private(c))
                break;
            visible |= is_private(c);
        }
        if (end == beg || end >= text.n)
            continue;
        at = end - 1;
        uint32_t before = utf8_before(text, beg, &before_beg);
        if (!is_character(before) || !is_character(utf8_get(text.p + end, &len)))
            continue;
        if (visible)
            p->offered++;
        else
            vec_push(&p->changes, (struct repair_change){beg, end, STR_NONE});
    }
    p->strong = p->changes.n >= AT_LEAST;
    p->faint = !p->strong;
    if (p->offered < AT_LEAST)
        p->offered = 0;
}
