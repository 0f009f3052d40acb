/* Text put in against copying: the same word of signs or the same address set between two characters
 * of a sentence, again and again. Signs alone (&@#%) mean nothing there and go. An address may be
 * what the sentence speaks of: it is offered where the characters around it belong together. */
#include "text/repair_priv.h"

#include "text/likely.h"
#include "text/scan.h"
#include "text/uniprop.h"
#include "text/utf8.h"

enum { AT_LEAST = 4, LONGEST = 48, SIGNS_AT_LEAST = 3, ADDRESS_AT_LEAST = 6 };

static bool is_sign(char c)
{
    return strchr("&@#%$^!", c) != NULL;
}

/* "&@#", not an operator ("&&") or an emphasis of words ("!!!"). */
static bool is_noise(struct str run)
{
    bool differ = false;
    for (size_t i = 0; i < run.n; i++) {
        if (!is_sign(run.p[i]))
            return false;
        differ |= run.p[i] != run.p[0];
    }
    return differ && run.n >= SIGNS_AT_LEAST;
}

static bool is_of_address(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           strchr(".-/:_", c) != NULL;
}

static bool is_character(uint32_t c)
{
    return uniprop(c)->flags & (UF_HAN | UF_KANA);
}

/* The ASCII run from byte beg on stands between two characters. */
static bool is_between(struct str text, size_t beg, size_t end)
{
    size_t at;
    unsigned len;
    return beg > 0 && end < text.n && is_character(utf8_before(text, beg, &at)) &&
           is_character(utf8_get(text.p + end, &len));
}

static bool is_address(struct str run)
{
    for (size_t i = 0; i < run.n; i++)
        if (!is_of_address(run.p[i]))
            return false;
    return run.n >= ADDRESS_AT_LEAST && str_chr(run, '.', 0) != STR_NPOS;
}

/* The characters on both sides often stand side by side. */
static bool tears(struct str text, size_t beg, size_t end)
{
    enum { OFTEN = 8 * 256 }; /* one in 256, in 1/256 bit */
    size_t at;
    unsigned len;
    uint32_t a = utf8_before(text, beg, &at), b = utf8_get(text.p + end, &len);
    return likely_pair_cost(a, b, LIKELY_ZH_HANS) < OFTEN ||
           likely_pair_cost(a, b, LIKELY_ZH_HANT) < OFTEN;
}

struct runs {
    struct str first_address;
    size_t addresses;
};

static void look_at(struct str text, size_t beg, size_t end, struct runs *r, struct repair_pass *p)
{
    struct str run = str_sub(text, beg, end);
    if (run.n > LONGEST || !is_between(text, beg, end))
        return;
    if (is_noise(run)) {
        vec_push(&p->changes, (struct repair_change){beg, end, STR_NONE});
    } else if (is_address(run)) {
        if (!r->first_address.n)
            r->first_address = run;
        r->addresses += str_eq(run, r->first_address) && tears(text, beg, end);
    }
}

/* Two signs side by side; a point in an address. */
static const struct scan_pattern LOOKED_FOR[] = {
    {{{'!', '&'}, {'!', '^'}, {'!', '~'}}},
    {{{'@', '@'}, {'!', '^'}, {'!', '~'}}},
    {{{'^', '^'}, {'!', '^'}, {'!', '~'}}},
    {{{'-', 'z'}, {'.', '.'}, {'-', 'z'}}},
};

static bool is_visible_ascii(char c)
{
    return c > ' ' && (unsigned char)c < 0x80;
}

void repair_filler(struct str text, bool markup, struct repair_pass *p)
{
    struct runs r = {0};
    size_t at = 0, n = sizeof LOOKED_FOR / sizeof *LOOKED_FOR;
    if (markup) /* signs and addresses are what markup is made of */
        return;
    while ((at = scan_next(text, at, LOOKED_FOR, n)) != STR_NPOS) {
        size_t beg = at, end = at;
        while (beg > 0 && at - beg <= LONGEST && is_visible_ascii(text.p[beg - 1]))
            beg--;
        while (end < text.n && is_visible_ascii(text.p[end]))
            end++;
        look_at(text, beg, end, &r, p);
        at = end;
    }
    p->strong = p->changes.n >= AT_LEAST;
    p->faint = !p->strong;
    if (r.addresses >= AT_LEAST)
        p->offered += r.addresses;
}
