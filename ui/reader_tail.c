/* Below the end of an article: those that it names as related and that can be opened. */
#include "text/width.h"
#include "ui/open.h"
#include "ui/reader.h"

enum { MAX_ENTRIES = 5, KNOWN_ENTRIES = 500, HEAD_ROWS = 2, SHARE_OF_SCREEN = 2 };

struct tail_entry {
    char *title, *source;
    uint32_t units;
};

void reader_tail_free(struct reader *r)
{
    for (size_t i = 0; i < r->tail.n; i++) {
        free(r->tail.v[i].title);
        free(r->tail.v[i].source);
    }
    free(r->tail.v);
    r->tail = (struct tail){.chosen = -1};
}

void reader_tail_ask(struct reader *r)
{
    reader_tail_free(r);
    if (!doc_attr(r->doc, ATTR_RELATED).n)
        return;
    r->tail.gen = ui_ask_list(r->view.ui,
                              &(struct job_list_request){.limit = KNOWN_ENTRIES, .bundled = true});
}

static const struct library_entry *find_title(const struct library_list *l, struct str title)
{
    for (size_t i = 0; i < l->n; i++)
        if (!l->v[i].missing && str_eq(str_of(l->v[i].title), title))
            return &l->v[i];
    return NULL;
}

static void add_entry(struct reader *r, const struct library_entry *en)
{
    if (!en || strcmp(en->source, r->source.id) == 0)
        return;
    for (size_t i = 0; i < r->tail.n; i++)
        if (strcmp(r->tail.v[i].source, en->source) == 0)
            return;
    r->tail.v[r->tail.n++] = (struct tail_entry){
        .title = str_dup(str_of(en->title)),
        .source = str_dup(str_of(en->source)),
        .units = en->units > 0 ? (uint32_t)en->units : 0,
    };
}

bool reader_tail_answer(struct view *v, struct job_result *res)
{
    struct reader *r = (struct reader *)v;
    if (res->kind != JOB_LIST || !r->tail.gen || res->gen != r->tail.gen)
        return false;
    uint32_t beg, end;
    reader_tail_free(r);
    r->tail.v = mem_zero(MAX_ENTRIES, sizeof *r->tail.v);
    doc_attrs_of(r->doc, ATTR_OWNER_DOC, &beg, &end);
    for (uint32_t i = beg; i < end && r->tail.n < MAX_ENTRIES; i++) {
        const struct attr *a = &r->doc->attrs[i];
        if (a->key != ATTR_RELATED)
            continue;
        struct str title = str_trim(str_sub(r->doc->strings, a->beg, a->beg + a->len));
        const struct library_entry *en = find_title(&res->bundled, title);
        add_entry(r, en ? en : find_title(&res->read, title));
    }
    return true;
}

unsigned reader_tail_rows(const struct reader *r)
{
    unsigned rows = r->tail.n ? HEAD_ROWS + (unsigned)r->tail.n : 0;
    return rows <= r->rows / SHARE_OF_SCREEN ? rows : 0;
}

/* The row of its first entry on the screen, from first_row; -1: the document's end is not seen. */
static int first_entry_row(struct reader *r)
{
    struct layout_at at = r->top;
    if (!reader_tail_rows(r))
        return -1;
    long down = layout_move(r->layout, &at, (long)r->rows - 1);
    return layout_next(r->layout, &at) ? -1 : (int)down + 1 + HEAD_ROWS;
}

static void draw_entry(struct reader *r, struct grid *g, size_t i, int row)
{
    const struct tail_entry *en = &r->tail.v[i];
    unsigned cols = layout_options(r->layout)->measure;
    struct buf time = {0};
    ui_add_time(&time, en->units);
    unsigned w = en->units ? (unsigned)width_str(buf_str(&time)) : 0;
    if (w + w + 2 > cols)
        w = 0;
    unsigned used = grid_text(g, row, r->left, cols - (w ? w + 2 : 0), str_of(en->title),
                              ui_style(r->view.ui, ROLE_LINK), true);
    if (w)
        grid_text(g, row, r->left + (int)(cols - w), w, buf_str(&time),
                  ui_style(r->view.ui, ROLE_SECONDARY), false);
    if ((int)i == r->tail.chosen)
        grid_restyle(g, row, r->left, used, ui_style(r->view.ui, ROLE_SELECTION));
    buf_free(&time);
}

void reader_tail_draw(struct reader *r, struct grid *g)
{
    int row = first_entry_row(r);
    if (row < 0)
        return;
    struct str label = doc_attr(r->doc, ATTR_RELATED_LABEL);
    if (row <= (int)r->rows)
        grid_text(g, r->first_row + row - 1, r->left, layout_options(r->layout)->measure,
                  label.n ? label : str_of(_("Related")), ui_style(r->view.ui, ROLE_SECONDARY),
                  true);
    for (size_t i = 0; i < r->tail.n && row + (int)i < (int)r->rows; i++)
        draw_entry(r, g, i, r->first_row + row + (int)i);
}

bool reader_tail_step(struct reader *r, bool next)
{
    int to = r->tail.chosen + (next ? 1 : -1);
    if (r->tail.chosen < 0 || first_entry_row(r) < 0 || to < 0) {
        r->tail.chosen = -1;
        return false;
    }
    if (to < (int)r->tail.n)
        r->tail.chosen = to;
    return to < (int)r->tail.n;
}

bool reader_tail_enter(struct reader *r)
{
    if (!reader_tail_rows(r))
        return false;
    r->link = DOC_NONE;
    r->tail.chosen = 0;
    reader_show_end(r);
    return true;
}

bool reader_tail_follow(struct reader *r)
{
    static const struct source_opts none = {0};
    if (r->tail.chosen < 0 || first_entry_row(r) < 0)
        return false;
    open_start(r->view.ui, r->tail.v[r->tail.chosen].source, &none, NULL);
    return true;
}

struct str reader_tail_address(const struct reader *r)
{
    return r->tail.chosen < 0 ? STR_NONE : str_of(r->tail.v[r->tail.chosen].source);
}

bool reader_tail_click(struct reader *r, int row)
{
    int first = first_entry_row(r), i = row - r->first_row - first;
    if (first < 0 || i < 0 || i >= (int)r->tail.n)
        return false;
    r->tail.chosen = i;
    return reader_tail_follow(r);
}
