/* The configuration file while the program runs: which settings hold for what is shown, keeping a
 * choice, and taking up what was changed elsewhere. */
#include "ui/loop.h"

#include "base/i18n.h"

struct str ui_source(const struct ui *ui)
{
    for (size_t i = ui->views.n; i-- > 0;)
        if (ui->views.v[i]->ops->source)
            return ui->views.v[i]->ops->source(ui->views.v[i]);
    return STR_NONE;
}

void ui_settle(struct ui *ui)
{
    struct settings next;
    if (!ui->config.path)
        return;
    settings_for_source(&ui->config, &ui->chosen, ui_source(ui), &next);
    ui_use_settings(ui, &next);
}

/* Writes the setting where it comes from: the general part, or what stands for the source. */
static bool write_setting(struct ui *ui, enum setting_id id, struct err *e)
{
    struct buf value = {0};
    const struct settings_section *s = settings_holder(&ui->config, ui_source(ui), id);
    char *section = str_dup(s ? str_of(s->name) : STR("")); /* s goes with the change */
    setting_format(&ui->settings, id, &value);
    struct settings_change change = {s ? s->scope : SETTINGS_GENERAL, str_of(section),
                                     str_of(SETTING_DEFS[id].name), buf_str(&value)};
    bool ok = settings_file_change(&ui->config, &change, 1, e);
    free(section);
    buf_free(&value);
    return ok;
}

void ui_keep_setting(struct ui *ui, enum setting_id id)
{
    struct err e = {0};
    ui->chosen.v[id] = ui->settings.v[id];
    memcpy(ui->chosen.text[id], ui->settings.text[id], sizeof ui->chosen.text[id]);
    ui->chosen.given[id] = !ui->config.path || !write_setting(ui, id, &e);
    if (e.code)
        ui_complain(ui, _("The choice holds until you leave: %s"), e.msg);
}

void ui_reload_config(struct ui *ui)
{
    struct buf complaints = {0};
    watch_take(&ui->watch);
    if (settings_file_reload(&ui->config, &complaints))
        ui_settle(ui);
    struct str all = str_trim(buf_str(&complaints));
    if (all.n)
        ui_complain(ui, STR_FMT, STR_ARG(all));
    buf_free(&complaints);
}
