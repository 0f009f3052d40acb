#include "app/setting.h"

#include "base/i18n.h"
#include "layout/layout.h"
#include "layout/ruby.h"
#include "paint/accent.h"
#include "text/sanitize.h"

static const char *const MODES[] = {"system", "light", "dark", NULL};
static const char *const STYLES[] = {"book", "web", NULL};
static const char *const PROHIBITIONS[] = {"none", "basic", "gb", "strict", NULL};
static const char *const ALIGNS[] = {"ragged", "justified", "even", NULL};
static const char *const RUBIES[] = {"off", "brackets", "above", NULL};
static const char *const PINYINS[] = {"off", "all", "500", "1500", "3500", NULL};
static const char *const SCRIPT_NAMES[] = {"as-written", "simplified", "taiwan", "hongkong", NULL};
static const char *const TEXT_LANGS[] = {"auto", "zh-Hans", "zh-Hant", "ja", "ko", NULL};
static const char *const AMBIGUOUS[] = {"probe", "1", "2", NULL};

#define GROUP_LOOK   N_("Look")
#define GROUP_PAGE   N_("Page")
#define GROUP_SCREEN N_("Screen")
#define GROUP_SAFETY N_("Safety")

/* Whether there is such a theme is seen when it is looked for: a user's may come later. */
static bool is_theme_name(struct str value, struct err *e)
{
    bool ok = value.n > 0 && value.n < THEME_NAME_BYTES;
    for (size_t i = 0; ok && i < value.n; i++)
        ok = value.p[i] != '/' && (unsigned char)value.p[i] > ' ';
    return ok || err_set(e, ERR_USAGE, _("“%.*s” cannot be a theme's name"), STR_ARG(value));
}

static bool is_accent(struct str value, struct err *e)
{
    struct accent accent;
    struct buf names = {0};
    if (accent_parse(value, &accent))
        return true;
    for (size_t i = 0; i < accent_count(); i++)
        buf_addf(&names, "%s, ", accent_at(i)->name);
    err_set(e, ERR_USAGE, _("accent cannot be “%.*s”; it is one of: %sor #rrggbb"), STR_ARG(value),
            buf_cstr(&names));
    buf_free(&names);
    return false;
}

