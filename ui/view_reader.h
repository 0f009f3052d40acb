/* Reading a document. */
#ifndef JD_UI_VIEW_READER_H
#define JD_UI_VIEW_READER_H

#include "app/source.h"
#include "doc/outline.h"
#include "ui/view.h"

struct reader;

extern const struct view_ops READER_OPS;

/* Puts a reader on top, at the place where the source was left. Takes over what is in s (which is
 * emptied) and the document. */
struct reader *view_reader_open(struct ui *ui, struct source *s, const struct source_opts *o,
                                struct doc *d);

/* Gives the readers of that source a document that was read anew with those options; the place is
 * kept. */
void view_reader_replace(struct ui *ui, const char *source_id, const struct source_opts *o,
                         struct doc *d);

/* Reads the source again in another encoding or with other repairs (NULL: as they are found), and
 * keeps the choice in the library. */
void reader_reread(struct reader *r, const char *charset, const char *repair);
const struct source_opts *reader_opts(const struct reader *r);

/* The reader of a source (its id) that is nearest the top; NULL. */
struct reader *view_reader_of(const struct ui *ui, const char *source_id);

/* To a quote of its document, which is chosen; false: it has no place there. */
bool view_reader_show_quote(struct reader *r, int64_t id);

/* To the place in the top reader that a link's #fragment names. */
void view_reader_goto_fragment(struct ui *ui, const char *fragment);

/* For the panels over a reader. */
const struct doc *reader_doc(const struct reader *r);
const struct outline *reader_outline(const struct reader *r);
doc_pos reader_place(const struct reader *r);    /* of the first row on the screen */
void reader_jump(struct reader *r, doc_pos pos); /* to the top of the screen; back returns */

#endif
