#include "app/setting.h"

#include "base/i18n.h"
#include "layout/layout.h"
#include "layout/ruby.h"
#include "paint/accent.h"

static const char *const MODES[] = {"system", "light", "dark", NULL};
static const char *const STYLES[] = {"book", "web", NULL};
static const char *const PROHIBITIONS[] = {"none", "basic", "gb", "strict", NULL};
static const char *const ALIGNS[] = {"ragged", "justified", "even", NULL};
static const char *const RUBIES[] = {"off", "brackets", "above", NULL};
static const char *const PINYINS[] = {"off", "all", "500", "1500", "3500", NULL};
static const char *const SCRIPT_NAMES[] = {"as-written", "simplified", "taiwan", "hongkong", NULL};
static const char *const TEXT_LANGS[] = {"auto", "zh-Hans", "zh-Hant", "ja", "ko", NULL};
static const char *const EMOJI[] = {"probe", "separate", "joined", NULL};
static const char *const LANGUAGES[] = {"system", "zh-TW", "en", NULL};
static const char *const AMBIGUOUS[] = {"probe", "1", "2", NULL};

/* What a person reads for these, in the same order. */
static const char *const MODE_TITLES[] = {N_("System"), N_("Light"), N_("Dark"), NULL};
static const char *const STYLE_TITLES[] = {N_("Book"), N_("Web"), NULL};
static const char *const PROHIBITION_TITLES[] = {N_("None"), N_("Basic"), N_("GB"), N_("Strict"),
                                                 NULL};
static const char *const ALIGN_TITLES[] = {N_("Ragged"), N_("Justified"), N_("Even"), NULL};
static const char *const RUBY_TITLES[] = {N_("Off"), N_("In brackets"), N_("Above"), NULL};
static const char *const PINYIN_TITLES[] = {N_("Off"),         N_("All"),         N_("Beyond 500"),
                                            N_("Beyond 1500"), N_("Beyond 3500"), NULL};
static const char *const SCRIPT_TITLES[] = {N_("As written"), N_("Simplified"), N_("Taiwan"),
                                            N_("Hong Kong"), NULL};
static const char *const TEXT_LANG_TITLES[] = {N_("Its own"),  N_("Simplified"), N_("Traditional"),
                                               N_("Japanese"), N_("Korean"),     NULL};
