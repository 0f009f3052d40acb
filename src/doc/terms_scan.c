/* Tokens of a text: runs of one kind of letters, parted into words. */
#include "doc/terms_priv.h"

#include "text/fold.h"
#include "text/han.h"
#include "text/pinyin.h"
#include "text/uniprop.h"
#include "text/utf8.h"

enum run_kind { SCAN_NONE, SCAN_HAN, SCAN_KATAKANA, SCAN_HANGUL, SCAN_LETTERS };

enum {
    SCAN_MAX = PINYIN_RUN,
    PHRASE_CHARS = 6,
    LETTERS_MAX = 24, /* a longer word of letters is data */
    COMMON_COST = 36, /* a word of less is met in any text */
    STOP_COST = 58,   /* one of more is not on the lists of stops */
    PAIR_COST = 72,   /* about that of a name */
    SINGLE = 1,
    KATAKANA_LONG = 0x30FC, /* ー */
};

struct scan {
    struct str s;
    doc_pos base;
    const struct token_sink *sink;
    enum run_kind kind;
    bool kana, kana_before; /* the last character is one; one stands before the run */
    size_t n;
    uint32_t c[SCAN_MAX];      /* folded */
    uint32_t at[SCAN_MAX + 1]; /* bytes of s where they begin; at[n] is where the run ends */
};

uint32_t terms_hash(const uint32_t *c, size_t n)
{
    uint64_t h = 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ c[i]) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

static struct token token_of(const struct scan *r, enum token_kind kind, unsigned rarity,
                             size_t from, size_t n)
{
    return (struct token){
        .id = terms_hash(r->c + from, n) + (kind == TOKEN_PHRASE),
        .kind = (uint8_t)kind,
        .rarity = (uint8_t)(rarity > UINT8_MAX ? UINT8_MAX : rarity),
        .chars = (uint8_t)n,
        .at = {r->base + r->at[from], r->base + r->at[from + n]},
    };
}

static void put(const struct scan *r, enum token_kind kind, unsigned rarity, size_t from, size_t n)
{
    struct token t = token_of(r, kind, rarity, from, n);
    r->sink->token(r->sink->ctx, &t);
}

/* A word of a run of Han, and whether it says anything. */
struct piece {
    uint16_t beg;
    uint8_t len, cost;
    bool says;
};

static bool says(const struct scan *r, size_t beg, const struct pinyin_word *w)
{
    const uint32_t *c = r->c + beg;
    if (w->len == SINGLE)
        return w->cost >= STOP_COST || !terms_stops_char(*c);
    return w->cost >= STOP_COST || (w->cost >= COMMON_COST && !terms_stops_word(c, w->len));
}

static uint32_t joined_to(const struct scan *r, const struct piece *p)
{
    return p->says ? terms_hash(r->c + p->beg, p->len) | 1 : 0;
}

/* Two words that may be one, where p[-1] and p[2] are what is around them. */
static void put_phrase(const struct scan *r, const struct piece *p)
{
    unsigned len = p[0].len + p[1].len;
    bool whole = p[0].len > SINGLE || p[1].len > SINGLE;
    if (!whole || !p[0].says || !p[1].says || len > PHRASE_CHARS)
        return;
    unsigned cost = p[0].cost > p[1].cost ? p[0].cost : p[1].cost;
    struct token t = token_of(r, TOKEN_PHRASE, cost, p->beg, len);
    t.left = joined_to(r, p - 1);
    t.right = joined_to(r, p + 2);
    r->sink->token(r->sink->ctx, &t);
}

static void put_piece(const struct scan *r, const struct piece *p)
{
    r->sink->flow(r->sink->ctx, terms_hash(r->c + p->beg, p->len));
    if (p->len > SINGLE && p->says)
        put(r, TOKEN_WORD, p->cost, p->beg, p->len);
    else if (p[0].says && p[1].says && p[1].len == SINGLE)
        put(r, TOKEN_PAIR, PAIR_COST, p->beg, 2);
}

static void put_han(struct scan *r, bool kana_behind)
{
    struct pinyin_word words[SCAN_MAX];
    struct piece pieces[SCAN_MAX + 3] = {0}, *p = pieces + 1;
    size_t n = pinyin_words(r->c, r->n, words), at = 0;
    for (size_t i = 0; i < n; at += words[i++].len)
        p[i] = (struct piece){(uint16_t)at, words[i].len, words[i].cost, says(r, at, &words[i])};
    for (size_t i = 0; i < n; i++) {
        put_piece(r, &p[i]);
        put_phrase(r, &p[i]);
    }
    if ((r->kana_before || kana_behind) && n > 1 && r->n <= PHRASE_CHARS)
        put(r, TOKEN_PHRASE, PAIR_COST, 0, r->n);
}

static bool is_number(const struct scan *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (!(uniprop(r->c[i])->flags & UF_DIGIT))
            return false;
    return true;
}

