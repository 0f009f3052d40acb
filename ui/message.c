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

void message_draw(const struct message *m, const struct theme *t, struct grid *g)
{
    if (!message_is_shown(m) || g->rows == 0 || g->cols < 3)
        return;
    struct style st = theme_style(t, m->error ? ROLE_ERROR : ROLE_MESSAGE);
    int row = (int)g->rows - 1;
    grid_fill(g, row, 0, 1, g->cols, st);
    grid_text(g, row, 1, g->cols - 2, buf_str(&m->text), st, true);
}
