#include "ui/message.h"

#include "text/sanitize.h"
#include "text/width.h"

enum { SHOWN_AT_LEAST_MS = 2000, READ_CELL_MS = 60 };

void message_set(struct message *m, bool error, int64_t now_ms, const char *fmt, va_list ap)
{
    struct buf raw = {0};
    buf_addv(&raw, fmt, ap);
    buf_clear(&m->text);
    sanitize(buf_str(&raw), SANITIZE_LINE, &m->text);
    buf_free(&raw);
    m->error = error;
    int64_t read_ms = (int64_t)width_str(buf_str(&m->text)) * READ_CELL_MS;
    m->until_ms = now_ms + (read_ms > SHOWN_AT_LEAST_MS ? read_ms : SHOWN_AT_LEAST_MS);
}

void message_clear(struct message *m)
{
    buf_free(&m->text);
}

bool message_is_shown(const struct message *m)
{
    return m->text.n > 0;
}

int64_t message_due_ms(const struct message *m)
{
    return message_is_shown(m) && !m->error ? m->until_ms : 0;
}

void message_tick(struct message *m, int64_t now_ms)
{
    if (message_due_ms(m) && now_ms >= m->until_ms)
        message_clear(m);
}

static bool is_latin(char c)
{
    return c > ' ' && c <= '~';
}

/* What is left for the next row; a Latin word is not divided unless it is a long one. */
static struct str after_row(struct str s, unsigned cols)
{
    size_t end = width_fit(s, cols, NULL);
    if (end == s.n)
        return STR_NONE;
    size_t space = end;
    while (space > end / 2 && is_latin(s.p[space]) && is_latin(s.p[space - 1]))
        space--;
    if (space > end / 2)
        end = space;
    while (end < s.n && s.p[end] == ' ')
        end++;
    return str_sub(s, end ? end : s.n, s.n);
}

void message_draw(const struct message *m, const struct theme *t, struct grid *g)
{
    if (!message_is_shown(m) || g->rows == 0 || g->cols < 3)
        return;
    struct style st = theme_style(t, m->error ? ROLE_ERROR : ROLE_MESSAGE);
    unsigned most = g->rows > 2 ? g->rows / 2 : 1, cols = g->cols - 2, rows = 1;
    struct str rest = buf_str(&m->text);
    for (struct str s = rest; rows < most && (s = after_row(s, cols)).n;)
        rows++;
    for (unsigned i = rows; i > 0; i--) {
        int row = (int)(g->rows - i);
        struct str below = after_row(rest, cols);
        struct str line = i == 1 ? rest : str_trim(str_sub(rest, 0, rest.n - below.n));
        grid_fill(g, row, 0, 1, g->cols, st);
        grid_text(g, row, 1, cols, line, st, true);
        rest = below;
    }
}
