#include "ui/reader.h"

enum {
    GLOW_MS = 1000,
    MAX_LEAD = 8,
    CHROME_MIN_ROWS = 6,
    ROOMY_ROWS = 18,
    SHOW_ROWS_ABOVE = 3,
    LEAD_SHARE = 4
};

static bool is_blank(struct reader *r, struct layout_at at)
{
    return layout_line(r->layout, at)->flags & LINE_BLANK;
}

/* Blank, and no row of readings, which belongs to the one below it. */
static bool is_space(struct reader *r, struct layout_at at)
{
    return (layout_line(r->layout, at)->flags & (LINE_BLANK | LINE_READINGS)) == LINE_BLANK;
}

struct place reader_place_of(struct reader *r, struct layout_at at)
{
    struct place p = {.pos = layout_pos(r->layout, at)};
    while (p.lead < MAX_LEAD && is_space(r, at) && layout_next(r->layout, &at))
        p.lead++;
    return p;
}

/* The lowest top, seen from `at`, that leaves no row unused below the end and its tail. */
static struct layout_at not_past_end(struct reader *r, struct layout_at at)
{
    struct layout_at below = at;
    long rows = (long)r->rows - 1 - (long)reader_tail_rows(r);
    long missing = rows - layout_move(r->layout, &below, rows);
    if (missing > 0)
        layout_move(r->layout, &at, -missing);
    return at;
}

struct layout_at reader_at(struct reader *r, struct place p)
{
    struct layout_at at = layout_with_readings(r->layout, layout_find(r->layout, p.pos)), up = at;
    if (p.lead > r->rows / LEAD_SHARE) /* text first on a small screen */
        p.lead = r->rows / LEAD_SHARE;
    while (p.lead-- && layout_prev(r->layout, &up) && is_space(r, up))
        at = up;
    return not_past_end(r, at);
}

static void set_top(struct reader *r, struct layout_at at)
{
    r->top = at;
    r->place = reader_place_of(r, at);
    r->glow_row = -1;
}

void reader_go(struct reader *r, struct place p)
{
    r->place = p;
    r->top = reader_at(r, p);
    r->glow_row = -1;
}

void reader_fit(struct reader *r)
{
    const struct ui *ui = r->view.ui;
    unsigned rows = ui->grid->rows, cols = ui->grid->cols;
    unsigned measure = layout_options(r->layout)->measure;
    r->chrome = rows >= CHROME_MIN_ROWS && ui->settings.v[SETTING_CHROME];
    unsigned around = !r->chrome ? 0 : rows >= ROOMY_ROWS ? 2 : 1;
    r->first_row = (int)around;
    r->rows = rows > 2 * around ? rows - 2 * around : 1;
    r->left = cols > measure ? (int)(cols - measure) / 2 : 0;
    r->glow_row = -1;
}

void reader_relayout(struct reader *r)
{
    const struct ui *ui = r->view.ui;
    unsigned cols = ui->grid->cols ? ui->grid->cols : 1;
    struct layout_opts o = settings_layout(&ui->settings, cols);
    layout_free(r->layout);
    r->layout = layout_new(r->doc, &o);
    reader_fit(r);
    r->top = reader_at(r, r->place);
}

struct layout_at reader_bottom(struct reader *r)
{
    struct layout_at at = r->top;
    layout_move(r->layout, &at, (long)r->rows - 1);
    return at;
}

bool reader_at_end(struct reader *r)
{
    struct layout_at at = reader_bottom(r);
    return !layout_next(r->layout, &at);
}

struct doc_range reader_visible(struct reader *r)
{
    struct layout_at at = reader_bottom(r);
    doc_pos end =
        layout_next(r->layout, &at) ? layout_pos(r->layout, at) : (doc_pos)r->doc->text.n + 1;
    return (struct doc_range){layout_pos(r->layout, r->top), end};
}

void reader_glow(struct reader *r, struct layout_at at)
{
    struct layout_at row = r->top;
    for (unsigned i = 0; i < r->rows; i++) {
        if (layout_cmp(row, at) == 0) {
            r->glow_row = (int)i;
            r->glow_until_ms = r->view.ui->now_ms() + GLOW_MS;
            return;
        }
        if (!layout_next(r->layout, &row))
            return;
    }
}

static void say_end(struct reader *r, bool down)
{
    ui_say(r->view.ui, "%s",
           down ? _("The end of the article.") : _("The beginning of the article."));
}

static void scroll(struct reader *r, long n)
{
    struct layout_at at = r->top;
    layout_move(r->layout, &at, n);
    if (n > 0)
        at = not_past_end(r, at);
    if (n > 0 ? layout_cmp(at, r->top) <= 0 : layout_cmp(at, r->top) == 0)
        say_end(r, n > 0);
    else
        set_top(r, at);
}

/* The top of the last screen. */
static struct layout_at end_top(struct reader *r)
{
    struct layout_at at = r->top;
    return layout_last(r->layout, &at) ? not_past_end(r, at) : at;
}

