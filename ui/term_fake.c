#include "base/mem.h"
#include "ui/term.h"

#include <stdio.h>
#include <stdlib.h>

struct fake {
    struct term term;
    struct input *in;
    struct grid *screen; /* as shown last; its links are not kept */
    unsigned rows, cols;
    bool resized;
    struct buf copied;
};

static struct fake *fake_of(struct term *t)
{
    return (struct fake *)t;
}

static void fake_size(struct term *t, unsigned *rows, unsigned *cols)
{
    *rows = fake_of(t)->rows;
    *cols = fake_of(t)->cols;
}

static void fake_show(struct term *t, const struct grid *g)
{
    struct fake *f = fake_of(t);
    grid_resize(f->screen, g->rows, g->cols);
    size_t n = (size_t)g->rows * g->cols;
    for (size_t i = 0; i < n; i++) {
        f->screen->cells[i] = g->cells[i];
        f->screen->cells[i].link = STR_NONE;
    }
    f->screen->cursor_row = g->cursor_row;
    f->screen->cursor_col = g->cursor_col;
    f->screen->cursor_shown = g->cursor_shown;
}

/* What the terminal itself would take notice of before the views hear of it. */
static void fake_notice(struct fake *f, const struct event *ev)
{
    struct term_info *info = &f->term.info;
    if (ev->kind == EVENT_BACKGROUND && theme_mode_of_reply(ev->text, &info->mode)) {
        info->mode_known = true;
        info->mode_origin = "OSC 11";
    }
}

static bool fake_event(struct term *t, int wait_ms, const int *fds, size_t nfds, struct event *ev)
{
    (void)wait_ms, (void)fds, (void)nfds;
    struct fake *f = fake_of(t);
    if (f->resized) {
        f->resized = false;
        *ev = (struct event){.kind = EVENT_RESIZE, .row = (int)f->rows, .col = (int)f->cols};
        return true;
    }
    bool got = input_next(f->in, ev);
    if (!got && input_wait_ms(f->in) >= 0) {
        input_timeout(f->in);
        got = input_next(f->in, ev);
    }
    if (!got)
        *ev = (struct event){.kind = EVENT_QUIT};
    fake_notice(f, ev);
    return true;
}

static void fake_nothing(struct term *t)
{
    (void)t;
}

static void fake_mouse(struct term *t, bool on)
{
    (void)t, (void)on;
}

static bool fake_font(struct term *t, int by)
{
    t->info.font_steps += t->info.font ? by : 0;
    return t->info.font;
}

static void fake_clipboard(struct term *t, struct str s)
{
    buf_clear(&fake_of(t)->copied);
    buf_add(&fake_of(t)->copied, s);
}

struct str term_fake_clipboard(const struct term *t)
{
    return buf_str(&((const struct fake *)t)->copied);
}

static void fake_close(struct term *t)
{
    struct fake *f = fake_of(t);
    input_free(f->in);
    grid_free(f->screen);
    buf_free(&f->copied);
    free(f);
}

static const struct term_ops FAKE_OPS = {
    .size = fake_size,
    .show = fake_show,
    .event = fake_event,
    .suspend = fake_nothing,
    .leave = fake_nothing,
    .enter = fake_nothing,
    .ask_background = fake_nothing,
    .redraw = fake_nothing,
    .mouse = fake_mouse,
    .font = fake_font,
    .clipboard = fake_clipboard,
    .close = fake_close,
};

struct term *term_fake_new(unsigned rows, unsigned cols, enum color_depth depth)
{
    struct fake *f = mem_zero(1, sizeof *f);
    f->term.ops = &FAKE_OPS;
    f->term.info = (struct term_info){
        .depth = depth,
        .mode = THEME_DARK,
        .mode_origin = "guess",
        .name = "fake",
    };
    f->rows = rows;
    f->cols = cols;
    f->in = input_new();
    f->screen = grid_new(rows, cols);
    return &f->term;
}

void term_fake_feed(struct term *t, struct str bytes)
{
    input_feed(fake_of(t)->in, bytes);
}

void term_fake_resize(struct term *t, unsigned rows, unsigned cols)
{
    struct fake *f = fake_of(t);
    f->rows = rows;
    f->cols = cols;
    f->resized = true;
}

const struct grid *term_fake_screen(const struct term *t)
{
    return ((const struct fake *)t)->screen;
}
