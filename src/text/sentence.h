/* Sentences of running text, as a reader would underline them.
 *
 * A sentence ends behind 。！？ and their ASCII forms, and behind the quotation marks and brackets that
 * close there; white space after it belongs to none. It does not end
 *  - inside 《》〈〉, where marks belong to a title; at a bracket or quotation within a clause
 *    (他（真的！）走了, 問「為什麼？」時);
 *  - behind a quotation that goes on: 「走吧。」他說。 「本当？」と, "Why?" he asked;
 *  - at a full stop of an abbreviation, an initial, a number, a list number (Mr., J. R., 3.14, "1. ");
 *  - at … unless the text, the line or the quotation ends there, or another one opens.
 * A forced line break ends every sentence.
 *
 * Sentences nest: a quotation of more than one has them inside the sentence that quotes, 他說：「走吧。
 * 我們晚了。」 being one with two in it. A quotation left open (it goes on in the next paragraph) is read
 * as if it had no mark.
 *
 * Sources: GB/T 15834; UAX #29, 5 (the rules of SB6–SB8a); what is joined is ours. The cost is bounded:
 * what is farther than some ten thousand bytes from a place is not looked at. */
#ifndef JD_TEXT_SENTENCE_H
#define JD_TEXT_SENTENCE_H

#include "text/word.h"

/* The smallest sentence that holds byte at; behind the last, the last. Empty only for text that is
 * white space. */
struct text_range sentence_at(struct str s, size_t at);

/* The next larger sentence around r, where r is one inside a quotation; else false. */
bool sentence_around(struct str s, struct text_range r, struct text_range *out);

/* Where the next sentence (of either level) begins, s.n behind the last; where the one before byte at
 * begins, 0 without. */
size_t sentence_next(struct str s, size_t at);
size_t sentence_prev(struct str s, size_t at);

#endif
