/* The quotes of a document in its page: marks, the margin, going from one to the next, keeping more. */
#include "text/width.h"
#include "ui/reader.h"
#include "ui/view_quote.h"
#include "ui/view_quotes.h"

enum { MARGIN_COLS = 2, MESSAGE_COLS = 30 };

struct quoted_doc reader_quoted(const struct reader *r)
{
    return (struct quoted_doc){.source = r->source.id, .doc = r->doc, .outline = &r->outline};
}

void reader_quotes_load(struct reader *r)
{
    struct err e = {0};
    struct quoted_doc d = reader_quoted(r);
    doc_quotes_free(&r->quotes);
    if (!quotes_of(r->view.ui->lib, &d, &r->quotes, &e))
        ui_complain(r->view.ui, "%s", e.msg);
    if (reader_quote_index(r, r->quote) == SIZE_MAX)
        r->quote = 0;
}

static const struct quote *quote_of(const struct reader *r, size_t placed)
{
    return &r->quotes.list.v.v[r->quotes.placed.v[placed].index];
}

size_t reader_quote_index(const struct reader *r, int64_t id)
{
    for (size_t i = 0; id && i < r->quotes.placed.n; i++)
        if (quote_of(r, i)->id == id)
            return i;
    return SIZE_MAX;
}

/* Where two lie over each other the later one's colour shows, underlined. */
static size_t mark_overlap(const struct reader *r, size_t i, struct doc_range seen,
                           struct mark *out, size_t max)
{
    const struct placed_quote *v = r->quotes.placed.v;
    size_t n = 0;
    for (size_t k = i + 1; k < r->quotes.placed.n && v[k].r.beg < v[i].r.end && n < max; k++) {
        struct doc_range both = {v[k].r.beg, v[k].r.end < v[i].r.end ? v[k].r.end : v[i].r.end};
        if (both.beg < seen.end && both.end > seen.beg)
            out[n++] = (struct mark){.r = both, .underline = true};
    }
    return n;
}

size_t reader_quote_marks(struct reader *r, struct doc_range seen, struct mark *out, size_t max)
{
    const struct placed_quote *v = r->quotes.placed.v;
    size_t n = 0, chosen = reader_quote_index(r, r->quote);
    for (size_t i = 0; i < r->quotes.placed.n && v[i].r.beg < seen.end && n < max; i++)
        if (v[i].r.end > seen.beg)
            out[n++] = (struct mark){.r = v[i].r,
                                     .role = (enum role)(ROLE_QUOTED + quote_of(r, i)->color)};
    for (size_t i = 0; i < r->quotes.placed.n && v[i].r.beg < seen.end; i++)
        n += mark_overlap(r, i, seen, out + n, max - n);
    if (chosen != SIZE_MAX && n < max)
        out[n++] = (struct mark){.r = v[chosen].r, .underline = true};
    return n;
}

/* The colour of a row's quote in the margin: of the last that begins in it, or goes on. */
static size_t quote_in(const struct reader *r, struct doc_range row)
{
    const struct placed_quote *v = r->quotes.placed.v;
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < r->quotes.placed.n && v[i].r.beg < row.end; i++)
        if (v[i].r.end > row.beg)
            found = i;
    return found;
}

void reader_quotes_draw(struct reader *r, struct grid *g)
{
    struct layout_at row = r->top;
    int col = r->left >= MARGIN_COLS ? r->left - MARGIN_COLS : r->left - 1;
    if (!r->quotes.placed.n || col < 0)
        return;
    for (unsigned i = 0; i < r->rows; i++) {
        const struct line *ln = layout_line(r->layout, row);
        size_t q = ln->flags & LINE_BLANK ? SIZE_MAX : quote_in(r, ln->r);
        if (q != SIZE_MAX)
            grid_put(g, r->first_row + (int)i, col, ui_glyph("▎", "|"), 1,
                     ui_quote_bar(r->view.ui, quote_of(r, q)->color));
        if (!layout_next(r->layout, &row))
            break;
    }
}

void reader_quote_show(struct reader *r, int64_t id)
{
    size_t i = reader_quote_index(r, id);
    if (i == SIZE_MAX)
        return;
    r->quote = id;
    r->link = DOC_NONE;
    doc_pos pos = r->quotes.placed.v[i].r.beg;
    if (!reader_is_seen(r, pos)) {
        reader_remember(r);
        reader_show(r, pos);
    }
}

