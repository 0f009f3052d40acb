#include "ui/view_attach.h"

#include "ui/list_view.h"
#include "ui/reader.h"
#include "ui/view_select.h"

enum { WANT_COLS = 46 };

struct attach_view {
    struct list_view lv;
    struct reader *reader;
    struct doc_range range;
    struct quote_list orphans;
};

static void attach_close(struct view *v)
{
    struct attach_view *a = (struct attach_view *)v;
    list_free(&a->lv.list);
    quote_list_free(&a->orphans);
    free(a);
}

static void chosen(struct view *v, uint32_t id)
{
    struct attach_view *a = (struct attach_view *)v;
    struct reader *r = a->reader;
    struct ui *ui = v->ui;
    struct quoted_doc d = reader_quoted(r);
    int64_t quote = a->orphans.v.v[id].id;
    struct err e = {0};
    ui_pop(ui);
    view_select_close(ui);
    if (quotes_place(ui->lib, &d, quote, pick_trim(r->doc, a->range), &e)) {
        ui_library_changed(ui);
        r->quote = quote;
        ui_say(ui, _("The quote has its place again."));
    } else {
        ui_complain(ui, "%s", e.msg);
    }
}

static void attach_resize(struct view *v, unsigned effects)
{
    if (effects & SET_REPARSE)
        ui_pop(v->ui);
}

/* Those that this article lost stand first. */
static void add_rows(struct attach_view *a, bool of_article)
{
    int64_t article = a->reader->quotes.article;
    for (size_t i = 0; i < a->orphans.v.n; i++) {
        const struct quote *q = &a->orphans.v.v[i];
        if ((article && q->article == article) == of_article)
            list_add(&a->lv.list, &(struct list_row){.kind = LIST_ROW,
                                                     .id = (uint32_t)i,
                                                     .text = q->anchor.exact,
                                                     .right = of_article ? STR_NONE : q->title});
    }
}

static const struct view_ops ATTACH_OPS = {
    .name = "attach",
    .ctx = CTX_CONTENTS,
    .panel = true,
    .close = attach_close,
    .resize = attach_resize,
    .command = list_view_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
};

void view_attach_open(struct ui *ui, struct reader *r, struct doc_range range)
{
    struct attach_view *a = mem_zero(1, sizeof *a);
    struct err e = {0};
    a->lv = (struct list_view){.view = {.ops = &ATTACH_OPS, .ui = ui},
                               .chosen = chosen,
                               .side = PANEL_RIGHT,
                               .want_cols = WANT_COLS,
                               .title = _("Which quote is this?")};
    a->reader = r;
    a->range = range;
    bool ok = !ui->lib || quote_find(library_db(ui->lib), &(struct quote_query){.orphans = true},
                                     &a->orphans, &e);
    if (!ok || !a->orphans.v.n) {
        if (ok)
            ui_say(ui, _("No quote has lost its place."));
        else
            ui_complain(ui, "%s", e.msg);
        attach_close(&a->lv.view);
        return;
    }
    add_rows(a, true);
    add_rows(a, false);
    list_ready(&a->lv.list, 0);
    ui_push(ui, &a->lv.view);
}
