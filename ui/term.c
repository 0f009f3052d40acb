#include "ui/term.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/sanitize.h"
#include "ui/term_caps.h"
#include "ui/term_font.h"
#include "ui/term_glyph.h"
#include "ui/term_link.h"
#include "ui/term_pairs.h"
#include "ui/term_probe.h"
#include "ui/term_shown.h"
#include "ui/term_tty.h"

#include <stdlib.h>

#define NCURSES_NOMACROS
#define term curses_term_ /* <term.h> has a struct of that name too */
#include <curses.h>
#include <term.h>
#undef term

struct tterm {
    struct term term;
    struct tty tty;
    struct input *in;
    struct buf bytes;
    struct probe probe;
    struct font font;
    struct buf rgb_entry;        /* for when the terminal says that it knows 24-bit colours */
    bool answers;                /* to queries */
    bool strikes;                /* A_BLINK strikes through (term_caps.h) */
    SCREEN *screen, *old_screen; /* old: curses cannot free one while another is in use */
    struct pairs pairs;
    struct shown shown;
    bool away;          /* the screen was given back */
    bool entered_again; /* after a stop, before SIGCONT was told */
    bool check_size;    /* it may have changed while we were away */
    bool cursor;        /* is visible */
};

static struct tterm *tterm(struct term *t)
{
    return (struct tterm *)t;
}

/* ---- colours ---- */

/* The number curses knows a colour by. A theme has colours of the depth only; others
 * are left to the terminal. */
static int color_number(enum color_depth depth, uint32_t c)
{
    if (COLOR_IS_RGB(c))
        return depth == DEPTH_RGB ? (int)c : -1;
    if (!COLOR_IS_INDEX(c))
        return -1;
    int n = (int)(c & 0xFF);
    if (depth == DEPTH_RGB)
        return CAPS_PALETTE + n;
    return n < COLORS ? n : n % 8;
}

/* *pair for the style; false when there is none left. */
static bool pair_of(struct tterm *t, const struct style *s, int *pair)
{
    enum color_depth depth = t->term.info.depth;
    *pair = 0;
    if (depth == DEPTH_MONO || (s->fg == COLOR_DEFAULT && s->bg == COLOR_DEFAULT))
        return true;
    bool fresh;
    *pair = pairs_get(&t->pairs, s->fg, s->bg, &fresh);
    if (*pair == 0)
        return false;
    if (fresh &&
        init_extended_pair(*pair, color_number(depth, s->fg), color_number(depth, s->bg)) == ERR) {
        pairs_drop_last(&t->pairs); /* painting with it would be black on black */
        *pair = 0;
    }
    return true;
}

static attr_t attrs_of(const struct tterm *t, uint16_t attrs)
{
    static const struct {
        uint16_t cell;
        attr_t curses;
    } table[] = {
        {CELL_BOLD, A_BOLD},           {CELL_DIM, A_DIM},         {CELL_ITALIC, A_ITALIC},
        {CELL_UNDERLINE, A_UNDERLINE}, {CELL_REVERSE, A_REVERSE}, {CELL_STRIKE, A_BLINK},
    };
    attr_t a = A_NORMAL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (attrs & table[i].cell)
            a |= table[i].curses;
    return t->strikes ? a : a & ~(attr_t)A_BLINK;
}

/* ---- painting ---- */

static void put_glyph(int row, int col, const struct glyph *g, attr_t attrs, int pair)
{
    cchar_t c;
    if (setcchar(&c, (wchar_t[]){g->c[0], 0}, attrs, 0, &pair) == ERR)
        return;
    /* Set behind setcchar's back, which would cut a cluster at its second emoji. */
    for (unsigned i = 1; i < GLYPH_CHARS && g->c[i]; i++)
        c.chars[i] = g->c[i];
    wmove(stdscr, row, col);
    wadd_wch(stdscr, &c); /* ERR at the last cell of the screen, which it sets all the same */
}

