#include "ui/view_select.h"

#include "text/utf8.h"
#include "text/width.h"
#include "ui/quote_edit.h"
#include "ui/reader.h"
#include "ui/spots.h"
#include "ui/view_attach.h"
#include "ui/view_note.h"

enum { GAP_COLS = 2, NARROW_COLS = 48 };

struct select_view {
    struct view view;
    struct reader *reader;
    struct spots spots; /* of the lower line */
};

static const struct view_ops SELECT_OPS;

static struct select_view *select_of(struct view *v)
{
    return (struct select_view *)v;
}

static void select_close(struct view *v)
{
    select_of(v)->reader->select.on = false;
    free(v);
}

/* The cursor stays on the screen. */
static void select_resize(struct view *v, unsigned effects)
{
    struct reader *r = select_of(v)->reader;
    (void)effects;
    reader_follow(r, r->select.at);
}

void view_select_close(struct ui *ui)
{
    if (ui_top(ui) && ui_top(ui)->ops == &SELECT_OPS)
        ui_pop(ui);
}

static void add_source_line(const struct reader *r, struct buf *out)
{
    struct str title = doc_title(r->doc), author = doc_attr(r->doc, ATTR_AUTHOR);
    struct str url = doc_attr(r->doc, ATTR_URL);
    buf_adds(out, "\n—— ");
    buf_add(out, author);
    if (author.n && title.n)
        buf_adds(out, "：");
    buf_add(out, title);
    if (url.n) {
        buf_addc(out, ' ');
        buf_add(out, url);
    }
    buf_addc(out, '\n');
}

static void copy(struct select_view *sv)
{
    struct reader *r = sv->reader;
    struct ui *ui = r->view.ui;
    struct buf b = {0};
    buf_add(&b, doc_slice(r->doc, pick_trim(r->doc, reader_selected(r))));
    if (ui->settings.v[SETTING_COPY_SOURCE])
        add_source_line(r, &b);
    view_select_close(ui);
    quote_edit_copy(ui, buf_str(&b));
    buf_free(&b);
}

static bool color_of(const struct select_view *sv, const char *arg, unsigned *color)
{
    *color = sv->view.ui->quote_color;
    if (arg[0] >= '1' && arg[0] <= '5')
        *color = (unsigned)(arg[0] - '1');
    else if (arg[0])
        ui_say(sv->view.ui, _("A colour is a number from 1 to 5."));
    return !arg[0] || (arg[0] >= '1' && arg[0] <= '5');
}

static int64_t keep(struct select_view *sv, const char *arg)
{
    unsigned color;
    if (!color_of(sv, arg, &color))
        return 0;
    int64_t id = reader_quote_keep(sv->reader, reader_selected(sv->reader), color);
    if (id)
        view_select_close(sv->view.ui);
    return id;
}

static void keep_with_note(struct select_view *sv)
{
    struct ui *ui = sv->view.ui;
    int64_t id = keep(sv, "");
    if (id)
        view_note_open(ui, id);
}

static bool select_command(struct view *v, const struct command_call *c)
{
    struct select_view *sv = select_of(v);
    switch (c->cmd) {
    case CMD_COPY:
        copy(sv);
        return true;
    case CMD_QUOTE:
        keep(sv, c->arg);
        return true;
    case CMD_QUOTE_SENTENCE:
        reader_quote_command(sv->reader, c);
        view_select_close(v->ui);
        return true;
    case CMD_NOTE:
        keep_with_note(sv);
        return true;
    case CMD_ATTACH:
        view_attach_open(v->ui, sv->reader, reader_selected(sv->reader));
        return true;
    case CMD_UNDO:
        ui_undo(v->ui);
        return true;
    default:
        return reader_select_command(sv->reader, c);
    }
}

static void select_mouse(struct view *v, const struct event *ev, unsigned clicks)
{
    struct select_view *sv = select_of(v);
    if (ev->what != MOUSE_PRESS || ev->row != (int)v->ui->grid->rows - 1)
        reader_mouse(sv->reader, ev, clicks);
    else
        spots_click(&sv->spots, v->ui, ev->row, ev->col);
}

