/* How the screen looks: theme, widths, and the settings that are changed while reading. */
#include "app/themes.h"
#include "text/script.h"
#include "text/width.h"
#include "ui/loop.h"

static enum theme_mode mode_of(const struct ui *ui)
{
    static const enum theme_mode chosen[] = {THEME_LIGHT, THEME_LIGHT, THEME_DARK};
    int64_t v = ui->settings.v[SETTING_MODE];
    return v == 0 ? ui->term->info.mode : chosen[v];
}

/* True when the widths changed. */
static bool refresh_widths(const struct ui *ui)
{
    const struct term_info *info = &ui->term->info;
    struct width_policy p = *width_policy(), was = p;
    int64_t set = ui->settings.v[SETTING_AMBIGUOUS], emoji = ui->settings.v[SETTING_EMOJI];
    if (info->ambiguous) { /* the probes have been answered */
        p.emoji_modifier = info->emoji_modifier;
        p.emoji_zwj = info->emoji_zwj;
        p.ext_h = info->ext_h;
    }
    if (emoji)
        p.emoji_modifier = p.emoji_zwj = emoji == EMOJI_JOINED;
    if (set || info->ambiguous)
        p.ambiguous = (uint8_t)(set ? set : info->ambiguous);
    width_set_policy(&p);
    return memcmp(&p, &was, sizeof p) != 0;
}

static void tell_views(struct ui *ui, unsigned effects)
{
    for (size_t i = 0; i < ui->views.n; i++)
        ui->views.v[i]->ops->resize(ui->views.v[i], effects);
}

void ui_look_refresh(struct ui *ui)
{
    ui->theme = themes_resolve(&ui->themes, &ui->settings, mode_of(ui), ui->term->info.depth);
    if (refresh_widths(ui))
        tell_views(ui, SET_RELAYOUT);
}

struct style ui_style(const struct ui *ui, enum role r)
{
    return theme_style(&ui->theme, r);
}

struct str ui_glyph(const char *glyph, const char *standin)
{
    return str_of(width_policy()->ambiguous == 1 ? glyph : standin);
}

struct style ui_quote_bar_on(const struct ui *ui, unsigned color, enum role ground)
{
    struct style st = {.fg = ui_style(ui, ROLE_ACCENT).fg, .bg = ui_style(ui, ground).bg};
    uint32_t kept = ui_style(ui, (enum role)(ROLE_QUOTED + color)).bg;
    if (kept != COLOR_DEFAULT)
        st.bg = kept;
    return st;
}

struct style ui_quote_bar(const struct ui *ui, unsigned color)
{
    return ui_quote_bar_on(ui, color, ROLE_TEXT);
}

void ui_add_dot(struct buf *out)
{
    if (!out->n)
        return;
    buf_addc(out, ' ');
    buf_add(out, ui_glyph("·", "-"));
    buf_addc(out, ' ');
}

void ui_add_time(struct buf *out, uint64_t units)
{
    enum { UNITS_A_MINUTE = 400, LONG_MINUTES = 120 };
    unsigned long minutes = (unsigned long)((units + UNITS_A_MINUTE - 1) / UNITS_A_MINUTE);
    unsigned long hours = (minutes + 30) / 60;
    if (minutes < LONG_MINUTES)
        buf_addf(out, ngettext("%lu min", "%lu min", minutes), minutes);
    else
        buf_addf(out, ngettext("%lu h", "%lu h", hours), hours);
}

void ui_check_script(struct ui *ui)
{
    struct err e = {0};
    if (!script_load((enum script)ui->settings.v[SETTING_SCRIPT], &e))
        ui_complain(ui, "%s", e.msg);
}

void ui_use_settings(struct ui *ui, const struct settings *s)
{
    unsigned effects = settings_effects(&ui->settings, s);
    bool script = ui->settings.v[SETTING_SCRIPT] != s->v[SETTING_SCRIPT];
    ui->settings = *s;
    if (!effects)
        return;
    settings_use_language(s);
    ui->term->ops->mouse(ui->term, s->v[SETTING_MOUSE]);
    ui_look_refresh(ui);
    tell_views(ui, effects);
    if (script)
        ui_check_script(ui);
}

void ui_set(struct ui *ui, enum setting_id id, int64_t value)
{
    struct settings s = ui->settings;
    s.v[id] = value;
    s.given[id] = true;
    ui_use_settings(ui, &s);
    ui_keep_setting(ui, id);
}

bool ui_knows_mode(const struct ui *ui)
{
    return ui->term->info.mode_known || !ui->term->info.answered;
}

void ui_cycle_mode(struct ui *ui)
{
    static const char *const said[] = {N_("Light or dark as the terminal is."), N_("Light."),
                                       N_("Dark.")};
    int64_t next = (ui->settings.v[SETTING_MODE] + 1) % 3;
    if (next == 0 && !ui_knows_mode(ui))
        ui_say(ui, "%s", _("As the terminal is; but this one does not tell its background."));
    else
        ui_say(ui, "%s", _(said[next]));
    ui_set(ui, SETTING_MODE, next);
}
