/* Text on its way into the document: cleaned, white space collapsed (C4, C5), pieces of spans. */
#include "doc/build.h"

#include "base/i18n.h"
#include "text/grapheme.h"
#include "text/sanitize.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <stdint.h>

/* Scanning by words: each byte of the result has its high bit set where the byte of w is zero. */
static uint64_t zero_bytes(uint64_t w)
{
    const uint64_t low7 = UINT64_C(0x7F7F7F7F7F7F7F7F);
    return ~(((w & low7) + low7) | w | low7);
}

/* Bytes of the longest prefix of s that is free of controls and of two spaces together. */
static size_t even_prefix(struct str s)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t i = 0;
    for (uint64_t after_space = 0; s.n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t w;
        memcpy(&w, s.p + i, sizeof w);
        uint64_t control = zero_bytes(w & ones * 0xE0);
        uint64_t space = zero_bytes(w ^ ones * ' ');
        if (control | (space & (space << 8 | after_space)))
            break;
        after_space = space >> 56;
    }
    while (i < s.n && (unsigned char)s.p[i] >= ' ' &&
           !(s.p[i] == ' ' && i > 0 && s.p[i - 1] == ' '))
        i++;
    return i;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Takes the white space that s begins with. */
static void take_white(struct str *s, bool *any, bool *lf)
{
    size_t i = 0;
    for (; i < s->n && is_white(s->p[i]); i++)
        *lf |= s->p[i] == '\n';
    *any |= i > 0;
    *s = str_sub(*s, i, s->n);
}

/* s with nothing but text, '\n' and '\t' in it. A form feed is white space in prose. */
static struct str clean(struct doc_builder *b, struct str s)
{
    if (sanitize_clean_prefix(s, SANITIZE_CODE) == s.n)
        return s;
    if (memchr(s.p, '\f', s.n)) {
        buf_clear(&b->scratch2);
        buf_add(&b->scratch2, s);
        s = buf_str(&b->scratch2);
        for (char *p = b->scratch2.p; (p = memchr(p, '\f', (size_t)(s.p + s.n - p)));)
            *p = ' ';
    }
    buf_clear(&b->scratch);
    sanitize(s, SANITIZE_CODE, &b->scratch);
    return buf_str(&b->scratch);
}

static void add_piece(struct doc_builder *b, size_t beg, size_t end, uint32_t node)
{
    struct build_part *p = b->part;
    if (p->pieces.n > p->leaf_pieces) {
        struct build_piece *last = &vec_last(&p->pieces);
        if (last->node == node && last->r.end == beg) {
            last->r.end = (doc_pos)end;
            return;
        }
    }
    if (b->main.pieces.n + b->notes.pieces.n >= b->lim.max_spans) {
        build_fail(b, ERR_LIMIT, _("it has more than %zu links and emphases"), b->lim.max_spans);
        return;
    }
    vec_push(&p->pieces, (struct build_piece){{(doc_pos)beg, (doc_pos)end}, node});
    b->nodes.v[node].used = true;
}

bool build_append(struct doc_builder *b, struct str s, uint32_t node)
{
    struct buf *text = &b->part->text;
    size_t beg = text->n;
    if (s.n > b->lim.max_text_bytes - b->main.text.n - b->notes.text.n)
        return build_fail(b, ERR_LIMIT, _("its text is longer than the limit of %zu MB"),
                          b->lim.max_text_bytes >> 20);
    buf_add(text, s);
    if (node != DOC_NONE)
        add_piece(b, beg, text->n, node);
    return true;
}

void build_mark(struct doc_builder *b, uint32_t node)
{
    if (!b->failed)
        add_piece(b, b->part->text.n, b->part->text.n, node);
}

/* CSS Text 3, 4.1.3: a line feed between two of these is no space. */
static bool joins(uint32_t c)
{
    unsigned flags = uniprop(c)->flags;
    return (flags & UF_EAW_FWH) && !(flags & UF_HANGUL);
}

static bool leaf_is_empty(const struct build_part *p)
{
    return p->text.n == p->blocks.v[p->leaf].r.beg;
}

/* Writes the break or space that is due before s. It lies under the spans that were open all the
 * while, so that a link of two words is one, and the space between two links is in none. */
static void settle_white(struct doc_builder *b, struct str s)
{
    struct build_part *p = b->part;
    unsigned len;
    size_t at;
    if (leaf_is_empty(p))
        return;
    for (size_t i = 0; i < p->breaks; i++)
        if (!build_append(b, STR("\n"), p->low))
            return;
    if (p->breaks || !p->space)
        return;
    if (p->space_lf && joins(utf8_get(s.p, &len)) &&
        joins(utf8_before(buf_str(&p->text), p->text.n, &at)))
        return;
    build_append(b, STR(" "), p->low);
}