static bool put_cell(struct tterm *t, int row, unsigned col, const struct cell *c)
{
    int pair;
    if (!pair_of(t, &c->style, &pair))
        return false;
    struct cell blank;
    if (col + c->w > t->shown.cols) {
        blank = *c;
        blank.n = blank.w = 1;
        blank.text[0] = ' ';
        c = &blank;
    }
    struct glyph g[2];
    unsigned n = glyph_split(c, g);
    attr_t attrs = attrs_of(t, c->style.attrs);
    for (unsigned i = 0; i < n; i++) {
        put_glyph(row, (int)col, &g[i], attrs, pair);
        col += g[i].w;
    }
    return true;
}

/* False: out of colour pairs. The row is cleared first: curses garbles a row when half of a wide
 * character is overwritten. */
static bool draw_row(struct tterm *t, const struct grid *g, unsigned row)
{
    wmove(stdscr, (int)row, 0);
    wclrtoeol(stdscr);
    for (unsigned col = 0; col < g->cols && col < t->shown.cols; col++) {
        const struct cell *c = grid_cell(g, row, col);
        if (c->w && !put_cell(t, (int)row, col, c))
            return false;
    }
    /* Curses would leave a cell that looks the same, and with it the old link. */
    if (shown_keep_row(&t->shown, g, row))
        wredrawln(stdscr, (int)row, 1);
    return true;
}

/* False: out of colour pairs. *changed: a row was written. */
static bool draw(struct tterm *t, const struct grid *g, bool *changed)
{
    for (unsigned row = 0; row < g->rows && row < t->shown.rows; row++) {
        t->shown.dirty[row] = false;
        if (shown_is_row(&t->shown, g, row))
            continue;
        *changed = true;
        if (!draw_row(t, g, row))
            return false;
    }
    t->shown.known = true;
    return true;
}

static void place_cursor(struct tterm *t, const struct grid *g)
{
    bool on = g->cursor_row >= 0 && g->cursor_col >= 0 && (unsigned)g->cursor_row < t->shown.rows &&
              (unsigned)g->cursor_col < t->shown.cols;
    wmove(stdscr, on ? g->cursor_row : 0, on ? g->cursor_col : 0);
    on &= g->cursor_shown;
    if (t->cursor != on)
        curs_set(on);
    t->cursor = on;
}

/* Older terminals, with fewer colours, print what they do not know. */
static void write_links(struct tterm *t, const struct grid *g)
{
    struct buf b = {0};
    for (unsigned row = 0; row < g->rows && row < t->shown.rows; row++)
        if (t->shown.dirty[row])
            link_row(&b, g, row, t->shown.cols);
    tty_write(&t->tty, buf_str(&b));
    buf_free(&b);
}

static void term_show(struct term *term, const struct grid *g)
{
    struct tterm *t = tterm(term);
    bool changed = false;
    if (t->away || t->tty.gone)
        return;
    if (!draw(t, g, &changed)) { /* with more pairs than there are the rest stays as it was */
        pairs_reset(&t->pairs, COLOR_PAIRS - 1);
        t->shown.known = false;
        draw(t, g, &changed);
    }
    place_cursor(t, g);
    if (changed && term->info.sync)
        tty_write(&t->tty, STR("\033[?2026h"));
    wrefresh(stdscr);
    if (changed && term->info.depth == DEPTH_RGB)
        write_links(t, g);
    if (changed && term->info.sync)
        tty_write(&t->tty, STR("\033[?2026l"));
    tty_flush(&t->tty);
}

/* ---- the screen of curses ---- */

/* The terminal's entry is current after this. */
static bool load_entry(const char *name, int fd, struct err *e)
{
    int found;
    if (name && *name && setupterm(name, fd, &found) == OK) {
        const char *cup = tigetstr("cup");
        if (cup && cup != (const char *)-1)
            return true;
    }
    struct buf clean = {0};
    sanitize(str_of(name), SANITIZE_LINE, &clean);
    err_set(e, ERR_UNSUPPORTED,
            _("a terminal of type \"%s\" cannot show pages (TERM); to get the text: "
              "jiandu dump FILE"),
            buf_cstr(&clean));
    buf_free(&clean);
    return false;
}

