/* Where a line may end: the rules of UAX #14 (revision 50, Unicode 15.0) over line-break classes,
 * with the tailoring that CJK text needs and prohibition at line start and line end (CLREQ 6.1,
 * JLREQ 3.1.7–3.1.8, GB/T 15834). */
#ifndef JD_TEXT_LINEBREAK_H
#define JD_TEXT_LINEBREAK_H

#include "base/str.h"
#include "text/uniprop.h"

#include <stdint.h>

enum linebreak_kind {
    LINEBREAK_NONE,
    LINEBREAK_ALLOWED,
    LINEBREAK_HYPHEN,    /* allowed at a soft hyphen: the program draws the hyphen */
    LINEBREAK_MANDATORY, /* after BK, CR, LF, NL, and at the end of text */
};

enum linebreak_lang {
    LINEBREAK_ZH_HANS,
    LINEBREAK_ZH_HANT,
    LINEBREAK_JA,
    LINEBREAK_KO,
    LINEBREAK_OTHER
};

/* How strictly punctuation is kept off line edges (CLREQ 6.1.1). */
enum linebreak_level {
    LINEBREAK_LEVEL_NONE,
    LINEBREAK_LEVEL_BASIC,
    LINEBREAK_LEVEL_GB,
    LINEBREAK_LEVEL_STRICT
};

struct linebreak_opts {
    bool tailored;   /* false: UAX #14 to the letter, for the conformance test */
    uint8_t lang;    /* enum linebreak_lang */
    uint8_t level;   /* enum linebreak_level */
    bool keep_words; /* Korean words are broken at spaces only */
    bool remedial;   /* a third closing mark in a row may begin a line (CLREQ 6.1.1) */
};

/* A walk over the text of one paragraph. It may start at any place where a line starts (a break),
 * and then gives what a walk from the beginning gives from there on. */
struct linebreaker {
    struct str text;
    size_t pos; /* bytes: the walk stands before this code point */
    struct linebreak_opts opts;

    /* Of the rules; see linebreak.c and linebreak_tailor.c. */
    struct linebreak_unit {
        uint32_t c;
        size_t beg, end;
        const struct uniprop *prop;
        uint8_t right;         /* class that the place before it is judged by */
        uint8_t left;          /* state that it leaves; LINEBREAK_NO_STATE: what the table says */
        uint8_t rule;          /* enum linebreak_rule: the tailoring that chose these two */
    } unit;                    /* the code point at pos */
    uint8_t state, state_rule; /* behind unit, and the tailoring that chose it */
    bool spaced, joined;       /* behind the state's character are spaces; a ZWJ */
    bool keeps_han;            /* linebreak_keeps_han of the options */
    uint8_t rule;              /* enum linebreak_rule: the tailoring in the last answer */
    uint32_t run;              /* how often the unit's code point stands directly before it */
    size_t url_at, url_beg;    /* looked for URLs up to there; where the last began */
};

void linebreak_start(struct linebreaker *w, struct str text, size_t at,
                     const struct linebreak_opts *opts);

/* Moves over the next code point (pos advances to its end) and tells what kind of break is between
 * it and what follows; at the end of text LINEBREAK_MANDATORY. False when pos is at the end.
 * *c is the code point. A tailored walk never breaks inside a grapheme cluster. */
bool linebreak_next(struct linebreaker *w, uint32_t *c, enum linebreak_kind *after);

/* Moves to byte `to`, where the bytes from the walk's place to behind `to` are ASCII letters. There is no
 * break between them. */
void linebreak_over_letters(struct linebreaker *w, size_t to);

/* Whether Han is kept in words as Hangul is: else there is a break between any two. */
static inline bool linebreak_keeps_han(const struct linebreak_opts *o)
{
    return o->tailored && o->keep_words && o->lang == LINEBREAK_KO;
}

/* "zh-Hans", "zh_TW", "ja-JP", … → the nearest; unknown → LINEBREAK_OTHER. */
enum linebreak_lang linebreak_lang_of(struct str bcp47);

#endif
