#include "ui/view_info.h"

#include "doc/builder.h"
#include "paint/paint.h"
#include "text/width.h"
#include "ui/list_view.h"
#include "ui/view_reader.h"

enum { WANT_COLS = 54, MARGIN_COLS = 2, MIN_VALUE_COLS = 8 };

/* The values are a small document, a paragraph each, so that they are laid out as text is; the
 * names stand in a column beside their first lines. */
struct info {
    struct view view;
    struct reader *reader;
    struct doc *doc;
    VEC(const char *) labels; /* of the leaves, translated; "" for one that goes on */
    struct layout *layout;    /* made when the panel's width is known */
    struct layout_at top;
    unsigned rows, cols; /* of the last draw */
    struct panel_box box;
};

static void add_list(struct str value, struct buf *out)
{
    buf_adds(out, out->n ? _(", ") : "");
    buf_add(out, value);
}

/* 2025-02-08T15:36:57 → 2025-02-08 15:36:57 */
static void add_date(struct str value, struct buf *out)
{
    size_t t = str_chr(value, 'T', 0);
    buf_add(out, str_sub(value, 0, t));
    if (t == STR_NPOS)
        return;
    buf_addc(out, ' ');
    buf_add(out, str_sub(value, t + 1, value.n));
}

/* "readings 592": what was repaired, and how often (doc.h). */
static void add_repair(struct str value, struct buf *out)
{
    unsigned long long n = 0;
    size_t space = str_chr(value, ' ', 0);
    if (!str_eq(str_sub(value, 0, space), STR("readings")) ||
        !str_to_u64(str_sub(value, space + 1, value.n), UINT32_MAX, &n)) {
        add_list(value, out);
        return;
    }
    buf_adds(out, out->n ? _(", ") : "");
    buf_addf(out,
             ngettext("%u reading in brackets left out", "%u readings in brackets left out",
                      (unsigned long)n),
             (unsigned)n);
}

static void add_replaced(struct str value, struct buf *out)
{
    unsigned long long n = 0;
    str_to_u64(value, UINT32_MAX, &n);
    buf_addf(out,
             ngettext("%u place could not be decoded", "%u places could not be decoded",
                      (unsigned long)n),
             (unsigned)n);
}

static const struct {
    enum attr_key key;
    const char *label;
    void (*add)(struct str value, struct buf *out); /* NULL: a paragraph for each value */
} FIELDS[] = {
    {ATTR_SOURCE, N_("Source"), add_list},     {ATTR_DATE, N_("Date"), add_date},
    {ATTR_AUTHOR, N_("Author"), add_list},     {ATTR_EDITOR, N_("Editor"), add_list},
    {ATTR_SPEAKER, N_("Speakers"), add_list},  {ATTR_KEYWORD, N_("Keywords"), add_list},
    {ATTR_SUMMARY, N_("Summary"), add_list},   {ATTR_RELATED, N_("Related"), NULL},
    {ATTR_REPAIR, N_("Repaired"), add_repair}, {ATTR_REPLACED, N_("Damaged"), add_replaced},
    {ATTR_LANG, N_("Language"), add_list},     {ATTR_URL, N_("Address"), add_list},
    {ATTR_FORMAT, N_("Format"), add_list},     {ATTR_CHARSET, N_("Encoding"), add_list},
    {ATTR_NOTE, N_("Page notes"), NULL},
};

static void add_field(struct info *in, struct doc_builder *b, const char *label, struct str value)
{
    if (!value.n)
        return;
    vec_push(&in->labels, label);
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, value);
    doc_build_close(b, BLOCK_PARA);
}

/* All values of a key. */
static void add_attrs(struct info *in, struct doc_builder *b, const struct doc *d, size_t field)
{
    const char *label = _(FIELDS[field].label);
    struct buf joined = {0};
    uint32_t beg, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &beg, &end);
    for (uint32_t i = beg; i < end; i++) {
        const struct attr *a = &d->attrs[i];
        struct str value = str_sub(d->strings, a->beg, a->beg + a->len);
        if (a->key != FIELDS[field].key)
            continue;
        if (FIELDS[field].add) {
            FIELDS[field].add(value, &joined);
        } else if (value.n) {
            add_field(in, b, label, value);
            label = "";
        }
    }
    add_field(in, b, label, buf_str(&joined));
    buf_free(&joined);
}

static void add_length(struct info *in, struct doc_builder *b, const struct doc *d)
{
    struct buf s = {0};
    unsigned long n = d->units;
    buf_addf(&s, ngettext("%lu character", "%lu characters", n), n);
    add_field(in, b, _("Length"), buf_str(&s));
    buf_free(&s);
}

static void fill(struct info *in)
{
    const struct doc *d = reader_doc(in->reader);
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    layout_free(in->layout);
    in->layout = NULL;
    doc_free(in->doc);
    in->labels.n = 0;
    add_field(in, b, _("Title"), doc_title(d));
    add_length(in, b, d);
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++)
        add_attrs(in, b, d, i);
    in->doc = doc_builder_finish(b, &e);
    doc_builder_free(b);
    if (!in->doc)
        ui_complain(in->view.ui, "%s", e.msg);
}

