/* The parts of the reader view: what they share. */
#ifndef JD_UI_READER_H
#define JD_UI_READER_H

#include "app/quotes.h"
#include "base/vec.h"
#include "doc/find.h"
#include "doc/outline.h"
#include "doc/pick.h"
#include "layout/layout.h"
#include "paint/paint.h"
#include "store/visit.h"
#include "ui/loop.h"
#include "ui/view_reader.h"

/* A row that outlives the layout: so many blank rows above the row that shows pos. */
struct place {
    doc_pos pos;
    unsigned lead;
};

/* A page turned forward: back from `to` is exactly `from`. */
struct turn {
    struct place from, to;
};

/* What stands below the end of the article. */
struct tail {
    struct tail_entry *v;
    size_t n;
    int chosen;   /* with Tab; -1: none */
    unsigned gen; /* of the request that is to fill it; 0: none */
};

/* A cursor in the page, and what is selected: the unit under it; with one end held, all from the
 * unit there to it. */
struct selection {
    bool on, held;
    bool by_mouse; /* a click ends it */
    enum pick_unit unit;
    unsigned outer;   /* of nested sentences, so many steps out */
    doc_pos from, at; /* the end that is held; the cursor */
    int64_t quote;    /* whose text is selected anew; 0: none's */
    int goal;         /* the column that moving by rows keeps; -1: the cursor's own */
};

/* The left button: where it went down, and while it is held at the screen's edge. */
struct drag {
    bool down, moved;
    int row, col; /* of the press */
    int last_row, last_col;
    int64_t due_ms; /* the next scroll; 0: not at an edge */
};

struct reader {
    struct view view;
    struct source source;
    struct source_opts opts;
    char *mime, *charset, *format, *repair; /* what opts points to */
    bool given;                             /* encoding or repairs: on the command line */
    struct doc *doc;
    struct outline outline;
    struct layout *layout;

    /* The screen: text rows, and the column of the measure's left edge. */
    int first_row, left;
    unsigned rows;
    bool chrome; /* header and progress line are drawn */

    /* The place is moved by the user's own scrolling only; top is where it is in this layout. */
    struct place place;
    struct layout_at top;

    VEC(struct turn) turns;
    VEC(struct place) back, forward;

    int glow_row; /* row marked for a second, from first_row: the overlap, the goal of a jump; -1 */
    int64_t glow_until_ms;

    uint32_t link; /* the span chosen with Tab; DOC_NONE */

    struct tail tail;
    struct selection select;
    struct doc_quotes quotes;
    int64_t quote; /* the one chosen; 0: none is */
    struct drag drag;

    struct buf needle;
    struct find_hits hits;
    size_t hit; /* the current one */
    struct place searched_from;

    int64_t keep_due_ms;

    struct visit visit; /* this stretch of reading, */
    doc_pos visit_from, visit_to;
};

/* reader_page.c: places and scrolling. A place is the top of the screen, but for the last page, which
 * is always a full one: there the top is above it. */
void reader_relayout(struct reader *r); /* new layout, same place */
void reader_fit(struct reader *r);      /* the screen has another size or chrome */
struct place reader_place_of(struct reader *r, struct layout_at at);
struct layout_at reader_at(struct reader *r, struct place p);
void reader_go(struct reader *r, struct place p);
void reader_show(struct reader *r, doc_pos pos);   /* scrolls only if pos is not on the screen */
void reader_follow(struct reader *r, doc_pos pos); /* likewise, by as few rows as it takes */
void reader_show_end(struct reader *r);            /* likewise, with what stands below it */
bool reader_page_command(struct reader *r, const struct command_call *c);
struct layout_at reader_bottom(struct reader *r); /* the last row on the screen */
bool reader_at_end(struct reader *r);             /* the document's last row is on the screen */
struct doc_range reader_visible(struct reader *r);
void reader_glow(struct reader *r, struct layout_at at);

