#include "base/file.h"
#include "base/i18n.h"
#include "text/width.h"
#include "ui/reader.h"

enum { MAX_MARKS = 4096, NARROW_COLS = 48, SECTION_SHARE = 3 };

unsigned reader_percent(struct reader *r)
{
    if (reader_at_end(r))
        return 100;
    return (unsigned)((uint64_t)r->place.pos * 100 / (r->doc->text.n + 1));
}

static uint64_t units_left(const struct reader *r)
{
    return (uint64_t)(r->doc->text.n - r->place.pos) * r->doc->units / (r->doc->text.n + 1);
}

static bool title_is_seen(struct reader *r)
{
    uint32_t title = doc_next_leaf(r->doc, DOC_NONE);
    return title != DOC_NONE && r->doc->blocks[title].kind == BLOCK_TITLE &&
           r->doc->blocks[title].r.end > r->place.pos;
}

/* What stands on the left: nothing over the title itself, as in a book; the section where the screen
 * has no room for both. */
static struct str running_head(struct reader *r, struct str section, bool narrow)
{
    if (title_is_seen(r))
        return STR_NONE;
    if (narrow && section.n)
        return section;
    struct str title = doc_title(r->doc);
    return title.n ? title : file_name(str_of(r->source.given));
}

static void draw_header(struct reader *r, struct grid *g)
{
    struct style st = ui_style(r->view.ui, ROLE_SECONDARY);
    struct buf right = {0};
    struct str section = outline_title(r->doc, &r->outline, r->place.pos);
    bool narrow = g->cols < NARROW_COLS;
    if (section.n && !narrow) {
        size_t fits = width_fit(section, g->cols / SECTION_SHARE, NULL);
        buf_add(&right, str_sub(section, 0, fits));
        if (fits < section.n)
            buf_adds(&right, "…");
    }
    size_t quotes = r->quotes.placed.n;
    if (quotes && !narrow) {
        ui_add_dot(&right);
        buf_addf(&right, ngettext("%zu quote", "%zu quotes", quotes), quotes);
    }
    ui_add_dot(&right);
    buf_addf(&right, "%u%%", reader_percent(r));
    unsigned w = (unsigned)width_str(buf_str(&right));
    if (w + 2 <= g->cols)
        grid_text(g, 0, (int)(g->cols - 1 - w), w, buf_str(&right), st, false);
    if (g->cols > w + 4)
        grid_text(g, 0, 1, g->cols - w - 4, running_head(r, section, narrow), st, true);
    buf_free(&right);
}

static void draw_progress(struct reader *r, struct grid *g)
{
    struct buf time = {0}, label = {0};
    int row = (int)g->rows - 1;
    if (reader_at_end(r)) {
        buf_adds(&label, _("the end"));
    } else {
        ui_add_time(&time, units_left(r));
        buf_addf(&label, _("%s left"), buf_cstr(&time));
    }
    unsigned w = (unsigned)width_str(buf_str(&label)) + 2;
    if (w + 8 <= g->cols)
        grid_text(g, row, (int)(g->cols - w + 1), w, buf_str(&label),
                  ui_style(r->view.ui, ROLE_SECONDARY), false);
    else
        w = 1;
    unsigned cols = g->cols - w - 1, done = cols * reader_percent(r) / 100;
    for (unsigned i = 0; i < cols; i++)
        grid_put(g, row, (int)i + 1, i < done ? ui_glyph("━", "=") : ui_glyph("─", "-"), 1,
                 ui_style(r->view.ui, i < done ? ROLE_PROGRESS : ROLE_PROGRESS_REST));
    buf_free(&time);
    buf_free(&label);
}

/* "Source · date · author · editor": what is known of it. */
static void add_byline(const struct reader *r, struct buf *out)
{
    static const enum attr_key keys[] = {ATTR_SOURCE, ATTR_DATE, ATTR_AUTHOR, ATTR_EDITOR};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct str s = doc_attr(r->doc, keys[i]);
        if (!s.n)
            continue;
        ui_add_dot(out);
        if (keys[i] != ATTR_DATE) {
            buf_add(out, s);
            continue;
        }
        size_t at = out->n; /* 2025-02-08T15:36:57 → 2025-02-08 15:36 */
        buf_add(out, str_sub(s, 0, 16));
        if (out->n - at > 10 && out->p[at + 10] == 'T')
            out->p[at + 10] = ' ';
    }
}

