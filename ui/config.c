/* The configuration file while the program runs: which settings hold for what is shown, keeping a
 * choice, and taking up what was changed elsewhere. */
#include "ui/loop.h"

#include "base/i18n.h"
#include "ui/settings_rows.h"

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

/* A stream, and the library, have no settings of their own. */
bool ui_add_section_name(const struct ui *ui, unsigned keep, struct buf *out)
{
    struct buf place = {0};
    struct str source = ui_source(ui);
    bool ok = settings_place_of(source, &place) && keep != KEEP_USUAL;
    if (ok)
        buf_add(out, keep == KEEP_PLACE ? buf_str(&place) : source);
    buf_free(&place);
    return ok;
}

bool ui_can_keep_for(const struct ui *ui, unsigned keep)
{
    struct buf name = {0};
    bool ok = ui->config.path && ui_add_section_name(ui, keep, &name);
    buf_free(&name);
    return ok;
}

/* Writes the setting where it was said to be kept, else where it comes from: the general part, or what
 * stands for the source. */
static bool write_setting(struct ui *ui, enum setting_id id, struct err *e)
{
    struct buf value = {0}, section = {0}; /* the holder goes with the change */
    const struct settings_section *s = settings_holder(&ui->config, ui_source(ui), id);
    enum settings_scope scope = SETTINGS_SOURCE;
    if (!ui_add_section_name(ui, ui->keep, &section)) {
        scope = s ? s->scope : SETTINGS_GENERAL;
        buf_adds(&section, s ? s->name : "");
    }
    setting_format(&ui->settings, id, &value);
    struct settings_change change = {scope, buf_str(&section), str_of(SETTING_DEFS[id].name),
                                     buf_str(&value)};
    bool ok = settings_file_change(&ui->config, &change, 1, e);
    buf_free(&section);
    buf_free(&value);
    return ok;
}

void ui_keep_setting(struct ui *ui, enum setting_id id)
{
    struct err e = {0};
    setting_copy(&ui->chosen, &ui->settings, id);
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
