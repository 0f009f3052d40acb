/* The one table of settings: the configuration file (app/setting_file.h), --set, help, the manual page
 * and the settings panel come from it. */
#ifndef JD_APP_SETTING_H
#define JD_APP_SETTING_H

#include "base/err.h"
#include "base/str.h"
#include "base/suggest.h"

#include <stdint.h>

enum set_type { SET_BOOL, SET_INT, SET_CHOICE, SET_TEXT };

enum set_effect { SET_REPAINT = 1 << 0, SET_RELAYOUT = 1 << 1, SET_REPARSE = 1 << 2 };

enum setting_group {
    SETTINGS_LOOK,
    SETTINGS_PAGE,
    SETTINGS_SCREEN,
    SETTINGS_SAFETY,
    SETTING_GROUPS,
};

struct setting_def {
    const char *name;
    const char *label; /* N_(): in the panel, a word or two */
    enum set_type type;
    int64_t def, min, max;                          /* a choice's value is its index */
    const char *const *choices;                     /* NULL at the end */
    const char *const *titles;                      /* N_() of the choices, in the panel */
    const char *def_str;                            /* a text's default */
    bool (*check)(struct str value, struct err *e); /* of a text */
    const char *unit;                               /* N_() "cells", … or NULL */
    const char *allowed;                            /* N_() what a text may be, in words */
    enum setting_group group;
    const char *help; /* N_() */
    unsigned effect;
};

/* In the order of the panel, group by group. */
enum setting_id {
    SETTING_MODE,    /* system light dark */
    SETTING_THEME,   /* text: a theme's name */
    SETTING_ACCENT,  /* text: an accent's name, or #rrggbb */
    SETTING_MEASURE, /* cells */
    SETTING_MARGINS, /* cells */
    SETTING_LINE_SPACING,
    SETTING_STYLE, /* book web */
    SETTING_PARA_SPACING,
    SETTING_INDENT,      /* em */
    SETTING_ALIGN,       /* ragged justified even */
    SETTING_COMPRESS,    /* bool */
    SETTING_FULLWIDTH,   /* bool */
    SETTING_GAP,         /* bool */
    SETTING_HANGING,     /* bool */
    SETTING_PROHIBITION, /* none basic gb strict */
    SETTING_KEEP_WORDS,  /* bool */
    SETTING_RUBY,        /* off brackets above */
    SETTING_PINYIN,      /* off all 500 1500 3500 */
    SETTING_SCRIPT,      /* as-written simplified taiwan hongkong */
    SETTING_TEXT_LANG,   /* auto zh-Hans zh-Hant ja ko */
    SETTING_TAB,         /* cells in code */
    SETTING_AMBIGUOUS,   /* probe 1 2 */
    SETTING_EMOJI,       /* probe separate joined */
    SETTING_CHROME,      /* bool: header and progress line */
    SETTING_MOUSE,       /* bool */
    SETTING_COPY_SOURCE, /* bool */
    SETTING_LANGUAGE,    /* of messages: system zh-TW en */
    SETTING_UNCONFINED,  /* bool */
    SETTINGS
};

enum { EMOJI_PROBE, EMOJI_SEPARATE, EMOJI_JOINED }; /* the choices of SETTING_EMOJI */

enum { SET_TEXT_BYTES = 64 };

struct settings {
    int64_t v[SETTINGS];
    char text[SETTINGS][SET_TEXT_BYTES]; /* of those that are text */
    bool given[SETTINGS];                /* set by the file, --set or a key; else the default */
};

extern const struct setting_def SETTING_DEFS[SETTINGS];

/* What choice i is called in the panel, or a switch that is on (1) or off (0); translated. */
const char *setting_choice_title(enum setting_id id, size_t i);

/* The group's title, translated. */
const char *setting_group_title(enum setting_group g);

void settings_defaults(struct settings *s);

/* Sets from text ("measure", "40"). Messages suggest the nearest name, list the choices or the
 * range. */
bool setting_set(struct settings *s, struct str name, struct str value, struct err *e);

/* Appends the value as text. */
void setting_format(const struct settings *s, enum setting_id id, struct buf *out);

/* SETTINGS when there is none of that name. */
enum setting_id setting_find(struct str name);

/* Takes over what is given in another. */
void settings_overlay(struct settings *s, const struct settings *over);

/* Gives *s the value that the other has. */
void setting_copy(struct settings *s, const struct settings *from, enum setting_id id);

/* True when a setting has the same value in both. */
bool setting_same(const struct settings *a, const struct settings *b, enum setting_id id);

/* What is to be done again where the settings become others: set of enum set_effect. */
unsigned settings_effects(const struct settings *a, const struct settings *b);

/* Appends what a setting may be: "on, off", "20–200 cells", "system, light, dark". */
void setting_add_range(enum setting_id id, struct buf *out);

/* Messages from now on are in the language that the settings ask for. */
void settings_use_language(const struct settings *s);

struct layout_opts;
/* The layout that the settings ask for on a screen of that width: a measure that does not fit is
 * narrowed; margins that would leave less than about forty cells are narrowed before. */
struct layout_opts settings_layout(const struct settings *s, unsigned screen_cols);

#endif
