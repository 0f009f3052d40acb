/* What both kinds of card share: the quote laid out, and the lines of its source. */
#ifndef JD_APP_CARD_PRIV_H
#define JD_APP_CARD_PRIV_H

#include "app/card.h"
#include "base/vec.h"
#include "layout/layout.h"

struct card {
    struct doc *doc;
    struct layout *layout; /* NULL: the quote has nothing to show */
    unsigned measure;      /* cells */
    struct str lang;
    VEC(char *) source; /* lines, malloc'd, each at most measure cells */
};

/* margin: cells that the frame takes of the card's width. */
void card_make(struct card *c, const struct quote_record *q, const struct card_opts *o,
               unsigned margin);
void card_free(struct card *c);

/* "zh-Hans", "zh-Hant", "ja", "ko", or "en" for all else. */
struct str card_lang(const struct quote_record *q, const struct card_opts *o);

#endif
