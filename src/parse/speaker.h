/* Who speaks in a dialogue: paragraphs that open with a name and a colon, 名字：… or Name: …
 *
 * What stands before the colon is a speaker when it looks like a name (at most 8 Han or 3 Latin
 * words, no punctuation), is no label (注, 來源, Note …), is no clause that introduces speech
 * (他說：), and opens at least two paragraphs; Q1, A, 問 and the like need two of them together. A
 * dialogue has two such names, or one that opens three paragraphs, or it is none; and a long text
 * in which they are rare is no dialogue either. So all openings are counted first, then it is
 * decided, then they are matched. */
#ifndef JD_PARSE_SPEAKER_H
#define JD_PARSE_SPEAKER_H

#include "base/str.h"

struct speakers;

struct speakers *speakers_new(void);
void speakers_free(struct speakers *t);

/* Bytes of what may be a name, with its colon and the white space behind it, at the beginning of a
 * paragraph; 0 when there is none, or nothing behind it. *name may be NULL. */
size_t speaker_opening(struct str para, struct str *name);

/* Counts a name, which stays where it is as long as t is used. */
void speakers_count(struct speakers *t, struct str name);

/* To be called once all are counted. False when the text, of so many paragraphs, is no dialogue. */
bool speakers_decide(struct speakers *t, size_t paragraphs);

/* True when name is a speaker's. *first (may be NULL) tells whether it is asked for the first time. */
bool speakers_has(struct speakers *t, struct str name, bool *first);

#endif
