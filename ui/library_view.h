/* The parts of the library view: what they share. */
#ifndef JD_UI_LIBRARY_VIEW_H
#define JD_UI_LIBRARY_VIEW_H

#include "ui/library_rows.h"
#include "ui/list_view.h"
#include "ui/view_library.h"

struct library_view {
    struct list_view lv;
    struct library_rows rows;
    bool known;            /* the first answer has come */
    unsigned asked;        /* enum asked; 0: nothing is waited for */
    enum window_part part; /* that was asked for */
    unsigned gen;          /* of the last request */
    bool to_first;         /* the cursor goes to the first row of what comes */
    bool to_end;           /* the cursor goes to the end when all has come */

    /* What the cursor was on, while rows are made anew: the article's id, or the source, and where. */
    int64_t article;
    char *source;
    size_t cursor;

    int64_t look_ms, version; /* when to look next whether others have changed the library */

    struct preview preview;        /* of the article `preview.id`; doc NULL: not yet */
    struct layout *preview_layout; /* of its document */
    unsigned preview_gen;          /* of the request that is to bring it */
};

/* view_library.c: what the cursor is on; NULL. */
const struct library_item *library_item_here(const struct library_view *lib);

/* Everything again; the cursor stays on its article. */
void library_refresh(struct library_view *lib);
void library_show(struct library_view *lib, struct shelf shelf); /* another shelf, taken over */

/* library_act.c: what is done to the article under the cursor or to those marked, and undone. False:
 * no such command. */
bool library_act(struct library_view *lib, const struct command_call *c);

/* library_preview.c: the beginning of the article under the cursor, beside the list where there is
 * room. */
unsigned library_preview_cols(const struct grid *g); /* that it takes; 0: there is no room */
void library_preview_ask(struct library_view *lib);  /* when the cursor has come to another one */
bool library_preview_answer(struct library_view *lib, struct job_result *res);
void library_preview_draw(struct library_view *lib, struct grid *g, int col, unsigned cols);
void library_preview_free(struct library_view *lib);

#endif