static void draw_cursor(struct reader *r, struct grid *g)
{
    struct layout_at at = layout_find(r->layout, r->select.at), row = r->top;
    for (unsigned i = 0; i < r->rows; i++) {
        if (layout_cmp(row, at) == 0) {
            g->cursor_row = r->first_row + (int)i;
            g->cursor_col = r->left + (int)layout_x_of(r->layout, r->select.at);
            g->cursor_shown = true;
            return;
        }
        if (!layout_next(r->layout, &row))
            return;
    }
}

static void draw_units(struct select_view *sv, struct grid *g)
{
    static const struct {
        const char *label, *arg;
    } units[PICK_UNITS] = {[PICK_CHAR] = {N_("char"), "char"},
                           [PICK_WORD] = {N_("word"), "word"},
                           [PICK_SENTENCE] = {N_("sentence"), "sentence"},
                           [PICK_PARA] = {N_("para"), "paragraph"}};
    for (int i = 0; i < PICK_UNITS; i++) {
        struct style st = ui_style(sv->view.ui, ROLE_MESSAGE);
        bool current = i == (int)sv->reader->select.unit;
        if (current)
            st.attrs |= CELL_REVERSE;
        else if (g->cols < NARROW_COLS)
            continue;
        if (spots_text(&sv->spots, g, str_of(_(units[i].label)), st,
                       (struct command_call){.cmd = CMD_UNIT, .arg = units[i].arg}))
            sv->spots.col++;
    }
}

static void draw_colors(struct select_view *sv, struct grid *g)
{
    static const char *const digits[QUOTE_COLORS] = {"1", "2", "3", "4", "5"};
    if (sv->spots.col + 3 * QUOTE_COLORS > sv->spots.edge)
        return;
    for (unsigned i = 0; i < QUOTE_COLORS; i++) {
        char label[] = {' ', digits[i][0], ' ', '\0'};
        spots_text(&sv->spots, g, str_of(label),
                   ui_style(sv->view.ui, (enum role)(ROLE_QUOTED + i)),
                   (struct command_call){.cmd = CMD_QUOTE, .arg = digits[i]});
    }
}

static void draw_status(struct select_view *sv, struct grid *g)
{
    const struct reader *r = sv->reader;
    struct ui *ui = sv->view.ui;
    struct buf b = {0};
    struct style st = ui_style(ui, ROLE_MESSAGE), soft = st;
    int row = (int)g->rows - 1;
    soft.fg = ui_style(ui, ROLE_SECONDARY).fg;
    grid_fill(g, row, 0, 1, g->cols, st);
    spots_start(&sv->spots, row, 1, (int)g->cols - 1);
    draw_units(sv, g);
    buf_addf(&b, " %zu", utf8_count(doc_slice(r->doc, reader_selected(r))));
    if (spots_text(&sv->spots, g, buf_str(&b), st, (struct command_call){.cmd = CMD_NONE}))
        sv->spots.col += GAP_COLS;
    buf_free(&b);
    spots_hint(&sv->spots, ui, g, CTX_SELECT, CMD_QUOTE,
               r->select.quote ? _("its text") : _("keep"), soft);
    spots_hint(&sv->spots, ui, g, CTX_SELECT, CMD_COPY, _("copy"), soft);
    spots_hint(&sv->spots, ui, g, CTX_SELECT, CMD_NOTE, _("note"), soft);
    draw_colors(sv, g);
}

static void select_draw(struct view *v, struct grid *g)
{
    struct select_view *sv = select_of(v);
    draw_cursor(sv->reader, g);
    draw_status(sv, g);
}

static const struct view_ops SELECT_OPS = {
    .name = "select",
    .ctx = CTX_SELECT,
    .panel = true,
    .close = select_close,
    .resize = select_resize,
    .command = select_command,
    .mouse = select_mouse,
    .draw = select_draw,
};

void view_select_open(struct ui *ui, struct reader *r)
{
    struct select_view *sv = mem_zero(1, sizeof *sv);
    sv->view.ops = &SELECT_OPS;
    sv->reader = r;
    ui_push(ui, &sv->view);
}
