#include "ui/view_quote.h"

#include "doc/quote_color.h"
#include "ui/list_view.h"
#include "ui/quote_edit.h"
#include "ui/reader.h"
#include "ui/spots.h"
#include "ui/view_note.h"
#include "ui/view_select.h"
#include "ui/wrap.h"

enum { WANT_COLS = 44, TEXT_SHARE = 3, HINT_ROWS = 2 };

struct quote_view {
    struct view view;
    struct reader *reader;
    int64_t id;
    struct panel_box box;
    struct spots spots;
};

static struct quote_view *quote_view_of(struct view *v)
{
    return (struct quote_view *)v;
}

static const struct quote *quote_of(const struct quote_view *qv)
{
    const struct doc_quotes *q = &qv->reader->quotes;
    size_t i = reader_quote_index(qv->reader, qv->id);
    return i == SIZE_MAX ? NULL : &q->list.v.v[q->placed.v[i].index];
}

static void quote_close(struct view *v)
{
    free(v);
}

static void quote_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static void set_color(struct quote_view *qv, const char *arg)
{
    struct ui *ui = qv->view.ui;
    if (quote_edit_color(ui, &qv->id, 1, arg))
        ui_library_changed(ui);
}

static void merge(struct quote_view *qv)
{
    struct reader *r = qv->reader;
    struct ui *ui = r->view.ui;
    struct quoted_doc d = reader_quoted(r);
    struct err e = {0};
    size_t n;
    if (!quotes_merge(ui->lib, &d, &r->quotes, reader_quote_index(r, qv->id), &n, &e))
        ui_complain(ui, "%s", e.msg);
    else if (n < 2)
        ui_say(ui, _("No other quote overlaps it."));
    else
        ui_say(ui, ngettext("%zu quote merged.", "%zu quotes merged.", n), n);
    ui_library_changed(ui);
}

/* The panel goes, and its text is selected with the end to be moved. */
static void extend(struct quote_view *qv)
{
    struct reader *r = qv->reader;
    struct doc_range range = r->quotes.placed.v[reader_quote_index(r, qv->id)].r;
    ui_pop(r->view.ui);
    reader_select_at(r, range.beg, PICK_CHAR);
    r->select.by_mouse = false;
    r->select.quote = qv->id;
    r->select.at = pick_at(r->doc, range.end - 1, PICK_CHAR, 0).beg;
    view_select_open(r->view.ui, r);
}

static void remove_it(struct quote_view *qv)
{
    struct ui *ui = qv->view.ui;
    if (quote_edit_delete(ui, &qv->id, 1, CTX_READER)) {
        ui_pop(ui);
        ui_library_changed(ui);
    }
}

static void tags_done(struct view *v, struct str text, bool accepted)
{
    struct quote_view *qv = quote_view_of(v);
    if (accepted)
        quote_edit_tags(v->ui, &qv->id, 1, text);
}

static bool quote_command(struct view *v, const struct command_call *c)
{
    struct quote_view *qv = quote_view_of(v);
    const struct quote *q = quote_of(qv);
    if (!q)
        return false;
    switch (c->cmd) {
    case CMD_QUOTE:
        set_color(qv, c->arg);
        return true;
    case CMD_NOTE:
        view_note_open(v->ui, qv->id);
        return true;
    case CMD_TAG:
        quote_edit_ask_tags(v, q, tags_done);
        return true;
    case CMD_MERGE:
        merge(qv);
        return true;
    case CMD_EXTEND:
        extend(qv);
        return true;
    case CMD_COPY:
        quote_edit_copy(v->ui, q->anchor.exact);
        return true;
    case CMD_REMOVE:
        remove_it(qv);
        return true;
    case CMD_UNDO:
        ui_undo(v->ui);
        return true;
    case CMD_QUOTE_NEXT:
    case CMD_QUOTE_PREV:
        reader_quote_command(qv->reader, c);
        qv->id = qv->reader->quote;
        return true;
    default:
        return false;
    }
}

static void quote_click(struct view *v, int row, int col)
{
    struct quote_view *qv = quote_view_of(v);
    if (!spots_click(&qv->spots, v->ui, row, col) && panel_is_beside(&qv->box, col))
        ui_pop(v->ui);
}

/* It may be gone: merged, or undone. */
static void quote_changed(struct view *v)
{
    struct quote_view *qv = quote_view_of(v);
    reader_quotes_load(qv->reader);
    if (!quote_of(qv) && ui_top(v->ui) == v)
        ui_pop(v->ui);
}