const struct setting_def SETTING_DEFS[SETTINGS] = {
    [SETTING_MODE] = {.name = "mode",
                      .type = SET_CHOICE,
                      .choices = MODES,
                      .group = GROUP_LOOK,
                      .help = N_("Light or dark, or as the terminal's background is"),
                      .effect = SET_REPAINT},
    [SETTING_THEME] = {.name = "theme",
                       .type = SET_TEXT,
                       .def_str = "paper",
                       .check = is_theme_name,
                       .group = GROUP_LOOK,
                       .help = N_("Colours of the page; jiandu theme lists them"),
                       .effect = SET_REPAINT},
    [SETTING_ACCENT] = {.name = "accent",
                        .type = SET_TEXT,
                        .def_str = "indigo",
                        .check = is_accent,
                        .group = GROUP_LOOK,
                        .help = N_("Colour of headings and links: a name or #rrggbb"),
                        .effect = SET_REPAINT},
    [SETTING_MEASURE] = {.name = "measure",
                         .type = SET_INT,
                         .def = 60,
                         .min = 20,
                         .max = 200,
                         .unit = N_("cells"),
                         .group = GROUP_PAGE,
                         .help = N_("Width of the text; a Han character is two cells"),
                         .effect = SET_RELAYOUT},
    [SETTING_STYLE] = {.name = "style",
                       .type = SET_CHOICE,
                       .choices = STYLES,
                       .group = GROUP_PAGE,
                       .help = N_("Paragraphs indented as in a book, or apart as on the web"),
                       .effect = SET_RELAYOUT},
    [SETTING_INDENT] = {.name = "indent",
                        .type = SET_INT,
                        .def = 2,
                        .max = 4,
                        .unit = N_("em"),
                        .group = GROUP_PAGE,
                        .help = N_("First-line indent in book style; one em is two cells"),
                        .effect = SET_RELAYOUT},
    [SETTING_LINE_SPACING] = {.name = "line-spacing",
                              .type = SET_INT,
                              .max = 2,
                              .unit = N_("rows"),
                              .group = GROUP_PAGE,
                              .help = N_("Blank rows between lines"),
                              .effect = SET_RELAYOUT},
    [SETTING_PARA_SPACING] = {.name = "para-spacing",
                              .type = SET_INT,
                              .max = 2,
                              .unit = N_("rows"),
                              .group = GROUP_PAGE,
                              .help = N_("More blank rows between paragraphs"),
                              .effect = SET_RELAYOUT},
    [SETTING_PROHIBITION] = {.name = "prohibition",
                             .type = SET_CHOICE,
                             .def = LINEBREAK_LEVEL_BASIC,
                             .choices = PROHIBITIONS,
                             .group = GROUP_PAGE,
                             .help = N_("How strictly punctuation is kept off line ends"),
                             .effect = SET_RELAYOUT},
    [SETTING_ALIGN] = {.name = "align",
                       .type = SET_CHOICE,
                       .def = LAYOUT_JUSTIFIED,
                       .choices = ALIGNS,
                       .group = GROUP_PAGE,
                       .help = N_("Line ends: ragged, filled at spaces and marks, or everywhere"),
                       .effect = SET_RELAYOUT},
    [SETTING_COMPRESS] = {.name = "compress",
                          .type = SET_BOOL,
                          .def = true,
                          .max = 1,
                          .group = GROUP_PAGE,
                          .help = N_("Marks in a row share their space"),
                          .effect = SET_RELAYOUT},
    [SETTING_FULLWIDTH] = {.name = "full-width",
                           .type = SET_BOOL,
                           .def = true,
                           .max = 1,
                           .group = GROUP_PAGE,
                           .help = N_("Show , : ; ? ! ( ) between Han as ，：；？！（）"),
                           .effect = SET_RELAYOUT},
    [SETTING_GAP] = {.name = "gap",
                     .type = SET_BOOL,
                     .def = true,
                     .max = 1,
                     .group = GROUP_PAGE,
                     .help = N_("A gap between Han and Latin"),
                     .effect = SET_RELAYOUT},
    [SETTING_HANGING] = {.name = "hanging",
                         .type = SET_BOOL,
                         .max = 1,
                         .group = GROUP_PAGE,
                         .help = N_("，。、 may hang behind the line's end"),
                         .effect = SET_RELAYOUT},
    [SETTING_KEEP_WORDS] = {.name = "keep-words",
                            .type = SET_BOOL,
                            .max = 1,
                            .group = GROUP_PAGE,
                            .help = N_("Break Korean at spaces only"),
                            .effect = SET_RELAYOUT},
    [SETTING_RUBY] = {.name = "ruby",
                      .type = SET_CHOICE,
                      .def = RUBY_BRACKETS,
                      .choices = RUBIES,
                      .group = GROUP_PAGE,
                      .help = N_("Readings that the text has: none, in brackets, above"),
                      .effect = SET_RELAYOUT},
    [SETTING_PINYIN] = {.name = "pinyin",
                        .type = SET_CHOICE,
                        .choices = PINYINS,
                        .group = GROUP_PAGE,
                        .help = N_("Pinyin above all characters, or those not among the commonest"),
                        .effect = SET_RELAYOUT},
    [SETTING_SCRIPT] = {.name = "script",
                        .type = SET_CHOICE,
                        .choices = SCRIPT_NAMES,
                        .group = GROUP_PAGE,
                        .help = N_("Show Chinese in simplified or traditional characters"),
                        .effect = SET_RELAYOUT},
    [SETTING_TEXT_LANG] = {.name = "text-language",
                           .type = SET_CHOICE,
                           .choices = TEXT_LANGS,
                           .group = GROUP_PAGE,
                           .help = N_("Language whose rules a text is set by; auto: its own"),
                           .effect = SET_RELAYOUT},
    [SETTING_AMBIGUOUS] = {.name = "ambiguous",
                           .type = SET_CHOICE,
                           .choices = AMBIGUOUS,
                           .group = GROUP_SCREEN,
                           .help = N_("Cells of characters like “ … · in this terminal"),
                           .effect = SET_RELAYOUT},
    [SETTING_TAB] = {.name = "tab",
                     .type = SET_INT,
                     .def = 4,
                     .min = 1,
                     .max = 16,
                     .unit = N_("cells"),
                     .group = GROUP_PAGE,
                     .help = N_("Width of a tab in code"),
                     .effect = SET_RELAYOUT},
    [SETTING_CHROME] = {.name = "chrome",
                        .type = SET_BOOL,
                        .def = true,
                        .max = 1,
                        .group = GROUP_SCREEN,
                        .help = N_("Show the header and the progress line"),
                        .effect = SET_REPAINT},
    [SETTING_MOUSE] = {.name = "mouse",
                       .type = SET_BOOL,
                       .def = true,
                       .max = 1,
                       .group = GROUP_SCREEN,
                       .help = N_("Use the mouse; with Shift the terminal still selects"),
                       .effect = SET_REPAINT},
    [SETTING_UNCONFINED] = {.name = "unconfined",
                            .type = SET_BOOL,
                            .max = 1,
                            .group = GROUP_SAFETY,
                            .help =
                                N_("Read even where the kernel refuses to confine the importer"),
                            .effect = SET_REPARSE},
};

