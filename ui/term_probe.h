/* What the terminal is asked at the start, and what its answers and the environment say of it. */
#ifndef JD_UI_TERM_PROBE_H
#define JD_UI_TERM_PROBE_H

#include "ui/term.h"

enum { PROBE_WIDTHS = 4 };

struct probe {
    unsigned answered;        /* replies to the width probes so far */
    int widths[PROBE_WIDTHS]; /* cells, in the order asked */
    unsigned waiting;         /* width replies still due */
    unsigned da1_due;         /* every question ends with one for DA1 */
    bool da1_seen;
    bool ask_rgb;   /* whether the terminal knows 24-bit colours is in question */
    bool rgb;       /* it does */
    bool osc11;     /* the terminal has told its background */
    bool ask_again; /* its colours may have changed since: ask OSC 11 */
};

/* Mode from COLORFGBG or a guess, name from TERM, widths unknown. depth is the caller's. */
void probe_start(struct probe *p, struct term_info *info);

/* How deep colours go: colors as terminfo has it; rgb: terminfo says direct colours (RGB or Tc).
 * *origin: what says so, as in struct term_info. */
enum color_depth probe_depth(int colors, bool rgb, const char **origin);

/* Whether a terminal of that depth is worth asking for more. */
bool probe_may_be_rgb(enum color_depth depth);

/* False for terminals that would print a query instead of answering it. */
bool probe_answers(const char *term);

/* The queries, one write; about 24-bit colours only if ask_rgb: it draws on row 2 and clears it, and leaves the cursor at the top left
 * with ordinary attributes. Counts the replies due. */
struct str probe_queries(struct probe *p);

/* The background again. */
struct str probe_background(struct probe *p);

/* Takes notice of a reply. True: the views must hear of the event; false: it was for us alone. */
bool probe_take(struct probe *p, struct term_info *info, const struct event *ev);

#endif