/* "b64:…" of the entry derived from the current one; empty when that cannot be. */
static struct buf derived_entry(const char *name, bool rgb)
{
    struct caps c = {
        .term = name,
        .bool_names = boolnames,
        .num_names = numnames,
        .str_names = strnames,
        .ax = tigetflag("AX") > 0,
    };
    struct buf out = {0};
    size_t bools = caps_count(boolnames), nums = caps_count(numnames), strs = caps_count(strnames);
    c.bools = mem_zero(bools, sizeof *c.bools);
    c.nums = mem_zero(nums, sizeof *c.nums);
    c.strs = mem_zero(strs, sizeof *c.strs);
    for (size_t i = 0; i < bools; i++)
        c.bools[i] = tigetflag(boolnames[i]) > 0;
    for (size_t i = 0; i < nums; i++)
        c.nums[i] = tigetnum(numnames[i]) >= 0 ? tigetnum(numnames[i]) : -1;
    for (size_t i = 0; i < strs; i++) {
        const char *s = tigetstr(strnames[i]);
        c.strs[i] = s == (const char *)-1 ? NULL : s;
    }
    if (!caps_derive(&c, rgb) || !caps_encode(&c, &out))
        buf_free(&out);
    free(c.bools);
    free(c.nums);
    free(c.strs);
    return out;
}

/* newterm with TERMINFO set for that long only: children must not inherit it. */
static SCREEN *newterm_with(struct buf *entry, const char *name, const struct tty *tty)
{
    const char *was = getenv("TERMINFO");
    char *old = was ? str_dup(str_of(was)) : NULL;
    setenv("TERMINFO", buf_cstr(entry), 1);
    SCREEN *screen = newterm(name, tty->fout, tty->fin);
    if (old)
        setenv("TERMINFO", old, 1);
    else
        unsetenv("TERMINFO");
    free(old);
    return screen;
}

static bool open_screen(struct tterm *t, const char *name, struct err *e)
{
    if (!load_entry(name, t->tty.out, e))
        return false;
    TERMINAL *plain = cur_term;
    bool says_rgb = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || tigetflag("Tc") > 0;
    enum color_depth depth = probe_depth(tigetnum("colors"), says_rgb, &t->term.info.depth_origin);
    struct buf entry = derived_entry(name, depth == DEPTH_RGB);
    if (probe_may_be_rgb(depth))
        t->rgb_entry = derived_entry(name, true);
    tty_raw(&t->tty);
    if (entry.n)
        t->screen = newterm_with(&entry, name, &t->tty);
    buf_free(&entry);
    t->strikes = t->screen != NULL;
    if (!t->screen) {
        t->screen = newterm(name, t->tty.fout, t->tty.fin);
        depth = depth == DEPTH_RGB ? DEPTH_256 : depth;
    }
    if (!t->screen) {
        tty_cooked(&t->tty);
        return err_set(e, ERR_UNSUPPORTED, _("the terminal could not be set up"));
    }
    del_curterm(plain);
    t->term.info.depth = depth;
    return true;
}

static void set_up_curses(struct tterm *t)
{
    unsigned rows = (unsigned)LINES, cols = (unsigned)COLS;
    if (t->term.info.depth != DEPTH_MONO) {
        start_color();
        use_default_colors();
    }
    raw();
    noecho();
    nonl();
    tty_raw(&t->tty);
    def_prog_mode();
    idlok(stdscr, TRUE);
    if (tty_size(&t->tty, &rows, &cols))
        resizeterm((int)rows, (int)cols);
    shown_resize(&t->shown, rows, cols);
    curs_set(0);
    t->cursor = false;
    pairs_reset(&t->pairs, COLOR_PAIRS - 1);
    wrefresh(stdscr);
}

/* The terminal turned out to know 24-bit colours: curses begins anew, on the same screen. */
static void upgrade_to_rgb(struct tterm *t)
{
    SCREEN *old = t->screen, *screen = newterm_with(&t->rgb_entry, getenv("TERM"), &t->tty);
    buf_free(&t->rgb_entry);
    t->probe.ask_rgb = t->probe.rgb = false;
    if (!screen) {
        set_term(old);
        return;
    }
    t->screen = screen;
    t->strikes = true;
    t->term.info.depth = DEPTH_RGB;
    t->term.info.depth_origin = "DECRQSS";
    t->old_screen = old;
    set_up_curses(t);
}