/* Shorter than SET_TEXT_BYTES: checked before. */
static void put_text(char out[SET_TEXT_BYTES], struct str s)
{
    memcpy(out, s.p, s.n);
    out[s.n] = '\0';
}

void settings_defaults(struct settings *s)
{
    *s = (struct settings){0};
    for (size_t i = 0; i < SETTINGS; i++) {
        s->v[i] = SETTING_DEFS[i].def;
        if (SETTING_DEFS[i].type == SET_TEXT)
            put_text(s->text[i], str_of(SETTING_DEFS[i].def_str));
    }
}

enum setting_id setting_find(struct str name)
{
    size_t i = 0;
    while (i < SETTINGS && !str_eq(name, str_of(SETTING_DEFS[i].name)))
        i++;
    return (enum setting_id)i;
}

/* What the user wrote, fit for a message. */
static void add_shown(struct buf *out, struct str s)
{
    enum { MAX_SHOWN = 60 };
    bool cut = s.n > MAX_SHOWN;
    sanitize(str_sub(s, 0, MAX_SHOWN), SANITIZE_LINE, out);
    buf_adds(out, cut ? "…" : "");
}

static bool unknown_name(struct str name, struct err *e)
{
    const char *names[SETTINGS];
    struct buf shown = {0}, list = {0};
    for (size_t i = 0; i < SETTINGS; i++) {
        names[i] = SETTING_DEFS[i].name;
        buf_addf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = suggest_name(name, names, SETTINGS);
    add_shown(&shown, name);
    if (near)
        err_set(e, ERR_USAGE, _("no setting is called “%s”; did you mean %s?"), buf_cstr(&shown),
                near);
    else
        err_set(e, ERR_USAGE, _("no setting is called “%s”; there are: %s"), buf_cstr(&shown),
                buf_cstr(&list));
    buf_free(&shown);
    buf_free(&list);
    return false;
}

static void add_words(const struct setting_def *d, struct buf *out)
{
    static const char *const on_off[] = {"on", "off", NULL};
    const char *const *words = d->type == SET_BOOL ? on_off : d->choices;
    for (size_t i = 0; words[i]; i++)
        buf_addf(out, "%s%s", i ? ", " : "", words[i]);
}

static bool bad_value(const struct setting_def *d, struct str value, struct err *e)
{
    struct buf shown = {0}, words = {0};
    add_shown(&shown, value);
    if (d->type == SET_INT) {
        err_set(e, ERR_USAGE, _("%s cannot be “%s”; it goes from %lld to %lld %s"), d->name,
                buf_cstr(&shown), (long long)d->min, (long long)d->max, _(d->unit));
    } else {
        add_words(d, &words);
        err_set(e, ERR_USAGE, _("%s cannot be “%s”; it is one of: %s"), d->name, buf_cstr(&shown),
                buf_cstr(&words));
    }
    buf_free(&shown);
    buf_free(&words);
    return false;
}

static bool parse_bool(struct str s, int64_t *out)
{
    static const char *const words[] = {"off", "on", "no", "yes", "false", "true", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_of(words[i]))) {
            *out = i & 1;
            return true;
        }
    return false;
}

static bool parse_choice(const char *const *choices, struct str s, int64_t *out)
{
    for (size_t i = 0; choices[i]; i++)
        if (str_eq(s, str_of(choices[i]))) {
            *out = (int64_t)i;
            return true;
        }
    return false;
}

static bool parse_int(const struct setting_def *d, struct str s, int64_t *out)
{
    unsigned long long v;
    if (!str_to_u64(s, (unsigned long long)d->max, &v) || (int64_t)v < d->min)
        return false;
    *out = (int64_t)v;
    return true;
}

