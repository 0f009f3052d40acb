#include "ui/list_view.h"

#include "text/width.h"
#include "ui/prompt.h"

enum { NARROW_COLS = 56, LEFT_FREE_COLS = 8, EDGE_COLS = 1 };

static void draw_edge(const struct ui *ui, struct grid *g, int col, unsigned rows)
{
    for (unsigned i = 0; i < rows; i++)
        grid_put(g, (int)i, col, ui_glyph("│", "|"), 1, ui_style(ui, ROLE_BORDER));
}

struct panel_box panel_draw(const struct ui *ui, struct grid *g, enum panel_side side,
                            unsigned want_cols, struct str title, struct str right)
{
    bool whole = g->cols < NARROW_COLS || want_cols + LEFT_FREE_COLS > g->cols;
    unsigned cols = whole ? g->cols : want_cols, rows = g->rows > 1 ? g->rows - 1 : g->rows;
    int col = side == PANEL_LEFT ? 0 : (int)(g->cols - cols);
    struct panel_box box = {.edge_beg = col, .edge_end = col + (int)cols};
    if (!whole) {
        int beside = side == PANEL_LEFT ? box.edge_end : col - 1;
        grid_fill(g, 0, beside, rows, 1, ui_style(ui, ROLE_TEXT));
    }
    grid_fill(g, 0, col, rows, cols, ui_style(ui, ROLE_PANEL));
    if (!whole) {
        cols -= EDGE_COLS;
        draw_edge(ui, g, side == PANEL_LEFT ? (int)cols : col, rows);
        col += side == PANEL_LEFT ? 0 : EDGE_COLS;
    }
    unsigned w = (unsigned)width_str(right);
    if (w + 12 > cols)
        w = 0;
    grid_text(g, 0, col + 1, cols - 2 - w, title, ui_style(ui, ROLE_PANEL_TITLE), true);
    if (w)
        grid_text(g, 0, col + (int)(cols - 1 - w), w, right, ui_style(ui, ROLE_PANEL_SECONDARY),
                  false);
    box.row = rows > 8 ? 2 : 1;
    box.col = col;
    box.rows = rows > (unsigned)box.row ? rows - (unsigned)box.row : 0;
    box.cols = cols;
    return box;
}

static void choose(struct list_view *lv)
{
    uint32_t id = list_id(&lv->list);
    if (id != LIST_NO_ROW && lv->chosen)
        lv->chosen(&lv->view, id);
}

void list_view_note(const struct list_view *lv)
{
    bool none = lv->list.filter.n && list_id(&lv->list) == LIST_NO_ROW;
    prompt_note(lv->view.ui, none ? _("not found") : "");
}

static void filter_changed(struct view *v, struct str text)
{
    struct list_view *lv = (struct list_view *)v;
    list_filter(&lv->list, text);
    list_view_note(lv);
    if (lv->filtered)
        lv->filtered(v);
}

/* Enter means the row under the cursor, Escape all rows again. */
static void filter_done(struct view *v, struct str text, bool accepted)
{
    struct list_view *lv = (struct list_view *)v;
    (void)text;
    if (accepted)
        choose(lv);
    list_filter(&lv->list, STR_NONE);
}

static void open_filter(struct list_view *lv, struct str initial)
{
    struct prompt_owner owner = {.view = &lv->view,
                                 .changed = filter_changed,
                                 .done = filter_done,
                                 .click = lv->view.ops->click};
    prompt_open(lv->view.ui, &owner, _("Only: "), initial);
}

bool list_view_command(struct view *v, const struct command_call *c)
{
    struct list_view *lv = (struct list_view *)v;
    if (c->cmd == CMD_OPEN)
        choose(lv);
    else if (c->cmd == CMD_FILTER)
        open_filter(lv, STR_NONE);
    else
        return list_command(&lv->list, c);
    return true;
}

bool list_view_text(struct view *v, struct str s)
{
    open_filter((struct list_view *)v, s);
    return true;
}

/* Beside a panel is the page: it is gone back to. */
void list_view_click(struct view *v, int row, int col)
{
    struct list_view *lv = (struct list_view *)v;
    if (list_click(&lv->list, row, col))
        choose(lv);
    else if (v->ops->panel && panel_is_beside(&lv->box, col))
        ui_pop(v->ui);
    if (lv->list.filter.n) /* a click ends the filter's prompt */
        list_filter(&lv->list, STR_NONE);
}

void list_view_draw_panel(struct view *v, struct grid *g)
{
    struct list_view *lv = (struct list_view *)v;
    lv->box = panel_draw(v->ui, g, lv->side, lv->want_cols, str_of(lv->title), STR_NONE);
    struct list_look look = {.row = lv->box.row,
                             .col = lv->box.col,
                             .rows = lv->box.rows,
                             .cols = lv->box.cols,
                             .text = ROLE_PANEL,
                             .secondary = ROLE_PANEL_SECONDARY,
                             .title = ROLE_PANEL_TITLE};
    list_draw(&lv->list, &v->ui->theme, g, &look);
}