/* reader_jump.c: jumps and links. */
void reader_remember(struct reader *r); /* back returns here */
bool reader_is_seen(struct reader *r, doc_pos pos);
bool reader_jump_command(struct reader *r, const struct command_call *c);
void reader_click_text(struct reader *r, int row, int col);
struct doc_range reader_link_range(const struct reader *r, uint32_t span);
bool reader_goto_fragment(struct reader *r, struct str fragment);

/* reader_tail.c: below the end. */
void reader_tail_ask(struct reader *r); /* the document is another one */
bool reader_tail_answer(struct view *v, struct job_result *res);
void reader_tail_free(struct reader *r);
unsigned reader_tail_rows(const struct reader *r); /* that it takes */
void reader_tail_draw(struct reader *r, struct grid *g);
bool reader_tail_enter(struct reader *r); /* chooses its first entry */
bool reader_tail_step(struct reader *r,
                      bool next);          /* to the next; false: it is left, or was not chosen */
bool reader_tail_follow(struct reader *r); /* opens the one chosen */
struct str reader_tail_address(const struct reader *r); /* of the one chosen; empty: none is */
bool reader_tail_click(struct reader *r, int row);

/* reader_tell.c: what the reader is told of a document that was opened or read again: what was
 * repaired in it and what could not be read; then `more` (may be NULL). Nothing when there is
 * nothing to tell. */
void reader_tell(struct reader *r, const char *more);

/* reader_find.c: search in the article. */
bool reader_find_command(struct reader *r, const struct command_call *c);
void reader_find_again(struct reader *r); /* the document is another one */
size_t reader_first_hit(const struct reader *r,
                        doc_pos from); /* index of the first that ends behind */

/* reader_keep.c: the article as one of the library. */
int64_t reader_article(const struct reader *r);               /* 0: it is not in there */
int64_t reader_keep_article(struct reader *r, struct err *e); /* puts it in; 0 with the error */
bool reader_keep_command(struct reader *r, const struct command_call *c);
void reader_visit_touch(struct reader *r);              /* the user does something */
void reader_visit_keep(struct reader *r, doc_pos seen); /* for the history */
/* reader_select.c: the cursor and what is selected. */
void reader_select_start(struct reader *r); /* the cursor where it was, if that is seen */
void reader_select_at(struct reader *r, doc_pos pos, enum pick_unit unit);  /* held there */
bool reader_select_command(struct reader *r, const struct command_call *c); /* moves, units, ends */
struct doc_range reader_selected(const struct reader *r);
size_t reader_select_marks(const struct reader *r, struct mark *out); /* at most 1 */
doc_pos reader_pos_under(struct reader *r, int row, int col);         /* of a cell of the screen */

/* reader_quotes.c: the quotes of the document. */
struct quoted_doc reader_quoted(const struct reader *r);
void reader_quotes_load(struct reader *r);
size_t reader_quote_marks(struct reader *r, struct doc_range seen, struct mark *out, size_t max);
void reader_quotes_draw(struct reader *r, struct grid *g); /* in the margin */
bool reader_quote_command(struct reader *r, const struct command_call *c);
bool reader_quote_click(struct reader *r, int row, int col);   /* false: there is none */
bool reader_quote_open(struct reader *r);                      /* the one chosen, if it is seen */
size_t reader_quote_index(const struct reader *r, int64_t id); /* in quotes.placed; SIZE_MAX */
void reader_quote_show(struct reader *r, int64_t id);          /* goes to it and chooses it */

/* Keeps a range as a quote in a colour, or (with select.quote) gives that one this place; says so. The id;
 * 0: it failed, which was told. */
int64_t reader_quote_keep(struct reader *r, struct doc_range range, unsigned color);

/* reader_mouse.c */
void reader_mouse(struct reader *r, const struct event *ev, unsigned clicks);
void reader_mouse_tick(struct reader *r, int64_t now_ms);

/* reader_draw.c */
void reader_draw(struct view *v, struct grid *g);
unsigned reader_percent(struct reader *r);

#endif
