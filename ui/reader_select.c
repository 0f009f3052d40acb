/* Selecting in the page: a cursor, units, and two ends. */
#include "ui/reader.h"

static struct doc_range unit_at(const struct reader *r, doc_pos pos)
{
    return pick_at(r->doc, pos, r->select.unit, r->select.outer);
}

struct doc_range reader_selected(const struct reader *r)
{
    const struct selection *s = &r->select;
    struct doc_range here = unit_at(r, s->at);
    if (!s->held)
        return here;
    struct doc_range there = unit_at(r, s->from);
    return (struct doc_range){there.beg < here.beg ? there.beg : here.beg,
                              there.end > here.end ? there.end : here.end};
}

/* With nothing held the unit is only underlined: that is where the cursor is. */
size_t reader_select_marks(const struct reader *r, struct mark *out)
{
    if (!r->select.on)
        return 0;
    *out = (struct mark){
        .r = reader_selected(r), .role = ROLE_SELECTION, .underline = !r->select.held};
    return 1;
}

/* The first text of the screen. */
static doc_pos first_seen(struct reader *r)
{
    struct layout_at at = r->top;
    for (unsigned i = 0; i < r->rows; i++) {
        const struct line *ln = layout_line(r->layout, at);
        if (!(ln->flags & LINE_BLANK) && ln->r.end > ln->r.beg)
            return layout_pos_at(r->layout, at, ln->x);
        if (!layout_next(r->layout, &at))
            break;
    }
    return r->place.pos;
}

/* Where the cursor was left, what was searched for, or the beginning of the screen. */
static doc_pos start_pos(struct reader *r)
{
    if (r->select.at && reader_is_seen(r, r->select.at))
        return r->select.at;
    if (r->hit < r->hits.r.n && reader_is_seen(r, r->hits.r.v[r->hit].beg))
        return r->hits.r.v[r->hit].beg;
    return first_seen(r);
}

void reader_select_start(struct reader *r)
{
    doc_pos at = start_pos(r);
    r->select =
        (struct selection){.on = true, .unit = PICK_SENTENCE, .from = at, .at = at, .goal = -1};
}

void reader_select_at(struct reader *r, doc_pos pos, enum pick_unit unit)
{
    r->select = (struct selection){.on = true,
                                   .held = true,
                                   .by_mouse = true,
                                   .unit = unit,
                                   .from = pos,
                                   .at = pos,
                                   .goal = -1};
}

static bool has_text(struct reader *r, struct layout_at at)
{
    const struct line *ln = layout_line(r->layout, at);
    return !(ln->flags & LINE_BLANK) && (ln->r.end > ln->r.beg || ln->flags & LINE_TABLE);
}

/* The place n rows of text further, in the column that is kept. */
static doc_pos rows_away(struct reader *r, long n)
{
    struct layout_at at = layout_find(r->layout, r->select.at), last = at;
    if (r->select.goal < 0)
        r->select.goal = (int)layout_x_of(r->layout, r->select.at);
    for (long left = n > 0 ? n : -n; left > 0;) {
        if (layout_move(r->layout, &at, n > 0 ? 1 : -1) == 0)
            break;
        if (!has_text(r, at))
            continue;
        last = at;
        left--;
    }
    return layout_pos_at(r->layout, last, (uint32_t)r->select.goal);
}

/* The first or the last cluster of the cursor's row. */
static doc_pos row_end(struct reader *r, bool last)
{
    struct layout_at at = layout_find(r->layout, r->select.at);
    return layout_pos_at(r->layout, at, last ? UINT32_MAX : 0);
}

static doc_pos doc_end(const struct reader *r)
{
    return pick_at(r->doc, (doc_pos)r->doc->text.n, PICK_CHAR, 0).beg;
}

static const struct {
    enum command cmd;
    enum pick_unit unit;
    bool next;
} STEPS[] = {
    {CMD_CURSOR_RIGHT, PICK_CHAR, true},      {CMD_CURSOR_LEFT, PICK_CHAR, false},
    {CMD_WORD_NEXT, PICK_WORD, true},         {CMD_WORD_PREV, PICK_WORD, false},
    {CMD_SENTENCE_NEXT, PICK_SENTENCE, true}, {CMD_SENTENCE_PREV, PICK_SENTENCE, false},
    {CMD_PARA_NEXT, PICK_PARA, true},         {CMD_PARA_PREV, PICK_PARA, false},
};

