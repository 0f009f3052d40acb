#include "ui/view_quotes.h"

#include "app/quotes.h"
#include "base/clock.h"
#include "text/width.h"
#include "ui/list_view.h"
#include "ui/open.h"
#include "ui/quote_edit.h"
#include "ui/quotes_rows.h"
#include "ui/spots.h"
#include "ui/view_note.h"
#include "ui/view_review.h"
#include "ui/wrap.h"

enum { MAX_COLS = 100 };

struct quotes_view {
    struct list_view lv;
    struct quote_list all;
    struct quote_count count;
    enum quotes_group group;
    int64_t article;
    unsigned cols; /* that the rows are made for */
    VEC(int64_t) marked;
    struct spots spots;
};

static struct quotes_view *quotes_of_view(struct view *v)
{
    return (struct quotes_view *)v;
}

static bool is_marked(const void *ctx, int64_t id)
{
    const struct quotes_view *qv = ctx;
    for (size_t i = 0; i < qv->marked.n; i++)
        if (qv->marked.v[i] == id)
            return true;
    return false;
}

static const struct quote *chosen_quote(const struct quotes_view *qv)
{
    uint32_t i = list_id(&qv->lv.list);
    return i == LIST_NO_ROW ? NULL : &qv->all.v.v[i];
}

static void fill(struct quotes_view *qv)
{
    struct list *l = &qv->lv.list;
    size_t cursor = l->cursor;
    quotes_rows_fill(&qv->all,
                     &(struct quotes_look){
                         .group = qv->group, .cols = qv->cols, .is_marked = is_marked, .ctx = qv},
                     l);
    list_ready(l, LIST_NO_ROW);
    list_put_cursor(l, cursor);
}

/* Quotes that are gone are marked no more. */
static void drop_marks(struct quotes_view *qv)
{
    size_t n = 0;
    for (size_t i = 0; i < qv->marked.n; i++)
        for (size_t k = 0; k < qv->all.v.n; k++)
            if (qv->all.v.v[k].id == qv->marked.v[i]) {
                qv->marked.v[n++] = qv->marked.v[i];
                break;
            }
    qv->marked.n = n;
}

static void load(struct view *v)
{
    struct quotes_view *qv = quotes_of_view(v);
    struct db *db = library_db(v->ui->lib);
    struct err e = {0};
    quote_list_free(&qv->all);
    qv->all = (struct quote_list){0};
    if (db && (!quote_find(db, &(struct quote_query){.order = quotes_rows_order(qv->group)},
                           &qv->all, &e) ||
               !quote_count(db, qv->article, clock_wall_ms(), &qv->count, &e)))
        ui_complain(v->ui, "%s", e.msg);
    drop_marks(qv);
    fill(qv);
}

static void quotes_close(struct view *v)
{
    struct quotes_view *qv = quotes_of_view(v);
    list_free(&qv->lv.list);
    quote_list_free(&qv->all);
    vec_free(&qv->marked);
    free(qv);
}

static unsigned list_cols(const struct ui *ui)
{
    return ui->grid->cols < MAX_COLS ? ui->grid->cols : MAX_COLS;
}

static void quotes_resize(struct view *v, unsigned effects)
{
    struct quotes_view *qv = quotes_of_view(v);
    (void)effects;
    qv->cols = list_cols(v->ui);
    fill(qv);
}

static void chosen(struct view *v, uint32_t id)
{
    open_quote(v->ui, &quotes_of_view(v)->all.v.v[id]);
}

/* The marked ones, else the one under the cursor: ids, valid until the next call. */
static size_t subjects(struct quotes_view *qv, const int64_t **ids)
{
    static int64_t one;
    const struct quote *q = chosen_quote(qv);
    if (qv->marked.n) {
        *ids = qv->marked.v;
        return qv->marked.n;
    }
    one = q ? q->id : 0;
    *ids = &one;
    return q != NULL;
}

static void tags_done(struct view *v, struct str text, bool accepted)
{
    const int64_t *ids;
    size_t n = subjects(quotes_of_view(v), &ids);
    if (accepted && n)
        quote_edit_tags(v->ui, ids, n, text);
}

static void mark(struct quotes_view *qv)
{
    const struct quote *q = chosen_quote(qv);
    size_t i = 0;
    if (!q)
        return;
    while (i < qv->marked.n && qv->marked.v[i] != q->id)
        i++;
    if (i < qv->marked.n)
        qv->marked.v[i] = vec_last(&qv->marked), qv->marked.n--;
    else
        vec_push(&qv->marked, q->id);
    fill(qv);
    list_command(&qv->lv.list, &(struct command_call){.cmd = CMD_LINE_DOWN, .arg = ""});
}

static void next_group(struct quotes_view *qv)
{
    static const char *const said[QUOTES_GROUPS] = {N_("By article."), N_("By date."),
                                                    N_("By colour."), N_("By tag.")};
    qv->group = (qv->group + 1) % QUOTES_GROUPS;
    ui_say(qv->lv.view.ui, "%s", _(said[qv->group]));
    qv->lv.list.cursor = 0;
    load(&qv->lv.view);
}

/* Of one quote. */
static bool quote_command(struct quotes_view *qv, const struct command_call *c,
                          const struct quote *q)
{
    struct ui *ui = qv->lv.view.ui;
    switch (c->cmd) {
    case CMD_NOTE:
        view_note_open(ui, q->id);
        return true;
    case CMD_COPY:
        quote_edit_copy(ui, q->anchor.exact);
        return true;
    case CMD_TAG:
        quote_edit_ask_tags(&qv->lv.view, qv->marked.n > 1 ? NULL : q, tags_done);
        return true;
    case CMD_MARK:
        mark(qv);
        return true;
    default:
        return false;
    }
}