static void add_prose(struct doc_builder *b, struct str s)
{
    static const struct str indent = {"\u3000", 3};
    struct build_part *p = b->part;
    while (!b->failed) {
        take_white(&s, &p->space, &p->space_lf);
        if (!s.n)
            return;
        if (leaf_is_empty(p) && str_starts(s, indent)) {
            s = str_sub(s, indent.n, s.n);
            continue;
        }
        size_t n = even_prefix(s);
        if (s.p[n - 1] == ' ')
            n--;
        settle_white(b, s);
        build_append(b, str_sub(s, 0, n), b->node);
        p->breaks = 0;
        p->space = p->space_lf = false;
        p->low = b->node;
        s = str_sub(s, n, s.n);
    }
}

/* Text with no leaf open for it opens one, but white space does not. */
static bool has_place(struct doc_builder *b, struct str s)
{
    const struct build_part *p = b->part;
    if (p->leaf == DOC_NONE || p->blocks.v[p->leaf].kind == BLOCK_RULE) {
        bool any = false, lf = false;
        take_white(&s, &any, &lf);
        if (!s.n)
            return false;
        build_open_for_text(b);
    }
    return !b->failed;
}

static bool is_verbatim(const struct build_part *p)
{
    return block_rules[p->blocks.v[p->leaf].kind].verbatim;
}

void doc_build_text(struct doc_builder *b, struct str s)
{
    if (b->failed || !s.n)
        return;
    s = clean(b, s);
    if (!s.n || !has_place(b, s))
        return;
    if (is_verbatim(b->part))
        build_append(b, s, b->node);
    else
        add_prose(b, s);
}

/* Breaks at the ends of a leaf break nothing: they become due with the text behind them. */
void doc_build_break(struct doc_builder *b)
{
    struct build_part *p = b->part;
    if (b->failed || p->leaf == DOC_NONE)
        return;
    if (is_verbatim(p))
        build_append(b, STR("\n"), b->node);
    else if (!leaf_is_empty(p))
        p->breaks++;
}

/* True where a cluster surely begins, by the two code points alone (UAX #29: no rule joins them,
 * and none looks further back). */
static bool is_sure_edge(struct str s, size_t at)
{
    const unsigned before =
        1u << GB_OTHER | 1u << GB_LF | 1u << GB_CONTROL | 1u << GB_LV | 1u << GB_LVT;
    const unsigned behind = before | 1u << GB_L | 1u << GB_RI;
    unsigned len;
    size_t beg;
    if (at == 0 || at == s.n)
        return true;
    return before >> uniprop(utf8_before(s, at, &beg))->gb & 1 &&
           behind >> uniprop(utf8_get(s.p + at, &len))->gb & 1;
}

/* The beginning of the cluster of s that `at` lies in. Calls come in order of at; *last is the
 * cluster found before, which bounds the way back, so that all calls together are linear. */
static size_t floor_edge(struct str s, size_t at, struct doc_range *last)
{
    if (at < last->end)
        return last->beg;
    size_t beg = at;
    while (beg > last->end && !is_sure_edge(s, beg))
        utf8_before(s, beg, &beg);
    if (beg == at)
        return at;
    size_t end = grapheme_next(s, beg);
    while (end <= at) {
        beg = end;
        end = grapheme_next(s, beg);
    }
    *last = (struct doc_range){(doc_pos)beg, (doc_pos)end};
    return beg;
}

static void trim_blank_lines(struct build_part *p)
{
    size_t beg = p->blocks.v[p->leaf].r.beg, end = p->text.n;
    while (end > beg && is_white(p->text.p[end - 1]))
        end--;
    if (end == beg)
        p->text.n = beg;
    else if (end < p->text.n) {
        const char *lf = memchr(p->text.p + end, '\n', p->text.n - end);
        if (lf)
            p->text.n = (size_t)(lf - p->text.p);
    }
}

void build_end_text(struct doc_builder *b)
{
    struct build_part *p = b->part;
    if (is_verbatim(p))
        trim_blank_lines(p);
    doc_pos base = p->blocks.v[p->leaf].r.beg;
    struct str leaf = str_sub(buf_str(&p->text), base, p->text.n);
    struct doc_range last = {0, 0};
    size_t kept = p->leaf_pieces;
    for (size_t i = kept; i < p->pieces.n; i++) {
        struct build_piece x = p->pieces.v[i];
        bool mark = x.r.beg == x.r.end;
        size_t beg = x.r.beg - base, end = x.r.end - base;
        beg = floor_edge(leaf, beg < leaf.n ? beg : leaf.n, &last);
        end = mark ? beg : floor_edge(leaf, end < leaf.n ? end : leaf.n, &last);
        if (!mark && beg == end)
            continue;
        x.r = (struct doc_range){base + (doc_pos)beg, base + (doc_pos)end};
        p->pieces.v[kept++] = x;
    }
    p->pieces.n = kept;
}