static void info_close(struct view *v)
{
    struct info *in = (struct info *)v;
    layout_free(in->layout);
    doc_free(in->doc);
    vec_free(&in->labels);
    free(in);
}

static void info_resize(struct view *v, unsigned effects)
{
    struct info *in = (struct info *)v;
    if (effects & SET_REPARSE)
        fill(in);
    layout_free(in->layout);
    in->layout = NULL;
}

static void scroll(struct info *in, long n)
{
    if (!in->layout)
        return;
    layout_move(in->layout, &in->top, n);
    struct layout_at below = in->top;
    long missing = (long)in->rows - 1 - layout_move(in->layout, &below, (long)in->rows - 1);
    if (missing > 0)
        layout_move(in->layout, &in->top, -missing);
}

static bool info_command(struct view *v, const struct command_call *c)
{
    struct info *in = (struct info *)v;
    long n = c->count ? (long)c->count : 1, page = in->rows > 2 ? (long)in->rows - 1 : 1;
    switch (c->cmd) {
    case CMD_LINE_DOWN:
        scroll(in, n);
        return true;
    case CMD_LINE_UP:
        scroll(in, -n);
        return true;
    case CMD_PAGE_DOWN:
        scroll(in, page);
        return true;
    case CMD_PAGE_UP:
        scroll(in, -page);
        return true;
    case CMD_HALF_DOWN:
        scroll(in, (page + 1) / 2);
        return true;
    case CMD_HALF_UP:
        scroll(in, -(page + 1) / 2);
        return true;
    case CMD_START:
        scroll(in, -DOC_MAX_TEXT);
        return true;
    case CMD_END:
        scroll(in, DOC_MAX_TEXT);
        return true;
    default:
        return false;
    }
}

static void info_click(struct view *v, int row, int col)
{
    (void)row;
    if (panel_is_beside(&((struct info *)v)->box, col))
        ui_pop(v->ui);
}

/* The column of the values. */
static unsigned label_cols(const struct info *in, unsigned cols)
{
    unsigned most = 0;
    for (size_t i = 0; i < in->labels.n; i++) {
        unsigned w = (unsigned)width_str(str_of(in->labels.v[i]));
        most = w > most ? w : most;
    }
    return most + MARGIN_COLS > cols / 2 ? cols / 2 : most + MARGIN_COLS;
}

static void make_layout(struct info *in, unsigned cols)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    unsigned beside = label_cols(in, cols) + 2;
    o.measure = (uint16_t)(cols > beside + MIN_VALUE_COLS ? cols - beside : MIN_VALUE_COLS);
    o.indent_em = 0;
    in->cols = cols;
    in->layout = layout_new(in->doc, &o);
    layout_first(in->layout, &in->top);
}

static void draw_labels(struct info *in, struct grid *g, const struct panel_box *box)
{
    struct layout_at at = in->top;
    for (unsigned i = 0; i < box->rows; i++) {
        const struct line *line = layout_line(in->layout, at);
        if (line->flags & LINE_FIRST && !(line->flags & LINE_BLANK) && line->block < in->labels.n)
            grid_text(g, box->row + (int)i, box->col + 1, label_cols(in, box->cols) - 1,
                      str_of(in->labels.v[line->block]),
                      ui_style(in->view.ui, ROLE_PANEL_SECONDARY), true);
        if (!layout_next(in->layout, &at))
            break;
    }
}

static void info_draw(struct view *v, struct grid *g)
{
    struct info *in = (struct info *)v;
    struct panel_box box =
        panel_draw(v->ui, g, PANEL_RIGHT, WANT_COLS, str_of(_("About the article")), STR_NONE);
    in->box = box;
    if (!in->doc || box.cols < MIN_VALUE_COLS)
        return;
    if (!in->layout || in->cols != box.cols) {
        layout_free(in->layout);
        make_layout(in, box.cols);
    }
    in->rows = box.rows ? box.rows : 1;
    struct theme theme = v->ui->theme;
    theme.role[ROLE_TEXT] = theme.role[ROLE_PANEL];
    struct paint_target t = {.g = g,
                             .row = box.row,
                             .col = box.col + 1 + (int)label_cols(in, box.cols),
                             .rows = box.rows,
                             .theme = &theme};
    paint_rows(in->layout, in->top, &t);
    draw_labels(in, g, &box);
}

static const struct view_ops INFO_OPS = {
    .name = "info",
    .ctx = CTX_INFO,
    .panel = true,
    .close = info_close,
    .resize = info_resize,
    .command = info_command,
    .click = info_click,
    .draw = info_draw,
};

void view_info_open(struct ui *ui, struct reader *r)
{
    struct info *in = mem_zero(1, sizeof *in);
    in->view.ops = &INFO_OPS;
    in->reader = r;
    ui_push(ui, &in->view);
    fill(in);
}
