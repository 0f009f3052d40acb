#include "ui/list.h"

#include "doc/find.h"
#include "text/width.h"
#include "ui/loop.h"

#include <stdlib.h>

enum { BAR_COLS = 2, MARK_COLS = 2, RIGHT_GAP = 2, RIGHT_SHARE = 3, BRIEF_SHARE = 2 };

void list_clear(struct list *l)
{
    l->rows.n = l->shown.n = 0;
    arena_reset(&l->arena);
}

void list_free(struct list *l)
{
    vec_free(&l->rows);
    vec_free(&l->shown);
    arena_free(&l->arena);
    buf_free(&l->filter);
}

void list_add(struct list *l, const struct list_row *r)
{
    struct list_row copy = *r;
    copy.text = arena_str(&l->arena, r->text);
    copy.right = arena_str(&l->arena, r->right);
    copy.brief = arena_str(&l->arena, r->brief);
    copy.match = r->match.n ? arena_str(&l->arena, r->match) : copy.text;
    vec_push(&l->rows, copy);
}

static const struct list_row *shown_row(const struct list *l, size_t i)
{
    return &l->rows.v[l->shown.v[i]];
}

static bool is_row(const struct list *l, size_t i)
{
    return i < l->shown.n && shown_row(l, i)->kind == LIST_ROW;
}

static bool is_more(const struct list *l, size_t i)
{
    return i < l->shown.n && shown_row(l, i)->kind == LIST_MORE;
}

/* Behind the row at the cursor and all that belongs to it. */
static size_t cursor_end(const struct list *l)
{
    size_t end = l->cursor + 1;
    while (is_more(l, end))
        end++;
    return end;
}

/* The nearest row to i, below it first. */
static void settle_cursor(struct list *l, size_t i)
{
    size_t down = i, up = i < l->shown.n ? i : l->shown.n;
    while (down < l->shown.n && !is_row(l, down))
        down++;
    while (up > 0 && !is_row(l, up))
        up--;
    l->cursor = down < l->shown.n ? down : up;
}

static void choose_shown(struct list *l)
{
    bool all = l->filter.n == 0, shown = true; /* the row above */
    size_t title = SIZE_MAX;                   /* waits for its first row */
    l->shown.n = 0;
    for (size_t i = 0; i < l->rows.n; i++) {
        const struct list_row *r = &l->rows.v[i];
        if (r->kind == LIST_MORE) {
            if (shown)
                vec_push(&l->shown, (uint32_t)i);
            continue;
        }
        if (!all && r->kind != LIST_ROW) {
            title = r->kind == LIST_TITLE ? i : title;
            continue;
        }
        shown = all || find_has_words(r->match, buf_str(&l->filter));
        if (!shown)
            continue;
        if (!all && title != SIZE_MAX)
            vec_push(&l->shown, (uint32_t)title);
        title = SIZE_MAX;
        vec_push(&l->shown, (uint32_t)i);
    }
}

void list_ready(struct list *l, uint32_t id)
{
    choose_shown(l);
    size_t at = 0;
    for (size_t i = 0; i < l->shown.n; i++)
        if (is_row(l, i) && shown_row(l, i)->id == id)
            at = i;
    settle_cursor(l, at);
}

void list_put_cursor(struct list *l, size_t at)
{
    settle_cursor(l, at < l->shown.n ? at : l->shown.n);
}

void list_filter(struct list *l, struct str s)
{
    uint32_t id = list_id(l);
    buf_clear(&l->filter);
    buf_add(&l->filter, s);
    list_ready(l, id);
}

uint32_t list_id(const struct list *l)
{
    return is_row(l, l->cursor) ? shown_row(l, l->cursor)->id : LIST_NO_ROW;
}

static void move(struct list *l, long n)
{
    size_t at = l->cursor;
    for (long left = n > 0 ? n : -n; left > 0; left--) {
        size_t next = at;
        do
            next += n > 0 ? 1 : (size_t)-1;
        while (next < l->shown.n && !is_row(l, next));
        if (next >= l->shown.n)
            break;
        at = next;
    }
    l->cursor = at;
}

bool list_command(struct list *l, const struct command_call *c)
{
    long n = c->count ? (long)c->count : 1, page = l->height > 2 ? (long)l->height - 1 : 1;
    switch (c->cmd) {
    case CMD_LINE_DOWN:
        move(l, n);
        return true;
    case CMD_LINE_UP:
        move(l, -n);
        return true;
    case CMD_PAGE_DOWN:
        move(l, page);
        return true;
    case CMD_PAGE_UP:
        move(l, -page);
        return true;
    case CMD_HALF_DOWN:
        move(l, (page + 1) / 2);
        return true;
    case CMD_HALF_UP:
        move(l, -(page + 1) / 2);
        return true;
    case CMD_START:
        settle_cursor(l, 0);
        return true;
    case CMD_END:
        settle_cursor(l, l->shown.n);
        return true;
    default:
        return false;
    }
}

