/* The mouse in the page: a click follows, a drag selects, at the screen's edge it scrolls. */
#include "ui/reader.h"
#include "ui/view_select.h"

enum { SCROLL_EVERY_MS = 60 };

static bool is_selecting(const struct reader *r)
{
    return r->select.on;
}

static void select_under(struct reader *r, enum pick_unit unit)
{
    bool was = is_selecting(r);
    reader_select_at(r, reader_pos_under(r, r->drag.row, r->drag.col), unit);
    if (!was)
        view_select_open(r->view.ui, r);
}

static void press(struct reader *r, const struct event *ev, unsigned clicks)
{
    r->drag = (struct drag){
        .down = true, .row = ev->row, .col = ev->col, .last_row = ev->row, .last_col = ev->col};
    if (clicks == 2)
        select_under(r, PICK_WORD);
    else if (clicks == 3)
        select_under(r, PICK_SENTENCE);
    else if (clicks == 4)
        select_under(r, PICK_PARA);
    r->drag.moved = clicks > 1;
}

/* Rows above or below the text that the pointer is at: <0, 0, >0. */
static int beyond(const struct reader *r)
{
    int row = r->drag.last_row - r->first_row;
    bool can_leave = r->first_row > 0;
    if (row < 0 || (row == 0 && !can_leave))
        return -1;
    if (row >= (int)r->rows || (row == (int)r->rows - 1 && !can_leave))
        return 1;
    return 0;
}

static void extend(struct reader *r)
{
    r->select.at = reader_pos_under(r, r->drag.last_row, r->drag.last_col);
    r->select.goal = -1;
}

static void scroll(struct reader *r)
{
    enum command cmd = beyond(r) < 0 ? CMD_LINE_UP : CMD_LINE_DOWN;
    reader_page_command(r, &(struct command_call){.cmd = cmd, .arg = ""});
    message_clear(&r->view.ui->message); /* that it is the end is seen */
    extend(r);
    r->drag.due_ms = r->view.ui->now_ms() + SCROLL_EVERY_MS;
}

static void drag(struct reader *r, const struct event *ev)
{
    struct drag *d = &r->drag;
    if (!d->down)
        return;
    if (!d->moved) {
        if (ev->row == d->row && ev->col == d->col)
            return;
        select_under(r, PICK_CHAR);
        d->moved = true;
    }
    d->last_row = ev->row;
    d->last_col = ev->col;
    extend(r);
    if (beyond(r) == 0)
        d->due_ms = 0;
    else if (!d->due_ms)
        scroll(r);
}

/* A click that was no drag: ends what the mouse had selected, moves the cursor, or is for what it is
 * on. */
static void click(struct reader *r, const struct event *ev)
{
    if (!is_selecting(r)) {
        reader_click_text(r, ev->row, ev->col);
    } else if (r->select.by_mouse) {
        view_select_close(r->view.ui);
    } else {
        r->select.at = reader_pos_under(r, ev->row, ev->col);
        r->select.goal = -1;
    }
}

void reader_mouse(struct reader *r, const struct event *ev, unsigned clicks)
{
    bool clicked = r->drag.down && !r->drag.moved;
    switch (ev->what) {
    case MOUSE_PRESS:
        press(r, ev, clicks);
        break;
    case MOUSE_DRAG:
        drag(r, ev);
        break;
    default:
        r->drag = (struct drag){0};
        if (clicked)
            click(r, ev);
    }
}

void reader_mouse_tick(struct reader *r, int64_t now_ms)
{
    if (r->drag.due_ms && now_ms >= r->drag.due_ms)
        scroll(r);
}
