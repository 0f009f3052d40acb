#include "ui/view_settings.h"

#include "app/preset.h"
#include "base/i18n.h"
#include "ui/prompt.h"
#include "ui/settings_panel.h"

static const struct settings_row *row_of(const struct settings_view *v)
{
    return &v->rows[v->cursor];
}

/* ---- changing ---- */

/* What is tried holds as if it were given for the run, so that a change of the file leaves it alone. */
static void use(struct ui *ui, const struct settings *s)
{
    struct settings was = ui->settings;
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (!setting_same(&was, s, id)) {
            setting_copy(&ui->chosen, s, id);
            ui->chosen.given[id] = true;
        }
    ui_use_settings(ui, s);
}

static void change_to(struct settings_view *v, const struct settings *s)
{
    setting_undo_note(&v->view.ui->setting_undo, &v->view.ui->settings, s);
    use(v->view.ui, s);
}

static void step_font(struct ui *ui, int by)
{
    if (!ui->term->ops->font(ui->term, by))
        ui_say(ui, "%s", _("The font goes no further."));
}

static void change(struct settings_view *v, size_t line, int value)
{
    struct ui *ui = v->view.ui;
    const struct settings_row *r = &v->rows[line];
    struct settings s = ui->settings;
    size_t n = settings_row_values(ui, r), now = settings_row_now(ui, r);
    size_t next = value >= 0        ? (size_t)value
                  : now == SIZE_MAX ? 0
                  : n               ? (now + (value == HIT_ON ? 1 : n - 1)) % n
                                    : 0;
    if (settings_row_is_fixed(r))
        return;
    if (r->kind == ROW_FONT)
        step_font(ui, value == HIT_ON ? 1 : -1);
    else if (r->kind == ROW_SCOPE)
        ui->keep = (uint8_t)next;
    else if (n)
        settings_row_choose(ui, r, next, &s);
    else
        settings_row_step(r, value == HIT_ON ? 1 : -1, &s);
    change_to(v, &s);
}

static void reset(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    struct settings s = ui->settings;
    settings_row_reset(row_of(v), &s);
    if (row_of(v)->kind == ROW_FONT)
        ui->term->ops->font(ui->term, -ui->term->info.font_steps);
    if (row_of(v)->kind == ROW_SCOPE)
        ui->keep = KEEP_USUAL;
    change_to(v, &s);
}

/* ---- keeping and putting back ---- */

static void keep_differences(struct ui *ui, const struct settings *before)
{
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (!setting_same(before, &ui->settings, id))
            ui_keep_setting(ui, id);
}

static void close_kept(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    ui->chosen = v->chosen_before;
    keep_differences(ui, &v->before);
    ui->keep = KEEP_USUAL;
    ui_pop(ui);
}

static void close_reverted(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    struct settings tried = ui->settings;
    ui->chosen = v->chosen_before;
    if (ui->config.path)
        ui_settle(ui); /* the file may say other things by now */
    else
        ui_use_settings(ui, &v->before);
    bool changed = settings_effects(&tried, &ui->settings) != 0;
    setting_undo_note(&ui->setting_undo, &tried, &ui->settings);
    ui->term->ops->font(ui->term, v->font_before - ui->term->info.font_steps);
    ui->keep = KEEP_USUAL;
    ui_pop(ui);
    struct buf key = {0};
    if (changed && keymap_keys_of(ui->keys, CTX_GLOBAL, CMD_SETTINGS_UNDO, 1, &key))
        ui_say(ui, _("Put back. %s brings the changes again."), buf_cstr(&key));
    buf_free(&key);
}

static const struct view_ops SETTINGS_OPS;

void view_settings_undo(struct ui *ui)
{
    struct settings was = ui->settings, s = was;
    if (!setting_undo_take(&ui->setting_undo, &s)) {
        ui_say(ui, "%s", _("No setting was changed."));
        return;
    }
    if (ui_find(ui, &SETTINGS_OPS)) {
        use(ui, &s);
    } else {
        ui_use_settings(ui, &s);
        keep_differences(ui, &was);
    }
    ui_say(ui, "%s", _("Settings as they were before."));
}

/* ---- presets and colours of the user's own ---- */

static void preset_named(struct view *view, struct str name, bool accepted)
{
    struct ui *ui = view->ui;
    struct err e = {0};
    name = str_trim(name);
    if (!accepted || !name.n)
        return;
    if (!ui->config.path)
        ui_complain(ui, "%s", _("There is no configuration file to keep it in."));
    else if (preset_save(&ui->config, name, &ui->settings, &e))
        ui_say(ui, _("Kept as “%.*s”."), STR_ARG(name));
    else
        ui_complain(ui, "%s", e.msg);
}

