/* What is lost beyond repair, to be told of: 锟斤拷 (U+FFFD in UTF-8, read as GBK), ï¿½ (read as
 * Latin-1), 烫烫烫 and 屯屯屯 (memory that nobody filled, read as GBK). A text that speaks of them puts
 * them in quotes, or has a few; damage comes by the dozen. */
#include "text/repair_priv.h"

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

static size_t count(struct str text, struct str sign)
{
    size_t n = 0;
    for (size_t at = str_find(text, sign, 0); at != STR_NPOS;
         at = str_find(text, sign, at + sign.n))
        n += !is_quoted(text, at);
    return n;
}

void repair_lost(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup;
    static const struct str signs[] = {STR("锟斤拷"), STR("ï¿½"), STR("烫烫烫"), STR("屯屯屯")};
    size_t n = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        n += count(text, signs[i]);
    if (n >= AT_LEAST && n * BYTES_PER_PLACE >= text.n)
        p->offered = n;
}