bool list_click(struct list *l, int row, int col)
{
    if (row < l->row0 || row >= l->row0 + (int)l->height || col < l->col0 ||
        col >= l->col0 + (int)l->cols)
        return false;
    size_t i = l->top + (size_t)(row - l->row0);
    while (i > 0 && is_more(l, i))
        i--;
    if (!is_row(l, i))
        return false;
    l->cursor = i;
    return true;
}

/* The cursor is on the screen, and so are the title and the gap over the first row. */
static void scroll_to_cursor(struct list *l)
{
    size_t want = l->cursor;
    while (want > 0 && !is_row(l, want - 1))
        want--;
    if (l->cursor - want >= l->height)
        want = l->cursor;
    if (l->top > want)
        l->top = want;
    if (cursor_end(l) > l->top + l->height)
        l->top = cursor_end(l) - l->height;
    if (l->cursor < l->top) /* taller than the screen: its beginning */
        l->top = l->cursor;
    size_t most = l->shown.n > l->height ? l->shown.n - l->height : 0;
    if (l->top > most)
        l->top = most;
}

/* The right part is never cut: it is whole, brief, or not there. */
static struct str right_part(const struct list_row *r, unsigned cols, unsigned indent)
{
    if (cols < indent + RIGHT_GAP + 1)
        return STR_NONE;
    size_t room = cols - indent - RIGHT_GAP - 1, want = width_str(r->right);
    if (want <= room / RIGHT_SHARE || want + width_str(r->text) <= room)
        return r->right;
    return width_str(r->brief) <= room / BRIEF_SHARE ? r->brief : STR_NONE;
}

/* The bar of a quote, on its colour. */
static void draw_bar(const struct list_row *r, const struct theme *t, struct grid *g, int row,
                     int col, const struct list_look *k)
{
    struct style st = {.fg = theme_style(t, ROLE_ACCENT).fg, .bg = theme_style(t, k->text).bg};
    uint32_t kept = theme_style(t, (enum role)(ROLE_QUOTED + r->quote - 1)).bg;
    if (kept != COLOR_DEFAULT)
        st.bg = kept;
    grid_put(g, row, col, ui_glyph("▎", "|"), 1, st);
}

static void draw_row(const struct list_row *r, bool chosen, const struct theme *t, struct grid *g,
                     int row, const struct list_look *k)
{
    unsigned indent = r->kind == LIST_TITLE ? 1 : MARK_COLS + r->indent;
    struct str side_text = right_part(r, k->cols, indent);
    unsigned right = (unsigned)width_str(side_text);
    struct style st = theme_style(t, r->kind == LIST_TITLE ? k->title : k->text);
    struct style side = theme_style(t, k->secondary);
    if (r->dim || r->secondary)
        st.fg = side.fg;
    if (r->current) {
        st.fg = theme_style(t, ROLE_ACCENT).fg;
        st.attrs |= theme_style(t, ROLE_ACCENT).attrs;
    }
    unsigned cols = k->cols - 1 - (right ? right + RIGHT_GAP : 0);
    if (indent < cols)
        grid_text(g, row, k->col + (int)indent, cols - indent, r->text, st, true);
    if (right)
        grid_text(g, row, k->col + (int)(k->cols - 1 - right), right, side_text, side, false);
    if (r->quote)
        draw_bar(r, t, g, row, k->col + (int)indent - BAR_COLS, k);
    if (r->marked)
        grid_text(g, row, k->col + 1, 1, STR("+"), theme_style(t, ROLE_ACCENT), false);
    if (!chosen)
        return;
    struct style choice = theme_style(t, ROLE_CHOSEN);
    grid_restyle(g, row, k->col, k->cols,
                 (struct style){.fg = COLOR_KEEP, .bg = choice.bg, .attrs = choice.attrs});
    if (r->quote)
        draw_bar(r, t, g, row, k->col + (int)indent - BAR_COLS, k);
    if (r->kind == LIST_MORE)
        return;
    struct style mark = theme_style(t, ROLE_ACCENT);
    mark.bg = choice.bg;
    grid_text(g, row, k->col, 1, STR(">"), mark, false);
    g->cursor_row = row;
    g->cursor_col = k->col;
}

void list_draw(struct list *l, const struct theme *t, struct grid *g, const struct list_look *k)
{
    l->height = k->rows;
    l->cols = k->cols;
    l->row0 = k->row;
    l->col0 = k->col;
    if (k->rows == 0 || k->cols < MARK_COLS + 2)
        return;
    scroll_to_cursor(l);
    for (unsigned i = 0; i < k->rows && l->top + i < l->shown.n; i++) {
        size_t at = l->top + i;
        draw_row(shown_row(l, at), at >= l->cursor && at < cursor_end(l), t, g, k->row + (int)i, k);
    }
}
