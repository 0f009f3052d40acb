#include "ui/settings_rows.h"

#include "app/preset.h"
#include "base/i18n.h"
#include "paint/accent.h"

static const char *const MODES[] = {N_("System"), N_("Light"), N_("Dark"), NULL};
static const char *const SWITCH[] = {N_("Off"), N_("On"), NULL};
static const char *const STYLES[] = {N_("Book"), N_("Web"), NULL};
static const char *const LEVELS[] = {N_("None"), N_("Basic"), N_("GB"), N_("Strict"), NULL};
static const char *const ALIGNS[] = {N_("Ragged"), N_("Justified"), N_("Even"), NULL};
static const char *const RUBIES[] = {N_("Off"), N_("In brackets"), N_("Above"), NULL};
static const char *const PINYINS[] = {N_("Off"),         N_("All"),         N_("Beyond 500"),
                                      N_("Beyond 1500"), N_("Beyond 3500"), NULL};
static const char *const SCRIPT_NAMES[] = {N_("As written"), N_("Simplified"), N_("Taiwan"),
                                           N_("Hong Kong"), NULL};
static const char *const TEXT_LANGS[] = {N_("Its own"), "zh-Hans", "zh-Hant", "ja", "ko", NULL};
static const char *const WIDTHS[] = {N_("As probed"), "1", "2", NULL};
static const char *const EMOJI[] = {N_("As probed"), N_("Apart"), N_("Joined"), NULL};
static const char *const LANGUAGES[] = {N_("System"), "繁體中文", "English", NULL};

static const struct settings_row ROWS[] = {
    {ROW_TITLE, 0, N_("Look"), NULL},
    {ROW_SETTING, SETTING_MODE, N_("Day and night"), MODES},
    {ROW_SETTING, SETTING_THEME, N_("Theme"), NULL},
    {ROW_SETTING, SETTING_ACCENT, N_("Accent"), NULL},
    {ROW_PRESET, 0, N_("Preset"), NULL},
    {ROW_TITLE, 0, N_("Page"), NULL},
    {ROW_SETTING, SETTING_MEASURE, N_("Measure"), NULL},
    {ROW_SETTING, SETTING_MARGINS, N_("Margins"), NULL},
    {ROW_SETTING, SETTING_LINE_SPACING, N_("Line spacing"), NULL},
    {ROW_SETTING, SETTING_STYLE, N_("Paragraphs"), STYLES},
    {ROW_SETTING, SETTING_PARA_SPACING, N_("Between them"), NULL},
    {ROW_SETTING, SETTING_INDENT, N_("Indent"), NULL},
    {ROW_SETTING, SETTING_ALIGN, N_("Alignment"), ALIGNS},
    {ROW_SETTING, SETTING_COMPRESS, N_("Close marks up"), SWITCH},
    {ROW_SETTING, SETTING_FULLWIDTH, N_("Full-width marks"), SWITCH},
    {ROW_SETTING, SETTING_GAP, N_("Han–Latin gap"), SWITCH},
    {ROW_SETTING, SETTING_HANGING, N_("Hanging marks"), SWITCH},
    {ROW_SETTING, SETTING_PROHIBITION, N_("Line edges"), LEVELS},
    {ROW_SETTING, SETTING_KEEP_WORDS, N_("Korean words"), SWITCH},
    {ROW_SETTING, SETTING_RUBY, N_("Ruby"), RUBIES},
    {ROW_SETTING, SETTING_PINYIN, N_("Pinyin"), PINYINS},
    {ROW_SETTING, SETTING_SCRIPT, N_("Script"), SCRIPT_NAMES},
    {ROW_SETTING, SETTING_TEXT_LANG, N_("Text language"), TEXT_LANGS},
    {ROW_TITLE, 0, N_("Terminal"), NULL},
    {ROW_SETTING, SETTING_AMBIGUOUS, N_("Ambiguous width"), WIDTHS},
    {ROW_SETTING, SETTING_EMOJI, N_("Emoji"), EMOJI},
    {ROW_SETTING, SETTING_CHROME, N_("Header and foot"), SWITCH},
    {ROW_SETTING, SETTING_MOUSE, N_("Mouse"), SWITCH},
    {ROW_FONT, 0, N_("Font"), NULL},
    {ROW_SETTING, SETTING_LANGUAGE, N_("Language"), LANGUAGES},
};