static bool unit_step(const struct reader *r, enum command cmd, doc_pos *to)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (STEPS[i].cmd != cmd)
            continue;
        *to = (STEPS[i].next ? pick_next : pick_prev)(r->doc, r->select.at, STEPS[i].unit);
        return true;
    }
    return false;
}

/* How many rows a command moves by; 0: none. */
static long row_step(const struct reader *r, const struct command_call *c)
{
    long page = r->rows > 2 ? (long)r->rows - 1 : 1, n = c->count ? (long)c->count : 1;
    switch (c->cmd) {
    case CMD_LINE_DOWN:
        return n;
    case CMD_LINE_UP:
        return -n;
    case CMD_PAGE_DOWN:
        return page;
    case CMD_PAGE_UP:
        return -page;
    case CMD_HALF_DOWN:
        return (page + 1) / 2;
    case CMD_HALF_UP:
        return -(page + 1) / 2;
    default:
        return 0;
    }
}

static bool move(struct reader *r, const struct command_call *c)
{
    struct selection *s = &r->select;
    long rows = row_step(r, c);
    doc_pos to = s->at;
    if (rows)
        to = rows_away(r, rows);
    else if (c->cmd == CMD_CURSOR_HOME || c->cmd == CMD_CURSOR_END)
        to = row_end(r, c->cmd == CMD_CURSOR_END);
    else if (c->cmd == CMD_START || c->cmd == CMD_END)
        to = c->cmd == CMD_START ? 0 : doc_end(r);
    else if (!unit_step(r, c->cmd, &to))
        return false;
    s->at = to;
    s->goal = rows ? s->goal : -1;
    s->outer = s->held ? s->outer : 0;
    reader_follow(r, to);
    return true;
}

static void grow(struct reader *r)
{
    struct selection *s = &r->select;
    if (s->unit == PICK_SENTENCE && pick_has_outer(r->doc, s->at, s->outer)) {
        s->outer++;
    } else if (s->unit + 1 < PICK_UNITS) {
        s->unit++;
        s->outer = 0;
    }
}

static void shrink(struct reader *r)
{
    struct selection *s = &r->select;
    if (s->outer)
        s->outer--;
    else if (s->unit > 0)
        s->unit--;
}

static void set_unit(struct reader *r, const char *name)
{
    static const char *const names[PICK_UNITS] = {"char", "word", "sentence", "paragraph"};
    for (int i = 0; i < PICK_UNITS; i++) {
        if (strcmp(names[i], name) == 0) {
            r->select.unit = (enum pick_unit)i;
            r->select.outer = 0;
            return;
        }
    }
    ui_say(r->view.ui, _("The unit is one of char, word, sentence, paragraph."));
}

static void other_end(struct reader *r)
{
    struct selection *s = &r->select;
    doc_pos from = s->from;
    if (!s->held)
        return;
    s->from = s->at;
    s->at = from;
    s->goal = -1;
    reader_follow(r, s->at);
}

static void hold(struct reader *r)
{
    struct selection *s = &r->select;
    s->held = !s->held;
    s->by_mouse = false;
    s->from = s->at;
}

bool reader_select_command(struct reader *r, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_SELECT:
        hold(r);
        return true;
    case CMD_UNIT_LARGER:
        grow(r);
        return true;
    case CMD_UNIT_SMALLER:
        shrink(r);
        return true;
    case CMD_UNIT:
        set_unit(r, c->arg);
        return true;
    case CMD_OTHER_END:
        other_end(r);
        return true;
    default:
        return move(r, c);
    }
}

doc_pos reader_pos_under(struct reader *r, int row, int col)
{
    struct layout_at at = r->top, text;
    int down = row - r->first_row, x = col - r->left;
    down = down < 0 ? 0 : down >= (int)r->rows ? (int)r->rows - 1 : down;
    layout_move(r->layout, &at, down);
    text = at;
    while (!has_text(r, text) && layout_next(r->layout, &text))
        ;
    while (!has_text(r, text) && layout_prev(r->layout, &text))
        ;
    if (layout_cmp(text, at) != 0) /* a blank row: the beginning of what is below it */
        x = 0;
    return layout_pos_at(r->layout, text, x > 0 ? (uint32_t)x : 0);
}
