/* Marks that nobody sees, put between characters to know a copy again: zero-width characters and tags
 * between two ideographs or kana, where they mean nothing. Elsewhere they do: in emoji, Persian,
 * Indic and Thai writing, in long words and addresses. Private-use characters may be letters of a
 * font, so they are offered only. */
#include "text/repair_priv.h"

#include "text/scan.h"
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

static const struct scan_pattern LOOKED_FOR[] = {
    {{{0xC2, 0xC2}, {0xAD, 0xAD}, {0, 255}}},     /* U+00AD */
    {{{0xE1, 0xE1}, {0xA0, 0xA0}, {0x8E, 0x8E}}}, /* U+180E */
    {{{0xE2, 0xE2}, {0x80, 0x80}, {0x8B, 0x8D}}}, /* U+200B–200D */
    {{{0xE2, 0xE2}, {0x81, 0x81}, {0xA0, 0xA4}}}, /* U+2060–2064 */
    {{{0xEE, 0xEE}, {0, 255}, {0, 255}}},         /* U+E000–EFFF */
    {{{0xEF, 0xEF}, {0x80, 0xA3}, {0, 255}}},     /* U+F000–F8FF */
    {{{0xEF, 0xEF}, {0xBB, 0xBB}, {0xBF, 0xBF}}}, /* U+FEFF */
    {{{0xF3, 0xF4}, {0, 255}, {0, 255}}},         /* U+C0000 and beyond */
};

/* The end of the marks that begin at byte beg; *visible when a font may have a letter for one. */
static size_t end_of_marks(struct str text, size_t beg, bool *visible)
{
    size_t end = beg;
    unsigned len;
    *visible = false;
    for (uint32_t c; end < text.n; end += len) {
        c = utf8_get(text.p + end, &len);
        if (!is_invisible(c) && !is_private(c))
            break;
        *visible |= is_private(c);
    }
    return end;
}

void repair_invisible(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup;
    size_t at = 0, n = sizeof LOOKED_FOR / sizeof *LOOKED_FOR;
    while ((at = scan_next(text, at, LOOKED_FOR, n)) != STR_NPOS) {
        bool visible;
        unsigned len;
        size_t before, beg = at, end = end_of_marks(text, beg, &visible);
        at = end > beg ? end : beg + 1;
        if (end == beg || beg == 0 || end >= text.n ||
            !is_character(utf8_before(text, beg, &before)) ||
            !is_character(utf8_get(text.p + end, &len)))
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
