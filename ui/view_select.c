#include "ui/view_select.h"

#include "text/utf8.h"
#include "text/width.h"
#include "ui/clipboard.h"
#include "ui/reader.h"

enum { MAX_SPOTS = 12, GAP_COLS = 2, NARROW_COLS = 48 };

/* A part of the lower line that can be clicked. */
struct spot {
    int beg, end; /* columns */
    struct command_call call;
};

struct select_view {
    struct view view;
    struct reader *reader;
    struct spot spots[MAX_SPOTS];
    size_t nspots;
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

static void say_copied(struct ui *ui, enum clipboard_result res, const char *by, size_t chars)
{
    if (res == CLIPBOARD_DONE)
        ui_say(ui, ngettext("%zu character copied (%s).", "%zu characters copied (%s).", chars),
               chars, by);
    else if (res == CLIPBOARD_SENT)
        ui_say(ui, _("Handed to the terminal's clipboard (OSC 52), which does not say whether it "
                     "took it."));
    else
        ui_complain(ui, _("Too long for the terminal's clipboard: install wl-copy or xclip, or "
                          "select less."));
}

static void copy(struct select_view *sv)
{
    struct reader *r = sv->reader;
    struct ui *ui = r->view.ui;
    struct buf b = {0};
    const char *by = "";
    struct str text = doc_slice(r->doc, pick_trim(r->doc, reader_selected(r)));
    buf_add(&b, text);
    if (ui->settings.v[SETTING_COPY_SOURCE])
        add_source_line(r, &b);
    say_copied(ui, clipboard_put(ui->term, buf_str(&b), &by), by, utf8_count(text));
    buf_free(&b);
    view_select_close(ui);
}

static bool select_command(struct view *v, const struct command_call *c)
{
    struct select_view *sv = select_of(v);
    switch (c->cmd) {
    case CMD_COPY:
        copy(sv);
        return true;
    default:
        return reader_select_command(sv->reader, c);
    }
}

static void select_mouse(struct view *v, const struct event *ev, unsigned clicks)
{
    struct select_view *sv = select_of(v);
    if (ev->what != MOUSE_PRESS || ev->row != (int)v->ui->grid->rows - 1) {
        reader_mouse(sv->reader, ev, clicks);
        return;
    }
    for (size_t i = 0; i < sv->nspots; i++) {
        if (ev->col >= sv->spots[i].beg && ev->col < sv->spots[i].end) {
            ui_command(v->ui, &sv->spots[i].call);
            return;
        }
    }
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

/* Draws a part at column col, if there is room; returns the column behind it. */
static int draw_spot(struct select_view *sv, struct grid *g, int col, struct str text,
                     struct style st, struct command_call call)
{
    int w = (int)width_str(text);
    if (col + w + 1 > (int)g->cols)
        return col;
    grid_text(g, (int)g->rows - 1, col, (unsigned)w, text, st, false);
    if (sv->nspots < MAX_SPOTS)
        sv->spots[sv->nspots++] = (struct spot){col, col + w, call};
    return col + w;
}

static int draw_units(struct select_view *sv, struct grid *g)
{
    static const struct {
        const char *label, *arg;
    } units[PICK_UNITS] = {[PICK_CHAR] = {N_("char"), "char"},
                           [PICK_WORD] = {N_("word"), "word"},
                           [PICK_SENTENCE] = {N_("sentence"), "sentence"},
                           [PICK_PARA] = {N_("para"), "paragraph"}};
    int col = 1;
    for (int i = 0; i < PICK_UNITS; i++) {
        struct style st = ui_style(sv->view.ui, ROLE_MESSAGE);
        bool current = i == (int)sv->reader->select.unit;
        if (current)
            st.attrs |= CELL_REVERSE;
        else if (g->cols < NARROW_COLS)
            continue;
        col = 1 + draw_spot(sv, g, col, str_of(_(units[i].label)), st,
                            (struct command_call){.cmd = CMD_UNIT, .arg = units[i].arg});
    }
    return col;
}

static int draw_colors(struct select_view *sv, struct grid *g, int col)
{
    static const char *const digits[QUOTE_COLORS] = {"1", "2", "3", "4", "5"};
    if (col + QUOTE_COLORS + 1 > (int)g->cols)
        return col;
    for (int i = 0; i < QUOTE_COLORS; i++)
        col = draw_spot(sv, g, col, str_of(digits[i]),
                        ui_style(sv->view.ui, ROLE_QUOTED + (enum role)i),
                        (struct command_call){.cmd = CMD_QUOTE, .arg = digits[i]});
    return col;
}

static int draw_hint(struct select_view *sv, struct grid *g, int col, enum command cmd,
                     const char *label)
{
    struct ui *ui = sv->view.ui;
    struct style st = ui_style(ui, ROLE_MESSAGE);
    struct buf b = {0};
    st.fg = ui_style(ui, ROLE_SECONDARY).fg;
    if (keymap_keys_of(ui->keys, CTX_SELECT, cmd, 1, &b)) {
        buf_addf(&b, " %s", label);
        int behind =
            draw_spot(sv, g, col, buf_str(&b), st, (struct command_call){.cmd = cmd, .arg = ""});
        col = behind > col ? behind + GAP_COLS : (int)g->cols; /* no room for the others */
    }
    buf_free(&b);
    return col;
}

static void draw_status(struct select_view *sv, struct grid *g)
{
    const struct reader *r = sv->reader;
    struct buf b = {0};
    struct style st = ui_style(sv->view.ui, ROLE_MESSAGE);
    sv->nspots = 0;
    grid_fill(g, (int)g->rows - 1, 0, 1, g->cols, st);
    int col = draw_units(sv, g) + 1;
    size_t chars = utf8_count(doc_slice(r->doc, reader_selected(r)));
    buf_addf(&b, "%zu", chars);
    col += (int)grid_text(g, (int)g->rows - 1, col, g->cols - (unsigned)col - 1, buf_str(&b), st,
                          false) +
           GAP_COLS;
    buf_free(&b);
    col = draw_hint(sv, g, col, CMD_QUOTE, _("keep"));
    col = draw_hint(sv, g, col, CMD_COPY, _("copy"));
    col = draw_hint(sv, g, col, CMD_NOTE, _("note"));
    draw_colors(sv, g, col);
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
