#include "term_child.h"

#include "base/file.h"
#include "text/width.h"
#include "ui/term.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *page_text = "中文abc“”x";
static unsigned busy_seed;

static void report(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void report(const char *fmt, ...)
{
    struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_addv(&b, fmt, ap);
    va_end(ap);
    buf_addc(&b, '\n');
    file_write_all(CHILD_REPORT_FD, buf_str(&b));
    buf_free(&b);
}

static void text(struct grid *g, int row, int col, const char *s, struct style st)
{
    grid_text(g, row, col, g->cols - (unsigned)col, str_of(s), st, false);
}

static void draw_rare(struct grid *g, struct style st)
{
    static const char *const clusters[] = CHILD_RARE;
    for (int i = 0, col = 0; i < (int)(sizeof clusters / sizeof *clusters); i++) {
        struct buf text_of = {0};
        buf_addf(&text_of, "%s|", clusters[i]);
        col = i % CHILD_RARE_IN_ROW ? col : 0;
        text(g, CHILD_RARE_ROW + i / CHILD_RARE_IN_ROW, col, buf_cstr(&text_of), st);
        col += (int)width_str(buf_str(&text_of));
        buf_free(&text_of);
    }
}

static void draw_page(struct grid *g)
{
    const struct style plain = {COLOR_DEFAULT, COLOR_DEFAULT, 0};
    const struct style rgb = {COLOR_RGB(CHILD_FG), COLOR_RGB(CHILD_BG), 0};
    const struct style indexed = {COLOR_INDEX(9), COLOR_INDEX(200), 0};
    int last = (int)g->rows - 1;
    grid_clear(g, plain);
    text(g, 0, 0, page_text, plain);
    text(g, 1, 0, "RGB", rgb);
    text(g, 1, 4, "IDX", indexed);
    text(g, 2, 0, "か\u0301e\u0301\u0302\u0303\u0304\u0305\u0306z", plain);
    text(g, 3, 0, "👍🏽|👨‍👩‍👧|🇨🇳|ｶﾞ|❤️|", plain);
    draw_rare(g, plain);
    for (unsigned bit = 0; bit < 6; bit++)
        text(g, 4, (int)bit * 2, "A",
             (struct style){COLOR_DEFAULT, COLOR_DEFAULT, (uint16_t)(1 << bit)});
    text(g, 4, 12, "B", (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_ITALIC});
    text(g, 4, 13, "I", (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_ITALIC});
    text(g, 5, CHILD_LINK_COL, "連結",
         (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_UNDERLINE});
    for (int col = CHILD_LINK_COL; col < CHILD_LINK_COL + 4 && col < (int)g->cols; col++)
        grid_cell(g, 5, (unsigned)col)->link = STR(CHILD_LINK);
    text(g, last - 1, (int)g->cols - 2, "邊", plain);
    text(g, last, (int)g->cols - 2, "角", rgb);
    g->cursor_row = 2;
    g->cursor_col = 1;
    g->cursor_shown = true;
}

/* Wide and narrow characters over one another, every cell in a pair of its own. */
static void draw_busy(struct grid *g)
{
    unsigned seed = ++busy_seed * 7919;
    for (unsigned row = 0; row < g->rows; row++)
        for (unsigned col = 0; col < g->cols; col++) {
            seed = seed * 1103515245u + 12345u;
            struct style st = {COLOR_RGB(seed >> 8), COLOR_RGB(seed >> 3), 0};
            bool wide = seed >> 16 & 1;
            grid_put(g, (int)row, (int)col, wide ? STR("漢") : STR("n"), wide ? 2 : 1, st);
        }
    g->cursor_row = g->cursor_col = -1;
}

static void fit(struct term *t, struct grid *g)
{
    unsigned rows, cols;
    t->ops->size(t, &rows, &cols);
    grid_resize(g, rows, cols);
    draw_page(g);
}

static void run_child(struct term *t)
{
    t->ops->leave(t);
    report("left");
    if (fork() == 0) {
        const char *info = getenv("TERMINFO");
        report("TERMINFO %s", info ? info : "unset");
        _exit(0);
    }
    wait(NULL);
    t->ops->enter(t);
}

/* False: the key ends the program. */
static bool key(struct term *t, struct grid *g, const struct event *ev)
{
    switch (ev->key) {
    case 'q':
        return false;
    case 'z':
        if (ev->mods & MOD_CTRL)
            t->ops->suspend(t);
        break;
    case 'l':
        run_child(t);
        break;
    case 'm':
        t->ops->mouse(t, false);
        break;
    case 'b':
        draw_busy(g);
        break;
    case 'y': /* one character becomes another: curses goes to where it believes it to be */
        page_text = "中文abc“”y";
        draw_page(g);
        break;
    case 'p':
        draw_page(g);
        break;
    case 'w':
        width_set_policy(&(struct width_policy){.ambiguous = 2, .ext_h = 1});
        draw_page(g);
        break;
    case 'e':
        width_set_policy(&(struct width_policy){1, 1, 1, 1});
        draw_page(g);
        break;
    case '+':
        t->ops->font(t, 1);
        report("font %d steps %d", t->info.font, t->info.font_steps);
        break;
    case 'R':
        t->ops->redraw(t);
        break;
    case 'A':
        abort();
    }
    return true;
}

static void tell(const struct term *t, const struct event *ev)
{
    const struct term_info *i = &t->info;
    if (ev->kind == EVENT_PASTE)
        report("paste " STR_FMT, STR_ARG(ev->text));
    report("event %d key %x mods %d row %d col %d value %d", ev->kind, ev->key, ev->mods, ev->row,
           ev->col, ev->value);
    report("info depth %d mode %d origin %s known %d ambiguous %d sync %d name %s", i->depth,
           i->mode, i->mode_origin, i->mode_known, i->ambiguous, i->sync, i->name);
}

int main(void)
{
    struct err e;
    setlocale(LC_ALL, "");
    struct term *t = term_open(&e);
    if (!t) {
        report("error %d %s", e.code, e.msg);
        return 1;
    }
    struct grid *g = grid_new(1, 1);
    fit(t, g);
    for (bool on = true; on;) {
        struct event ev;
        t->ops->show(t, g);
        report("shown");
        if (!t->ops->event(t, -1, NULL, 0, &ev))
            continue;
        tell(t, &ev);
        if (ev.kind == EVENT_RESIZE)
            fit(t, g);
        on = ev.kind != EVENT_QUIT && (ev.kind != EVENT_KEY || key(t, g, &ev));
    }
    t->ops->close(t);
    grid_free(g);
    report("closed");
    return 0;
}
