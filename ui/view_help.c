#include "ui/view_help.h"

#include "ui/list_view.h"

enum { WANT_COLS = 60, KEYS_SHOWN = 2 };

static void add_command(struct list_view *lv, struct ui *ui, enum key_ctx ctx, enum command cmd,
                        bool *titled)
{
    struct buf keys = {0}, first = {0};
    if (keymap_keys_of(ui->keys, ctx, cmd, KEYS_SHOWN, &keys)) {
        keymap_keys_of(ui->keys, ctx, cmd, 1, &first);
        enum command_group g = COMMAND_DEFS[cmd].group;
        if (!*titled) {
            if (lv->list.rows.n)
                list_add(&lv->list, &(struct list_row){.kind = LIST_GAP});
            list_add(&lv->list, &(struct list_row){.kind = LIST_TITLE,
                                                   .text = str_of(command_group_title(g))});
        }
        *titled = true;
        list_add(&lv->list, &(struct list_row){.kind = LIST_ROW,
                                               .id = cmd,
                                               .text = str_of(_(COMMAND_DEFS[cmd].help)),
                                               .right = buf_str(&keys),
                                               .brief = buf_str(&first)});
    }
    buf_free(&keys);
    buf_free(&first);
}

static void fill(struct list_view *lv, struct ui *ui, enum key_ctx ctx)
{
    for (enum command_group g = 0; g < COMMAND_GROUPS; g++) {
        bool titled = false;
        for (enum command cmd = CMD_NONE + 1; cmd < COMMAND_COUNT; cmd++)
            if (COMMAND_DEFS[cmd].group == g)
                add_command(lv, ui, ctx, cmd, &titled);
    }
    list_ready(&lv->list, LIST_NO_ROW);
}

/* The command is done as if its key had been pressed. */
static void chosen(struct view *v, uint32_t id)
{
    struct ui *ui = v->ui;
    ui_pop(ui);
    if (id != CMD_HELP)
        ui_command(ui, &(struct command_call){.cmd = (enum command)id, .arg = ""});
}

static void help_close(struct view *v)
{
    list_free(&((struct list_view *)v)->list);
    free(v);
}

static void help_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static const struct view_ops HELP_OPS = {
    .name = "help",
    .ctx = CTX_HELP,
    .panel = true,
    .close = help_close,
    .resize = help_resize,
    .command = list_view_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
};

void view_help_open(struct ui *ui)
{
    enum key_ctx ctx = ui_top(ui) ? ui_top(ui)->ops->ctx : CTX_GLOBAL;
    struct list_view *lv = mem_zero(1, sizeof *lv);
    *lv = (struct list_view){.view.ops = &HELP_OPS,
                             .chosen = chosen,
                             .side = PANEL_RIGHT,
                             .want_cols = WANT_COLS,
                             .title = _("Keys")};
    fill(lv, ui, ctx);
    ui_push(ui, &lv->view);
}
