#include "ui/settings_rows.h"

#include "app/preset.h"
#include "base/i18n.h"
#include "paint/accent.h"

static void add(struct settings_row *rows, size_t *n, enum settings_row_kind kind,
                const char *label)
{
    rows[(*n)++] = (struct settings_row){.kind = kind, .label = label};
}

static void add_group(struct settings_row *rows, size_t *n, enum setting_group g)
{
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (SETTING_DEFS[id].group == g)
            rows[(*n)++] = (struct settings_row){ROW_SETTING, id, SETTING_DEFS[id].label};
}

size_t settings_rows(const struct ui *ui, struct settings_row rows[static SETTINGS_ROWS_MAX])
{
    size_t n = 0;
    add_group(rows, &n, SETTINGS_LOOK);
    add(rows, &n, ROW_PRESET, N_("Preset"));
    if (ui_can_keep_for(ui, KEEP_SOURCE))
        add(rows, &n, ROW_SCOPE, N_("Holds for"));
    add(rows, &n, ROW_TITLE, N_("Page"));
    add_group(rows, &n, SETTINGS_PAGE);
    add(rows, &n, ROW_TITLE, N_("Terminal's font"));
    add(rows, &n, ROW_TERMINAL, N_("Terminal"));
    add(rows, &n, ROW_HOW, N_("Changed in"));
    if (ui->term->info.font)
        add(rows, &n, ROW_FONT, N_("Font size"));
    add(rows, &n, ROW_TITLE, N_("Screen"));
    add_group(rows, &n, SETTINGS_SCREEN);
    return n;
}

static bool is_switch(const struct settings_row *r)
{
    return r->kind == ROW_SETTING && SETTING_DEFS[r->id].type == SET_BOOL;
}

size_t settings_row_values(const struct ui *ui, const struct settings_row *r)
{
    size_t n = 0;
    if (r->kind == ROW_PRESET)
        return preset_count(&ui->config);
    if (r->kind == ROW_SCOPE)
        return KEEPS;
    if (r->kind != ROW_SETTING)
        return 0;
    if (r->id == SETTING_THEME)
        return ui->themes.v.n;
    if (r->id == SETTING_ACCENT)
        return accent_count();
    if (is_switch(r))
        return 2;
    while (SETTING_DEFS[r->id].titles && SETTING_DEFS[r->id].titles[n])
        n++;
    return n;
}

bool settings_row_is_fixed(const struct settings_row *r)
{
    return r->kind == ROW_TITLE || r->kind == ROW_TERMINAL || r->kind == ROW_HOW;
}

static const char *keep_title(const struct ui *ui, size_t i)
{
    bool web = str_find(ui_source(ui), STR("://"), 0) != STR_NPOS;
    return i == KEEP_USUAL    ? _("As usual")
           : i == KEEP_SOURCE ? _("This text")
           : web              ? _("This site")
                              : _("This folder");
}

const char *settings_row_value(const struct ui *ui, const struct settings_row *r, size_t i)
{
    if (r->kind == ROW_PRESET)
        return preset_title(&ui->config, i);
    if (r->kind == ROW_SCOPE)
        return keep_title(ui, i);
    if (r->id == SETTING_THEME)
        return theme_title(&ui->themes.v.v[i]);
    if (r->id == SETTING_ACCENT)
        return _(accent_at(i)->title);
    return setting_choice_title(r->id, is_switch(r) ? !i : i); /* on comes first */
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

static bool is_now(const struct ui *ui, const struct settings_row *r, size_t i)
{
    struct str now = str_of(ui->settings.text[r->id]);
    if (r->kind == ROW_PRESET)
        return is_preset(ui, i);
    if (r->kind == ROW_SCOPE)
        return ui->keep == i;
    if (r->id == SETTING_THEME)
        return str_eq(now, str_of(ui->themes.v.v[i].name));
    if (r->id == SETTING_ACCENT)
        return str_eq(now, str_of(accent_at(i)->name));
    return ui->settings.v[r->id] == (int64_t)(is_switch(r) ? !i : i);
}

size_t settings_row_now(const struct ui *ui, const struct settings_row *r)
{
    size_t n = settings_row_values(ui, r);
    for (size_t i = n; i-- > 0;) /* a preset of the user's before one that says the same */
        if (is_now(ui, r, i))
            return i;
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
        s->v[r->id] = is_switch(r) ? !i : (int64_t)i;
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
    if (r->kind == ROW_SETTING)
        setting_copy(s, &fresh, r->id);
}

/* ---- what is said of a row ---- */

/* No program in a terminal can do so for all of them. */
const char *settings_font_help(const struct ui *ui)
{
    static const struct {
        const char *name, *help;
    } known[] = {
        {"XTerm", N_("~/.Xresources: XTerm*faceName, XTerm*faceSize")},
        {"rxvt", N_("~/.Xresources: URxvt.font")},
        {"kitty", N_("kitty.conf: font_family, font_size")},
        {"foot", N_("foot.ini: font=")},
        {"VTE", N_("Preferences of the terminal, Profiles, Text")},
        {"Konsole", N_("Edit Current Profile, Appearance")},
        {"tmux", N_("the terminal that tmux is in")},
        {"screen", N_("the terminal that screen is in")},
        {"alacritty", N_("alacritty.toml: [font]")},
        {"WezTerm", N_("wezterm.lua: font, font_size")},
        {"ghostty", N_("config: font-family, font-size")},
        {"mlterm", N_("Ctrl and right click: Font")},
        {"linux", N_("setfont, or /etc/default/console-setup")},
    };
    const char *terminal = ui->term->info.name;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncasecmp(terminal, known[i].name, strlen(known[i].name)) == 0)
            return _(known[i].help);
    return _("in the terminal's own settings");
}

static void add_mode_help(const struct ui *ui, struct buf *out)
{
    if (ui->settings.v[SETTING_MODE] == 0 && !ui_knows_mode(ui))
        buf_adds(out, _("This terminal does not tell its background."));
    else
        buf_adds(out, _(SETTING_DEFS[SETTING_MODE].help));
}

static void add_preset_help(const struct ui *ui, struct buf *out)
{
    struct buf save = {0}, remove = {0};
    if (keymap_keys_of(ui->keys, CTX_SETTINGS, CMD_PRESET_SAVE, 1, &save) &&
        keymap_keys_of(ui->keys, CTX_SETTINGS, CMD_PRESET_REMOVE, 1, &remove))
        buf_addf(out, _("%s keeps what is set under a name, %s removes it"), buf_cstr(&save),
                 buf_cstr(&remove));
    buf_free(&save);
    buf_free(&remove);
}

static void add_keep_help(const struct ui *ui, struct buf *out)
{
    if (ui->keep == KEEP_USUAL)
        buf_adds(out, _("Where what you change is kept"));
    else
        ui_add_section_name(ui, ui->keep, out);
}

void settings_row_help(const struct ui *ui, const struct settings_row *r, struct buf *out)
{
    if (r->kind == ROW_SETTING && r->id == SETTING_MODE)
        add_mode_help(ui, out);
    else if (r->kind == ROW_SETTING)
        buf_adds(out, _(SETTING_DEFS[r->id].help));
    else if (r->kind == ROW_PRESET)
        add_preset_help(ui, out);
    else if (r->kind == ROW_SCOPE)
        add_keep_help(ui, out);
    else if (r->kind == ROW_TERMINAL || r->kind == ROW_HOW)
        buf_adds(out, settings_font_help(ui));
    else if (r->kind == ROW_FONT)
        buf_adds(out, _("Until you leave, or Escape"));
}