static const char *const EMOJI_TITLES[] = {N_("As probed"), N_("Apart"), N_("Joined"), NULL};
static const char *const LANGUAGE_TITLES[] = {N_("System"), "繁體中文", "English", NULL};
static const char *const AMBIGUOUS_TITLES[] = {N_("As probed"), "1", "2", NULL};

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
                      .label = N_("Day and night"),
                      .titles = MODE_TITLES,
                      .type = SET_CHOICE,
                      .choices = MODES,
                      .group = SETTINGS_LOOK,
                      .help = N_("Light or dark, or as the terminal's background is"),
                      .effect = SET_REPAINT},
    [SETTING_THEME] = {.name = "theme",
                       .label = N_("Theme"),
                       .type = SET_TEXT,
                       .def_str = "paper",
                       .check = is_theme_name,
                       .allowed = N_("a theme's name"),
                       .group = SETTINGS_LOOK,
                       .help = N_("Colours of the page; jiandu theme lists them"),
                       .effect = SET_REPAINT},
    [SETTING_ACCENT] = {.name = "accent",
                        .label = N_("Accent"),
                        .type = SET_TEXT,
                        .def_str = "indigo",
                        .check = is_accent,
                        .allowed = N_("an accent's name or #rrggbb"),
                        .group = SETTINGS_LOOK,
                        .help = N_("Colour of headings and links: a name or #rrggbb"),
                        .effect = SET_REPAINT},
    [SETTING_LANGUAGE] = {.name = "language",
                          .label = N_("Language"),
                          .titles = LANGUAGE_TITLES,
                          .type = SET_CHOICE,
                          .choices = LANGUAGES,
                          .group = SETTINGS_SCREEN,
                          .help = N_("Language of menus and messages; system: as the locale is"),
                          .effect = SET_REPAINT},
    [SETTING_MEASURE] = {.name = "measure",
                         .label = N_("Measure"),
                         .type = SET_INT,
                         .def = 60,
                         .min = 20,
                         .max = 200,
                         .unit = N_("cells"),
                         .group = SETTINGS_PAGE,
                         .help = N_("Width of the text; a Han character is two cells"),
                         .effect = SET_RELAYOUT},
    [SETTING_MARGINS] = {.name = "margins",
                         .label = N_("Margins"),
                         .type = SET_INT,
                         .def = 2,
                         .max = 20,
                         .unit = N_("cells"),
                         .group = SETTINGS_PAGE,
                         .help = N_("Cells kept free at each side; at most one on a narrow screen"),
                         .effect = SET_RELAYOUT},
    [SETTING_STYLE] = {.name = "style",
                       .label = N_("Paragraphs"),
                       .titles = STYLE_TITLES,
                       .type = SET_CHOICE,
                       .choices = STYLES,
                       .group = SETTINGS_PAGE,
                       .help = N_("Paragraphs indented as in a book, or apart as on the web"),
                       .effect = SET_RELAYOUT},
    [SETTING_INDENT] = {.name = "indent",
                        .label = N_("Indent"),
                        .type = SET_INT,
                        .def = 2,
                        .max = 4,
                        .unit = N_("em"),
                        .group = SETTINGS_PAGE,
                        .help = N_("First-line indent in book style; one em is two cells"),
                        .effect = SET_RELAYOUT},
    [SETTING_LINE_SPACING] = {.name = "line-spacing",
                              .label = N_("Line spacing"),
                              .type = SET_INT,
                              .max = 2,
                              .unit = N_("rows"),
                              .group = SETTINGS_PAGE,
                              .help = N_("Blank rows between lines"),
                              .effect = SET_RELAYOUT},
    [SETTING_PARA_SPACING] = {.name = "para-spacing",
                              .label = N_("Between them"),
                              .type = SET_INT,
                              .max = 2,
                              .unit = N_("rows"),
                              .group = SETTINGS_PAGE,
                              .help = N_("More blank rows between paragraphs"),
                              .effect = SET_RELAYOUT},
    [SETTING_PROHIBITION] = {.name = "prohibition",
                             .label = N_("Line edges"),
                             .titles = PROHIBITION_TITLES,
                             .type = SET_CHOICE,
                             .def = LINEBREAK_LEVEL_BASIC,
                             .choices = PROHIBITIONS,
                             .group = SETTINGS_PAGE,
                             .help = N_("How strictly punctuation is kept off line ends"),
                             .effect = SET_RELAYOUT},
    [SETTING_ALIGN] = {.name = "align",
                       .label = N_("Alignment"),
                       .titles = ALIGN_TITLES,
                       .type = SET_CHOICE,
                       .def = LAYOUT_JUSTIFIED,
                       .choices = ALIGNS,
                       .group = SETTINGS_PAGE,
                       .help = N_("Line ends: ragged, filled at spaces and marks, or everywhere"),
                       .effect = SET_RELAYOUT},
    [SETTING_COMPRESS] = {.name = "compress",
                          .label = N_("Share space"),
                          .type = SET_BOOL,
                          .def = true,
                          .max = 1,
                          .group = SETTINGS_PAGE,
                          .help = N_("Marks in a row share their space"),
                          .effect = SET_RELAYOUT},
    [SETTING_FULLWIDTH] = {.name = "full-width",
                           .label = N_("Full width"),
                           .type = SET_BOOL,
                           .def = true,
                           .max = 1,
                           .group = SETTINGS_PAGE,
                           .help = N_("Show , : ; ? ! ( ) between Han as ，：；？！（）"),
                           .effect = SET_RELAYOUT},
    [SETTING_GAP] = {.name = "gap",
                     .label = N_("Latin gap"),
                     .type = SET_BOOL,
                     .def = true,
                     .max = 1,
                     .group = SETTINGS_PAGE,
                     .help = N_("A gap between Han and Latin"),
                     .effect = SET_RELAYOUT},
    [SETTING_HANGING] = {.name = "hanging",
                         .label = N_("Hanging marks"),
                         .type = SET_BOOL,
                         .max = 1,
                         .group = SETTINGS_PAGE,
                         .help = N_("，。、 may hang behind the line's end"),
                         .effect = SET_RELAYOUT},
    [SETTING_KEEP_WORDS] = {.name = "keep-words",
                            .label = N_("Korean words"),
                            .type = SET_BOOL,
                            .max = 1,
                            .group = SETTINGS_PAGE,
                            .help = N_("Break Korean at spaces only"),
                            .effect = SET_RELAYOUT},
    [SETTING_RUBY] = {.name = "ruby",
                      .label = N_("Readings"),
                      .titles = RUBY_TITLES,
                      .type = SET_CHOICE,
                      .def = RUBY_BRACKETS,
                      .choices = RUBIES,
                      .group = SETTINGS_PAGE,
                      .help = N_("Readings that the text has: none, in brackets, above"),
                      .effect = SET_RELAYOUT},
    [SETTING_PINYIN] = {.name = "pinyin",
                        .label = N_("Pinyin"),
                        .titles = PINYIN_TITLES,
                        .type = SET_CHOICE,
                        .choices = PINYINS,
                        .group = SETTINGS_PAGE,
                        .help = N_("Pinyin above all characters, or those not among the commonest"),
                        .effect = SET_RELAYOUT},
    [SETTING_SCRIPT] = {.name = "script",
                        .label = N_("Script"),
                        .titles = SCRIPT_TITLES,
                        .type = SET_CHOICE,
                        .choices = SCRIPT_NAMES,
                        .group = SETTINGS_PAGE,
                        .help = N_("Show Chinese in simplified or traditional characters"),
                        .effect = SET_RELAYOUT},
    [SETTING_TEXT_LANG] = {.name = "text-language",
                           .label = N_("Set as"),
                           .titles = TEXT_LANG_TITLES,
                           .type = SET_CHOICE,
                           .choices = TEXT_LANGS,
                           .group = SETTINGS_PAGE,
                           .help = N_("Language whose rules a text is set by; auto: its own"),
                           .effect = SET_RELAYOUT},
    [SETTING_AMBIGUOUS] = {.name = "ambiguous",
                           .label = N_("Width of “ …"),
                           .titles = AMBIGUOUS_TITLES,
                           .type = SET_CHOICE,
                           .choices = AMBIGUOUS,
                           .group = SETTINGS_SCREEN,
                           .help = N_("Cells of characters like “ … · in this terminal"),
                           .effect = SET_RELAYOUT},
    [SETTING_EMOJI] = {.name = "emoji",
                       .label = N_("Emoji"),
                       .titles = EMOJI_TITLES,
                       .type = SET_CHOICE,
                       .choices = EMOJI,
                       .group = SETTINGS_SCREEN,
                       .help =
                           N_("Emoji of several signs: as the terminal draws, the first, joined"),
                       .effect = SET_RELAYOUT},
    [SETTING_TAB] = {.name = "tab",
                     .label = N_("Tab in code"),
                     .type = SET_INT,
                     .def = 4,
                     .min = 1,
                     .max = 16,
                     .unit = N_("cells"),
                     .group = SETTINGS_PAGE,
                     .help = N_("Width of a tab in code"),
                     .effect = SET_RELAYOUT},
    [SETTING_CHROME] = {.name = "chrome",
                        .label = N_("Head and foot"),
                        .type = SET_BOOL,
                        .def = true,
                        .max = 1,
                        .group = SETTINGS_SCREEN,
                        .help = N_("Show the header and the progress line"),
                        .effect = SET_REPAINT},
    [SETTING_MOUSE] = {.name = "mouse",
                       .label = N_("Mouse"),
                       .type = SET_BOOL,
                       .def = true,
                       .max = 1,
                       .group = SETTINGS_SCREEN,
                       .help = N_("Use the mouse; with Shift the terminal still selects"),
                       .effect = SET_REPAINT},
    [SETTING_COPY_SOURCE] = {.name = "copy-source",
                             .label = N_("Source line"),
                             .type = SET_BOOL,
                             .max = 1,
                             .group = SETTINGS_SCREEN,
                             .help =
                                 N_("Add a line with author, title and address to what is copied"),
                             .effect = SET_REPAINT},
    [SETTING_UNCONFINED] = {.name = "unconfined",
                            .label = N_("Unconfined"),
                            .type = SET_BOOL,
                            .max = 1,
                            .group = SETTINGS_SAFETY,
                            .help =
                                N_("Read even where the kernel refuses to confine the importer"),
                            .effect = SET_REPARSE},
};

static const char *const GROUP_TITLES[SETTING_GROUPS] = {
    [SETTINGS_LOOK] = N_("Look"),
    [SETTINGS_PAGE] = N_("Page"),
    [SETTINGS_SCREEN] = N_("Screen"),
    [SETTINGS_SAFETY] = N_("Safety"),
};

const char *setting_group_title(enum setting_group g)
{
    return _(GROUP_TITLES[g]);
}

const char *setting_choice_title(enum setting_id id, size_t i)
{
    static const char *const switched[] = {N_("Off"), N_("On")};
    const struct setting_def *d = &SETTING_DEFS[id];
    return _(d->type == SET_BOOL ? switched[i] : d->titles[i]);
}