size_t settings_row_count(void)
{
    return sizeof ROWS / sizeof *ROWS;
}

const struct settings_row *settings_row_at(size_t i)
{
    return &ROWS[i];
}

size_t settings_row_values(const struct ui *ui, const struct settings_row *r)
{
    size_t n = 0;
    if (r->kind == ROW_PRESET)
        return preset_count(&ui->config);
    if (r->kind != ROW_SETTING)
        return 0;
    if (r->id == SETTING_THEME)
        return ui->themes.v.n;
    if (r->id == SETTING_ACCENT)
        return accent_count();
    while (r->choices && r->choices[n])
        n++;
    return n;
}

const char *settings_row_value(const struct ui *ui, const struct settings_row *r, size_t i)
{
    if (r->kind == ROW_PRESET)
        return preset_title(&ui->config, i);
    if (r->id == SETTING_THEME)
        return theme_title(&ui->themes.v.v[i]);
    if (r->id == SETTING_ACCENT)
        return _(accent_at(i)->title);
    return _(r->choices[i]);
}

/* Whether all that the preset sets is so. */
static bool is_preset(const struct ui *ui, size_t i)
{
    struct settings p;
    if (!preset_find(&ui->config, str_of(preset_name(&ui->config, i)), &p, NULL))
        return false;
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (p.given[id] && !setting_same(&p, &ui->settings, id))
            return false;
    return true;
}

size_t settings_row_now(const struct ui *ui, const struct settings_row *r)
{
    struct str now = str_of(ui->settings.text[r->id]);
    size_t n = settings_row_values(ui, r);
    for (size_t i = 0; i < n; i++) {
        if (r->kind == ROW_PRESET     ? is_preset(ui, i)
            : r->id == SETTING_THEME  ? str_eq(now, str_of(ui->themes.v.v[i].name))
            : r->id == SETTING_ACCENT ? str_eq(now, str_of(accent_at(i)->name))
                                      : ui->settings.v[r->id] == (int64_t)i)
            return i;
    }
    return SIZE_MAX;
}

static void put_text(struct settings *s, enum setting_id id, const char *text)
{
    setting_set(s, str_of(SETTING_DEFS[id].name), str_of(text), NULL);
}

void settings_row_choose(const struct ui *ui, const struct settings_row *r, size_t i,
                         struct settings *s)
{
    struct settings preset;
    if (r->kind == ROW_PRESET) {
        if (preset_find(&ui->config, str_of(preset_name(&ui->config, i)), &preset, NULL))
            settings_overlay(s, &preset);
    } else if (r->id == SETTING_THEME) {
        put_text(s, SETTING_THEME, ui->themes.v.v[i].name);
    } else if (r->id == SETTING_ACCENT) {
        put_text(s, SETTING_ACCENT, accent_at(i)->name);
    } else {
        s->v[r->id] = (int64_t)i;
        s->given[r->id] = true;
    }
}

void settings_row_step(const struct settings_row *r, int by, struct settings *s)
{
    const struct setting_def *d = &SETTING_DEFS[r->id];
    int64_t step = r->id == SETTING_MEASURE ? 2 : 1, v = s->v[r->id] + by * step;
    s->v[r->id] = v < d->min ? d->min : v > d->max ? d->max : v;
    s->given[r->id] = true;
}

void settings_row_reset(const struct settings_row *r, struct settings *s)
{
    struct settings fresh;
    settings_defaults(&fresh);
    if (r->kind != ROW_SETTING)
        return;
    s->v[r->id] = fresh.v[r->id];
    memcpy(s->text[r->id], fresh.text[r->id], sizeof s->text[r->id]);
}
