/* How likely a text is as Chinese, Japanese or Korean prose: the statistics by which an encoding is
 * guessed, a misreading is noticed and a lost character is chosen.
 *
 * The model is one table of characters and pairs of characters by frequency in each of the four
 * (likely_table.h, made by tools/gen-likely, which names what it was made of). What the table does
 * not know is judged by its script: a rare Han character is unlikely, a private-use one nearly
 * impossible. ASCII, digits and common punctuation are neutral: they say little about anything. */
#ifndef JD_TEXT_LIKELY_H
#define JD_TEXT_LIKELY_H

#include "base/str.h"

#include <stdint.h>

enum likely_lang {
    LIKELY_ZH_HANS,
    LIKELY_ZH_HANT,
    LIKELY_JA,
    LIKELY_KO,
    LIKELY_LANGS,
    LIKELY_ANY = LIKELY_LANGS /* whichever explains the text best */
};

/* −log2 of the probability of text in that language, in 1/256 bit; lower is likelier. text is valid
 * UTF-8; *chars (may be NULL) gets how many characters were judged, neutral ones left out. Time is
 * linear in text; a sample of some thousand characters decides anything. */
uint64_t likely_cost(struct str text, enum likely_lang lang, size_t *chars);

/* The cost of b behind a (a = 0: at the beginning), as likely_cost adds it up. */
uint32_t likely_pair_cost(uint32_t a, uint32_t b, enum likely_lang lang);

#endif
