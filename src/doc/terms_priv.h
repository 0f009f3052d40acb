/* For the files of terms.c alone: text → tokens (terms_scan.c) → counted (terms_count.c) → the terms of a
 * document (terms.c) and its keywords (terms_keyword.c). */
#ifndef JD_DOC_TERMS_PRIV_H
#define JD_DOC_TERMS_PRIV_H

#include "doc/terms.h"

enum token_kind {
    TOKEN_WORD,   /* of Chinese, in the list of words */
    TOKEN_PAIR,   /* two characters that are in no word */
    TOKEN_PHRASE, /* words side by side, or a run of Han between kana */
    TOKEN_LETTERS,
    TOKEN_KATAKANA,
    TOKEN_HANGUL,
};

struct token {
    uint32_t id;
    uint8_t kind, chars;
    uint8_t rarity;       /* -log2 of its share of words, in quarters of a bit (text/pinyin.h) */
    uint32_t left, right; /* of a phrase: what it is joined to; 0: nothing */
    struct doc_range at;
};

/* Takes the tokens of a text in order. flow gets the hash of each word, of those too that are no term. */
struct token_sink {
    void (*token)(void *ctx, const struct token *t);
    void (*flow)(void *ctx, uint32_t hash);
    void *ctx;
};

/* Scans s, which stands at byte `base` of the document. */
void terms_scan(struct str s, doc_pos base, const struct token_sink *sink);

uint32_t terms_hash(const uint32_t *c, size_t n);

/* terms_stop.c: what is met in any text. s is folded, characters are simplified. */
bool terms_stops_letters(struct str s);
bool terms_stops_char(uint32_t c);
bool terms_stops_word(const uint32_t *simple, size_t n);

/* s without the particle that it ends with, Korean. */
struct str terms_korean_stem(struct str s);

/* What an occurrence counts, in halves: as measured by tests/bench/related.c. */
enum { COUNT_TITLE = 8, COUNT_HEADING = 4, COUNT_BODY = 2, COUNT_CODE = 1 };

enum term_flag {
    TERM_STRESSED = 1 << 0,  /* in the title or a heading */
    TERM_PROSE = 1 << 1,     /* not only in code */
    TERM_LEFT_FREE = 1 << 2, /* of a phrase: other things stand before it, too */
    TERM_RIGHT_FREE = 1 << 3,
};

/* A token that is counted. */
struct term_slot {
    uint32_t id, n; /* n = 0: free */
    struct doc_range at;
    uint32_t left, right;
    uint8_t kind, rarity, chars, flags;
};

struct term_count {
    struct term_slot *v;
    size_t cap, used;
    uint32_t floor; /* what was met so seldom was left out once */
    uint32_t tokens;
};

void term_count_init(struct term_count *c, size_t text_bytes);
void term_count_free(struct term_count *c);

/* Counts an occurrence as `count` halves. */
void term_count_add(struct term_count *c, const struct token *t, unsigned count, unsigned flags);

/* 1 + log2 of its occurrences, times the bits that it tells; in 1/WEIGHT_ONE. */
enum { WEIGHT_ONE = 16, RARITY_MAX = 12, WEIGHT_MAX = WEIGHT_ONE * RARITY_MAX * 32 };
unsigned term_weight(const struct term_slot *s);
unsigned term_bits(const struct term_slot *s);

/* terms_keyword.c */
void terms_choose_keywords(const struct doc *d, const struct term_count *c, struct terms *out);

#endif
