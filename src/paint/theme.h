/* What each part of the screen looks like: a role names the part, a theme gives it a style, for
 * light and dark and for each depth of colour.
 *
 * A theme is a text file (assets/themes): its two halves name the colours of a page by what they are
 * for (slots). Roles take theirs from the slots by one table for all themes, and the accent
 * (paint/accent.h) is placed on it. `jiandu theme check` measures what comes of it. */
#ifndef JD_PAINT_THEME_H
#define JD_PAINT_THEME_H

#include "base/vec.h"
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
    ROLE_QUOTED, /* a kept quote's background, in five colours */
    ROLE_QUOTED_2,
    ROLE_QUOTED_3,
    ROLE_QUOTED_4,
    ROLE_QUOTED_5,
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

enum { QUOTE_COLORS = ROLE_QUOTED_5 - ROLE_QUOTED + 1 };

enum theme_mode { THEME_LIGHT, THEME_DARK, THEME_MODES };

enum color_depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_RGB, DEPTHS };

/* The colours of a theme, by what they are for. */
enum theme_slot {
    SLOT_PAPER, /* the page */
    SLOT_INK,   /* text */
    SLOT_SOFT,  /* secondary text */
    SLOT_QUOTE, /* text of quotations */
    SLOT_FAINT, /* rules and borders */
    SLOT_ALERT,
    SLOT_LIT,    /* text on a highlight */
    SLOT_TINT,   /* background of code and panels */
    SLOT_SELECT, /* backgrounds of highlights */
    SLOT_CHOSEN,
    SLOT_MATCH,
    SLOT_CURRENT,
    SLOT_ON_CURRENT, /* text on it */
    SLOT_KEPT_1,     /* quote colours */
    SLOT_KEPT_2,
    SLOT_KEPT_3,
    SLOT_KEPT_4,
    SLOT_KEPT_5,
    THEME_SLOTS,
    SLOT_ACCENT = THEME_SLOTS /* of the accent; in no theme */
};

enum { THEME_NAME_BYTES = 32, THEME_TITLE_BYTES = 64 };

struct theme_def {
    char name[THEME_NAME_BYTES];
    char title[THEME_TITLE_BYTES];
    uint32_t color[THEME_MODES][DEPTHS][THEME_SLOTS]; /* COLOR_… */
};

struct theme_set {
    VEC(struct theme_def) v;
};

/* The themes that come with the program, the default first. They live for good. */
const struct theme_set *theme_bundled(void);

/* A copy, to which a user's are added. */
void theme_set_start(struct theme_set *s);
void theme_set_free(struct theme_set *s);

/* NULL when there is none of that name. */
const struct theme_def *theme_find(const struct theme_set *s, struct str name);

/* Its title in the language of the interface. */
const char *theme_title(const struct theme_def *t);

/* Reads a theme file's text (assets/themes/paper.theme tells the form) into the set; a theme of the same
 * name is replaced. `name` is its name when the text gives none. Each bad line adds "path:LINE:
 * message\n" to *complaints and is skipped; slots that are not given are those of the first theme of
 * the set. */
void theme_read(struct theme_set *s, const char *path, struct str name, struct str text,
                struct buf *complaints);

const char *theme_slot_name(enum theme_slot slot); /* "on-current" */
const char *theme_slot_help(enum theme_slot slot); /* N_() */

/* "#rrggbb" */
bool theme_parse_rgb(struct str s, uint32_t *rgb);

/* 0xRRGGBB of a colour that is not COLOR_DEFAULT; a palette entry is taken for xterm's. */
uint32_t theme_rgb(uint32_t color);

struct theme {
    const struct theme_def *def;
    enum theme_mode mode;
    enum color_depth depth;
    struct style role[ROLES];
};

struct accent;

/* def NULL: the default theme; accent NULL: the default accent. */
struct theme theme_resolve(const struct theme_def *def, const struct accent *accent,
                           enum theme_mode mode, enum color_depth depth);

static inline struct style theme_style(const struct theme *t, enum role r)
{
    return t->role[r];
}

/* The slots that a role's style is made of. */
enum theme_slot theme_role_fg(enum role r);
enum theme_slot theme_role_bg(enum role r);
const char *theme_role_name(enum role r); /* "match-current" */

/* From a background "rgb:RRRR/GGGG/BBBB" (OSC 11 reply, 1–4 digits each, also "rgba:" and
 * "#RRGGBB"): relative luminance above 0.18 is light (WCAG 2.1 definition). False: not understood. */
bool theme_rgb_of_reply(struct str reply, uint32_t *rgb);
bool theme_mode_of_reply(struct str reply, enum theme_mode *mode);

/* From COLORFGBG: the last field 7 or 9–15 is light, else dark. False: not understood. */
bool theme_mode_of_colorfgbg(struct str value, enum theme_mode *mode);

#endif
