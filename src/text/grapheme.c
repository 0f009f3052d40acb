#include "text/grapheme.h"

#include "text/uniprop.h"
#include "text/utf8.h"

/* What the rules that look further than one pair need to know of a cluster's part so far. */
struct seen {
    bool odd_ri; /* an odd number of regional indicators, the last one just before (GB12, GB13) */
    bool picto;  /* \p{Extended_Pictographic} Extend* (GB11) */
    bool joined; /* that, and one ZWJ */
};

static bool is_control(unsigned gb)
{
    return gb == GB_CR || gb == GB_LF || gb == GB_CONTROL;
}

/* Rules GB6 to GB8. */
static bool is_syllable(unsigned a, unsigned b)
{
    if (a == GB_L)
        return b == GB_L || b == GB_V || b == GB_LV || b == GB_LVT;
    if (a == GB_LV || a == GB_V)
        return b == GB_V || b == GB_T;
    return (a == GB_LVT || a == GB_T) && b == GB_T;
}

/* Whether clusters end between a and b; seen tells of what ends in a. */
static bool breaks(const struct uniprop *a, const struct uniprop *b, struct seen seen)
{
    if (a->gb == GB_OTHER && b->gb == GB_OTHER)
        return true;
    if (is_control(a->gb) || is_control(b->gb))
        return !(a->gb == GB_CR && b->gb == GB_LF);
    if (is_syllable(a->gb, b->gb))
        return false;
    if (b->gb == GB_EXTEND || b->gb == GB_ZWJ || b->gb == GB_SPACING_MARK || a->gb == GB_PREPEND)
        return false;
    if (a->gb == GB_ZWJ && (b->flags & UF_PICTO) && seen.joined)
        return false;
    return !(a->gb == GB_RI && b->gb == GB_RI && seen.odd_ri);
}

static struct seen see(struct seen seen, const struct uniprop *p)
{
    seen.odd_ri = p->gb == GB_RI && !seen.odd_ri;
    seen.joined = p->gb == GB_ZWJ && seen.picto;
    seen.picto = (p->flags & UF_PICTO) || (seen.picto && p->gb == GB_EXTEND);
    return seen;
}

size_t grapheme_next(struct str s, size_t at)
{
    unsigned len;
    const struct uniprop *a = uniprop(utf8_get(s.p + at, &len));
    struct seen seen = see((struct seen){0}, a);
    for (at += len; at < s.n; at += len) {
        const struct uniprop *b = uniprop(utf8_get(s.p + at, &len));
        if (breaks(a, b, seen))
            break;
        seen = see(seen, b);
        a = b;
    }
    return at;
}

/* What a forward walk knows when it has come to the code point that ends at byte end. */
static struct seen look_back(struct str s, size_t end)
{
    struct seen seen = {0};
    const struct uniprop *p = uniprop(utf8_before(s, end, &end));
    if (p->gb == GB_RI) {
        for (seen.odd_ri = true; end > 0; seen.odd_ri = !seen.odd_ri)
            if (uniprop(utf8_before(s, end, &end))->gb != GB_RI)
                break;
    } else if (p->gb == GB_ZWJ) {
        do {
            if (end == 0)
                return seen;
            p = uniprop(utf8_before(s, end, &end));
        } while (p->gb == GB_EXTEND);
        seen.joined = (p->flags & UF_PICTO) != 0;
    }
    return seen;
}

static bool is_boundary(struct str s, size_t at)
{
    if (at == 0 || at >= s.n)
        return true;
    unsigned len;
    size_t beg;
    const struct uniprop *a = uniprop(utf8_before(s, at, &beg));
    const struct uniprop *b = uniprop(utf8_get(s.p + at, &len));
    if (a->gb == GB_OTHER && b->gb == GB_OTHER)
        return true;
    return breaks(a, b, look_back(s, at));
}

size_t grapheme_prev(struct str s, size_t at)
{
    do {
        utf8_before(s, at, &at);
    } while (!is_boundary(s, at));
    return at;
}

size_t grapheme_floor(struct str s, size_t at)
{
    if (at >= s.n)
        return s.n;
    while (!utf8_is_boundary(s, at))
        at--;
    return is_boundary(s, at) ? at : grapheme_prev(s, at);
}
