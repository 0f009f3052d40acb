/* What each part of the screen looks like: a role names the part, a theme gives it a style, for
 * light and dark and for each depth of colour. Contrast rules: README, "Themes". */
#ifndef JD_PAINT_THEME_H
#define JD_PAINT_THEME_H

#include "paint/grid.h"

enum role {
    ROLE_TEXT,
    ROLE_SECONDARY, /* byline, header line, captions, hints */
    ROLE_TITLE,
    ROLE_HEADING,
    ROLE_ACCENT, /* the current thing */
    ROLE_LINK,
    ROLE_SPEAKER,
    ROLE_QUOTE_BAR,
    ROLE_QUOTE_TEXT,
    ROLE_CODE,
    ROLE_RULE,
    ROLE_BORDER,
    ROLE_MARKED, /* <mark> */
    ROLE_SELECTION,
    ROLE_MATCH, /* search hit */
    ROLE_MATCH_CURRENT,
    ROLE_QUOTED,  /* a kept quote's background */
    ROLE_OVERLAP, /* the row carried over from the page before */
    ROLE_PROGRESS,
    ROLE_PROGRESS_REST,
    ROLE_CHOSEN, /* the row under the cursor of a list */
    ROLE_PANEL,  /* text of a panel over the page */
    ROLE_PANEL_SECONDARY,
    ROLE_PANEL_TITLE,
    ROLE_MESSAGE,
    ROLE_ERROR,
    ROLES
};

enum theme_mode { THEME_LIGHT, THEME_DARK };

enum color_depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_RGB };

struct theme {
    const char *name;
    struct style role[ROLES]; /* resolved for one mode and depth */
};

/* The theme of that name (only "paper" so far; NULL the default) for a mode and depth. */
struct theme theme_resolve(const char *name, enum theme_mode mode, enum color_depth depth);

static inline struct style theme_style(const struct theme *t, enum role r)
{
    return t->role[r];
}

/* From a background "rgb:RRRR/GGGG/BBBB" (OSC 11 reply, 1–4 digits each, also "rgba:" and
 * "#RRGGBB"): relative luminance above 0.18 is light (WCAG 2.1 definition). False: not understood. */
bool theme_mode_of_reply(struct str reply, enum theme_mode *mode);

/* From COLORFGBG: the last field 7 or 9–15 is light, else dark. False: not understood. */
bool theme_mode_of_colorfgbg(struct str value, enum theme_mode *mode);

#endif
