/* What is done to quotes wherever they are shown: in the reader's panel and in the list of all. Each tells
 * the user what came of it; false: it failed. */
#ifndef JD_UI_QUOTE_EDIT_H
#define JD_UI_QUOTE_EDIT_H

#include "store/quote.h"
#include "ui/loop.h"

/* arg: "1" to "5". */
bool quote_edit_color(struct ui *ui, const int64_t *ids, size_t n, const char *arg);

/* Tells the key of ctx that brings them back. */
bool quote_edit_delete(struct ui *ui, const int64_t *ids, size_t n, enum key_ctx ctx);

/* Asks for tags in a prompt, which completes those that there are; q: whose tags it begins with, NULL for
 * several quotes, to which they are added ("-tag" takes one away). */
void quote_edit_ask_tags(struct view *v, const struct quote *q,
                         void (*done)(struct view *v, struct str text, bool accepted));
bool quote_edit_tags(struct ui *ui, const int64_t *ids, size_t n, struct str words);

void quote_edit_copy(struct ui *ui, struct str text);

void quote_edit_add_tags(const struct quote *q, struct buf *out); /* "#書 #河" */
void quote_edit_add_facts(const struct quote *q, struct buf *out); /* "霧季 · 37% · 2026-03-01" */

/* "Today", "Yesterday", or the date. */
void quote_edit_add_day(int64_t wall_ms, struct buf *out);

#endif