/* Of one or of all that are marked. */
static bool bulk_command(struct quotes_view *qv, const struct command_call *c)
{
    struct ui *ui = qv->lv.view.ui;
    const int64_t *ids;
    size_t n = subjects(qv, &ids);
    if (!n)
        return false;
    switch (c->cmd) {
    case CMD_REMOVE:
        if (quote_edit_delete(ui, ids, n, CTX_QUOTES))
            ui_library_changed(ui);
        return true;
    case CMD_QUOTE:
        if (quote_edit_color(ui, ids, n, c->arg))
            ui_library_changed(ui);
        return true;
    default:
        return false;
    }
}

static bool quotes_command(struct view *v, const struct command_call *c)
{
    struct quotes_view *qv = quotes_of_view(v);
    const struct quote *q = chosen_quote(qv);
    switch (c->cmd) {
    case CMD_CLOSE:
        ui_pop(v->ui);
        return true;
    case CMD_UNDO:
        ui_undo(v->ui);
        return true;
    case CMD_ORDER:
        next_group(qv);
        return true;
    case CMD_REVIEW:
        view_review_open(v->ui);
        return true;
    default:
        return (q && quote_command(qv, c, q)) || bulk_command(qv, c) || list_view_command(v, c);
    }
}

static void quotes_click(struct view *v, int row, int col)
{
    if (!spots_click(&quotes_of_view(v)->spots, v->ui, row, col))
        list_view_click(v, row, col);
}

static void add_counts(const struct quotes_view *qv, struct buf *out)
{
    buf_addf(out, ngettext("%zu in all", "%zu in all", qv->count.all), qv->count.all);
    if (qv->count.of_article) {
        ui_add_dot(out);
        buf_addf(out, ngettext("%zu here", "%zu here", qv->count.of_article), qv->count.of_article);
    }
    if (qv->count.due) {
        ui_add_dot(out);
        buf_addf(out, ngettext("%zu to review", "%zu to review", qv->count.due), qv->count.due);
    }
    if (qv->marked.n) {
        ui_add_dot(out);
        buf_addf(out, ngettext("%zu marked", "%zu marked", qv->marked.n), qv->marked.n);
    }
}

static void draw_header(const struct quotes_view *qv, struct grid *g, int left, unsigned cols)
{
    const struct ui *ui = qv->lv.view.ui;
    struct buf counts = {0};
    add_counts(qv, &counts);
    unsigned w = (unsigned)width_str(buf_str(&counts));
    unsigned used = 1 + grid_text(g, 0, left + 1, cols - 2, str_of(_("Quotes")),
                                  ui_style(ui, ROLE_TITLE), true);
    if (used + w + 3 < cols)
        grid_text(g, 0, left + (int)(cols - 1 - w), w, buf_str(&counts),
                  ui_style(ui, ROLE_SECONDARY), false);
    buf_free(&counts);
}

static void draw_hints(struct quotes_view *qv, struct grid *g, int left, unsigned cols)
{
    static const struct {
        enum command cmd;
        const char *label;
    } hints[] = {{CMD_OPEN, N_("open")},     {CMD_NOTE, N_("note")},    {CMD_TAG, N_("tags")},
                 {CMD_REMOVE, N_("delete")}, {CMD_FILTER, N_("find")},  {CMD_MARK, N_("mark")},
                 {CMD_ORDER, N_("group")},   {CMD_REVIEW, N_("review")}};
    const struct ui *ui = qv->lv.view.ui;
    spots_start(&qv->spots, (int)g->rows - 1, left + 1, left + (int)cols);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (!spots_hint(&qv->spots, ui, g, CTX_QUOTES, hints[i].cmd, _(hints[i].label),
                        ui_style(ui, ROLE_SECONDARY)))
            break;
}

static void quotes_draw(struct view *v, struct grid *g)
{
    struct quotes_view *qv = quotes_of_view(v);
    unsigned cols = list_cols(v->ui);
    int left = (int)(g->cols - cols) / 2, top = g->rows > 8 ? 2 : g->rows > 3 ? 1 : 0;
    struct list_look look = {.row = top,
                             .col = left,
                             .rows = g->rows - 2 * (unsigned)top,
                             .cols = cols,
                             .text = ROLE_TEXT,
                             .secondary = ROLE_SECONDARY,
                             .title = ROLE_HEADING};
    list_draw(&qv->lv.list, &v->ui->theme, g, &look);
    if (top) {
        draw_header(qv, g, left, cols);
        draw_hints(qv, g, left, cols);
    }
    if (!qv->all.v.n)
        wrap_draw(g, top, left + 1, 3, cols - 2,
                  str_of(_("Nothing has been kept yet: in an article, v selects text and Enter "
                           "keeps it.")),
                  ui_style(v->ui, ROLE_SECONDARY));
}

static const struct view_ops QUOTES_OPS = {
    .name = "quotes",
    .ctx = CTX_QUOTES,
    .close = quotes_close,
    .resize = quotes_resize,
    .command = quotes_command,
    .text = list_view_text,
    .click = quotes_click,
    .draw = quotes_draw,
    .library_changed = load,
    .uncovered = load,
};

void view_quotes_open(struct ui *ui, int64_t article)
{
    struct quotes_view *qv = mem_zero(1, sizeof *qv);
    qv->lv = (struct list_view){.view.ops = &QUOTES_OPS, .chosen = chosen};
    qv->article = article;
    qv->cols = list_cols(ui);
    ui_push(ui, &qv->lv.view);
    load(&qv->lv.view);
}
