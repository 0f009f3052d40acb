#include "ui/view_review.h"

#include "app/quotes.h"
#include "base/clock.h"
#include "text/width.h"
#include "ui/open.h"
#include "ui/quote_edit.h"
#include "ui/spots.h"
#include "ui/wrap.h"

enum { MAX_COLS = 60, SIDE_COLS = 4 };

struct review_view {
    struct view view;
    struct quote_list due;
    size_t done; /* in this sitting */
    struct spots spots;
};

static struct review_view *review_of(struct view *v)
{
    return (struct review_view *)v;
}

static const struct quote *current(const struct review_view *rv)
{
    return rv->due.v.n ? &rv->due.v.v[0] : NULL;
}

static void load(struct view *v)
{
    struct review_view *rv = review_of(v);
    struct err e = {0};
    struct quote_query q = {.due_ms = clock_wall_ms(), .order = QUOTE_BY_DUE};
    quote_list_free(&rv->due);
    rv->due = (struct quote_list){0};
    if (v->ui->lib && !quote_find(library_db(v->ui->lib), &q, &rv->due, &e))
        ui_complain(v->ui, "%s", e.msg);
}

static void review_close(struct view *v)
{
    quote_list_free(&review_of(v)->due);
    free(v);
}

static void review_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static void answer(struct review_view *rv, bool remembered)
{
    struct ui *ui = rv->view.ui;
    const struct quote *q = current(rv);
    struct err e = {0};
    int days = quote_next_interval(q->interval_days, remembered);
    if (!quotes_review(ui->lib, q, remembered, &e)) {
        ui_complain(ui, "%s", e.msg);
        return;
    }
    rv->done++;
    ui_say(ui, ngettext("Again in %d day.", "Again in %d days.", (unsigned long)days), days);
    ui_library_changed(ui);
}

static bool review_command(struct view *v, const struct command_call *c)
{
    struct review_view *rv = review_of(v);
    const struct quote *q = current(rv);
    switch (c->cmd) {
    case CMD_CLOSE:
        ui_pop(v->ui);
        return true;
    case CMD_UNDO:
        ui_undo(v->ui);
        return true;
    case CMD_REMEMBERED:
    case CMD_FORGOTTEN:
        if (q)
            answer(rv, c->cmd == CMD_REMEMBERED);
        else
            ui_pop(v->ui);
        return true;
    case CMD_OPEN:
        if (q)
            open_quote(v->ui, q);
        return true;
    default:
        return false;
    }
}

static void review_click(struct view *v, int row, int col)
{
    spots_click(&review_of(v)->spots, v->ui, row, col);
}

static void draw_quote(struct review_view *rv, struct grid *g, const struct quote *q, int left,
                       unsigned cols)
{
    struct ui *ui = rv->view.ui;
    struct style soft = ui_style(ui, ROLE_SECONDARY);
    struct buf from = {0};
    unsigned rows = g->rows > 8 ? g->rows - 6 : 1;
    int row = g->rows > 12 ? 3 : 1;
    unsigned n = wrap_draw(g, row, left + 2, rows * 2 / 3, cols - 2, q->anchor.exact,
                           ui_style(ui, ROLE_TEXT));
    for (unsigned i = 0; i < n; i++)
        grid_put(g, row + (int)i, left, ui_glyph("▎", "|"), 1, ui_quote_bar(ui, q->color));
    row += (int)n + 1;
    buf_add(&from, q->author);
    if (q->author.n && q->title.n)
        ui_add_dot(&from);
    buf_add(&from, q->title);
    grid_text(g, row, left + 2, cols - 2, buf_str(&from), soft, true);
    buf_free(&from);
    if (q->note.n && row + 2 < (int)g->rows - 2)
        wrap_draw(g, row + 2, left + 2, g->rows - 3 - (unsigned)row, cols - 2, q->note, soft);
}

static void review_draw(struct view *v, struct grid *g)
{
    struct review_view *rv = review_of(v);
    struct ui *ui = v->ui;
    const struct quote *q = current(rv);
    unsigned cols = g->cols > MAX_COLS + SIDE_COLS ? MAX_COLS : g->cols - SIDE_COLS;
    int left = (int)(g->cols - cols) / 2;
    struct buf left_over = {0};
    buf_addf(&left_over, ngettext("%zu to review", "%zu to review", rv->due.v.n), rv->due.v.n);
    unsigned w = (unsigned)width_str(buf_str(&left_over));
    grid_text(g, 0, 1, g->cols - 2, str_of(_("Review")), ui_style(ui, ROLE_TITLE), true);
    if (w + 12 < g->cols)
        grid_text(g, 0, (int)(g->cols - 1 - w), w, buf_str(&left_over),
                  ui_style(ui, ROLE_SECONDARY), false);
    buf_free(&left_over);
    if (q)
        draw_quote(rv, g, q, left, cols);
    else
        wrap_draw(g, g->rows > 12 ? 3 : 1, left + 2, 3, cols - 2,
                  str_of(rv->done ? _("That was all for today.") : _("Nothing is due.")),
                  ui_style(ui, ROLE_TEXT));
    spots_start(&rv->spots, (int)g->rows - 1, 1, (int)g->cols - 1);
    struct style soft = ui_style(ui, ROLE_SECONDARY);
    if (q) {
        spots_hint(&rv->spots, ui, g, CTX_REVIEW, CMD_REMEMBERED, _("remembered"), soft);
        spots_hint(&rv->spots, ui, g, CTX_REVIEW, CMD_FORGOTTEN, _("not"), soft);
        spots_hint(&rv->spots, ui, g, CTX_REVIEW, CMD_OPEN, _("open"), soft);
    }
    spots_hint(&rv->spots, ui, g, CTX_REVIEW, CMD_CLOSE, _("leave"), soft);
}

static const struct view_ops REVIEW_OPS = {
    .name = "review",
    .ctx = CTX_REVIEW,
    .close = review_close,
    .resize = review_resize,
    .command = review_command,
    .click = review_click,
    .draw = review_draw,
    .library_changed = load,
    .uncovered = load,
};

void view_review_open(struct ui *ui)
{
    struct review_view *rv = mem_zero(1, sizeof *rv);
    rv->view.ops = &REVIEW_OPS;
    ui_push(ui, &rv->view);
    load(&rv->view);
}