static void draw_colors(struct quote_view *qv, struct grid *g, unsigned color)
{
    static const char *const digits[QUOTE_COLORS] = {"1", "2", "3", "4", "5"};
    for (unsigned i = 0; i < QUOTE_COLORS; i++) {
        struct style st = ui_style(qv->view.ui, (enum role)(ROLE_QUOTED + i));
        struct buf b = {0};
        if (i == color)
            st.attrs |= CELL_BOLD | CELL_UNDERLINE;
        buf_addf(&b, i == color ? "[%s]" : " %s ", quote_color_label((enum quote_color)i));
        spots_text(&qv->spots, g, buf_str(&b), st,
                   (struct command_call){.cmd = CMD_QUOTE, .arg = digits[i]});
        qv->spots.col++;
        buf_free(&b);
    }
}

static int draw_text(struct quote_view *qv, struct grid *g, const struct quote *q, int row,
                     unsigned cols)
{
    struct ui *ui = qv->view.ui;
    const struct panel_box *b = &qv->box;
    unsigned n = wrap_draw(g, row, b->col + 3, b->rows / TEXT_SHARE + 1, cols - 2, q->anchor.exact,
                           ui_style(ui, ROLE_PANEL));
    for (unsigned i = 0; i < n; i++)
        grid_put(g, row + (int)i, b->col + 1, ui_glyph("▎", "|"), 1,
                 ui_quote_bar_on(ui, q->color, ROLE_PANEL));
    return row + (int)n;
}

static int draw_facts(struct quote_view *qv, struct grid *g, const struct quote *q, int row,
                      unsigned cols)
{
    struct buf b = {0};
    quote_edit_add_facts(q, &b);
    if (b.n)
        row += (int)wrap_draw(g, row, qv->box.col + 3, 1, cols - 2, buf_str(&b),
                              ui_style(qv->view.ui, ROLE_PANEL_SECONDARY));
    buf_free(&b);
    return row + 1;
}

static int draw_note(struct quote_view *qv, struct grid *g, const struct quote *q, int row,
                     int bottom, unsigned cols)
{
    if (!q->note.n || bottom <= row)
        return row;
    row += (int)wrap_draw(g, row, qv->box.col + 1, (unsigned)(bottom - row), cols, q->note,
                          ui_style(qv->view.ui, ROLE_PANEL));
    return row + 1;
}

static void draw_hints(struct quote_view *qv, struct grid *g, int row)
{
    static const struct {
        enum command cmd;
        const char *label;
    } hints[HINT_ROWS][3] = {
        {{CMD_NOTE, N_("note")}, {CMD_TAG, N_("tags")}, {CMD_EXTEND, N_("extend")}},
        {{CMD_MERGE, N_("merge")}, {CMD_COPY, N_("copy")}, {CMD_REMOVE, N_("delete")}},
    };
    struct style st = ui_style(qv->view.ui, ROLE_PANEL_SECONDARY);
    for (int i = 0; i < HINT_ROWS; i++) {
        qv->spots.row = row + i;
        qv->spots.col = qv->box.col + 1;
        for (int k = 0; k < 3; k++)
            spots_hint(&qv->spots, qv->view.ui, g, CTX_QUOTE, hints[i][k].cmd, _(hints[i][k].label),
                       st);
    }
}

static void quote_draw(struct view *v, struct grid *g)
{
    struct quote_view *qv = quote_view_of(v);
    const struct quote *q = quote_of(qv);
    struct buf number = {0};
    if (!q)
        return;
    buf_addf(&number, "#%lld", (long long)q->id);
    qv->box = panel_draw(v->ui, g, PANEL_RIGHT, WANT_COLS, str_of(_("Quote")), buf_str(&number));
    buf_free(&number);
    const struct panel_box *b = &qv->box;
    int bottom = b->row + (int)b->rows - HINT_ROWS - 1;
    unsigned cols = b->cols > 6 ? b->cols - 2 : 4;
    int row = draw_text(qv, g, q, b->row, cols);
    row = draw_facts(qv, g, q, row, cols);
    spots_start(&qv->spots, row < bottom ? row : bottom, b->col + 1, b->col + (int)b->cols);
    draw_colors(qv, g, q->color);
    row = draw_note(qv, g, q, row + 2, bottom - 1, cols);
    if (q->ntags && row < bottom) {
        struct buf tags = {0};
        quote_edit_add_tags(q, &tags);
        wrap_draw(g, row, b->col + 1, 1, cols, buf_str(&tags), ui_style(v->ui, ROLE_PANEL_TITLE));
        buf_free(&tags);
    }
    draw_hints(qv, g, bottom + 1);
}

static const struct view_ops QUOTE_OPS = {
    .name = "quote",
    .ctx = CTX_QUOTE,
    .panel = true,
    .close = quote_close,
    .resize = quote_resize,
    .command = quote_command,
    .click = quote_click,
    .draw = quote_draw,
    .library_changed = quote_changed,
};

void view_quote_open(struct ui *ui, struct reader *r, int64_t id)
{
    struct quote_view *qv = mem_zero(1, sizeof *qv);
    qv->view.ops = &QUOTE_OPS;
    qv->reader = r;
    qv->id = id;
    ui_push(ui, &qv->view);
}