static void page_forward(struct reader *r)
{
    struct layout_at from = r->top, eye = reader_bottom(r);
    struct layout_at to = layout_page_forward(r->layout, from, r->rows);
    if (layout_cmp(to, from) <= 0) /* the end is seen, but perhaps not all of the tail */
        layout_last(r->layout, &to);
    to = not_past_end(r, to);
    if (layout_cmp(to, from) <= 0) {
        say_end(r, true);
        return;
    }
    struct turn t = {.from = r->place};
    set_top(r, to);
    t.to = r->place;
    vec_push(&r->turns, t);
    while (is_blank(r, eye) && layout_prev(r->layout, &eye))
        ;
    reader_glow(r, eye);
}

static void page_back(struct reader *r)
{
    struct turn *t = r->turns.n ? &r->turns.v[r->turns.n - 1] : NULL;
    if (t && t->to.pos == r->place.pos && t->to.lead == r->place.lead) {
        r->turns.n--;
        reader_go(r, t->from);
        return;
    }
    r->turns.n = 0;
    struct layout_at to = layout_page_back(r->layout, r->top, r->rows);
    if (layout_cmp(to, r->top) >= 0) {
        say_end(r, false);
        return;
    }
    set_top(r, to);
}

static void go_start(struct reader *r)
{
    struct layout_at at;
    reader_remember(r);
    if (layout_first(r->layout, &at))
        set_top(r, at);
}

static void go_end(struct reader *r)
{
    reader_remember(r);
    set_top(r, end_top(r));
}

void reader_show_end(struct reader *r)
{
    struct layout_at at = end_top(r);
    if (layout_cmp(at, r->top) <= 0)
        return;
    reader_remember(r);
    set_top(r, at);
}

static void go_percent(struct reader *r, const struct command_call *c)
{
    unsigned long long percent = c->count;
    if (!percent && !str_to_u64(str_of(c->arg), 100, &percent)) {
        ui_say(r->view.ui, _("Type a percentage first, as in 50 %%."));
        return;
    }
    if (percent > 100)
        percent = 100;
    reader_remember(r);
    struct layout_at at = layout_find(r->layout, (doc_pos)(r->doc->text.n * percent / 100));
    set_top(r, not_past_end(r, layout_with_readings(r->layout, at)));
}

static void go_section(struct reader *r, bool next)
{
    const struct outline *o = &r->outline;
    size_t i = outline_at(o, r->place.pos);
    bool before_first = i >= o->n;
    if (next)
        i = before_first ? 0 : i + 1;
    else if (!before_first && layout_cmp(layout_find(r->layout, o->v[i].r.beg),
                                         layout_find(r->layout, r->place.pos)) == 0)
        i = i ? i - 1 : o->n; /* at its heading already: the one before */
    if (!o->n || (next && i >= o->n)) {
        ui_say(r->view.ui, "%s",
               o->n ? _("This is the last section.") : _("There are no sections."));
        return;
    }
    if (i >= o->n)
        go_start(r);
    else
        reader_jump(r, o->v[i].r.beg);
}

bool reader_is_seen(struct reader *r, doc_pos pos)
{
    struct layout_at at = layout_find(r->layout, pos);
    return layout_cmp(at, r->top) >= 0 && layout_cmp(at, reader_bottom(r)) <= 0;
}

void reader_show(struct reader *r, doc_pos pos)
{
    struct layout_at at = layout_find(r->layout, pos);
    if (reader_is_seen(r, pos))
        return;
    layout_move(r->layout, &at, -(long)(r->rows / SHOW_ROWS_ABOVE));
    set_top(r, not_past_end(r, at));
}

void reader_follow(struct reader *r, doc_pos pos)
{
    struct layout_at at = layout_find(r->layout, pos), top = layout_with_readings(r->layout, at);
    if (layout_cmp(top, r->top) < 0) {
        set_top(r, top);
    } else if (layout_cmp(at, reader_bottom(r)) > 0) {
        layout_move(r->layout, &at, -((long)r->rows - 1));
        set_top(r, not_past_end(r, at));
    }
}

bool reader_page_command(struct reader *r, const struct command_call *c)
{
    long n = c->count ? (long)c->count : 1;
    long half = r->rows > 1 ? (long)r->rows / 2 : 1;
    switch (c->cmd) {
    case CMD_LINE_DOWN:
        scroll(r, n);
        return true;
    case CMD_LINE_UP:
        scroll(r, -n);
        return true;
    case CMD_HALF_DOWN:
        scroll(r, half);
        return true;
    case CMD_HALF_UP:
        scroll(r, -half);
        return true;
    case CMD_PAGE_DOWN:
        page_forward(r);
        return true;
    case CMD_PAGE_UP:
        page_back(r);
        return true;
    case CMD_START:
        go_start(r);
        return true;
    case CMD_END:
        if (c->count)
            go_percent(r, c);
        else
            go_end(r);
        return true;
    case CMD_GOTO:
        go_percent(r, c);
        return true;
    case CMD_SECTION_NEXT:
    case CMD_SECTION_PREV:
        go_section(r, c->cmd == CMD_SECTION_NEXT);
        return true;
    default:
        return false;
    }
}