static void accent_typed(struct view *view, struct str text, bool accepted)
{
    struct settings_view *v = (struct settings_view *)view;
    struct settings s = view->ui->settings;
    struct err e = {0};
    if (!accepted)
        return;
    if (setting_set(&s, STR("accent"), str_trim(text), &e))
        change_to(v, &s);
    else
        ui_complain(view->ui, "%s", e.msg);
}

static void save_preset(struct settings_view *v)
{
    prompt_open(v->view.ui, &(struct prompt_owner){.view = &v->view, .done = preset_named},
                _("Preset's name: "), STR_NONE);
}

static void remove_preset(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    struct err e = {0};
    size_t now = settings_row_now(ui, row_of(v));
    if (row_of(v)->kind != ROW_PRESET || now == SIZE_MAX) {
        ui_say(ui, "%s", _("There is no preset here."));
        return;
    }
    char *name = str_dup(str_of(preset_name(&ui->config, now))); /* it goes with the preset */
    if (ui->config.path && preset_remove(&ui->config, str_of(name), &e))
        ui_say(ui, _("“%s” is removed."), name);
    else
        ui_complain(ui, "%s", e.code ? e.msg : _("There is no preset here."));
    free(name);
}

/* "#" on the accent begins a colour. */
static bool settings_text(struct view *view, struct str s)
{
    struct settings_view *v = (struct settings_view *)view;
    if (row_of(v)->kind != ROW_SETTING || row_of(v)->id != SETTING_ACCENT || s.p[0] != '#')
        return false;
    prompt_open(view->ui, &(struct prompt_owner){.view = view, .done = accent_typed},
                _("Colour, #rrggbb: "), s);
    return true;
}

/* ---- commands ---- */

static void move(struct settings_view *v, long by)
{
    long n = (long)v->nrows, at = (long)v->cursor + by, step = by < 0 ? -1 : 1;
    while (at >= 0 && at < n && v->rows[at].kind == ROW_TITLE)
        at += step;
    at = at < 0 ? 0 : at >= n ? n - 1 : at;
    v->cursor = (size_t)at;
}

static bool settings_move(struct settings_view *v, const struct command_call *c)
{
    long n = c->count ? (long)c->count : 1, page = v->shown > 1 ? (long)v->shown - 1 : 1;
    const struct {
        enum command cmd;
        long by;
    } moves[] = {{CMD_LINE_DOWN, n},           {CMD_LINE_UP, -n},        {CMD_PAGE_DOWN, page},
                 {CMD_HALF_DOWN, page / 2},    {CMD_PAGE_UP, -page},     {CMD_HALF_UP, -page / 2},
                 {CMD_START, -(long)v->nrows}, {CMD_END, (long)v->nrows}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].cmd == c->cmd) {
            move(v, moves[i].by);
            return true;
        }
    return false;
}

static bool settings_command(struct view *view, const struct command_call *c)
{
    struct settings_view *v = (struct settings_view *)view;
    switch (c->cmd) {
    case CMD_VALUE_NEXT:
        change(v, v->cursor, HIT_ON);
        return true;
    case CMD_VALUE_PREV:
        change(v, v->cursor, HIT_BACK);
        return true;
    case CMD_RESET:
        reset(v);
        return true;
    case CMD_PRESET_SAVE:
        save_preset(v);
        return true;
    case CMD_PRESET_REMOVE:
        remove_preset(v);
        return true;
    case CMD_KEEP:
    case CMD_SETTINGS:
        close_kept(v);
        return true;
    case CMD_CLOSE:
        close_reverted(v);
        return true;
    default:
        return settings_move(v, c);
    }
}

static void settings_click(struct view *view, int row, int col)
{
    struct settings_view *v = (struct settings_view *)view;
    for (size_t i = v->nhits; i-- > 0;) {
        const struct settings_hit h = v->hits[i];
        if (h.row != row || col < h.beg || col >= h.end)
            continue;
        v->cursor = h.line;
        if (h.value != HIT_ROW)
            change(v, h.line, h.value);
        return;
    }
    if (panel_is_beside(&v->box, col))
        close_kept(v);
}

static void settings_close(struct view *v)
{
    free(v);
}

static void settings_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static const struct view_ops SETTINGS_OPS = {
    .name = "settings",
    .ctx = CTX_SETTINGS,
    .panel = true,
    .close = settings_close,
    .resize = settings_resize,
    .command = settings_command,
    .text = settings_text,
    .click = settings_click,
    .draw = settings_panel_draw,
};

void view_settings_open(struct ui *ui)
{
    struct settings_view *v = mem_zero(1, sizeof *v);
    v->view.ops = &SETTINGS_OPS;
    v->before = ui->settings;
    v->chosen_before = ui->chosen;
    v->font_before = ui->term->info.font_steps;
    v->nrows = settings_rows(ui, v->rows);
    ui_push(ui, &v->view);
}
