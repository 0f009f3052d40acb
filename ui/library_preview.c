/* The beginning of the article under the cursor, beside the list. */
#include "layout/layout.h"
#include "paint/paint.h"
#include "ui/library_view.h"

enum { LIST_COLS = 72, LEAST_COLS = 36, MOST_COLS = 64, EDGE_COLS = 3 };

unsigned library_preview_cols(const struct grid *g)
{
    if (g->cols < LIST_COLS + LEAST_COLS || g->rows < 8)
        return 0;
    unsigned cols = g->cols - LIST_COLS;
    return cols < MOST_COLS ? cols : MOST_COLS;
}

void library_preview_free(struct library_view *lib)
{
    layout_free(lib->preview_layout);
    lib->preview_layout = NULL;
    preview_free(&lib->preview);
}

void library_preview_ask(struct library_view *lib)
{
    const struct library_item *it = library_item_here(lib);
    const struct article_row *a = it ? it->article : NULL;
    if (!a || a->id == lib->preview.id || !library_preview_cols(lib->lv.view.ui->grid))
        return;
    library_preview_free(lib);
    lib->preview.id = a->id;
    lib->preview_gen =
        ui_ask(lib->lv.view.ui, &(struct job_request){.kind = JOB_PREVIEW, .id = a->id});
}

bool library_preview_answer(struct library_view *lib, struct job_result *res)
{
    if (res->kind != JOB_PREVIEW || res->gen != lib->preview_gen)
        return false;
    if (!res->ok || res->preview.id != lib->preview.id)
        return true;
    library_preview_free(lib);
    lib->preview = res->preview;
    res->preview = (struct preview){0};
    return true;
}

/* The page as the reader would set it, in as many cells as there are. */
static struct layout *layout_of(struct library_view *lib, unsigned measure)
{
    if (lib->preview_layout && layout_options(lib->preview_layout)->measure == measure)
        return lib->preview_layout;
    layout_free(lib->preview_layout);
    struct layout_opts o = settings_layout(&lib->lv.view.ui->settings, 0);
    o.measure = (uint16_t)measure;
    lib->preview_layout = layout_new(lib->preview.doc, &o);
    return lib->preview_layout;
}

void library_preview_draw(struct library_view *lib, struct grid *g, int col, unsigned cols)
{
    const struct ui *ui = lib->lv.view.ui;
    unsigned measure = cols - EDGE_COLS - 1;
    struct layout_at top;
    int row = 2, below = 2;
    for (unsigned i = 0; i < g->rows; i++)
        grid_put(g, (int)i, col, ui_glyph("│", "|"), 1, ui_style(ui, ROLE_BORDER));
    if (!lib->preview.doc)
        return;
    struct str words = buf_str(&lib->preview.words), note = buf_str(&lib->preview.note);
    if (words.n)
        grid_text(g, (int)g->rows - below, col + EDGE_COLS - 1, measure, words,
                  ui_style(ui, ROLE_SECONDARY), true);
    below += words.n ? 2 : 0;
    if (note.n)
        grid_text(g, (int)g->rows - below, col + EDGE_COLS - 1, measure, note,
                  ui_style(ui, ROLE_ACCENT), true);
    below += note.n ? 2 : 0;
    struct layout *l = layout_of(lib, measure - 1);
    if (g->rows > (unsigned)(row + below) && layout_first(l, &top))
        paint_rows(l, top,
                   &(struct paint_target){.g = g,
                                          .row = row,
                                          .col = col + EDGE_COLS - 1,
                                          .rows = g->rows - (unsigned)(row + below),
                                          .theme = &ui->theme});
}
