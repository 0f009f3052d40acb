/* The one list: library, contents and help are it. Rows are a text on the left and a text on the
 * right; titles divide them; the cursor stands on rows only. */
#ifndef JD_UI_LIST_H
#define JD_UI_LIST_H

#include "base/arena.h"
#include "base/vec.h"
#include "paint/theme.h"
#include "ui/view.h"

/* MORE: belongs to the row above it, and is chosen with it. */
enum list_kind { LIST_ROW, LIST_TITLE, LIST_GAP, LIST_MORE };

struct list_row {
    uint8_t kind;   /* enum list_kind */
    uint8_t indent; /* cells */
    bool current;   /* where the reader is: in the accent */
    bool dim;       /* cannot be opened, or need not be */
    bool secondary; /* as what stands on the right */
    bool marked;    /* chosen beside others */
    uint8_t quote;  /* a quote's colour and 1: a bar before the text; 0: none */
    uint32_t id;    /* the owner's */
    struct str text, right;
    struct str match; /* what the filter looks in, instead of text; may be empty */
    struct str brief; /* instead of right where that is too long for the row; may be empty */
};

struct list {
    VEC(struct list_row) rows;
    VEC(uint32_t) shown; /* indices of rows that the filter lets through */
    struct arena arena;  /* of the strings */
    struct buf filter;
    size_t cursor, top; /* indices of shown */
    int row0, col0;     /* of the last draw */
    unsigned height, cols;
};

/* Where and how it is drawn. */
struct list_look {
    int row, col;
    unsigned rows, cols;
    enum role text, secondary, title;
};

enum { LIST_NO_ROW = UINT32_MAX };

void list_clear(struct list *l);
void list_free(struct list *l);

/* Copies the strings of r. list_ready is to be called after the last. */
void list_add(struct list *l, const struct list_row *r);
void list_ready(struct list *l, uint32_t id); /* the cursor goes to the row of that id, if any */

/* Puts the cursor on the row nearest to a place in the list. */
void list_put_cursor(struct list *l, size_t at);

/* Only rows that hold each word of s, and the titles over them. */
void list_filter(struct list *l, struct str s);

/* The id under the cursor; LIST_NO_ROW in an empty list. */
uint32_t list_id(const struct list *l);

/* Moves the cursor; false when the command is no movement. */
bool list_command(struct list *l, const struct command_call *c);

/* Puts the cursor on the row of the screen that was clicked; false: there is none. */
bool list_click(struct list *l, int row, int col);

/* The hardware cursor goes to the chosen row. */
void list_draw(struct list *l, const struct theme *t, struct grid *g, const struct list_look *k);

#endif
