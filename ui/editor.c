#include "ui/editor.h"

#include "text/grapheme.h"
#include "text/sanitize.h"
#include "text/width.h"
#include "text/word.h"

static struct str text_of(const struct editor *e)
{
    return buf_str(&e->text);
}

static void rewrap(struct editor *e)
{
    wrap_text(text_of(e), e->cols > 1 ? e->cols - 1 : 1, 0, &e->lines);
}

void editor_set(struct editor *e, struct str text)
{
    buf_clear(&e->text);
    buf_add(&e->text,
            str_sub(text, 0,
                    grapheme_floor(text, text.n < EDITOR_MAX_BYTES ? text.n : EDITOR_MAX_BYTES)));
    e->at = e->text.n;
    e->top = 0;
    e->goal = -1;
    e->dirty = false;
    rewrap(e);
}

void editor_free(struct editor *e)
{
    buf_free(&e->text);
    wrap_free(&e->lines);
}

static void replace(struct editor *e, size_t beg, size_t end, struct str s)
{
    struct buf b = {0};
    buf_add(&b, str_sub(text_of(e), 0, beg));
    buf_add(&b, s);
    buf_add(&b, str_sub(text_of(e), end, e->text.n));
    buf_free(&e->text);
    e->text = b;
    e->at = beg + s.n;
    if (e->at < b.n) /* what was typed may have joined what is behind it */
        e->at = grapheme_floor(text_of(e), e->at);
    e->goal = -1;
    e->dirty |= beg != end || s.n;
    rewrap(e);
}

bool editor_insert(struct editor *e, struct str s)
{
    struct buf clean = {0};
    sanitize(s, SANITIZE_CODE, &clean);
    bool fits = e->text.n + clean.n <= EDITOR_MAX_BYTES;
    if (fits)
        replace(e, e->at, e->at, buf_str(&clean));
    buf_free(&clean);
    return fits;
}

/* The line of the insertion point: at a wrapped line's end it is in the next one. */
static size_t line_of(const struct editor *e)
{
    size_t i = e->lines.v.n ? e->lines.v.n - 1 : 0;
    while (i > 0 && e->lines.v.v[i].beg > e->at)
        i--;
    return i;
}

static int col_of(const struct editor *e, size_t line)
{
    return (int)width_str(str_sub(text_of(e), e->lines.v.v[line].beg, e->at));
}

/* The place in a line nearest to a column. */
static size_t at_col(const struct editor *e, size_t line, int col)
{
    const struct wrap_line *l = &e->lines.v.v[line];
    struct str s = wrap_slice(text_of(e), l);
    size_t n = width_fit(s, col > 0 ? (size_t)col : 0, NULL);
    bool wrapped = l->end > l->beg && e->text.p[l->end - 1] != '\n' && line + 1 < e->lines.v.n;
    if (wrapped && l->beg + n == l->end) /* that place is in the next line */
        return grapheme_prev(text_of(e), l->end);
    return l->beg + n;
}

static void move_lines(struct editor *e, long n)
{
    size_t line = line_of(e), last = e->lines.v.n - 1;
    if (e->goal < 0)
        e->goal = col_of(e, line);
    if (n < 0)
        line = line > (size_t)-n ? line - (size_t)-n : 0;
    else
        line = line + (size_t)n < last ? line + (size_t)n : last;
    e->at = at_col(e, line, e->goal);
}

static size_t left_of(const struct editor *e)
{
    return e->at ? grapheme_prev(text_of(e), e->at) : 0;
}

static size_t right_of(const struct editor *e)
{
    return e->at < e->text.n ? grapheme_next(text_of(e), e->at) : e->text.n;
}

static size_t line_end(const struct editor *e)
{
    return at_col(e, line_of(e), INT16_MAX);
}

static bool move(struct editor *e, enum command cmd)
{
    long page = e->rows > 1 ? (long)e->rows - 1 : 1;
    switch (cmd) {
    case CMD_LINE_UP:
        move_lines(e, -1);
        return true;
    case CMD_LINE_DOWN:
        move_lines(e, 1);
        return true;
    case CMD_PAGE_UP:
        move_lines(e, -page);
        return true;
    case CMD_PAGE_DOWN:
        move_lines(e, page);
        return true;
    case CMD_CURSOR_LEFT:
        e->at = left_of(e);
        break;
    case CMD_CURSOR_RIGHT:
        e->at = right_of(e);
        break;
    case CMD_CURSOR_HOME:
        e->at = e->lines.v.v[line_of(e)].beg;
        break;
    case CMD_CURSOR_END:
        e->at = line_end(e);
        break;
    case CMD_START:
        e->at = 0;
        break;
    case CMD_END:
        e->at = e->text.n;
        break;
    default:
        return false;
    }
    e->goal = -1;
    return true;
}

bool editor_command(struct editor *e, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_NEWLINE:
        editor_insert(e, STR("\n"));
        return true;
    case CMD_DELETE_LEFT:
        replace(e, left_of(e), e->at, STR_NONE);
        return true;
    case CMD_DELETE_RIGHT: {
        size_t at = e->at;
        replace(e, at, right_of(e), STR_NONE);
        return true;
    }
    case CMD_DELETE_WORD:
        replace(e, word_left(text_of(e), e->at), e->at, STR_NONE);
        return true;
    case CMD_DELETE_ALL:
        replace(e, e->lines.v.v[line_of(e)].beg, e->at, STR_NONE);
        return true;
    default:
        return move(e, c->cmd);
    }
}

void editor_click(struct editor *e, int row, int col)
{
    size_t line = e->top + (row > 0 ? (size_t)row : 0);
    e->at = at_col(e, line < e->lines.v.n ? line : e->lines.v.n - 1, col);
    e->goal = -1;
}

void editor_draw(struct editor *e, struct grid *g, int row, int col, unsigned rows, unsigned cols,
                 struct style st)
{
    e->rows = rows;
    if (cols != e->cols) {
        e->cols = cols;
        rewrap(e);
    }
    size_t line = line_of(e);
    if (line < e->top)
        e->top = line;
    if (rows && line >= e->top + rows)
        e->top = line + 1 - rows;
    for (unsigned i = 0; i < rows && e->top + i < e->lines.v.n; i++)
        grid_text(g, row + (int)i, col, cols, wrap_slice(text_of(e), &e->lines.v.v[e->top + i]), st,
                  false);
    int x = col_of(e, line);
    g->cursor_row = row + (int)(line - e->top);
    g->cursor_col = col + (x < (int)cols ? x : (int)cols - 1);
    g->cursor_shown = true;
}