/* ---- giving the screen back and taking it again ---- */

static void read_input(struct tterm *t)
{
    buf_clear(&t->bytes);
    tty_read(&t->tty, &t->bytes);
    input_feed(t->in, buf_str(&t->bytes));
}

static int ms_until(int64_t when)
{
    int64_t left = when - clock_mono_ms();
    return left > 0 ? (int)left : 0;
}

/* Whatever is still being answered must not be read by whoever has the terminal next. */
static void await_replies(struct tterm *t)
{
    enum { PATIENCE_MS = 250 };
    int64_t until = clock_mono_ms() + PATIENCE_MS;
    while (t->probe.da1_due && !t->tty.gone) {
        struct event ev;
        int left = ms_until(until);
        if (left == 0 || tty_wait(&t->tty, left, NULL, 0) != TTY_INPUT)
            break;
        read_input(t);
        while (input_next(t->in, &ev))
            probe_take(&t->probe, &t->term.info, &ev);
    }
    t->probe.da1_due = 0;
}

static void term_leave(struct term *term)
{
    struct tterm *t = tterm(term);
    if (t->away)
        return;
    t->away = true;
    font_put_back(&t->font, &t->tty);
    tty_modes_off(&t->tty);
    await_replies(t);
    curs_set(1);
    endwin();
    tty_flush(&t->tty);
    tty_cooked(&t->tty);
}

static void forget_screen(struct tterm *t)
{
    clearok(curscr, TRUE);
    t->shown.known = false;
}

static void ask_background(struct term *term)
{
    struct tterm *t = tterm(term);
    if (t->answers && !t->away)
        tty_write(&t->tty, probe_background(&t->probe));
}

static void term_enter(struct term *term)
{
    struct tterm *t = tterm(term);
    if (!t->away)
        return;
    t->away = false;
    t->check_size = true;
    tty_raw(&t->tty);
    forget_screen(t);
    wrefresh(stdscr);
    if (!t->cursor)
        curs_set(0);
    tty_modes_on(&t->tty);
    font_put_again(&t->font, &t->tty);
    ask_background(term);
}

static void term_suspend(struct term *term)
{
    term_leave(term);
    tty_stop();
    term_enter(term);
    tterm(term)->entered_again = true;
}

/* ---- events ---- */

static bool resize(struct tterm *t, struct event *ev)
{
    unsigned rows, cols;
    if (!tty_size(&t->tty, &rows, &cols) || (rows == t->shown.rows && cols == t->shown.cols))
        return false;
    resizeterm((int)rows, (int)cols);
    shown_resize(&t->shown, rows, cols);
    *ev = (struct event){.kind = EVENT_RESIZE, .row = (int)rows, .col = (int)cols};
    return true;
}

static bool quit(struct event *ev, int sig)
{
    *ev = (struct event){.kind = EVENT_QUIT, .value = sig};
    return true;
}

static bool take_signals(struct tterm *t, struct event *ev)
{
    struct tty_signals s = tty_signals();
    if (s.quit)
        return quit(ev, s.quit);
    if (s.stop)
        term_suspend(&t->term);
    else if (s.resumed && !t->entered_again) {
        term_leave(&t->term); /* who stopped us may have changed the terminal */
        term_enter(&t->term);
    }
    if (s.stop || s.resumed) {
        t->entered_again = s.stop;
        *ev = (struct event){.kind = EVENT_RESUMED};
        return true;
    }
    bool look = s.resize || t->check_size;
    t->check_size = false;
    return look && resize(t, ev);
}

