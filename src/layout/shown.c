#include "layout/shown.h"

#include "doc/doc.h"
#include "text/utf8.h"
#include "text/width.h"

static bool is_modifier(uint32_t c) /* skin tones */
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

static bool is_late_extension(uint32_t c) /* CJK extensions H and I */
{
    return (c >= 0x31350 && c <= 0x323AF) || (c >= 0x2EBF0 && c <= 0x2EE5F);
}

struct str shown_cluster(struct str s)
{
    const struct width_policy *pol = width_policy();
    unsigned len;
    uint32_t c = utf8_get(s.p, &len);
    if (is_late_extension(c) && !pol->ext_h)
        return STR("〓");
    for (size_t i = len; i < s.n; i += len) {
        c = utf8_get(s.p + i, &len);
        if ((is_modifier(c) && !pol->emoji_modifier) || (c == 0x200D && !pol->emoji_zwj)) {
            s.n = i;
            break;
        }
    }
    return str_ends(s, STR("\uFE0F")) ? str_sub(s, 0, s.n - 3) : s;
}

struct str shown_script(struct str s, unsigned span_kinds)
{
    static const struct {
        char plain;
        const char *sup, *sub;
    } forms[] = {
        {'0', "⁰", "₀"}, {'1', "¹", "₁"}, {'2', "²", "₂"}, {'3', "³", "₃"}, {'4', "⁴", "₄"},
        {'5', "⁵", "₅"}, {'6', "⁶", "₆"}, {'7', "⁷", "₇"}, {'8', "⁸", "₈"}, {'9', "⁹", "₉"},
        {'+', "⁺", "₊"}, {'-', "⁻", "₋"}, {'=', "⁼", "₌"}, {'(', "⁽", "₍"}, {')', "⁾", "₎"},
        {'n', "ⁿ", "ₙ"}, {'i', "ⁱ", "ᵢ"},
    };
    if (s.n != 1)
        return s;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].plain != s.p[0])
            continue;
        struct str form = str_of(span_kinds & SPAN_SUP ? forms[i].sup : forms[i].sub);
        return width_str(form) == 1 ? form : s;
    }
    return s;
}
