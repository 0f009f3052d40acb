/* A line to type into, on the lower line: edited by grapheme clusters, with the hardware cursor at
 * the insertion point so that an input method's window opens there. */
#ifndef JD_UI_PROMPT_H
#define JD_UI_PROMPT_H

#include "base/str.h"
#include "ui/view.h"

/* Who asks. The calls come while the prompt is on top, right over the view that asked. */
struct prompt_owner {
    struct view *view;
    void (*changed)(struct view *v, struct str text); /* after each edit; NULL: ignored */
    void (*done)(struct view *v, struct str text, bool accepted); /* the prompt is closed already */
    /* Appends the nth (from 0) thing that a word may become; false: there is none. NULL: Tab is for the
     * view below. */
    bool (*complete)(struct view *v, struct str word, unsigned nth, struct buf *out);
    void (*click)(struct view *v, int row, int col); /* likewise, instead of done; NULL: ignored */
};

/* Puts a prompt on top. label is shown before the text. */
void prompt_open(struct ui *ui, const struct prompt_owner *owner, const char *label,
                 struct str initial);

/* A note at the right end of the prompt on top ("3/17"); "" for none. */
void prompt_note(struct ui *ui, const char *note);

#endif