/* The next event that is for the views. */
static bool next_parsed(struct tterm *t, struct event *ev)
{
    while (input_next(t->in, ev)) {
        bool ours = !probe_take(&t->probe, &t->term.info, ev);
        font_take(&t->font, &t->term.info, ev);
        if (t->probe.rgb)
            upgrade_to_rgb(t);
        if (ev->kind == EVENT_DA1)
            input_expect_cursor(t->in, 0);
        if (t->probe.ask_again || (ev->kind == EVENT_FOCUS && ev->value))
            ask_background(&t->term);
        if (!ours)
            return true;
    }
    return false;
}

static bool term_event(struct term *term, int wait_ms, const int *fds, size_t nfds,
                       struct event *ev)
{
    struct tterm *t = tterm(term);
    int64_t until = clock_mono_ms() + (wait_ms > 0 ? wait_ms : 0);
    for (;;) {
        if (take_signals(t, ev) || next_parsed(t, ev))
            return true;
        if (t->tty.gone)
            return quit(ev, 0);
        int ms = wait_ms < 0 ? -1 : ms_until(until), pending_ms = input_wait_ms(t->in);
        if (pending_ms >= 0 && (ms < 0 || pending_ms < ms))
            ms = pending_ms;
        switch (tty_wait(&t->tty, ms, fds, nfds)) {
        case TTY_INPUT:
            read_input(t);
            break;
        case TTY_OTHER:
            return false;
        case TTY_TIMEOUT:
            if (ms != pending_ms)
                return false;
            input_timeout(t->in);
            break;
        case TTY_SIGNAL:
            break;
        }
    }
}

static void term_size(struct term *term, unsigned *rows, unsigned *cols)
{
    *rows = tterm(term)->shown.rows;
    *cols = tterm(term)->shown.cols;
}

static void term_redraw(struct term *term)
{
    forget_screen(tterm(term));
}

static void term_mouse(struct term *term, bool on)
{
    struct tterm *t = tterm(term);
    if (t->away)
        t->tty.mouse = on; /* entering switches it on */
    else
        tty_mouse(&t->tty, on);
}

static bool term_font(struct term *term, int by)
{
    return !tterm(term)->away && font_step(&tterm(term)->font, &term->info, &tterm(term)->tty, by);
}

static void term_clipboard(struct term *term, struct str s)
{
    struct tterm *t = tterm(term);
    struct buf b = {0};
    buf_adds(&b, "\033]52;c;");
    base64_add(s, &b);
    buf_adds(&b, "\033\\");
    tty_write(&t->tty, buf_str(&b));
    tty_flush(&t->tty);
    buf_free(&b);
}

static void term_close(struct term *term)
{
    struct tterm *t = tterm(term);
    term_leave(term);
    delscreen(t->screen);
    if (t->old_screen)
        delscreen(t->old_screen);
    tty_close(&t->tty);
    input_free(t->in);
    buf_free(&t->bytes);
    buf_free(&t->rgb_entry);
    font_free(&t->font);
    shown_free(&t->shown);
    free(t);
}

static const struct term_ops TTY_OPS = {
    .size = term_size,
    .show = term_show,
    .event = term_event,
    .suspend = term_suspend,
    .leave = term_leave,
    .enter = term_enter,
    .ask_background = ask_background,
    .redraw = term_redraw,
    .mouse = term_mouse,
    .font = term_font,
    .clipboard = term_clipboard,
    .close = term_close,
};

struct term *term_open(struct err *e)
{
    const char *name = getenv("TERM");
    struct tterm *t = mem_zero(1, sizeof *t);
    if (!tty_open(&t->tty, e))
        goto fail;
    t->term.ops = &TTY_OPS;
    probe_start(&t->probe, &t->term.info);
    if (!open_screen(t, name, e)) {
        tty_close(&t->tty);
        goto fail;
    }
    t->in = input_new();
    set_up_curses(t);
    tty_modes_on(&t->tty);
    t->answers = t->term.info.asked = probe_answers(name);
    if (t->answers) {
        tty_write(&t->tty, font_question(&t->font));
        t->probe.ask_rgb = t->rgb_entry.n > 0;
        tty_write(&t->tty, probe_queries(&t->probe));
        input_expect_cursor(t->in, PROBE_WIDTHS);
    }
    return &t->term;
fail:
    free(t);
    return NULL;
}
