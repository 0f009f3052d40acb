/* What is lost beyond repair, to be told of: 锟斤拷 (U+FFFD in UTF-8, read as GBK), ï¿½ (read as
 * Latin-1), 烫烫烫 and 屯屯屯 (memory that nobody filled, read as GBK). A text that speaks of them puts
 * them in quotes, or has a few; damage comes by the dozen. */
#include "text/repair_priv.h"
#include "text/scan.h"

enum { AT_LEAST = 4, BYTES_PER_PLACE = 4000 };

static bool is_quoted(struct str text, size_t at)
{
    static const struct str openers[] = {STR("“"),  STR("「"), STR("『"), STR("《"), STR("‘"),
                                         STR("\""), STR("'"),  STR("("),  STR("（"), STR("`")};
    struct str before = str_sub(text, 0, at);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (str_ends(before, openers[i]))
            return true;
    return false;
}

static const struct str SIGNS[] = {STR("锟斤拷"), STR("ï¿½"), STR("烫烫烫"), STR("屯屯屯")};

/* What they begin with. */
static const struct scan_pattern LOOKED_FOR[] = {
    {{{0xE9, 0xE9}, {0x94, 0x94}, {0x9F, 0x9F}}},
    {{{0xC3, 0xC3}, {0xAF, 0xAF}, {0xC2, 0xC2}}},
    {{{0xE7, 0xE7}, {0x83, 0x83}, {0xAB, 0xAB}}},
    {{{0xE5, 0xE5}, {0xB1, 0xB1}, {0xAF, 0xAF}}},
};

/* Bytes of the sign that stands at byte at; 0 without. */
static size_t sign_at(struct str text, size_t at)
{
    struct str rest = str_sub(text, at, text.n);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (str_starts(rest, SIGNS[i]))
            return SIGNS[i].n;
    return 0;
}

void repair_lost(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup;
    size_t n = 0, at = 0, kinds = sizeof LOOKED_FOR / sizeof *LOOKED_FOR;
    while ((at = scan_next(text, at, LOOKED_FOR, kinds)) != STR_NPOS) {
        size_t len = sign_at(text, at);
        n += len && !is_quoted(text, at);
        at += len ? len : 1;
    }
    if (n >= AT_LEAST && n * BYTES_PER_PLACE >= text.n)
        p->offered = n;
}
