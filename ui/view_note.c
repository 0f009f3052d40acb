#include "ui/view_note.h"

#include "app/quotes.h"
#include "ui/editor.h"
#include "ui/external.h"
#include "ui/list_view.h"
#include "ui/spots.h"

enum { WANT_COLS = 46, QUOTE_ROWS = 3 };

struct note_view {
    struct view view;
    int64_t id;
    struct editor editor;
    struct quote_list quote; /* one, as it was when this was opened */
    struct panel_box box;    /* of the last draw */
    int editor_row, editor_col;
    struct spots spots;
    bool warned; /* that leaving loses what was written */
};

static struct note_view *note_of(struct view *v)
{
    return (struct note_view *)v;
}

static void note_close(struct view *v)
{
    editor_free(&note_of(v)->editor);
    quote_list_free(&note_of(v)->quote);
    free(v);
}

static void note_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static bool note_text(struct view *v, struct str s)
{
    if (!editor_insert(&note_of(v)->editor, s))
        ui_say(v->ui, _("That is too long."));
    note_of(v)->warned = false;
    return true;
}

static void accept(struct note_view *nv)
{
    struct ui *ui = nv->view.ui;
    struct err e = {0};
    if (nv->editor.dirty && !quotes_set_note(ui->lib, nv->id, buf_str(&nv->editor.text), &e)) {
        ui_complain(ui, "%s", e.msg); /* what was written is still there */
        return;
    }
    ui_pop(ui);
    if (nv->editor.dirty) {
        ui_library_changed(ui);
        ui_say(ui, _("The note is kept."));
    }
}

static void cancel(struct note_view *nv)
{
    struct ui *ui = nv->view.ui;
    struct buf key = {0};
    if (!nv->editor.dirty || nv->warned) {
        ui_pop(ui);
        return;
    }
    nv->warned = true;
    keymap_keys_of(ui->keys, CTX_NOTE, CMD_ACCEPT, 1, &key);
    ui_say(ui, _("%s keeps what you wrote; once more leaves without it."), buf_cstr(&key));
    buf_free(&key);
}

static void external(struct note_view *nv)
{
    struct ui *ui = nv->view.ui;
    struct buf text = {0};
    struct err e = {0};
    buf_add(&text, buf_str(&nv->editor.text));
    if (external_edit(ui->term, &text, &e)) {
        editor_set(&nv->editor, STR_NONE);
        editor_insert(&nv->editor, str_trim(buf_str(&text)));
        nv->editor.dirty = true;
    } else {
        ui_complain(ui, "%s", e.msg);
    }
    buf_free(&text);
    ui_resized(ui); /* the terminal may be another size now */
}

static bool note_command(struct view *v, const struct command_call *c)
{
    struct note_view *nv = note_of(v);
    switch (c->cmd) {
    case CMD_ACCEPT:
        accept(nv);
        return true;
    case CMD_CANCEL:
    case CMD_CLOSE:
        cancel(nv);
        return true;
    case CMD_EDITOR:
        external(nv);
        return true;
    default:
        return editor_command(&nv->editor, c);
    }
}

static void note_click(struct view *v, int row, int col)
{
    struct note_view *nv = note_of(v);
    if (spots_click(&nv->spots, v->ui, row, col))
        return;
    if (panel_is_beside(&nv->box, col))
        cancel(nv);
    else
        editor_click(&nv->editor, row - nv->editor_row, col - nv->editor_col);
}

static void note_draw(struct view *v, struct grid *g)
{
    struct note_view *nv = note_of(v);
    struct ui *ui = v->ui;
    struct style st = ui_style(ui, ROLE_PANEL), soft = ui_style(ui, ROLE_PANEL_SECONDARY);
    nv->box = panel_draw(ui, g, PANEL_RIGHT, WANT_COLS, str_of(_("Note")), STR_NONE);
    const struct panel_box *b = &nv->box;
    unsigned used = 0, inner = b->cols > 3 ? b->cols - 2 : 1;
    if (b->rows > 2 * QUOTE_ROWS + 2)
        used = 1 + wrap_draw(g, b->row, b->col + 1, QUOTE_ROWS, inner,
                             nv->quote.v.v[0].anchor.exact, soft);
    unsigned rows = b->rows > used + 2 ? b->rows - used - 2 : 1;
    nv->editor_row = b->row + (int)used;
    nv->editor_col = b->col + 1;
    editor_draw(&nv->editor, g, nv->editor_row, nv->editor_col, rows, inner + 1, st);
    spots_start(&nv->spots, b->row + (int)b->rows - 1, b->col + 1, b->col + (int)b->cols);
    spots_hint(&nv->spots, ui, g, CTX_NOTE, CMD_ACCEPT, _("keep"), soft);
    spots_hint(&nv->spots, ui, g, CTX_NOTE, CMD_CANCEL, _("leave"), soft);
    spots_hint(&nv->spots, ui, g, CTX_NOTE, CMD_EDITOR, _("$EDITOR"), soft);
}

static const struct view_ops NOTE_OPS = {
    .name = "note",
    .ctx = CTX_NOTE,
    .panel = true,
    .close = note_close,
    .resize = note_resize,
    .command = note_command,
    .text = note_text,
    .click = note_click,
    .draw = note_draw,
};

void view_note_open(struct ui *ui, int64_t id)
{
    struct note_view *nv = mem_zero(1, sizeof *nv);
    struct err e = {0};
    nv->view.ops = &NOTE_OPS;
    nv->id = id;
    if (!quote_get(library_db(ui->lib), id, &nv->quote, &e)) {
        ui_complain(ui, "%s", e.msg);
        note_close(&nv->view);
        return;
    }
    editor_set(&nv->editor, nv->quote.v.v[0].note);
    ui_push(ui, &nv->view);
}
