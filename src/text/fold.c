#include "text/fold.h"

#include "text/han.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

enum { IDEOGRAPHIC_SPACE = 0x3000, HAN_FORMS_MAX = 16, NARROW_LAST = 0xFF9F };

static bool is_bmp_han(uint32_t c)
{
    return c >= 0x3400 && c <= 0x9FFF;
}

static uint32_t fold_ascii(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + ('a' - 'A');
    return c == '\n' || c == '\t' ? ' ' : c;
}

/* The parts of c where it stands for others: canonically, or as their wide or narrow form; c itself
 * otherwise. Parts are resolved as deep as Unicode goes for these. */
static unsigned decompose(uint32_t c, uint32_t *out, unsigned depth)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int tag, n = uc_decomposition(c, &tag, parts);
    bool same =
        n > 0 && (tag == UC_DECOMP_CANONICAL || tag == UC_DECOMP_WIDE || tag == UC_DECOMP_NARROW);
    if (!same || n > 4 || depth == 0) {
        out[0] = c;
        return 1;
    }
    unsigned total = 0;
    for (int i = 0; i < n; i++)
        total += decompose(parts[i], out + total, depth - 1);
    return total;
}

static unsigned fold_other(uint32_t c, uint32_t out[FOLD_MAX])
{
    enum { DEPTH = 4, PARTS = 16 };
    uint32_t parts[PARTS];
    unsigned total = 0, n = decompose(c, parts, DEPTH);
    for (unsigned i = 0; i < n && total < FOLD_MAX; i++) {
        uint32_t folded[FOLD_MAX];
        size_t len = FOLD_MAX - total;
        uint32_t one = parts[i] < 0x80 ? fold_ascii(parts[i]) : parts[i];
        uint32_t *got = u32_casefold(&one, 1, NULL, NULL, folded, &len);
        if (got != folded) { /* longer than there is room for: as it is */
            free(got);
            folded[0] = one;
            len = 1;
        }
        for (size_t k = 0; k < len && total < FOLD_MAX; k++)
            out[total++] = is_bmp_han(folded[k]) ? han_simple(folded[k]) : folded[k];
    }
    return total;
}

unsigned fold_char(uint32_t c, uint32_t out[FOLD_MAX])
{
    if (c < 0x80)
        out[0] = fold_ascii(c);
    else if (is_bmp_han(c))
        out[0] = han_simple(c);
    else if (c == IDEOGRAPHIC_SPACE)
        out[0] = ' ';
    else
        return fold_other(c, out);
    return 1;
}

/* A text as its folded code points. */
struct folding {
    struct str rest;
    uint32_t queue[FOLD_MAX];
    unsigned n, at;
};

static bool is_at_end(const struct folding *f)
{
    return f->at == f->n && !f->rest.n;
}

static uint32_t next_folded(struct folding *f)
{
    if (f->at == f->n) {
        f->n = fold_char(utf8_take(&f->rest), f->queue);
        f->at = 0;
    }
    return f->queue[f->at++];
}

size_t fold_match(struct str s, struct str needle)
{
    struct folding text = {.rest = s}, want = {.rest = needle};
    while (!is_at_end(&want))
        if (is_at_end(&text) || next_folded(&text) != next_folded(&want))
            return 0;
    return text.at == text.n ? s.n - text.rest.n : 0;
}

static void mark_char(uint32_t c, bool leads[256])
{
    char bytes[UTF8_MAX_BYTES];
    utf8_put(c, bytes);
    leads[(unsigned char)bytes[0]] = true;
}

/* What is neither ASCII nor Han may decompose or fold to anything that is not Han. */
static void mark_others(bool leads[256])
{
    for (unsigned b = 0xC2; b < 0xF5; b++)
        leads[b] |= b < 0xE4 || b > 0xE9;
}

void fold_leads(struct str needle, bool leads[256])
{
    struct folding f = {.rest = needle};
    uint32_t forms[HAN_FORMS_MAX], first = next_folded(&f);
    mark_char(first, leads);
    if (is_bmp_han(first)) {
        size_t n = han_forms(first, forms, HAN_FORMS_MAX);
        for (size_t i = 0; i < n; i++)
            mark_char(forms[i], leads);
        leads[0xEF] = leads[0xF0] = true; /* compatibility ideographs */
        return;
    }
    if (first >= 'a' && first <= 'z')
        leads[first - ('a' - 'A')] = true;
    if (first == ' ')
        leads['\n'] = leads['\t'] = true;
    mark_others(leads);
}