static bool parse_value(const struct setting_def *d, struct str s, int64_t *out)
{
    switch (d->type) {
    case SET_BOOL:
        return parse_bool(s, out);
    case SET_INT:
        return parse_int(d, s, out);
    case SET_CHOICE:
        return parse_choice(d->choices, s, out);
    case SET_TEXT:
        break;
    }
    return false;
}

static bool set_text(struct settings *s, enum setting_id id, struct str value, struct err *e)
{
    struct buf shown = {0};
    add_shown(&shown, value);
    bool ok = value.n < SET_TEXT_BYTES && SETTING_DEFS[id].check(buf_str(&shown), e);
    if (ok)
        put_text(s->text[id], value);
    else if (value.n >= SET_TEXT_BYTES)
        err_set(e, ERR_USAGE, _("%s: “%s” is too long"), SETTING_DEFS[id].name, buf_cstr(&shown));
    s->given[id] |= ok;
    buf_free(&shown);
    return ok;
}

bool setting_set(struct settings *s, struct str name, struct str value, struct err *e)
{
    enum setting_id id = setting_find(name);
    if (id == SETTINGS)
        return unknown_name(name, e);
    if (SETTING_DEFS[id].type == SET_TEXT)
        return set_text(s, id, value, e);
    if (!parse_value(&SETTING_DEFS[id], value, &s->v[id]))
        return bad_value(&SETTING_DEFS[id], value, e);
    s->given[id] = true;
    return true;
}

void setting_format(const struct settings *s, enum setting_id id, struct buf *out)
{
    const struct setting_def *d = &SETTING_DEFS[id];
    if (d->type == SET_BOOL)
        buf_adds(out, s->v[id] ? "on" : "off");
    else if (d->type == SET_CHOICE)
        buf_adds(out, d->choices[s->v[id]]);
    else if (d->type == SET_TEXT)
        buf_adds(out, s->text[id]);
    else
        buf_addf(out, "%lld", (long long)s->v[id]);
}

/* Room beside the text is given up first, then the measure shrinks, to an even number: an odd one
 * leaves half a Han character of room. */
static uint16_t fit_measure(int64_t wanted, unsigned cols)
{
    enum { WIDE_MARGIN = 2, NARROW_MARGIN = 1, NARROW_COLS = 44 };
    int64_t margin = cols > NARROW_COLS ? WIDE_MARGIN : NARROW_MARGIN;
    int64_t room = (int64_t)cols - 2 * margin;
    if (room < 2)
        room = cols;
    if (wanted <= room)
        return (uint16_t)wanted;
    if (room > 1)
        room &= ~(int64_t)1;
    return (uint16_t)(room > 0 ? room : 1);
}

/* Choice 0 is the document's own, which LINEBREAK_OTHER stands for. */
static uint8_t lang_of_choice(int64_t choice)
{
    return (uint8_t)(choice ? LINEBREAK_ZH_HANS + choice - 1 : LINEBREAK_OTHER);
}

enum { HANG_COLS = 2 }; /* behind the measure, for marks that hang */

struct layout_opts settings_layout(const struct settings *s, unsigned screen_cols)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = fit_measure(s->v[SETTING_MEASURE], screen_cols);
    o.style = s->v[SETTING_STYLE] == 0 ? LAYOUT_BOOK : LAYOUT_WEB;
    o.indent_em = (uint8_t)s->v[SETTING_INDENT];
    o.line_spacing = (uint8_t)s->v[SETTING_LINE_SPACING];
    o.para_spacing = (uint8_t)s->v[SETTING_PARA_SPACING];
    o.level = (uint8_t)s->v[SETTING_PROHIBITION];
    o.tab_cols = (uint8_t)s->v[SETTING_TAB];
    o.align = (uint8_t)s->v[SETTING_ALIGN];
    o.compress = s->v[SETTING_COMPRESS];
    o.full = s->v[SETTING_FULLWIDTH];
    o.gap = s->v[SETTING_GAP];
    o.hang = s->v[SETTING_HANGING];
    o.keep_words = s->v[SETTING_KEEP_WORDS];
    o.ruby = (uint8_t)s->v[SETTING_RUBY];
    o.pinyin = (uint8_t)s->v[SETTING_PINYIN];
    o.script = (uint8_t)s->v[SETTING_SCRIPT];
    o.lang = lang_of_choice(s->v[SETTING_TEXT_LANG]);
    if (o.hang && o.measure > 2 * HANG_COLS && o.measure + (unsigned)HANG_COLS > screen_cols)
        o.measure = (uint16_t)(screen_cols - HANG_COLS);
    return o;
}