static bool stops_letters(const struct scan *r)
{
    char name[16];
    if (r->n >= sizeof name)
        return false;
    for (size_t i = 0; i < r->n; i++) {
        if (r->c[i] >= 0x80)
            return false;
        name[i] = (char)r->c[i];
    }
    return terms_stops_letters(str_n(name, r->n));
}

/* No list tells of them; what is longer is rarer. */
static unsigned rarity_of_length(unsigned base, size_t n)
{
    return base + 2 * (unsigned)(n < 10 ? n : 10);
}

static void put_letters(struct scan *r)
{
    if (r->n > LETTERS_MAX || is_number(r))
        return;
    r->sink->flow(r->sink->ctx, terms_hash(r->c, r->n));
    if (r->n > 1 && !stops_letters(r)) {
        struct token t = token_of(r, TOKEN_LETTERS, rarity_of_length(48, r->n), 0, r->n);
        if (r->n > 4 && r->c[r->n - 1] == 's' && r->c[r->n - 2] != 's') /* the English plural */
            t.id = terms_hash(r->c, r->n - 1);
        r->sink->token(r->sink->ctx, &t);
    }
}

static void put_katakana(struct scan *r)
{
    r->sink->flow(r->sink->ctx, terms_hash(r->c, r->n));
    if (r->n > 1 && r->n <= LETTERS_MAX)
        put(r, TOKEN_KATAKANA, rarity_of_length(56, r->n), 0, r->n);
}

static void put_hangul(struct scan *r)
{
    struct str all = str_sub(r->s, r->at[0], r->at[r->n]), stem = terms_korean_stem(all);
    size_t n = r->n;
    while (n > 1 && r->at[n] > r->at[0] + stem.n)
        n--;
    r->sink->flow(r->sink->ctx, terms_hash(r->c, n));
    if (n > 1 && n <= LETTERS_MAX)
        put(r, TOKEN_HANGUL, rarity_of_length(54, n), 0, n);
}

/* Ends the run at byte `at`. */
static void end_run(struct scan *r, size_t at, bool kana_behind)
{
    r->at[r->n] = (uint32_t)at;
    if (r->n && r->kind == SCAN_HAN)
        put_han(r, kana_behind);
    else if (r->n && r->kind == SCAN_KATAKANA)
        put_katakana(r);
    else if (r->n && r->kind == SCAN_HANGUL)
        put_hangul(r);
    else if (r->n && r->kind == SCAN_LETTERS)
        put_letters(r);
    r->n = 0;
    r->kind = SCAN_NONE;
}

static bool is_katakana(uint32_t c)
{
    return (c >= 0x30A1 && c <= 0x30FA) || c == KATAKANA_LONG;
}

static enum run_kind kind_of(uint32_t c, unsigned flags)
{
    if (flags & UF_HAN)
        return SCAN_HAN;
    if (flags & UF_KANA)
        return is_katakana(c) ? SCAN_KATAKANA : SCAN_NONE;
    if (flags & UF_HANGUL)
        return SCAN_HANGUL;
    return flags & (UF_LETTER | UF_DIGIT) ? SCAN_LETTERS : SCAN_NONE;
}

static void start_run(struct scan *r, enum run_kind kind, size_t at, bool is_kana)
{
    end_run(r, at, is_kana);
    r->kind = kind;
    r->kana_before = r->kana;
}

static void take_char(struct scan *r, uint32_t c, size_t at)
{
    const struct uniprop *p = uniprop(c);
    bool is_mark = p->gb == GB_EXTEND && (r->kind == SCAN_LETTERS || r->kind == SCAN_KATAKANA);
    enum run_kind kind = is_mark ? r->kind : kind_of(c, p->flags);
    if (kind != r->kind || r->n == SCAN_MAX)
        start_run(r, kind, at, p->flags & UF_KANA);
    if (p->gb != GB_EXTEND)
        r->kana = p->flags & UF_KANA;
    if (kind == SCAN_NONE)
        return;
    r->c[r->n] = c;
    r->at[r->n++] = (uint32_t)at;
}

/* What c is counted as. Most is so by itself, which is quick. */
static unsigned fold(uint32_t c, uint32_t out[FOLD_MAX])
{
    unsigned flags = uniprop(c)->flags;
    bool is_hiragana = c >= 0x3041 && c <= 0x309F;
    bool is_plain = c < 0x80 || is_hiragana || flags & UF_HANGUL ||
                    !(flags & (UF_HAN | UF_KANA | UF_LETTER | UF_DIGIT));
    if (!is_plain)
        return fold_char(c, out);
    out[0] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    return 1;
}

void terms_scan(struct str s, doc_pos base, const struct token_sink *sink)
{
    struct scan r;
    r.s = s;
    r.base = base;
    r.sink = sink;
    r.kind = SCAN_NONE;
    r.kana = r.kana_before = false;
    r.n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t folded[FOLD_MAX];
        unsigned n = fold(utf8_get(s.p + i, &len), folded);
        for (unsigned k = 0; k < n; k++)
            take_char(&r, folded[k], i);
        i += len;
    }
    end_run(&r, s.n, false);
}
