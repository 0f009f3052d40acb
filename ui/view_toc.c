#include "ui/view_toc.h"

#include "text/width.h"
#include "ui/list_view.h"
#include "ui/view_reader.h"

enum { LEAST_COLS = 28, MOST_COLS = 44, AROUND_COLS = 6, INDENT_COLS = 2 };

struct toc {
    struct list_view lv;
    struct reader *reader;
};

/* Where a section begins and how long it takes. */
static void add_figures(const struct doc *d, struct doc_range r, struct buf *percent,
                        struct buf *both)
{
    uint64_t text = d->text.n + 1;
    buf_addf(percent, "%u%%", (unsigned)(r.beg * (uint64_t)100 / text));
    buf_add(both, buf_str(percent));
    buf_adds(both, "  ");
    ui_add_time(both, (uint64_t)(r.end - r.beg) * d->units / text);
}

/* As wide as its rows need. */
static unsigned want_cols(const struct list *l)
{
    size_t want = LEAST_COLS;
    for (size_t i = 0; i < l->rows.n; i++) {
        const struct list_row *r = &l->rows.v[i];
        size_t cols = r->indent + width_str(r->text) + width_str(r->right) + AROUND_COLS;
        want = cols > want ? cols : want;
    }
    return want < MOST_COLS ? (unsigned)want : MOST_COLS;
}

static void fill(struct toc *t)
{
    const struct doc *d = reader_doc(t->reader);
    const struct outline *o = reader_outline(t->reader);
    size_t current = outline_at(o, reader_place(t->reader));
    struct buf percent = {0}, both = {0};
    list_clear(&t->lv.list);
    for (size_t i = 0; i < o->n; i++) {
        buf_clear(&percent);
        buf_clear(&both);
        add_figures(d, o->v[i].r, &percent, &both);
        list_add(&t->lv.list, &(struct list_row){
                                  .kind = LIST_ROW,
                                  .indent = (uint8_t)((o->v[i].level - 1) * INDENT_COLS),
                                  .current = i == current,
                                  .id = (uint32_t)i,
                                  .text = doc_slice(d, d->blocks[o->v[i].block].r),
                                  .right = buf_str(&both),
                                  .brief = buf_str(&percent),
                              });
    }
    list_ready(&t->lv.list, (uint32_t)current);
    t->lv.want_cols = want_cols(&t->lv.list);
    buf_free(&percent);
    buf_free(&both);
}

static void chosen(struct view *v, uint32_t id)
{
    struct toc *t = (struct toc *)v;
    doc_pos pos = reader_outline(t->reader)->v[id].r.beg;
    ui_pop(v->ui);
    reader_jump(t->reader, pos);
}

static void toc_close(struct view *v)
{
    list_free(&((struct toc *)v)->lv.list);
    free(v);
}

static void toc_resize(struct view *v, unsigned effects)
{
    if (effects & SET_REPARSE)
        fill((struct toc *)v);
}

static const struct view_ops TOC_OPS = {
    .name = "contents",
    .ctx = CTX_CONTENTS,
    .panel = true,
    .close = toc_close,
    .resize = toc_resize,
    .command = list_view_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
};

void view_toc_open(struct ui *ui, struct reader *r)
{
    if (reader_outline(r)->n == 0) {
        ui_say(ui, _("This article has no sections."));
        return;
    }
    struct toc *t = mem_zero(1, sizeof *t);
    t->lv = (struct list_view){
        .view.ops = &TOC_OPS, .chosen = chosen, .side = PANEL_LEFT, .title = _("Contents")};
    t->reader = r;
    fill(t);
    ui_push(ui, &t->lv.view);
}
