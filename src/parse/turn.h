/* Giving the text of a turn (speaker.h), of which the name may come in several pieces. */
#ifndef JD_PARSE_TURN_H
#define JD_PARSE_TURN_H

#include "doc/builder.h"

/* Text at the beginning of a turn: up to its colon under a SPEAKER span. True while the colon has
 * not come. */
bool turn_text(struct doc_builder *b, struct str s);

#endif