/* On the first blank row below the title, where that is on the screen. */
static void draw_byline(struct reader *r, struct grid *g)
{
    uint32_t title = doc_next_leaf(r->doc, DOC_NONE);
    if (title == DOC_NONE || r->doc->blocks[title].kind != BLOCK_TITLE)
        return;
    struct layout_at at = layout_find(r->layout, r->doc->blocks[title].r.end), row = r->top;
    if (!layout_next(r->layout, &at) || !(layout_line(r->layout, at)->flags & LINE_BLANK))
        return;
    for (unsigned i = 0; i < r->rows && layout_cmp(row, at) <= 0; i++) {
        if (layout_cmp(row, at) == 0) {
            struct buf b = {0};
            add_byline(r, &b);
            grid_text(g, r->first_row + (int)i, r->left, g->cols - (unsigned)r->left, buf_str(&b),
                      ui_style(r->view.ui, ROLE_SECONDARY), true);
            buf_free(&b);
        }
        if (!layout_next(r->layout, &row))
            break;
    }
}

static size_t collect_marks(struct reader *r, struct mark *marks)
{
    struct doc_range seen = reader_visible(r);
    size_t n = reader_quote_marks(r, seen, marks, MAX_MARKS / 2);
    for (size_t i = reader_first_hit(r, seen.beg);
         i < r->hits.r.n && r->hits.r.v[i].beg < seen.end && n + 2 < MAX_MARKS; i++)
        marks[n++] = (struct mark){.r = r->hits.r.v[i],
                                   .role = i == r->hit ? ROLE_MATCH_CURRENT : ROLE_MATCH};
    if (r->link != DOC_NONE)
        marks[n++] = (struct mark){.r = reader_link_range(r, r->link), .role = ROLE_SELECTION};
    return n + reader_select_marks(r, marks + n);
}

/* A note's mark has no text of its own that a paint mark could cover. */
static void draw_chosen_note(struct reader *r, struct grid *g)
{
    if (r->link == DOC_NONE || !(r->doc->spans[r->link].kinds & SPAN_NOTE_REF))
        return;
    doc_pos pos = r->doc->spans[r->link].r.beg;
    struct layout_at row = r->top;
    for (unsigned i = 0; i < r->rows; i++) {
        const struct glyph *glyphs;
        size_t n = layout_glyphs(r->layout, row, &glyphs);
        for (size_t k = 0; k < n; k++)
            if (glyphs[k].deco == DECO_NOTE && glyphs[k].pos == pos)
                grid_restyle(g, r->first_row + (int)i, r->left + glyphs[k].x, glyphs[k].w,
                             ui_style(r->view.ui, ROLE_SELECTION));
        if (!layout_next(r->layout, &row))
            break;
    }
}

static void draw_glow(struct reader *r, struct grid *g)
{
    if (r->glow_row < 0)
        return;
    struct style st = ui_style(r->view.ui, ROLE_OVERLAP);
    st.fg = COLOR_KEEP;
    grid_restyle(g, r->first_row + r->glow_row, r->left, layout_options(r->layout)->measure, st);
}

void reader_draw(struct view *v, struct grid *g)
{
    struct reader *r = (struct reader *)v;
    static struct mark marks[MAX_MARKS]; /* of one frame */
    struct paint_target t = {
        .g = g,
        .row = r->first_row,
        .col = r->left,
        .rows = r->rows,
        .theme = &v->ui->theme,
        .marks = marks,
        .nmarks = collect_marks(r, marks),
        .links = true,
    };
    paint_rows(r->layout, r->top, &t);
    reader_quotes_draw(r, g);
    draw_byline(r, g);
    reader_tail_draw(r, g);
    draw_chosen_note(r, g);
    draw_glow(r, g);
    if (!r->chrome)
        return;
    draw_header(r, g);
    draw_progress(r, g);
}