/* Its place among all, and what was noted. */
static void say_quote(struct reader *r, size_t i)
{
    const struct quote *q = quote_of(r, i);
    struct buf b = {0}, key = {0};
    buf_addf(&b, "%zu/%zu", i + 1, r->quotes.placed.n);
    if (q->note.n) {
        ui_add_dot(&b);
        buf_add(&b, str_sub(q->note, 0, str_chr(q->note, '\n', 0)));
    }
    if (keymap_keys_of(r->view.ui->keys, CTX_READER, CMD_FOLLOW, 1, &key)) {
        ui_add_dot(&b);
        buf_addf(&b, _("%s opens it"), buf_cstr(&key));
    }
    ui_say(r->view.ui, "%s", buf_cstr(&b));
    buf_free(&b);
    buf_free(&key);
}

/* From the one chosen while it is seen, else from the screen. */
static void step(struct reader *r, bool next)
{
    const struct placed_quote *v = r->quotes.placed.v;
    size_t n = r->quotes.placed.n, i = reader_quote_index(r, r->quote);
    struct doc_range seen = reader_visible(r);
    if (!n) {
        ui_say(r->view.ui, _("There are no quotes in this article."));
        return;
    }
    if (i != SIZE_MAX && reader_is_seen(r, v[i].r.beg)) {
        i = next ? i + 1 : i - 1;
    } else {
        for (i = 0; i < n && v[i].r.beg < seen.beg;)
            i++;
        i = next ? i : i - 1;
    }
    if (i >= n) {
        ui_say(r->view.ui, "%s", next ? _("No more quotes below.") : _("No more quotes above."));
        return;
    }
    reader_quote_show(r, quote_of(r, i)->id);
    say_quote(r, i);
}

bool reader_quote_open(struct reader *r)
{
    size_t i = reader_quote_index(r, r->quote);
    if (i == SIZE_MAX || !reader_is_seen(r, r->quotes.placed.v[i].r.beg))
        return false;
    view_quote_open(r->view.ui, r, r->quote);
    return true;
}

bool reader_quote_click(struct reader *r, int row, int col)
{
    doc_pos pos = reader_pos_under(r, row, col);
    size_t i = doc_quotes_at(&r->quotes, pos);
    uint32_t x = layout_x_of(r->layout, pos);
    if (i == SIZE_MAX || col < r->left || (uint32_t)(col - r->left) > x + 1)
        return false;
    r->quote = quote_of(r, i)->id;
    view_quote_open(r->view.ui, r, r->quote);
    return true;
}

static void say_kept(struct reader *r, struct doc_range range)
{
    struct ui *ui = r->view.ui;
    struct str text = doc_slice(r->doc, range);
    struct buf key = {0}, brief = {0};
    size_t n = width_fit(text, MESSAGE_COLS, NULL);
    buf_add(&brief, str_sub(text, 0, n));
    buf_adds(&brief, n < text.n ? "…" : "");
    keymap_keys_of(ui->keys, CTX_READER, CMD_UNDO, 1, &key);
    ui_say(ui, _("Kept: %s  %s takes it back."), buf_cstr(&brief), buf_cstr(&key));
    buf_free(&key);
    buf_free(&brief);
}

int64_t reader_quote_keep(struct reader *r, struct doc_range range, unsigned color)
{
    struct ui *ui = r->view.ui;
    struct quoted_doc d = reader_quoted(r);
    struct quote_make m = {.r = pick_trim(r->doc, range), .color = color};
    int64_t id = r->select.quote;
    struct err e = {0};
    bool ok = reader_keep_article(r, &e) != 0 && /* with its original */
              (id ? quotes_place(ui->lib, &d, id, m.r, &e) : quotes_add(ui->lib, &d, &m, &id, &e));
    if (!ok) {
        ui_complain(ui, "%s", e.msg);
        return 0;
    }
    ui->quote_color = color;
    ui_library_changed(ui);
    say_kept(r, m.r);
    return id;
}

static void keep_sentence(struct reader *r)
{
    if (!r->select.on)
        reader_select_start(r);
    r->select.on = false;
    reader_quote_keep(r, pick_at(r->doc, r->select.at, PICK_SENTENCE, 0), r->view.ui->quote_color);
}

bool reader_quote_command(struct reader *r, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_QUOTE_NEXT:
    case CMD_QUOTE_PREV:
        step(r, c->cmd == CMD_QUOTE_NEXT);
        return true;
    case CMD_QUOTE_SENTENCE:
        keep_sentence(r);
        return true;
    case CMD_UNDO:
        ui_undo(r->view.ui);
        return true;
    case CMD_QUOTES:
        view_quotes_open(r->view.ui, r->quotes.article);
        return true;
    default:
        return false;
    }
}
