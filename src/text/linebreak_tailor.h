/* Where the tailored walk differs from UAX #14. Each difference is one rule with a name; a rule
 * gives a character other classes than Unicode's, by its neighbours and the options, so the state
 * machine stays the one of the standard. Part of linebreak.c. */
#ifndef JD_TEXT_LINEBREAK_TAILOR_H
#define JD_TEXT_LINEBREAK_TAILOR_H

#include "text/linebreak.h"

/* clang-format off */
#define LINEBREAK_RULES(X)                                                                         \
    X(NONE, "")                                                                                    \
    X(CLUSTER, "cluster")                /* never inside a grapheme cluster */                     \
    X(NO_LEVEL, "no-prohibition")        /* level none: wide punctuation is as ideographs */       \
    X(QUOTE, "east-asian-quote")         /* “ ” ‘ ’ beside wide text open and close */             \
    X(MIDDLE_DOT, "middle-dot")          /* not before · */                                        \
    X(CONNECTOR, "connector")            /* not before ～ and － */                                \
    X(SOLIDUS, "solidus")                /* not around ／; GB: nor around / between wide text */   \
    X(DASH, "dash")                      /* not before a single —; — — in pairs */                 \
    X(ELLIPSIS, "ellipsis")              /* … … in pairs, which may start a line */                \
    X(WIDE_NUMBER, "wide-number")        /* full-width digits are digits */                        \
    X(PREFIX, "prefix")                  /* 、│€5, and not after a currency sign */                \
    X(SUFFIX, "suffix")                  /* not before % ℃ and their like */                       \
    X(HASH, "number-sign")               /* not after an opening # */                              \
    X(OPERATOR, "operator-run")          /* C++ */                                                 \
    X(UNIT, "unit")                      /* 5 kg, 60km/h */                                        \
    X(URL, "url")                        /* after / ? & = */                                       \
    X(KANA, "kana")                      /* small kana and ー by strictness */                     \
    X(CLOSER, "closer")                  /* ： ； ‼ are kept off line starts after spaces too */   \
    X(WORDS, "korean-words")             /* keep_words: Hangul, and Han between it, as letters */  \
    X(REMEDIAL, "remedial")              /* 。』│」 where that is asked for */
/* clang-format on */

enum linebreak_rule {
#define X(id, name) LINEBREAK_RULE_##id,
    LINEBREAK_RULES(X)
#undef X
        LINEBREAK_RULE_COUNT
};

const char *linebreak_rule_name(unsigned rule);

enum { LINEBREAK_NO_STATE = 0xFF };

/* Gives w->unit, which is just read, its tailored classes. */
void linebreak_tailor(struct linebreaker *w);

/* True when the text of w's unit is a unit of measure or a per cent sign, which a number and a
 * space stand before. */
bool linebreak_is_measure(const struct linebreaker *w);

#endif
