/* A view: something that fills the screen, or a panel over it. It receives commands and text, draws
 * into a grid, and knows neither keys nor the terminal. */
#ifndef JD_UI_VIEW_H
#define JD_UI_VIEW_H

#include "app/job.h"
#include "app/keymap.h"
#include "app/setting.h"
#include "paint/grid.h"

struct ui;
struct event;
struct view;

struct command_call {
    enum command cmd;
    unsigned count;  /* the number typed before it; 0: none */
    const char *arg; /* of the binding; "" */
};

struct view_ops {
    const char *name;
    enum key_ctx ctx;
    bool panel;  /* drawn over the view below, which stays live */
    bool shares; /* what it does not understand is for the view below it */

    void (*close)(struct view *v); /* frees v */

    /* The screen has another size, or settings have changed (set of enum set_effect). */
    void (*resize)(struct view *v, unsigned effects);

    /* The source that is shown (its id): its settings hold. NULL for a view of none. */
    struct str (*source)(const struct view *v);

    void (*uncovered)(struct view *v); /* the view over it has gone; may be NULL */

    bool (*command)(struct view *v, const struct command_call *c); /* false: not understood */

    /* Typed or pasted text; a panel's list takes it as its filter. False: not wanted. May be
     * NULL. */
    bool (*text)(struct view *v, struct str s);

    void (*click)(struct view *v, int row, int col); /* may be NULL */

    /* Instead of click: presses, drags and releases of the left button. clicks: how many presses in
     * quick succession at one place the last was. May be NULL. */
    void (*mouse)(struct view *v, const struct event *ev, unsigned clicks);
    void (*draw)(struct view *v, struct grid *g);

    /* What the clock brings; may be NULL both. due_ms: when, on the monotonic clock; 0: never. */
    void (*tick)(struct view *v, int64_t now_ms);
    int64_t (*due_ms)(const struct view *v);

    /* An answer of the worker, which may be a failure (told already): true when it was asked for
     * here, and its lists are taken (cleared in the answer). May be NULL. */
    bool (*answer)(struct view *v, struct job_result *res);

    /* What the library holds was changed, here or by undo. May be NULL. */
    void (*library_changed)(struct view *v);

    void (*keep)(struct view *v); /* what must not be lost goes to the library; may be NULL */
};

struct view {
    const struct view_ops *ops;
    struct ui *ui;
};

#endif
